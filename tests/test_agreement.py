"""Agreement between coders: what is matched, what is said differently, and behind which levels it stands."""

import json
import sys
from copy import deepcopy
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from syrupy.assertion import SnapshotAssertion

from iomassess.agreement.bearings import bearings
from iomassess.agreement.coders import coders
from iomassess.agreement.comparing import Agreement, CodedSite, Disagreement, HeldPair, Pair, agreement
from iomassess.agreement.discrepancies import Discrepancy, Held, hold
from iomassess.assess import assess
from iomassess.cli import main
from iomassess.engine.facts import Facts, facts
from iomassess.framework.reading import Framework, load_framework
from iomassess.loading import load_facts
from iomassess.places import frameworks
from iomassess.source import Source, parse, read
from strategies import Case, cases
from strategies import forgettings as forgotten
from test_forgetting import SITES, forgettings, said
from test_reports import MarkdownFile

HERE = Path(__file__).parent
FIRST = HERE / "waves" / "millbrook-2024.yaml"
SECOND = HERE / "coders" / "millbrook-second.yaml"


@cache
def loaded() -> tuple[Framework, ...]:
    return tuple(load_framework(folder) for folder in frameworks())


def coding(body: str, name: str = "one") -> Facts:
    head = "format: iomassess/site/1\nid: testing\nname: Testing\nwave: baseline\nas_of: 2009-02\n"
    return load_facts(parse(head + body, f"{name}.yaml"))


def held(one: str, other: str) -> Held:
    return hold(coding(one), coding(other, "other"))


def only(found: Held) -> Discrepancy:
    (one,) = found.discrepancies
    return one


def told(found: Held) -> list[tuple[str, str, str | None, tuple[str | None, ...]]]:
    return [
        (one.kind, one.label, one.field, tuple(each.says if each else None for each in one.readings))
        for one in found.discrepancies
    ]


def agreed(files: dict[str, Facts], resamples: int = 50) -> Agreement:
    assessments = {coder: assess(one, loaded()) for coder, one in files.items()}
    names = list(files)
    pairs = [
        HeldPair((one, other), both, tuple(bearings(both.discrepancies, facts, scored, loaded())))
        for nth, one in enumerate(names)
        for other in names[nth + 1 :]
        for facts in [(files[one], files[other])]
        for scored in [(assessments[one], assessments[other])]
        for both in [hold(*facts)]
    ]
    return agreement(names, [CodedSite(assessments, tuple(pairs))], (), 1, resamples)


@cache
def millbrook() -> Agreement:
    return agreed({"anna": load_facts(read(FIRST, "anna.yaml")), "ben": load_facts(read(SECOND, "ben.yaml"))})


def millbrook_pair() -> Pair:
    return millbrook().sites[0].pairs[0]


def about(label: str, field: str | None = None) -> Disagreement:
    (found,) = [one for one in millbrook_pair().disagreements if (one.label, one.field) == (label, field)]
    return found


# -- which records are the same

POLICE = "agencies: {police: {name: Millbrook Police, sector: statutory}}"


def test_agencies_are_the_same_by_id_whatever_their_names() -> None:
    found = held(POLICE, "agencies: {police: {name: The Constabulary, sector: statutory}}")
    assert only(found).kind == "worded otherwise"
    (perhaps,) = found.perhaps
    assert perhaps.why == "taken to be one by their id, though the names differ"


def test_agencies_are_the_same_by_name_but_for_case_spaces_and_the() -> None:
    found = held(POLICE, "agencies: {force: {name: the  millbrook police, sector: statutory}}")
    assert not found.discrepancies
    assert found.matched == (("same name", 1),)


def test_agencies_whose_names_are_only_alike_are_not_matched_but_told() -> None:
    found = held(POLICE, "agencies: {force: {name: Millbrook Police Service, sector: statutory}}")
    assert [one.kind for one in found.discrepancies] == ["one only", "one only"]
    (perhaps,) = found.perhaps
    assert perhaps.labels == ("Millbrook Police", "Millbrook Police Service")
    assert perhaps.why == "their names are alike"


def test_an_id_that_means_another_agency_in_each_file_is_not_mistaken_for_it() -> None:
    one = (
        "agencies: {a: {name: Alpha}, b: {name: Beta}}\ngroups: {team: {name: Team, members: [{agency: a}]}}"
    )
    other = (
        "agencies: {c: {name: Alpha}, d: {name: Beta}}\ngroups: {team: {name: Team, members: [{agency: c}]}}"
    )
    assert not held(one, other).discrepancies
    swapped = other.replace("{agency: c}", "{agency: d}")
    assert [(kind, label) for kind, label, _, _ in told(held(one, swapped))] == [
        ("one only", "Alpha on Team"),
        ("one only", "Beta on Team"),
    ]


