"""Findings: verdicts from small sites, and the study's own statements over its four sites."""

import json
from functools import cache
from pathlib import Path

import pytest

from iomassess.engine.aside import set_aside
from iomassess.engine.facts import Facts
from iomassess.exchange import to_json
from iomassess.findings.evaluating import find, load_findings, verdict
from iomassess.loading import load_facts, load_site
from iomassess.places import bundled
from iomassess.problems import InvalidSource
from iomassess.reports import report
from iomassess.results import Findings
from iomassess.site import Site
from iomassess.source import parse, read

FOUR = ("lancashire", "london", "nottinghamshire", "west-yorkshire")
HEAD = """
format: iomassess/site/1
id: {id}
name: Testing
wave: baseline
as_of: 2009-02
sources: {{study: {{title: A study, kind: report}}}}
"""
SEAT = """
agencies: {{a: {{name: A, sector: third, evidence: [study 4]}}}}
groups:
  g:
    name: G
    level: operational-management
    evidence: [study 4]
    members: [{{agency: a, evidence: [{cited}]}}]
"""
CLAIM = """
statement: A Third Sector agency sits on the operational group.
source: [study 3.1]
claim: {count: 1, of: 2}
when: {some: members, where: {group.level: operational-management, agency.sector: third}}
"""


def site(name: str, body: str) -> Site:
    return load_site(parse(HEAD.format(id=name) + body, f"{name}.yaml"))


def facts(name: str, body: str) -> Facts:
    return load_facts(parse(HEAD.format(id=name) + body, f"{name}.yaml"))


@cache
def study() -> Findings:
    claims = load_findings(bundled("frameworks") / "findings")
    return find(claims, [load_facts(read(bundled("sites") / f"{name}.yaml")) for name in FOUR])


@pytest.mark.parametrize(
    ("holds", "unknown", "sites", "expected"),
    [
        (3, 0, 4, "confirmed"),
        (2, 1, 4, "not-ruled-out"),
        (3, 1, 4, "not-ruled-out"),
        (2, 0, 4, "contradicted"),
        (4, 0, 4, "contradicted"),
        (0, 2, 4, "contradicted"),
        (3, 0, 3, "not-ruled-out"),
        (4, 0, 3, "contradicted"),
        (3, 0, 5, "no-claim"),
    ],
)
def test_a_verdict_compares_the_stated_count_with_what_is_found(
    holds: int, unknown: int, sites: int, expected: str
) -> None:
    assert verdict({"count": 3, "of": 4}, holds, unknown, sites) == expected


def test_a_finding_without_a_count_makes_no_claim() -> None:
    assert verdict(None, 2, 0, 4) == "no-claim"


def test_a_fact_that_rests_only_on_the_sentence_under_test_does_not_count(tmp_path: Path) -> None:
    (tmp_path / "seat.yaml").write_text(CLAIM)
    sites = [
        facts("elsewhere", SEAT.format(cited="study 4.1")),
        facts("here", SEAT.format(cited="study 3.1")),
        facts("both", SEAT.format(cited="study 3.1, study 4.1")),
    ]
    (found,) = find(load_findings(tmp_path), sites).findings
    assert (found.holds, found.unknown, found.fails) == (("elsewhere", "both"), ("here",), ())


def test_setting_a_seat_aside_leaves_its_list_open() -> None:
    whole = site(
        "s", SEAT.format(cited="study 3.1") + "complete: [{members: {group: g}, evidence: [study 4]}]\n"
    )
    less = set_aside(whole, ["study 3.1"])
    assert less.groups["g"].members == ()
    assert less.complete == ()
    assert set_aside(whole, ["study 5"]) == whole


def test_setting_aside_takes_fields_that_rest_on_a_passage_and_leaves_the_agency() -> None:
    body = """
agencies:
  a: {name: A, sector: third, size: small, evidence: {sector: [study 3.1], size: [study 4]}}
"""
    agency = set_aside(site("s", body), ["study 3.1"]).agencies["a"]
    assert (agency.name, agency.sector, agency.size) == ("A", None, "small")


def test_setting_a_status_aside_leaves_it_unknown_and_not_in_place() -> None:
    body = """
practices:
  - {kind: mapping, status: planned, evidence: {status: [study 3.1], kind: [study 4]}}
"""
    assert set_aside(site("s", body), ["study 3.1"]).practices[0].status == "unknown"


def test_mistakes_in_findings_are_placed_and_come_all_at_once(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(CLAIM.replace("count: 1", "count: 3"))
    (tmp_path / "b.yaml").write_text(CLAIM.replace("group.level", "group.levl"))
    with pytest.raises(InvalidSource) as raised:
        load_findings(tmp_path)
    one, other = raised.value.problems
    assert (one.line, one.column, one.what) == (
        4,
        9,
        "is more than the sites there are: correct it, or correct `of`",
    )
    assert (other.line, other.column) == (5, 31)
    assert other.what == "members have no field `group.levl`; did you mean `group.level`?"


def test_there_are_findings_enough_and_each_names_its_place() -> None:
    assert len(study().findings) >= 40
    assert all(one.source for one in study().findings)


def test_the_study_is_contradicted_only_where_it_contradicts_itself() -> None:
    for one in study().findings:
        if one.verdict == "contradicted":
            assert one.dispute, one.id
            assert len(one.claims) >= 2, one.id


def test_every_site_is_in_one_place_of_each_finding() -> None:
    for one in study().findings:
        assert sorted((*one.holds, *one.fails, *one.unknown)) == sorted(FOUR)


def test_findings_in_json_have_the_shape_that_is_promised() -> None:
    whole = json.loads(to_json(study()))
    assert whole["format"] == "iomassess/findings/1"
    for one in whole["findings"]:
        assert {"id", "statement", "source", "stated", "holds", "fails", "unknown", "verdict"} <= one.keys()
        assert one["verdict"] in {"confirmed", "contradicted", "not-ruled-out", "no-claim"}
        assert one["stated"] is None or one["stated"].keys() == {"count", "of"}


def test_markdown_has_a_row_for_each_finding_and_tells_every_dispute() -> None:
    text = report("findings", (), findings=study()).markdown
    rows = [line for line in text.splitlines() if line.startswith("| ") and "| Stated |" not in line]
    assert len(rows) == len(study().findings)
    assert text.count("\n- **") == sum(one.dispute is not None for one in study().findings)


def test_a_folder_of_findings_with_unreadable_files_or_none_is_told_in_full(tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    with pytest.raises(InvalidSource, match="holds no findings"):
        load_findings(tmp_path / "none")
    (tmp_path / "a.yaml").write_text("title: [\n")
    (tmp_path / "b.yaml").write_text("title: Only a title\n")
    with pytest.raises(InvalidSource) as found:
        load_findings(tmp_path)
    assert {Path(one.path).name for one in found.value.problems} == {"a.yaml", "b.yaml"}
    assert any("is missing" in one.what for one in found.value.problems)
