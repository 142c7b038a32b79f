"""The oracle itself, on cases small enough to judge by eye."""

import pytest

from completions import Completions, RandomChooser, completions, dice
from iomassess.site import Site
from oracle import (
    Condition,
    Json,
    Statements,
    Thing,
    Value,
    World,
    allowed,
    count,
    holds,
    plain,
    satisfied,
)
from strategies import make_case
from universe import Universe

TEAM = {"name": "Team", "level": "service-delivery", "scope": "iom"}
REACHES = ("local", "regional", "national")
SHARES_OFFICE = {"co_located": True, "co_works": True, "shares_information": True}


def site(**parts: Json) -> Site:
    head = {
        "format": "iomassess/site/1",
        "id": "s",
        "name": "S",
        "wave": "baseline",
        "as_of": "2009",
    }
    return Site.model_validate(head | parts)


def truths(written: Site, condition: Condition) -> set[bool]:
    """What a condition can be, over all worlds around it."""
    universe = Universe.around(written, condition)
    worlds, exhaustive = completions(written, universe, limit=20_000, rng=dice(0))
    assert exhaustive
    assert worlds
    return {holds(condition, world) for world in worlds}


def numbers(written: Site, condition: Condition) -> set[int]:
    """What a count can be, where nothing unrecorded exists."""
    universe = Universe(Universe.around(written, condition).values, {})
    worlds, exhaustive = completions(written, universe, limit=20_000, rng=dice(0))
    assert exhaustive
    return {count(condition, world) for world in worlds}


def seat(agency: str, **fields: Json) -> Json:
    return {"agency": agency, **fields}


def some(kind: str, **rest: Json) -> Condition:
    return {"some": kind, **rest}


THIRD = {"agency.sector": "third"}
THIRD_IN_A_TEAM = some("members", where={"group.level": "service-delivery", **THIRD})


def test_what_nobody_recorded_may_be_or_not_be() -> None:
    assert truths(site(), some("agencies", where={"sector": "third"})) == {True, False}


def test_a_complete_team_alone_leaves_room_for_another_team() -> None:
    team = site(groups={"team": {**TEAM, "complete": True}})
    assert truths(team, THIRD_IN_A_TEAM) == {True, False}


def test_a_complete_team_settles_the_question_when_no_other_team_exists() -> None:
    team = site(
        groups={"team": {**TEAM, "complete": True}},
        complete=[{"groups": {"level": "service-delivery"}}],
    )
    assert truths(team, THIRD_IN_A_TEAM) == {False}


def test_a_complete_planned_group_may_have_further_planned_members() -> None:
    planned = site(
        groups={"team": {**TEAM, "status": "planned", "complete": True}},
        complete=[{"groups": {"level": "service-delivery", "status": "any"}}],
    )
    condition = some("members", where={"group.level": "service-delivery", "status": "planned"})
    assert truths(planned, condition) == {True, False}


def test_what_is_stated_absent_excludes_a_member_of_unknown_sector() -> None:
    team = site(
        agencies={"a": {"name": "A"}},
        groups={"team": {**TEAM, "members": [seat("a")]}},
        absent=[{"members": {"group": "team", **THIRD}}],
    )
    assert truths(team, some("members", where={"group.scope": "iom", **THIRD})) == {True, False}
    universe = Universe.around(team, THIRD_IN_A_TEAM)
    for world in Completions(team, universe).sample(dice(0), 50):
        assert world.agencies["a"].fields["sector"] != "third"


def test_a_record_that_contradicts_what_is_stated_absent_leaves_no_world() -> None:
    contrary = site(
        agencies={"a": {"name": "A", "sector": "third"}},
        absent=[{"agencies": {"sector": "third"}}],
    )
    universe = Universe.around(contrary, some("agencies", where={"sector": "third"}))
    assert completions(contrary, universe, limit=1000, rng=dice(0)) == ([], True)


