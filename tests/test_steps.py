"""Steps: what actions come to at one site, in what order they can be taken, and the site with them taken."""

from pathlib import Path
from typing import Any

import pytest

from iomassess.engine.facts import Facts
from iomassess.loading import load_facts, load_site
from iomassess.plans.actions import Actions, load_file
from iomassess.plans.steps import Step, Steps, carried_out, steps_at
from iomassess.source import parse

SITE = """\
format: iomassess/site/1
id: here
name: Here
wave: baseline
as_of: 2009-02
agencies:
  police: {name: Police, sector: statutory, kind: police}
  harbour: {name: Harbour, sector: third, size: small}
  hostels: {name: "Hostels, Homes and Help", sector: third, size: large, pathways: [health]}
  clinic: {name: Clinic}
  trio: {unnamed: true, number: 3, sector: third, size: medium}
groups:
  team:
    name: Team
    level: service-delivery
    members:
      - {agency: police}
      - {agency: harbour, status: invited, pathways: [health]}
  board: {name: Board, level: strategic-oversight, tier: local, status: planned}
links:
  - {kind: refers-to, from: team, to: harbour, status: ended}
  - {kind: refers-to, from: team, to: harbour}
  - {kind: refers-to, from: team, to: harbour, scope: iom, status: planned}
  - {kind: joint-working, between: [police, harbour], status: emerging, scope: iom}
practices:
  - {kind: mapping, of: third-sector, form: {one_of: [document, event]}}
"""
HEAD = (
    "format: iomassess/actions/1\nabout: For tests.\neffort: {1: a decision, 2: months of work}\nactions:\n"
)
REST = "because: It helps., source: [study 1], effort: 1, lead: the chair"


def actions(**written: str) -> Actions:
    """Actions by their ids, each as the fields that matter."""
    lines = (f"  {name.replace('_', '-')}: {{{REST}, {one}}}\n" for name, one in written.items())
    loaded, _ = load_file(parse(HEAD + "".join(lines), "actions.yaml"), Path())
    return Actions(tuple(loaded), (), {})


def site(text: str = SITE) -> Facts:
    return load_facts(parse(text, "here.yaml"))


def steps(text: str = SITE, **written: str) -> Steps:
    return steps_at(site(text), actions(**written))


def step(text: str = SITE, **written: str) -> Step:
    """The one step that there is."""
    (found,) = steps(text, **written).steps
    return found


def ids(found: Steps) -> list[str]:
    return [one.id for one in found.steps]


def written(one: Step) -> list[tuple[Any, ...]]:
    """What a step changes, as a site file would say it, and whether that adds a record."""
    return [(each.kind, each.key, dict(each.written), each.new) for each in one.changes]


def after(found: Steps, text: str = SITE) -> dict[str, Any]:
    """A site with all steps taken, without what nobody recorded."""
    return carried_out(site(text).site, found.steps).model_dump(
        mode="json", exclude_defaults=True, by_alias=True
    )


def said(text: str) -> dict[str, Any]:
    """What a site file says, likewise."""
    return load_site(parse(text, "here.yaml")).model_dump(mode="json", exclude_defaults=True, by_alias=True)


THIRD = "{agencies: {sector: third}}"
SMALL = "{agencies: {sector: third, size: small}}"
TEAM = "{groups: {level: service-delivery}}"
BOARD = "{groups: {level: strategic-oversight, status: any}}"
GROWN = "sets: {agencies: {one: {reach: national}}}"
SEATED = "sets: {members: {group: [{agency: one, attends: true}]}}"


# -- what an action can be about


def test_an_action_is_a_step_for_each_choice_of_what_it_can_be_about() -> None:
    found = steps(refer=f"does: Do, for: {{group: {TEAM}, one: {THIRD}}}, {SEATED}")
    assert ids(found) == ["refer:team:harbour", "refer:team:hostels", "refer:team:trio"]
    assert found.steps[0].about == (("group", "team"), ("one", "harbour"))
    assert ids(steps(meet="does: Meet, sets: {practices: [{kind: briefing}]}")) == ["meet"]


