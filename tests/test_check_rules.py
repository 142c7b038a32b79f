"""The rules of the check: each is documented, and its own examples are what it says of them."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from iomassess import lint
from iomassess.checking import check_path, look
from iomassess.notices import Notice, Rule
from iomassess.rules import explained, rules

HEAD = {"format": "iomassess/site/1", "id": "here", "name": "Here", "wave": "baseline", "as_of": "2009-02"}
SCENARIO = {"format": "iomassess/scenario/1", "id": "one", "name": "One", "about": "To see."}
OWN = [rule for rule in rules() if not rule.id.startswith("lint/")]
NO_EXAMPLE = {
    *("file/not-found", "file/unreadable", "file/nothing-to-check", "framework/examples"),
    *("scenario/other-site", "scenario/source-name"),
    "framework/actions-unseen",
}
"""What no content of a file shows; the tests of the command line do."""
SHOWN = [rule for rule in OWN if rule.id not in NO_EXAMPLE]

FRAMEWORK = """
format: iomassess/framework/1
id: tiny
title: Tiny
version: 1.2.3
source: [study 1]
about: For tests.
scale: {0: none, 1: minimal, 2: partial, 3: substantial, 4: full}
summary: none
order: [teams]
"""
RUNG = {
    "label": "Some",
    "means": "There are some.",
    "when": {"some": "groups"},
    "because": "It is so.",
    "source": ["study 1"],
    "remedy": "Found one.",
    "ask": [{"of": ["operational"], "question": "Which are they?", "source": ["study 2"]}],
}
CRITERION = {
    "title": "Teams",
    "question": "How many teams?",
    "why": "They matter.",
    "source": ["study 1"],
    "ladder": "More is more.",
    "levels": dict.fromkeys(("1", "2", "3", "4"), RUNG),
}
FINDING = """
statement: There are teams.
source: [study 3]
when: {some: groups}
claim: {count: 1, of: 4}
"""
STUDY = """
format: iomassess/source/1
id: study
title: A study
kind: report
recommendations: {study rec. 1: Have more teams.}
"""
ACTIONS = {"format": "iomassess/actions/1", "about": "For tests.", "effort": {"1": "A decision."}}
ACTION = {"because": "It helps.", "source": ["study 1"], "effort": 1, "lead": "the chair"}
RAISED = {"any": [{"some": "members"}, {"some": "practices", "where": {"kind": "mentoring", "scope": "iom"}}]}


def merged(whole: Any, part: Any) -> Any:
    """A file's values with those of an example in their places."""
    if not isinstance(whole, dict) or not isinstance(part, dict) or ("when" in whole and "some" in part):
        return part
    kept = {str(key): value for key, value in whole.items()}
    for key, value in part.items():
        own = kept.get(str(key))
        kept[str(key)] = (
            value if key in ("when", "scale") else merged(own, value) if own is not None else value
        )
    return kept


def told(rule: Rule, example: str) -> list[Notice]:
    """What a check tells of a file with the example in it."""
    if rule.of == "site":
        whole = example if "format:" in example or not example.strip(" \n") else _with_head(rule, example)
        Path("here.yaml").write_text(whole, encoding="utf-8")
        return [one for each in check_path(Path("here.yaml")) for one in look(each).notices]
    if rule.of == "scenario":
        head = "".join(f"{name}: {value}\n" for name, value in SCENARIO.items())
        Path("one.yaml").write_text(head + example, encoding="utf-8")
        return [one for each in check_path(Path("one.yaml")) for one in look(each).notices]
    part = yaml.safe_load(example)
    if rule.of == "set of actions":
        given = {key: {**ACTION, **one} for key, one in part["actions"].items()}
        Path("actions.yaml").write_text(json.dumps({**ACTIONS, "actions": given}))
        part = {"levels": {level: {"when": RAISED} for level in ("1", "2", "3", "4")}}
    files: dict[str, Any] = {
        "framework": yaml.safe_load(FRAMEWORK),
        "criterion": CRITERION,
        "finding": yaml.safe_load(FINDING),
    }
    of = "criterion" if rule.of == "set of actions" else rule.of
    files[of] = merged(files[of], part)
    for folder in ("tiny", "findings"):
        Path(folder).mkdir(exist_ok=True)
    Path("study.yaml").write_text(STUDY)
    Path("tiny/framework.yaml").write_text(json.dumps(files["framework"]))
    Path("tiny/teams.yaml").write_text(f"{json.dumps(files['criterion'])}\n---\nexamples: []\n")
    Path("findings/one.yaml").write_text(json.dumps(files["finding"]))
    return [one for each in check_path(Path()) for one in look(each).notices]


def _with_head(rule: Rule, example: str) -> str:
    """The head under the example, but for what the example gives itself or could not have above it."""
    if rule.id in ("yaml/empty", "yaml/not-fields") and example == rule.bad:
        return example
    given = {line.partition(":")[0] for line in example.splitlines()}
    return example + "".join(f"{name}: {value}\n" for name, value in HEAD.items() if name not in given)


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.id)
def test_a_bad_example_breaks_the_rule_and_no_other(rule: Rule) -> None:
    notices = [one for one in told(rule, rule.bad) if one.severity in ("error", rule.severity)]
    assert {one.rule for one in notices} == {rule.id}, [str(one.problem) for one in notices]


@pytest.mark.parametrize("rule", SHOWN, ids=lambda rule: rule.id)
def test_a_good_example_breaks_no_rule(rule: Rule) -> None:
    notices = [one for one in told(rule, rule.good) if one.severity in ("error", rule.severity)]
    assert [str(one.problem) for one in notices] == []


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_a_rule_says_why_and_how_to_mend_it_on_lines_that_fit(rule: Rule) -> None:
    family, _, name = rule.id.partition("/")
    assert family.isalpha()
    assert name.replace("-", "").isalpha()
    assert not rule.title.endswith(".")
    assert "To mend it, " in rule.docs
    said = explained(rule)
    assert max(map(len, said.splitlines())) <= 115
    assert said.isprintable() or all(sign.isprintable() or sign == "\n" for sign in said)
    assert ("Bad, " in said) == bool(rule.bad)


def test_ids_are_unique_and_only_what_no_content_shows_has_no_example() -> None:
    ids = [rule.id for rule in rules()]
    assert len(set(ids)) == len(ids)
    assert {rule.id for rule in rules() if not rule.bad or not rule.good} == NO_EXAMPLE


def test_the_rules_of_the_lint_are_among_them() -> None:
    assert [rule.told for rule in lint.rules()] == [rule for rule in rules() if rule not in OWN]
