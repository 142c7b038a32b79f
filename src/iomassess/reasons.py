"""Why a condition is met, not met or unknown, down to the facts, their sources and their lines."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal

from iomassess import wording
from iomassess.engine.conditions import AnyOf, Not, Outcome, Some
from iomassess.engine.facts import Facts
from iomassess.engine.records import Row, Statement
from iomassess.engine.regions import Region
from iomassess.fields import Form, shape
from iomassess.readings import line_of
from iomassess.results import Declared, Fact, Reason, Verdict
from iomassess.selectors import Test
from iomassess.site import Record
from iomassess.unknowns.following import Key, key
from iomassess.vocabulary import Sector

VERDICTS: dict[bool | None, Verdict] = {True: "met", False: "not met", None: "unknown"}


def explain(facts: Facts, outcome: Outcome, numbers: Mapping[Key, int] | None = None) -> Reason:
    """Explain a judged condition, part by part; `numbers` are those of the questions that are open."""
    verdict, condition = VERDICTS[outcome.truth], outcome.condition
    asks = wording.describe_condition(condition)
    if not isinstance(condition, Some) or outcome.counted is None:
        form: Literal["all", "any", "not"] = "not" if isinstance(condition, Not) else "all"
        if isinstance(condition, AnyOf):
            form = "any"
        return Reason(form, asks, verdict, tuple(explain(facts, one, numbers) for one in outcome.parts))
    count, tests = outcome.counted, condition.selector.tests
    settled = {row.loc for row in count.certain}
    opening = outcome.counted.opening if outcome.truth is None else None
    return Reason(
        form="some",
        asks=asks,
        verdict=verdict,
        least=count.least,
        most=count.most,
        matched=tuple(_fact(facts, row, tests) for row in _once(count.certain)),
        undecided=tuple(_doubt(facts, row, tests) for row in _once(count.possible) if row.loc not in settled),
        in_the_way=tuple(_near(facts, outcome, condition)) if outcome.truth is not True else (),
        closed_by=tuple(dict.fromkeys(_declared(facts, one) for one in count.closed_by))
        if opening is None
        else (),
        opening=wording.opening(opening) if opening is not None else None,
        question=(numbers or {}).get(key(condition)) if outcome.truth is None else None,
    )


def _once(rows: Iterable[Row]) -> list[Row]:
    """One row for each record, the recorded joins before the merely possible."""
    return list({row.loc: row for row in reversed(list(rows))}.values())[::-1]


_DEFINING = frozenset({"sector", "kind", "level", "tier", "scope", "of", "id", "origin"})
"""Fields that say what a record is; a record that differs there is beside the question."""


def _near(facts: Facts, outcome: Outcome, condition: Some) -> Iterable[Fact]:
    """The records that are what was asked for and fall short in some other field."""
    counted = (
        {row.loc for row in (*outcome.counted.certain, *outcome.counted.possible)}
        if outcome.counted
        else set()
    )
    for row in facts.rows_for(condition.selector):
        if row.loc in counted or not row.sure:
            continue
        region = Region(row.parts)
        missed = [test for test in condition.selector.tests if region.inside(test) is None]
        if missed and not any(_beside(region, test) for test in missed):
            counted.add(row.loc)
            yield _fact(facts, row, missed, every=True)


def _beside(region: Region, test: Test) -> bool:
    """Whether missing this constraint puts a record beside the question, and not short of it."""
    if test.name in _DEFINING:
        return True
    sector = region.cell(test.part, "sector")
    return test.field.derived and sector is not None and not sector & _THIRD


_THIRD = shape("agencies").own["sector"].mask((Sector.THIRD.value,))


def _fact(facts: Facts, row: Row, tests: Sequence[Test], *, every: bool = False) -> Fact:
    telling = [test for test in tests if test.name not in _DEFINING]
    said = wording.found(row, telling)
    if every:
        said = tuple(wording.missed(row, test) for test in tests)
    return placed(facts, row, tests, said)


def _doubt(facts: Facts, row: Row, tests: Sequence[Test]) -> Fact:
    return placed(facts, row, tests, wording.unknown(row, tests))


def placed(facts: Facts, row: Row, tests: Sequence[Test], said: tuple[str, ...]) -> Fact:
    """A record as a fact, with its line and the sources of what was asked about."""
    record = row.record
    return Fact(
        label=wording.label(row, facts),
        says=said,
        record=".".join(map(str, row.loc)),
        line=line_of(facts, row.loc),
        evidence=_evidence(row, tests),
        inferred=record.inferred if record is not None else None,
        disputed=facts.disputed(row, tests),
    )


def _evidence(row: Row, tests: Sequence[Test]) -> tuple[str, ...]:
    """The sources of a record, and of the joined records whose fields were asked about."""
    cited = list(_cited(row.record, [test.name for test in tests if test.part == 0]))
    for part, end in enumerate(row.ends, start=1):
        names = [test.name for test in tests if test.part == part and test.form is not Form.ID]
        if end is not None and names:
            cited += _cited(end.record, names)
    return tuple(dict.fromkeys(cited))


def _cited(record: Record | None, names: Sequence[str]) -> Iterable[str]:
    if record is None:
        return ()
    if not isinstance(record.evidence, dict):
        return record.evidence
    chosen = [record.evidence[name] for name in names if name in record.evidence]
    return (one for some in chosen or record.evidence.values() for one in some)


def _declared(facts: Facts, statement: Statement) -> Declared:
    return Declared(
        says=wording.read_back(statement, facts),
        because=getattr(statement.record, "because", None),
        line=line_of(facts, statement.loc),
        evidence=tuple(_cited(statement.record, ())),
    )
