"""What a report tells besides levels: the project, who took part, the sources and their conflicts."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from iomassess import particulars as told
from iomassess.engine.cells import bounds
from iomassess.engine.facts import Facts
from iomassess.engine.identity import candidates_of
from iomassess.engine.records import End, Row, read_statements
from iomassess.fields import Role, shape
from iomassess.phrases import dated
from iomassess.readings import cited, flag, in_place, settled, state
from iomassess.site import Agency, Barrier, Conflict, Funding, Group, Link, Member, OneOf, Practice, Range
from iomassess.tallies import tallies
from iomassess.vocabulary import BarrierStatus, Status
from iomassess.wording import either, label, read_back, title, words


def background(facts: Facts) -> told.Background:
    """Gather what reports tell of a site besides its levels."""
    site, fieldwork = facts.site, facts.site.fieldwork
    interviews = fieldwork.interviews if fieldwork else None
    return told.Background(
        project=tuple(_project(facts)),
        funding=tuple(_funding(facts, one) for one in site.project.funding) if site.project else (),
        agencies=tuple(_agency(facts, end) for end in facts.agencies.values()),
        groups=tuple(_group(facts, end) for end in facts.groups.values()),
        links=tuple(_links(facts)),
        practices=tuple(_practices(facts)),
        barriers=tuple(_barriers(facts)),
        benefits=tuple(told.Benefit(words(one.to), one.what, cited(one)) for one in site.benefits),
        drivers=tuple(
            told.Driver(words(one.sector), words(one.kind), one.what, cited(one)) for one in site.drivers
        ),
        declared=tuple(_declared(facts)),
        sources=tuple(
            told.Cited(key, one.title, one.date, one.authors, one.publisher, one.url)
            for key, one in site.sources.items()
        ),
        period=fieldwork.period if fieldwork else None,
        interviews=tuple(
            (role, number)
            for role, number in (interviews.model_dump() if interviews else {}).items()
            if number is not None
        ),
        interviews_total=_known(fieldwork.interviews_total if fieldwork else None),
        limits=fieldwork.limits if fieldwork else (),
        conflicts=tuple(_conflict(one) for one in site.conflicts),
        acronyms=tuple(site.acronyms.items()),
        tallies=tuple(tallies(facts)),
    )


# -- the project


def _project(facts: Facts) -> Iterator[told.Line]:
    project = facts.site.project
    if project is None:
        return
    known = (
        ("name", "Name", project.name),
        ("area", "Area", either(project.area, "and")),
        ("lead", "Led by", _names(facts, project.lead)),
        ("commenced", "Commenced", _dates(project.commenced)),
        ("operational", "Staff at work from", _dates(project.operational)),
        ("origin", "Grew out of", either((words(one) for one in project.origin), "and")),
        ("cohort", "Works with", "; ".join(project.cohort)),
        ("caseload", "Caseload", project.caseload),
        ("caseload_parts", "Caseload made up of", _parts(project.caseload_parts)),
        ("staff_total", "Staff", project.staff_total),
        ("staff_at_full_strength", "Staff at full strength", project.staff_at_full_strength),
    )
    for name, what, value in known:
        if value not in (None, ""):
            evidence = project.evidence
            sources = evidence.get(name, ()) if isinstance(evidence, dict) else evidence
            yield told.Line(what, said(value), sources)


def _funding(facts: Facts, funding: Funding) -> told.Funding:
    return told.Funding(
        by=title(facts.agencies[funding.by]) if funding.by else None,
        amount=_known(funding.amount),
        per_year=_known(funding.per_year),
        external=funding.external if isinstance(funding.external, bool) else None,
        evidence=cited(funding),
    )


# -- who takes part


def _agency(facts: Facts, end: End) -> told.Agency:
    agency = end.record if isinstance(end.record, Agency) else None
    seats = [
        title(group)
        for row in facts.rows("members")
        if row.ends[0] is end and (group := row.ends[1]) is not None and in_place(row.parts[0]["status"])
    ]
    return told.Agency(
        id=str(end.id),
        name=title(end),
        among=tuple(title(facts.agencies[one]) for one in candidates_of(end)),
        sector=settled("agencies", "sector", end.cells),
        kind=_known(agency.kind if agency else None),
        size=_known(agency.size if agency else None),
        turnover=_known(agency.turnover if agency else None),
        role=_role(end),
        pathways=tuple(words(one) for one in agency.pathways) if agency else (),
        offender_groups=tuple(words(one) for one in agency.offender_groups) if agency else (),
        seats=tuple(seats),
        evidence=cited(agency),
    )


def _role(end: End) -> str | None:
    """What an agency may be to the project; None where it may be anything."""
    role = shape("agencies").own["role"].named(end.cells["role"])
    named = ("no such role" if one == Role.NONE else words(one) for one in role)
    return either(named) if len(role) < len(Role) else None


def _group(facts: Facts, end: End) -> told.Group:
    record = end.record if isinstance(end.record, Group) else None
    level, tier, standing, scope = (
        settled("groups", name, end.cells) for name in ("level", "tier", "standing", "scope")
    )
    return told.Group(
        id=str(end.id),
        name=title(end),
        level=level,
        tier=tier,
        standing=standing,
        scope=scope,
        status=_state(end.cells["status"]),
        in_place=in_place(end.cells["status"]),
        commissions=flag(end.cells, "commissions"),
        reports_to=record.reports_to if record else (),
        complete=bool(record and record.complete),
        seats=tuple(_seat(row, row.record) for row in facts.rows("members") if row.ends[1] is end),
        evidence=cited(record),
    )


def _seat(row: Row, record: Any) -> told.Seat:
    own, agency = row.parts[0], row.ends[0]
    member = record if isinstance(record, Member) else None
    named = agency if agency is not None else End("agencies", None, {})
    return told.Seat(
        agency=str(named.id),
        name=title(named),
        sector=settled("agencies", "sector", row.parts[1]),
        role=_role(named) if named.cells else None,
        status=_state(own["status"]),
        in_place=in_place(own["status"]),
        staff=_known(member.staff if member else None),
        staff_planned=_known(member.staff_planned if member else None),
        co_located=flag(own, "co_located"),
        co_works=flag(own, "co_works"),
        shares_information=flag(own, "shares_information"),
        attends=flag(own, "attends"),
        hears_from_project=flag(own, "hears_from_project"),
        reports_back=flag(own, "reports_back"),
        mandate=flag(own, "mandate"),
        evidence=cited(member),
    )


def _links(facts: Facts) -> Iterator[told.Link]:
    for row in _once(facts, "links"):
        link, own = cast("Link", row.record), row.parts[0]
        source, target = (end for end in row.ends if end is not None)
        yield told.Link(
            kind=words(link.kind),
            source=str(source.id),
            source_name=title(source),
            target=str(target.id),
            target_name=title(target),
            between=tuple(title(facts.agencies[one]) for one in link.between),
            scope=settled("links", "scope", own),
            status=_state(own["status"]),
            in_place=in_place(own["status"]),
            formal=flag(own, "formal"),
            active=flag(own, "active"),
            pathways=tuple(words(one) for one in link.pathways),
            evidence=cited(link),
        )


# -- what is done, what stands in the way, what is gained


def _practices(facts: Facts) -> Iterator[told.Practice]:
    for row in _once(facts, "practices"):
        practice, own = row.record, row.parts[0]
        if isinstance(practice, Practice):
            yield told.Practice(
                kind=practice.kind.value,
                says=label(row, facts),
                of=_known(practice.of),
                form=_known(practice.form),
                scope=settled("practices", "scope", own),
                status=_state(own["status"]),
                in_place=in_place(own["status"]),
                formal=flag(own, "formal"),
                extent=_known(practice.extent),
                by=tuple(title(facts.agencies[one]) for one in practice.by),
                partners=tuple(title(facts.agencies[one]) for one in practice.with_),
                pathways=tuple(words(one) for one in practice.pathways),
                evidence=cited(practice),
            )


def _once(facts: Facts, kind: str) -> Iterator[Row]:
    """One row for each record, whatever it joins."""
    return iter({row.loc: row for row in facts.rows(kind)}.values())


def _barriers(facts: Facts) -> Iterator[told.Barrier]:
    for one in facts.site.barriers:
        yield _barrier(one)


def _barrier(barrier: Barrier) -> told.Barrier:
    what = barrier.what or words(barrier.kind)
    status = None if barrier.status == BarrierStatus.UNKNOWN else _known(barrier.status)
    return told.Barrier(
        barrier.kind.value,
        words(barrier.kind),
        what,
        status,
        barrier.strategy,
        cited(barrier),
    )


# -- who says so


def _declared(facts: Facts) -> Iterator[told.Declaration]:
    for one in read_statements(facts.site):
        because = getattr(one.record, "because", None)
        yield told.Declaration(read_back(one, facts), because, cited(one.record))


def _conflict(conflict: Conflict) -> told.Disagreement:
    claims = tuple(told.Said(said(one.value), one.evidence) for one in conflict.claims)
    used = None if conflict.used is None else said(conflict.used)
    return told.Disagreement(conflict.about, claims, used, conflict.because.strip())


# -- in words


def _parts(parts: Mapping[str, Any]) -> str:
    return "; ".join(f"{label}: {said(number)}" for label, number in parts.items())


def _dates(value: Any) -> str | None:
    """A date, or the dates that it may be, written out."""
    if value is None:
        return None
    return either(map(dated, value.one_of)) if isinstance(value, OneOf) else dated(value)


def _names(facts: Facts, ids: Sequence[str]) -> str:
    return either((title(facts.agencies[one]) for one in ids), "and")


def _state(mask: int) -> str:
    """A state in words; a status that may be anything is not known."""
    named = state(mask)
    return "state not known" if named == Status.UNKNOWN else words(named)


def _known(value: Any) -> str | None:
    return None if value is None else words(said(value)) if isinstance(value, str) else said(value)


def said(value: Any) -> str:
    """A value of a site file in words, whatever its form."""
    if isinstance(value, OneOf):
        return either(said(one) for one in value.one_of)
    if isinstance(value, dict) and set(value) == {"one_of"}:
        return either(said(one) for one in value["one_of"])
    if isinstance(value, Range):
        least, most = bounds(value)
        return f"{least:,} or more" if most is None else f"{least:,} to {most:,}"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return either((said(one) for one in value), "and")
    if isinstance(value, dict):
        return "; ".join(f"{words(str(key))}: {said(one)}" for key, one in value.items())
    return f"{value:,}" if isinstance(value, int) else str(value)
