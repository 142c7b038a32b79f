"""Something planned whose date has passed.

A record is planned or invited, and its own words give a date for it that lies before the time that
the facts describe (`as_of`). By then it had happened, or it was put off: the record was probably taken over
from an older source. The date is compared with `as_of` and never with today, for a site file tells of one
time, and all that it calls planned will one day be past.

Only dates that something is due at are read: after *by*, *from*, *due*, *until*, *before* and the like.

To mend it, find out what became of the plan and record that. Where the plan had been put off, give the new
date, and the source for it.
"""

from collections.abc import Iterator

from iomassess.lint._dates import dates_in, span
from iomassess.lint._rule import Coding, Found
from iomassess.lint._walks import records
from iomassess.site import OneOf
from iomassess.vocabulary import Status

SEVERITY = "warning"
GOOD = """\
as_of: 2009-02
agencies: {police: {name: Police}, clinic: {name: Clinic}}
groups:
  team:
    name: Team
    members:
      - {agency: police, note: A second officer came in May 2008.}
      - {agency: clinic, status: planned, note: To join by April 2009. Planned in November 2008.}
"""
BAD = """\
as_of: 2009-02
agencies: {police: {name: Police}, clinic: {name: Clinic}}
groups:
  team:
    name: Team
    members:
      - {agency: police}
      - {agency: clinic, status: planned, note: To join by November 2008.}
"""
PLACES = ("8:43: groups.team.members.1.note",)


def find(coding: Coding) -> Iterator[Found]:
    """Dates in the words of planned things that lie before what the facts describe."""
    as_of = coding.site.as_of
    now = span(as_of).first
    for loc, record in records(coding.site):
        given = record.__dict__  # to ask a model for a field that it has not takes long
        status = given.get("status")
        if status is None or not _ahead(status):
            continue
        for name in ("name", "what", "note", "strategy"):
            for said, when in dates_in(given.get(name) or ""):
                if when.last < now:
                    before = f"speaks of what is to come `{said}`, before {as_of} (`as_of`)"
                    what = f"{before}: record what became of it"
                    yield Found((*loc, name), what)


def _ahead(status: object) -> bool:
    """Whether a thing is surely still to come."""
    states = status.one_of if isinstance(status, OneOf) else (status,)
    return all(one in (Status.PLANNED, Status.INVITED) for one in states)
