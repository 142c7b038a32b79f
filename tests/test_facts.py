"""Facts asked directly: open and closed lists, entries that must be one of others, conflicts."""

from dataclasses import replace

import pytest

from iomassess.engine.asking import match
from iomassess.engine.conditions import judge, read_condition, truth
from iomassess.engine.facts import Facts
from iomassess.engine.records import blank
from iomassess.engine.regions import Region, covered, within
from iomassess.engine.statements import Statements
from iomassess.fields import IN_PLACE, KINDS, Field, shape
from iomassess.loading import load_facts
from iomassess.selectors import Report, Selector, read_selector, selector
from iomassess.selectors import Test as Constraint
from iomassess.source import Loc, parse
from iomassess.unknowns.following import blank_end

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


def test_what_statements_leave_is_what_a_record_must_be() -> None:
    found = facts("agencies: {a: {name: A}}\nabsent: [{agencies: {sector: [statutory, private]}}]\n")
    asked = selector("agencies", {"sector": "third"})
    assert found.count(asked).least == 1
    statements = Statements(found.statements)
    assert [match(row, asked, statements) for row in found.rows("agencies")] == [True]


def test_a_new_member_of_a_recorded_group_leaves_a_question_open_however_it_is_asked() -> None:
    found = facts(
        "agencies: {a: {name: A}}\ngroups: {team: {name: Team, level: service-delivery}}\n"
        "complete: [{groups: {level: service-delivery}}]\n"
    )
    where = {"group.level": "service-delivery", "agency.sector": "third"}
    asked = read_condition({"some": "members", "where": where})
    assert (truth(asked, found), judge(asked, found).truth) == (None, None)


def test_what_recorded_agencies_do_beside_what_is_recorded_is_closed_by_a_statement_about_it() -> None:
    found = facts(
        "agencies: {a: {name: A, sector: third}}\n"
        "complete: [{agencies: {sector: third}}, {practices: {kind: mapping, by.sector: third}}]\n"
    )
    assert found.count(selector("practices", {"kind": "mapping", "by.sector": "third"})).most == 0


def test_an_entry_that_is_some_of_others_is_no_more_of_them_than_it_stands_for() -> None:
    found = facts(
        "agencies: {a: {name: A}, b: {name: B}, c: {name: C},"
        " two: {unnamed: true, number: 2, is_among: [a, b, c]}}\n"
        "groups: {team: {name: Team, level: service-delivery, complete: true, members: [{agency: two}]}}\n"
        "complete: [{groups: {level: service-delivery}}]\n"
    )
    count = found.count(selector("members", {"group.level": "service-delivery"}))
    assert (count.least, count.most) == (2, 2)


def test_a_record_that_may_not_be_there_matches_at_most_perhaps() -> None:
    found = facts("agencies: {a: {name: A, sector: third}}\n")
    (row,) = found.rows("agencies")
    asked, none = selector("agencies", {"sector": "third"}), Statements(())
    assert match(row, asked, none) is True
    assert match(replace(row, sure=False), asked, none) is None


def test_a_seat_that_never_was_is_absent_though_its_group_has_ended() -> None:
    found = facts(
        "agencies: {a: {name: A}}\n"
        "groups: {team: {name: Team, status: ended, members: [{agency: a, status: absent}]}}\n"
    )
    counted = [found.count(selector("members", {"status": one})).least for one in ("absent", "ended")]
    assert counted == [1, 0]


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


# -- regions: what a record may be, cut by constraints


def of(body: str, kind: str, nth: int = 0) -> Region:
    return Region(facts(body).rows(kind)[nth].parts)


def only(kind: str, name: str, value: object) -> Constraint:
    return next(test for test in selector(kind, {name: value}).tests if test.label == name)


