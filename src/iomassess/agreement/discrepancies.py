"""Where two coders' files do not say the same: record by record, field by field, statement by statement."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from iomassess.agreement.codings import KINDS, Coded, Reading, relation
from iomassess.agreement.pairing import How, Pairing, pair
from iomassess.engine.facts import Facts
from iomassess.engine.records import Statement
from iomassess.fields import Form
from iomassess.phrases import joined
from iomassess.readings import cited, line_of
from iomassess.selectors import Selector
from iomassess.source import Loc
from iomassess.wording import label, read_back

Kind = Literal["apart", "overlapping", "one only", "worded otherwise"]
"""What a discrepancy is.

`apart`: both cannot be right. `overlapping`: both may be. `one only`: one says so, and the other leaves it
open. `worded otherwise`: text of the coders' own that differs, which no level rests on.
"""


class Told(NamedTuple):
    """What one coder says, and where."""

    says: str
    evidence: tuple[str, ...]
    line: int


class Discrepancy(NamedTuple):
    """One thing that two files do not say alike, with both readings."""

    kind: Kind
    about: str
    """The list in which the record stands; `statements` for what is complete or absent."""
    label: str
    field: str | None
    """None where it is the whole record, or a statement."""
    readings: tuple[Told | None, Told | None]
    """None of the coder who leaves it open."""
    locs: tuple[Loc | None, Loc | None]
    """The places of the record in the two files."""


class Perhaps(NamedTuple):
    """Two records that may be the same, and count as two unless the ids say otherwise."""

    about: str
    labels: tuple[str, str]
    lines: tuple[int, int]
    locs: tuple[Loc, Loc]
    why: str


class Tally(NamedTuple):
    """Of one kind of record: how many are matched and how many are not, and how their fields compare."""

    about: str
    matched: int
    unmatched: tuple[int, int]
    """Records of the one file and of the other that the other has not."""
    same: int
    """Fields of matched records in which both say the same."""
    overlapping: int
    apart: int
    one_only: tuple[int, int]
    """Fields of matched records of which one says something and the other nothing, by which one says it."""
    worded_otherwise: int


class Held(NamedTuple):
    """Two files held against each other."""

    discrepancies: tuple[Discrepancy, ...]
    perhaps: tuple[Perhaps, ...]
    tallies: tuple[Tally, ...]
    matched: tuple[tuple[How, int], ...]
    """Why records are taken to be the same, and how many are for each reason."""


def hold(ones: Facts, others: Facts) -> Held:
    """Hold two coders' files of one site against each other."""
    found = pair(ones, others)
    fields = [(same.one.kind, one) for same in found.same for one in _fields(same.one, same.other)]
    declared = list(_declared(ones, others, found))
    told = [one for _, one in fields if one is not None]
    told += _unmatched(ones, others, found)
    told += [one for one in declared if one is not None]
    return Held(
        tuple(told),
        tuple(
            Perhaps(
                one.one.kind,
                (one.one.label, one.other.label),
                (one.one.line, one.other.line),
                (one.one.loc, one.other.loc),
                one.why,
            )
            for one in found.perhaps
        ),
        (
            *(_tally(kind, found, [one for about, one in fields if about == kind]) for kind in KINDS),
            _tally("statements", found, declared),
        ),
        tuple(Counter(same.how for same in found.same).most_common()),
    )


def _tally(kind: str, found: Pairing, compared: Sequence[Discrepancy | None]) -> Tally:
    kinds = Counter(one.kind for one in compared if one is not None)
    one_only = [one for one in compared if one is not None and one.kind == "one only"]
    mine = sum(one.readings[0] is not None for one in one_only)
    return Tally(
        kind,
        sum(same.one.kind == kind for same in found.same),
        (
            sum(one.kind == kind for one in found.only_one),
            sum(one.kind == kind for one in found.only_other),
        ),
        sum(one is None for one in compared),
        kinds["overlapping"],
        kinds["apart"],
        (mine, len(one_only) - mine),
        kinds["worded otherwise"],
    )


# -- fields of matched records


def _fields(one: Coded, other: Coded) -> Iterator[Discrepancy | None]:
    """Each field of which either says something; None for one in which both say the same."""
    for name in dict.fromkeys((*one.fields, *other.fields)):
        mine, theirs = one.fields.get(name), other.fields.get(name)
        related = relation(mine, theirs) if mine is not None and theirs is not None else "one only"
        if related == "same":
            yield None
        else:
            readings = (_told(mine), _told(theirs))
            yield Discrepancy(related, one.kind, one.label, name, readings, (one.loc, other.loc))


def _told(said: Reading | None) -> Told | None:
    return Told(said.says, said.evidence, said.line) if said is not None else None


# -- records of one file only


