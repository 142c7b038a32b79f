"""The bundled sites: every fact has its source, every conflict says what the file uses."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

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


def test_the_study_contradicts_itself_in_several_dozen_places() -> None:
    assert len(conflicts()) >= 36