def test_agencies_without_a_name_are_the_same_by_what_is_said_of_them() -> None:
    one = "agencies: {hostels: {unnamed: true, sector: third, pathways: [accommodation], number: 2}}"
    assert not held(one, one.replace("hostels", "homes")).discrepancies
    assert (
        len(held(one, one.replace("hostels", "homes").replace("accommodation", "health")).discrepancies) == 2
    )


def test_of_several_alike_each_is_matched_with_the_one_most_like_it() -> None:
    one = """
practices:
  - {kind: volunteering, name: shop, scope: general}
  - {kind: volunteering, name: mentors, scope: iom}
  - {kind: volunteering, scope: offenders, extent: little}
"""
    other = """
practices:
  - {kind: volunteering, scope: offenders, extent: some}
  - {kind: volunteering, name: Mentors, scope: general}
  - {kind: volunteering, name: shop, scope: general}
"""
    assert told(held(one, other)) == [
        ("apart", "volunteering: mentors", "scope", ("IOM", "general")),
        ("apart", "volunteering", "extent", ("little", "some")),
    ]


def test_practices_of_another_subject_are_two_and_may_be_one() -> None:
    one = "practices: [{kind: impact-measurement, of: service}]"
    found = held(one, one.replace("service", "volunteering"))
    assert [one.kind for one in found.discrepancies] == ["one only", "one only"]
    assert [one.why for one in found.perhaps] == ["they are of one kind"]


def test_practices_of_one_kind_with_other_names_are_one_only_by_a_source_and_that_is_told() -> None:
    sources = "sources: {talks: {title: Talks, kind: interview}}\n"
    one = "practices: [{kind: mentoring, name: Buddies, scope: iom%s}]"
    other = one.replace("Buddies", "Peer support on release")
    found = held(one % "", other % "")
    assert [each.why for each in found.perhaps] == ["they are of one kind"]
    assert not found.matched
    found = held(*(f"{sources}{each % ', evidence: [talks 1]'}" for each in (one, other)))
    assert only(found).kind == "worded otherwise"
    (perhaps,) = found.perhaps
    assert perhaps.why == "taken to be one by the rest of what they say, though the names differ"


def test_links_between_the_same_parties_are_the_same_in_any_order() -> None:
    agencies = "agencies: {a: {name: Alpha}, b: {name: Beta}}\n"
    one = "links: [{kind: joint-working, between: [a, b], scope: iom}]"
    assert not held(agencies + one, agencies + one.replace("[a, b]", "[b, a]")).discrepancies


def test_links_with_two_parties_in_common_may_be_the_same() -> None:
    agencies = "agencies: {a: {name: Alpha}, b: {name: Beta}, c: {name: Cee}, d: {name: Dee}, e: {name: E}}\n"
    one = f"{agencies}links: [{{kind: joint-working, between: [a, b, c]}}]"
    found = held(one, one.replace("[a, b, c]", "[a, b, d]"))
    assert [each.kind for each in found.discrepancies] == ["one only", "one only"]
    assert [(each.labels, each.why) for each in found.perhaps] == [
        (
            ("joint working: Alpha, Beta and Cee", "joint working: Alpha, Beta and Dee"),
            "their ends may be the same",
        )
    ]
    assert not held(one, one.replace("[a, b, c]", "[a, d, e]")).perhaps


# -- how readings stand to each other

AGENCY = "agencies: {{a: {{name: Alpha, {}}}}}"


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("size: small", "size: large", "apart"),
        ("size: small", "size: {one_of: [small, medium]}", "overlapping"),
        ("size: {one_of: [micro, small]}", "size: {one_of: [medium, large]}", "apart"),
        ("turnover: 5", "turnover: {from: 2}", "overlapping"),
        ("turnover: 5", "turnover: {to: 4}", "apart"),
        ("turnover: {from: 1, to: 5}", "turnover: {from: 5, to: 9}", "overlapping"),
        ("paid_staff: {one_of: [1, 3]}", "paid_staff: 2", "apart"),
        ("pathways: [health]", "pathways: [health, accommodation]", "overlapping"),
        ("pathways: [health]", "pathways: [accommodation]", "overlapping"),
        ("size: small", "reach: local", "one only"),
    ],
)
def test_two_readings_of_a_field_are_apart_only_where_both_cannot_be_right(
    one: str, other: str, kind: str
) -> None:
    found = held(AGENCY.format(one), AGENCY.format(other))
    assert {each.kind for each in found.discrepancies} == {kind}
    back = held(AGENCY.format(other), AGENCY.format(one))
    assert [one.readings for one in back.discrepancies] == [
        each.readings[::-1]
        for each in (found.discrepancies if kind != "one only" else found.discrepancies[::-1])
    ]


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [("2006-05", "2006", "overlapping"), ("2006-05", "2006-06", "apart"), ("2006", "2007-01", "apart")],
)
def test_dates_are_compared_as_the_days_that_they_may_be(one: str, other: str, kind: str) -> None:
    found = held(f"project: {{commenced: '{one}'}}", f"project: {{commenced: '{other}'}}")
    assert only(found).kind == kind


