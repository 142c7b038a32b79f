"""Totals and their parts: a warning where they differ and no conflict says so."""

from pathlib import Path
from textwrap import dedent

import pytest

from iomassess.arithmetic import disagreements
from iomassess.loading import load_facts
from iomassess.places import bundled
from iomassess.problems import InvalidSource
from iomassess.source import parse, read

SITE = """
format: iomassess/site/1
id: testing
name: Testing
wave: baseline
as_of: 2009-02
sources: {{study: {{title: A study, kind: report}}}}
project: {{staff_total: {total}}}
agencies: {{police: {{name: Police}}, drugs: {{name: Drugs project}}}}
groups:
  team:
    name: Team
    level: service-delivery
    scope: iom
    members: [{{agency: police, staff: 14}}, {{agency: drugs, {drugs}}}]
"""


def warned(total: str, drugs: str, more: str = "") -> list[str]:
    text = SITE.format(total=total, drugs=drugs) + more
    return [str(one) for one in disagreements(load_facts(parse(text, "s.yaml")))]


def test_a_total_that_its_parts_do_not_come_to_is_told_with_its_place() -> None:
    assert warned("28", "staff: 5") == [
        (
            "s.yaml:8:11: project.staff_total: is 28, and the staff of the delivery team come to 19: "
            "correct one, or record a conflict"
        )
    ]


@pytest.mark.parametrize(
    ("total", "drugs"),
    [
        ("19", "staff: 5"),
        ("{one_of: [19, 28]}", "staff: 5"),
        ("{to: 20}", "staff: {one_of: [5, 7]}"),
        ("28", "status: unknown"),
        ("28", "staff: {from: 5}"),
        ("16", "staff: 2, status: {one_of: [invited, in-place]}"),
        ("16", "staff: 2, status: emerging"),
        ("14", "staff: 5, status: planned"),
    ],
)
def test_a_total_that_its_parts_may_come_to_is_not(total: str, drugs: str) -> None:
    assert warned(total, drugs) == []


@pytest.mark.parametrize(
    ("total", "drugs", "said"),
    [
        ("{one_of: [18, 28]}", "staff: 5", "is 18 or 28, and the staff of the delivery team come to 19"),
        ("{from: 20}", "staff: 5", "is 20 or more, and the staff of the delivery team come to 19"),
        (
            "{from: 22, to: 24}",
            "staff: {from: 5, to: 7}",
            "is 22 to 24, and the staff of the delivery team come to 19 to 21",
        ),
    ],
)
def test_a_total_known_in_part_is_told_as_it_stands(total: str, drugs: str, said: str) -> None:
    assert warned(total, drugs) == [told("8:11: project.staff_total", said)]


def test_more_staff_in_the_parts_than_in_the_total_is_told_though_some_are_unknown() -> None:
    assert warned("10", "co_located: true") == [
        (
            "s.yaml:8:11: project.staff_total: is 10, and the staff of the delivery team come to 14 or more: "
            "correct one, or record a conflict"
        )
    ]


def test_a_recorded_conflict_says_it_already() -> None:
    conflict = """
conflicts:
  - about: the staff
    records: [project.staff_total]
    claims: [{value: 28, evidence: [study 1]}, {value: 19, evidence: [study 2]}]
    used: 28
    because: It is nearer.
"""
    assert warned("28", "staff: 5", conflict) == []


def found(*parts: str) -> list[str]:
    text = "\n".join(dedent(part).strip("\n") for part in (*parts, HEAD))
    return [str(one) for one in disagreements(load_facts(parse(text, "s.yaml")))]


def told(where: str, said: str) -> str:
    return f"s.yaml:{where}: {said}: correct one, or record a conflict"


HEAD = """
    format: iomassess/site/1
    id: testing
    name: Testing
    wave: baseline
    as_of: 2009-02
    sources: {study: {title: A study, kind: report}}
    """

AGENCIES = """{police: {name: Police}, drugs: {name: Drugs project}, others: {unnamed: true, number: 2},
          worker: {unnamed: true, number: 1, may_be: [drugs]}}"""


def team(*seats: str, scope: str = "iom") -> str:
    return f"""
        agencies: {AGENCIES}
        groups:
          team: {{name: Team, level: service-delivery, scope: {scope}, members: [{", ".join(seats)}]}}
        """


# -- staff, in several teams and under several names


def test_without_a_delivery_team_there_is_nothing_to_add_up() -> None:
    assert found("project: {staff_total: 28, staff_at_full_strength: 30}") == []


def test_a_team_that_may_be_another_programme_s_adds_nothing_for_certain() -> None:
    either = team("{agency: police, staff: 14}", scope="{one_of: [iom, other-programme]}")
    assert found("project: {staff_total: 2}", either) == []
    assert found("project: {staff_total: 15}", either) == [
        told("1:11: project.staff_total", "is 15, and the staff of the delivery team come to 0 to 14")
    ]


