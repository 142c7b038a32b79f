"""Assessments: levels and reasons from small sites, and the JSON that carries them."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import jsonschema
import pytest

from iomassess.assess import assess, level_name, unknown_criteria
from iomassess.exchange import from_json, gathered, to_json
from iomassess.framework.reading import Framework, load_framework
from iomassess.loading import load_facts
from iomassess.places import bundled, frameworks
from iomassess.results import Assessment, CriterionResult, Reason
from iomassess.source import parse, read

ROOT = Path(__file__).parents[1]
HEAD = """
format: iomassess/site/1
id: testing
name: Testing
wave: baseline
as_of: 2009-02
sources: {study: {title: A study, kind: report}}
"""


@cache
def loaded() -> tuple[Framework, ...]:
    return tuple(load_framework(folder) for folder in frameworks())


def assessed(text: str, *, reasons: bool = True) -> Assessment:
    return assess(load_facts(parse(HEAD + text, "testing.yaml")), loaded(), reasons=reasons)


def result(assessment: Assessment, criterion: str) -> CriterionResult:
    found = {one.id: one for framework in assessment.frameworks for one in framework.criteria}
    return found[criterion]


@cache
def lancashire() -> Assessment:
    return assess(load_facts(read(bundled("sites") / "lancashire.yaml", "lancashire.yaml")), loaded())


def test_a_site_of_which_nothing_is_known_has_nothing_established_and_everything_possible() -> None:
    for framework in assessed("").frameworks:
        for criterion in framework.criteria:
            assert (criterion.evidenced, criterion.possible) == (0, 4), criterion.id
            assert criterion.name == "not established"
            assert criterion.why.startswith("not established: ")


def test_levels_alone_are_the_levels_with_reasons() -> None:
    facts = load_facts(read(bundled("sites") / "lancashire.yaml"))
    brief = assess(facts, loaded(), reasons=False)
    whole = assess(facts, loaded())
    for short, full in zip(brief.frameworks, whole.frameworks, strict=True):
        for one, other in zip(short.criteria, full.criteria, strict=True):
            assert (one.id, one.evidenced, one.possible) == (other.id, other.evidenced, other.possible)
            assert one.rungs == ()
            assert len(other.rungs) == 4
    assert brief.background is None


def test_a_reason_names_the_record_its_line_its_sources_and_what_it_says() -> None:
    assessment = assessed("""
agencies:
  shelter: {name: Shelter, sector: third, evidence: [study 4.4]}
groups:
  team: {name: Team, level: service-delivery, scope: iom, evidence: [study 1.4]}
links:
  - {kind: refers-to, from: team, to: shelter, scope: iom, evidence: [study 4.4 service delivery]}
""")
    rung = result(assessment, "engagement/service-delivery").rungs[0]
    facts = rung.reason.facts()
    assert rung.verdict == "met"
    assert [(fact.label, fact.record, fact.line) for fact in facts] == [
        ("Team refers to Shelter", "links.0", 14)
    ]
    assert facts[0].evidence == ("study 4.4 service delivery", "study 1.4", "study 4.4")


def test_a_rung_ruled_out_names_the_statement_that_closes_it() -> None:
    assessment = assessed("""
absent:
  - members: {group.tier: pioneer-site, agency.sector: third}
    because: The board had none.
    evidence: [study 4.1 strategic]
""")
    rung = result(assessment, "engagement/strategic-pioneer-site").rungs[0]
    assert rung.verdict == "not met"
    (closed,) = rung.reason.closed_by
    assert closed.says == "There is no Third Sector agency on a pioneer-site strategic group."
    assert (closed.because, closed.line) == ("The board had none.", 10)
    assert closed.evidence == ("study 4.1 strategic",)


def test_a_planned_seat_falls_short_and_is_shown_to() -> None:
    assessment = assessed("""
agencies: {cvs: {name: CVS, sector: third}}
groups:
  cdrp: {name: CDRP, level: strategic-oversight, tier: local, members: [{agency: cvs, status: planned}]}
""")
    criterion = result(assessment, "engagement/strategic-local")
    assert (criterion.evidenced, criterion.possible) == (0, 4)
    (short,) = criterion.rungs[0].reason.in_the_way
    assert (short.label, short.says) == ("CVS on CDRP", ("status: planned",))


def test_an_unknown_rung_says_what_is_not_recorded() -> None:
    assessment = assessed("""
agencies: {cvs: {name: CVS}}
groups:
  cdrp: {name: CDRP, level: strategic-oversight, tier: local, members: [{agency: cvs}]}
complete: [{groups: {tier: local}}, {members: {group: cdrp}}]
""")
    rung = result(assessment, "engagement/strategic-local").rungs[0]
    assert rung.verdict == "unknown"
    (doubt,) = rung.reason.undecided
    assert doubt.says == ("agency.sector is not recorded",)
    assert rung.reason.opening is None


DISPUTED = """
agencies: {cvs: {name: CVS, sector: third}}
groups:
  cdrp: {name: CDRP, level: strategic-oversight, tier: local, members: [{agency: cvs, staff: 2}]}
