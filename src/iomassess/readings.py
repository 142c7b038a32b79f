"""What the cells of a record say: a settled value, a flag, a state; and who says so."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from iomassess.engine.facts import Facts
from iomassess.engine.records import Row
from iomassess.fields import ANY_STATUS, FLAG, IN_PLACE, STATUS, shape
from iomassess.site import Link, Record
from iomassess.source import Loc
from iomassess.vocabulary import Status
from iomassess.wording import either


def settled(kind: str, name: str, cells: Mapping[str, Any]) -> str | None:
    """The one value that a field can have, or None."""
    field, cell = shape(kind).own[name], cells[name]
    values = field.named(cell)
    return values[0] if len(values) == 1 and not cell & field.nothing else None


def state(mask: int) -> str:
    """A state, or the states that it may be, by their names."""
    if mask in (ANY_STATUS, STATUS.full):
        return Status.UNKNOWN.value
    return either(STATUS.named(mask))


def in_place(mask: int) -> bool | None:
    """Whether something is there: None where the states that it may be differ in that."""
    return True if mask == IN_PLACE else None if mask & IN_PLACE else False


def flag(cells: Mapping[str, Any], name: str) -> bool | None:
    """A field that is true or false; None where that is not settled."""
    cell = cells.get(name)
    return {1 << FLAG.index("true"): True, 1 << FLAG.index("false"): False}.get(cell or 0)


def cited(record: Record | None, field: str | None = None) -> tuple[str, ...]:
    """The sources of a record, or of one field of it where they are given apart."""
    evidence = record.evidence if record is not None else ()
    if not isinstance(evidence, dict):
        return evidence
    chosen: Iterable[tuple[str, ...]] = [evidence[field]] if field in evidence else evidence.values()
    return tuple(dict.fromkeys(one for some in chosen for one in some))


def line_of(facts: Facts, loc: Loc) -> int:
    """The line of the site file at which a value stands; 0 where there is no file."""
    return facts.source.place(loc)[0] if facts.source else 0


def links_once(facts: Facts) -> Iterator[tuple[Row, Link]]:
    """The rows of links, each pair of parties once, whichever of them comes first."""
    seen = set[tuple[Loc, frozenset[str]]]()
    for row in facts.rows("links"):
        pair = (row.loc, frozenset(str(end.id) for end in row.ends if end is not None))
        if isinstance(row.record, Link) and not (row.record.between and pair in seen):
            seen.add(pair)
            yield row, row.record