def test_a_seat_that_is_in_place_has_no_part_in_which_its_group_is_only_planned() -> None:
    status = shape("members").own["status"]
    planned = status.mask(("planned",))
    anyone, anything = blank_end("agencies"), blank_end("groups")
    seated = Region(({**blank("members"), "status": IN_PLACE}, anyone, anything))
    assert seated.narrow(2, "status", planned) is None
    either = Region((blank("members"), anyone, anything)).narrow(2, "status", planned)
    assert either is not None
    assert status.named(either.cell(0, "status")) == ("planned", "ended")


GROUPS = "groups: {a: {name: A}, b: {name: B, tier: local}, c: {name: C, level: service-delivery}}\n"
LEVEL, TIER = shape("groups").own["level"], shape("groups").own["tier"]


def may_be(region: Region | None, field: Field) -> set[str]:
    assert region is not None
    cell = region.cell(0, field.name)
    return set(field.named(cell)) | ({"no tier"} if cell & field.nothing else set())


def test_a_tier_and_strategic_oversight_go_together_in_what_is_left_of_a_group() -> None:
    group, tiers = of(GROUPS, "groups"), {"local", "pioneer-site", "countywide"}
    other_levels = {"service-delivery", "operational-management"}
    assert may_be(group, LEVEL) == {"strategic-oversight", *other_levels}
    assert may_be(group, TIER) == {"no tier", *tiers}
    local = only("groups", "tier", ["local", "countywide"])
    assert may_be(group.inside(local), TIER) == {"local", "countywide"}
    assert may_be(group.inside(local), LEVEL) == {"strategic-oversight"}
    assert may_be(group.outside(local), TIER) == {"no tier", "pioneer-site"}
    assert may_be(group.outside(local), LEVEL) == {"strategic-oversight", *other_levels}
    strategic = only("groups", "level", "strategic-oversight")
    assert may_be(group.inside(strategic), TIER) == tiers
    assert may_be(group.outside(strategic), TIER) == {"no tier"}
    assert may_be(group.narrow(0, "tier", TIER.nothing), LEVEL) == other_levels


def test_what_is_left_of_a_record_may_be_nothing() -> None:
    local, strategic = only("groups", "tier", "local"), only("groups", "level", "strategic-oversight")
    assert of(GROUPS, "groups", 1).outside(local) is None
    assert of(GROUPS, "groups", 1).outside(strategic) is None
    assert of(GROUPS, "groups", 2).inside(local) is None
    assert of(GROUPS, "groups", 2).inside(strategic) is None
    assert of(GROUPS, "groups").narrow(0, "tier", 0) is None


STAFF = """
agencies:
  a: {name: A, paid_staff: {from: 2, to: 5}}
  b: {name: B, paid_staff: {from: 3}}
  c: {name: C}
"""


@pytest.mark.parametrize(
    ("nth", "asked", "inside", "outside"),
    [
        (0, {"from": 1}, (2, 5), False),
        (0, {"from": 2}, (2, 5), False),
        (0, {"from": 3}, (3, 5), True),
        (0, {"from": 5}, (5, 5), True),
        (0, {"from": 6}, None, True),
        (0, {"to": 5}, (2, 5), False),
        (0, {"to": 4}, (2, 4), True),
        (0, {"to": 2}, (2, 2), True),
        (0, {"to": 1}, None, True),
        (0, {"from": 2, "to": 5}, (2, 5), False),
        (0, 3, (3, 3), True),
        (1, {"from": 3}, (3, None), False),
        (1, {"from": 4}, (4, None), True),
        (1, {"from": 3, "to": 9}, (3, 9), True),
        (1, {"to": 2}, None, True),
        (2, {"from": 0}, (0, None), False),
        (2, {"from": 1}, (1, None), True),
    ],
)
def test_a_number_is_cut_to_what_is_asked_and_what_is_outside_is_not_known_closer(
    nth: int, asked: object, inside: tuple[int, int | None] | None, outside: bool
) -> None:
    test = only("agencies", "paid_staff", asked)
    found = of(STAFF, "agencies", nth).inside(test)
    assert (None if found is None else found.cell(0, "paid_staff")) == inside
    assert (of(STAFF, "agencies", nth).outside(test) is not None) is outside


