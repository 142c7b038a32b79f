"""How firm conclusions are: what varies is what it says, and each count is what counting again comes to."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from all_reports import SITES, facts
from completions import Chooser, RandomChooser
from iomassess.assess import assess
from iomassess.cli import main
from iomassess.comparison.comparing import compare
from iomassess.engine.aside import set_aside
from iomassess.engine.conditions import read_condition, truth
from iomassess.engine.facts import Facts
from iomassess.exchange import to_json
from iomassess.framework.reading import Domain, Framework, load_framework
from iomassess.levels import lower_median
from iomassess.loading import load_facts
from iomassess.places import bundled, frameworks
from iomassess.results import Assessment
from iomassess.robustness.assessing import levels_of, robustness
from iomassess.robustness.firmness import FirmPair, FirmSite, Interval, Robustness, Sited, Statement
from iomassess.robustness.leaving import cited, left_out
from iomassess.robustness.perturbing import sited
from iomassess.robustness.rereading import Barred, Reading, read_otherwise
from iomassess.robustness.steadiness import always, otherwise, resting, statement, steadiness, tried, weights
from iomassess.robustness.summing import by_shares, summed, upper_median
from iomassess.site import Range, Site
from iomassess.source import parse
from oracle import Json
from profiles import THOROUGH
from strategies import make_case

promise = settings(
    max_examples=3000 if THOROUGH else 200,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
chances = st.integers(0, 10**9).map(lambda seed: RandomChooser(Random(seed)))  # noqa: S311
levels = st.tuples(st.integers(0, 4), st.integers(0, 4)).map(lambda pair: (min(pair), max(pair)))
rules = st.sampled_from(("lower-median", "upper-median", "minimum"))

HEAD = """\
format: iomassess/site/1
id: {id}
name: {name}
wave: baseline
as_of: 2009-02
"""
BODY = """\
sources:
  plan: {title: Project plan, kind: document}
  talks: {title: Interviews, kind: interview}
agencies:
  police: {name: Police, sector: statutory, evidence: [plan 1]}
  clinic: {name: Clinic, sector: third, evidence: {sector: [plan 1.2 agencies], size: [talks 3]}, size: small}
  hostel: {name: Hostel, sector: third, evidence: [plan 1.2 money]}
groups:
  team:
    name: Team
    level: service-delivery
    scope: iom
    complete: true
    evidence: [plan 1]
    members:
      - {agency: police, evidence: [plan 1]}
      - {agency: clinic, status: {one_of: [in-place, invited]}, evidence: [plan 2, talks 3]}
      - {agency: hostel, evidence: [talks 3]}
practices:
  - {kind: mapping, evidence: [plan p. 9]}
