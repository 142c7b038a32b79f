"""Gaps: practice that the evidence rules out, apart from evidence that is not there yet."""

from collections.abc import Sequence

from all_reports import SITES, assessed, facts
from iomassess.assess import level_name
from iomassess.background import background
from iomassess.gaps import Gap, gaps
from iomassess.particulars import Barrier
from iomassess.results import (
    AssessedSite,
    Assessment,
    CriterionResult,
    DomainResult,
    FrameworkResult,
    Hindrance,
    NotApplicable,
    Reason,
    RungResult,
    Target,
    Verdict,
)

SCALE = ("none", "minimal", "partial", "substantial", "full")
VETTING = Barrier("vetting", "vetting", "Checks take months.", "unresolved", None, ())


def rung(level: int, evidenced: int, possible: int) -> RungResult:
    """The rungs above what is possible are not met: the lowest for certain, the others unknown."""
    verdict: Verdict = "met" if level <= evidenced else "unknown"
    if level == possible + 1:
        verdict = "not met"
    reason = Reason("all", "something", verdict)
    return RungResult(level, SCALE[level], "label", "It is so.", verdict, "Do it.", (), (), reason)


def criterion(
    name: str, evidenced: int, possible: int, target: int | None, held_back_by: Sequence[str] = ()
) -> CriterionResult:
    return CriterionResult(
        id=f"tiny/{name}",
        title=name,
        question="How?",
        theme=None,
        evidenced=evidenced,
        possible=possible,
        name=level_name(evidenced, possible, SCALE),
        why="so",
        not_applicable=None,
        rungs=tuple(rung(level, evidenced, possible) for level in (1, 2, 3, 4)),
        target=None if target is None else Target(target, SCALE[target], "So the study.", ("study 6.0",)),
        held_back_by=tuple(Hindrance(kind, kind, ("study 3.4",)) for kind in held_back_by),
    )


def site(*criteria: CriterionResult, barriers: Sequence[Barrier] = ()) -> Assessment:
    domain = DomainResult("tiny", "Tiny", None, None, "not summed up", len(criteria), 0, criteria)
    framework = FrameworkResult("tiny", "Tiny", "1.0.0", SCALE, "none", (domain,))
    told = background(facts("west-midlands"))
    head = AssessedSite("a", "A", "baseline", "2009-02", "a.yaml")
    return Assessment(head, (framework,), told._replace(barriers=tuple(barriers)))


def titles(found: Sequence[Gap]) -> list[str]:
    return [one.criterion.title for one in found]


def test_a_target_that_is_ruled_out_is_a_practice_gap_and_one_that_is_open_an_evidence_gap() -> None:
    found = gaps(site(criterion("out", 1, 2, 3), criterion("open", 1, 3, 3), criterion("there", 3, 4, 3)))
    assert titles(found.practice) == ["out"]
    assert titles(found.evidence) == ["open"]
    assert [one.title for one in found.reached] == ["there"]


def test_a_gap_names_the_rungs_up_to_the_target_that_are_not_met_and_those_that_are_unknown() -> None:
    (gap,) = gaps(site(criterion("both", 1, 2, 4))).practice
    assert [one.level for one in gap.not_met] == [3]
    assert [one.level for one in gap.unknown] == [2, 4]
    assert (gap.ruled_out, gap.not_shown) == (2, 1)
    assert (gap.framework, gap.domain, gap.scale, gap.target) == ("Tiny", "Tiny", SCALE, 4)


def test_rungs_above_the_target_are_no_part_of_a_gap() -> None:
    (gap,) = gaps(site(criterion("low", 0, 1, 2))).practice
    assert {one.level for one in (*gap.not_met, *gap.unknown)} == {1, 2}


def test_the_widest_gap_comes_first_and_gaps_as_wide_keep_their_order() -> None:
    found = gaps(
        site(
            criterion("narrow", 2, 2, 3),
            criterion("wide", 0, 0, 3),
            criterion("open narrow", 2, 4, 3),
            criterion("open wide", 0, 4, 3),
            criterion("open wide too", 0, 4, 3),
            criterion("half", 0, 2, 3),
        )
    )
    assert titles(found.practice) == ["wide", "half", "narrow"]
    assert titles(found.evidence) == ["open wide", "open wide too", "open narrow"]


def test_a_target_that_is_given_stands_for_the_frameworks_own() -> None:
    whole = site(criterion("own", 2, 2, 2), criterion("none", 1, 1, None))
    assert [one.title for one in gaps(whole).reached] == ["own"]
    assert [one.title for one in gaps(whole).without_target] == ["none"]
    given = gaps(whole, 3)
    assert titles(given.practice) == ["none", "own"]
    assert given.without_target == ()
    assert gaps(whole, 0).practice == ()


def test_what_does_not_apply_has_no_gap() -> None:
    excused = criterion("excused", 0, 0, 3)._replace(not_applicable=NotApplicable("No such tier.", "us"))
    found = gaps(site(excused))
    assert (found.practice, found.evidence) == ((), ())
    assert found.not_applicable == (excused,)


def test_barriers_that_are_not_resolved_are_tied_to_the_criteria_they_hold_back() -> None:
    easing, resolved = VETTING._replace(status="easing"), VETTING._replace(status="resolved")
    funding = VETTING._replace(kind="funding")
    found = gaps(
        site(
            criterion("held", 0, 0, 2, ["vetting"]),
            criterion("free", 0, 0, 2),
            barriers=[VETTING, easing, resolved, funding],
        )
    )
    assert {one.criterion.title: one.barriers for one in found.practice} == {
        "held": (VETTING, easing),
        "free": (),
    }
    assert found.barriers_elsewhere == (funding,)


def test_at_every_site_each_criterion_is_in_one_list_and_levels_add_up() -> None:
    for name in SITES:
        whole = assessed(name)
        for target in (None, 0, 1, 2, 3, 4):
            found = gaps(whole, target)
            every = [
                *(gap.criterion.id for gap in (*found.practice, *found.evidence)),
                *(one.id for one in (*found.reached, *found.without_target, *found.not_applicable)),
            ]
            assert sorted(every) == sorted(one.id for f in whole.frameworks for one in f.criteria)
            for gap in (*found.practice, *found.evidence):
                assert gap.criterion.evidenced + gap.not_shown + gap.ruled_out == gap.target
                assert gap.not_met or gap.unknown
            assert all(gap.not_met for gap in found.practice)
            assert not any(gap.not_met for gap in found.evidence)