def test_what_has_no_staff_is_outside_every_number_of_them() -> None:
    region = of(
        "agencies: {a: {name: A}}\nlinks: [{kind: joint-working, between: [a, b]}]\n".replace(
            "{name: A}", "{name: A}, b: {name: B}"
        ),
        "links",
    )
    test = only("links", "to.paid_staff", {"from": 0})
    assert region.inside(test) is not None
    group = of(
        "agencies: {a: {name: A}}\ngroups: {g: {name: G}}\nlinks: [{kind: refers-to, from: g, to: a}]\n",
        "links",
    )
    test = only("links", "from.paid_staff", {"from": 0})
    assert group.inside(test) is None
    assert group.outside(test) is not None


PATHS = "agencies: {a: {name: A, pathways: [drugs-and-alcohol]}}\n"


def test_a_list_that_may_be_longer_is_cut_value_by_value() -> None:
    drugs, health = (only("agencies", "pathways", one) for one in ("drugs-and-alcohol", "health"))
    agency = of(PATHS, "agencies")
    assert agency.inside(drugs) is not None
    assert agency.outside(drugs) is None
    without_health = agency.outside(health)
    assert without_health is not None
    assert without_health.inside(health) is None
    assert without_health.inside(only("agencies", "pathways", ["health", "accommodation"])) is not None
    with_health = agency.inside(health)
    assert with_health is not None
    assert with_health.outside(health) is None
    either = agency.inside(only("agencies", "pathways", ["health", "accommodation"]))
    assert either is not None
    left = either.outside(health)
    assert left is not None
    assert left.outside(only("agencies", "pathways", "accommodation")) is None


def test_boxes_cover_what_they_share_out_between_them() -> None:
    agency = of("agencies: {a: {name: A}}\n", "agencies")
    third, rest = (selector("agencies", {"sector": one}) for one in ("third", ["statutory", "private"]))
    small = selector("agencies", {"sector": ["statutory", "private"], "size": ["micro", "small"]})
    large = selector("agencies", {"size": ["medium", "large"]})
    used: list[object] = []
    assert not covered(agency, [])
    assert not covered(agency, [third])
    assert covered(agency, [third, rest])
    assert not covered(agency, [third, small])
    assert covered(agency, [third, small, large], used)
    assert used == [large, small, third]
    assert within(agency, third.tests) is not None
    assert within(agency, (*third.tests, *rest.tests)) is None


# -- rows, and which of them match


def test_each_record_is_a_row_with_its_place_and_its_ends() -> None:
    found = facts("""
agencies: {a: {name: A}, b: {name: B}}
groups:
  g: {name: G, members: [{agency: a}, {agency: b}]}
links:
  - {kind: contract, from: a, to: b}
  - {kind: joint-working, between: [a, b]}
  - {kind: refers-to, from: g, to: a}
practices: [{kind: mapping, by: [a]}]
barriers: [{kind: vetting}]
project: {name: P}
""")
    told = {
        kind: [(row.loc, [end and end.id for end in row.ends]) for row in found.rows(kind)]
        for kind in (*KINDS, "project")
    }
    assert told == {
        "agencies": [(("agencies", "a"), ["a"]), (("agencies", "b"), ["b"])],
        "groups": [(("groups", "g"), ["g"])],
        "members": [
            (("groups", "g", "members", 0), ["a", "g"]),
            (("groups", "g", "members", 1), ["b", "g"]),
        ],
        "links": [
            (("links", 0), ["a", "b"]),
            (("links", 1), ["a", "b"]),
            (("links", 1), ["b", "a"]),
            (("links", 2), ["g", "a"]),
        ],
        "practices": [(("practices", 0), [None, None])],
        "barriers": [(("barriers", 0), [])],
        "project": [(("project",), [None])],
    }
    site = found.site
    assert [row.record for row in found.rows("agencies")] == list(site.agencies.values())
    assert [row.record for row in found.rows("groups")] == [site.groups["g"]]
    assert [row.record for row in found.rows("members")] == list(site.groups["g"].members)
    assert [row.record for row in found.rows("links")] == [*site.links[:2], *site.links[1:]]
    assert [row.record for row in found.rows("practices")] == [*site.practices]
    assert [row.record for row in found.rows("barriers")] == [*site.barriers]
    assert [row.record for row in found.rows("project")] == [site.project]


