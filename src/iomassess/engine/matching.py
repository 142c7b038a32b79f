"""Whether what a record may be meets constraints: surely, surely not, or not known."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from iomassess.fields import CHOICE, NUMBER, SET
from iomassess.selectors import Test

Parts = Sequence[Mapping[str, Any]] | Mapping[int, Mapping[str, Any]]
"""The cells of a row by part; those that no constraint asks about may be missing."""


def meets(parts: Parts, tests: Iterable[Test]) -> bool | None:
    """Whether cells meet constraints, each by itself: all surely, one surely not, or not known."""
    truth: bool | None = True
    for test in tests:
        cell: Any = parts[test.part].get(test.name)
        if test.form is CHOICE:
            if not cell & test.allowed:
                return False
            if cell & ~test.allowed:
                truth = None
        elif test.form is SET:
            lower, excluded, _ = cell
            if not lower & test.allowed:
                if not test.allowed & ~excluded:
                    return False
                truth = None
        elif test.form is NUMBER:
            within = _number(cell, test.allowed)
            if within is False:
                return False
            truth = truth and within
        elif cell not in test.allowed:
            return False
    return truth


def columns(rows: Iterable[Parts], test: Test) -> tuple[int, int]:
    """Of some rows, those that surely meet a constraint and those that surely do not, a bit for each row.

    Many questions share a constraint, so one look at all rows spares a look at each for each question.
    """
    part, name, form, allowed, _, _ = test
    surely = never = 0
    bit = 1
    for parts in rows:
        if form is CHOICE:  # as in `meets`, which would take three times as long
            cell = parts[part].get(name)
            if cell is not None:
                if not cell & ~allowed:
                    if cell:
                        surely |= bit
                    else:
                        never |= bit
                elif not cell & allowed:
                    never |= bit
        else:
            truth = meets(parts, (test,))
            surely |= bit if truth else 0
            never |= bit if truth is False else 0
        bit <<= 1
    return surely, never


def _number(cell: Any, allowed: tuple[int, int | None]) -> bool | None:
    if cell is None:
        return False
    (least, most), (low, high) = cell, allowed
    if (most is not None and most < low) or (high is not None and least > high):
        return False
    if least >= low and (high is None or (most is not None and most <= high)):
        return True
    return None
