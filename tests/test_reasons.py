"""Why a condition is met or not: which records of a small site are told, how, and with which sources."""

from typing import Any

from iomassess.engine.conditions import Some, counts_in, judge, read_condition
from iomassess.framework.reading import load_framework
from iomassess.loading import load_facts
from iomassess.places import bundled, find_site
from iomassess.reasons import explain
from iomassess.results import Declared, Fact, Reason
from iomassess.selectors import read_selector, refuse
from iomassess.source import parse, read
from iomassess.unknowns.following import key
from iomassess.wording import shown

MILLTOWN = """\
format: iomassess/site/1
id: milltown
name: Milltown
wave: baseline
as_of: 2009-02
sources: {notes: {title: Notes, kind: interview}, plan: {title: Plan, kind: document}}
agencies:
  haven: {name: Haven, sector: third, size: small, evidence: {sector: [plan 1], size: [plan 2]}}
  link-up: {name: Link-Up, sector: third, evidence: [notes 1], inferred: It is the only one left.}
  church: {name: Church, evidence: [notes 2]}
  hostel: {name: Hostel, sector: third, evidence: [plan 9]}
  police: {name: Police, sector: statutory, evidence: [plan 3]}
groups:
  team:
    name: Team
    level: service-delivery
    scope: iom
    evidence: [plan 4]
    members:
      - {agency: haven, co_located: true, evidence: {agency: [notes 3], co_located: [notes 4, plan 5]}}
      - {agency: link-up, co_located: false, evidence: [notes 5], inferred: Nobody has seen them there.}
      - {agency: church, co_located: true, evidence: [notes 6]}
      - {agency: police, co_located: true, evidence: [notes 6]}
      - {agency: hostel, status: planned, co_located: true, evidence: [notes 7]}
conflicts:
  - about: the size of Haven
    records: [agencies.haven.size]
    claims: [{value: small, evidence: [plan 2]}, {value: medium, evidence: [notes 9]}]
    used: small
    because: Later.
absent:
  - members: {group.tier: local, agency.sector: third}
    because: The notes say so.
    evidence: [notes 8, plan 8]
  - {links: {kind: refers-to}, evidence: [plan 7]}
practices:
  - {kind: mapping, by: [haven], evidence: [plan 6, plan 6]}
"""
SEATS = {"some": "members", "where": {"agency.sector": "third", "co_located": True}}
SHARING = "sharing the office of the other members"
HAVEN = Fact(
    "Haven on Team",
    ("co_located: true",),
    "groups.team.members.0",
    20,
    ("notes 4", "plan 5", "plan 1"),
    None,
    (),
)
CHURCH = Fact(
    "Church on Team",
    ("agency.sector is not recorded",),
    "groups.team.members.2",
    22,
    ("notes 6", "notes 2"),
    None,
    (),
)


def reason(condition: dict[str, Any], number: int | None = None, text: str = MILLTOWN) -> Reason:
    facts, asked = load_facts(parse(text, "milltown.yaml")), read_condition(condition)
    numbers = {key(asked): number} if isinstance(asked, Some) and number is not None else None
    return explain(facts, judge(asked, facts), numbers)


def test_what_is_met_names_the_records_that_match_and_those_that_may() -> None:
    assert reason(SEATS) == Reason(
        form="some",
        asks=f"a Third Sector agency on a group {SHARING}",
        verdict="met",
        least=1,
        most=None,
        matched=(HAVEN,),
        undecided=(CHURCH,),
    )


def test_what_is_unknown_names_what_falls_short_what_could_be_added_and_its_question() -> None:
    assert reason({**SEATS, "at_least": 3}, 7) == Reason(
        form="some",
        asks=f"at least 3 of: Third Sector agency on a group {SHARING}",
        verdict="unknown",
        least=1,
        most=None,
        matched=(HAVEN,),
        undecided=(CHURCH,),
        in_the_way=(
            Fact(
                "Link-Up on Team",
                (f"not {SHARING}",),
                "groups.team.members.1",
                21,
                ("notes 5",),
                "Nobody has seen them there.",
                (),
            ),
            Fact("Hostel on Team", ("status: planned",), "groups.team.members.4", 24, ("notes 7",), None, ()),
        ),
        opening="a seat of another agency on another group",
        question=7,
    )