TWO_SEATS = """
agencies: {a: {name: A}, b: {name: B}}
groups:
  g1: {name: G1, level: service-delivery, members: [{agency: a%s}]}
  g2: {name: G2, level: service-delivery, members: [{agency: b}]}
absent:
"""


def possible(body: str) -> list[str]:
    found = facts(body).count(
        selector("members", {"agency.sector": "third", "group.level": "service-delivery"})
    )
    assert found.certain == ()
    return [str(row.ends[0].id) for row in found.possible if row.ends[0] is not None]


def test_of_two_seats_alike_only_the_one_that_a_statement_covers_is_ruled_out() -> None:
    body = TWO_SEATS % ""
    for first, second in (("g1", "g2"), ("g2", "g1")):
        statements = (
            f"  - {{members: {{group: {first}, agency.sector: third}}}}\n"
            f"  - {{members: {{group: {second}, agency.sector: third, co_located: true}}}}\n"
        )
        assert possible(body + statements) == (["b"] if first == "g1" else ["a"])


def test_of_two_seats_only_the_one_that_has_what_a_statement_asks_is_ruled_out() -> None:
    body = TWO_SEATS % ", co_located: true"
    assert possible(f"{body}  - {{members: {{agency.sector: third, co_located: true}}}}\n") == ["b"]


@pytest.mark.parametrize("end", ["by", "with"])
def test_an_agency_on_a_closed_list_may_do_what_is_not_recorded(end: str) -> None:
    found = facts("""
agencies: {a: {name: A, sector: third}, b: {name: B, sector: statutory}}
complete: [{agencies: {sector: third}}]
""")
    opening = found.opening(selector("practices", {"kind": "mapping", f"{end}.sector": "third"}))
    assert opening is not None
    assert [one and one.id for one in opening.ends] == (["a", None] if end == "by" else [None, "a"])


# -- counting


@pytest.mark.parametrize(
    ("name", "least"), [("size", 2), ("pathways", 3), ("sector", 1), ("reach", 1), ("kind", 1)]
)
def test_so_many_different_values_are_there_for_certain(name: str, least: int) -> None:
    found = facts("""
agencies:
  a: {name: A, size: small, sector: third, pathways: [health], kind: housing}
  b: {name: B, size: small, sector: third, pathways: [accommodation], kind: {one_of: [housing, health]}}
  c: {name: C, size: large, pathways: [health, drugs-and-alcohol]}
""")
    assert found.count(selector("agencies", {}), name).least == least


def test_a_link_to_one_agency_has_one_value_however_many_it_comes_from() -> None:
    found = facts("""
agencies: {pair: {unnamed: true, number: 2, may_be: []}, a: {name: A}}
links: [{kind: contract, from: pair, to: a}]
complete: [{links: {kind: contract}}]
""")
    contracts = selector("links", {"kind": "contract"})
    assert (found.count(contracts).least, found.count(contracts).most) == (2, 2)
    assert found.count(contracts, "to.sector").most == 1
    assert found.count(contracts, "from.sector").most == 2


def test_a_link_between_two_is_the_same_whichever_is_named_first() -> None:
    found = facts("""
agencies: {a: {name: A}, b: {name: B}, c: {name: C}, u: {unnamed: true, number: 1, may_be: [a]}}
links: [{kind: joint-working, between: [u, b]}, {kind: joint-working, between: [b, a]}]
""")
    assert found.count(selector("links", {"kind": "joint-working"})).least == 1
    apart = facts("""
agencies: {a: {name: A}, b: {name: B}, c: {name: C}, u: {unnamed: true, number: 1, may_be: [a]}}
links: [{kind: joint-working, between: [u, c]}, {kind: joint-working, between: [b, a]}]
""")
    assert apart.count(selector("links", {"kind": "joint-working"})).least == 2