conflicts:
  - about: whether it sat there
    records: [groups.cdrp.members.cvs]
    claims: [{value: yes, evidence: [study 1]}, {value: no, evidence: [study 2]}]
    because: Minutes show it.
  - about: its sector
    records: [agencies.cvs.sector]
    claims: [{value: third, evidence: [study 1]}, {value: statutory, evidence: [study 2]}]
    used: third
    because: It is a charity.
  - about: how many came, which no rung asks
    records: [groups.cdrp.members.cvs.staff]
    claims: [{value: 1, evidence: [study 1]}, {value: 2, evidence: [study 2]}]
    used: 2
    because: Later.
"""


@pytest.mark.parametrize("reasons", [True, False])
def test_a_conflict_is_told_beside_the_level_it_touches(reasons: bool) -> None:
    assessment = assessed(DISPUTED, reasons=reasons)
    assert result(assessment, "engagement/strategic-local").disputed == ("whether it sat there", "its sector")
    assert result(assessment, "engagement/strategic-countywide").disputed == ()


def test_a_conflict_is_told_beside_the_fact_it_touches() -> None:
    (fact,) = result(assessed(DISPUTED), "engagement/strategic-local").rungs[0].reason.facts()
    assert fact.disputed == ("whether it sat there", "its sector")


def test_a_criterion_that_does_not_apply_is_left_out_of_the_summary_and_says_why() -> None:
    excused = "\n".join(
        f"  - {{criterion: {one.id}, reason: It is not there., decided_by: The board}}"
        for one in loaded()[0].criteria
        if one.id != "engagement/service-delivery"
    )
    engagement = assessed(f"not_applicable:\n{excused}\n").frameworks[0]
    (domain,) = engagement.domains
    assert domain.applicable == 1
    assert engagement.criteria[1].not_applicable is not None
    assert engagement.criteria[1].name == "not applicable"
    assert engagement.criteria[1].why == "It is not there."


def test_a_summary_is_the_lower_median_of_both_bounds_and_counts_what_is_settled() -> None:
    for framework in lancashire().frameworks:
        for domain in framework.domains:
            evidenced = sorted(one.evidenced for one in domain.criteria)
            possible = sorted(one.possible for one in domain.criteria)
            middle = (len(evidenced) - 1) // 2
            assert (domain.evidenced, domain.possible) == (evidenced[middle], possible[middle])
            assert domain.settled == sum(one.evidenced == one.possible for one in domain.criteria)


def test_lancashire_has_the_levels_that_a_reader_of_the_study_would_give_it() -> None:
    levels = {one.id: (one.evidenced, one.possible) for one in lancashire().frameworks[0].criteria}
    assert levels["engagement/service-delivery"] == (4, 4)
    assert levels["engagement/operational-management"][0] == 3
    assert levels["engagement/strategic-pioneer-site"] == (0, 0)
    themes = {one.id: (one.evidenced, one.possible) for one in lancashire().frameworks[1].criteria}
    assert themes["thematic/transforming-public-services/third-sector-impact"] == (0, 0)
    for silent in (
        "thematic/voice-and-partnership/compact",
        "thematic/strengthening-communities/volunteer-impact",
        "thematic/strengthening-communities/volunteer-strategy",
    ):
        evidenced, possible = themes[silent]
        assert evidenced == 0
        assert possible > 0


def test_every_level_of_lancashire_stands_on_facts_with_sources() -> None:
    for framework in lancashire().frameworks:
        for criterion in framework.criteria:
            for rung in criterion.rungs:
                if rung.verdict == "met":
                    assert rung.reason.facts(), (criterion.id, rung.level)
                    assert all(fact.evidence for fact in rung.reason.facts()), (criterion.id, rung.level)


def test_json_is_valid_by_the_published_schema() -> None:
    published = json.loads((ROOT / "schemas" / "assessments-1.json").read_text())
    jsonschema.Draft202012Validator.check_schema(published)
    jsonschema.validate(json.loads(to_json(gathered([lancashire()]))), published)


def test_json_read_back_is_the_assessment_that_was_written() -> None:
    assert from_json(to_json(gathered([lancashire()]))) == (lancashire(),)


def test_json_has_the_shape_that_is_promised() -> None:
    whole = json.loads(to_json(gathered([lancashire()])))
    assert whole["format"] == "iomassess/assessments/1"
    (one,) = whole["assessments"]
    assert {"id", "name", "wave", "as_of"} <= one["site"].keys()
    engagement, thematic = one["frameworks"]
    assert {"id", "title", "version", "scale", "domains"} <= engagement.keys()
    assert [domain["id"] for domain in engagement["domains"]] == ["engagement"]
    assert [domain["id"] for domain in thematic["domains"]] == [
        "thematic/voice-and-partnership",
        "thematic/strengthening-communities",
        "thematic/transforming-public-services",
    ]
    criterion = engagement["domains"][0]["criteria"][0]
    assert criterion["id"] == "engagement/service-delivery"
    assert {"title", "evidenced", "possible", "not_applicable", "rungs"} <= criterion.keys()


@pytest.mark.parametrize("level", [1, 2, 3, 4])
def test_evidenced_is_never_above_possible(level: int) -> None:
    for framework in lancashire().frameworks:
        for criterion in framework.criteria:
            assert criterion.evidenced <= criterion.possible
            assert (criterion.rungs[level - 1].verdict == "met") >= (criterion.evidenced >= level)


# -- open questions


def reasons(reason: Reason) -> Iterator[Reason]:
    yield reason
    for part in reason.parts:
        yield from reasons(part)


def test_open_questions_are_the_counts_that_reasons_leave_unknown_numbered_from_one() -> None:
    whole = lancashire()
    assert [one.number for one in whole.open_questions] == list(range(1, len(whole.open_questions) + 1))
    asks = {one.number: one.asks for one in whole.open_questions}
    told = {
        (part.question, part.asks)
        for framework in whole.frameworks
        for criterion in framework.criteria
        for rung in criterion.rungs
        for part in reasons(rung.reason)
        if part.form == "some" and part.verdict == "unknown"
    }
    assert told == set(asks.items())


def test_an_open_question_names_by_number_those_that_a_yes_to_it_answers() -> None:
    asks = {one.number: one.asks for one in assessed("").open_questions}
    found = {one.asks: {asks[number] for number in one.settles} for one in assessed("").open_questions}
    referral = "referral route from a delivery team to a Third Sector agency for the project"
    many = f"at least 4 different pathways among the receivers of: {referral}"
    assert f"a {referral}" in found[many]
    assert many not in found[f"a {referral}"]


# -- what does not apply


def test_a_criterion_that_no_framework_has_or_that_is_there_twice_is_told() -> None:
    said = "reason: It is not there., decided_by: us"
    ids = ("engagement/conections", "engagement/connections", "other/thing", "engagement/connections")
    listed = "".join(f"  - {{criterion: {one}, {said}}}\n" for one in ids)
    found = unknown_criteria(load_facts(parse(f"{HEAD}not_applicable:\n{listed}", "s.yaml")), loaded())
    assert [(one.where, one.rule) for one in found] == [
        ("not_applicable.0.criterion", "reference/unknown-criterion"),
        ("not_applicable.3.criterion", "contradiction/repeated"),
    ]
    assert [(one.line, one.column) for one in found] == [(9, 17), (12, 17)]
    assert found[0].what.startswith(
        "there is no criterion `engagement/conections`; did you mean `engagement/"
    )
    assert found[1].what == "`engagement/connections` is here twice: keep one"


def test_a_criterion_is_known_in_whichever_framework_has_it() -> None:
    compact = "thematic/voice-and-partnership/compact"
    body = f"not_applicable: [{{criterion: {compact}, reason: None was made., decided_by: us}}]\n"
    facts = load_facts(parse(HEAD + body, "s.yaml"))
    assert unknown_criteria(facts, loaded()) == []
    assert unknown_criteria(facts, loaded()[:1]) == []


def test_a_recommendation_is_told_in_the_words_of_its_source() -> None:
    framework = loaded()[0]
    criterion = next(iter(framework.criteria))
    told = result(assessed(""), criterion.id).rungs
    for rung, said in zip(criterion.rungs, told, strict=True):
        assert [(one.source, one.says) for one in said.recommendation] == [
            (source, framework.says(source)) for source in rung.recommendation
        ]
    assert any(one.says for said in told for one in said.recommendation)


# -- summaries and lines


@pytest.mark.parametrize("rule", ["minimum", "none", "lower-median"])
def test_a_domain_is_summed_up_by_the_rule_of_its_framework(rule: str) -> None:
    facts = load_facts(read(bundled("sites") / "lancashire.yaml"))
    for framework in assess(
        facts, [one._replace(summary=rule) for one in loaded()], reasons=False
    ).frameworks:
        for domain in framework.domains:
            levels = sorted(one.evidenced for one in domain.criteria)
            least, middle = levels[0], levels[(len(levels) - 1) // 2]
            assert domain.evidenced == {"minimum": least, "none": None}.get(rule, middle)
            assert (domain.name == "not summed up") is (rule == "none")


def test_the_line_on_a_level_says_whether_the_next_rung_is_ruled_out_or_not_established() -> None:
    for framework in lancashire().frameworks:
        for one in framework.criteria:
            ruled_out = one.evidenced == one.possible < 4
            assert ("ruled out: " in one.why) is ruled_out
            assert ("not established: " in one.why) is (one.evidenced < one.possible)


def test_a_site_is_named_with_or_without_reasons_and_its_sum_goes_with_them() -> None:
    source = read(bundled("sites") / "lancashire.yaml", "lancashire.yaml")
    brief, whole = assess(load_facts(source), loaded(), reasons=False).site, lancashire().site
    assert whole.sha256 == source.sha256
    assert brief == whole._replace(sha256=None)
    assert (brief.id, brief.file) == ("lancashire", "lancashire.yaml")


def test_a_level_that_nothing_shows_is_none_only_where_all_above_is_ruled_out() -> None:
    scale = ("none", "minimal", "partial")
    assert [level_name(0, 0, scale), level_name(0, 1, scale), level_name(1, 2, scale)] == [
        "none",
        "not established",
        "minimal",
    ]
