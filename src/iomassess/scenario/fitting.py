"""Whether a scenario is sound: by itself at any site, and at the site that it is for, where that is found."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from iomassess.engine.facts import Facts
from iomassess.loading import load_facts
from iomassess.places import find_site, is_file, shown
from iomassess.problems import InvalidSource, Problem
from iomassess.scenario.file import Scenario, fields_of, read_scenario
from iomassess.scenario.merging import merge
from iomassess.scenario.supposing import suppose
from iomassess.source import Source, parse, read


class Fitted(NamedTuple):
    """What is wrong with a scenario, and why its site was not looked at."""

    problems: tuple[Problem, ...]
    unseen: Problem | None = None
    """None where the scenario was tried at its site, or is for any."""


def fitted(source: Source, path: Path) -> Fitted:
    """Try a scenario; its site is looked for beside its file, in a folder `sites`, and among the bundled."""
    scenario = read_scenario(source)
    if scenario.site is None:
        return Fitted(_anywhere(scenario))
    try:
        facts = _site(scenario.site, path)
    except InvalidSource as error:
        first = error.problems[0]
        what = f"`{scenario.site}` ({first.path}) is not sound, so this was checked without it"
        return Fitted(_anywhere(scenario), _unseen(source, what))
    if facts is None:
        what = f"there is no site file of `{scenario.site}` beside this, in a folder `sites` or bundled"
        return Fitted(_anywhere(scenario), _unseen(source, f"{what}, so this was checked without it"))
    try:
        suppose(facts, scenario)
    except InvalidSource as error:
        return Fitted(error.problems)
    return Fitted(())


def _unseen(source: Source, what: str) -> Problem:
    return source.problem(("for",), what, rule="scenario/site", value=True)


def _site(key: str, path: Path) -> Facts | None:
    """The facts of the nearest file of a site. Raises InvalidSource where it is not sound."""
    for candidate in _candidates(key, path.resolve().parent):
        if is_file(candidate):
            source = read(candidate, shown(candidate))
            about = (str(source.values.get("format", "")).partition("/site/")[0], source.values.get("id"))
            if about == ("iomassess", key):
                return load_facts(source)
    return None


def _candidates(key: str, folder: Path) -> Iterator[Path]:
    yield folder / f"{key}.yaml"
    yield folder.parent / "sites" / f"{key}.yaml"
    yield find_site(key)


def _anywhere(scenario: Scenario) -> tuple[Problem, ...]:
    """What is wrong at whatever site: at one of which nothing is known but the groups that get a seat.

    What a change comes to depends on what is there, so that only the fields that it gives are checked.
    """
    added = fields_of(scenario.source.values.get("add"))
    new = fields_of(added.get("groups"))
    groups = {key: {"name": key} for key in fields_of(added.get("members")) if key not in new}
    nowhere = parse(json.dumps({**_HEAD, "groups": groups}), "")
    rest = {name: value for name, value in scenario.source.values.items() if name != "change"}
    without = scenario._replace(source=scenario.source._replace(values=rest))
    try:
        merge(nowhere, without)
    except InvalidSource as error:
        return tuple(one for one in error.problems if one.rule not in _OF_A_SITE)
    return ()


_HEAD = {"format": "iomassess/site/1", "id": "nowhere", "name": "?", "wave": "?", "as_of": "2009"}

_OF_A_SITE = (
    "reference/unknown-agency",
    "reference/unknown-group",
    "reference/unknown-source",
    "scenario/other-site",
)
"""The rules that tell of what a site does not have."""