def test_a_list_that_may_be_longer_may_have_each_sort_of_agency_in_it() -> None:
    found = facts("""
agencies: {a: {name: A, size: small, sector: third}, b: {name: B, size: small, sector: statutory}}
practices: [{kind: mapping, by: []}]
complete: [{agencies: {size: [micro, small, medium, large]}}, {practices: {kind: mapping}}]
""")
    assert found.count(selector("practices", {"kind": "mapping"}), "by.sector").most == 2


def test_each_agency_of_an_open_list_is_one_of_those_that_are_counted() -> None:
    found = facts("""
agencies: {a: {name: A}, b: {name: B}, c: {name: C}}
practices: [{kind: mapping, by: [a, b]}, {kind: briefing, by: [b]}, {kind: mapping, by: [b]}]
""")
    mapping = selector("practices", {"kind": "mapping"})
    assert found.count(mapping).least == 2
    assert found.count(mapping, "by").least == 2
    answer = found.answer(mapping, "by")
    assert (answer.least(), answer.may_reach(3)) == (2, True)


# -- what an agency may be


def test_an_agency_has_each_value_of_a_list() -> None:
    found = facts("agencies: {a: {name: A, pathways: [health, accommodation]}}\n")
    for one in ("health", "accommodation"):
        assert found.count(selector("agencies", {"pathways": one})).least == 1
    assert found.count(selector("agencies", {"pathways": "drugs-and-alcohol"})).least == 0


def test_what_is_of_unknown_state_is_there() -> None:
    found = facts("practices: [{kind: mapping, status: unknown}]\n")
    assert found.count(selector("practices", {"kind": "mapping", "status": "any"})).least == 1
    assert found.count(selector("practices", {"kind": "mapping"})).least == 0


REFERRALS = """
agencies:
  a: {name: A, sector: third, size: small, pathways: [health, accommodation]}
  b: {name: B, sector: third, size: large, pathways: [health, drugs-and-alcohol]}
  c: {name: C, sector: third, size: medium}
  u: {unnamed: true, number: 1, %s}
groups: {team: {name: Team, level: service-delivery, scope: iom}}
"""
REFERS = "  - {kind: refers-to, from: team, to: %s, scope: iom}\n"


def takes_referrals(body: str) -> dict[str, set[str]]:
    field = shape("agencies").own["takes_referrals"]
    return {key: set(field.named(end.cells["takes_referrals"])) for key, end in facts(body).agencies.items()}


def test_an_entry_that_must_be_one_of_two_may_be_what_either_is_and_has_what_both_have() -> None:
    cells = facts(REFERRALS % "is_among: [a, b]").agencies["u"].cells
    size, pathways = (shape("agencies").own[name] for name in ("size", "pathways"))
    assert set(size.named(cells["size"])) == {"small", "large"}
    assert pathways.named(cells["pathways"][0]) == ("health",)


def test_an_entry_that_must_be_one_of_two_takes_referrals_where_both_do() -> None:
    closed = "complete: [{links: {kind: refers-to}}]\n"
    both = f"{REFERRALS % 'is_among: [a, b]'}links:\n{REFERS % 'a'}{REFERS % 'b'}{closed}"
    assert takes_referrals(both) == {"a": {"true"}, "b": {"true"}, "c": {"false"}, "u": {"true"}}


def test_who_an_unnamed_agency_may_be_may_take_its_referrals() -> None:
    closed = "complete: [{links: {kind: refers-to}}]\n"
    body = f"{REFERRALS % 'may_be: [a]'}links:\n{REFERS % 'u'}{closed}"
    assert takes_referrals(body) == {"a": {"true", "false"}, "b": {"false"}, "c": {"false"}, "u": {"true"}}