def test_an_agency_s_staff_in_two_teams_may_be_the_same_people() -> None:
    two = f"""
        agencies: {AGENCIES}
        groups:
          hub: {{name: Hub, level: service-delivery, scope: iom, members: [{{agency: police, staff: 9}}]}}
          east: {{name: East, level: service-delivery, scope: iom, members: [{{agency: police, staff: 4}}]}}
        """
    assert [found(f"project: {{staff_total: {total}}}", two) for total in (9, 13)] == [[], []]
    assert found("project: {staff_total: 8}", two) == [
        told("1:11: project.staff_total", "is 8, and the staff of the delivery team come to 9 to 13")
    ]


def test_several_agencies_without_a_name_may_each_have_so_many_staff() -> None:
    seats = team("{agency: others, staff: 3}")
    assert [found(f"project: {{staff_total: {total}}}", seats) for total in (3, 6)] == [[], []]
    assert found("project: {staff_total: 7}", seats) == [
        told("1:11: project.staff_total", "is 7, and the staff of the delivery team come to 3 to 6")
    ]


def test_agencies_that_may_be_one_may_have_the_same_staff() -> None:
    seats = team("{agency: drugs, staff: 3}", "{agency: worker, staff: 2}")
    assert [found(f"project: {{staff_total: {total}}}", seats) for total in (3, 5)] == [[], []]
    assert found("project: {staff_total: 2}", seats) == [
        told("1:11: project.staff_total", "is 2, and the staff of the delivery team come to 3 to 5")
    ]


# -- staff at full strength

AT_WORK = "{agency: police, staff: 9, staff_planned: 1}"


@pytest.mark.parametrize(
    ("full", "drugs"),
    [
        ("15", "status: planned, staff_planned: 5"),
        ("15", "status: emerging, staff: 1, staff_planned: {one_of: [4, 5]}"),
        ("15", "staff: 5"),
        ("15", "status: planned"),
        ("15", "status: invited, staff_planned: 5"),
        ("10", "status: invited, staff_planned: 5"),
        ("10", "status: ended, staff: 5"),
    ],
)
def test_full_strength_may_be_what_those_at_work_and_those_due_come_to(full: str, drugs: str) -> None:
    seats = team(AT_WORK, f"{{agency: drugs, {drugs}}}")
    assert found(f"project: {{staff_at_full_strength: {full}}}", seats) == []


@pytest.mark.parametrize("full", [14, 16])
def test_full_strength_that_those_at_work_and_those_due_do_not_come_to_is_told(full: int) -> None:
    seats = team(AT_WORK, "{agency: drugs, status: planned, staff_planned: 5}")
    said = f"is {full}, and the staff of the delivery team and those still due come to 15"
    assert found(f"project: {{staff_at_full_strength: {full}}}", seats) == [
        told("1:11: project.staff_at_full_strength", said)
    ]


def test_staff_who_are_due_are_no_part_of_the_staff_there_are() -> None:
    seats = team(AT_WORK, "{agency: drugs, status: planned, staff_planned: 5}")
    assert found("project: {staff_total: 9, staff_at_full_strength: 15}", seats) == []


# -- the caseload and its parts


@pytest.mark.parametrize(
    ("caseload", "parts"),
    [
        ("29", "{on orders: 7, young: 17, its own: 5}"),
        ("{one_of: [5, 29]}", "{on orders: 7, young: 17, its own: 5}"),
        ("{from: 25}", "{on orders: 7, young: 17, its own: 5}"),
        ("29", "{on orders: 7, young: {from: 15, to: 20}, its own: {one_of: [4, 5]}}"),
        ("29", "{on orders: 7, others: {from: 0}}"),
        ("29", "{}"),
    ],
)
def test_a_caseload_may_be_what_its_parts_come_to(caseload: str, parts: str) -> None:
    assert found(f"project: {{caseload: {caseload}, caseload_parts: {parts}}}") == []


@pytest.mark.parametrize(
    ("caseload", "parts", "said"),
    [
        ("30", "{on orders: 7, young: 17, its own: 5}", "is 30, and its parts come to 29"),
        ("28", "{on orders: 7, young: 17, its own: 5}", "is 28, and its parts come to 29"),
        ("{one_of: [5, 30]}", "{on orders: 7, young: 22}", "is 5 or 30, and its parts come to 29"),
        ("30", "{on orders: 7, young: {from: 17, to: 20}}", "is 30, and its parts come to 24 to 27"),
        ("6", "{on orders: 7, others: {from: 0}}", "is 6, and its parts come to 7 or more"),
    ],
)
def test_a_caseload_that_its_parts_do_not_come_to_is_told(caseload: str, parts: str, said: str) -> None:
    assert found(f"project: {{caseload: {caseload}, caseload_parts: {parts}}}") == [
        told("1:11: project.caseload", said)
    ]


def test_parts_without_a_caseload_are_compared_with_nothing() -> None:
    assert found("project: {caseload_parts: {young: 17}}") == []


# -- interviews

INTERVIEWS = "interviews: {strategic: 1, operational: 1, delivery: 8, referral: 1}"


@pytest.mark.parametrize(
    "fieldwork",
    [
        f"{INTERVIEWS}, interviews_total: 11",
        f"{INTERVIEWS}, interviews_total: {{from: 10, to: 12}}",
        "interviews: {strategic: 1, delivery: 8}, interviews_total: 11",
        "interviews_total: 11",
        INTERVIEWS,
    ],
)
def test_interviews_may_be_what_those_by_role_come_to(fieldwork: str) -> None:
    assert found(f"fieldwork: {{{fieldwork}}}") == []


