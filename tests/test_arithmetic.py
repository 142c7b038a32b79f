"""Totals and their parts: a warning where they differ and no conflict says so."""

import pytest

from iomassess.arithmetic import disagreements
from iomassess.loading import load_facts
from iomassess.source import parse

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
        ("28", "status: unknown"),
        ("28", "staff: {from: 5}"),
        ("14", "staff: 5, status: planned"),
    ],
)
def test_a_total_that_its_parts_may_come_to_is_not(total: str, drugs: str) -> None:
    assert warned(total, drugs) == []


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