def test_nothing_is_chosen_twice_for_one_action() -> None:
    agree = f"does: Agree, for: {{one: {THIRD}, two: {{agencies: {{size: small}}, also: {{sector: third}}}}}}"
    found = steps(agree=f"{agree}, sets: {{links: [{{kind: joint-working, between: [one, two]}}]}}")
    assert ids(found) == [
        "agree:harbour:hostels",
        "agree:harbour:trio",
        "agree:hostels:harbour",
        "agree:hostels:trio",
        "agree:trio:harbour",
        "agree:trio:hostels",
    ]


@pytest.mark.parametrize(
    ("place", "names"),
    [
        ("{agencies: {sector: third, size: large}}", ["hostels"]),
        ("{agencies: {sector: third, size: large}, also: {size: small}}", ["harbour", "hostels"]),
        ("{agencies: {sector: third, size: large}, also: {sector: statutory}}", ["police", "hostels"]),
        ("{agencies: {sector: private}}", []),
        ("{agencies: {sector: private}, maybe: true}", ["clinic"]),
        ("{agencies: {sector: statutory}, maybe: true}", ["police", "clinic"]),
        ("{agencies: {size: micro}, also: {sector: private}, maybe: true}", ["police", "clinic"]),
    ],
)
def test_an_action_can_be_about_what_fits_or_where_it_says_so_may_fit(place: str, names: list[str]) -> None:
    found = steps(grow=f"does: Grow, for: {{one: {place}}}, {GROWN}")
    assert [dict(one.about)["one"] for one in found.steps] == names


def test_only_where_nothing_fits_something_is_added() -> None:
    otherwise = "else: {name: A charity, sector: third, size: %s}"
    place = f"{{agencies: {{size: small}}, {otherwise % 'small'}}}"
    there = step(seat=f"does: 'Seat {{one}}', for: {{one: {place}}}, {GROWN}")
    assert (there.id, there.strangers) == ("seat:harbour", 0)
    place = f"{{agencies: {{size: micro}}, {otherwise % 'micro'}}}"
    added = step(seat=f"does: 'Seat {{one}}', for: {{one: {place}}}, {GROWN}")
    assert (added.id, added.says, added.strangers) == ("seat:a-charity", "Seat A charity", 1)
    assert written(added) == [
        ("agencies", "a-charity", {"name": "A charity", "sector": "third", "size": "micro"}, True),
        ("agencies", "a-charity", {"reach": "national"}, False),
    ]


def test_what_is_added_has_an_id_that_the_site_does_not_have() -> None:
    place = "{agencies: {size: micro}, else: {name: Harbour, size: micro}}"
    assert step(grow=f"does: Grow, for: {{one: {place}}}, {GROWN}").id == "grow:harbour-2"
    place = "{groups: {tier: countywide}, else: {name: Team, level: strategic-oversight, tier: countywide}}"
    assert (
        step(meet=f"does: Meet, for: {{g: {place}}}, sets: {{groups: {{g: {{scope: iom}}}}}}").id
        == "meet:team-2"
    )


def test_one_that_is_among_others_named_is_taken_up_only_to_carry_out_what_is_to_come() -> None:
    among = SITE.replace(
        "trio: {", "other: {unnamed: true, is_among: [harbour, hostels], sector: third}\n  trio: {"
    )
    assert ids(steps(among, grow=f"does: Grow, for: {{one: {THIRD}}}, {GROWN}")) == [
        "grow:harbour",
        "grow:hostels",
        "grow:trio",
    ]
    invited = among.replace("      - {agency: police}", "      - {agency: other, status: invited}")
    seated = "sets: {members: {group: [{agency: one}]}}"
    assert "seat:team:other" in ids(
        steps(invited, seat=f"does: Do, for: {{group: {TEAM}, one: {THIRD}}}, {seated}")
    )


# -- which of them are steps


def test_an_action_whose_facts_are_all_recorded_is_no_step_and_is_adopted() -> None:
    found = steps(map="does: Map, sets: {practices: [{kind: mapping, of: third-sector}]}")
    assert (ids(found), found.adopted) == ([], frozenset({"map"}))
    found = steps(brief="does: Brief, sets: {practices: [{kind: briefing}]}")
    assert (ids(found), found.adopted) == (["brief"], frozenset())
    found = steps(
        seat=(
            f"does: Seat, for: {{one: {{agencies: {{}}}}, group: {TEAM}}},"
            " sets: {members: {group: [{agency: one}]}}"
        )
    )
    assert ids(found) == ["seat:harbour:team", "seat:hostels:team", "seat:clinic:team", "seat:trio:team"]
    assert found.adopted == {"seat"}


