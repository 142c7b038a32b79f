"""Who takes part, counted: sizes, roles, staff, pathways, offender groups, barriers.

Every number is an interval that the engine stands for, as for a rung: entries that may be one agency
count once at least, and a number has an upper bound only where the file closes the list.
"""

from collections.abc import Iterable, Iterator, Sequence

from iomassess.engine.cells import bounds
from iomassess.engine.counting import Count, least_ends, least_of_agencies, most_ends
from iomassess.engine.facts import Facts
from iomassess.engine.identity import candidates_of
from iomassess.engine.records import Row
from iomassess.fields import Role, shape
from iomassess.particulars import Tally
from iomassess.selectors import selector
from iomassess.site import Member
from iomassess.vocabulary import BarrierKind, Level, OffenderGroup, Pathway, PracticeKind, Sector
from iomassess.wording import describe, either, label, title, words


def tallies(facts: Facts) -> Iterator[Tally]:
    """Count what comparisons set side by side, table by table."""
    yield from _agencies(facts)
    yield from _staff(facts)
    yield from _pathways(facts)
    yield from _offender_groups(facts)
    yield from _barriers(facts)


def _agencies(facts: Facts) -> Iterator[Tally]:
    """Third Sector agencies by size and by role; what is known in part has a row of its own."""
    third = {"sector": Sector.THIRD.value}
    for field in ("size", "role"):
        table = f"Third Sector agencies by {field}"
        for values in _recorded_values(facts, field):
            count = facts.count(selector("agencies", {**third, field: list(values)}))
            named = either("no such role" if one == Role.NONE else words(one) for one in values)
            yield _tally(facts, table, "", named, count)
        yield _tally(facts, table, "", "in all", facts.count(selector("agencies", third)))


def _recorded_values(facts: Facts, name: str) -> list[tuple[str, ...]]:
    """Each value of a field, and each set of them that some Third Sector agency is known to be in.

    An entry that must be one of others adds no agency, and so no set.
    """
    field, sector = shape("agencies").own[name], shape("agencies").own["sector"]
    third = sector.mask((Sector.THIRD.value,))
    masks = {
        end.cells[name]
        for end in facts.agencies.values()
        if end.cells["sector"] & third and not candidates_of(end)
    }
    single = [(value,) for value in field.values]
    several = [field.named(mask) for mask in sorted(masks)]
    return [*single, *(some for some in several if 1 < len(some) < len(field.values))]


def _staff(facts: Facts) -> Iterator[Tally]:
    """Staff deployed to the project's groups, by sector and level."""
    for sector in Sector:
        for level in Level:
            asked = selector(
                "members",
                {"agency.sector": sector.value, "group.level": level.value, "group.scope": "iom"},
            )
            count = facts.count(asked)
            least, most = _deployed(count)
            shown = tuple(dict.fromkeys(label(row, facts) for row in count.certain if _staff_of(row)[0]))
            yield Tally("Staff by sector and level", _sector(sector), words(level), least, most, shown)
    project = facts.site.project
    if project is not None:
        least, most = bounds(project.staff_total)
        yield Tally("Staff by sector and level", "all sectors", "as the source states it", least, most, ())


def _deployed(count: Count) -> tuple[int, int | None]:
    """Add up staff, at least and at most."""
    least = least_of_agencies((row, _staff_of(row)[0]) for row in count.certain)
    if count.opening is not None:
        return least, None
    most = 0
    for row in (*count.certain, *count.possible):
        own, agencies = _staff_of(row)[1], row.most
        if own is None or agencies is None:
            return least, None
        most += own * agencies
    return least, most


def _staff_of(row: Row) -> tuple[int, int | None]:
    return bounds(row.record.staff) if isinstance(row.record, Member) else (0, None)


def _pathways(facts: Facts) -> Iterator[Tally]:
    """Agencies with services on each pathway: by their own record, a seat, or referrals to them."""
    for sector in Sector:
        for pathway in Pathway:
            on = pathway.value
            joins = [
                (selector("agencies", {"sector": sector.value, "pathways": on}), 1),
                (selector("members", {"agency.sector": sector.value, "pathways": on}), 1),
                (selector("links", {"to.sector": sector.value, "pathways": on}), 2),
            ]
            judged = [
                (row, part, facts.match(row, asked)) for asked, part in joins for row in facts.rows_for(asked)
            ]
            sure = _agencies_in((row, part) for row, part, truth in judged if truth)
            maybe = _agencies_in((row, part) for row, part, truth in judged if truth is None)
            least, most = least_ends(sure, 1), most_ends([*sure, *maybe], 1)
            if any(facts.opening(asked) is not None for asked, _ in joins):
                most = None
            shown = tuple(title(end) for row in sure for end in row.ends if end is not None)
            yield Tally("Agencies by sector and pathway", _sector(sector), words(on), least, most, shown)


def _agencies_in(joined: Iterable[tuple[Row, int]]) -> Sequence[Row]:
    """Different agencies at the given joins, each as a row of its own."""
    ends = {end.id: end for row, part in joined if (end := row.ends[part - 1]) is not None}
    return [Row("agencies", (end.cells,), (end,)) for end in ends.values()]


def _offender_groups(facts: Facts) -> Iterator[Tally]:
    """What there is for specific offender groups: services, those planned, and agencies."""
    service = {"kind": PracticeKind.OFFENDER_GROUP_SERVICE.value}
    planned = ["emerging", "invited", "planned"]
    for group, kind, field, further in (
        ("services in place", "practices", "of", service),
        ("services in place, by the Third Sector", "practices", "of", {**service, "by.sector": "third"}),
        ("services planned or emerging", "practices", "of", {**service, "status": planned}),
        ("Third Sector agencies", "agencies", "offender_groups", {"sector": "third"}),
    ):
        for one in OffenderGroup:
            count = facts.count(selector(kind, {**further, field: one.value}))
            yield _tally(facts, "Specific offender groups", group, words(one), count)


def _barriers(facts: Facts) -> Iterator[Tally]:
    """Barriers by what became of them, as far as that is recorded."""
    status = shape("barriers").own["status"]
    recorded = {row.parts[0]["status"] for row in facts.rows("barriers")}
    single = [1 << bit for bit in range(len(status.values))]
    for mask in [*single, *sorted(recorded - {*single, status.full}), status.full]:
        group = either(map(words, status.named(mask))) if mask != status.full else "state not recorded"
        for kind in BarrierKind:
            count = facts.count(selector("barriers", {"kind": kind.value}))
            shown = tuple(label(row, facts) for row in count.certain if row.parts[0]["status"] == mask)
            most = len(shown) if count.opening is None else None
            yield Tally("Barriers by status", group, words(kind), len(shown), most, shown)


def _tally(facts: Facts, table: str, group: str, name: str, count: Count) -> Tally:
    shown = tuple(dict.fromkeys(label(row, facts) for row in count.certain))
    return Tally(table, group, name, count.least, count.most, shown)


def _sector(sector: Sector) -> str:
    return describe(selector("agencies", {"sector": sector.value})).removesuffix(" agency")
