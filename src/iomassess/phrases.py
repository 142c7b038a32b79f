"""Levels, numbers, dates and sources in the words that reports use."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

TOP = 4
"""The highest level of every ladder."""

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def levels(result: Any) -> str:
    """A result's levels: one number when settled, else two."""
    if result.evidenced is None:
        return "not summed up"
    if result.evidenced == result.possible:
        return str(result.evidenced)
    return f"{result.evidenced} to {result.possible}"


def graded(result: Any, scale: Sequence[str]) -> str:
    """A result's level by name, and how far the evidence leaves it open."""
    if result.evidenced is None:
        return "not summed up"
    if result.evidenced == result.possible:
        return str(scale[result.evidenced])
    shown = scale[result.evidenced] if result.evidenced else "not established"
    word = "possibly" if result.possible == result.evidenced + 1 else "possibly up to"
    return f"{shown}, {word} {scale[result.possible]}"


def bar(evidenced: int, possible: int) -> str:
    """Four cells: full up to what is evidenced, light up to what is possible, then dots."""
    return "█" * evidenced + "░" * (possible - evidenced) + "·" * (TOP - possible)


def interval(evidenced: int | None, possible: int | None) -> str:
    """A level as a table has room for: one number when it is settled, else two."""
    if evidenced is None or possible is None:
        return "-"
    return str(evidenced) if evidenced == possible else f"{evidenced}-{possible}"


def joined(values: Iterable[str], last: str = "and") -> str:
    """Words with commas and a last `and`."""
    listed = list(values)
    return f" {last} ".join(filter(None, (", ".join(listed[:-1]), *listed[-1:])))


def dated(date: str) -> str:
    """A year, a month or a day as it is written out: 2009-02-27 is 27 February 2009."""
    year, *rest = date.split("-")
    if not rest or not all(part.isdecimal() for part in (year, *rest)) or not 0 < int(rest[0]) < 13:
        return date
    month = _MONTHS[int(rest[0]) - 1]
    return " ".join([*(str(int(day)) for day in rest[1:]), month, year])


def flag(value: bool | None) -> str:
    """Yes, no, or that nobody says."""
    return {True: "yes", False: "no", None: "not recorded"}[value]


def number(least: int, most: int | None) -> str:
    """A count known only within bounds, in words."""
    if most is None:
        return f"{least} or more" if least else "not known"
    return str(least) if least == most else f"{least} to {most}"


def pounds(amount: str) -> str:
    """A sum, or a range of sums, in pounds sterling."""
    return re.sub(r"\d[\d,]*", "£\\g<0>", amount)


def counted(many: int, one: str, more: str | None = None) -> str:
    """A number and its noun."""
    return f"{many} {one if many == 1 else more or f'{one}s'}"


def whole(text: str) -> str:
    """A phrase as the start of a sentence: only its first letter changes."""
    return text[:1].upper() + text[1:]


def sections(evidence: Iterable[str]) -> str:
    """Sources as a table has room for: each section once, without headings, the source named once."""
    found = _by_source(evidence)
    return "; ".join(f"{source} {', '.join(places)}".strip() for source, places in found.items())


def citations(evidence: Iterable[str]) -> str:
    """Sources with the headings cited of each section, the source and the section named once."""
    said = []
    for source, places in _by_source(evidence).items():
        told = "; ".join(f"{section} {', '.join(headings)}".strip() for section, headings in places.items())
        said.append(f"{source} {told}".strip())
    return "; ".join(said)


def _by_source(evidence: Iterable[str]) -> dict[str, dict[str, list[str]]]:
    """The headings cited, by source and section, each in the order of its first mention."""
    found: dict[str, dict[str, list[str]]] = {}
    for one in dict.fromkeys(evidence):
        source, _, place = one.partition(" ")
        section, _, heading = place.partition(" ")
        found.setdefault(source, {}).setdefault(section, []).extend(filter(None, [heading]))
    return found
