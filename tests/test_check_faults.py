"""One file with thirty faults: each is told once, at its line and column, with the way to mend it."""

import re
from pathlib import Path

import pytest

from iomassess.checking import check_path, look
from iomassess.notices import Notice, Review
from iomassess.rules import rules

FILE = Path(__file__).parent / "faults" / "thirty.yaml"
REMARK = re.compile(r"#! (?P<column>\d+) (?P<rule>\S+): (?P<fix>.*)")


def planted() -> list[tuple[int, int, str, str]]:
    """Line, column and rule of each fault as the file's own remarks give them, and what mends it."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return [
        (number, int(found["column"]), found["rule"], found["fix"])
        for number, line in enumerate(lines, start=1)
        if (found := REMARK.search(line)) and found["rule"] != "RULE"
    ]


@pytest.fixture(scope="module")
def told() -> list[Notice]:
    return Review(tuple(look(one) for one in check_path(FILE))).notices


def test_thirty_faults_are_planted_and_exactly_those_are_told(told: list[Notice]) -> None:
    assert len(planted()) == 30
    found = [(one.problem.line, one.problem.column, one.rule) for one in told]
    assert found == sorted((line, column, rule) for line, column, rule, _ in planted())


@pytest.mark.parametrize(("line", "column", "rule", "fix"), planted())
def test_the_message_names_the_way_to_mend_it(
    told: list[Notice], line: int, column: int, rule: str, fix: str
) -> None:
    (what,) = [
        one.problem.what
        for one in told
        if (one.problem.line, one.problem.column, one.rule) == (line, column, rule)
    ]
    assert fix in what


def test_the_faults_are_of_many_rules_and_each_rule_is_documented(told: list[Notice]) -> None:
    used = {one.rule for one in told}
    assert len(used) >= 20
    assert used <= {rule.id for rule in rules()}


def test_each_fault_has_a_fingerprint_of_its_own(told: list[Notice]) -> None:
    assert len({one.fingerprint for one in told}) == 30
