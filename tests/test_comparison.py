"""Comparisons: what is certain of levels, what is only evidenced, and who takes part."""

import json
import re
import sys
from collections.abc import Sequence
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from rich.console import Console

from iomassess.assess import assess, level_name
from iomassess.background import background
from iomassess.cli import main
from iomassess.comparison.comparing import compare
from iomassess.comparison.matrix import print_comparison
from iomassess.exchange import gathered, to_json
from iomassess.framework.reading import load_framework
from iomassess.loading import load_facts
from iomassess.places import bundled, frameworks
from iomassess.problems import InvalidSource
from iomassess.reports import report
from iomassess.results import (
    AssessedSite,
    Assessment,
    ComparedFramework,
    Comparison,
    CriterionResult,
    DomainResult,
    Dominance,
    FrameworkResult,
    NotApplicable,
    Pair,
    Relation,
    Separation,
)
from iomassess.source import parse, read
from iomassess.tables import to_csv

SCALE = ("none", "minimal", "partial", "substantial", "full")
PIONEERS = ("lancashire", "london", "nottinghamshire", "west-yorkshire")
BUNDLED = (*PIONEERS, "west-midlands")

Interval = tuple[int, int]
Levels = Sequence[Interval | None]
"""The levels of one site; None where a criterion does not apply."""

INTERVALS: list[Interval] = [(least, most) for least in range(5) for most in range(least, 5)]


def criterion(number: int, level: Interval | None, theme: str | None = None) -> CriterionResult:
    evidenced, possible = level or (0, 4)
    excused = NotApplicable("It is not there.", "The board") if level is None else None
    return CriterionResult(
        id=f"tiny/c{number}",
        title=f"Criterion {number}",
        question="?",
        theme=theme,
        evidenced=evidenced,
        possible=possible,
        name="not applicable" if excused else level_name(evidenced, possible, SCALE),
        why="so",
        not_applicable=excused,
        rungs=(),
    )


def site(name: str, levels: Levels, *, version: str = "1.0.0", wave: str = "baseline") -> Assessment:
    """A site under a framework of one domain; the first criterion has a theme, the others another."""
    criteria = tuple(
        criterion(number, level, "First" if number == 0 else "Others") for number, level in enumerate(levels)
    )
    settled = sum(one.evidenced == one.possible for one in criteria)
    domain = DomainResult("tiny", "Tiny", None, None, "not summed up", len(criteria), settled, criteria)
    framework = FrameworkResult("tiny", "Tiny", version, SCALE, "none", (domain,))
    head = AssessedSite(name.lower(), name, wave, "2009-02", f"{name.lower()}.yaml")
    return Assessment(head, (framework,))


def markdown(*sites: Assessment) -> str:
    return report("comparison", sites, pictures=False).markdown


def tiny(*sites: Assessment) -> ComparedFramework:
    (framework,) = compare(sites).frameworks
    return framework


def relation(one: Interval | None, other: Interval | None) -> Relation:
    framework = tiny(site("A", [one]), site("B", [other]))
    (found,) = framework.domains[0].criteria[0].relations
    return found


# -- levels


@pytest.mark.parametrize(
    ("one", "other", "order", "more"),
    [
        ((3, 4), (1, 2), "above", "a"),
        ((0, 1), (2, 4), "below", "b"),
        ((2, 2), (2, 2), "same", None),
        ((2, 3), (2, 3), "not settled", None),
        ((2, 4), (1, 3), "not settled", "a"),
        ((2, 2), (1, 2), "not settled", "a"),
        ((0, 4), (2, 2), "not settled", "b"),
        ((0, 0), (0, 4), "not settled", None),
        (None, (2, 2), "not applicable", None),
        ((4, 4), None, "not applicable", None),
    ],
)
def test_two_levels_are_ordered_only_where_that_is_certain(
    one: Interval | None, other: Interval | None, order: str, more: str | None
) -> None:
    assert relation(one, other) == Relation("a", "b", order, more)  # type: ignore[arg-type]


def test_what_is_certain_of_two_levels_is_what_holds_for_every_level_that_they_may_be() -> None:
    for one, other in product(INTERVALS, INTERVALS):
        able = list(product(range(one[0], one[1] + 1), range(other[0], other[1] + 1)))
        order = relation(one, other).order
        assert (order == "above") == all(this > that for this, that in able)
        assert (order == "below") == all(this < that for this, that in able)
        assert (order == "same") == all(this == that for this, that in able)


