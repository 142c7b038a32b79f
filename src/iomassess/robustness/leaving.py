"""The facts of a site as they would be without one of the sources or passages that its evidence cites."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from iomassess.engine.aside import rests_on, set_aside
from iomassess.engine.conditions import Some, counts_in
from iomassess.engine.derived import DERIVED_FLAGS, definition
from iomassess.engine.facts import Facts
from iomassess.engine.records import End, Row
from iomassess.framework.reading import Criterion
from iomassess.robustness.firmness import Grain
from iomassess.site import Group, Record, Site, Source
from iomassess.source import Loc


class Place(NamedTuple):
    """A place that a site's evidence cites, by a source's id and what stands behind it."""

    says: str
    grain: Grain
    source: Source
    """The source as the site describes it: two sites may use one id for different sources."""
    citations: frozenset[str]
    """Every citation of the site that falls under the place."""
    within: tuple[str, ...]
    """The wider places of which it is a part."""


class Without(NamedTuple):
    """A site's facts without a place."""

    place: Place
    facts: Facts | None
    """None where nothing rests on the place alone: all is then as it was."""
    forgotten: tuple[Loc, ...]
    """The records that are gone, or that say less, and the lists that can no longer be called complete."""
    moved_up: Mapping[Loc, Loc]
    """Where what stands after something that is gone stood before, by where it stands now."""


def sources_cited(site: Site) -> tuple[str, ...]:
    """The sources that the evidence cites, by their ids."""
    return tuple(sorted({_source(one) for record in _records(site) for one in _citations(record)}))


def cited(site: Site) -> tuple[Place, ...]:
    """The places that a site's evidence cites: sources, then their sections, then their passages.

    A source is a place of its own where there are others; a section, where several passages of it are cited.
    What cites a section or a source and no passage of it belongs to the whole alone.
    """
    citations = sorted({one for record in _records(site) for one in _citations(record)})
    sources = _by(citations, _source)
    found: dict[str, Place] = {}
    if len(sources) > 1:
        found |= {one: Place(one, "source", site.sources[one], of, ()) for one, of in sources.items()}
    for one, of in _by(citations, _section).items():
        if len(of) > 1:
            found.setdefault(one, Place(one, "section", site.sources[_source(one)], of, (_source(one),)))
    for one in citations:
        within = tuple(dict.fromkeys(wide for wide in (_section(one), _source(one)) if wide != one))
        found.setdefault(one, Place(one, "passage", site.sources[_source(one)], frozenset({one}), within))
    return tuple(found.values())


def _by(citations: Iterable[str], name: Callable[[str], str]) -> dict[str, frozenset[str]]:
    """Citations together under the name of what they belong to."""
    found: dict[str, list[str]] = {}
    for one in citations:
        found.setdefault(name(one), []).append(one)
    return {name: frozenset(some) for name, some in found.items()}


def _source(citation: str) -> str:
    return citation.split(" ", maxsplit=1)[0]


def _section(citation: str) -> str:
    """The section that a citation names first (`study 4.1` of `study 4.1 service delivery`), or all of it."""
    words = citation.split(" ")
    numbered = len(words) > 2 and any(one.isdigit() for one in words[1])
    return " ".join(words[:2]) if numbered else citation


def left_out(facts: Facts) -> Iterator[Without]:
    """A site's facts without each place that its evidence cites, one at a time."""
    before = _placed(facts.site)
    for place in cited(facts.site):
        less = set_aside(facts.site, place.citations)
        forgotten = tuple(_forgotten(before, facts.site, less))
        later = Facts(less) if forgotten else None
        yield Without(place, later, forgotten, dict(_moved_up(facts.site, place)) if forgotten else {})


def _moved_up(site: Site, place: Place) -> Iterator[tuple[Loc, Loc]]:
    """The records of lists by where they are once others have gone from before them."""
    lists: list[tuple[Loc, tuple[Record, ...]]] = [
        *((("groups", key, "members"), group.members) for key, group in site.groups.items()),
        *(((name,), getattr(site, name)) for name in ("links", "practices", "barriers")),
    ]
    for at, records in lists:
        kept = [nth for nth, one in enumerate(records) if not rests_on(one, place.citations)]
        yield from (((*at, now), (*at, before)) for now, before in enumerate(kept))


def _placed(site: Site) -> list[tuple[Loc, Record]]:
    """Every record on which a level may stand, with its place in the file."""
    found: list[tuple[Loc, Record]] = [(("project",), site.project)] if site.project else []
    found += [(("agencies", key), one) for key, one in site.agencies.items()]
    for key, group in site.groups.items():
        found.append((("groups", key), group))
        found += [(("groups", key, "members", nth), one) for nth, one in enumerate(group.members)]
    for name in ("links", "practices", "barriers", "complete", "absent"):
        found += [((name, nth), one) for nth, one in enumerate(getattr(site, name))]
    return found


def _records(site: Site) -> Iterator[Record]:
    return (record for _, record in _placed(site))


def _citations(record: Record) -> Iterator[str]:
    evidence = record.evidence
    return (
        iter(evidence) if isinstance(evidence, tuple) else (one for each in evidence.values() for one in each)
    )


def _forgotten(before: Iterable[tuple[Loc, Record]], site: Site, less: Site) -> Iterator[Loc]:
    """The records that are not in the lesser site as they were."""
    kept = {id(record) for record in _records(less)}
    for loc, record in before:
        if isinstance(record, Group):  # its seats are records of their own
            own, rest = site.groups[str(loc[1])], less.groups[str(loc[1])]
            if own.model_copy(update={"members": ()}) != rest.model_copy(update={"members": ()}):
                yield loc
        elif id(record) not in kept:
            yield loc


def behind(criterion: Criterion, facts: Facts) -> frozenset[Loc]:
    """The records and statements that a level of a criterion stands on or waits for."""
    return frozenset(
        loc for rung in criterion.rungs for one in counts_in(rung.condition) for loc in _behind(one, facts)
    )


def _behind(asked: Some, facts: Facts) -> Iterator[Loc]:
    found = facts.count(asked.selector, asked.distinct)
    rows = [*found.certain, *found.possible]
    yield from (statement.loc for statement in found.closed_by)
    if any(test.field.derived for test in asked.selector.tests):
        agencies = {id(end) for row in rows for end in _ends(row, facts)}
        for which in DERIVED_FLAGS:
            selector, part = definition(which)
            rows += [row for row in facts.rows_for(selector) if id(row.ends[part - 1]) in agencies]
    for row in rows:
        yield row.loc
        yield from ((end.kind, str(end.id)) for end in _ends(row, facts))


def _ends(row: Row, facts: Facts) -> Iterator[End]:
    if row.kind == "agencies":
        yield facts.agencies[str(row.loc[1])]
    yield from (end for end in row.ends if end is not None)