@pytest.mark.parametrize(
    ("condition", "called_for"),
    [
        ("{some: agencies, where: {size: small}}", False),
        ("{some: agencies, where: {size: micro}}", True),
        ("{not: {some: agencies, where: {size: small}}}", True),
    ],
)
def test_there_is_no_call_for_an_action_only_where_its_condition_surely_holds(
    condition: str, called_for: bool
) -> None:
    found = steps(
        brief=f"does: Brief, unless: {condition}, sets: {{practices: [{{kind: briefing}}]}}",
        train="does: Train, sets: {practices: [{kind: commissioner-training}]}",
    )
    assert ids(found) == (["brief", "train"] if called_for else ["train"])


# -- what must come first


BRIEF = "does: Brief, sets: {practices: [{kind: briefing}]}"
MAP = "does: Map, sets: {practices: [{kind: mapping, of: third-sector}]}"


def test_what_must_come_first_is_for_the_same_agency_where_both_have_one_of_the_same_name() -> None:
    found = steps(
        brief=BRIEF,
        seat=(
            f"does: Seat, for: {{group: {TEAM}, one: {THIRD}}}, {SEATED},"
            " after: [{action: grow}, {action: brief}]"
        ),
        grow=f"does: Grow, for: {{one: {SMALL}}}, {GROWN}",
    )
    assert ids(found) == ["brief", "seat:team:harbour", "grow:harbour"]
    assert found.needs == ((), (frozenset({2}), frozenset({0})), ())


def test_any_form_of_what_must_come_first_will_do_where_they_have_no_name_in_common() -> None:
    found = steps(
        brief=f"{BRIEF}, after: [{{action: grow}}]", grow=f"does: Grow, for: {{one: {THIRD}}}, {GROWN}"
    )
    assert found.needs[0] == (frozenset({1, 2, 3}),)


def test_what_is_in_place_need_not_come_first_nor_what_a_condition_excuses() -> None:
    assert steps(brief=f"{BRIEF}, after: [{{action: map}}]", map=MAP).needs == ((),)
    train = "does: Train, sets: {practices: [{kind: commissioner-training}]}"
    for condition, needs in (("size: small", ()), ("size: micro", (frozenset({1}),))):
        unless = f"unless: {{some: agencies, where: {{{condition}}}}}"
        found = steps(brief=f"{BRIEF}, after: [{{action: train, {unless}}}]", train=train)
        assert found.needs[0] == needs


def test_what_is_in_place_for_one_agency_must_still_come_first_for_another() -> None:
    place = f"for: {{one: {{agencies: {{sector: third, size: [small, large]}}}}, group: {TEAM}}}"
    found = steps(
        SITE.replace("size: small}", "size: small, reach: national}"),
        seat=f"does: Seat, {place}, {SEATED}, after: [{{action: grow}}]",
        grow=f"does: Grow, for: {{one: {THIRD}}}, {GROWN}",
    )
    assert ids(found) == ["seat:harbour:team", "seat:hostels:team", "grow:hostels", "grow:trio"]
    assert found.needs[:2] == ((), (frozenset({2}),))


def test_what_is_excused_leaves_the_rest_of_what_must_come_first() -> None:
    train = "does: Train, sets: {practices: [{kind: commissioner-training}]}"
    first = "{action: train, unless: {some: agencies, where: {size: small}}}, {action: map}, {action: last}"
    last = "does: Last, sets: {practices: [{kind: strategy}]}"
    found = steps(brief=f"{BRIEF}, after: [{first}]", train=train, map=MAP, last=last)
    assert ids(found) == ["brief", "train", "last"]
    assert found.needs == ((frozenset({2}),), (), ())


def test_what_waits_for_something_that_cannot_be_done_cannot_be_done_either() -> None:
    found = steps(
        last=f"{BRIEF}, after: [{{action: then}}]",
        then="does: Then, sets: {practices: [{kind: strategy}]}, after: [{action: first}]",
        first="does: First, for: {one: {agencies: {sector: private}}}, " + GROWN,
        other="does: Other, sets: {practices: [{kind: volunteering}]}",
        third="does: Third, sets: {practices: [{kind: mentoring}]}, after: [{action: other}]",
    )
    assert ids(found) == ["other", "third"]
    assert found.needs == ((), (frozenset({0}),))


