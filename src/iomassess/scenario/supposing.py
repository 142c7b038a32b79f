"""The facts of a site as scenarios would have them, and what the site then no longer says."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Any, NamedTuple

from iomassess import wording
from iomassess.engine.facts import Facts
from iomassess.engine.identity import candidates_of
from iomassess.engine.records import Row, Statement, cells
from iomassess.engine.regions import Region, covered
from iomassess.engine.statements import Spared
from iomassess.fields import KINDS
from iomassess.problems import InvalidSource, Problem
from iomassess.scenario.file import Scenario
from iomassess.scenario.merging import Merged, merge
from iomassess.site import Practice, Site
from iomassess.source import Loc, Source


class Supposed(Facts):
    """Facts of which some are assumed; a statement no longer speaks of the records that it is spared."""

    def __init__(self, site: Site, source: Source, spared: Spared) -> None:
        self.spared = spared
        super().__init__(site, source, spared=spared)


class GivenWay(NamedTuple):
    """A statement of the site that no longer speaks of what a scenario has come to be."""

    says: str
    of: tuple[str, ...]
    """The records that it speaks of no longer; empty where it was about a value in dispute."""
    line: int
    file: str


class Supposition(NamedTuple):
    """A site's facts with a scenario, and those that came before it, carried out."""

    facts: Supposed
    scenario: Scenario
    assumed: Mapping[Loc, Loc]
    """The records that the scenario adds or changes, and what it declares, with where it does."""
    given_way: tuple[GivenWay, ...]
    places: dict[Loc, tuple[str, int]]
    """File and line of all that any of the scenarios adds or changes."""


def suppose(before: "Facts | Supposition", scenario: Scenario) -> Supposition:
    """Carry out a scenario at a site, of which the facts stay as they are.

    What the site, or an earlier scenario, says of whole lists gives way where it would contradict a
    record that this one adds or changes, for that record alone. Raises InvalidSource with every problem
    of the scenario, each at its place in the scenario's file.
    """
    earlier = before if isinstance(before, Supposition) else None
    facts = earlier.facts if earlier else before
    if not isinstance(facts, Facts) or facts.source is None:
        raise TypeError("scenarios need facts that know their source")
    merged = merge(facts.source, scenario)
    already: Spared = earlier.facts.spared if earlier else frozenset()
    later, spared = _reconciled(facts, merged, scenario, already)
    places = dict(earlier.places) if earlier else {}
    for loc, home in merged.placed.items():
        places[loc] = (scenario.source.name, scenario.source.place(home)[0])
    return Supposition(
        later,
        scenario,
        merged.placed,
        (*_given_way(later, spared, places), *_settled(merged)),
        places,
    )


def _reconciled(
    facts: Facts, merged: Merged, scenario: Scenario, already: Spared
) -> tuple[Supposed, dict[tuple[Loc, Loc], Row]]:
    """The later facts, with statements that spare what the scenario brings; and what they spare."""
    problems: set[Problem] = set()
    found: dict[tuple[Loc, Loc], Row] = {}
    while True:
        later = Supposed(merged.site, merged.source, already | frozenset(found))
        fresh: dict[tuple[Loc, Loc], Row] = {}
        for row in _rows(later, merged):
            boxes = later.bearing(row)
            own = [box for box in boxes if box.loc in merged.placed]
            against = _ruling_out(row, own) or _ruling_out(row, boxes)
            if not against:
                continue
            theirs = [box for box in against if box.loc not in merged.placed]
            said = [box for box in against if box.loc in merged.placed]
            if said and (not theirs or _left_alone(row, merged)):
                problems |= set(_refusal(row, said, facts, later, merged, scenario))
            else:
                fresh |= {(box.loc, _spared_by(box, row, merged)): row for box in theirs}
        fresh = {key: row for key, row in fresh.items() if key not in found}
        if not fresh:
            if problems:
                raise InvalidSource(problems)
            return later, found
        found |= fresh


def _rows(facts: Facts, merged: Merged) -> Iterator[Row]:
    """Every recorded row; of practices that are assumed, also one for each of their agencies."""
    for kind in KINDS:
        for row in facts.rows(kind):
            yield row
            if isinstance(row.record, Practice) and row.loc in merged.placed:
                doers = [None, *(facts.agencies[one] for one in row.record.by)]
                others = [None, *(facts.agencies[one] for one in row.record.with_)]
                for ends in list(product(doers, others))[1:]:
                    yield replace(row, ends=ends, parts=(row.parts[0], *map(cells, ends)))


