"""Dates that cannot follow each other.

The project began after the time that the facts describe, or its staff began work before it did. One of the
dates is mistyped, or a date that was planned was taken down as one that has come.

To mend it, correct the date. A project that had not begun has no `commenced`; its groups are `planned`.
"""

from collections.abc import Iterator

from iomassess.lint._dates import span
from iomassess.lint._rule import Coding, Found
from iomassess.site import OneOf

SEVERITY = "warning"
GOOD = """\
as_of: 2009-02
project: {commenced: 2008, operational: 2008-11, evidence: [plan p. 1]}
sources: {plan: {title: Project plan, kind: document}}
"""
BAD = """\
as_of: 2009-02
project:
  commenced: 2009-04
  operational: 2008-11
  evidence: [plan p. 1]
sources: {plan: {title: Project plan, kind: document}}
"""
PLACES = ("3:3: project.commenced", "4:3: project.operational")


def find(coding: Coding) -> Iterator[Found]:
    """A beginning after the facts, or work before the beginning, whichever of the dates known is meant."""
    project, as_of = coding.site.project, coding.site.as_of
    if project is None:
        return
    began, worked = _each(project.commenced), _each(project.operational)
    for name, dates in (("commenced", began), ("operational", worked)):
        if dates and all(span(one).first > span(as_of).last for one in dates):
            what = f"is after {as_of}, the time that the facts describe (`as_of`): correct one of them"
            yield Found(("project", name), what)
    if began and worked and all(span(late).last < span(one).first for late in worked for one in began):
        yield Found(("project", "operational"), "is before the project commenced: correct one of them")


def _each(date: str | OneOf[str] | None) -> tuple[str, ...]:
    """The dates that one may be."""
    return date.one_of if isinstance(date, OneOf) else () if date is None else (date,)
