"""What the documentation shows is what the program does."""

import re
from pathlib import Path

import pytest
import refresh
from reference.markdown import anchor
from walkthrough import carried_out

from iomassess import checkformats, schemas
from iomassess.assess import assess
from iomassess.cli import main
from iomassess.framework.reading import load_framework
from iomassess.loading import load_facts
from iomassess.places import frameworks
from iomassess.rules import rules
from iomassess.source import Source, parse
from iomassess.vocabulary import Vocabulary

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


DOCUMENTS = (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"))


def test_documents_name_only_files_that_are_there() -> None:
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
            assert (document.parent / target).exists(), f"{document.name}: {target}"


def headings(document: Path) -> list[str]:
    """The addresses of a document's headings; what stands in blocks of code is none."""
    text = document.read_text(encoding="utf-8")
    text = re.sub(r"^(`{3,}).*?^\1$", "", text, flags=re.DOTALL | re.MULTILINE)
    return [anchor(one) for one in re.findall(r"^#+ (.*)$", text, re.MULTILINE)]


def test_documents_point_only_at_headings_that_are_there() -> None:
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        for target, heading in re.findall(r"\]\(([^)#:]*)#([^)]+)\)", text):
            there = headings((document.parent / target) if target else document)
            assert there.count(heading) == 1, f"{document.name}: {target}#{heading}"


# -- the reference


def page(name: str) -> str:
    return (refresh.REFERENCE / name).read_text(encoding="utf-8")


def test_the_reference_has_no_page_that_nothing_writes() -> None:
    pages = {path for path in refresh.generated() if path.startswith("docs/reference/")}
    assert {one.relative_to(ROOT).as_posix() for one in refresh.REFERENCE.iterdir()} == pages


@pytest.mark.parametrize(
    "name", ["site", "scenario", "framework", "domain", "criterion", "finding", "source"]
)
def test_the_reference_has_every_field_that_the_schemas_have(name: str) -> None:
    others = {"site": "", "scenario": page("scenario-file.md")}
    text = page("site-file.md") + others.get(name, page("framework-files.md"))
    found = schemas.schema(name)
    asked = re.compile("which-|ask-|known-|number|condition|site-part|bounds|.*-evidence")
    parts = [found, *(part for key, part in found["$defs"].items() if not asked.match(key))]
    fields = {field for part in parts for field in part.get("properties", {}) if not field.isdigit()}
    assert fields
    for field in fields:
        assert f"| `{field}` |" in text, field


LISTS = "iomassess.vocabulary"


def test_the_reference_has_every_value_of_every_closed_list() -> None:
    text = page("site-file.md") + page("framework-files.md")
    values = [value for one in Vocabulary.__subclasses__() if one.__module__ == LISTS for value in one]
    assert len(values) > 100
    for value in values:
        assert f"| `{value.value}` | {value.description} |" in text


def test_the_reference_has_every_criterion_with_its_questions() -> None:
    for framework in map(load_framework, frameworks()):
        text = page(f"criteria-{framework.id}.md")
        for criterion in framework.criteria:
            asked = (ask.question for rung in criterion.rungs for ask in rung.ask)
            reasons = (why for rung in criterion.rungs for why in (rung.means, rung.because, rung.remedy))
            for said in (f"`{criterion.id}`", criterion.question, criterion.why, *reasons, *asked):
                assert said in text


def test_the_reference_has_every_rule() -> None:
    text = page("rules.md")
    for rule in rules():
        assert f"\n### {rule.id}\n" in text
        assert rule.docs.strip() in text


@pytest.mark.parametrize("command", ["score", "check", "interview", "report gap", "new"])
def test_the_reference_has_every_option_that_the_help_has(
    command: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["iomassess", *command.split(), "--help"])
    with pytest.raises(SystemExit):
        main()
    told = capsys.readouterr().out.split("Options:")[1]
    options = set(re.findall(r"^ +(?:-\w, )?(--[a-z-]+)", told, re.MULTILINE)) - {"--help"}
    section = page("commands.md").split(f"\n## iomassess {command}\n")[1].split("\n## ")[0]
    assert options
    for option in options:
        assert f"`{option}`" in section


# -- the tutorial


def test_the_tutorial_shows_what_happens_when_it_is_followed() -> None:
    assert refresh.TUTORIAL.read_text(encoding="utf-8") == refresh.tutorial()


def test_a_tutorial_whose_edits_do_not_fit_its_file_is_refused() -> None:
    begin = "```text\n$ iomassess new Here\n```\n"
    for edit in ("```diff\n-nowhere: 1\n+here: 2\n```\n", "```yaml\nnowhere:\n  a: 1\n```\n"):
        with pytest.raises(ValueError, match="is in the file 0 times"):
            carried_out(begin + edit, "here.yaml")


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("sc", {"score", "schema"}),
        ("report ba", {"baseline"}),
        ("check --fail-on ", {"error", "warning", "note"}),
        ("check --format ", set(checkformats.names())),
        ("score --executor ", {"dask", "ray", "spark"}),
    ],
)
def test_a_shell_is_told_what_can_come_next(
    typed: str,
    offered: set[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = f"iomassess {typed}"
    monkeypatch.setenv("_IOMASSESS_COMPLETE", "complete_bash")
    monkeypatch.setenv("COMP_WORDS", words)
    monkeypatch.setenv("COMP_CWORD", str(words.count(" ")))
    monkeypatch.setattr("sys.argv", ["iomassess"])
    monkeypatch.setattr("__main__.__package__", None)  # a program of its own, however the tests were started
    with pytest.raises(SystemExit):
        main()
    assert set(capsys.readouterr().out.split()) == offered
