"""What a report tells besides levels: the project, who took part, the sources and their conflicts."""

from collections.abc import Iterator
from typing import Any

from iomassess.cells import bounds
from iomassess.facts import Facts
from iomassess.fields import Role, shape
from iomassess.records import End
from iomassess.results import Background, Cited, Disagreement, Line, Party, Said
from iomassess.site import Agency, Conflict, OneOf, Range
from iomassess.tallies import tallies
from iomassess.wording import either, title, words


def background(facts: Facts) -> Background:
    """Gather what reports tell of a site besides its levels."""
    site, fieldwork = facts.site, facts.site.fieldwork
    interviews = fieldwork.interviews if fieldwork else None
    return Background(
        project=tuple(_project(facts)),
        parties=tuple(_party(facts, end) for end in facts.agencies.values()),
        sources=tuple(
            Cited(key, one.title, one.date, one.authors, one.publisher, one.url)
            for key, one in site.sources.items()
        ),
        period=fieldwork.period if fieldwork else None,
        interviews=tuple(
            (role, number)
            for role, number in (interviews.model_dump() if interviews else {}).items()
            if number is not None
        ),
        limits=fieldwork.limits if fieldwork else (),
        conflicts=tuple(_conflict(one) for one in site.conflicts),
        tallies=tuple(tallies(facts)),
    )


def _project(facts: Facts) -> Iterator[Line]:
    project = facts.site.project
    if project is None:
        return
    told = (
        ("name", "Name", project.name),
        ("area", "Area", either(project.area, "and")),
        ("lead", "Led by", either((title(facts.agencies[one]) for one in project.lead), "and")),
        ("commenced", "Commenced", project.commenced),
        ("operational", "Staff at work from", project.operational),
        ("origin", "Grew out of", either((words(one) for one in project.origin), "and")),
        ("cohort", "Works with", "; ".join(project.cohort)),
        ("caseload", "Caseload", project.caseload),
        ("staff_total", "Staff", project.staff_total),
    )
    evidence = project.evidence
    for name, label, value in told:
        if value not in (None, ""):
            cited = evidence.get(name, ()) if isinstance(evidence, dict) else evidence
            yield Line(label, said(value), cited)


def _party(facts: Facts, end: End) -> Party:
    record = end.record
    seats = [
        title(group)
        for row in facts.rows("members")
        if row.ends[0] is end and (group := row.ends[1]) is not None and _in_place(row.parts[0])
    ]
    role = shape("agencies").own["role"].named(end.cells["role"])
    agency = record if isinstance(record, Agency) else None
    return Party(
        name=title(end),
        sector=_known(agency.sector if agency else None),
        kind=_known(agency.kind if agency else None),
        size=_known(agency.size if agency else None),
        role=either(map(words, role)) if len(role) < len(Role) else None,
        groups=tuple(seats),
        evidence=_all_cited(agency),
    )


def _in_place(cells: Any) -> bool:
    status = shape("members").own["status"]
    return bool(cells["status"] == status.mask(("in-place",)))


def _all_cited(agency: Agency | None) -> tuple[str, ...]:
    if agency is None:
        return ()
    if isinstance(agency.evidence, dict):
        return tuple(dict.fromkeys(one for some in agency.evidence.values() for one in some))
    return agency.evidence


def _known(value: Any) -> str | None:
    return None if value is None else said(value)


def _conflict(conflict: Conflict) -> Disagreement:
    claims = tuple(Said(said(one.value), one.evidence) for one in conflict.claims)
    used = None if conflict.used is None else said(conflict.used)
    return Disagreement(conflict.about, claims, used, conflict.because.strip())


def said(value: Any) -> str:
    """A value of a site file in words, whatever its form."""
    if isinstance(value, OneOf):
        return either(said(one) for one in value.one_of)
    if isinstance(value, dict) and set(value) == {"one_of"}:
        return either(said(one) for one in value["one_of"])
    if isinstance(value, Range):
        least, most = bounds(value)
        return f"{least} or more" if most is None else f"{least} to {most}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return either((said(one) for one in value), "and")
    if isinstance(value, dict):
        return "; ".join(f"{words(str(key))}: {said(one)}" for key, one in value.items())
    return f"{value:,}" if isinstance(value, int) else str(value)
