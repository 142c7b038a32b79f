"""What the guides show of the check is what it prints."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from iomassess import checkformats
from iomassess.checking import check_path, look, look_all
from iomassess.notices import Review
from iomassess.rules import rules
from iomassess.source import parse
from mutations import mutated

ROOT = Path(__file__).parents[1]
GUIDE = (ROOT / "docs" / "site-format.md").read_text(encoding="utf-8")
CHECK = (ROOT / "docs" / "check.md").read_text(encoding="utf-8")
SITE = re.search(r"```yaml\n(format: iomassess/site/1\nid: millbrook.*?)```", GUIDE, re.DOTALL)
SHOWN = re.compile(r"```text\n(?:\$ iomassess check millbrook\.yaml\n)?(millbrook\.yaml:.*?)```", re.DOTALL)
PLACE = re.compile(r"millbrook\.yaml:(\d+):")
OTHER_LINE = {"contradiction/statement": (95, "  - members: {agency: harbour, group: team}")}
"""What stands elsewhere than at the place that is told."""


def examples() -> list[str]:
    return [found[1] for guide in (GUIDE, CHECK) for found in SHOWN.finditer(guide) if "[" in found[1]]


def printed(lines: list[str]) -> str:
    """What a check prints of the site with these lines."""
    Path("millbrook.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    looked = look(next(check_path(Path("millbrook.yaml"))))
    return checkformats.written("text", Review((looked,)))


@pytest.fixture
def lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.chdir(tmp_path)
    assert SITE is not None
    return SITE[1].splitlines()


def test_the_site_of_the_guide_is_told_of_as_the_guide_shows(lines: list[str]) -> None:
    shown = re.search(r"\$ iomassess check millbrook\.yaml\n(suppressed: .*?)1 sound", GUIDE, re.DOTALL)
    assert shown is not None
    assert printed(lines) == shown[1]


@pytest.mark.parametrize("example", examples())
def test_a_slip_in_it_is_told_as_the_guide_shows(lines: list[str], example: str) -> None:
    told, slip, _ = example.splitlines()[:3]
    place = PLACE.match(told)
    assert place is not None
    lines[int(place[1]) - 1] = slip[4:]
    for rule, (line, text) in OTHER_LINE.items():
        if told.endswith(f"[{rule}]"):
            lines[line - 1] = text
    assert "\n".join(example.splitlines()[:3]) in printed(lines)


VALUES = parse(SITE[1], "millbrook.yaml").values if SITE else {}
IDS = {rule.id for rule in rules()}


@given(mutated(VALUES))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_wrong_with_it_is_told_by_a_rule_that_is_documented(
    lines: list[str], values: Any
) -> None:
    assert lines
    Path("millbrook.yaml").write_text(json.dumps(values, ensure_ascii=False, indent=1), encoding="utf-8")
    review = Review(tuple(look_all(["millbrook.yaml"], statements=True)))
    assert {one.rule for one in review.notices} <= IDS
    assert all(one.problem.line and one.problem.column for one in review.notices)
    for name in checkformats.names():
        checkformats.written(name, review)


def test_there_are_such_examples() -> None:
    assert len(examples()) >= 14
