"""Files of an older format are brought to the newest, by versions that exist only here."""

from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel

from iomassess import migrating
from iomassess.authoring.editing import Edit, comments
from iomassess.authoring.spans import Spans
from iomassess.framework.citations import CitedFile
from iomassess.migrating import NEWEST, STEPS, Changed, Step, migrated
from iomassess.places import bundled
from iomassess.plans.actions import ActionsFile
from iomassess.problems import InvalidSource
from iomassess.scenario.file import ScenarioFile
from iomassess.site import Site
from iomassess.source import Source, parse, read
from iomassess.versions import Version, refusal, version
from running import Ran, Run, in_process

OLD = """\
# yaml-language-server: $schema=../schemas/site-1.json
# What we knew in 2009.
format: "iomassess/site/1"  # the first
id: here
name: Here
wave: baseline
as_of: 2009-02  # the fieldwork, not the typing
groups:
  # The office.
  team:
    name: Team
    members:
      - {agency: police, staff: 5}  # two of them part time
      - agency: council   # lent
        staff: 1
agencies:
  police: {name: Police}
  council: {name: Council}
"""
NEW = """\
# yaml-language-server: $schema=../schemas/site-3.json
# What we knew in 2009.
format: iomassess/site/3  # the first
id: here
name: Here
wave: wave baseline
describes: 2009-02  # the fieldwork, not the typing
groups:
  # The office.
  team:
    name: Team
    members:
      - {agency: police, people: 5}  # two of them part time
      - agency: council   # lent
        people: 1
agencies:
  police: {name: Police}
  council: {name: Council}
"""
SECOND, THIRD = Version("site", 2), Version("site", 3)


def renamed(values: Any, names: dict[str, str]) -> Any:
    if isinstance(values, dict):
        return {names.get(key, key): renamed(one, names) for key, one in values.items()}
    return [renamed(one, names) for one in values] if isinstance(values, list) else values


def to_second(source: Source) -> Changed:
    """Two fields get other names."""
    names = {"as_of": "describes", "staff": "people"}
    edits = tuple(
        Edit(entry.key.start, entry.key.end, names[entry.key.text])
        for _, node in Spans(source.text).walk()
        for entry in node.entries
        if entry.key.text in names
    )
    return Changed(edits, renamed(source.values, names))


def to_third(source: Source) -> Changed:
    """A value is said in another way."""
    node = Spans(source.text).root.at(("wave",))
    assert node is not None
    wave = f"wave {source.values['wave']}"
    return Changed((Edit(node.start, node.end, wave),), {**source.values, "wave": wave})


TWO_STEPS = (Step(THIRD, to_third), Step(SECOND, to_second))


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run a command in this process, in a folder of its own."""
    monkeypatch.chdir(tmp_path)
    return in_process(monkeypatch, capsys)


@pytest.fixture
def third(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program whose sites are in their third version."""
    monkeypatch.setattr(migrating, "NEWEST", {**NEWEST, "site": THIRD})
    monkeypatch.setattr(migrating, "STEPS", TWO_STEPS)


# -- the versions there are


@pytest.mark.parametrize(
    ("kind", "model"),
    [("site", Site), ("scenario", ScenarioFile), ("source", CitedFile), ("actions", ActionsFile)],
)
def test_what_the_program_takes_is_the_newest_and_each_version_before_has_a_step(
    kind: str, model: type[BaseModel]
) -> None:
    assert get_args(model.model_fields["format"].annotation) == (str(NEWEST[kind]),)
    steps = [step.made.number for step in STEPS if step.made.kind == kind]
    assert sorted(steps) == list(range(2, NEWEST[kind].number + 1))


def test_there_is_nothing_to_migrate_yet(run: Run, tmp_path: Path) -> None:
    for path in sorted([*bundled("sites").glob("*.yaml"), *bundled("scenarios").glob("*.yaml")]):
        assert migrated(read(path)) == read(path)
    (tmp_path / "here.yaml").write_text(OLD)
    assert run("migrate", "here.yaml", "--check") == Ran(0, "", "")
    assert (tmp_path / "here.yaml").read_text() == OLD


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("iomassess/site/1", Version("site", 1)),
        ("iomassess/cited-source/12", Version("cited-source", 12)),
        ("iomassess/site/0", None),
        ("iomassess/site/01", None),
        ("iomassess/site/", None),
        ("iomassess/site/9999999999999", None),
        ("site/1", None),
        (1, None),
        (None, None),
    ],
)
def test_a_version_is_read_from_the_name_of_a_format(text: object, found: Version | None) -> None:
    assert version(text) == found


@pytest.mark.parametrize(
    ("found", "wanted", "said"),
    [
        ("iomassess/site/1", "iomassess/site/2", "is older than `iomassess/site/2`: run `iomassess migrate`"),
        (
            "iomassess/site/3",
            "iomassess/site/2",
            "is newer than this program, which takes `iomassess/site/2`",
        ),
        ("iomassess/scenario/1", "iomassess/site/1", "is another kind of file than is wanted here"),
    ],
)
def test_a_format_that_is_not_taken_is_told_with_what_to_do(found: str, wanted: str, said: str) -> None:
    assert said in str(refusal(found, wanted))