def test_a_statement_about_referrals_to_one_agency_settles_it_for_that_one() -> None:
    statements = (
        "complete: [{links: {kind: refers-to, to: a}}, {links: {kind: refers-to, to: c, scope: general}}]\n"
    )
    found = takes_referrals(f"{REFERRALS % 'may_be: []'}{statements}")
    assert (found["a"], found["b"], found["c"]) == ({"false"}, {"true", "false"}, {"true", "false"})


@pytest.mark.parametrize(
    ("asked", "stated"),
    [
        ({}, "group.status: in-place"),
        ({"status": "any", "group.status": "planned"}, "status: [planned, ended]"),
    ],
)
def test_a_seat_is_no_further_than_its_group_in_what_a_statement_rules_out(
    asked: dict[str, object], stated: str
) -> None:
    body = """
agencies: {a: {name: A}}
groups: {g: {name: G, status: unknown, members: [{agency: a, status: unknown}]}}
"""
    seats = selector("members", {"agency.sector": "third", **asked})
    assert len(facts(body).count(seats).possible) == 1
    assert (
        facts(f"{body}absent: [{{members: {{agency.sector: third, {stated}}}}}]\n").count(seats).possible
        == ()
    )


# -- what could be added

ONLY_TWO = """
agencies: {a: {name: A, sector: third}, b: {name: B, sector: %s}}
groups: {g: {name: G, level: service-delivery, members: [{agency: a, co_located: false}]}}
complete: [{agencies: {sector: third}}, {groups: {level: service-delivery}}]
"""


@pytest.mark.parametrize(("sector", "ends"), [("third", ["b", "g"]), ("statutory", None)])
def test_an_agency_that_has_a_seat_has_no_second_one(sector: str, ends: list[str] | None) -> None:
    asked = selector(
        "members", {"agency.sector": "third", "group.level": "service-delivery", "co_located": True}
    )
    opening = facts(ONLY_TWO % sector).opening(asked)
    assert (opening and [end and end.id for end in opening.ends]) == ends


@pytest.mark.parametrize(("sector", "ends"), [("third", ["a", "b"]), ("statutory", None)])
def test_no_agency_has_a_contract_with_itself(sector: str, ends: list[str] | None) -> None:
    asked = selector("links", {"kind": "contract", "from.sector": "third", "to.sector": "third"})
    opening = facts(ONLY_TWO % sector).opening(asked)
    assert (opening and [end and end.id for end in opening.ends]) == ends


def test_what_could_be_added_may_be_in_any_state_where_any_is_asked_for() -> None:
    where = {"agency.sector": "third", "group.level": "service-delivery"}
    body = (ONLY_TWO % "third").replace("{level: service-delivery}", "{level: service-delivery, status: any}")
    opening = facts(body).opening(selector("members", {**where, "status": "any"}))
    assert opening is not None
    assert [end and end.id for end in opening.ends] == ["b", "g"]


def test_of_two_agencies_alike_the_one_with_a_seat_that_falls_short_does_not_deliver() -> None:
    field = shape("agencies").own["delivers"]
    body = (ONLY_TWO % "third").replace(
        "level: service-delivery, members", "level: service-delivery, scope: iom, members"
    )
    ends = facts(body).agencies
    assert field.named(ends["a"].cells["delivers"]) == ("false",)
    assert set(field.named(ends["b"].cells["delivers"])) == {"true", "false"}


def test_an_agency_has_no_level_and_a_group_no_sector() -> None:
    found = facts("""
agencies: {a: {name: A}, b: {name: B}}
groups: {g: {name: G}}
links: [{kind: contract, from: a, to: b}, {kind: refers-to, from: g, to: b}]
""")
    every_level = ["service-delivery", "operational-management", "strategic-oversight"]
    of_level = found.count(selector("links", {"from.level": every_level}))
    of_sector = found.count(selector("links", {"from.sector": ["third", "statutory", "private"]}))
    assert [row.loc for row in (*of_level.certain, *of_level.possible)] == [("links", 1)]
    assert [row.loc for row in (*of_sector.certain, *of_sector.possible)] == [("links", 0)]