def test_intervals_that_overlap_are_never_ranked() -> None:
    for one, other in product(INTERVALS, INTERVALS):
        if one[0] <= other[1] and other[0] <= one[1]:
            assert relation(one, other).order in ("same", "not settled")


def test_domains_and_themes_tell_how_many_criteria_and_pairs_they_separate() -> None:
    (domain,) = tiny(
        site("A", [(4, 4), (1, 4), (2, 2)]),
        site("B", [(1, 2), (0, 4), (1, 1)]),
        site("C", [(0, 0), (0, 4), None]),
    ).domains
    assert domain.separations == (
        Separation("Tiny", None, criteria=3, separating=2, pairs=7, apart=4),
        Separation("Tiny", "First", criteria=1, separating=1, pairs=3, apart=3),
        Separation("Tiny", "Others", criteria=2, separating=1, pairs=4, apart=1),
    )
    assert [(one.apart, one.pairs) for one in domain.criteria] == [(3, 3), (0, 3), (1, 1)]


def test_a_pair_of_sites_counts_each_relation_and_shows_beside_where_more_is_evidenced() -> None:
    framework = tiny(
        site("A", [(4, 4), (1, 4), (2, 2), (0, 4), None]), site("B", [(1, 2), (0, 4), (2, 2), (3, 3), (4, 4)])
    )
    assert framework.pairs == (
        Pair("a", "b", above=1, below=0, same=1, not_settled=2, more_here=1, more_there=1),
    )


def test_a_site_dominates_on_the_evidence_where_it_is_nowhere_less_and_somewhere_more() -> None:
    framework = tiny(site("A", [(2, 4), (3, 3)]), site("B", [(2, 3), (1, 2)]))
    assert framework.dominance == (
        Dominance("a", "b", criteria=2, on_evidence=True, certain=False, above=("tiny/c1",)),
    )


def test_a_site_dominates_for_certain_where_as_much_is_evidenced_as_is_possible_at_the_other() -> None:
    framework = tiny(site("A", [(2, 4), (3, 3)]), site("B", [(1, 2), (1, 2)]))
    assert framework.dominance == (
        Dominance("a", "b", criteria=2, on_evidence=True, certain=True, above=("tiny/c1",)),
    )


def test_sites_of_which_each_is_higher_somewhere_do_not_dominate_each_other() -> None:
    assert tiny(site("A", [(2, 2), (1, 1)]), site("B", [(1, 1), (2, 2)])).dominance == ()


def test_sites_with_the_same_evidence_dominate_only_as_far_as_all_is_settled() -> None:
    assert tiny(site("A", [(2, 3)]), site("B", [(2, 3)])).dominance == ()
    settled = tiny(site("A", [(2, 2)]), site("B", [(2, 2)])).dominance
    assert [(one.site, one.over, one.on_evidence, one.certain) for one in settled] == [
        ("a", "b", False, True),
        ("b", "a", False, True),
    ]


def test_what_does_not_apply_to_a_site_is_left_out_of_its_dominance() -> None:
    (one,) = tiny(site("A", [(3, 3), None]), site("B", [(1, 1), (4, 4)])).dominance
    assert (one.site, one.criteria, one.above) == ("a", 1, ("tiny/c0",))
    assert tiny(site("A", [None]), site("B", [(4, 4)])).dominance == ()


# -- what can be compared


def refused(*sites: Assessment) -> str:
    with pytest.raises(InvalidSource) as error:
        compare(sites)
    (problem,) = error.value.problems
    return str(problem)


def test_different_versions_of_a_framework_are_refused_with_the_sites_of_each() -> None:
    assert refused(site("A", [(1, 1)]), site("B", [(1, 1)], version="2.0.0"), site("C", [(1, 1)])) == (
        "tiny: sites scored by different versions cannot be compared: 1.0.0 (a, c) and 2.0.0 (b); "
        "score them by one"
    )


def test_a_framework_that_one_site_was_not_scored_by_is_refused() -> None:
    bare = site("B", [(1, 1)])._replace(frameworks=())
    message = "tiny: not every site is scored once by this framework: a but not b"
    assert refused(site("A", [(1, 1)]), bare) == message


def test_two_versions_of_a_framework_at_one_site_are_refused() -> None:
    both = [
        one._replace(frameworks=(*one.frameworks, one.frameworks[0]._replace(version="1.0.1")))
        for one in (site("A", [(1, 1)]), site("B", [(1, 1)]))
    ]
    assert "1.0.0 (a, b) and 1.0.1 (a, b)" in refused(*both)


