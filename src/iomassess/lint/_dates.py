"""Dates known to the year, the month or the day, as the days that they may mean."""

import re
from calendar import monthrange
from typing import NamedTuple

Day = tuple[int, int, int]


class Span(NamedTuple):
    """The first and the last day that a date may mean."""

    first: Day
    last: Day


def span(date: str) -> Span:
    """The days that a date of a site file may mean, such as all of February 2009 for `2009-02`."""
    year, month, day = [*map(int, date.split("-")), 0, 0][:3]
    return _span(year, month, day)


def dates_in(text: str) -> list[tuple[str, Span]]:
    """The dates that a text tells of something due, each as it is written there: `by November 2008`."""
    found = []
    for one in _DUE.finditer(text):
        month = one["number"] or (str(_MONTHS[one["month"][:3].lower()]) if one["month"] else "0")
        day = one["last"] or one["first"] or "0"
        if int(month) <= 12 and int(day) <= 31:
            found.append((" ".join(one.group().split()), _span(int(one["year"]), int(month), int(day))))
    return found


def _span(year: int, month: int, day: int) -> Span:
    if not month:
        return Span((year, 1, 1), (year, 12, 31))
    if not day:
        return Span((year, month, 1), (year, month, monthrange(max(year, 1), month)[1]))
    return Span((year, month, day), (year, month, day))


_NAMES = ("january", "february", "march", "april", "may", "june", "july", "august", "september")
_MONTHS = {name[:3]: nth for nth, name in enumerate((*_NAMES, "october", "november", "december"), start=1)}
_DUE = re.compile(
    r"""
    \b(?:by|from|until|before|due(?:\ in|\ on|\ by)?
      |(?:plan|set|due|meant|intend|schedul)\w*\ for
      |(?:begin|start|launch|open|come|expect|follow|join)\w*\ (?:in|on|by))\s+
    (?:the\s+)?(?:(?:end|start|beginning)\s+of\s+|(?:early|mid|late|spring|summer|autumn|winter)[\s-]+)?
    (?:(?:(?P<first>[0-3]?[0-9])\s+)?(?P<month>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)\s+)?
    (?P<year>(?:19|20)[0-9]{2})(?:-(?P<number>[01][0-9])(?:-(?P<last>[0-3][0-9]))?)?(?![0-9-])
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""A date after a word that makes it one at which something is due."""