def test_a_question_has_a_number_only_where_it_is_open_and_counted() -> None:
    assert reason({**SEATS, "at_least": 3}).question is None
    assert reason(SEATS, 7).question is None


def test_what_is_ruled_out_names_the_statement_that_does_it_and_no_opening() -> None:
    assert reason(
        {"some": "members", "where": {"agency.sector": "third", "group.tier": "local"}}, 7
    ) == Reason(
        form="some",
        asks="a Third Sector agency on a local strategic group",
        verdict="not met",
        least=0,
        most=0,
        closed_by=(
            Declared(
                "There is no Third Sector agency on a local strategic group.",
                "The notes say so.",
                32,
                ("notes 8", "plan 8"),
            ),
        ),
    )


def test_a_statement_without_a_reason_of_its_own_has_none() -> None:
    (declared,) = reason({"some": "links", "where": {"kind": "refers-to", "scope": "iom"}}).closed_by
    assert (declared.because, declared.line, declared.evidence) == (None, 35, ("plan 7",))


def test_a_fact_about_a_joined_record_has_that_record_s_sources_and_disputes() -> None:
    found = reason({"some": "members", "where": {"agency.sector": "third", "agency.size": "small"}})
    assert found.matched == (
        Fact(
            "Haven on Team",
            ("agency.size: small",),
            "groups.team.members.0",
            20,
            ("notes 3", "notes 4", "plan 5", "plan 1", "plan 2"),
            None,
            ("the size of Haven",),
        ),
    )
    assert [(one.label, one.says, one.evidence) for one in found.undecided] == [
        ("Link-Up on Team", ("agency.size is not recorded",), ("notes 5", "notes 1")),
        (
            "Church on Team",
            ("agency.sector is not recorded", "agency.size is not recorded"),
            ("notes 6", "notes 2"),
        ),
    ]


def test_a_source_is_cited_once() -> None:
    (fact,) = reason({"some": "practices", "where": {"kind": "mapping"}}).matched
    assert (fact.label, fact.evidence, fact.record) == ("mapping", ("plan 6",), "practices.0")


def test_a_list_s_record_is_told_once_however_many_may_be_in_it() -> None:
    found = reason({"some": "practices", "where": {"by.sector": "third"}})
    assert [one.record for one in found.matched] == ["practices.0"]
    assert found.undecided == ()
    found = reason({"some": "practices", "where": {"by.sector": "statutory"}})
    assert (found.matched, [one.record for one in found.undecided]) == ((), ["practices.0"])


def test_a_condition_of_parts_is_explained_part_by_part() -> None:
    board = {"some": "groups", "where": {"tier": "local"}}
    for form in ("all", "any"):
        found = reason({form: [SEATS, {"not": board}]})
        assert (found.form, found.least, found.matched) == (form, None, ())
        assert found.asks == reason({form: [SEATS, {"not": board}]}).asks
        sharing, no_board = found.parts
        assert sharing == reason(SEATS)
        assert (no_board.form, no_board.verdict) == ("not", "unknown")
        assert no_board.parts == (reason(board),)
    assert reason({"all": [SEATS, {"not": board}]}).verdict == "unknown"
    assert reason({"any": [SEATS, {"not": board}]}).verdict == "met"


def test_the_numbers_of_questions_reach_the_parts() -> None:
    facts = load_facts(parse(MILLTOWN, "milltown.yaml"))
    part, whole = (
        read_condition({**SEATS, "at_least": 3}),
        read_condition({"all": [{**SEATS, "at_least": 3}]}),
    )
    assert isinstance(part, Some)
    assert explain(facts, judge(whole, facts), {key(part): 5}).parts[0].question == 5