def test_a_framework_that_changed_and_kept_its_version_is_refused() -> None:
    message = "tiny: differs between sites under one version, 1.0.0"
    assert refused(site("A", [(1, 1)]), site("B", [(1, 1), (2, 2)])) == message


def test_the_order_in_which_frameworks_were_given_does_not_matter() -> None:
    one, other = site("A", [(1, 1)]), site("B", [(1, 1)])
    more = site("A", [(2, 2), (3, 3)], version="3.0.0").frameworks[0]._replace(id="more")
    compared = compare(
        [
            one._replace(frameworks=(*one.frameworks, more)),
            other._replace(frameworks=(more, *other.frameworks)),
        ]
    )
    found = [(each.id, each.version, len(each.domains[0].criteria)) for each in compared.frameworks]
    assert found == [("tiny", "1.0.0", 1), ("more", "3.0.0", 2)]


def test_one_site_is_nothing_to_compare() -> None:
    assert refused(site("A", [(1, 1)])) == "a: a comparison takes two sites or more"


def test_two_waves_of_a_site_are_compared_under_their_waves() -> None:
    sites = [site("A", [(1, 1)]), site("A", [(2, 2)], wave="follow-up"), site("B", [(0, 4)])]
    assert [one.key for one in compare(sites).sites] == ["a baseline", "a follow-up", "b"]
    assert "A, follow-up above A, baseline" in markdown(*sites)


def test_the_same_site_twice_is_refused() -> None:
    assert refused(site("A", [(1, 1)]), site("A", [(1, 1)])) == (
        "a baseline: is given 2 times; two waves of a site differ in their `wave`"
    )


# -- who takes part

HEAD = """
format: iomassess/site/1
id: {id}
name: {name}
wave: baseline
as_of: 2009-02
"""
TOWN = """
agencies:
  police: {name: Police, sector: statutory, kind: police, pathways: [attitudes-thinking-behaviour]}
  hostel: {name: Hostel, sector: third, size: small, pathways: [accommodation]}
  clinic: {name: Clinic, sector: third, size: {one_of: [medium, large]}, offender_groups: [women]}
  advice: {name: Advice, sector: third}
  someone: {unnamed: true, number: 1, is_among: [hostel, clinic]}
groups:
  team:
    name: Team
    level: service-delivery
    scope: iom
    complete: true
    members:
      - {agency: police, staff: 4, co_located: true}
      - {agency: hostel, staff: 2, co_located: true, co_works: true, shares_information: true}
      - {agency: clinic, staff: {from: 1, to: 3}, co_located: true, co_works: true, shares_information: true}
      - {agency: someone, staff: 1}
links:
  - {kind: refers-to, from: team, to: advice, scope: iom, pathways: [finance-benefit-debt]}
practices:
  - {kind: offender-group-service, of: women, by: [clinic]}
  - {kind: offender-group-service, of: women, by: [police]}
  - {kind: offender-group-service, of: young, status: planned}
barriers:
  - {kind: funding, status: unresolved}
  - {kind: funding, status: {one_of: [easing, resolved]}}
  - {kind: vetting, what: Slow}
complete:
  - groups: {level: service-delivery}
  - practices: {kind: offender-group-service, of: women}
  - barriers: {kind: funding}
"""


def assessed(text: str, name: str) -> Assessment:
    facts = load_facts(parse(HEAD.format(id=name.lower(), name=name) + text, f"{name.lower()}.yaml"))
    return assess(facts, loaded(), reasons=False)._replace(background=background(facts))


@cache
def loaded() -> tuple:  # type: ignore[type-arg]
    return tuple(load_framework(folder) for folder in frameworks())


@cache
def town_and_nowhere() -> Comparison:
    return compare([assessed(TOWN, "Town"), assessed("", "Nowhere")])


def counted(table: str, group: str = "") -> dict[str, tuple[str, ...]]:
    (found,) = [one for one in town_and_nowhere().composition if one.title == table]
    return {row.label: tuple(cell.text for cell in row.cells) for row in found.rows if row.group == group}


def test_agencies_are_counted_by_size_and_what_is_known_in_part_has_its_own_row() -> None:
    assert counted("Third Sector agencies by size") == {
        "micro": ("not known", "not known"),
        "small": ("1 or more", "not known"),
        "medium": ("not known", "not known"),
        "large": ("not known", "not known"),
        "medium or large": ("1 or more", "not known"),
        "in all": ("3 or more", "not known"),
    }