"""


@cache
def loaded() -> tuple[Framework, ...]:
    return tuple(load_framework(folder) for folder in frameworks())


@cache
def varied(site: str) -> Sited:
    return sited(facts(site), loaded())


def here(body: str = BODY, name: str = "Here") -> Facts:
    return load_facts(parse(HEAD.format(id=name.lower(), name=name) + body, f"{name.lower()}.yaml"))


def both(found: Robustness) -> list[FirmSite | FirmPair]:
    return [*found.sites, *found.pairs]


def named(found: Sequence[Statement], says: str) -> Statement:
    (one,) = [each for each in found if each.says.startswith(says)]
    return one


# -- places left out


def test_places_are_sources_then_sections_then_passages_as_they_are_cited() -> None:
    assert [(one.says, one.grain, one.within) for one in cited(here().site)] == [
        ("plan", "source", ()),
        ("talks", "source", ()),
        ("plan 1.2", "section", ("plan",)),
        ("plan 1", "passage", ("plan",)),
        ("plan 1.2 agencies", "passage", ("plan 1.2", "plan")),
        ("plan 1.2 money", "passage", ("plan 1.2", "plan")),
        ("plan 2", "passage", ("plan",)),
        ("plan p. 9", "passage", ("plan",)),
        ("talks 3", "passage", ("talks",)),
    ]


def test_what_cites_a_section_and_no_passage_of_it_belongs_to_the_whole_section() -> None:
    found = {one.says: one for one in cited(here(BODY.replace("[plan 2, talks 3]", "[plan 1.2]")).site)}
    assert (found["plan 1.2"].grain, len(found["plan 1.2"].citations)) == ("section", 3)


def test_a_site_with_one_source_is_not_left_without_it() -> None:
    assert {one.grain for one in cited(facts("lancashire").site)} == {"section", "passage"}


def test_what_another_passage_says_as_well_is_not_forgotten() -> None:
    gone = {one.place.says: one.forgotten for one in left_out(here())}
    team = ("groups", "team")
    assert gone["plan 2"] == ()
    assert gone["talks 3"] == (("agencies", "clinic"), team, (*team, "members", 2))
    assert gone["plan p. 9"] == (("practices", 0),)
    assert gone["plan"] == (
        ("agencies", "police"),
        ("agencies", "clinic"),
        ("agencies", "hostel"),
        team,
        (*team, "members", 0),
        ("practices", 0),
    )


def test_a_place_on_which_nothing_rests_alone_leaves_all_as_it_was() -> None:
    for one in left_out(here()):
        assert (one.facts is None) == (not one.forgotten)


def test_the_same_source_is_left_out_of_both_sites_and_another_of_the_same_id_of_one() -> None:
    other = BODY.replace("Project plan", "Another plan")
    both = robustness([sited(here(), loaded()), sited(here(other, "There"), loaded())])
    (pair,) = both.pairs
    assert pair.tried.sources == 3  # two plans, and talks that both sites have
    said = {each.says for one in pair.statements for each in one.overturned}
    assert "without plan 1 of There" in said or "without plan of There" in said or not said


def cite(choose: Chooser, written: Json) -> Json:
    """A site of which every record cites something, by itself or field by field."""
    places = ("study 1", "study 2")

    def some() -> list[str]:
        return [one for one in places if choose.pick((True, False, False))]

    for record in records(written):
        fields = [name for name in (*record, "status") if name not in ("members", "evidence")]
        record["evidence"] = choose.pick(
            (some(), {name: some() for name in fields if choose.pick((True, False))})
        )
    for statement_ in (*written["complete"], *written["absent"]):
        statement_["evidence"] = some()
    return written


def records(written: Json) -> Iterator[Json]:
    for kind in ("agencies", "groups"):
        yield from written[kind].values()
    for group in written["groups"].values():
        yield from group["members"]
    for kind in ("links", "practices", "barriers"):
        yield from written[kind]


@promise
@given(chances)
def test_leaving_a_place_out_settles_nothing(choose: Chooser) -> None:
    case = make_case(choose)
    site = Site.model_validate(cite(choose, case.written))
    condition = read_condition(case.condition)
    before = truth(condition, Facts(site))
    for citations in (["study 1"], ["study 2"], ["study 1", "study 2"]):
        less = set_aside(site, citations)
        after = truth(condition, Facts(less))
        assert after in (None, before)
        event(f"{before} becomes {after}")


@pytest.mark.parametrize("name", SITES)
def test_leaving_a_place_out_of_a_bundled_site_never_raises_nor_rules_out_a_level(name: str) -> None:
    found = varied(name)
    was = levels_of(found.assessment)
    for one in found.varied:
        if one.family == "place":
            assert [
                key for key in was if one.levels[key][0] > was[key][0] or one.levels[key][1] < was[key][1]
            ] == []


@pytest.mark.parametrize("name", SITES)
def test_leaving_out_more_never_shows_more(name: str) -> None:
    places = {one.says: one for one in varied(name).varied if one.family == "place"}
    pairs = [(one, places[wide]) for one in places.values() for wide in one.within if wide in places]
    assert pairs
    for one, wide in pairs:
        assert wide.forgotten >= one.forgotten
        for key, (evidenced, possible) in one.levels.items():
            assert wide.levels[key][0] <= evidenced
            assert wide.levels[key][1] >= possible


@pytest.mark.parametrize("name", SITES)
def test_the_lines_behind_a_level_that_moves_are_of_records_that_cite_the_place(name: str) -> None:
    text = (bundled("sites") / f"{name}.yaml").read_text().splitlines()
    found = [one for one in varied(name).varied if one.lines]
    assert found or name == "west-midlands"
    for one in found:
        assert all(one.lines.values()), one.says
        assert all(text[line - 1].strip() for some in one.lines.values() for line in some)


# -- what is set aside for it


def test_a_list_that_one_passage_calls_complete_is_open_without_it() -> None:
    body = BODY.replace(
        "evidence: [plan 1]\n    members", "evidence: {complete: [talks 1], level: [plan 1]}\n    members"
    )
    group = set_aside(here(body).site, ["talks 1"]).groups["team"]
    assert (group.complete, group.level, len(group.members)) == (None, "service-delivery", 3)


def test_a_practice_goes_where_what_it_is_rests_on_the_passage() -> None:
    body = BODY.replace("[plan p. 9]", "{kind: [plan p. 9], extent: [talks 1]}, extent: some")
    assert set_aside(here(body).site, ["plan p. 9"]).practices == ()
    (kept,) = set_aside(here(body).site, ["talks 1"]).practices
    assert (kept.kind, kept.extent) == ("mapping", None)


def test_whether_a_thing_exists_stays_open_where_its_state_is_forgotten() -> None:
    body = BODY.replace(
        "status: {one_of: [in-place, invited]}, evidence: [plan 2, talks 3]",
        "status: {one_of: [in-place, absent]}, evidence: {status: [talks 3], agency: [plan 2]}",
    )
    status = set_aside(here(body).site, ["talks 3"]).groups["team"].members[1].status
    assert {"absent", "in-place", "planned"} <= set(getattr(status, "one_of", ()))


def test_what_a_passage_says_of_the_project_is_forgotten_with_it() -> None:
    said = "{name: P, origin: [new], caseload: 9, evidence: {origin: [talks 1], caseload: [plan 1]}}"
    project = set_aside(here(f"{BODY}project: {said}\n").site, ["talks 1"]).project
    assert project is not None
    assert (project.name, project.origin, project.caseload) == ("P", (), 9)


# -- conflicts


def conflict(records_: str, claims: str, used: str = "", body: str = BODY) -> Facts:
    followed = f"    used: {used}\n" if used else ""
    disputed = f"""\