def test_of_what_must_come_first_only_what_can_be_done_is_named() -> None:
    """The seat can come after either agency grows, but one of them waits for what cannot be done."""
    found = steps(
        never="does: Never, for: {one: {agencies: {sector: private}}}, " + GROWN,
        grow=(
            f"does: Grow, for: {{big: {THIRD}}}, sets: {{agencies: {{big: {{reach: national}}}}}},"
            " after: [{action: back}]"
        ),
        back=f"does: Back, for: {{big: {SMALL}}}, sets: {{agencies: {{big: {{rooted_in: [faith]}}}}}}",
        brief=f"{BRIEF}, after: [{{action: grow}}]",
    )
    assert ids(found) == ["grow:harbour", "back:harbour", "brief"]
    assert found.needs == ((frozenset({1}),), (), (frozenset({0}),))


# -- what is told of a step


def test_a_step_says_what_to_do_with_names_and_quotes_one_that_has_a_comma() -> None:
    found = steps(seat=f"does: 'Seat {{one}} on {{group}}', for: {{one: {THIRD}, group: {TEAM}}}, {SEATED}")
    assert [one.says for one in found.steps] == [
        "Seat Harbour on Team",
        "Seat “Hostels, Homes and Help” on Team",
        "Seat trio (unnamed) on Team",
    ]


def test_an_entry_without_a_name_counts_for_as_many_as_it_stands_for_at_least() -> None:
    found = steps(grow=f"does: Grow, for: {{one: {THIRD}}}, {GROWN}")
    assert [(one.times, one.unnamed) for one in found.steps] == [(1, 0), (1, 0), (3, 1)]
    some = SITE.replace("number: 3", "number: {from: 2, to: 5}").replace(
        "trio:", "pair: {unnamed: true, number: 2, sector: third}\n  trio:"
    )
    agree = f"does: Agree, for: {{one: {{agencies: {{size: medium}}}}, two: {THIRD}}}"
    found = steps(some, agree=f"{agree}, sets: {{links: [{{kind: joint-working, between: [one, two]}}]}}")
    assert [(one.id, one.times, one.unnamed) for one in found.steps] == [
        ("agree:trio:harbour", 2, 1),
        ("agree:trio:hostels", 2, 1),
        ("agree:trio:pair", 4, 2),
    ]


def test_a_step_is_of_the_preferred_sort_where_all_that_it_is_about_surely_is() -> None:
    some = f"for: {{one: {{agencies: {{}}, prefer: {{size: small}}}}, group: {TEAM}}}"
    found = steps(seat=f"does: Seat, {some}, {SEATED}")
    assert [one.id for one in found.steps if one.preferred] == ["seat:harbour:team"]
    new = "else: {name: Fund, size: micro}"
    plain = step(grow=f"does: Grow, for: {{one: {{agencies: {{size: micro}}, {new}}}}}, {GROWN}")
    choosy = step(
        grow=(
            f"does: Grow, for: {{one: {{agencies: {{size: micro}}, prefer: {{reach: local}}, {new}}}}},"
            f" {GROWN}"
        )
    )
    assert (plain.preferred, choosy.preferred) == (True, False)


def test_a_step_tells_the_groups_that_it_brings_into_being() -> None:
    start = "sets: {groups: {group: {status: in-place}}}"
    assert step(start=f"does: Start, for: {{group: {BOARD}}}, {start}").groups == 1
    assert (
        step(start=f"does: Start, for: {{group: {TEAM}}}, sets: {{groups: {{group: {{scope: iom}}}}}}").groups
        == 0
    )
    new = "{groups: {tier: countywide, status: any}, else: {name: Forum, tier: countywide}}"
    found = step(start=f"does: Start, for: {{group: {new}}}, {start}")
    assert (found.groups, found.strangers, found.carries_out) == (1, 0, ())
    assert written(found) == [
        ("groups", "forum", {"name": "Forum", "tier": "countywide"}, True),
        ("groups", "forum", {"status": "in-place"}, False),
    ]