def test_agencies_are_counted_by_role_exactly_where_the_file_closes_the_list() -> None:
    roles = counted("Third Sector agencies by role")
    assert roles["in all"] == ("3 or more", "not known")
    delivering = roles["delivery partner or referral partner"]
    assert delivering == ("2", "not known")


def test_staff_are_added_up_by_sector_and_level_and_nobody_twice() -> None:
    third = counted("Staff by sector and level", "Third Sector")
    assert third["service delivery"] == ("3 to 6", "not known")
    assert third["strategic oversight"] == ("not known", "not known")
    assert counted("Staff by sector and level", "statutory")["service delivery"] == ("4", "not known")
    assert counted("Staff by sector and level", "private")["service delivery"] == ("0", "not known")


def test_a_pathway_is_covered_by_an_agency_itself_a_seat_or_a_referral() -> None:
    third = counted("Agencies by sector and pathway", "Third Sector")
    assert third["accommodation"] == ("1 or more", "not known")
    assert third["finance, benefit and debt"] == ("1 or more", "not known")
    assert third["health"] == ("not known", "not known")
    statutory = counted("Agencies by sector and pathway", "statutory")
    assert statutory["attitudes, thinking and behaviour"] == ("1 or more", "not known")


def test_services_for_offender_groups_are_counted_and_planned_ones_apart() -> None:
    table = "Specific offender groups"
    assert counted(table, "services in place")["women"] == ("2", "not known")
    assert counted(table, "services in place, by the Third Sector")["women"] == ("1 to 2", "not known")
    assert counted(table, "services in place")["young"] == ("not known", "not known")
    assert counted(table, "services planned or emerging")["young"] == ("1 or more", "not known")
    assert counted(table, "Third Sector agencies")["women"] == ("1 or more", "not known")


def test_barriers_are_counted_by_what_became_of_them() -> None:
    table = "Barriers by status"
    assert counted(table, "unresolved")["funding"] == ("1", "not known")
    assert counted(table, "easing or resolved")["funding"] == ("1", "not known")
    assert counted(table, "resolved")["funding"] == ("0", "not known")
    assert counted(table, "state not recorded")["vetting"] == ("1 or more", "not known")


def test_a_number_names_the_records_that_show_it() -> None:
    (table,) = [one for one in town_and_nowhere().composition if one.title == "Barriers by status"]
    (row,) = [one for one in table.rows if (one.group, one.label) == ("state not recorded", "vetting")]
    assert [cell.shown for cell in row.cells] == [("barrier, vetting: Slow",), ()]


def test_assessments_without_a_background_are_compared_by_their_levels_alone() -> None:
    assert compare([site("A", [(1, 1)]), site("B", [(1, 1)])]).composition == ()


# -- the bundled sites


@cache
def bundled_sites() -> tuple[Assessment, ...]:
    found = []
    for name in BUNDLED:
        facts = load_facts(read(bundled("sites") / f"{name}.yaml", f"sites/{name}.yaml"))
        found.append(assess(facts, loaded(), reasons=False)._replace(background=background(facts)))
    return tuple(found)


@cache
def of_the_study() -> Comparison:
    return compare(bundled_sites())


def relations(criterion_id: str) -> dict[tuple[str, str], tuple[str, str | None]]:
    """What is certain of each pair, both ways round."""
    (found,) = [
        criterion
        for framework in of_the_study().frameworks
        for domain in framework.domains
        for criterion in domain.criteria
        if criterion.id == criterion_id
    ]
    turned = {"above": "below", "below": "above"}
    return {
        pair: said
        for one in found.relations
        for pair, said in (
            ((one.site, one.other), (one.order, one.more_evidenced)),
            ((one.other, one.site), (turned.get(one.order, one.order), one.more_evidenced)),
        )
    }


@pytest.mark.parametrize("criterion_id", ["engagement/service-delivery", "engagement/operational-management"])
def test_the_four_pioneer_sites_stand_in_the_order_of_the_study(criterion_id: str) -> None:
    found = relations(criterion_id)
    for high in ("lancashire", "west-yorkshire"):
        assert found[high, "london"] == ("above", high)
        assert found[high, "nottinghamshire"] == ("above", high)
    assert found["london", "nottinghamshire"] == ("above", "london")


