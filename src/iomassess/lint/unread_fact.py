"""A fact that no criterion reads.

Three things can be recorded with care and never come to bear on a level: an agency that nothing in the file
speaks of, so that no seat, link or practice brings it in; links and practices of a kind that no rung of the
frameworks asks about; and barriers of a kind that holds no criterion back. The first is most often a seat
that was forgotten, or two entries for one agency; an unnamed agency that may be another is not told. The
other two may be worth keeping for readers.

Other things that no rung asks about are not told: benefits and drivers, which are for reports; what readers
want to know of an agency or a seat, such as its turnover or its staff; and what another scope or status keeps
out of the count, which is recorded for just that reason.

To mend it, record what the agency does, or correct the kind. Where the record is meant for readers, leave it:
this is a remark, or suppress it and say so.
"""

from collections.abc import Iterable, Iterator

from iomassess.engine.conditions import counts_in
from iomassess.engine.derived import DERIVED_FLAGS, definition
from iomassess.fields import shape
from iomassess.framework.reading import Framework
from iomassess.lint._rule import Coding, Found
from iomassess.selectors import Selector
from iomassess.site import Agency, Site

SEVERITY = "note"
GOOD = """\
agencies:
  police: {name: Police}
  clinic: {name: Clinic}
groups:
  team: {name: Team, members: [{agency: police}]}
links:
  - {kind: refers-to, from: team, to: clinic}
"""
BAD = """\
agencies:
  police: {name: Police}
  clinic: {name: Clinic}
  council: {name: Council}
groups:
  team: {name: Team, members: [{agency: police}]}
links:
  - {kind: secondment, from: police, to: council}
"""
PLACES = ("3:3: agencies.clinic", "8:5: links.0")


def find(coding: Coding) -> Iterator[Found]:
    """Agencies that nothing brings in, and kinds of record that no rung asks about, at the first of each."""
    if not coding.frameworks:
        return
    frameworks = tuple((one.id, one.sha256) for one in coding.frameworks)
    mentioned = set(_mentioned(coding.site))
    for key, agency in coding.site.agencies.items():
        if key not in mentioned and not _may_be_another(agency):
            what = "has no seat, link or practice, so no criterion reads it: record what it does"
            yield Found(("agencies", key), what)
    for name in ("links", "practices", "barriers"):
        asked = _KINDS.get((name, frameworks))
        if asked is None:
            asked = _KINDS[name, frameworks] = _asked(name, coding.frameworks)
        told: dict[str, list[int]] = {}
        for index, record in enumerate(getattr(coding.site, name)):
            if record.kind not in asked:
                told.setdefault(record.kind.value, []).append(index)
        for kind, some in told.items():
            more = f" ({len(some)} in this file)" if len(some) > 1 else ""
            what = (
                f"no criterion asks about {name} of the kind {kind}{more}: correct it, or keep it for readers"
            )
            yield Found((name, some[0]), what)


def _may_be_another(agency: Agency) -> bool:
    """Whether an entry without a name may be one that has a seat or a link."""
    return bool(agency.unnamed) and (bool(agency.is_among) or agency.may_be != ())


def _mentioned(site: Site) -> Iterator[str]:
    """The agencies of which something besides their own entry speaks."""
    if site.project is not None:
        yield from site.project.lead
        yield from (one.by for one in site.project.funding if one.by is not None)
    if site.fieldwork is not None:
        yield from site.fieldwork.took_part
    for agency in site.agencies.values():
        yield from (*(agency.may_be or ()), *agency.is_among)
    for group in site.groups.values():
        yield from (member.agency for member in group.members)
    for link in site.links:
        yield from (one for one in (link.from_, link.to, *link.between) if one is not None)
    for practice in site.practices:
        yield from (*practice.by, *practice.with_)


_KINDS: dict[tuple[str, tuple[tuple[str, str | None], ...]], set[str]] = {}
"""What `_asked` has found for frameworks, each known by its text: for every site alike, and long to find."""


def _asked(name: str, frameworks: Iterable[Framework]) -> set[str]:
    """The kinds of some records that a rung counts, a derived value rests on, or a criterion is held by."""
    kinds = shape(name).own["kind"]
    found: set[str] = set()
    selectors = [definition(which)[0] for which in DERIVED_FLAGS]
    for framework in frameworks:
        for criterion in framework.criteria:
            if name == "barriers":
                found.update(kind.value for kind in criterion.held_back_by)
            for rung in criterion.rungs:
                selectors += [one.selector for one in counts_in(rung.condition)]
    mask = 0
    for one in {one.key: one for one in selectors if one.kind == name}.values():
        mask |= _kinds_in(one, kinds.full)
    return found | set(map(str, kinds.named(mask)))


def _kinds_in(asked: Selector, full: int) -> int:
    """The kinds that a selector admits, as bits."""
    for test in asked.tests:
        if test.part == 0 and test.name == "kind":
            return int(test.allowed)
    return full
