"""Facts asked directly: open and closed lists, entries that must be one of others, conflicts."""

import pytest

from iomassess.engine.facts import Facts
from iomassess.loading import load_facts
from iomassess.selectors import Report, Selector, read_selector, selector
from iomassess.source import Loc, parse

HEAD = """
format: iomassess/site/1
id: testing
name: Testing
wave: baseline
as_of: 2009-02
"""
TEAM = """
agencies:
  police: {name: Police, sector: statutory}
  drugs: {name: Drugs project, sector: third}
  hostel: {name: Hostel, sector: third}
  one-of-them: {unnamed: true, number: 1, is_among: [drugs, hostel]}
groups:
  team: {name: Team, level: service-delivery, scope: iom, complete: true, members: [{agency: police}]}
  board: {name: Board, level: strategic-oversight, tier: local, members: [{agency: one-of-them}]}
"""


def facts(body: str) -> Facts:
    return load_facts(parse(HEAD + body, "s.yaml"))


def naming(kind: str, values: dict[str, object]) -> Selector:
    report: Report = never
    return read_selector(kind, values, report, naming=True)


def never(loc: Loc, what: str, rule: str) -> None:
    raise AssertionError(f"{loc}: {what} ({rule})")


def test_a_question_about_a_named_group_is_closed_by_that_group_alone() -> None:
    found = facts(TEAM)
    assert found.opening(naming("members", {"group": "team", "agency": "drugs"})) is None
    assert found.opening(naming("members", {"group": "board", "agency": "drugs"})) is not None


def test_a_complete_team_leaves_other_teams_open_until_there_can_be_none() -> None:
    asked = selector("members", {"group.level": "service-delivery", "agency.sector": "third"})
    assert facts(TEAM).opening(asked) is not None
    assert facts(f"{TEAM}complete: [{{groups: {{level: service-delivery}}}}]\n").opening(asked) is None


@pytest.mark.parametrize(
    ("where", "least"),
    [({"group.tier": "local", "agency.sector": "third"}, 1), ({"agency.size": "small"}, 0)],
)
def test_an_entry_that_must_be_one_of_others_has_what_they_have_in_common(
    where: dict[str, object], least: int
) -> None:
    assert facts(TEAM).count(selector("members", where)).least == least


def test_an_entry_that_must_be_one_of_others_is_not_counted_beside_them() -> None:
    count = facts(TEAM).count(selector("agencies", {"sector": "third"}))
    assert count.least == 2
    closed = facts(f"{TEAM}complete: [{{agencies: {{sector: third}}}}]\n")
    assert closed.count(selector("agencies", {"sector": "third"})).most == 2


def test_two_unnamed_entries_that_differ_are_two_though_each_may_be_a_third() -> None:
    found = facts("""
agencies:
  hostel: {name: Hostel, sector: third}
  small-one: {unnamed: true, number: 1, sector: third, size: small}
  large-one: {unnamed: true, number: 1, sector: third, size: large}
  other-one: {unnamed: true, number: 1, sector: third}
""")
    assert found.count(selector("agencies", {"sector": "third"})).least == 2


def test_without_a_statement_what_it_closed_is_open_again() -> None:
    found = facts("absent: [{members: {group.tier: local, agency.sector: third}}]\n")
    asked = selector("members", {"group.tier": "local", "agency.sector": "third"})
    assert found.count(asked).most == 0
    assert found.without(found.statements[0]).count(asked).most is None


def test_without_a_statement_the_file_and_its_other_statements_stay() -> None:
    found = facts(
        "absent: [{members: {group.tier: local, agency.sector: third}}, {links: {kind: refers-to}}]\n"
        "groups: {team: {name: Team, level: service-delivery, complete: true}}\n"
    )
    less = found.without(found.statements[0])
    assert less.source is found.source
    assert [one.loc for one in less.statements] == [("absent", 1), ("groups", "team", "complete")]
    assert [one.closes for one in less.statements] == [False, True]
    assert [one.loc for one in found.without(found.statements[2]).statements] == [
        ("absent", 0),
        ("absent", 1),
    ]


# -- what is disputed

DISPUTED = """
agencies: {cvs: {name: CVS, sector: third, size: small}, police: {name: Police, sector: statutory}}
groups:
  cdrp: {name: CDRP, tier: local, members: [{agency: cvs, staff: 2}, {agency: police}]}
conflicts:
  - about: whether it sat there
    records: [groups.cdrp.members.cvs]
    claims: [{value: 1, evidence: [study 1]}, {value: 2, evidence: [study 2]}]
    used: 1
    because: Minutes show it.
  - about: its sector
    records: [agencies.cvs.sector, groups.cdrp.members.cvs.staff]
    claims: [{value: third, evidence: [study 1]}, {value: statutory, evidence: [study 2]}]
    used: third
    because: It is a charity.
  - about: the tier of the group
    records: [groups.cdrp.tier]
    claims: [{value: local, evidence: [study 1]}, {value: countywide, evidence: [study 2]}]
    used: local
    because: Its name says so.
"""


@pytest.mark.parametrize(
    ("where", "seat", "told"),
    [
        ({"attends": True}, 0, ("whether it sat there",)),
        ({"staff": {"from": 1}}, 0, ("whether it sat there", "its sector")),
        ({"agency.sector": "third"}, 0, ("whether it sat there", "its sector")),
        ({"agency.size": "small"}, 0, ("whether it sat there",)),
        ({"group.tier": "local"}, 0, ("whether it sat there", "the tier of the group")),
        (
            {"group.tier": "local", "agency.sector": "third"},
            0,
            ("whether it sat there", "its sector", "the tier of the group"),
        ),
        ({"group.level": "strategic-oversight", "agency.sector": "statutory"}, 1, ()),
        ({"group.tier": "local"}, 1, ("the tier of the group",)),
    ],
)
def test_what_is_disputed_of_a_seat_is_its_being_there_and_what_was_asked_about(
    where: dict[str, object], seat: int, told: tuple[str, ...]
) -> None:
    found = facts(f"sources: {{study: {{title: Study, kind: report}}}}{DISPUTED}")
    assert found.disputed(found.rows("members")[seat], selector("members", where).tests) == told


def test_nothing_is_disputed_where_nobody_says_so() -> None:
    found = facts(TEAM)
    assert found.disputed(found.rows("members")[0], selector("members", {"attends": True}).tests) == ()
