"""A plan drawn up from what a search has found, and proved by scoring the site with it carried out."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from iomassess.assess import assess
from iomassess.authoring.writing import block
from iomassess.engine.facts import Facts
from iomassess.framework.reading import Framework
from iomassess.plans.actions import Actions
from iomassess.plans.choosing import Planned
from iomassess.plans.planner import Aim, Numbers, Planner
from iomassess.plans.proposals import (
    Advice,
    Alternative,
    NoLonger,
    OutOfReach,
    Plan,
    PlannedStep,
    Raised,
    Served,
    Standing,
    ToCome,
    Totals,
)
from iomassess.plans.steps import Change, Step
from iomassess.results import AssessedSite, Question, Recommended
from iomassess.scenario.file import Scenario, read_scenario
from iomassess.scenario.supposing import suppose
from iomassess.source import Loc, parse
from iomassess.unknowns.ranking import Levels
from iomassess.wording import words


class Proposal(NamedTuple):
    """A plan, and the scenario that carries it out, as the text of a file."""

    plan: Plan
    scenario: str


def propose(
    planner: Planner, planned: Planned, frameworks: Sequence[Framework], actions: Actions
) -> Proposal:
    """Draw up a plan, and score the site with it carried out by the same engine that scores any site."""
    facts = planner.facts
    order = planner.in_order(planned.steps)
    taken = [planner.steps[one] for one in order]
    text = as_scenario(facts, taken)
    before = _levels(facts, frameworks)
    after = before
    given_way: tuple[NoLonger, ...] = ()
    if order:
        supposed = suppose(facts, _scenario(text))
        after = _levels(supposed.facts, frameworks)
        given_way = tuple(NoLonger(one.says, one.of, one.line) for one in supposed.given_way)
    claimed = list(zip(planner.aims, planner.levels(planned.steps), strict=True))
    verified = _falls_nowhere(before, after) and all(
        after[aim.criterion.id].evidenced >= level for aim, level in claimed
    )
    reached = (min(level, after[aim.criterion.id].evidenced) - aim.evidenced for aim, level in claimed)
    drawn = _Drawing(planner, planned, order, actions.recommendations)
    source = facts.source
    site = facts.site
    plan = Plan(
        "iomassess/plan/1",
        AssessedSite(
            site.id,
            site.name,
            site.wave,
            site.as_of,
            source.name if source else "",
            source.sha256 if source else None,
        ),
        actions.files,
        "effort" if planner.by_effort else "actions",
        planned.most_actions,
        Totals(
            planner.times(order),
            sum(one.action.effort * one.times for one in taken),
            sum(one.groups for one in taken),
            sum(one.seats * one.times for one in taken),
        ),
        tuple(drawn.step(number, one) for number, one in enumerate(order, start=1)),
        tuple(_standings(frameworks, before, after, planner.aims)),
        tuple(_out_of_reach(planner)),
        sum(max(0, one) for one in reached),
        sum(aim.target - aim.evidenced for aim in planner.aims),
        planned.most,
        planned.proven and verified,
        planned.bound,
        tuple(_alternative(planner, planned.steps, other) for other in planned.alternatives),
        planned.all_alternatives,
        tuple(_advice(planner, order, actions)),
        given_way,
        verified,
        planner.tried,
    )
    return Proposal(plan, text)


def _falls_nowhere(before: Mapping[str, Levels], after: Mapping[str, Levels]) -> bool:
    """Whether no level is lost, as one may be that asks for no more than so many, or for none."""
    return all(after[one].evidenced >= levels.evidenced for one, levels in before.items())


def _levels(facts: Facts, frameworks: Iterable[Framework]) -> dict[str, Levels]:
    found = assess(facts, frameworks, reasons=False)
    return {
        one.id: Levels(one.evidenced, one.possible)
        for framework in found.frameworks
        for one in framework.criteria
    }


def _standings(
    frameworks: Iterable[Framework],
    before: Mapping[str, Levels],
    after: Mapping[str, Levels],
    aims: Iterable[Aim],
) -> Iterator[Standing]:
    aimed = {aim.criterion.id: aim for aim in aims}
    for framework in frameworks:
        for one in framework.criteria:
            aim = aimed.get(one.id)
            yield Standing(
                framework.title,
                one.id,
                one.title,
                before[one.id],
                after[one.id],
                aim.target if aim else None,
                aim.reachable if aim else None,
            )


def _out_of_reach(planner: Planner) -> Iterator[OutOfReach]:
    for aim in planner.aims:
        if aim.reachable < aim.target:
            rung = aim.criterion.rungs[aim.reachable]
            yield OutOfReach(
                aim.criterion.id,
                aim.criterion.title,
                aim.target,
                aim.reachable,
                rung.level,
                rung.label,
                "Not even all actions of the frameworks that can be taken at this site would meet it.",
            )


def _alternative(planner: Planner, steps: Numbers, other: Numbers) -> Alternative:
    found = [planner.steps[one] for one in other]
    return Alternative(
        tuple(planner.steps[one].says for one in sorted(steps - other)),
        tuple(planner.steps[one].says for one in sorted(other - steps)),
        sum(one.action.effort * one.times for one in found),
        sum(one.groups for one in found),
        sum(one.seats * one.times for one in found),
    )


def _advice(planner: Planner, order: Sequence[int], actions: Actions) -> Iterator[Advice]:
    """What becomes of each recommendation of the sources that the actions cite."""
    by_recommendation: dict[str, set[str]] = {}
    for action in actions.actions:
        for one in action.implements:
            by_recommendation.setdefault(one, set()).add(action.id)
    for source in dict.fromkeys((*actions.recommendations, *by_recommendation)):
        says = actions.recommendations.get(source)
        ids = by_recommendation.get(source, set())
        numbers = tuple(
            number for number, one in enumerate(order, start=1) if planner.steps[one].action.id in ids
        )
        if numbers:
            yield Advice(source, says, "carried out", numbers)
        elif not ids:
            yield Advice(source, says, "no action", ())
        elif ids & planner.adopted:
            yield Advice(source, says, "in place", ())
        else:
            yield Advice(source, says, "not called for", ())


class _Drawing:
    """Says of each step of a plan what it is for."""

    def __init__(
        self, planner: Planner, planned: Planned, order: Sequence[int], recommendations: Mapping[str, str]
    ) -> None:
        self.planner = planner
        self.planned = planned
        self.order = order
        self.recommendations = recommendations
        self.place = {one: number for number, one in enumerate(order, start=1)}

    def step(self, number: int, own: int) -> PlannedStep:
        """One step, told by what it takes and what it does."""
        planner, steps = self.planner, self.planned.steps
        step = planner.steps[own]
        before = frozenset(self.order[: number - 1])
        serves = tuple(self.served(own))
        return PlannedStep(
            number,
            step.id,
            step.action.id,
            step.says,
            step.action.because,
            step.action.source,
            tuple(Recommended(one, self.recommendations.get(one)) for one in step.action.implements),
            step.action.effort,
            step.action.effort_means,
            step.action.lead,
            step.times,
            step.groups,
            step.seats,
            tuple(sorted(self.place[one] for each in planner.needs[own] for one in each & steps)),
            tuple(self.to_come(loc) for loc in step.carries_out),
            self.raised(before, before | {own}),
            self.raised(frozenset(), planner.with_what_comes_first(own, steps)),
            serves,
            own in self.planned.necessary,
            tuple(planner.steps[one].says for one in self.planned.instead.get(own, ())),
            tuple(self.questions(serves)) if all(one.now == "unknown" for one in serves) else (),
        )

    def to_come(self, loc: Loc) -> ToCome:
        """What is to come at a place of the site file."""
        record: Any = self.planner.facts.site
        for segment in loc:
            inside: Any = isinstance(record, dict | tuple)
            record = record[segment] if inside else getattr(record, str(segment))
        source = self.planner.facts.source
        return ToCome(words(str(record.status)), source.place(loc)[0] if source else 0)

    def raised(self, before: Numbers, after: Numbers) -> tuple[Raised, ...]:
        """The criteria that rise between two sets of steps."""
        pairs = zip(self.planner.aims, self.planner.levels(before), self.planner.levels(after), strict=True)
        return tuple(
            Raised(aim.criterion.id, aim.criterion.title, was, now) for aim, was, now in pairs if now > was
        )

    def served(self, own: int) -> Iterator[Served]:
        """The rungs that a step serves, and what is known of them."""
        conditions = set(self.planner.served(own, self.planned.steps))
        for aim in self.planner.aims:
            for nth, asked in enumerate(aim.asks[: aim.reachable - aim.evidenced]):
                for_it = asked & conditions
                if for_it:
                    rung = aim.criterion.rungs[aim.evidenced + nth]
                    now = {self.planner.before(one) for one in for_it}
                    yield Served(
                        aim.criterion.id,
                        aim.criterion.title,
                        rung.level,
                        rung.label,
                        "not met" if False in now else "unknown",
                    )

    def questions(self, serves: Iterable[Served]) -> Iterator[Question]:
        """What to ask to learn whether it is so already: what the first rung of each criterion asks."""
        criteria = {aim.criterion.id: aim.criterion for aim in self.planner.aims}
        first: dict[str, Served] = {}
        for one in serves:
            first.setdefault(one.id, one)
        rungs = (criteria[one.id].rungs[one.level - 1] for one in first.values())
        asked = dict.fromkeys(ask for rung in rungs for ask in rung.ask[:1])
        yield from (Question(tuple(one.of), one.question, one.source) for one in asked)


# -- the scenario that carries a plan out


def as_scenario(facts: Facts, steps: Sequence[Step]) -> str:
    """Write steps as a scenario for the site, which `whatif` carries out."""
    site = facts.site
    written = _Written(facts)
    changes = (change for step in steps for change in step.changes)
    for change in sorted(changes, key=lambda one: not one.new):  # what is added, then what is given to it
        written.note(change)
    implements = dict.fromkeys(one for step in steps for one in step.action.implements)
    values: dict[str, Any] = {
        "format": "iomassess/scenario/1",
        "id": f"plan-{site.id}"[:80].rstrip("-"),
        "name": f"Plan for {site.name}",
        "about": "Written by iomassess plan. Each step is assumed to be carried out in full.",
        "for": site.id,
        "implements": [one for one in implements if one.split()[0] in site.sources],
        "add": written.add,
        "change": written.change,
    }
    lines = block({name: one for name, one in values.items() if one}, 0)
    return "\n".join(lines) + "\n"


def _scenario(text: str) -> Scenario:
    return read_scenario(parse(text, "plan.yaml"))


class _Written:
    """Gathers changes into what a scenario adds and what it changes, each record once."""

    def __init__(self, facts: Facts) -> None:
        self.site = facts.site
        self.values: Mapping[str, Any] = facts.source.values if facts.source else {}
        self.add: dict[str, Any] = {}
        self.change: dict[str, Any] = {}

    def note(self, change: Change) -> None:
        """Add one change to what there is of its record so far."""
        kind, key, written = change.kind, change.key, change.written
        if kind in ("agencies", "groups"):
            there = getattr(self.site, kind)
            _give((self.change if key in there else self.add).setdefault(kind, {}), str(key), written)
        elif kind == "members" and isinstance(key, tuple):
            self._seat(*key, written)
        elif isinstance(key, int):
            self._listed(kind, key, written)
        else:
            listed = self.add.setdefault(kind, [])
            if written not in listed:
                listed.append(dict(written))

    def _seat(self, group: str, agency: str, written: Mapping[str, Any]) -> None:
        if group not in self.site.groups:
            seats = self.add["groups"][group].setdefault("members", [])
        elif any(one.agency == agency for one in self.site.groups[group].members):
            _give(self.change.setdefault("members", {}).setdefault(group, {}), agency, written)
            return
        else:
            seats = self.add.setdefault("members", {}).setdefault(group, [])
        own = next((one for one in seats if one["agency"] == agency), None)
        if own is None:
            seats.append(dict(written))
        else:
            own.update(written)

    def _listed(self, kind: str, index: int, written: Mapping[str, Any]) -> None:
        which = {name: one for name, one in self.values[kind][index].items() if name not in _UNTELLING}
        listed = self.change.setdefault(kind, [])
        own = next((one for one in listed if one["which"] == which), None)
        if own is None:
            listed.append({"which": which, "set": dict(written)})
        else:
            _merge(own["set"], written)


_UNTELLING = ("evidence", "inferred", "note")


def _give(records: dict[str, Any], key: str, written: Mapping[str, Any]) -> None:
    _merge(records.setdefault(key, {}), written)


def _merge(fields: dict[str, Any], written: Mapping[str, Any]) -> None:
    """Give fields other values; of lists, all that either has."""
    for name, value in written.items():
        now = fields.get(name)
        if isinstance(now, list) and isinstance(value, list):
            fields[name] = [*now, *(one for one in value if one not in now)]
        else:
            fields[name] = value