def test_order_and_spelling_of_values_make_no_difference() -> None:
    one = AGENCY.format("pathways: [health, accommodation], size: {one_of: [small, micro]}, turnover: 5")
    other = AGENCY.format(
        "turnover: {from: 5, to: 5}, size: {one_of: [micro, small]}, pathways: [accommodation, health]"
    )
    assert not held(one, other).discrepancies


def test_what_is_unknown_to_one_coder_is_told_from_a_disagreement() -> None:
    team = "agencies: {{a: {{name: Alpha}}}}\ngroups: {{team: {{name: Team, members: [{{agency: a{}}}]}}}}"
    silent = only(held(team.format(", co_works: true"), team.format("")))
    assert silent.kind == "one only"
    assert silent.readings[1] is None
    assert only(held(team.format(", co_works: true"), team.format(", co_works: false"))).kind == "apart"


def test_a_status_left_out_is_in_place_and_one_of_unknown_is_silence() -> None:
    one = "practices: [{kind: mentoring}]"
    assert only(held(one, "practices: [{kind: mentoring, status: planned}]")).kind == "apart"
    assert not held(one, "practices: [{kind: mentoring, status: in-place}]").discrepancies
    assert only(held(one, "practices: [{kind: mentoring, status: unknown}]")).kind == "one only"


# -- what is complete and what is absent


def test_a_record_that_the_other_coder_rules_out_is_a_disagreement_told_once() -> None:
    one = "absent: [{practices: {kind: mentoring, scope: iom}}]"
    found = held(one, "practices: [{kind: mentoring, scope: iom}]")
    assert told(found) == [
        (
            "apart",
            "mentoring",
            None,
            ("There is no mentoring for the project.", "recorded (scope: IOM; status: in place)"),
        )
    ]


def test_a_statement_is_set_beside_what_both_record_and_the_other_reads_as_what_it_denies() -> None:
    buddies = "practices: [{{kind: mentoring, name: Buddies, scope: {}}}]"
    absent = "\nabsent: [{practices: {kind: mentoring, scope: iom}}]"
    scope, statement = told(held(buddies.format("general") + absent, buddies.format("iom")))
    assert scope == ("apart", "mentoring: Buddies", "scope", ("general", "IOM"))
    assert statement == (
        "apart",
        "what is absent",
        None,
        ("There is no mentoring for the project.", "recorded: mentoring: Buddies"),
    )


SEATED = "agencies: {a: {name: Alpha}, b: {name: Beta}}\ngroups:\n  team: {name: Team, "


def test_a_seat_that_is_not_on_the_other_coders_complete_list_is_a_disagreement() -> None:
    found = held(
        SEATED + "members: [{agency: a}, {agency: b}]}", SEATED + "complete: true, members: [{agency: a}]}"
    )
    seat = next(one for one in found.discrepancies if one.about == "seats")
    assert seat.kind == "apart"
    assert seat.readings[1] is not None
    assert seat.readings[1].says == "The file lists every agency on Team (in place)."


def test_a_seat_that_may_be_the_same_is_not_said_to_be_ruled_out() -> None:
    one = "agencies: {a: {name: Alpha}}\ngroups: {team: {name: Team, complete: true, members: [{agency: a}]}}"
    other = one.replace("{a: {name: Alpha}}", "{b: {name: Alpha House}}").replace("agency: a", "agency: b")
    seats = [one for one in held(one, other).discrepancies if one.about == "seats"]
    assert [one.kind for one in seats] == ["one only", "one only"]


def test_the_same_statement_in_another_way_is_no_disagreement() -> None:
    one = SEATED + "complete: true, members: [{agency: a}]}"
    assert not held(
        one, SEATED + "members: [{agency: a}]}\ncomplete: [{members: {group: team}}]"
    ).discrepancies
    wider = "absent: [{practices: {kind: mentoring, status: any}}]"
    narrow = "absent: [{practices: {kind: mentoring, scope: iom}}]"
    (left,) = held(wider, narrow).discrepancies
    assert (left.kind, left.readings[1]) == ("one only", None)
    assert held(wider, narrow + "\n").tallies[-1].same == 1


