"""What the documentation shows is what the program does."""

import re
from pathlib import Path

import pytest
import refresh

from iomassess.assess import assess
from iomassess.framework import load_framework
from iomassess.loading import load_facts
from iomassess.places import frameworks
from iomassess.source import Source, parse

ROOT = Path(__file__).parents[1]
HEAD = {"format": "iomassess/site/1", "id": "e", "name": "E", "wave": "e", "as_of": "2009-02"}
WORKED = re.compile(r"```yaml\n(?P<site>.*?)```.*?```text\n(?P<levels>.*?)```", re.DOTALL)


@pytest.mark.parametrize("path", sorted(refresh.generated()))
def test_generated_text_is_what_the_program_would_write(path: str) -> None:
    assert (ROOT / path).read_text(encoding="utf-8") == refresh.generated()[path]


def worked_examples() -> list[tuple[str, str]]:
    text = (ROOT / "docs" / "method.md").read_text(encoding="utf-8")
    return [(found["site"], found["levels"]) for found in WORKED.finditer(text)]


@pytest.mark.parametrize(("site", "levels"), worked_examples())
def test_a_worked_example_of_the_method_comes_to_the_levels_it_states(site: str, levels: str) -> None:
    source = parse(site, "method.md")
    facts = load_facts(Source(source.name, source.text, {**HEAD, **source.values}, source.mark))
    assessment = assess(facts, [load_framework(folder) for folder in frameworks()], reasons=False)
    found = {one.id: one for framework in assessment.frameworks for one in framework.criteria}
    lines = [line.split(maxsplit=2) for line in levels.strip().splitlines()]
    assert lines
    for criterion, interval, name in lines:
        one = found[criterion]
        shown = str(one.evidenced) if one.evidenced == one.possible else f"{one.evidenced}-{one.possible}"
        assert (shown, one.name) == (interval, name)


def test_there_are_worked_examples() -> None:
    assert len(worked_examples()) >= 10


def test_the_readme_gives_two_commands_of_one_line_each() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in ("install", "test"):
        block = re.search(f"<!-- {name} -->\n```sh\n(.*?)```\n<!-- /{name} -->", text, re.DOTALL)
        assert block is not None
        assert len(block[1].splitlines()) == 1


def test_documents_name_only_files_that_are_there() -> None:
    for document in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")):
        text = document.read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#:]+)\)", text):
            assert (document.parent / target).exists(), f"{document.name}: {target}"