@pytest.mark.parametrize(
    ("place", "seats"),
    [
        ("{groups: {level: strategic-oversight, status: any}}", 1),
        ("{groups: {level: service-delivery}}", 0),
        (
            (
                "{groups: {level: operational-management}, else: {name: Steering, level:"
                " operational-management}}"
            ),
            1,
        ),
        (
            (
                "{groups: {level: service-delivery, scope: iom}, else: {name: New team, level:"
                " service-delivery}}"
            ),
            0,
        ),
        ("{groups: {scope: general}, else: {name: Some group}}", 0),
    ],
)
def test_a_step_tells_the_seats_that_it_adds_where_things_are_managed_or_overseen(
    place: str, seats: int
) -> None:
    found = step(seat=f"does: Seat, for: {{one: {SMALL}, group: {place}}}, {SEATED}")
    assert found.seats == seats


def test_a_seat_that_is_there_is_no_more_than_there_and_one_to_come_is_added() -> None:
    manager = SITE.replace("level: service-delivery", "level: operational-management")
    seat = "for: {one: {agencies: {kind: police}}, group: {groups: {level: operational-management}}}"
    assert step(manager, seat=f"does: Seat, {seat}, {SEATED}").seats == 0
    seat = f"for: {{one: {SMALL}, group: {{groups: {{level: operational-management}}}}}}"
    assert step(manager, seat=f"does: Seat, {seat}, {SEATED}").seats == 1


def test_a_group_that_a_step_makes_one_that_manages_has_its_seats_counted() -> None:
    both = (
        "sets: {groups: {group: {level: operational-management}},"
        " members: {group: [{agency: one}, {agency: two}]}}"
    )
    names = f"for: {{one: {SMALL}, two: {{agencies: {{size: large}}}}, group: {TEAM}}}"
    assert step(lift=f"does: Raise, {names}, {both}").seats == 2
    start = "sets: {groups: {group: {status: in-place}}, members: {group: [{agency: one}]}}"
    assert step(start=f"does: Start, for: {{one: {SMALL}, group: {BOARD}}}, {start}").seats == 1
    forum = SITE.replace("links:\n", "  forum: {name: Forum, scope: general}\nlinks:\n", 1)
    other = (
        f"does: Do, for: {{one: {SMALL}, group: {TEAM}, forum: {{groups: {{scope: general}}}}}},"
        " sets: {groups: {forum: {level: operational-management}}, members: {group: [{agency: one}]}}"
    )
    assert step(forum, other=other).seats == 0


# -- what a step changes


def test_only_what_is_not_recorded_already_is_changed() -> None:
    grow = (
        "sets: {agencies: {one: {size: small, sector: third, reach: local, pathways: [health,"
        " drugs-and-alcohol]}}}"
    )
    found = step(grow=f"does: Grow, for: {{one: {{agencies: {{size: large}}}}}}, {grow}")
    assert written(found) == [
        (
            "agencies",
            "hostels",
            {"size": "small", "reach": "local", "pathways": ["health", "drugs-and-alcohol"]},
            False,
        )
    ]
    assert found.carries_out == ()


def test_what_is_to_come_is_in_place_with_a_step_and_the_step_says_where_it_stands() -> None:
    found = step(
        start=(
            f"does: Start, for: {{one: {SMALL}, team: {TEAM}, board: {BOARD}}},"
            " sets: {groups: {board: {scope: iom}},"
            " members: {team: [{agency: one, pathways: [health]}]}, links: [{kind: refers-to, from: team,"
            " to: one, scope: iom},"
            " {kind: joint-working, between: [one, other]}]}"
        ).replace("board: {groups", "other: {agencies: {kind: police}}, board: {groups")
    )
    assert written(found) == [
        ("groups", "board", {"scope": "iom", "status": "in-place"}, False),
        ("members", ("team", "harbour"), {"status": "in-place"}, False),
        ("links", 2, {"status": "in-place"}, False),
        ("links", 3, {"status": "in-place"}, False),
    ]
    assert found.carries_out == (
        ("groups", "board"),
        ("groups", "team", "members", 1),
        ("links", 2),
        ("links", 3),
    )