def test_a_member_is_in_place_unless_it_or_its_group_is_not() -> None:
    for own, of_group, effective in [
        ("in-place", "in-place", "in-place"),
        ("in-place", "planned", "planned"),
        ("in-place", "emerging", "emerging"),
        ("invited", "emerging", "invited"),
        ("ended", "planned", "ended"),
    ]:
        it = site(
            agencies={"a": {"name": "A"}},
            groups={"team": {**TEAM, "status": of_group, "members": [seat("a", status=own)]}},
        )
        assert numbers(it, some("members", where={"status": effective})) == {1}
        assert numbers(it, some("members", where={"status": "any"})) == {1}
        in_place = int(effective == "in-place")
        assert numbers(it, some("members", where={"agency.reach": [*REACHES]})) == {in_place}


def test_a_status_left_out_is_in_place_and_an_unknown_one_need_not_be() -> None:
    known = site(practices=[{"kind": "mapping"}])
    unknown = site(practices=[{"kind": "mapping", "status": "unknown"}])
    mapped = some("practices", where={"kind": "mapping"})
    assert numbers(known, mapped) == {1}
    assert numbers(unknown, mapped) == {0, 1}


def test_what_may_be_absent_may_be_of_any_status_or_none() -> None:
    disputed = site(practices=[{"kind": "mapping", "status": {"one_of": ["in-place", "absent"]}}])
    assert numbers(disputed, some("practices", where={"status": "any"})) == {0, 1}


def test_a_barrier_has_no_usual_status() -> None:
    barred = site(barriers=[{"kind": "vetting"}])
    assert numbers(barred, some("barriers", where={"kind": "vetting"})) == {1}
    assert numbers(barred, some("barriers", where={"status": "resolved"})) == {0, 1}


def test_an_unnamed_agency_may_be_a_named_one_unless_their_fields_differ() -> None:
    agencies = {"a": {"name": "A", "size": "small"}, "u": {"unnamed": True, "number": 1}}
    everyone = some("agencies", where={"reach": [*REACHES]})
    assert numbers(site(agencies=agencies), everyone) == {1, 2}
    agencies["u"] = {"unnamed": True, "number": 1, "size": "large"}
    assert numbers(site(agencies=agencies), everyone) == {2}
    agencies["u"] = {"unnamed": True, "number": 1, "may_be": []}
    assert numbers(site(agencies=agencies), everyone) == {2}
    agencies["u"] = {"unnamed": True, "number": 1, "is_among": ["a"]}
    assert numbers(site(agencies=agencies), everyone) == {1}


def test_an_unnamed_entry_stands_for_so_many_different_agencies() -> None:
    trio = site(
        agencies={
            "a": {"name": "A", "sector": "third"},
            "trio": {"unnamed": True, "number": 3, "sector": "third", "may_be": ["a"]},
        },
        groups={"team": {**TEAM, "members": [seat("trio")]}},
        links=[{"kind": "refers-to", "from": "team", "to": "trio"}],
    )
    assert numbers(trio, some("agencies", where={"sector": "third"})) == {3, 4}
    assert numbers(trio, some("members", where=THIRD)) == {3}
    assert numbers(trio, some("links", where={"kind": "refers-to"})) == {3}
    assert numbers(trio, some("links", where={"kind": "refers-to"}, distinct="from")) == {1}


def test_two_unnamed_entries_are_apart_if_either_says_so() -> None:
    everyone = some("agencies", where={"reach": [*REACHES]})
    for may_be, found in [(None, {1, 2}), ([], {2}), (["u"], {1, 2})]:
        second = {"unnamed": True, "number": 1} | ({} if may_be is None else {"may_be": may_be})
        pair = site(agencies={"u": {"unnamed": True, "number": 1}, "v": second})
        assert numbers(pair, everyone) == found


def test_two_seats_of_one_agency_are_one_seat_told_twice_or_two() -> None:
    def seats(**fields: Json) -> Site:
        return site(
            agencies={"a": {"name": "A"}, "u": {"unnamed": True, "number": 1, "is_among": ["a"]}},
            groups={"team": {**TEAM, "members": [seat("a", attends=True), seat("u", **fields)]}},
        )

    everyone = some("members", where={"agency.reach": [*REACHES]})
    assert numbers(seats(), everyone) == {1, 2}
    assert numbers(seats(attends=False), everyone) == {2}
    assert numbers(seats(), {**everyone, "distinct": "agency"}) == {1}


