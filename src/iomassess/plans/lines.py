"""A plan as a terminal shows it: what it comes to, its steps in order, and what could be done instead."""

import textwrap
from collections.abc import Iterable, Iterator

from iomassess.phrases import bar, counted, interval, joined
from iomassess.plans.proposals import Plan, PlannedStep, Raised, Standing
from iomassess.tables import Line, hanging

_MANY = 2
"""Others named that would do in a step's place; more are counted."""


def lines(plan: Plan, width: int) -> Iterator[Line]:
    """The plan, laid out for a width."""
    site = plan.site
    yield [(f"{site.name}, {site.wave}, as of {site.as_of}: a plan", "bold")]
    yield [(site.file, "dim")]
    yield []
    for says in summary(plan):
        yield from _wrapped(says, width, 0)
    for step in plan.steps:
        yield []
        yield from _step(step, width)
    if plan.alternatives:
        yield []
        yield [("Others as small", "bold")]
        for other in plan.alternatives:
            yield from _wrapped(f"Instead of: {'; '.join(other.without)}", width, 2)
            yield from _wrapped(f"{'; '.join(other.instead)}", width, 4)
    if plan.out_of_reach:
        yield []
        yield [("Out of reach", "bold")]
        for one in plan.out_of_reach:
            says = f"{one.title}: level {one.level} of {one.target}, {one.label}. {one.because}"
            yield from _wrapped(says, width, 2)
    if plan.no_longer_said:
        yield []
        yield [("No longer so", "bold")]
        for said in plan.no_longer_said:
            yield from _wrapped(f"{said.says} ({site.file}:{said.line})", width, 2)
    yield []
    yield [("Levels with it", "bold")]
    for standing in plan.standings:
        if standing.told:
            yield _standing(standing, width)
    yield []
    yield from _wrapped(LEGEND, width, 0, "dim")


LEGEND = (
    "█ evidenced  ░ not ruled out  · ruled out. ! nothing else reaches as much without it. ? may be so "
    "already: find out first. The levels are those of the site scored with all steps carried out."
)


UNDONE = (
    "Some levels fall, or fall short of what the steps are for: a condition asks that something be not so, "
    "and a step makes it so. See the levels with the plan before you use it."
)


def summary(plan: Plan) -> Iterator[str]:
    """What a plan comes to, in sentences."""
    if not plan.levels_wanted:
        yield "Every criterion is evidenced at its target, or above it: there is nothing to plan."
        return
    if not plan.steps:
        yield "No action of the frameworks raises any level aimed at."
        return
    every = "all" if plan.levels == plan.levels_wanted else f"{plan.levels} of the"
    wanted = f"{every} {counted(plan.levels_wanted, 'level')}"
    actions = counted(plan.totals.actions, "action")
    yield f"{actions} would raise {wanted} between the evidence and the targets."
    adds = f"{counted(plan.totals.groups, 'group')} to set up" if plan.totals.groups else "no group to set up"
    yield (
        f"It takes {adds}, {counted(plan.totals.seats, 'more seat')} for managers to fill, and an effort of "
        f"{plan.totals.effort} in all."
    )
    if not plan.verified:
        yield UNDONE
    yield firm(plan)
    open_ones = sum(one.may_be_there for one in plan.steps)
    if open_ones:
        yield (
            f"Of {open_ones} of the steps it is not known whether they are needed: what they are for may be "
            "so already."
        )


def firm(plan: Plan) -> str:
    """How sure it is that no plan is smaller."""
    what = "effort" if plan.least == "effort" else "actions"
    if plan.most_actions is not None and plan.levels < plan.levels_at_most:
        return (
            f"The search stopped before it had tried everything: {plan.most_actions} actions may raise more, "
            f"and no more than {plan.levels_at_most} levels."
        )
    if not plan.proven:
        return (
            f"The search stopped short: there may be a plan with less, of no less than {plan.bound} {what}."
        )
    if plan.most_actions is not None and plan.levels < plan.levels_wanted:
        many = plan.most_actions
        return "No other action raises more." if many == 1 else f"No other {many} actions raise more."
    return f"No fewer {what} would do." if what == "actions" else "No less effort would do."


def risen(raised: Iterable[Raised]) -> str:
    """What rises, in a line."""
    return "; ".join(f"{one.title} {one.before} → {one.after}" for one in raised)


def _step(step: PlannedStep, width: int) -> Iterator[Line]:
    mark = "!" if step.necessary else "?" if step.may_be_there else " "
    mark = "!?" if step.necessary and step.may_be_there else mark
    yield from _wrapped(f"{step.number}. {step.says} {mark}".rstrip(), width, 0, "bold")
    raises = risen(step.raises) or "nothing by itself; what comes after waits for it"
    yield from _wrapped(f"raises: {raises}", width, 3)
    if step.alone and step.alone != step.raises:
        yield from _wrapped(f"alone: {risen(step.alone)}", width, 3)
    facts = [f"effort {step.effort}, {step.effort_means}", f"led by {step.lead}"]
    if step.times > 1:
        facts.append(f"done {step.times} times, once for each agency")
    yield from _wrapped("; ".join(facts), width, 3, "dim")
    if step.after:
        yield from _wrapped(f"after: {joined(map(str, step.after))}", width, 3, "dim")
    for one in step.carries_out:
        yield from _wrapped(f"{one.says} already (line {one.line})", width, 3, "dim")
    if step.implements:
        yield from _wrapped(
            f"carries out: {', '.join(one.source for one in step.implements)}", width, 3, "dim"
        )
    if step.instead:
        more = len(step.instead) - _MANY
        others = [*step.instead[:_MANY], *([f"or {more} more"] if more > 0 else [])]
        yield from _wrapped(f"or: {'; '.join(others)}", width, 3, "dim")


def _standing(one: Standing, width: int) -> Line:
    wide = 40 if width >= 80 else max(12, width - 34)
    title = textwrap.shorten(one.title, wide, placeholder="…")
    short = "" if one.target is None or one.after.evidenced >= one.target else "  short of it"
    return [
        (f"{title:<{wide}} {bar(*one.before)} {interval(*one.before):<4}", ""),
        (f" → {bar(*one.after)} {interval(*one.after):<4}", "bold"),
        ("  falls" if one.target is None else f" target {one.target}{short}", "dim"),
    ]


def _wrapped(text: str, width: int, indent: int, style: str = "") -> Iterator[Line]:
    return hanging(text, width, " " * indent, style, " " * (indent + 2), hyphens=False)
