"""Every bundled framework: its examples come to the levels they state, and its ladders climb."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

import pytest

from iomassess.framework import Criterion, Example, load_examples, load_framework
from iomassess.levels import climb, reached
from iomassess.loading import load_facts
from iomassess.places import bundled, frameworks

FOLDERS = frameworks()


@cache
def criteria() -> dict[str, Criterion]:
    return {one.id: one for folder in FOLDERS for one in load_framework(folder).criteria}


def examples() -> Iterator[Example]:
    for folder in FOLDERS:
        yield from load_examples(folder)


def truths(example: Example) -> tuple[bool | None, ...]:
    facts = load_facts(example.source)
    return tuple(outcome.truth for outcome in climb(criteria()[example.criterion], facts))


def named(example: Example) -> str:
    return f"{example.criterion}: {example.name}"


@pytest.mark.parametrize("example", list(examples()), ids=named)
def test_an_example_comes_to_the_levels_it_states(example: Example) -> None:
    assert reached(truths(example)) == (example.evidenced, example.possible)


@pytest.mark.parametrize("example", list(examples()), ids=named)
def test_whatever_meets_a_rung_meets_those_below_it(example: Example) -> None:
    met = [truth is True for truth in truths(example)]
    assert met == sorted(met, reverse=True), f"rungs met: {met}"


def seen_truths() -> dict[str, list[set[bool | None]]]:
    seen: dict[str, list[set[bool | None]]] = defaultdict(lambda: [set(), set(), set(), set()])
    for example in examples():
        for rung, truth in zip(seen[example.criterion], truths(example), strict=True):
            rung.add(truth)
    return seen


@pytest.mark.parametrize("criterion", sorted(criteria()))
@pytest.mark.parametrize("level", [1, 2, 3, 4])
@pytest.mark.parametrize("truth", [True, False, None], ids=["met", "missed", "unknown"])
def test_examples_show_each_rung_met_missed_and_unknown(
    criterion: str, level: int, truth: bool | None
) -> None:
    assert truth in seen_truths_cached()[criterion][level - 1]


@cache
def seen_truths_cached() -> dict[str, list[set[bool | None]]]:
    return seen_truths()


def test_every_criterion_of_the_design_is_there_and_no_other() -> None:
    assert list(criteria()) == [
        "engagement/service-delivery",
        "engagement/operational-management",
        "engagement/strategic-local",
        "engagement/strategic-pioneer-site",
        "engagement/strategic-countywide",
        "engagement/connections",
        "thematic/voice-and-partnership/representation",
        "thematic/voice-and-partnership/stakeholder-groups",
        "thematic/voice-and-partnership/policy-and-service-development",
        "thematic/voice-and-partnership/smaller-and-diverse-organisations",
        "thematic/voice-and-partnership/compact",
        "thematic/voice-and-partnership/partnership-and-commissioning",
        "thematic/strengthening-communities/local-communities",
        "thematic/strengthening-communities/volunteer-numbers-and-diversity",
        "thematic/strengthening-communities/volunteer-strategy",
        "thematic/strengthening-communities/volunteer-support",
        "thematic/strengthening-communities/volunteer-impact",
        "thematic/strengthening-communities/mentoring",
        "thematic/transforming-public-services/provider-market",
        "thematic/transforming-public-services/third-sector-impact",
        "thematic/transforming-public-services/commercial-barriers",
        "thematic/transforming-public-services/commissioner-skills",
        "thematic/transforming-public-services/capacity-building",
    ]


def test_frameworks_lie_where_the_package_looks() -> None:
    assert [folder.name for folder in FOLDERS] == ["engagement", "thematic"]
    assert bundled("frameworks").is_dir()
