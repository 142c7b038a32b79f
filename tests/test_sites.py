"""The bundled sites: every fact has its source, every conflict says what the file uses."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from iomassess.assess import assess
from iomassess.framework.reading import load_framework
from iomassess.loading import load_facts
from iomassess.paths import find_path
from iomassess.places import bundled
from iomassess.site import Conflict, OneOf, Range, Record, Site
from iomassess.source import Source, read

SITES = sorted(path.stem for path in bundled("sites").glob("*.yaml"))
SECTIONS = re.compile(r"study (summary|[1-6]\.[0-9]( .+)?|app\.[1-7]( .+)?)")
KINDS = ("agencies", "groups", "links", "practices", "barriers", "benefits", "drivers", "complete", "absent")


@cache
def loaded(name: str) -> tuple[Site, Source]:
    source = read(bundled("sites") / f"{name}.yaml")
    return load_facts(source).site, source


def records(site: Site) -> Iterator[tuple[str, Record]]:
    for kind in KINDS:
        held = getattr(site, kind)
        for key, record in held.items() if isinstance(held, dict) else enumerate(held):
            yield f"{kind}.{key}", record
            for member in getattr(record, "members", None) or () if kind == "groups" else ():
                yield f"{kind}.{key}.members.{member.agency}", member
    for name in ("project", "fieldwork"):
        yield name, getattr(site, name)


def cited(record: Record) -> list[str]:
    if isinstance(record.evidence, dict):
        return [one for some in record.evidence.values() for one in some]
    return list(record.evidence)


def test_there_are_the_five_sites_of_the_study() -> None:
    assert SITES == ["lancashire", "london", "nottinghamshire", "west-midlands", "west-yorkshire"]


@pytest.mark.parametrize("name", SITES)
def test_every_record_has_evidence(name: str) -> None:
    assert [where for where, record in records(loaded(name)[0]) if not cited(record)] == []


@pytest.mark.parametrize("name", SITES)
def test_evidence_names_a_section_of_the_study(name: str) -> None:
    strange = {
        one for _, record in records(loaded(name)[0]) for one in cited(record) if not SECTIONS.fullmatch(one)
    }
    assert strange == set()


@pytest.mark.parametrize("name", SITES)
def test_statements_say_why(name: str) -> None:
    site, _ = loaded(name)
    assert all(one.because for one in (*site.complete, *site.absent))


def conflicts() -> list[tuple[str, Conflict]]:
    return [(name, one) for name in SITES for one in loaded(name)[0].conflicts]


@pytest.mark.parametrize(("name", "conflict"), conflicts())
def test_a_conflict_about_one_plain_value_uses_the_value_in_the_file(name: str, conflict: Conflict) -> None:
    _, source = loaded(name)
    values: list[Any] = []
    for path in conflict.records:
        here: Any = source.values
        for segment in find_path(source.values, path) or ():
            here = here[segment]
        values.append(here)
    plain = [one for one in values if not isinstance(one, dict | list)]
    if conflict.used is None or not plain or len(conflict.records) > 1:
        return
    assert not isinstance(conflict.used, OneOf | Range)
    assert plain == [conflict.used]


PIONEERS = ("lancashire", "london", "nottinghamshire", "west-yorkshire")
TIERS = ("strategic-local", "strategic-pioneer-site", "strategic-countywide")


@cache
def levels(name: str) -> dict[str, tuple[int, int]]:
    """Evidenced and possible on each criterion of the engagement framework."""
    facts = load_facts(read(bundled("sites") / f"{name}.yaml"))
    found = assess(facts, [load_framework(bundled("frameworks") / "engagement")], reasons=False)
    return {one.id.rpartition("/")[2]: (one.evidenced, one.possible) for one in found.frameworks[0].criteria}


def engaged_in_operations() -> list[str]:
    return [name for name in PIONEERS if levels(name)["operational-management"][0]]


@pytest.mark.parametrize("criterion", ["service-delivery", "operational-management"])
@pytest.mark.parametrize("high", ["lancashire", "west-yorkshire"])
def test_delivery_and_operations_fall_from_the_two_older_projects_to_london_to_nottingham(
    criterion: str, high: str
) -> None:
    assert levels(high)[criterion][0] > levels("london")[criterion][1]
    assert levels("london")[criterion][0] > levels("nottinghamshire")[criterion][1]


def test_the_sector_is_engaged_in_operations_at_three_of_the_four_sites() -> None:
    assert engaged_in_operations() == ["lancashire", "london", "west-yorkshire"]


@pytest.mark.parametrize("name", engaged_in_operations())
def test_the_board_over_the_projects_is_below_the_operational_group_whatever_is_unknown(name: str) -> None:
    assert levels(name)["strategic-pioneer-site"][1] < levels(name)["operational-management"][0]


@pytest.mark.parametrize("name", engaged_in_operations())
def test_the_tiers_taken_together_are_below_operations_on_the_evidence_and_cannot_be_above(name: str) -> None:
    evidenced, possible = levels(name)["operational-management"]
    assert sorted(levels(name)[tier][0] for tier in TIERS)[1] < evidenced
    assert sorted(levels(name)[tier][1] for tier in TIERS)[1] <= possible


@pytest.mark.parametrize("name", PIONEERS)
def test_if_any_tier_comes_up_to_operations_it_is_the_county_board_on_which_the_sector_sits_everywhere(
    name: str,
) -> None:
    operational = levels(name)["operational-management"][0]
    as_high = {tier for tier in TIERS if 0 < levels(name)[tier][0] >= operational}
    assert as_high <= {"strategic-countywide"}
    assert levels(name)["strategic-countywide"][0] == 1


def test_the_study_contradicts_itself_in_several_dozen_places() -> None:
    assert len(conflicts()) >= 36
