"""Anything at all, put in wherever something is read: it is used or refused in words, and nothing breaks.

Bounded and the same on every run; `HYPOTHESIS_PROFILE=thorough` tries fifty times as much.
"""

import json
import os
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from iomassess import places
from iomassess.cli import COMMANDS
from iomassess.framework.reading import load_framework
from iomassess.loading import load_facts
from iomassess.problems import InvalidSource
from iomassess.scenario.file import read_scenario
from iomassess.source import parse, read
from limited import assert_clear, said
from mutations import JUNK, damaged, mutated, tried
from profiles import THOROUGH

FILES = (
    *sorted(places.bundled("sites").glob("*.yaml")),
    *sorted(places.bundled("scenarios").glob("*.yaml")),
    *sorted(places.bundled("frameworks").glob("*/*.yaml"))[:20],
    places.bundled("frameworks") / "study.yaml",
)
CRITERIA = sorted((places.bundled("frameworks") / "engagement").glob("*.yaml"))


# -- bytes


@tried(250)
@given(st.binary(max_size=300) | st.sampled_from(FILES).flatmap(lambda path: damaged(path.read_bytes())))
def test_any_bytes_are_a_site_or_a_scenario_or_are_refused(content: bytes) -> None:
    try:
        source = parse(content, "f.yaml")
    except InvalidSource as error:
        assert_clear(error)
        return
    for load in (load_facts, read_scenario):
        try:
            load(source)
        except InvalidSource as error:
            assert_clear(error)


@tried(60)
@given(st.data())
def test_any_bytes_in_a_framework_are_used_or_refused(folder: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(CRITERIA))
    changed = folder / "engagement" / path.name
    changed.write_bytes(data.draw(damaged(path.read_bytes())))
    try:
        load_framework(folder / "engagement")
    except InvalidSource as error:
        assert_clear(error)
    finally:
        changed.write_bytes(path.read_bytes())


# -- values


@cache
def values(path: Path) -> Any:
    return read(path, first_only=True).values


def written(whole: Any) -> bytes:
    """Values as a file, in one of the two ways in which others write them."""
    return yaml.safe_dump(whole, sort_keys=False, allow_unicode=True).encode()


SITES = [path for path in FILES if path.parent.name == "sites"]


@tried(20)
@given(st.data())
def test_a_site_with_mistakes_is_told_of_by_every_command_that_reads_it(
    folder: Path, data: st.DataObject
) -> None:
    site = values(data.draw(st.sampled_from(SITES)))
    (folder / "s.yaml").write_bytes(written(data.draw(mutated(site))))
    for arguments in data.draw(st.permutations(READING))[:3]:
        said(*arguments)


READING = (
    ["check", "s.yaml", "--statements"],
    ["check", "s.yaml", "--format", "sarif"],
    ["score", "s.yaml"],
    ["score", "s.yaml", "--format", "json"],
    ["score", "s.yaml", "--format", "csv"],
    ["explain", "s.yaml", "connections"],
    ["compare", "s.yaml", "london"],
    ["findings", "s.yaml"],
    ["network", "s.yaml"],
    ["network", "s.yaml", "--format", "graphml"],
    ["network", "s.yaml", "--format", "dot"],
    ["progress", "lancashire", "s.yaml"],
    ["whatif", "s.yaml", "west-midlands-seats"],
    ["interview", "--site", "s.yaml"],
    ["fmt", "--diff", "s.yaml"],
    ["report", "baseline", "s.yaml"],
    ["report", "gap", "s.yaml"],
)


@tried(20)
@given(st.data())
def test_a_scenario_with_mistakes_is_carried_out_or_refused(folder: Path, data: st.DataObject) -> None:
    scenario = data.draw(st.sampled_from([path for path in FILES if path.parent.name == "scenarios"]))
    site = values(scenario).get("for", "lancashire")
    (folder / "c.yaml").write_bytes(written(data.draw(mutated(values(scenario)))))
    said("whatif", str(site) if isinstance(site, str) else "lancashire", "c.yaml")


@tried(40)
@given(st.data())
def test_a_criterion_with_mistakes_is_judged_or_refused(folder: Path, data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(CRITERIA))
    changed = folder / "engagement" / path.name
    changed.write_bytes(written(data.draw(mutated(values(path)))))
    try:
        said("score", "lancashire", "-f", "./engagement")  # the id alone would be that of the bundled one
    finally:
        changed.write_bytes(path.read_bytes())