def test_a_statement_about_an_agency_that_the_other_file_has_not_is_left_open_by_it() -> None:
    one = "agencies: {a: {name: Alpha}}\nabsent: [{members: {agency: a, status: any}}]"
    assert {each.kind for each in held(one, "agencies: {z: {name: Zeta}}").discrepancies} == {"one only"}


# -- behind which levels


def test_a_disagreement_stands_behind_the_levels_that_rest_on_it() -> None:
    titles = {one.title: one.rungs for one in about("mentoring").bears_on}
    assert titles == {"Mentoring": (1, 2, 3, 4)}
    assert [one.title for one in about("Millbrook CVS on Steering group", "status").bears_on][:1] == [
        "Operational management"
    ]
    assert not about("Harbour Project on Offender management team", "staff").bears_on


def test_a_criterion_that_only_one_has_apply_names_who_says_so() -> None:
    excused = about("does not apply: engagement/strategic-pioneer-site")
    assert [one.criterion for one in excused.bears_on] == ["engagement/strategic-pioneer-site"]
    assert excused.left_open_by == ("ben",)


def test_criteria_with_the_same_levels_have_nothing_behind_them() -> None:
    for one in millbrook().sites[0].criteria:
        assert bool(one.behind) == (not one.same)


@pytest.mark.parametrize("site", SITES, ids=lambda path: path.stem)
def test_whatever_is_forgotten_is_told_and_stands_behind_each_level_that_moves(site: Path) -> None:
    source = said(site)
    before = load_facts(source)
    scored = assess(before, loaded())
    random = Random(site.stem)  # noqa: S311  not for secrets
    things = [one for one in forgettings(source.values) if "barriers" not in one.what]
    for thing in random.sample(things, 4):
        values = deepcopy(source.values)
        thing.unsay(values)
        after = load_facts(Source(source.name, source.text, values, source.mark))
        found = hold(before, after)
        assert found.discrepancies, thing.what
        assert len(hold(after, before).discrepancies) == len(found.discrepancies), thing.what
        assert not any(one.kind == "apart" for one in found.discrepancies), thing.what
        both = (scored, assess(after, loaded()))
        for bearing in bearings(found.discrepancies, (before, after), both, loaded()):
            assert bearing.behind, (thing.what, bearing.criterion)


@pytest.mark.parametrize("site", SITES, ids=lambda path: path.stem)
def test_a_file_and_itself_say_the_same(site: Path) -> None:
    facts = load_facts(read(site))
    found = hold(facts, facts)
    assert not found.discrepancies
    assert not found.perhaps
    assert sum(tally.same for tally in found.tallies) > 200


@given(cases())
def test_a_random_site_and_itself_say_the_same_in_any_order(case: Case) -> None:
    one = facts(case.site)
    turned = {
        key: value[::-1] if isinstance(value, tuple) else dict(reversed(value.items()))
        for key, value in one.site
        if isinstance(value, tuple | dict)
    }
    other = facts(one.site.model_copy(update=turned))
    found = hold(one, other)
    assert not found.discrepancies
    assert not found.perhaps


@given(forgotten())
def test_forgetting_part_of_a_random_site_is_never_a_contradiction(both: tuple[Case, Case]) -> None:
    one, other = (facts(case.site) for case in both)
    for found in (hold(one, other), hold(other, one)):
        assert not any(each.kind == "apart" for each in found.discrepancies)


# -- figures


def test_figures_of_two_coders_who_agree_are_1_or_not_defined() -> None:
    facts = load_facts(read(FIRST))
    found = agreed({"anna": facts, "ben": facts})
    assert {one.value for figures in found.figures for one in figures.figures} <= {1, None}
    assert found.notes == ("The files of anna and ben for millbrook are the same text.",)


def test_a_criterion_that_does_not_apply_gives_no_rating() -> None:
    all_of_them = millbrook().figures[0]
    assert (all_of_them.units, all_of_them.applicability_differs) == (23, 1)
    assert {one.units for one in all_of_them.figures} == {22}


def test_three_coders_are_told_in_pairs_and_have_one_alpha() -> None:
    first, second = load_facts(read(FIRST)), load_facts(read(SECOND))
    found = agreed({"anna": first, "ben": second, "carl": first})
    assert [pair.coders for pair in found.sites[0].pairs] == [
        ("anna", "ben"),
        ("anna", "carl"),
        ("ben", "carl"),
    ]
    measured = [(one.measure, one.coders) for one in found.figures[0].figures if one.of == "evidenced"]
    assert measured.count(("Krippendorff's alpha, ordinal", ("anna", "ben", "carl"))) == 1
    assert ("weighted kappa, linear", ("ben", "carl")) in measured
    numbers = [one.number for pair in found.sites[0].pairs for one in pair.disagreements]
    assert numbers == list(range(1, len(numbers) + 1))
    assert "ben and carl" in text(found)