def test_strategic_tiers_are_not_above_operational_management_where_a_site_shows_both() -> None:
    shown = 0
    for assessment in bundled_sites():
        levels = {one.id.rpartition("/")[2]: one for one in assessment.frameworks[0].criteria}
        operational = levels["operational-management"]
        for tier in ("strategic-local", "strategic-pioneer-site", "strategic-countywide"):
            if operational.evidenced and levels[tier].evidenced:
                shown += 1
                assert levels[tier].evidenced <= operational.evidenced, (assessment.site.id, tier)
    assert shown


def test_no_impact_of_the_sector_was_measured_at_any_pioneer_site() -> None:
    found = relations("thematic/transforming-public-services/third-sector-impact")
    for one, other in product(PIONEERS, PIONEERS):
        assert one == other or found[one, other] == ("same", None)
    levels = {
        assessment.site.id: (criterion.evidenced, criterion.possible)
        for assessment in bundled_sites()
        for criterion in assessment.frameworks[1].criteria
        if criterion.id == "thematic/transforming-public-services/third-sector-impact"
    }
    assert {levels[one] for one in PIONEERS} == {(0, 0)}


def test_overlapping_levels_of_the_bundled_sites_are_never_ranked() -> None:
    for framework in of_the_study().frameworks:
        for domain in framework.domains:
            for one in domain.criteria:
                levels = {level.site: level for level in one.levels}
                for pair in one.relations:
                    here, there = levels[pair.site], levels[pair.other]
                    apart = here.evidenced > there.possible or there.evidenced > here.possible
                    assert (pair.order in ("above", "below")) == apart


def test_a_site_of_which_little_is_known_is_certainly_below_others_nearly_nowhere() -> None:
    for framework in of_the_study().frameworks:
        for one in framework.dominance:
            assert not one.certain or one.over != "west-midlands"


# -- printed


def printed(compared: Comparison, width: int) -> str:
    console = Console(width=width, highlight=False, markup=False, emoji=False, no_color=True)
    with console.capture() as capture:
        print_comparison(console, compared)
    return capture.get()


def test_the_matrix_of_five_sites_keeps_to_80_columns() -> None:
    text = printed(of_the_study(), 80)
    assert max(map(len, text.splitlines())) <= 80
    lines = [" ".join(line.split()) for line in text.splitlines()]
    assert any(re.match("Service delivery ████ 4 .* ░░░░ [?]", line) for line in lines)
    assert "Third Sector impact ···· 0 ···· 0 ···· 0 ···· 0 ░░░░ ?" in lines


@pytest.mark.parametrize("width", [20, 40, 60, 100, 200])
def test_a_comparison_is_printed_whole_at_any_width(width: int) -> None:
    text = printed(of_the_study(), width)
    for name in ("Service", "Compact", "Barriers by status"[:8]):
        assert name in text


def test_many_sites_are_printed_in_blocks() -> None:
    many = compare([site(f"Site{number:02}", [(1, 3)]) for number in range(20)])
    text = printed(many, 80)
    assert max(map(len, text.splitlines())) <= 80
    assert all(f"Site{number:02}" in text.replace("\n", "") for number in range(20))
    assert sum(line.startswith("  Criterion 0") and "1-3" in line for line in text.splitlines()) == 3


def test_the_table_says_what_is_certain_and_beside_it_where_more_is_evidenced() -> None:
    text = printed(compare([site("A", [(3, 4)]), site("B", [(1, 2)]), site("C", [(0, 4)])]), 80)
    assert "Criterion 0: A above B; more is evidenced at A and B than at C." in " ".join(text.split())


def test_sites_that_are_settled_at_one_level_are_said_to_be_the_same() -> None:
    sites = [
        site(name, [level]) for name, level in (("A", (2, 2)), ("B", (2, 2)), ("C", (2, 3)), ("D", None))
    ]
    assert "Criterion 0: the same at A and B." in " ".join(printed(compare(sites), 80).split())
    assert "| Criterion 0 | The same at A and B | – |" in markdown(*sites)


def test_markdown_has_a_row_for_each_criterion_and_for_each_thing_counted() -> None:
    text = markdown(assessed(TOWN, "Town"), assessed("", "Nowhere"))
    assert "| Service delivery | 4 (full) | 0 to 4 (not established, possibly up to full) |" in text
    assert "| Third Sector: service delivery | 3 to 6 | not known |" in text
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert all(line.endswith("|") for line in rows)


