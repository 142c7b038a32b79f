"""What to find out next: no answer widens a level or rules out a world that agrees with it."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from all_reports import SITES, assessed
from completions import Chooser, RandomChooser, completions, dice
from iomassess.assess import assess, level_name
from iomassess.cli import main
from iomassess.engine.conditions import Some, read_condition
from iomassess.engine.facts import facts
from iomassess.exchange import from_json, gathered, to_json
from iomassess.framework.reading import Criterion, Domain, Framework, Rung
from iomassess.open_questions import OpenQuestion
from iomassess.reports import report
from iomassess.results import (
    AssessedSite,
    Assessment,
    CriterionResult,
    DomainResult,
    FrameworkResult,
    NotApplicable,
    Question,
    Reason,
    RungResult,
    Target,
)
from iomassess.site import Site
from iomassess.unknowns.following import follows
from iomassess.unknowns.inquiries import inquiries
from iomassess.unknowns.ranking import (
    Levels,
    Unknown,
    Unknowns,
    answered,
    informants,
    levels_given,
    ranked_questions,
    unknowns,
)
from oracle import DELIVERING, REFERRED_TO, Condition, Json, World, holds
from profiles import THOROUGH
from random_sites import shuffled
from strategies import JOINS, about, make_condition, make_some
from universe import FIELDS, Universe

WORLDS = 400 if THOROUGH else 80
promise = settings(
    max_examples=3000 if THOROUGH else 150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
chances = st.integers(0, 10**9).map(lambda seed: RandomChooser(Random(seed)))  # noqa: S311
SCALE = ("none", "minimal", "partial", "substantial", "full")


# -- questions that have to do with each other


def related(choose: Chooser, some: Condition) -> Condition:
    """A count that may follow from another one, or the other way round."""
    kind, where = some["some"], dict(some.get("where", {}))
    how = choose.pick(("fewer tests", "number", "distinct", "ends", "definition", "engagement"))
    if how == "fewer tests" and where:
        return {**some, "where": {path: where[path] for path in shuffled(choose, [*where])[1:]}}
    if how == "number":
        rest = {name: value for name, value in some.items() if name != "at_most"}
        return {**rest, "at_least": choose.pick((1, 2, 3))}
    if how == "distinct":
        rest = {name: value for name, value in some.items() if name != "distinct"}
        return choose.pick((rest, *({**rest, "distinct": join} for join in JOINS.get(kind, ()))))
    if how == "ends" and kind in JOINS:
        join = choose.pick((*JOINS[kind],))
        end = choose.pick(JOINS[kind][join])
        names = {path: path.removeprefix(f"{join}.") for path in where if path.startswith(f"{join}.")}
        known = (*FIELDS[end], *(("delivers", "takes_referrals", "role") if end == "agencies" else ()))
        own = {name: where[path] for path, name in names.items() if name in known}
        return {"some": end, "where": own, "at_least": some.get("at_least", 1)}
    if how == "definition":
        found: Condition = choose.pick(
            ({"some": "members", "where": DELIVERING}, {"some": "links", "where": REFERRED_TO})
        )
        return {**found, "at_least": choose.pick((1, 2))}
    flag = choose.pick(("delivers", "takes_referrals"))
    number = {"at_least": choose.pick((1, 1, 2))}
    return choose.pick(
        (
            {"some": "agencies", "where": {flag: True}, **number},
            {"some": "members", "where": {f"agency.{flag}": True}, **number},
            {"some": "members", "where": {f"agency.{flag}": True}, "distinct": "agency", **number},
        )
    )


def pair(choose: Chooser) -> tuple[Condition, Condition]:
    """Two counts, of which the second may follow from the first."""
    first = make_some(choose, monotone=True)
    for _ in range(choose.pick((0, 1, 2))):
        first = related(choose, first)
    second = first
    for _ in range(choose.pick((1, 1, 2))):
        second = related(choose, second)
    return (first, second) if choose.pick((True, True, False)) else (second, first)


def counted(condition: Condition) -> Some:
    found = read_condition(condition)
    assert isinstance(found, Some)
    return found


@promise
@given(chances)
def test_where_one_question_follows_from_another_no_world_answers_yes_to_that_and_no_to_this(
    choose: Chooser,
) -> None:
    first, second = pair(choose)
    following = follows(counted(first), counted(second))
    event(f"follows: {following}")
    if following:
        case = about(choose, first)
        universe = Universe.around(case.site, first, second)
        worlds, _ = completions(case.site, universe, limit=WORLDS, rng=dice(0))
        for world in worlds:
            assert holds(second, world) or not holds(first, world), (first, second, world)


def test_the_pairs_that_are_tried_often_follow_from_each_other_and_often_do_not() -> None:
    found = [
        follows(counted(first), counted(second))
        for first, second in (pair(RandomChooser(dice(seed))) for seed in range(400))
    ]
    assert 60 < sum(found) < 340


THIRD_IN_TEAM = {"group.level": "service-delivery", "group.scope": "iom", "agency.sector": "third"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # a narrower selector, a greater number
        (
            {"some": "members", "where": {**THIRD_IN_TEAM, "co_located": True}},
            {"some": "members", "where": THIRD_IN_TEAM},
        ),
        (
            {"some": "members", "where": THIRD_IN_TEAM, "at_least": 3},
            {"some": "members", "where": THIRD_IN_TEAM, "at_least": 2},
        ),
        # what the model implies
        (
            {"some": "groups", "where": {"tier": "local"}},
            {"some": "groups", "where": {"level": "strategic-oversight"}},
        ),
        # different ends, and the records that they take
        (
            {"some": "members", "where": THIRD_IN_TEAM, "distinct": "agency", "at_least": 2},
            {"some": "members", "where": THIRD_IN_TEAM, "at_least": 2},
        ),
        (
            {"some": "members", "where": THIRD_IN_TEAM, "distinct": "agency", "at_least": 2},
            {"some": "agencies", "where": {"sector": "third"}, "at_least": 2},
        ),
        ({"some": "members", "where": THIRD_IN_TEAM}, {"some": "groups", "where": {"scope": "iom"}}),
        # definitions, both ways
        (
            {"some": "agencies", "where": {"delivers": True}, "at_least": 2},
            {"some": "members", "where": {**THIRD_IN_TEAM, "co_located": True}, "at_least": 2},
        ),
        ({"some": "members", "where": DELIVERING}, {"some": "agencies", "where": {"delivers": True}}),
        (
            {"some": "members", "where": {"agency.role": ["referral-agency", "referral-partner"]}},
            {"some": "links", "where": REFERRED_TO},
        ),
    ],
)
def test_a_yes_to_the_narrower_question_answers_the_wider_one(first: Condition, second: Condition) -> None:
    assert follows(counted(first), counted(second))
    assert not follows(counted(second), counted(first)) or first["some"] != second["some"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # one agency may have many pathways, and one link between three is one link
        (
            {"some": "members", "where": {}, "distinct": "agency.pathways", "at_least": 2},
            {"some": "members", "where": {}, "at_least": 2},
        ),
        (
            {"some": "links", "where": {}, "distinct": "to", "at_least": 2},
            {"some": "links", "where": {}, "at_least": 2},
        ),
        # two seats may be one agency's
        (
            {"some": "members", "where": {}, "at_least": 2},
            {"some": "members", "where": {}, "at_least": 2, "distinct": "agency"},
        ),
        # a count that has a most
        ({"some": "groups", "where": {}, "at_most": 1}, {"some": "groups", "where": {}, "at_most": 2}),
        (
            {"some": "groups", "where": {}, "at_least": 2},
            {"some": "groups", "where": {}, "at_least": 1, "at_most": 2},
        ),
        # what no agency can be, no seat follows from
        (
            {"some": "agencies", "where": {"delivers": True, "sector": "statutory"}},
            {"some": "members", "where": {"group.level": "service-delivery"}},
        ),
        # what is in place is not planned
        ({"some": "groups", "where": {}}, {"some": "groups", "where": {"status": "planned"}}),
    ],
)
def test_where_it_is_not_certain_nothing_follows(first: Condition, second: Condition) -> None:
    assert not follows(counted(first), counted(second))


# -- answers and worlds


def ladders(choose: Chooser) -> list[list[Condition]]:
    """Two ladders whose rungs have to do with each other."""
    some = make_some(choose, monotone=choose.pick((True, True, False)))
    found: list[Condition] = [some]
    for _ in range(3):
        plain = [one for one in found if "some" in one]
        nearby = [related(choose, choose.pick(plain)) for _ in range(2)]
        found.append(
            choose.pick(
                (
                    nearby[0],
                    {"any": nearby},
                    {"all": nearby},
                    {"any": [nearby[0], make_condition(choose, 2)]},
                    {"not": nearby[0]},
                )
            )
        )
    return [shuffled(choose, found), shuffled(choose, found)[:2]]


def framework(conditions: Sequence[Sequence[Condition]]) -> Framework:
    criteria = tuple(
        Criterion(
            id=f"tiny/{place}",
            title=f"Ladder {place}",
            question="How?",
            why="So.",
            source=(),
            theme=None,
            ladder="Up.",
            target=None,
            held_back_by={},
            rungs=tuple(
                Rung(level, f"rung {level}", "It is so.", read_condition(one), "So.", (), "Do it.", (), ())
                for level, one in enumerate(ladder, start=1)
            ),
        )
        for place, ladder in enumerate(conditions)
    )
    domain = Domain("tiny", "Tiny", "", (), criteria)
    return Framework("tiny", "Tiny", "1.0.0", "", (), SCALE, "none", (domain,), (), None)


def numbered(reason: Reason, condition: Condition) -> Iterator[tuple[int, Condition]]:
    """The open questions of a rung, each with the condition that asks it."""
    if reason.question is not None:
        yield reason.question, condition
    parts = condition.get("all") or condition.get("any") or ([condition["not"]] if "not" in condition else [])
    for part, under in zip(reason.parts, parts, strict=True):
        yield from numbered(part, under)


def level(ladder: Sequence[Condition], world: World) -> int:
    """The level of a ladder in a world, by plain truth."""
    return next((place for place, one in enumerate(ladder) if not holds(one, world)), len(ladder))


@promise
@given(chances)
def test_neither_answer_widens_a_level_or_rules_out_a_world_that_agrees_with_it(choose: Chooser) -> None:
    conditions = ladders(choose)
    whole: Condition = {"all": [one for ladder in conditions for one in ladder]}
    case = about(choose, whole)
    assessment = assess(facts(case.site), [framework(conditions)])
    criteria = assessment.frameworks[0].criteria
    asked = {
        number: condition
        for criterion, ladder in zip(criteria, conditions, strict=True)
        for rung, one in zip(criterion.rungs, ladder, strict=True)
        for number, condition in numbered(rung.reason, one)
    }
    event(
        f"open questions: {len(asked)}, settling {sum(len(one.settles) for one in assessment.open_questions)}"
    )
    worlds, _ = completions(case.site, Universe.around(case.site, whole), limit=WORLDS, rng=dice(0))
    for number, condition in asked.items():
        for yes in (True, False):
            answers = answered(assessment, [number], yes=yes)
            given_it = [levels_given(one, answers) for one in criteria]
            for now, then in zip(criteria, given_it, strict=True):
                assert now.evidenced <= then.evidenced <= then.possible <= now.possible
            for world in worlds:
                if holds(condition, world) is yes:
                    for ladder, then in zip(conditions, given_it, strict=True):
                        assert then.evidenced <= level(ladder, world) <= then.possible, (condition, yes)


def test_a_site_that_says_nothing_of_its_project_leaves_questions_about_it_open() -> None:
    nothing = Site.model_validate(
        {"format": "iomassess/site/1", "id": "s", "name": "S", "wave": "w", "as_of": "2009"}
    )
    assessment = assess(facts(nothing), [framework([[{"project": {"lead.sector": "third"}}]])])
    (found,) = unknowns(assessment)
    assert [(one.now, one.if_yes, one.if_no) for one in found.effects] == [((0, 1), (1, 1), (0, 0))]


@pytest.mark.parametrize("site", SITES)
def test_at_every_site_answers_narrow_what_is_open_and_are_ranked_by_that(site: str) -> None:
    whole = assessed(site)
    found = unknowns(whole)
    assert [one.rank for one in found] == [*range(1, len(found) + 1)]
    for one in found:
        assert bool(one.effects) is (one.if_yes + one.if_no > 0)
        assert one.least == min(one.if_yes, one.if_no) >= 0
        assert one.rungs
        assert one.ask
        assert set(one.roles) == {str(role) for question in one.ask for role in question.of}
    gains = [(one.least, one.if_yes + one.if_no) for one in found]
    assert gains == sorted(gains, reverse=True)


def test_every_open_level_at_every_site_has_a_question() -> None:
    for site in SITES:
        narrowed = {rung.criterion for one in unknowns(assessed(site)) for rung in one.rungs}
        for result in assessed(site).frameworks:
            for criterion in result.criteria:
                if criterion.not_applicable is None and not criterion.settled:
                    assert criterion.id in narrowed


# -- ranking


def asks(number: int, verdict: str = "unknown") -> Reason:
    assert verdict == "unknown"
    return Reason("some", f"question {number}", "unknown", question=number)


def result(
    name: str, reasons: Sequence[Reason], target: int | None = None, excused: bool = False
) -> CriterionResult:
    rungs = tuple(
        RungResult(
            place,
            SCALE[place],
            f"rung {place}",
            "It is so.",
            one.verdict,
            "Do it.",
            (),
            (),
            one,
            (Question(("delivery",), f"{name} {place}?", ("study 1",)),),
        )
        for place, one in enumerate(reasons, start=1)
    )
    evidenced = next((n for n, one in enumerate(reasons) if one.verdict != "met"), len(reasons))
    possible = next((n for n, one in enumerate(reasons) if one.verdict == "not met"), len(reasons))
    return CriterionResult(
        id=f"tiny/{name}",
        title=name,
        question="How?",
        theme=None,
        evidenced=evidenced,
        possible=possible,
        name=level_name(evidenced, possible, SCALE),
        why="so",
        not_applicable=NotApplicable("No such tier.", "us") if excused else None,
        rungs=rungs,
        target=Target(target, SCALE[target], "So.", ()) if target is not None else None,
    )


def site(criteria: Iterable[CriterionResult], settles: Mapping[int, tuple[int, ...]]) -> Assessment:
    criteria = tuple(criteria)
    domain = DomainResult("tiny", "Tiny", None, None, "not summed up", len(criteria), 0, criteria)
    tiny = FrameworkResult("tiny", "Tiny", "1.0.0", SCALE, "none", (domain,))
    questions = tuple(
        OpenQuestion(number, f"question {number}", settled) for number, settled in settles.items()
    )
    return Assessment(AssessedSite("a", "A", "baseline", "2009-02", "a.yaml"), (tiny,), None, questions)


def order(found: Sequence[Unknown]) -> list[str]:
    return [one.asks for one in found]


MET, NOT_MET = Reason("all", "so", "met"), Reason("all", "not so", "not met")


def test_the_middle_rung_of_a_ladder_that_each_rung_answers_the_one_below_comes_first() -> None:
    whole = site([result("one", [asks(1), asks(2), asks(3)])], {1: (), 2: (1,), 3: (1, 2)})
    (first, *others) = unknowns(whole)
    assert (first.asks, first.if_yes, first.if_no, first.least) == ("question 2", 2, 2, 2)
    (effect,) = first.effects
    assert (effect.now, effect.if_yes, effect.if_no) == (Levels(0, 3), Levels(2, 3), Levels(0, 1))
    assert order(others) == ["question 1", "question 3"]


def test_of_what_narrows_as_much_whatever_the_answer_what_narrows_most_in_all_comes_first() -> None:
    whole = site([result("low", [asks(1)]), result("high", [asks(2), asks(3)])], {1: (), 2: (), 3: ()})
    assert order(unknowns(whole)) == ["question 2", "question 1", "question 3"]


def test_of_what_is_alike_what_is_nearest_to_its_target_comes_first_and_then_the_frameworks_order() -> None:
    whole = site(
        [
            result("without", [asks(1)]),
            result("far", [asks(2), NOT_MET], target=4),
            result("near", [asks(3)], target=1),
            result("reached", [MET, asks(4)], target=1),
        ],
        {1: (), 2: (), 3: (), 4: ()},
    )
    assert order(unknowns(whole)) == ["question 3", "question 2", "question 1", "question 4"]
    assert order(unknowns(whole, 2)) == ["question 4", "question 1", "question 2", "question 3"]


def test_an_answer_that_settles_a_rung_in_several_criteria_counts_in_each() -> None:
    whole = site([result("one", [asks(1)]), result("two", [asks(1)])], {1: ()})
    (found,) = unknowns(whole)
    assert [one.title for one in found.effects] == ["one", "two"]
    assert (found.if_yes, found.if_no) == (2, 2)


def test_questions_that_answer_each_other_are_one() -> None:
    whole = site([result("one", [asks(1)]), result("two", [asks(2)])], {1: (2,), 2: (1,)})
    (found,) = unknowns(whole)
    assert [one.criterion for one in found.rungs] == ["tiny/one", "tiny/two"]
    assert (found.if_yes, found.if_no) == (2, 2)


def test_what_narrows_nothing_by_itself_is_listed_last_with_where_it_stands() -> None:
    both = Reason("any", "either", "unknown", (asks(2), asks(3)))
    whole = site([result("one", [asks(1), both])], {1: (), 2: (), 3: ()})
    found = unknowns(whole)
    assert order(found) == ["question 1", "question 2", "question 3"]
    assert [len(one.effects) for one in found] == [1, 0, 0]
    assert found[2].rungs[0].label == "rung 2"


def test_what_stands_only_in_criteria_that_do_not_apply_or_in_parts_that_are_settled_is_no_question() -> None:
    settled = Reason("any", "either", "met", (MET, asks(2)))
    whole = site([result("excused", [asks(1)], excused=True), result("met", [settled])], {1: (), 2: ()})
    assert unknowns(whole) == ()


def test_questions_for_interviews_are_ranked_by_the_first_unknown_that_they_ask_about() -> None:
    whole = site([result("low", [asks(1)]), result("high", [asks(2), asks(3)])], {1: (), 2: (), 3: ()})
    assert [(one.rank, one.question) for one in ranked_questions(whole)] == [
        (1, "high 1?"),
        (2, "low 1?"),
        (3, "high 2?"),
    ]


def test_every_question_of_an_open_rung_at_a_site_is_ranked_once() -> None:
    for name in SITES:
        whole = assessed(name)
        questions = {
            one.question
            for result in whole.frameworks
            for criterion in result.criteria
            if criterion.not_applicable is None
            for rung in criterion.rungs
            if rung.verdict == "unknown"
            for one in rung.ask
        }
        ranked = [one.question for one in ranked_questions(whole)]
        assert sorted(ranked) == sorted(questions)


# -- who may know


def test_who_may_know_is_told_from_the_fieldwork_and_the_groups() -> None:
    found = {one.role: one for one in informants(assessed("lancashire").background)}
    assert found["delivery"].interviewed == 8
    assert "Inward House" in found["delivery"].agencies
    assert "Victim Support" in found["strategic"].agencies
    assert "Maundy Grange" in found["referral"].agencies
    assert informants(None) == ()


# -- saved assessments, reports, the command


def test_a_saved_assessment_ranks_as_its_site_file_does_also_under_one_framework_of_several() -> None:
    for name in SITES:
        whole = assessed(name)
        (saved,) = from_json(to_json(gathered([whole])))
        assert to_json(unknowns(saved)) == to_json(unknowns(whole))
        for kept in whole.frameworks:
            part = saved._replace(frameworks=tuple(one for one in saved.frameworks if one.id == kept.id))
            alone = whole._replace(frameworks=(kept,))
            assert ranked_questions(part) == ranked_questions(alone)


def test_the_gap_report_asks_each_role_the_most_telling_questions_first() -> None:
    whole = assessed("west-midlands")
    text = report("gap", [whole], pictures=False).markdown
    part = text.partition("## Questions, by whom to ask")[2].partition("## Barriers")[0]
    asked = part.partition("### Members of the operational group")[2].partition("### ")[0]
    questions = [line.removeprefix("1. ") for line in asked.splitlines() if line.startswith("1. ")]
    ranks = {one.question: one.rank for one in ranked_questions(whole)}
    found = [ranks[one.replace("\\", "")] for one in questions]
    assert len(found) > 10
    assert found == sorted(found)


def lines(found: Unknowns, most: int = 0, width: int = 80) -> list[str]:
    return ["".join(text for text, _ in line) for line in inquiries(found, most, width)]


def test_each_question_says_what_either_answer_makes_of_which_levels() -> None:
    whole = site([result("one", [asks(1), asks(2)])], {1: (), 2: (1,)})
    found = Unknowns("iomassess/unknowns/1", whole.site, None, (), unknowns(whole))
    text = "\n".join(lines(found))
    assert "   if yes: one 0-2 becomes 1-2 (1 level fewer)" in text
    assert "   if no: one 0-2 becomes 0 (2 levels fewer)" in text
    assert "   ask delivery: one 1?" in text
    assert "1 more question would narrow levels (--top 0)" in "\n".join(lines(found, most=1))


def test_the_table_keeps_to_the_width_of_the_terminal() -> None:
    whole = assessed("west-midlands")
    found = Unknowns("iomassess/unknowns/1", whole.site, None, (), unknowns(whole))
    for width in (40, 80, 120):
        assert max(map(len, lines(found, 0, width))) <= width


def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["iomassess", "unknowns", *arguments])
    with pytest.raises(SystemExit) as stop:
        main()
    out, err = capsys.readouterr()
    return int(stop.value.code or 0), out, err


def test_the_command_ranks_for_a_role_and_a_saved_assessment_gives_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = run(monkeypatch, capsys, "lancashire", "--role", "strategic", "--format", "json")
    found: Json = json.loads(out)
    assert (code, found["format"], found["role"]) == (0, "iomassess/unknowns/1", "strategic")
    assert found["unknowns"]
    assert all("strategic" in one["roles"] for one in found["unknowns"])
    saved = tmp_path / "saved.json"
    saved.write_text(to_json(gathered([assessed("lancashire")])))
    for format_ in ("table", "md"):
        _, first, _ = run(monkeypatch, capsys, "lancashire", "--format", format_, "--target", "3")
        _, again, _ = run(monkeypatch, capsys, str(saved), "--format", format_, "--target", "3")
        assert [one for one in first.splitlines() if ".yaml" not in one] == [
            one for one in again.splitlines() if ".yaml" not in one
        ]
        assert "becomes" in first


def test_a_target_that_is_no_level_and_a_file_of_several_sites_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, _, err = run(monkeypatch, capsys, "lancashire", "--target", "5")
    assert (code, "is a level from 0 to 4" in err) == (2, True)
    two = tmp_path / "two.json"
    two.write_text(to_json(gathered([assessed("lancashire"), assessed("london")])))
    code, _, err = run(monkeypatch, capsys, str(two))
    assert (code, "holds 2 assessments" in err) == (2, True)


def test_nothing_is_said_to_be_open_where_all_is_settled() -> None:
    whole = site([result("one", [MET, NOT_MET])], {})
    found = Unknowns("iomassess/unknowns/1", whole.site, None, (), unknowns(whole))
    assert lines(found)[-1] == "No open question would move a level by itself."
    document = report("unknowns", [whole], unknowns=found, pictures=False)
    assert document.markdown.count("None.") == 2