@pytest.mark.parametrize(
    ("fieldwork", "said"),
    [
        (f"interviews_total: 12, {INTERVIEWS}", "is 12, and the interviews by role come to 11"),
        (f"interviews_total: 10, {INTERVIEWS}", "is 10, and the interviews by role come to 11"),
        (
            "interviews_total: 8, interviews: {strategic: 1, delivery: 8}",
            "is 8, and the interviews by role come to 9 or more",
        ),
    ],
)
def test_interviews_that_those_by_role_do_not_come_to_are_told(fieldwork: str, said: str) -> None:
    assert found(f"fieldwork: {{{fieldwork}}}") == [told("1:13: fieldwork.interviews_total", said)]


# -- conflicts, and everything at once

ALL_WRONG = f"""
    project:
      caseload: 30
      caseload_parts: {{young: 17, its own: 5}}
      staff_total: 8
      staff_at_full_strength: 9
    fieldwork:
      {INTERVIEWS}
      interviews_total: 12
    """


def test_every_total_of_a_file_is_told() -> None:
    assert [one.split(", and ")[0] for one in found(ALL_WRONG, team(AT_WORK))] == [
        "s.yaml:2:3: project.caseload: is 30",
        "s.yaml:4:3: project.staff_total: is 8",
        "s.yaml:5:3: project.staff_at_full_strength: is 9",
        "s.yaml:8:3: fieldwork.interviews_total: is 12",
    ]


@pytest.mark.parametrize(
    ("path", "silenced"),
    [
        ("project.caseload", "project.caseload"),
        ("project.caseload_parts", "project.caseload"),
        ("project.staff_total", "project.staff_total"),
        ("project.staff_at_full_strength", "project.staff_at_full_strength"),
        ("fieldwork.interviews_total", "fieldwork.interviews_total"),
        ("fieldwork.interviews", "fieldwork.interviews_total"),
        ("project.caseload_parts.young", None),
        ("groups.team.members.police.staff", None),
    ],
)
def test_a_conflict_says_it_of_the_total_that_it_names(path: str, silenced: str | None) -> None:
    claims = "claims: [{value: 1, evidence: [study 1]}, {value: 2, evidence: [study 2]}]"
    conflict = f"conflicts: [{{about: it, records: [{path}], {claims}, because: It is not clear.}}]"
    before = [one.split(": ")[1] for one in found(ALL_WRONG, team(AT_WORK))]
    after = [one.split(": ")[1] for one in found(ALL_WRONG, team(AT_WORK), conflict)]
    assert [one for one in before if one not in after] == [silenced] * bool(silenced)


# -- parts that are no numbers


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (
            "{young: many}",
            (
                "1:35: project.caseload_parts.young: `many` should be a whole number, "
                "or `{from: 2, to: 5}`, or `{one_of: [4, 5]}`"
            ),
        ),
        ("{young: -1}", "1:35: project.caseload_parts.young: `-1` should be 0 or more"),
        (
            "{young: {from: 5, to: 4}}",
            "1:28: project.caseload_parts.young: `from` 5 is more than `to` 4: the least comes first",
        ),
        ("[17, 5]", "1:27: project.caseload_parts: a list should be fields with values"),
    ],
)
def test_a_part_is_a_number_under_a_label(parts: str, said: str) -> None:
    with pytest.raises(InvalidSource) as refused:
        found(f"project: {{caseload_parts: {parts}}}")
    assert [str(one) for one in refused.value.problems] == [f"s.yaml:{said}"]


# -- the bundled sites


@pytest.mark.parametrize("path", sorted(bundled("sites").glob("*.yaml")), ids=lambda path: path.stem)
def test_the_totals_of_a_bundled_site_are_what_their_parts_come_to(path: Path) -> None:
    assert list(disagreements(load_facts(read(path)))) == []


@pytest.mark.parametrize(
    ("name", "stated", "wrong", "said"),
    [
        (
            "lancashire",
            "staff_at_full_strength: 32",
            "staff_at_full_strength: 33",
            "is 33, and {} come to 32",
        ),
        (
            "london",
            "staff_at_full_strength: 15",
            "staff_at_full_strength: 14",
            "is 14, and {} come to 15 to 16",
        ),
        ("nottinghamshire", "by probation: 7", "by probation: 8", "is 5 or 29, and its parts come to 30"),
    ],
)
def test_a_slip_in_a_bundled_site_would_be_told(name: str, stated: str, wrong: str, said: str) -> None:
    text = (bundled("sites") / f"{name}.yaml").read_text(encoding="utf-8")
    slipped = text.replace(stated, wrong)
    assert slipped != text
    (doubt,) = disagreements(load_facts(parse(slipped.replace("[project.caseload]", "[]"), "s.yaml")))
    staff = "the staff of the delivery team and those still due"
    assert doubt.what == f"{said.format(staff)}: correct one, or record a conflict"
