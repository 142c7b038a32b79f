"""From a source to sound facts, or to every problem that stands in the way."""

from collections.abc import Collection, Iterator
from itertools import islice

from iomassess.checks import References, contradiction_problems
from iomassess.engine.facts import Facts, facts
from iomassess.problems import MOST_TOLD, InvalidSource, Problem
from iomassess.site import Agency, Link, Site
from iomassess.source import Source
from iomassess.validation import unsaid, validate


def load_site(source: Source) -> Site:
    """Read a site. Raises InvalidSource with every problem of the file."""
    return load_facts(source).site


def load_facts(source: Source) -> Facts:
    """Read a site and index its facts. Raises InvalidSource with every problem of the file."""
    site, sound, problems = validate(Site, source, _HEAD)
    what = "a site file holds one document: remove the `---` before it"
    problems += [one.problem((), what, rule="yaml/documents") for one in source.following]
    told = {problem.where for problem in problems}
    if None in source.words or not source.words:
        empty = (one for one in _empty(source) if one.where not in told)
        problems += islice(empty, MOST_TOLD)
    if site is None:  # pragma: no cover  a head stands in for all that a site must have
        raise InvalidSource(_told(source, problems))
    problems += References(site, sound, source.values).find()
    if problems:
        problems += islice(_contradictions(site, sound, tuple(problems)), MOST_TOLD)
        raise InvalidSource(_told(source, problems))
    found = facts(site, sound)
    problems += islice(contradiction_problems(found, sound), MOST_TOLD)
    if problems:
        raise InvalidSource(_told(source, problems))
    return found


def _told(source: Source, problems: list[Problem]) -> list[Problem]:
    """All that is told; where that is not all there is, this too."""
    if len(problems) < MOST_TOLD:
        return problems
    what = f"has {MOST_TOLD:,} mistakes or more: those told are the first of each sort"
    return [*problems, source.problem((), what, rule="yaml/too-large")]


_HEAD = {"format": "iomassess/site/1", "id": "x", "name": "?", "wave": "?", "as_of": "2009"}
"""Stand in for a site's head where it is unsound, so that the rest can be checked as well."""


def _empty(source: Source) -> Iterator[Problem]:
    """Find fields without a value; what a claim says may be that nothing is so."""
    for key, value in source.values.items():
        if key != "conflicts":
            yield from unsaid(source, value, (key,))


def _contradictions(site: Site, source: Source, wrong: Collection[Problem]) -> Iterator[Problem]:
    """Find contradictions in the sound part of a file that is refused for other reasons."""
    unsound = {
        (name, index)
        for name in ("absent", "complete")
        for index in range(len(getattr(site, name)))
        if any(one.within(source.in_file((name, index))) for one in wrong)
    }
    found = Facts(_attached(site), source, frozenset(unsound))
    for problem in contradiction_problems(found, source):
        kind, key, *_ = problem.where.split(".")
        if kind != "agencies" or key in site.agencies:
            yield problem


_NOBODY = "?"
"""Stands for an end that a link does not give."""


def _attached(site: Site) -> Site:
    """Add what the file speaks of and does not have, or has unsoundly, as things not known at all."""
    links = tuple(_with_ends(link) for link in site.links)
    named = {_NOBODY}
    for agency in site.agencies.values():
        named |= {*(agency.may_be or ()), *agency.is_among}
    for group in site.groups.values():
        named |= {seat.agency for seat in group.members}
    for link in links:
        named |= {*link.between, *filter(None, (link.from_, link.to))}
    for practice in site.practices:
        named |= {*practice.by, *practice.with_}
    named |= set(site.project.lead) if site.project else set()
    missing = sorted(named - site.agencies.keys() - site.groups.keys())
    misplaced = sorted(named & site.groups.keys())
    blank = {key: Agency(name=key) for key in (*missing, *misplaced)}
    return site.model_copy(
        update={
            "agencies": {**blank, **site.agencies},
            "links": links,
        }
    )


def _with_ends(link: Link) -> Link:
    if link.between:
        return link.model_copy(update={"from_": None, "to": None})
    return link.model_copy(update={"from_": link.from_ or _NOBODY, "to": link.to or _NOBODY})
