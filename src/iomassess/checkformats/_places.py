"""Where a notice stands, as other programs want to be told."""

import os
import re
from typing import NamedTuple
from urllib.parse import quote

from iomassess.problems import Problem


class Span(NamedTuple):
    """A line and the columns from the first sign to the one after the last, all from 1."""

    line: int
    column: int
    end: int


def span(problem: Problem) -> Span | None:
    """What a problem is at: the word, the number or the quoted text that begins at its place."""
    if not problem.line:
        return None
    column = max(problem.column, 1)
    found = _TOKEN.match(problem.text, column - 1)
    return Span(problem.line, column, found.end() + 1 if found and found.group() else column + 1)


_TOKEN = re.compile(
    r""" "(?:[^"\\]|\\.)*" | '(?:[^']|'')*' | [^\s,\[\]{}:\#]+(?:[:\#][^\s,\[\]{}]+)* """, re.VERBOSE
)


def message(problem: Problem) -> str:
    """What is wrong, and in which field, without the place in the file."""
    return str(problem._replace(line=0, path=""))


def uri(path: str) -> str:
    """A path as a URI: relative where the path is, with everything odd in it encoded."""
    steps = path.replace(os.sep, "/")
    return f"file://{quote(steps)}" if steps.startswith("/") else quote(steps)