def test_what_does_not_apply_says_why_in_markdown_and_n_a_in_the_table() -> None:
    compared = compare([site("A", [None]), site("B", [(1, 1)])])
    text = markdown(site("A", [None]), site("B", [(1, 1)]))
    assert "| Criterion 0 | not applicable: It is not there. | 1 (minimal) |" in text
    assert "n/a" in printed(compared, 80)


@pytest.mark.parametrize("name", ["<b>x</b>", "a | b", "**bold**", "[x](javascript:y)", "line\n\n# two"])
def test_a_name_from_a_site_file_stays_text_in_markdown(name: str) -> None:
    one = site("A", [(1, 1)])
    named = one._replace(site=one.site._replace(name=name))
    text = markdown(named, site("B", [(0, 0)]))
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
    inline = [child for token in tokens for child in (token.children or [])]
    assert not [one for one in (*tokens, *inline) if one.type.startswith("html")]
    assert not [one for one in inline if one.type in ("link_open", "image")]
    assert " ".join(name.split()) in [one.content for one in inline] or "bold" in name
    assert [one.content for one in tokens if one.type == "inline"].count("two") == 0


# -- on the command line


def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int, str, str]:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr(sys, "argv", ["iomassess", "compare", *arguments])
    with pytest.raises(SystemExit) as stop:
        main()
    out, err = capsys.readouterr()
    return int(stop.value.code or 0), out, err


def test_compare_prints_a_table_json_csv_or_markdown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, table, _ = run(monkeypatch, capsys, "lancashire", "london", "-f", "engagement")
    assert code == 0
    assert "Levels of Third Sector engagement" in table
    _, text, _ = run(monkeypatch, capsys, "lancashire", "london", "--format", "json")
    whole = json.loads(text)
    assert whole["format"] == "iomassess/comparison/1"
    assert [one["key"] for one in whole["sites"]] == ["lancashire", "london"]
    assert [one["id"] for one in whole["frameworks"]] == ["engagement", "thematic"]
    _, rows, _ = run(monkeypatch, capsys, "lancashire", "london", "--format", "csv")
    assert len(rows.splitlines()) == 1 + 2 * 23
    _, markdown, _ = run(monkeypatch, capsys, "lancashire", "london", "--format", "md")
    assert markdown.startswith("# Comparison: Lancashire and London\n")


def test_compare_writes_to_a_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "out.csv"
    code, out, _ = run(monkeypatch, capsys, "lancashire", "london", "--format", "csv", "-o", str(file))
    assert (code, out) == (0, "")
    sites = [one for one in bundled_sites() if one.site.id in ("lancashire", "london")]
    levels = [line.split(",")[:11] for line in to_csv(sites).splitlines()]
    assert [line.split(",")[:11] for line in file.read_text().splitlines()] == levels


def test_saved_assessments_are_compared_and_refused_under_another_version(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    path = bundled("sites") / "lancashire.yaml"
    one = assess(load_facts(read(path, "sites/lancashire.yaml")), loaded())
    saved = tmp_path / "saved.json"
    saved.write_text(to_json(gathered([one])))
    _, fresh, _ = run(monkeypatch, capsys, "lancashire", "london", "--format", "json")
    code, text, _ = run(monkeypatch, capsys, str(saved), "london", "--format", "json")
    assert code == 0
    assert json.loads(text)["frameworks"] == json.loads(fresh)["frameworks"]
    assert json.loads(text)["composition"] == json.loads(fresh)["composition"]

    old = one._replace(frameworks=tuple(each._replace(version="0.9.0") for each in one.frameworks))
    saved.write_text(to_json(gathered([old])))
    code, out, err = run(monkeypatch, capsys, str(saved), "london", "-f", "thematic")
    assert (code, out) == (2, "")
    assert "thematic: sites scored by different versions cannot be compared: 0.9.0 (lancashire)" in err


@pytest.mark.parametrize("text", ["{}", "[1", '{"format": "iomassess/assessments/9", "assessments": []}'])
def test_a_file_that_holds_no_saved_assessments_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str
) -> None:
    saved = tmp_path / "saved.json"
    saved.write_text(text)
    code, out, err = run(monkeypatch, capsys, str(saved), "london")
    assert (code, out) == (2, "")
    assert "is not a file of saved assessments" in err
    assert run(monkeypatch, capsys, str(tmp_path / "none.json"), "london")[0] == 2