def _ruling_out(row: Row, boxes: Sequence[Statement]) -> list[Statement]:
    """The statements that rule a record out: each that does by itself, or else just enough of them."""
    region = Region(row.parts)
    alone = [box for box in boxes if covered(region, [box])]
    if alone or not covered(region, boxes):
        return alone
    kept = list(boxes)
    for box in boxes:
        others = [one for one in kept if one is not box]
        if covered(region, others):
            kept = others
    return kept


def _left_alone(row: Row, merged: Merged) -> bool:
    """Whether a scenario neither adds nor changes a record and those that it joins."""
    ends = [(end.kind, str(end.id)) for end in row.ends if end is not None]
    return all(loc not in merged.placed for loc in (row.loc, *ends))


def _spared_by(box: Statement, row: Row, merged: Merged) -> Loc:
    """What a statement no longer speaks of: the agency or group that it is about, if that is otherwise.

    An entry that must be one of some others is otherwise where they are.
    """
    if box.kind != row.kind and (end := row.ends[box.tests[0].part - 1]) is not None:
        entries = (str(end.id), *candidates_of(end))
        if any((box.kind, one) in merged.placed for one in entries):
            return box.kind, entries[0]
    return row.loc


def _refusal(
    row: Row,
    said: Iterable[Statement],
    facts: Facts,
    later: Facts,
    merged: Merged,
    scenario: Scenario,
) -> Iterator[Problem]:
    """Say what the scenario declares and what there is all the same."""
    for box in said:
        home = merged.placed[box.loc]
        what = wording.label(row, later)
        if row.loc in merged.placed:
            line = scenario.source.place(merged.placed[row.loc])[0]
            where = f"{what} (line {line}) is otherwise: correct one"
        else:
            place = facts.source.place(row.loc)[0] if facts.source else 0
            name = facts.source.name if facts.source else ""
            where = f"the site has {what} ({name}:{place}): end it under `change`, or say less"
        yield scenario.source.problem(
            home, f"says that there is no such thing, and {where}", rule="contradiction/statement"
        )


def _given_way(
    facts: Supposed, spared: Mapping[tuple[Loc, Loc], Row], places: Mapping[Loc, tuple[str, int]]
) -> Iterator[GivenWay]:
    """Each statement once, with the records of which it no longer speaks."""
    for statement in facts.statements:
        of = [_title(facts, record, row) for (loc, record), row in spared.items() if loc == statement.loc]
        if of:
            file, line = places.get(statement.loc) or _found(facts, statement.loc)
            yield GivenWay(wording.read_back(statement, facts), tuple(dict.fromkeys(of)), line, file)


def _title(facts: Facts, record: Loc, row: Row) -> str:
    """What to call the record that is spared: the row's own, or one of its ends."""
    end = next((one for one in row.ends if one is not None and (one.kind, one.id) == record), None)
    return wording.title(end) if end is not None else wording.label(row, facts)


def _found(facts: Facts, loc: Loc) -> tuple[str, int]:
    return (facts.source.name, facts.source.place(loc)[0]) if facts.source else ("", 0)


def _settled(merged: Merged) -> Iterator[GivenWay]:
    for about, index in merged.settled:
        line = merged.source.place(("conflicts", index))[0]
        yield GivenWay(f"The sources disagree on {about}.", (), line, merged.source.name)


def titles(found: Supposition) -> Iterator[tuple[str, tuple[str, ...], str, int]]:
    """What to call each thing that a scenario assumes, what it says of it, its file and its line."""
    facts = found.facts
    rows = {row.loc: row for kind in KINDS for row in reversed(facts.rows(kind))}
    declared = {statement.loc: statement for statement in facts.statements}
    for loc in found.assumed:
        if loc in declared:
            yield wording.read_back(declared[loc], facts), (), *found.places[loc]
        elif loc in rows:
            said = tuple(_fields(found.scenario.source.values, found.assumed[loc]))
            yield wording.label(rows[loc], facts), said, *found.places[loc]


_NAMING = ("name", "agency", "kind", "of", "from", "to", "between", "members", "unnamed", "note")
"""Fields that say which record it is, which its label has told."""


def _fields(values: Any, home: Loc) -> Iterator[str]:
    """The fields that a scenario gives a record, as it gives them."""
    for segment in home:
        values = values[segment]
    for name, value in values.items():
        if name not in _NAMING or home[0] == "change":
            yield f"{name}: {_written(value)}"


def _written(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{wording.words(name)} {_written(one)}" for name, one in value.items())
    if isinstance(value, list):
        return ", ".join(map(_written, value)) or "none"
    return str(value).lower() if isinstance(value, bool) else str(value)
