"""What is wrong with a file, and where: the one way in which bad input is reported."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Problem(NamedTuple):
    """One thing wrong at one place of one file; lines and columns count from 1."""

    path: str
    line: int
    column: int
    where: str
    what: str
    text: str = ""
    rule: str = ""
    """The id of the rule that is broken, such as `schema/unknown-field`."""
    subject: str = ""
    """What it is about, by ids and not by numbers, so that it stays the same when lines move."""

    def __str__(self) -> str:
        """Give the problem on one line, as editors and CI read it."""
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        said = ": ".join(part for part in (place, self.where, self.what) if part)
        return "".join(sign if sign.isprintable() else _escaped(sign) for sign in said)

    def shown(self) -> str:
        """Give the problem with the source line under it and a caret under the place."""
        if not self.text.strip():
            return str(self)
        start, text = self.column - 1, self.text
        if len(text) > _WIDEST:
            cut = max(0, start - _WIDEST // 2)
            text, start = text[cut : cut + _WIDEST], start - cut
        indent = "".join("\t" if sign == "\t" else " " * _cells(sign) for sign in text[:start])
        return f"{self}\n    {text}\n    {indent}^"

    def within(self, loc: Iterable[str | int]) -> bool:
        """Whether it is at a place of its file, given as the keys that lead there, or inside."""
        return f"{self.where}.".startswith("".join(f"{one}." for one in loc))


MOST_TOLD = 1_000
"""Mistakes of one sort that are told of one file: whoever mends those sees the others."""

_WIDEST = 160
"""Characters of a source line that are shown; a longer one is cut around the place."""


def _escaped(sign: str) -> str:
    """A character that a terminal would act on, as text."""
    return sign.encode("unicode_escape").decode()


def _cells(sign: str) -> int:
    """How many cells of a terminal a character takes."""
    from unicodedata import combining, east_asian_width

    return 0 if combining(sign) else 2 if east_asian_width(sign) in "WF" else 1


class InvalidSource(Exception):
    """One or more files that cannot be used, with every problem found in them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems in the order of their files and lines."""
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(map(str, self.problems)))

    def __reduce__(self) -> tuple[type["InvalidSource"], tuple[tuple[Problem, ...]]]:
        """Pass from one process to another with its problems."""
        return InvalidSource, (self.problems,)


def refused(about: str, what: str, rule: str = "") -> InvalidSource:
    """The refusal of something that stands at no place of a file, such as an argument."""
    return InvalidSource([Problem(about, 0, 0, "", what, rule=rule)])


def suggest(word: str, known: Sequence[str]) -> str:
    """Say what a mistyped word may have meant, or else what is known."""
    if not known:
        return ""
    more = f" and {len(known) - _LISTED} more" if len(known) > _LISTED else ""
    return near(word, known) or f"; known: {', '.join(known[:_LISTED])}{more}"


def near(word: str, known: Sequence[str]) -> str:
    """Say what a mistyped word may have meant: `; did you mean ...?`, or nothing."""
    from difflib import get_close_matches  # costs more to import than most runs need

    if len(known) > _COMPARED:  # comparing takes long: of very many, only with those that begin alike
        known = [one for one in known if one[:1] == word[:1] and abs(len(one) - len(word)) < 3][:_COMPARED]
    found = get_close_matches(word[:_LONGEST], known, n=1, cutoff=0.6)
    return f"; did you mean `{found[0]}`?" if found else ""


_LISTED = 60
"""Words that are listed where none is like the one that was written."""
_COMPARED = 500
"""Words that a mistyped one is compared with."""
_LONGEST = 200
"""Letters of a word that are compared: nothing that is known is as long."""