def test_the_parties_of_a_link_are_different_agencies() -> None:
    linked = site(
        agencies={"a": {"name": "A"}, "u": {"unnamed": True, "number": 1}},
        links=[{"kind": "contract", "from": "a", "to": "u"}],
    )
    assert numbers(linked, some("agencies", where={"reach": [*REACHES]})) == {2}


def test_a_link_between_agencies_counts_once_and_in_both_directions() -> None:
    linked = site(
        agencies={
            "a": {"name": "A", "sector": "third"},
            "b": {"name": "B", "sector": "statutory"},
        },
        links=[{"kind": "joint-working", "between": ["a", "b"]}],
    )
    assert numbers(linked, some("links", where={"from.sector": "third"})) == {1}
    assert numbers(linked, some("links", where={"to.sector": "third"})) == {1}
    both = {"from.sector": "third", "to.sector": "third"}
    assert numbers(linked, some("links", where=both)) == {0}
    assert numbers(linked, some("links", where={"kind": "joint-working"})) == {1}
    assert numbers(linked, some("links", where={"kind": "joint-working"}, distinct="to")) == {2}


def test_an_agency_field_at_a_group_end_is_false() -> None:
    referred = site(
        agencies={"a": {"name": "A"}},
        groups={"team": TEAM},
        links=[{"kind": "refers-to", "from": "team", "to": "a"}],
    )
    every = ["third", "statutory", "private"]
    assert numbers(referred, some("links", where={"from.sector": every})) == {0}
    assert numbers(referred, some("links", where={"to.sector": every})) == {1}
    assert numbers(referred, some("links", where={"to.level": "service-delivery"})) == {0}


def test_two_constraints_on_those_who_do_a_thing_hold_of_one_of_them() -> None:
    done = site(
        agencies={
            "a": {"name": "A", "sector": "third", "size": "small"},
            "b": {"name": "B", "sector": "statutory", "size": "large"},
        },
        practices=[{"kind": "mapping", "by": ["a", "b"]}],
        complete=[{"agencies": {"size": ["small", "large"]}}],
    )
    together = some("practices", where={"by.sector": "third", "by.size": "small"})
    assert truths(done, together) == {True}
    split = some("practices", where={"by.sector": "third", "by.size": "large"})
    assert numbers(done, split) == {0}


def test_a_recorded_list_may_hold_more_than_is_recorded() -> None:
    done = site(agencies={"a": {"name": "A", "pathways": ["health"]}}, practices=[{"kind": "mapping"}])
    assert numbers(done, some("agencies", where={"pathways": "accommodation"})) == {0, 1}
    assert numbers(done, some("agencies", where={"pathways": ["health", "accommodation"]})) == {1}
    assert numbers(done, some("practices", where={"by.pathways": "health"})) == {0, 1}


def test_numbers_agree_with_what_is_recorded_of_them() -> None:
    staffed = site(agencies={"a": {"name": "A", "paid_staff": {"from": 2, "to": 5}}})
    assert numbers(staffed, some("agencies", where={"paid_staff": {"from": 1}})) == {1}
    assert numbers(staffed, some("agencies", where={"paid_staff": {"from": 3, "to": 4}})) == {0, 1}
    assert numbers(staffed, some("agencies", where={"paid_staff": 6})) == {0}


def test_a_tier_makes_a_group_strategic_and_only_strategic_groups_have_one() -> None:
    board = site(groups={"board": {"name": "Board", "tier": "local"}, "team": TEAM})
    assert numbers(board, some("groups", where={"level": "strategic-oversight"})) == {1}
    tiers = ["local", "pioneer-site", "countywide"]
    assert numbers(board, some("groups", where={"tier": tiers})) == {1}
    assert numbers(board, some("groups", where={"tier": "local"}, distinct="tier")) == {1}


@pytest.mark.parametrize(
    ("seated", "referred", "role"),
    [
        (True, True, "referral-partner"),
        (True, False, "delivery-partner"),
        (False, True, "referral-agency"),
        (False, False, "none"),
    ],
)
def test_the_engagement_type_follows_from_seats_and_referrals(
    *, seated: bool, referred: bool, role: str
) -> None:
    seats = [seat("a", **SHARES_OFFICE)]
    referrals = [{"kind": "refers-to", "from": "team", "to": "a", "scope": "iom"}]
    engaged = site(
        agencies={"a": {"name": "A", "sector": "third"}},
        groups={"team": {**TEAM, "members": seats if seated else []}},
        links=referrals if referred else [],
    )
    assert numbers(engaged, some("agencies", where={"role": role})) == {1}
    assert numbers(engaged, some("agencies", where={"delivers": seated})) == {1}
    assert numbers(engaged, some("agencies", where={"takes_referrals": referred})) == {1}