# -- how it is told


def text(found: Agreement, width: int = 80) -> str:
    return "\n".join("".join(part for part, _ in line) for line in coders(found, width))


def test_the_table_of_the_example_is_as_it_was(snapshot: SnapshotAssertion) -> None:
    shown = text(millbrook())
    assert max(map(len, shown.splitlines())) <= 80
    assert shown == snapshot(extension_class=MarkdownFile)


def test_a_figure_that_is_not_defined_is_told_in_words() -> None:
    facts = load_facts(read(FIRST))
    shown = text(agreed({"anna": facts, "ben": facts}))
    assert "nan" not in shown.split()
    assert "None" not in shown
    nothing = "agencies: {a: {name: Alpha}}"
    shown = text(agreed({"anna": coding(nothing), "ben": coding(nothing)}))
    assert "undefined" in shown
    assert "all ratings are the same" in shown


def run(monkeypatch: pytest.MonkeyPatch, *words: object) -> int:
    monkeypatch.setattr(sys, "argv", ["iomassess", "agreement", *map(str, words)])
    with pytest.raises(SystemExit) as stopped:
        main()
    return int(stopped.value.code or 0)


def folder(path: Path, **files: str) -> Path:
    path.mkdir()
    for name, content in files.items():
        (path / f"{name}.yaml").write_text(content, encoding="utf-8")
    return path


def test_folders_are_matched_by_the_ids_of_their_sites(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = FIRST.read_text(encoding="utf-8"), SECOND.read_text(encoding="utf-8")
    other = first.replace("id: millbrook", "id: eastfield")
    anna = folder(tmp_path / "anna", mill=first, east=other)
    ben = folder(tmp_path / "ben", first=second, second=other)
    assert run(monkeypatch, anna, ben, "--format", "json", "--resamples", 20) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["format"] == "iomassess/agreement/1"
    assert found["coders"] == ["anna", "ben"]
    assert sorted(site["id"] for site in found["sites"]) == ["eastfield", "millbrook"]
    assert found["figures"][0]["units"] == 46
    same = next(site for site in found["sites"] if site["id"] == "eastfield")
    assert not same["pairs"][0]["disagreements"]


def test_coders_whose_files_and_folders_are_called_alike_are_told_as_they_were_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for each in ("one", "two"):
        Path(each).mkdir()
        folder(Path(each) / "coded", site=FIRST.read_text(encoding="utf-8"))
    given = ["one/coded/site.yaml", "two/coded/site.yaml"]
    assert run(monkeypatch, *given, "--format", "json", "--resamples", 20) == 0
    assert json.loads(capsys.readouterr().out)["coders"] == given


def test_the_markdown_has_every_disagreement_and_the_same_seed_gives_the_same_text(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, FIRST, SECOND, "--format", "md", "--seed", 3, "--resamples", 20) == 0
    shown = capsys.readouterr().out
    for one in millbrook_pair().disagreements:
        assert f"**{one.number}. {one.label}" in shown
    assert run(monkeypatch, FIRST, SECOND, "--format", "md", "--seed", 3, "--resamples", 20) == 0
    assert capsys.readouterr().out == shown


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ((FIRST,), "is one coder: name two or more, each a site file or a folder of them"),
        ((FIRST, FIRST), "is named twice: agreement is between coders"),
        ((FIRST, "lancashire"), "have no site in common, by its id: millbrook-2024 coded millbrook and"),
        ((FIRST, HERE / "coders" / "nobody.yaml"), "there is no such file"),
        ((FIRST, HERE / "__snapshots__"), "is a folder without site files (.yaml)"),
        (
            (FIRST, "baseline.json"),
            "is not a site file: a saved assessment does not have",
        ),
    ],
)
def test_what_cannot_be_compared_is_said_in_one_line(
    given: tuple[object, ...],
    problem: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(monkeypatch, *given) == 2
    said_so = capsys.readouterr().err
    assert problem in said_so
    assert len(said_so.splitlines()) == 1


def test_two_files_of_one_site_by_one_coder_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    first = FIRST.read_text(encoding="utf-8")
    anna = folder(tmp_path / "anna", one=first, two=first)
    assert run(monkeypatch, anna, SECOND) == 2
    assert "has two files of millbrook" in capsys.readouterr().err