def _unmatched(ones: Facts, others: Facts, found: Pairing) -> Iterator[Discrepancy]:
    """The records that one file has and the other has not, and whether the other rules them out."""
    doubtful = {one.one.loc for one in found.perhaps}, {one.other.loc for one in found.perhaps}
    for record in found.only_one:
        against = _against(record, ones, others, found.ids, listed=record.loc not in doubtful[0])
        yield _one_sided(record, against, 0)
    for record in found.only_other:
        against = _against(record, others, ones, _inverse(found.ids), listed=record.loc not in doubtful[1])
        yield _one_sided(record, against, 1)


def _one_sided(record: Coded, against: Told | None, side: int) -> Discrepancy:
    says = "; ".join(
        f"{name.replace('_', ' ')}: {one.says}" for name, one in record.fields.items() if name not in _TITLES
    )
    told = Told(f"recorded ({says})" if says else "recorded", record.evidence, record.line)
    kind: Kind = "one only" if against is None else "apart"
    readings, locs = (
        ((told, against), (record.loc, None)) if side == 0 else ((against, told), (None, record.loc))
    )
    return Discrepancy(kind, record.kind, record.label, None, readings, locs)


_TITLES = ("name", "what", "about", "records", "unnamed")
"""Fields that the label of a record says already."""


def _against(
    record: Coded, own: Facts, others: Facts, ids: Mapping[str, str], *, listed: bool
) -> Told | None:
    """The statement by which the other coder rules a record out; `listed`: surely not one of the other's.

    `ids` gives the ids of the record's own file by those of the other.
    """
    for statement in others.statements:
        asked = _asked(statement, ids)
        if asked is None or asked.kind != _ROWS.get(record.kind) or (statement.closes and not listed):
            continue
        rows = [row for row in own.rows_for(asked) if row.loc == record.loc]
        if any(own.match(row, asked) for row in rows):
            return _said(statement, others)
    return None


_ROWS = {one: one for one in ("agencies", "groups", "links", "practices", "barriers")} | {"seats": "members"}


def _inverse(ids: Mapping[str, str]) -> dict[str, str]:
    return {theirs: mine for mine, theirs in ids.items()}


def _said(statement: Statement, facts: Facts) -> Told:
    return Told(read_back(statement, facts), cited(statement.record), line_of(facts, statement.loc))


def _asked(statement: Statement, ids: Mapping[str, str]) -> Selector | None:
    """What a statement speaks of, by the other file's ids; None where that has not all of them."""
    tests = []
    for test in statement.tests:
        if test.form is Form.ID:
            if not test.allowed <= ids.keys():
                return None
            tests.append(test._replace(allowed=frozenset(ids[one] for one in test.allowed)))
        else:
            tests.append(test)
    return Selector(statement.kind, tuple(tests))


# -- what is complete, and what is absent


def _declared(ones: Facts, others: Facts, found: Pairing) -> Iterator[Discrepancy | None]:
    """Each statement of either file; None for one that the other makes too, in whatever way."""
    back = _inverse(found.ids)
    made = {_key(one, Selector(one.kind, one.tests)) for one in ones.statements}
    for one in ones.statements:
        yield _beside(one, ones, others, back, {each.loc for each in found.only_other}, 0)
    for one in others.statements:
        asked = _asked(one, found.ids)
        if asked is None or _key(one, asked) not in made:
            yield _beside(one, others, ones, found.ids, {each.loc for each in found.only_one}, 1)


def _key(statement: Statement, asked: Selector) -> tuple[object, ...]:
    return (statement.closes, asked.kind, frozenset(asked.key))


def _beside(
    statement: Statement,
    own: Facts,
    others: Facts,
    ids: Mapping[str, str],
    unmatched: Collection[Loc],
    side: int,
) -> Discrepancy | None:
    """A statement beside what the other file makes of the same question.

    What the other records against it is told once: of the record, where that is in the other file alone.
    """
    asked = _asked(statement, ids)
    theirs: Told | None = None
    if asked is not None:
        if statement.closes:
            if others.opening(asked) is None:
                return None
        else:
            count = others.count(asked)
            if count.most == 0 or (count.certain and all(row.loc in unmatched for row in count.certain)):
                return None
            if count.least:
                row = count.certain[0]
                says = f"recorded: {joined(dict.fromkeys(label(each, others) for each in count.certain))}"
                theirs = Told(says, cited(row.record), line_of(others, row.loc))
    mine = _said(statement, own)
    readings, locs = (
        ((mine, theirs), (statement.loc, None)) if side == 0 else ((theirs, mine), (None, statement.loc))
    )
    kind: Kind = "one only" if theirs is None else "apart"
    words = "what is complete" if statement.closes else "what is absent"
    return Discrepancy(kind, "statements", words, None, readings, locs)