@pytest.mark.parametrize("seed", range(1000 if THOROUGH else 20))
def test_a_saved_assessment_with_a_mistake_is_used_or_refused(folder: Path, seed: int) -> None:
    dice = Random(seed)  # noqa: S311  no secret
    whole = deepcopy(saved())
    holder, key = whole, "assessments"
    while isinstance(holder[key], dict | list) and holder[key] and dice.random() > 0.05:
        holder = holder[key]
        key = dice.choice(list(holder) if isinstance(holder, dict) else range(len(holder)))
    if dice.random() < 0.2:
        del holder[key]
    else:
        holder[key] = dice.choice(JUNK)
    (folder / "a.json").write_text(json.dumps(whole), encoding="utf-8")
    for arguments in dice.sample(COMPARING, 3):
        said(*arguments)


@cache
def saved() -> Any:
    """A saved assessment by one framework, so that mistakes hit all parts of it."""
    return json.loads(said("score", "lancashire", "-f", "engagement", "--format", "json")[1])


COMPARING = (
    ["compare", "a.json", "london"],
    ["compare", "a.json", "london", "--format", "json"],
    ["compare", "a.json", "london", "--format", "md"],
    ["report", "baseline", "a.json"],
    ["report", "gap", "a.json"],
    ["progress", "a.json", "lancashire"],
    ["verify", "a.json"],
    ["interview", "--site", "a.json"],
)


@tried(100)
@given(st.binary(max_size=200) | damaged(b"id,name,sector,size\na,A,third,micro\nb,B,statutory,\n"))
def test_any_bytes_are_a_table_or_are_refused(folder: Path, content: bytes) -> None:
    (folder / "agencies.csv").write_bytes(content)
    (folder / "made.yaml").unlink(missing_ok=True)
    code, _, _ = said("new", "Here", "--from-csv", "agencies.csv", "-o", "made.yaml")
    assert (code == 0) == (folder / "made.yaml").exists()
    if code == 0:
        load_facts(read(folder / "made.yaml"))


# -- arguments


WORDS = (
    *(one for one in COMMANDS if one != "watch"),
    *(
        "baseline",
        "gap",
        "comparison",
        "progress",
        "lancashire",
        "london",
        "connections",
        "site",
        "here.yaml",
    ),
    *(
        "--format",
        "json",
        "csv",
        "md",
        "table",
        "html",
        "sarif",
        "-o",
        "out",
        ".",
        "nowhere/out",
        "/dev/null",
    ),
    *("--framework", "-f", "engagement", "--target", "3", "-1", "--fail-under", "--explain", "--from-csv"),
    *(
        "--help",
        "--version",
        "--",
        "-",
        "",
        " ",
        "*",
        "--nonsense",
        "\x1b[31m",
        "\udce9",
        "x" * 300,
        "é" * 200,
    ),
    *("--site", "--role", "delivery", "--fill", "--check", "--diff", "--statements", "--style", "--template"),
    *(
        "pipe",
        "loop",
        "folder",
        "/proc/self/mem",
        "/dev/zero",
        "a.json",
        "c.yaml",
        "..",
        "../..",
        "--jobs",
        "0",
    ),
)


@tried(250)
@given(st.lists(st.sampled_from(WORDS), max_size=7) | st.lists(st.text(max_size=8), max_size=4))
def test_any_arguments_are_carried_out_or_refused(folder: Path, arguments: list[str]) -> None:
    if "watch" not in arguments:  # it ends when it is told to
        said(*arguments)
    del folder


# -- running the program here


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with a site, a framework that may be changed and some things that are no files."""
    made = tmp_path_factory.mktemp("fuzz")
    (made / "here.yaml").write_bytes(SITES[0].read_bytes())
    (made / "engagement").mkdir()
    for path in CRITERIA:
        (made / "engagement" / path.name).write_bytes(path.read_bytes())
    os.mkfifo(made / "pipe")
    (made / "loop").symlink_to("loop")
    (made / "folder").mkdir()
    before = Path.cwd()
    os.chdir(made)
    yield made
    os.chdir(before)