conflicts:
  - about: the matter
    records: [{records_}]
    claims: [{claims}]
{followed}    because: So it is.
"""
    return here(body + disputed)


def claims(*values: str) -> str:
    return ", ".join(f"{{value: {one}, evidence: [plan {nth}]}}" for nth, one in enumerate(values))


def told(found: Facts) -> list[tuple[str, str]]:
    return [(one.says, "" if isinstance(one, Reading) else one.why) for one in read_otherwise(found)]


def test_each_other_claim_is_tried_and_the_matter_left_open() -> None:
    found = conflict("agencies.clinic.size", claims("small", "large", "medium"), "small")
    readings = [one for one in read_otherwise(found) if isinstance(one, Reading)]
    assert [one.says for one in readings] == ["large", "medium", ""]
    sizes = [one.facts.site.agencies["clinic"].size for one in readings]
    assert sizes[:2] == ["large", "medium"]
    assert getattr(sizes[2], "one_of", ()) == ("small", "large", "medium")


def test_a_matter_that_the_file_leaves_open_is_read_by_each_claim() -> None:
    found = conflict("groups.team.members.clinic.status", claims("in-place", "invited"))
    assert told(found) == [("in-place", ""), ("invited", "")]


def test_a_record_in_dispute_is_read_by_its_status_and_in_place_is_how_it_stands() -> None:
    found = conflict("groups.team.members.hostel", claims("in-place", "absent"), "in-place")
    there, gone, open_ = "in-place", "absent", ""
    assert told(found) == [(gone, ""), (open_, "")]
    assert there not in [one.says for one in read_otherwise(found)]
    first = next(iter(read_otherwise(found)))
    assert isinstance(first, Reading)
    assert first.facts.site.groups["team"].members[2].status == "absent"


def test_numbers_and_ranges_are_left_open_between_their_ends() -> None:
    body = BODY.replace("{agency: police, ", "{agency: police, staff: 4, ")
    values = claims("4", "{from: 6, to: 9}")
    found = conflict("groups.team.members.police.staff", values, "4", body)
    last = [one for one in read_otherwise(found) if isinstance(one, Reading)][-1]
    staff = last.facts.site.groups["team"].members[0].staff
    assert (getattr(staff, "from_", None), getattr(staff, "to", None)) == (4, 9)


def test_a_bound_that_a_claim_leaves_empty_is_open() -> None:
    body = BODY.replace("{agency: police, ", "{agency: police, staff: 4, ", 1)
    found = conflict("groups.team.members.police.staff", claims("4", "{from: , to: 3}"), "4", body)
    assert told(found) == [("to 3", ""), ("", "")]
    last = [one for one in read_otherwise(found) if isinstance(one, Reading)][-1]
    assert last.facts.site.groups["team"].members[0].staff == Range.model_validate({"from": 0, "to": 4})


def test_a_claim_of_one_of_several_values_leaves_all_of_them_open() -> None:
    found = conflict("agencies.clinic.size", claims("small", "{one_of: [medium, large]}"), "small")
    assert told(found) == [("one of medium, large", ""), ("", "")]
    last = [one for one in read_otherwise(found) if isinstance(one, Reading)][-1]
    assert getattr(last.facts.site.agencies["clinic"].size, "one_of", ()) == ("small", "medium", "large")


def test_a_claim_of_nothing_is_no_value_to_try_and_none_to_leave_open() -> None:
    assert told(conflict("agencies.clinic.size", claims("small", ""), "small")) == [("nothing", "in words")]
    barrier = BODY + "barriers: [{kind: vetting, evidence: [plan 1]}]\n"  # whose state is not recorded
    assert told(conflict("barriers.0", claims("resolved", ""), "resolved", barrier)) == [("resolved", "")]


def test_lists_are_left_open_by_what_they_have_in_common() -> None:
    body = BODY.replace("size: small", "size: small, pathways: [health, finance-benefit-debt]")
    values = claims("[health, finance-benefit-debt]", "[health, accommodation]")
    found = conflict("agencies.clinic.pathways", values, "[health, finance-benefit-debt]", body)
    other, left_open = (one for one in read_otherwise(found) if isinstance(one, Reading))
    assert other.facts.site.agencies["clinic"].pathways == ("health", "accommodation")
    assert left_open.facts.site.agencies["clinic"].pathways == ("health",)


@pytest.mark.parametrize(
    ("records_", "values", "used", "why"),
    [
        ("", ("small", "large"), "small", "no record"),
        ("agencies.clinic.name", ("Clinic", "The Clinic"), "Clinic", "no level reads it"),
        ("agencies.clinic", ("it exists", "it does not"), "it exists", "whole record"),
        ("groups.team.members", ("these", "these and more"), "these", "whole record"),
        ("agencies.clinic.size, agencies.clinic.sector", ("small", "large"), "small", "several fields"),
        ("agencies.clinic.size", ("small", "larger than that"), "small", "in words"),
    ],
)
def test_a_claim_that_cannot_be_carried_out_is_told_with_the_reason(
    records_: str, values: tuple[str, str], used: str, why: str
) -> None:
    assert told(conflict(records_, claims(*values), used)) == [(values[1], why)]


def test_values_that_differ_now_are_not_all_given_one_claim() -> None:
    body = BODY.replace("{name: Hostel, sector: third", "{name: Hostel, sector: third, size: large")
    found = conflict("agencies.clinic.size, agencies.hostel.size", claims("small", "medium"), "small", body)
    assert told(found) == [("medium", "several fields")]


def test_a_claim_that_the_file_rules_out_elsewhere_is_not_carried_out() -> None:
    body = BODY.replace("{name: Clinic, sector: third", "{name: Clinic, sector: private")
    body = body.replace("sector: third, evidence: [plan 1.2 money]", "evidence: [plan 1.2 money]")
    body = body.replace("{one_of: [in-place, invited]}", "in-place")
    body += "absent: [{members: {group.level: service-delivery, agency.sector: third}, evidence: [plan 1]}]\n"
    found = conflict("agencies.clinic.sector", claims("private", "third"), "private", body)
    barred, left_open = read_otherwise(found)
    assert isinstance(barred, Barred)
    assert (barred.says, barred.why) == ("third", "contradiction")
    line = body.splitlines().index(next(one for one in body.splitlines() if one.startswith("absent"))) + 1
    assert barred.against == (line + len(HEAD.splitlines()),)
    assert isinstance(left_open, Reading)


@pytest.mark.parametrize("name", SITES)
def test_every_other_claim_of_a_bundled_site_is_tried_or_told(name: str) -> None:
    every = [one for one in read_otherwise(facts(name)) if len(one.loc) > len(("conflicts", 0))]
    for index, one in enumerate(facts(name).site.conflicts):
        found = [each for each in every if each.loc[1] == index]
        assert len(found) in (len(one.claims), len(one.claims) - 1)


# -- summing up


def one_by_one(rule: str, given_: Sequence[Interval]) -> Interval | None:
    return summed(rule, [(each, 1) for each in given_])


@given(rules, st.lists(st.tuples(levels, st.integers(0, 5)), max_size=7))
def test_a_weight_is_a_criterion_repeated(rule: str, weighted: list[tuple[Interval, int]]) -> None:
    repeated = [level for level, weight in weighted for _ in range(weight)]
    assert summed(rule, weighted) == one_by_one(rule, repeated)


@given(rules, st.lists(levels, min_size=1, max_size=7), st.permutations(range(1, 10)))
def test_a_rule_needs_the_order_of_levels_and_no_distances(
    rule: str, given_: list[Interval], some: list[int]
) -> None:
    stretched = dict(enumerate(sorted(some[:5])))
    found = one_by_one(rule, given_)
    assert found is not None
    later = one_by_one(rule, [(stretched[low], stretched[high]) for low, high in given_])
    assert later == (stretched[found[0]], stretched[found[1]])


@given(st.lists(st.integers(0, 4), min_size=1, max_size=9))
def test_the_medians_are_what_more_than_half_and_at_least_half_reach(given_: list[int]) -> None:
    reached = {level: 2 * sum(one >= level for one in given_) for level in range(5)}
    assert lower_median(given_) == max(level for level in reached if reached[level] > len(given_))
    assert upper_median(given_) == max(level for level in reached if reached[level] >= len(given_))


@given(st.lists(levels, min_size=1, max_size=5), st.lists(levels, min_size=1, max_size=5), rules)
def test_what_is_above_by_shares_is_below_by_no_rule(
    one: list[Interval], other: list[Interval], rule: str
) -> None:
    found = by_shares(one, other)
    mirror = {"above": "below", "below": "above"}
    assert by_shares(other, one).order == mirror.get(found.order, found.order)
    if found.order == "above" and len(one) == len(other):
        first, second = one_by_one(rule, one), one_by_one(rule, other)
        assert first is not None
        assert second is not None
        assert first[0] >= second[1]


@given(st.lists(levels, min_size=2, max_size=5), st.data())
def test_no_weight_turns_a_median_that_none_up_to_the_number_of_criteria_turns(
    given_: list[Interval], data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(given_) - 1))

    def weighted(weight: int) -> Interval | None:
        return summed(
            "lower-median", [(one, weight if nth == place else 1) for nth, one in enumerate(given_)]
        )

    assert weighted(len(given_)) == given_[place]
    assert {weighted(more) for more in range(len(given_), 40)} == {given_[place]}


# -- counts


def without_criterion(framework: Framework, criterion: str) -> Framework:
    return repeated_criterion(framework, criterion, 0)


def repeated_criterion(framework: Framework, criterion: str, times: int) -> Framework:
    """A framework that has one of its criteria so many times."""
    return framework._replace(
        domains=tuple(
            Domain(
                *domain[:-1],
                tuple(
                    each for one in domain.criteria for each in [one] * (times if one.id == criterion else 1)
                ),
            )
            for domain in framework.domains
        )
    )


def summary_of(assessment: Assessment, domain: str) -> Interval:
    (found,) = [one for framework in assessment.frameworks for one in framework.domains if one.id == domain]
    assert found.evidenced is not None
    assert found.possible is not None
    return found.evidenced, found.possible


def interval_of(said: str) -> Interval:
    low, _, high = said.partition("-")
    return int(low), int(high or low)


@pytest.mark.parametrize("name", ["lancashire", "london"])
def test_weights_and_criteria_left_out_are_those_of_a_framework_that_has_them_so(name: str) -> None:
    (firm,) = robustness([varied(name)]).sites
    times = {"counted twice": 2, "counted three times": 3}
    for one in firm.statements:
        if one.kind != "summary":
            continue
        framework = next(each for each in loaded() if each.id == one.framework)
        base = summary_of(varied(name).assessment, one.about)
        titles = {
            each.id: each.title
            for domain in framework.domains
            if domain.id == one.about
            for each in domain.criteria
        }
        then = {
            each.says: interval_of(each.then)
            for each in one.overturned
            if each.family in ("weight", "criterion")
        }
        for criterion, title in titles.items():
            ways = {f"leaving out {title}": 0} | {
                f"with {title} {said}": many for said, many in times.items()
            }
            for says, many in ways.items():
                changed = assess(facts(name), [repeated_criterion(framework, criterion, many)], reasons=False)
                assert summary_of(changed, one.about) == then.get(says, base), says


def test_the_smallest_weight_that_turns_a_summary_is_the_smallest_that_does() -> None:
    for one in robustness([varied("lancashire")]).sites[0].statements:
        for weighing in one.weighings:
            framework = next(each for each in loaded() if each.id == one.framework)
            base = summary_of(varied("lancashire").assessment, one.about)
            turned = [
                many
                for many in range(2, 10)
                if summary_of(
                    assess(
                        facts("lancashire"),
                        [repeated_criterion(framework, weighing.criterion, many)],
                        reasons=False,
                    ),
                    one.about,
                )
                != base
            ]
            assert weighing.least == (turned[0] if turned else None)


def test_what_a_pair_concludes_is_counted_as_comparing_each_variant_again_counts_it() -> None:
    one, other = facts("london"), facts("nottinghamshire")
    found = robustness([varied("london"), varied("nottinghamshire")]).pairs[0]
    base = relations(varied("london").assessment, varied("nottinghamshire").assessment)
    every = {each.says for site in (one, other) for each in cited(site.site)}
    holds = dict.fromkeys(base, 0)
    for says in sorted(every):
        citations = [{each.says: each.citations for each in cited(site.site)} for site in (one, other)]
        less = [
            set_aside(site.site, some.get(says, ()))
            for site, some in zip((one, other), citations, strict=True)
        ]
        then = relations(*(assess(Facts(each), loaded(), reasons=False) for each in less))
        for criterion, (order, more) in base.items():
            kept = (
                then[criterion][1] == more if order == "not settled" and more else then[criterion][0] == order
            )
            holds[criterion] += kept
    assert len(every) == found.tried.sections + found.tried.passages
    for each in found.statements:
        if each.kind == "criterion":
            lost = sum(one.family == "place" for one in each.overturned)
            assert len(every) - lost == holds[each.about], each.says


def relations(one: Assessment, other: Assessment) -> dict[str, tuple[str, str | None]]:
    return {
        criterion.id: (criterion.relations[0].order, criterion.relations[0].more_evidenced)
        for framework in compare([one, other]).frameworks
        for domain in framework.domains
        for criterion in domain.criteria
    }


@pytest.mark.parametrize("pair", [("lancashire", "london"), ("west-yorkshire", "west-midlands")])
def test_a_count_and_what_it_counts_agree(pair: tuple[str, str]) -> None:
    found = robustness([varied(one) for one in pair])
    for firm in both(found):
        for one in firm.statements:
            assert one.tried - one.holds == len(one.overturned)
            assert one.holds >= 0
            places = firm.tried.sources + firm.tried.sections + firm.tried.passages
            assert one.moved <= places + firm.tried.readings <= one.tried
    shares = [one.holds / one.tried for one in found.sites[0].statements]
    assert shares == sorted(shares)


def test_the_study_s_own_order_of_sites_rests_on_what_it_says_it_rests_on() -> None:
    found = robustness([varied("lancashire"), varied("nottinghamshire")]).pairs[0]
    delivery = named(found.statements, "Service delivery")
    assert delivery.says == "Service delivery: Lancashire stands above Nottinghamshire"
    assert delivery.holds == delivery.tried
    managed = named(found.statements, "Operational management")
    assert [one.says for one in managed.overturned] == ["without study 4.1", "without study 4.1 operational"]
    assert managed.overturned[1].within == ("study 4.1", "study")
    assert [spot.file for spot in managed.overturned[1].spots] == ["lancashire.yaml"]


def test_one_site_has_no_pairs_and_the_order_of_its_levels() -> None:
    found = robustness([varied("lancashire")])
    assert found.pairs == ()
    says = {one.says for one in found.sites[0].statements if one.kind == "levels"}
    assert "Operational management stands above Strategic oversight, pioneer site" in says
    assert not any(one.framework == "thematic" for one in found.sites[0].statements if one.kind == "levels")


def test_nothing_is_concluded_of_what_is_open_from_end_to_end() -> None:
    (firm,) = robustness([sited(here("agencies: {a: {name: A}}\n"), loaded())]).sites
    assert firm.levels > 20
    assert firm.statements == ()
    assert always(firm.statements) == "Nothing is concluded that could be overturned."


def test_a_framework_that_sums_nothing_up_has_no_summaries_to_test() -> None:
    plain = [one._replace(summary="none") for one in loaded()]
    found = robustness([sited(facts(name), plain) for name in ("london", "nottinghamshire")])
    kinds = {one.kind for firm in both(found) for one in firm.statements}
    assert kinds & {"summary", "domain"} == set()


def test_the_lowest_level_is_not_weighed() -> None:
    lowest = [one._replace(summary="minimum") for one in loaded()]
    (firm,) = robustness([sited(facts("london"), lowest)]).sites
    summaries = [one for one in firm.statements if one.kind == "summary"]
    assert summaries
    for one in summaries:
        assert one.weighings == ()
        assert {each.family for each in one.overturned} <= {"rule", "criterion", "place", "conflict"}


def test_a_criterion_that_does_not_apply_is_left_out_of_all_of_it() -> None:
    source = facts("nottinghamshire").source
    assert source is not None
    excused = "not_applicable: [{criterion: engagement/connections, reason: One group., decided_by: us}]\n"
    less = load_facts(parse(source.text + excused, source.name))
    with_it = robustness([varied("nottinghamshire")]).sites[0]
    without_it = robustness([sited(less, loaded())]).sites[0]
    assert without_it.levels == with_it.levels - 1
    about = {name for one in without_it.statements for name in (one.about, one.other)}
    assert "engagement/connections" not in about
    weighed = {each.criterion for one in without_it.statements for each in one.weighings}
    assert weighed
    assert "engagement/connections" not in weighed


def test_without_the_last_criterion_that_two_sites_have_in_common_nothing_is_left_to_compare() -> None:
    source = facts("nottinghamshire").source
    assert source is not None
    engagement = next(one for one in loaded() if one.id == "engagement")
    left = "engagement/service-delivery"
    excused = ", ".join(
        f"{{criterion: {one.id}, reason: None., decided_by: us}}"
        for one in engagement.criteria
        if one.id != left
    )
    less = load_facts(parse(f"{source.text}not_applicable: [{excused}]\n", source.name))
    (pair,) = robustness([sited(one, [engagement]) for one in (facts("lancashire"), less)]).pairs
    assert [one.about for one in pair.statements if one.kind == "criterion"] == [left]
    (domain,) = [one for one in pair.statements if one.kind == "domain"]
    without = {one.says: one.then for one in domain.overturned if one.family == "criterion"}
    assert without["leaving out Service delivery"] == "nothing is left to compare"


# -- in words


def test_that_nothing_is_cited_is_said() -> None:
    body = "practices: [{kind: mentoring, scope: iom}]\n"
    (firm,) = robustness([sited(here(body), loaded())]).sites
    assert resting(firm).startswith("Nothing is cited. ")
    assert tried(firm.tried).startswith("Left out in turn: nothing, as nothing is cited.")


def test_a_conclusion_tells_its_counts_and_the_narrowest_places_that_overturn_it() -> None:
    found = robustness([varied("lancashire"), varied("nottinghamshire")]).pairs[0]
    managed = named(found.statements, "Operational management")
    places = managed.tried
    assert statement(managed) == (
        "Operational management: Lancashire stands above Nottinghamshire: "
        f"in {places - 2} of {places} variants (2 of them move a level behind it)"
    )
    first, last = otherwise(managed)
    assert first.startswith(
        "neither is ranked, and neither has more evidenced: without study 4.1 operational (lancashire.yaml:"
    )
    assert last == "nor does it hold without the whole of study 4.1"


def test_the_example_in_the_docs_is_what_is_printed() -> None:
    text = (bundled("sites").parent / "docs" / "robustness.md").read_text()
    example = text.split("```text\n")[1].split("```")[0].replace("sites/", "")
    found = robustness([varied("lancashire"), varied("nottinghamshire")])
    printed = "\n".join("".join(text for text, _ in line) for line in steadiness(found, 0, 80))
    assert " ".join(example.split()) in " ".join(printed.split())


def test_weights_are_told_by_the_smallest_and_by_how_many_never_matter() -> None:
    (firm,) = robustness([varied("lancashire")]).sites
    said = weights(named(firm.statements, "Levels of Third Sector engagement").weighings)
    assert said.startswith("Service delivery turns it if counted twice (2); ")
    assert said.endswith("; none of the other 2 does, however often")


def test_what_always_holds_is_told_with_how_much_of_it_nothing_put_to_the_test() -> None:
    found = robustness([varied("lancashire"), varied("nottinghamshire")]).pairs[0]
    firm = [one for one in found.statements if one.holds == one.tried]
    said = always(found.statements)
    assert said.startswith(f"{len(firm)} conclusions hold in every variant: 3 that one stands above another")
    assert "No variant moves a level behind" in said


@pytest.mark.parametrize("width", [30, 80, 200])
def test_lines_fit_their_width(width: int) -> None:
    found = robustness([varied("lancashire"), varied("nottinghamshire")])
    lines = ["".join(text for text, _ in line) for line in steadiness(found, 3, width)]
    assert max(map(len, lines)) <= max(width, 40)
    assert lines == [line.rstrip() for line in lines]


def test_the_same_sites_give_the_same_text() -> None:
    once = robustness([sited(facts("london"), loaded()), varied("lancashire")])
    again = robustness([varied("london"), sited(facts("lancashire"), loaded())])
    assert to_json(once) == to_json(again)
    assert json.loads(to_json(once))["format"] == "iomassess/robustness/1"


# -- the command


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(name="run")
def run_(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    def run(*args: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["iomassess", "robustness", *args])
        with pytest.raises(SystemExit) as ended:
            main()
        return int(ended.value.code or 0), *capsys.readouterr()

    return run


def test_a_saved_assessment_is_refused_as_its_facts_are_not_in_it(run: Run) -> None:
    assert run("saved.json", "lancashire") == (
        2,
        "",
        "saved.json: is not a site file: a saved assessment has levels, and what is varied are facts\n",
    )


def test_two_sites_that_cannot_be_told_apart_are_refused(run: Run) -> None:
    code, out, err = run("lancashire", "lancashire")
    assert (code, out) == (2, "")
    assert err == "lancashire baseline: is given 2 times; two waves of a site differ in their `wave`\n"


def test_markdown_goes_whole_into_a_file_and_nothing_is_counted_in_a_pipe(run: Run, tmp_path: Path) -> None:
    assert run("west-midlands", "--format", "md", "-o", str(tmp_path / "firm.md")) == (0, "", "")
    text = (tmp_path / "firm.md").read_text()
    assert text.startswith("# How firm it is: West Midlands\n")
    assert "Readings of conflicts that could not be carried out:" in text


def test_json_has_every_statement_and_the_table_the_least_firm(run: Run) -> None:
    data = json.loads(run("nottinghamshire", "--framework", "engagement", "--format", "json")[1])
    assert [one["id"] for one in data["frameworks"]] == ["engagement"]
    table = " ".join(run("nottinghamshire", "--framework", "engagement", "--top", "1")[1].split())
    first, second = data["sites"][0]["statements"][:2]
    assert second["holds"] < second["tried"]
    assert first["says"] in table
    assert second["says"] not in table
