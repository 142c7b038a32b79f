"""A plain text that other YAML readers take for something else.

This program reads YAML 1.2, in which `no`, `12:30` and `2009-02-27` are text. YAML 1.1 is still what R, older
Python programs and many tools read, and to them the first is false, the second the number 750 and the third a
date. Some readers of 1.2 make numbers of `010`, `0o7` and `1e3`. Whoever reads the file with them gets other
values than are meant, and nothing warns them.

To mend it, put the text in quotes. Every reader takes it as it stands then.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from iomassess.lint._lines import line_of
from iomassess.lint._rule import Coding, Found
from iomassess.source import Loc, Mark, Source

SEVERITY = "warning"
GOOD = """\
as_of: "2009-02-27"
sources: {plan: {title: Project plan, kind: document, date: 2009-02}}
project: {area: ["NO", Oslo], cohort: ["12:30", half past 12:30], evidence: [plan p. 1]}
"""
BAD = """\
as_of: 2009-02-27
sources: {plan: {title: Project plan, kind: document, date: 2009-02}}
project: {area: [NO, Oslo], cohort: [12:30, 0o7], evidence: [plan p. 1]}
acronyms: {on: Order in the community}
"""
PLACES = (
    "1:8: as_of",
    "3:18: project.area.0",
    "3:38: project.cohort.0",
    "3:45: project.cohort.1",
    "4:12: acronyms.on",
)


def find(coding: Coding) -> Iterator[Found]:
    """Plain scalars that are text here and something else elsewhere."""
    source = coding.source
    if not any(map(_taken, filter(_short, source.words))):
        return
    for loc, text, start, value in _texts(source.values, source.mark, ()):
        taken = _taken(text)
        if taken is not None and _plain(source, start, text):
            yield Found(loc, f"`{text}` is {taken} to other YAML readers: put it in quotes", value=value)


def _short(word: Any) -> bool:
    """Whether it is a text that may be one."""
    return type(word) is str and word[:1] in _FIRST and len(word) <= _LONGEST


def _texts(values: Any, mark: Mark, loc: Loc) -> Iterator[tuple[Loc, str, tuple[int, int], bool]]:
    """Every short text, with its place and whether it is a value and not a key."""
    if type(values) is dict:
        for key, (line, column, inside) in mark[2].items():  # a value without a mark is not in the file
            if _short(key):
                yield (*loc, key), key, (line, column), False
            value = values[key]
            if _short(value):
                yield (*loc, key), value, inside[:2], True
            elif inside[2]:
                yield from _texts(value, inside, (*loc, key))
    else:
        for index, (value, inside) in enumerate(zip(values, mark[2], strict=False)):
            if _short(value):
                yield (*loc, index), value, inside[:2], True
            elif inside[2]:
                yield from _texts(value, inside, (*loc, index))


@lru_cache(maxsize=4096)
def _taken(text: str) -> str | None:
    """What a plain text is to other readers, if it is not text to them; keys come again and again."""
    return next((what for what, pattern in _ELSEWHERE.items() if pattern.fullmatch(text)), None)


def _plain(source: Source, start: tuple[int, int], text: str) -> bool:
    """Whether a scalar stands in the file without quotes: then it stands there letter for letter."""
    line, column = start
    return line_of(source.text, line + 1)[column:].startswith(text)


_LONGEST = 40
_FIRST = frozenset("yYnNoO0123456789-+.=<")
"""What a text that is taken for something else begins with."""
_ELSEWHERE = {
    "a truth value": re.compile("y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF"),
    "a date or a time": re.compile(
        r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([Tt ]\s*[0-9:.]+\s*(Z|[-+][0-9:]+)?)?"
        r"|[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?"
    ),
    "a number": re.compile(
        r"[-+]?(0[bB][01_]+|0[oO]?[0-9_]+|0[xX][0-9a-fA-F_]+|[0-9][0-9_]*)"
        r"|[-+]?([0-9][0-9_]*\.?[0-9_]*|\.[0-9][0-9_]*)([eE][-+]?[0-9]+)?"
    ),
    "a sign with a meaning": re.compile("=|<<"),
}
"""What YAML 1.1, or a looser reader of 1.2, takes a plain scalar for that is text here."""
