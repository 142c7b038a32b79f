"""The lines of a text as YAML counts them, and where something stands in them."""

import re
from bisect import bisect_right
from functools import lru_cache


def line_of(text: str, line: int) -> str:
    """A line by its number, from 1."""
    starts = _starts(text)
    end = starts[line] if line < len(starts) else len(text)
    return text[starts[line - 1] : end]


def place_in(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of a character."""
    starts = _starts(text)
    line = bisect_right(starts, offset)
    return line, offset - starts[line - 1] + 1


@lru_cache(maxsize=2)
def _starts(text: str) -> list[int]:
    return [0, *(one.end() for one in _BREAK.finditer(text))]


_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