def test_only_a_third_sector_agency_delivers_and_only_in_a_team_in_place() -> None:
    for sector, status, found in [
        ("third", "in-place", 1),
        ("statutory", "in-place", 0),
        ("third", "planned", 0),
    ]:
        engaged = site(
            agencies={"a": {"name": "A", "sector": sector}},
            groups={"team": {**TEAM, "status": status, "members": [seat("a", **SHARES_OFFICE)]}},
        )
        assert numbers(engaged, some("agencies", where={"delivers": True})) == {found}


def test_bounds_and_forms_mean_what_they_say() -> None:
    three = World(agencies={name: _agency(name, "third") for name in "abc"})
    third = some("agencies", where={"sector": "third"})
    assert holds({**third, "at_least": 3}, three)
    assert not holds({**third, "at_least": 4}, three)
    assert not holds({**third, "at_most": 2}, three)
    assert holds({**third, "at_least": 1, "at_most": 3}, three)
    assert holds({**third, "distinct": "sector", "at_most": 1}, three)
    none = some("agencies", where={"sector": "private"})
    assert holds({**none, "at_most": 0}, three)
    assert holds({"all": [third, {"not": none}]}, three)
    assert holds({"any": [none, third]}, three)
    assert not holds({"all": []} | {"all": [third, none]}, three)


def _agency(name: str, sector: str) -> Thing:
    return Thing("agencies", {"sector": sector}, recorded=True, views=({"id": ("agencies", name)},))


def test_the_project_is_tested_on_its_own_fields_and_its_leads() -> None:
    led = site(
        agencies={"a": {"name": "A", "sector": "statutory", "kind": "police"}},
        project={"lead": ["a"], "staff_total": {"from": 3}, "origin": ["new"]},
    )
    assert truths(led, {"project": {"lead.sector": "statutory", "lead.kind": "police"}}) == {True}
    assert truths(led, {"project": {"staff_total": {"from": 2}, "origin": ["new"]}}) == {True}
    assert truths(led, {"project": {"staff_total": {"to": 4}}}) == {True, False}
    assert truths(led, {"project": {"lead.sector": "third"}}) == {True, False}


def test_a_statement_may_name_a_record_by_the_id_of_an_unnamed_entry() -> None:
    excluded = site(
        agencies={"a": {"name": "A"}, "u": {"unnamed": True, "number": 1}},
        groups={"team": {**TEAM, "members": [seat("a")]}},
        absent=[{"members": {"agency": "u", "group": "team"}}],
    )
    everyone = some("agencies", where={"reach": [*REACHES]})
    assert numbers(excluded, everyone) == {2}


def test_every_completion_obeys_the_site_and_none_that_does_is_missed() -> None:
    for seed in range(30):
        case = make_case(RandomChooser(dice(seed)))
        universe = Universe.around(case.site, case.condition, most=1)
        bare = case.site.model_copy(update={"complete": (), "absent": ()})
        found, exhaustive = completions(case.site, universe, limit=500, rng=dice(0))
        assert all(allowed(world, case.site) for world in found[:20])
        if exhaustive:
            every, exhaustive = completions(bare, universe, limit=500, rng=dice(0))
        if exhaustive:
            obeying = [world for world in every if allowed(world, case.site)]
            assert len(found) == len(obeying)


def test_a_record_meets_a_selector_that_lists_its_value() -> None:
    statements = Statements(plain(site(absent=[{"barriers": {"kind": "vetting"}}])))
    fields: dict[str, Value] = {"kind": "vetting", "scope": "iom", "status": "easing"}
    vetting = Thing("barriers", fields, recorded=True)
    assert satisfied(vetting, {"kind": ["vetting", "culture"]}, World())
    assert not satisfied(vetting, {"kind": "culture"}, World())
    assert statements.forbid(vetting, World())
