"""Which of some goes with which of others, each with one at most, so that the most is gained in all."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import inf
from typing import TypeAlias, TypeVar

T = TypeVar("T")

Gains: TypeAlias = Mapping[tuple[int, int], int]
"""What pairs gain, by their indices; pairs that gain nothing are not there."""


def assign(ones: Sequence[T], others: Sequence[T], gain: Callable[[T, T], int]) -> list[tuple[int, int]]:
    """Pair by index so that the sum of the gains is the greatest; a gain of 0 or less makes no pair.

    Of assignments that gain the same, one is found, and always the same one.
    """
    gains = {
        (nth, other_nth): found
        for nth, one in enumerate(ones)
        for other_nth, other in enumerate(others)
        if (found := gain(one, other)) > 0
    }
    return sorted(pair for rows, columns in _apart(gains) for pair in _best(rows, columns, gains))


def _apart(gains: Gains) -> Iterator[tuple[list[int], list[int]]]:
    """The rows and columns that have pairs in common, apart from those that have not."""
    columns_of: dict[int, list[int]] = {}
    rows_of: dict[int, list[int]] = {}
    for row, column in gains:
        columns_of.setdefault(row, []).append(column)
        rows_of.setdefault(column, []).append(row)
    left = set(columns_of)
    while left:
        rows, columns, open_ = set[int](), set[int](), {min(left)}
        while open_:
            rows |= open_
            columns.update(column for row in open_ for column in columns_of[row])
            open_ = {row for column in columns for row in rows_of[column]} - rows
        left -= rows
        yield sorted(rows), sorted(columns)


def _best(rows: Sequence[int], columns: Sequence[int], gains: Gains) -> list[tuple[int, int]]:
    """The pairs that gain the most, by the Hungarian method with potentials (Kuhn 1955, Munkres 1957)."""
    if len(rows) > len(columns):
        turned = {(column, row): gain for (row, column), gain in gains.items()}
        return [(row, column) for column, row in _best(columns, rows, turned)]
    if len(rows) == len(columns) == 1:
        return [(rows[0], columns[0])]
    many, most = len(rows), len(columns)
    row_potential, column_potential = [0.0] * (many + 1), [0.0] * (most + 1)
    taken = [0] * (most + 1)  # the row, from 1, to which each column, from 1, is given; 0 for none
    for row in range(1, many + 1):
        taken[0], column, came_from = row, 0, [0] * (most + 1)
        slack, seen = [inf] * (most + 1), [False] * (most + 1)
        while taken[column]:
            seen[column] = True
            here, least, following = taken[column], inf, 0
            for each in range(1, most + 1):
                if seen[each]:
                    continue
                cost = -gains.get((rows[here - 1], columns[each - 1]), 0)
                cost_left = cost - row_potential[here] - column_potential[each]
                if cost_left < slack[each]:
                    slack[each], came_from[each] = cost_left, column
                if slack[each] < least:
                    least, following = slack[each], each
            for each in range(most + 1):
                if seen[each]:
                    row_potential[taken[each]] += least
                    column_potential[each] -= least
                else:
                    slack[each] -= least
            column = following
        while column:
            taken[column] = taken[came_from[column]]
            column = came_from[column]
    found = [(rows[row - 1], columns[column - 1]) for column, row in enumerate(taken) if column and row]
    return [pair for pair in found if pair in gains]