def test_saved_assessments_of_a_newer_format_are_told_so(run: Run, tmp_path: Path) -> None:
    (tmp_path / "saved.json").write_text('{"format": "iomassess/assessments/2", "assessments": []}')
    assert run("compare", "saved.json") == Ran(
        2,
        "",
        "saved.json: is not a file of saved assessments: `iomassess/assessments/2` is newer than "
        "this program, which takes `iomassess/assessments/1`: update iomassess\n",
    )


# -- steps


def test_a_file_of_the_first_version_is_brought_to_the_third_and_keeps_every_comment() -> None:
    found = migrated(parse(OLD, "here.yaml"), TWO_STEPS, {"site": THIRD})
    assert found.text == NEW
    assert migrated(found, TWO_STEPS, {"site": THIRD}) == found


def test_a_file_of_the_second_version_takes_only_the_step_that_is_left() -> None:
    second = migrated(parse(OLD, "here.yaml"), TWO_STEPS, {"site": SECOND})
    assert second.values["format"] == "iomassess/site/2"
    assert second.values["describes"] == "2009-02"
    assert second.values["wave"] == "baseline"
    assert migrated(second, TWO_STEPS, {"site": THIRD}).text == NEW


@pytest.mark.parametrize("path", sorted(bundled("sites").glob("*.yaml")), ids=lambda path: path.stem)
def test_a_whole_site_keeps_its_comments_but_for_the_schema_that_it_names(path: Path) -> None:
    before = read(path)
    after = migrated(before, TWO_STEPS, {"site": THIRD})
    kept = comments(before) - comments(after)
    assert list(kept) == ["# yaml-language-server: $schema=../schemas/site-1.json"]
    assert list(comments(after) - comments(before)) == [next(iter(kept)).replace("site-1", "site-3")]
    assert after.values.keys() - before.values.keys() == {"describes"}
    back = {"describes": "as_of", "people": "staff"}
    told = {**renamed(after.values, back), "format": "iomassess/site/1", "wave": before.values["wave"]}
    assert told == before.values
    assert len(after.text.splitlines()) == len(before.text.splitlines())


def test_a_step_that_would_lose_a_comment_is_not_taken() -> None:
    def careless(source: Source) -> Changed:
        at = source.text.index("  # the fieldwork")
        return Changed((Edit(at, source.text.index("\n", at), ""),), source.values)

    with pytest.raises(InvalidSource, match="cannot be edited without harm to a comment"):
        migrated(parse(OLD, "here.yaml"), [Step(SECOND, careless)], {"site": SECOND})


def test_a_step_that_says_one_thing_and_writes_another_is_not_taken() -> None:
    def false(source: Source) -> Changed:
        return Changed((), {**source.values, "name": "There"})

    with pytest.raises(InvalidSource, match="cannot be edited without changing what it says"):
        migrated(parse(OLD, "here.yaml"), [Step(SECOND, false)], {"site": SECOND})


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("format: iomassess/site/4", ":2:9: format: `iomassess/site/4` is newer than this program"),
        ("format: iomassess/check/1", ":2:9: format: is none that can be brought to a newer one; the newest"),
        ("format: sites", ":2:9: format: is none that can be brought to a newer one"),
        ("format: 1", ":2:9: format: is none that can be brought to a newer one"),
        ("other: iomassess/site/1", ":1:1: format: is missing; the newest are `iomassess/site/3`"),
    ],
)
def test_a_format_that_is_newer_or_unknown_is_told_at_its_place(form: str, said: str) -> None:
    with pytest.raises(InvalidSource) as refused:
        migrated(parse(f"id: here\n{form}\n", "here.yaml"), TWO_STEPS, {"site": THIRD})
    assert str(refused.value).startswith(f"here.yaml{said}")


# -- the command


@pytest.mark.usefixtures("third")
def test_the_command_writes_files_and_keeps_their_line_ends_and_marks(run: Run, tmp_path: Path) -> None:
    (tmp_path / "here.yaml").write_bytes(b"\xef\xbb\xbf" + OLD.replace("\n", "\r\n").encode())
    (tmp_path / "done.yaml").write_text(NEW)
    assert run("migrate", "here.yaml", "done.yaml") == Ran(0, "", "here.yaml: changed\n")
    assert (tmp_path / "here.yaml").read_bytes() == b"\xef\xbb\xbf" + NEW.replace("\n", "\r\n").encode()
    assert run("migrate", "here.yaml", "done.yaml") == Ran(0, "", "")


@pytest.mark.usefixtures("third")
def test_a_file_that_is_refused_is_left_alone_and_the_others_are_migrated(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("format: iomassess/site/9\n")
    (tmp_path / "b.yaml").write_text(OLD)
    code, out, err = run("migrate", "a.yaml", "b.yaml")
    assert (code, out) == (2, "")
    assert err.startswith("b.yaml: changed\na.yaml:1:9: format: `iomassess/site/9` is newer")
    assert (tmp_path / "b.yaml").read_text() == NEW


@pytest.mark.usefixtures("third")
@pytest.mark.parametrize("option", ["--check", "--diff"])
def test_what_would_be_migrated_is_told_and_nothing_written(run: Run, tmp_path: Path, option: str) -> None:
    (tmp_path / "here.yaml").write_text(OLD)
    code, out, err = run("migrate", "here.yaml", option)
    assert (code, err) == (1, "here.yaml: would be changed\n")
    assert ("+format: iomassess/site/3" in out) == (option == "--diff")
    assert (tmp_path / "here.yaml").read_text() == OLD