def test_what_is_beside_the_question_is_not_in_its_way() -> None:
    short = reason({"some": "agencies", "where": {"sector": "third", "size": "large"}})
    assert [one.label for one in short.in_the_way] == ["Haven"]
    assert short.in_the_way[0].says == ("size: small",)


DELIVERS = {"some": "agencies", "where": {"delivers": True}}
CLOSED = MILLTOWN.replace("    members:", "    complete: true\n    members:") + (
    "complete: [{groups: {level: service-delivery}, evidence: [plan 7]}]\n"
)


def test_an_agency_that_could_never_have_an_engagement_type_is_beside_the_question() -> None:
    found = reason(DELIVERS, text=CLOSED)
    assert found.verdict == "unknown"
    assert [one.label for one in found.undecided] == ["Haven", "Church"]
    assert [one.label for one in found.in_the_way] == ["Link-Up", "Hostel"]
    assert [one.says for one in found.in_the_way] == [("is not a delivery partner",)] * 2


def test_the_project_is_told_as_it_is() -> None:
    (fact,) = reason({"project": {"staff_total": {"from": 2}}}).undecided
    assert fact == Fact("the project", ("staff_total is not recorded",), "project", 1, (), None, ())


def test_who_a_record_is_about_is_no_value_that_it_has() -> None:
    facts, wrong = load_facts(parse(MILLTOWN, "milltown.yaml")), list[str]()
    about, where = {"agency": "haven", "co_located": True}, refuse(wrong)
    whose, sharing, _ = read_selector("members", about, where, naming=True).tests
    assert (whose.label, sharing.label, wrong) == ("agency", "co_located", [])
    row = facts.rows("members")[0]
    assert (shown(row, whose), shown(row, sharing)) == (None, "true")


def test_a_practice_is_not_in_the_way_by_agencies_that_nobody_says_do_it() -> None:
    body = MILLTOWN.replace("{kind: mapping, by: [haven]", "{kind: mapping, by: [police], formal: false")
    found = reason({"some": "practices", "where": {"by.sector": "third", "formal": True}}, text=body)
    assert found.verdict == "unknown"
    assert found.in_the_way == ()


def test_a_list_that_its_group_calls_complete_cites_all_that_the_group_cites() -> None:
    body = CLOSED.replace(
        "    evidence: [plan 4]\n", "    evidence: {level: [plan 4], complete: [notes 4, plan 5]}\n"
    )
    found = reason(
        {"some": "members", "where": {"group.level": "service-delivery", "attends": True}, "at_least": 9},
        text=body,
    )
    assert found.verdict == "not met"
    assert ("plan 4", "notes 4", "plan 5") in [one.evidence for one in found.closed_by]


def test_what_could_be_added_is_told_and_not_what_cannot() -> None:
    found = reason({"some": "groups", "where": {"tier": ["local", "countywide"]}}, text=CLOSED)
    assert (found.opening, found.closed_by) == ("another group that the file does not have", ())


def test_a_statement_is_told_once_however_often_it_rules_something_out() -> None:
    facts = load_facts(read(find_site("lancashire")))
    ladders = load_framework(bundled("frameworks") / "engagement").criteria
    told = [
        explain(facts, judge(part, facts)).closed_by
        for criterion in ladders
        for rung in criterion.rungs
        for part in counts_in(rung.condition)
    ]
    assert any(len(one) > 1 for one in told)
    assert all(len(one) == len(set(one)) for one in told)


def test_no_more_statements_are_told_than_it_takes_where_the_file_has_no_agencies() -> None:
    head = MILLTOWN.partition("agencies:")[0]
    said = "complete:\n  - agencies: {sector: third}\nabsent:\n  - agencies: {sector: third}\n"
    found = reason({"some": "practices", "where": {"by.sector": "third"}}, text=f"{head}{said}")
    assert [one.line for one in found.closed_by] == [8]