def test_what_is_in_place_or_new_carries_nothing_out() -> None:
    seat = step(seat=f"does: Seat, for: {{one: {{agencies: {{kind: police}}}}, group: {TEAM}}}, {SEATED}")
    assert (written(seat), seat.carries_out) == (
        [("members", ("team", "police"), {"attends": True}, False)],
        (),
    )
    new = step(brief="does: Brief, sets: {practices: [{kind: briefing, status: in-place}]}")
    assert (written(new), new.carries_out) == (
        [("practices", None, {"kind": "briefing", "status": "in-place"}, True)],
        (),
    )


def test_what_was_there_once_or_may_be_is_in_place_with_a_step_that_carries_nothing_out() -> None:
    for status in ("ended", "unknown"):
        seat = step(
            SITE.replace("invited", status),
            seat=(
                f"does: Seat, for: {{one: {SMALL}, group: {TEAM}}},"
                " sets: {members: {group: [{agency: one}]}}"
            ),
        )
        assert written(seat) == [("members", ("team", "harbour"), {"status": "in-place"}, False)]
        assert seat.carries_out == ()


def test_an_action_may_bring_a_thing_to_some_other_state_than_in_place() -> None:
    group = "sets: {groups: {group: {status: emerging}}}"
    found = step(begin=f"does: Begin, for: {{group: {BOARD}}}, {group}")
    assert written(found) == [("groups", "board", {"status": "emerging"}, False)]
    assert (found.groups, found.carries_out) == (0, (("groups", "board"),))


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ("kind: refers-to, from: team, to: one", 2),  # planned, so it comes before the one in place
        ("kind: refers-to, from: team, to: one, scope: general", 1),
        ("kind: contract, from: other, to: one", None),
        ("kind: joint-working, between: [other, one]", 3),
        ("kind: joint-working, between: [other, one], scope: general", None),
        ("kind: joint-working, between: [other, third]", None),
    ],
)
def test_a_link_that_is_or_may_become_what_is_set_is_changed_and_not_added(
    fields: str, place: int | None
) -> None:
    names = (
        f"for: {{team: {TEAM}, one: {SMALL}, other: {{agencies: {{kind: police}}}}, third: {{agencies:"
        " {size: large}}}"
    )
    used = (
        "agencies: {other: {reach: local}, third: {reach: local}, one: {reach: local}}, groups: {team:"
        " {scope: iom}}"
    )
    found = step(link=f"does: Link, {names}, sets: {{{used}, links: [{{{fields}, formal: true}}]}}")
    assert [(one.key, one.new) for one in found.changes if one.kind == "links"] == [(place, place is None)]


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ("of: third-sector", 0),
        ("of: third-sector, form: event", 0),
        ("of: third-sector, form: training", None),
        ("of: offender-services", None),
        ("stage: before-launch", 0),
    ],
)
def test_a_practice_of_which_something_is_not_known_may_become_what_is_set(
    fields: str, key: int | None
) -> None:
    found = step(map=f"does: Map, sets: {{practices: [{{kind: mapping, {fields}, formal: true}}]}}")
    assert [one.key for one in found.changes] == [key]


def test_a_practice_stated_not_to_exist_or_over_is_not_taken_up_again() -> None:
    for status in ("absent", "ended"):
        over = SITE.replace("{kind: mapping,", f"{{kind: mapping, status: {status},")
        found = step(over, map="does: Map, sets: {practices: [{kind: mapping, of: third-sector}]}")
        assert written(found) == [("practices", None, {"kind": "mapping", "of": "third-sector"}, True)]


# -- the site with steps taken


