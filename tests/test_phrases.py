"""Phrases: levels, numbers, dates and sources in words."""

from typing import NamedTuple

import pytest

from iomassess.phrases import citations, counted, dated, flag, graded, joined, number, pounds, sections, whole

SCALE = ("none", "minimal", "partial", "substantial", "full")


class Level(NamedTuple):
    """A result as far as words for it need one."""

    evidenced: int | None
    possible: int | None


@pytest.mark.parametrize(
    ("level", "said"),
    [
        (Level(0, 0), "none"),
        (Level(4, 4), "full"),
        (Level(2, 3), "partial, possibly substantial"),
        (Level(1, 4), "minimal, possibly up to full"),
        (Level(0, 1), "not established, possibly minimal"),
        (Level(0, 4), "not established, possibly up to full"),
        (Level(None, None), "not summed up"),
    ],
)
def test_a_level_says_how_far_the_evidence_leaves_it_open(level: Level, said: str) -> None:
    assert graded(level, SCALE) == said


@pytest.mark.parametrize(
    ("date", "said"),
    [("2009", "2009"), ("2009-02", "February 2009"), ("2009-02-07", "7 February 2009"), ("spring", "spring")],
)
def test_a_date_is_written_out(date: str, said: str) -> None:
    assert dated(date) == said


def test_sources_are_named_once_and_their_sections_once() -> None:
    cited = ["study 4.1 operational", "study app.1 local", "study 4.1 strategic", "notes 3", "plan"]
    assert sections(cited) == "study 4.1, app.1; notes 3; plan"
    assert citations(cited) == "study 4.1 operational, strategic; app.1 local; notes 3; plan"
    assert citations([]) == sections([]) == ""


def test_numbers_with_and_without_bounds() -> None:
    assert [number(0, None), number(3, None), number(2, 2), number(1, 4)] == [
        "not known",
        "3 or more",
        "2",
        "1 to 4",
    ]
    assert pounds("1,500,000 to 29,500,000") == "£1,500,000 to £29,500,000"
    assert [counted(1, "site"), counted(2, "site"), counted(0, "criterion", "criteria")] == [
        "1 site",
        "2 sites",
        "0 criteria",
    ]


def test_words_are_joined_and_begun() -> None:
    assert [joined([]), joined(["a"]), joined(["a", "b"]), joined(["a", "b", "c"], "or")] == [
        "",
        "a",
        "a and b",
        "a, b or c",
    ]
    assert [whole("iom lead"), whole(""), flag(None), flag(True)] == ["Iom lead", "", "not recorded", "yes"]
