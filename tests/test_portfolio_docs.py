"""The examples in docs/portfolios.md are carried out and come to what iomassess says itself."""

import csv
import re
import shutil
import subprocess
from collections import Counter
from itertools import permutations
from pathlib import Path
from typing import Any

import duckdb
import pytest

from iomassess.assess import assess
from iomassess.framework.reading import load_framework
from iomassess.loading import load_facts
from iomassess.places import bundled, frameworks
from iomassess.results import Assessment, CriterionResult
from iomassess.source import read
from iomassess.store import write_parquet
from iomassess.tables import COLUMNS, json_lines, to_csv

TEXT = (Path(__file__).parents[1] / "docs" / "portfolios.md").read_text(encoding="utf-8")


def example(mark: str) -> str:
    """The block of code below a mark."""
    found = re.search(rf"<!-- {mark} -->\n```\w+\n(.*?)```", TEXT, re.DOTALL)
    assert found
    return found[1]


@pytest.fixture(scope="module")
def sites() -> list[Assessment]:
    """The bundled sites, assessed."""
    loaded = [load_framework(one) for one in frameworks()]
    found = [load_facts(read(path)) for path in sorted(bundled("sites").glob("*.yaml"))]
    return [assess(one, loaded) for one in found]


@pytest.fixture(autouse=True)
def rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sites: list[Assessment]) -> None:
    """Work in a folder that has the rows in both forms."""
    monkeypatch.chdir(tmp_path)
    lines = list(map(json_lines, sites))
    Path("levels.jsonl").write_text("".join(lines), encoding="utf-8")
    write_parquet(lines, COLUMNS, Path("levels.parquet"))


def criteria(site: Assessment) -> list[CriterionResult]:
    return [one for framework in site.frameworks for one in framework.criteria]


def asked(mark: str) -> list[tuple[Any, ...]]:
    """What a query comes to."""
    with duckdb.connect() as store:
        return store.sql(example(mark)).fetchall()


def test_the_query_for_summaries_gives_those_of_the_program(sites: list[Assessment]) -> None:
    assert set(asked("sql: domains")) == {
        (site.site.id, site.site.wave, one.id, one.evidenced, one.possible, one.settled, one.applicable)
        for site in sites
        for framework in site.frameworks
        for one in framework.domains
    }


def test_the_query_for_what_is_certain_counts_the_intervals(sites: list[Assessment]) -> None:
    levels: dict[str, list[tuple[int, int]]] = {}
    for site in sites:
        for one in criteria(site):
            levels.setdefault(one.id, []).append((one.evidenced, one.possible))
    assert asked("sql: certain") == [
        (
            key,
            sum(least >= 2 for least, _ in found),
            sum(most < 2 for _, most in found),
            sum(least < 2 <= most for least, most in found),
        )
        for key, found in sorted(levels.items())
    ]


def test_the_query_for_disputes_finds_every_one(sites: list[Assessment]) -> None:
    counted = Counter(
        (site.site.id, matter) for site in sites for one in criteria(site) for matter in one.disputed
    )
    assert counted
    assert {(site, matter): levels for site, matter, levels in asked("sql: disputed")} == counted


def test_the_example_for_pandas_comes_to_the_summaries_and_to_what_is_certain(
    sites: list[Assessment],
) -> None:
    names: dict[str, Any] = {}
    exec(example("pandas"), names)  # noqa: S102  it is the documentation
    found = names["summaries"].itertuples(index=False)
    assert {(one.site, one.domain, one.evidenced, one.possible) for one in found} == {
        (site.site.id, one.id, one.evidenced, one.possible)
        for site in sites
        for framework in site.frameworks
        for one in framework.domains
    }
    above = Counter(
        (one.site.id, other.site.id)
        for one, other in permutations(sites, 2)
        for here, there in zip(criteria(one), criteria(other), strict=True)
        if here.evidenced > there.possible
    )
    assert names["counts"].to_dict() == above


def run_r(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["Rscript", *arguments], check=False, capture_output=True)  # noqa: S603, S607


def table(name: str) -> list[dict[str, str]]:
    """The rows of a file that R wrote."""
    with Path(name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.skipif(not shutil.which("Rscript"), reason="R is not installed")
@pytest.mark.parametrize("from_csv", [False, True], ids=["lines of JSON", "CSV"])
def test_the_example_for_r_comes_to_the_summaries_and_the_levels(
    sites: list[Assessment], *, from_csv: bool
) -> None:
    script = example("r")
    if from_csv:
        (reading,) = re.findall(r"`(levels <- read\.csv.*?)`", TEXT)
        script = script[script.index("applicable <-") :]
        script = f"{reading}\n{script}"
        Path("levels.csv").write_text(to_csv(sites), encoding="utf-8")
    elif run_r("-e", "library(jsonlite)").returncode:
        pytest.skip("jsonlite is not installed")
    saving = 'write.csv(summaries, "summaries.csv"); write.csv(wide, "wide.csv")\n'
    Path("asked.R").write_text(f"{script}\n{saving}", encoding="utf-8")
    assert run_r("asked.R").returncode == 0
    found = table("summaries.csv")
    assert {(one["site"], one["domain"], int(one["evidenced"]), int(one["possible"])) for one in found} == {
        (site.site.id, one.id, one.evidenced, one.possible)
        for site in sites
        for framework in site.frameworks
        for one in framework.domains
    }
    levels = {one["criterion"]: one for one in table("wide.csv")}
    for site in sites:
        for one in criteria(site):
            told = str(one.evidenced) if one.settled else f"{one.evidenced}-{one.possible}"
            assert levels[one.id][f"interval.{site.site.id}"] == told


def test_the_table_of_columns_names_each_in_order_with_its_type() -> None:
    table = re.findall(r"^\| `(\w+)` \|.*\| `([A-Z\[\]]+)` \|$", TEXT, re.MULTILINE)
    with duckdb.connect() as store:
        found = store.read_parquet("levels.parquet")
        assert table == list(zip(found.columns, map(str, found.types), strict=True))