def test_the_site_with_steps_taken_is_the_one_that_says_so() -> None:
    found = steps(
        grow=(
            "does: Grow, for: {one: {agencies: {size: large}}},"
            " sets: {agencies: {one: {pathways: [education-training-employment]}}}"
        ),
        start=f"does: Start, for: {{board: {BOARD}}}, sets: {{groups: {{board: {{status: in-place}}}}}}",
        seat=(
            f"does: Seat, for: {{one: {SMALL}, team: {TEAM}, board: {BOARD}}},"
            " sets: {members: {board: [{agency: one}], team: [{agency: one, co_located: true}]}}"
        ),
        link=(
            f"does: Link, for: {{one: {SMALL}, team: {TEAM}}},"
            " sets: {links: [{kind: refers-to, from: team, to: one, active: true}]}"
        ),
        pay=(
            "does: Pay, for: {one: {agencies: {kind: police}}, two: {agencies: {size: large}}},"
            " sets: {links: [{kind: grant, from: one, to: two}]}"
        ),
        brief=(
            f"does: Brief, for: {{one: {SMALL}, two: {{agencies: {{size: large}}}}}},"
            " sets: {practices: [{kind: briefing, by: [one], with: [two]}]}"
        ),
    )
    assert ids(found) == [
        "grow:hostels",
        "start:board",
        "seat:harbour:team:board",
        "link:harbour:team",
        "pay:police:hostels",
        "brief:harbour:hostels",
    ]
    expected = (
        SITE.replace(
            "pathways: [health]}\n  clinic", "pathways: [health, education-training-employment]}\n  clinic"
        )
        .replace(
            "tier: local, status: planned}", "tier: local, status: in-place, members: [{agency: harbour}]}"
        )
        .replace(
            "status: invited, pathways: [health]}", "status: in-place, pathways: [health], co_located: true}"
        )
        .replace("scope: iom, status: planned}", "scope: iom, status: in-place, active: true}")
        .replace("practices:\n", "  - {kind: grant, from: police, to: hostels}\npractices:\n")
        + "  - {kind: briefing, by: [harbour], with: [hostels]}\n"
    )
    assert after(found) == said(expected)


def test_what_several_steps_add_alike_is_there_once_and_lists_are_added_up() -> None:
    otherwise = "{agencies: {size: micro}, else: {name: Fund, size: micro}}"
    found = steps(
        one=f"does: One, for: {{one: {otherwise}}}, sets: {{agencies: {{one: {{pathways: [health]}}}}}}",
        two=(
            f"does: Two, for: {{one: {otherwise}, group: {TEAM}}},"
            " sets: {agencies: {one: {pathways: [accommodation]}},"
            " members: {group: [{agency: one, attends: true}]}}"
        ),
        three=(
            f"does: Three, for: {{one: {otherwise}, group: {TEAM}}},"
            " sets: {members: {group: [{agency: one, chairs: true}]}, practices: [{kind: briefing}]}"
        ),
        four="does: Four, sets: {practices: [{kind: briefing}, {kind: strategy}]}",
    )
    expected = (
        SITE.replace(
            "groups:\n  team",
            "  fund: {name: Fund, size: micro, pathways: [health, accommodation]}\ngroups:\n  team",
        ).replace(
            "pathways: [health]}\n  board",
            "pathways: [health]}\n      - {agency: fund, attends: true, chairs: true}\n  board",
        )
        + "  - {kind: briefing}\n  - {kind: strategy}\n"
    )
    assert after(found) == said(expected)


def test_what_a_step_gives_to_something_new_is_not_undone_by_another_that_adds_it_too() -> None:
    otherwise = "{agencies: {size: micro}, else: {name: Fund, size: micro, reach: local}}"
    found = steps(
        grow=f"does: Grow, for: {{one: {otherwise}}}, {GROWN}",
        seat=f"does: Seat, for: {{one: {otherwise}, group: {TEAM}}}, {SEATED}",
    )
    assert carried_out(site().site, found.steps).agencies["fund"].reach == "national"


def test_a_new_group_with_seats_for_several_is_as_the_steps_say() -> None:
    forum = "{groups: {tier: countywide}, else: {name: Forum, level: strategic-oversight, tier: countywide}}"
    found = steps(seat=f"does: Seat, for: {{one: {THIRD}, group: {forum}}}, {SEATED}")
    expected = SITE.replace(
        "links:\n",
        "  forum:\n    name: Forum\n    level: strategic-oversight\n    tier: countywide\n    members:\n"
        "      - {agency: harbour, attends: true}\n      - {agency: hostels, attends: true}\n"
        "      - {agency: trio, attends: true}\nlinks:\n",
    )
    assert after(found) == said(expected)


def test_no_steps_leave_a_site_as_it_is_and_steps_do_not_touch_what_they_are_given() -> None:
    facts = site()
    before = facts.site.model_copy(deep=True)
    assert carried_out(facts.site, ()) == before
    carried_out(facts.site, steps(grow=f"does: Grow, for: {{one: {THIRD}}}, {GROWN}").steps)
    assert facts.site == before
