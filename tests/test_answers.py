"""What the engine answers to questions about small random sites, whole: truth, bounds, and what they rest on.

That no answer says more than is so, `test_truth.py` tries; here none says less than it did. An answer that
changes was too loose before or is so now: `benchmarks/looseness.py` asks the worlds.
"""

from collections.abc import Callable, Iterator

import pytest
from syrupy.assertion import SnapshotAssertion

from completions import Chooser, RandomChooser, dice
from iomassess.engine.conditions import Outcome, judge, read_condition, truth
from iomassess.engine.facts import facts
from iomassess.engine.records import Row
from strategies import Case, make_case, make_counting_case, make_engagement_case

TOGETHER = 20
SORTS: dict[str, tuple[Callable[[Chooser], Case], int]] = {
    "any": (make_case, 8),
    "counting": (make_counting_case, 4),
    "engagement": (make_engagement_case, 4),
}
"""Kinds of question, and how many times twenty of each."""


@pytest.mark.parametrize(
    ("sort", "nth"), [(sort, nth) for sort, (_, times) in SORTS.items() for nth in range(times)]
)
def test_the_answers_to_random_questions_are_what_they_were(
    sort: str, nth: int, snapshot: SnapshotAssertion
) -> None:
    make, _ = SORTS[sort]
    told = []
    for number in range(nth * TOGETHER, (nth + 1) * TOGETHER):
        case = make(RandomChooser(dice(f"{sort} {number}")))
        condition = read_condition(case.condition)
        judged = judge(condition, facts(case.site))
        assert truth(condition, facts(case.site)) is judged.truth, "the short way comes to something else"
        told += [f"{number}:", *answer(judged)]
    assert "\n".join(told) == snapshot


def answer(outcome: Outcome, deep: int = 1) -> Iterator[str]:
    """A judged condition, a line for each part."""
    form, count = type(outcome.condition).__name__, outcome.counted
    line = f"{'  ' * deep}{form} {outcome.truth}"
    if count is not None:
        line += f", {count.least} to {count.most}"
        for word, rows in (("sure", count.certain), ("possible", count.possible)):
            line += f"; {word}: {', '.join(map(told, rows))}" if rows else ""
        line += f"; open to {told(count.opening)}" if count.opening else ""
        closed = [".".join(map(str, one.loc)) for one in count.closed_by]
        line += f"; closed by {', '.join(closed)}" if closed else ""
    yield line
    for part in outcome.parts:
        yield from answer(part, deep + 1)


def told(row: Row) -> str:
    """A record by its place, and by its ends where it has none or may have others."""
    ends = [(end.id or "another") if end is not None else "-" for end in row.ends]
    return f"{'.'.join(map(str, row.loc)) or row.kind}({' '.join(ends)})"
