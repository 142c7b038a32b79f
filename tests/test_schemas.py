"""The schemas: they take what iomassess takes, refuse what it refuses as far as they can, and say why."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from typer.testing import CliRunner

from all_reports import SITES
from editor import Editor
from iomassess import schemas
from iomassess.assess import assess
from iomassess.cli import program
from iomassess.cli.schema import Of
from iomassess.engine.conditions import read_condition
from iomassess.exchange import gathered, to_json
from iomassess.findings.evaluating import FindingFile, find, load_findings
from iomassess.framework.examples import ExamplesFile
from iomassess.framework.reading import load_framework
from iomassess.framework.written import CriterionFile
from iomassess.loading import load_facts
from iomassess.problems import InvalidSource
from iomassess.source import Source, parse, read
from iomassess.validation import validate
from mutations import mutated
from strategies import cases

ROOT = Path(__file__).parents[1]
NODE = Path(__file__).parent / "node"
NODE_JS = shutil.which("node")
FOLDERS = ("sites", "scenarios", "frameworks")
FILES = sorted(path for folder in FOLDERS for path in (ROOT / folder).glob("**/*.yaml"))
MODELINE = re.compile(r"^# yaml-language-server: \$schema=(?P<path>\S+)$", re.MULTILINE)


@cache
def schema(name: str) -> dict[str, Any]:
    return schemas.schema(name)


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(schema(name))


def refusals(name: str, values: Any) -> list[str]:
    found = validator(name).iter_errors(values)
    return sorted(f"{'.'.join(map(str, one.absolute_path))}: {one.message}" for one in found)


# -- the schemas themselves


def test_there_is_a_command_for_each_schema() -> None:
    assert [one.value for one in Of] == list(schemas.names())


@pytest.mark.parametrize("name", schemas.names())
def test_a_schema_is_a_schema_and_is_printed_as_it_is_published(name: str) -> None:
    Draft202012Validator.check_schema(schema(name))
    printed = CliRunner().invoke(program(), ["schema", name])
    assert printed.exit_code == 0
    assert printed.output == (ROOT / "schemas" / schemas.file_name(name)).read_text(encoding="utf-8")


def properties(name: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each field of a schema, by its place, but not what stands in a condition (`if`, `allOf`)."""

    def walk(here: Any, place: str) -> Iterator[tuple[str, dict[str, Any]]]:
        for key, inner in here.items() if isinstance(here, dict) else enumerate(here):
            if key == "properties":
                yield from ((f"{place}.{field}", one) for field, one in inner.items())
            if key not in ("if", "allOf", "anyOf", "examples") and isinstance(inner, dict | list):
                yield from walk(inner, f"{place}.{key}")

    for place, field in walk(schema(name), name):
        yield place, followed(field, schema(name)["$defs"])


def followed(field: dict[str, Any], defs: dict[str, Any]) -> dict[str, Any]:
    if "description" in field or "$ref" not in field:
        return field
    return followed(defs[field["$ref"].removeprefix("#/$defs/")], defs)


def holds_objects(field: dict[str, Any]) -> bool:
    inside = field.get("items", field)
    return isinstance(inside, dict) and ("$ref" in inside or "properties" in inside)


@pytest.mark.parametrize("name", schemas.names())
def test_each_field_says_what_it_means_and_shows_examples_that_are_sound(name: str) -> None:
    lacking = [place for place, field in properties(name) if not field.get("description", "").strip()]
    bare = [
        place for place, field in properties(name) if not field.get("examples") and not holds_objects(field)
    ]
    wrong = [
        (place, example, error.message)
        for place, field in properties(name)
        for example in field.get("examples", ())
        for error in Draft202012Validator({**field, "$defs": schema(name)["$defs"]}).iter_errors(example)
    ]
    assert (lacking, bare, wrong) == ([], [], [])


@pytest.mark.parametrize("name", schemas.names())
def test_where_the_values_of_a_list_are_explained_each_of_them_is(name: str) -> None:
    for place, field in properties(name):
        said = [line.partition(": ")[0] for line in field["description"].splitlines()[1:]]
        listed = [value for value in field.get("enum", ()) if value is not None]
        if set(said) & set(listed):
            assert sorted(said) == sorted(listed), place


# -- what is accepted


def kind_of(path: Path) -> str:
    found = MODELINE.search(path.read_text(encoding="utf-8"))
    assert found is not None, f"{path}: no modeline"
    assert (path.parent / found["path"]).is_file()
    return Path(found["path"]).name.partition("-")[0]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_bundled_file_names_its_schema_on_its_first_line_and_is_valid_by_it(path: Path) -> None:
    assert MODELINE.match(path.read_text(encoding="utf-8"))
    first = read(path)
    assert refusals(kind_of(path), first.values) == []
    for second in first.following:
        assert (refusals("examples", second.values), refusals("criterion", second.values)) == ([], [])
        assert len(MODELINE.findall(path.read_text(encoding="utf-8"))) == 2


def test_the_example_of_the_guide_is_valid() -> None:
    assert refusals("site", millbrook()) == []


def test_what_score_and_findings_print_is_valid() -> None:
    facts = load_facts(read(ROOT / "sites" / "lancashire.yaml"))
    folders = [ROOT / "frameworks" / name for name in ("engagement", "thematic")]
    assessed = gathered([assess(facts, [load_framework(folder) for folder in folders])])
    found = find(load_findings(ROOT / "frameworks" / "findings"), [facts])
    assert refusals("assessment", json.loads(to_json(assessed))) == []
    assert refusals("findings", json.loads(to_json(found))) == []


WAVES = Path(__file__).parent / "waves"

CODED = tuple(
    str(Path(__file__).parent / one) for one in ("waves/millbrook-2024.yaml", "coders/millbrook-second.yaml")
)

PRINTED = {
    "comparison": [["compare", "lancashire", "london", "nottinghamshire"]],
    "network": [["network", site] for site in SITES],
    "progress": [
        ["progress", *(str(WAVES / f"millbrook-{year}.yaml") for year in (2024, 2026))],
        ["progress", "london", "london"],
    ],
    "unknowns": [
        ["unknowns", "west-midlands"],
        ["unknowns", "london", "--role", "referral", "--target", "4"],
    ],
    "whatif": [
        ["whatif", "west-midlands", "west-midlands-one-office", "west-midlands-seats"],
        ["whatif", "lancashire", "lancashire-board", "-f", "engagement"],
    ],
    "plan": [
        *(["plan", site] for site in SITES),
        ["plan", "lancashire", "--target", "4"],
        ["plan", "nottinghamshire", "--max-actions", "3", "--effort", "-f", "engagement"],
        ["plan", "london", "--target", "0"],
    ],
    "robustness": [["robustness", "lancashire"], ["robustness", "lancashire", "london"]],
    "agreement": [
        ["agreement", *CODED],
        ["agreement", *CODED, str(WAVES / "millbrook-2026.yaml"), "--resamples", "9"],
        ["agreement", *CODED, "-f", "engagement", "--resamples", "1"],
    ],
}
"""Commands whose JSON has a schema."""


@cache
def printed(name: str) -> list[Any]:
    """What the commands print whose JSON a schema is of."""
    done = [CliRunner().invoke(program(), [*one, "--format", "json"]) for one in PRINTED[name]]
    assert [one.exit_code for one in done] == [0] * len(done)
    return [json.loads(one.stdout) for one in done]  # on stderr a long search says how far it is


@pytest.mark.parametrize("name", PRINTED)
def test_what_a_command_prints_is_valid_and_says_which_format_it_is_in(name: str) -> None:
    for found in printed(name):
        assert refusals(name, found) == []
        assert f"{found['format'].replace('iomassess/', '').replace('/', '-')}.json" == schemas.file_name(
            name
        )


@pytest.mark.parametrize("name", PRINTED)
def test_a_field_too_few_or_too_many_is_refused_in_what_a_command_prints(name: str) -> None:
    (first, *_) = printed(name)
    for field in first:
        assert refusals(name, {key: value for key, value in first.items() if key != field})
    assert refusals(name, {**first, "more": 1})


# -- what is refused


@cache
def millbrook() -> dict[str, Any]:
    text = (ROOT / "docs" / "site-format.md").read_text(encoding="utf-8")
    found = re.search(r"```yaml\n(format: .*?)```", text, re.DOTALL)
    assert found is not None
    return parse(found[1], "millbrook.yaml").values


HEAD = "format: iomassess/site/1\nid: a\nname: A\nwave: b\nas_of: 2009\n"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("agencies: {a: {name: A, sector: thrd}}", "agencies.a.sector: 'thrd' is not one of"),
        (
            "agencies: {a: {name: A, works_with_offenders: yes}}",
            "agencies.a.works_with_offenders: 'yes' is not",
        ),
        ("agencies: {a: {sector: third}}", "agencies.a: 'name' is a required property"),
        (
            "agencies: {a: {name: A, number: 2}}",
            "agencies.a: Additional properties are not allowed ('number'",
        ),
        (
            "agencies: {a: {unnamed: true, name: A}}",
            "agencies.a: Additional properties are not allowed ('name'",
        ),
        ("agencies: {a: {unnamed: true, number: 0}}", "agencies.a.number: 0 is less than the minimum of 1"),
        (
            "agencies: {a: {name: A, pathways: health}}",
            "agencies.a.pathways: 'health' is not of type 'array'",
        ),
        (
            "agencies: {a: {name: A, evidence: {sise: [study 1]}}}",
            "agencies.a.evidence: Additional properties",
        ),
        (
            "agencies: {a: {name: A, evidence: study 1}}",
            "agencies.a.evidence: 'study 1' is not of type 'array'",
        ),
        ("agencies: {no: {name: A}}", "agencies: 'no' should not be valid under"),
        (
            "groups: {g: {name: G, level: service-delivery, tier: local}}",
            "groups.g: Additional properties are",
        ),
        (
            "groups: {g: {name: G, status: {one_of: [planned]}}}",
            "groups.g.status.one_of: ['planned'] is too short",
        ),
        ("links: [{kind: refers-to, from: g}]", "links.0: 'to' is a required property"),
        (
            "links: [{kind: contract, from: a, to: b, between: [a, b]}]",
            "links.0.between: ['a', 'b'] is expected",
        ),
        ("links: [{kind: joint-working}]", "links.0: 'between' is a required property"),
        ("links: [{kind: refer-to, from: g, to: a}]", "links.0.kind: 'refer-to' is not one of"),
        ("project: {caseload: '70'}", "project.caseload: '70' is not of type 'integer'"),
        (
            "project: {caseload: {form: 60}}",
            "project.caseload: Additional properties are not allowed ('form'",
        ),
        ("project: {commenced: 2009-13}", "project.commenced: '2009-13' does not match"),
        ("project: {name: }", "project.name: None is not of type 'string'"),
        ("absent: [{practices: {kind: maping}}]", "absent.0.practices.kind: 'maping' is not one of"),
        (
            "absent: [{agencies: {delivers: true}}]",
            "absent.0.agencies: Additional properties are not allowed",
        ),
        ("absent: [{members: {}}]", "absent.0.members: {} should be non-empty"),
        ("absent: [{links: {status: [any]}}]", "absent.0.links.status.0: 'any' is not one of"),
        (
            "absent: [{links: {kind: grant}, groups: {tier: local}}]",
            "absent.0: Additional properties are not",
        ),
        ("score: 3", ": Additional properties are not allowed ('score' was unexpected)"),
    ],
)
def test_a_mistake_is_one_message_at_its_place_and_iomassess_refuses_it_too(body: str, said: str) -> None:
    source = parse(HEAD + body, "s.yaml")
    assert [one[: len(said)] for one in refusals("site", source.values)] == [said]
    with pytest.raises(InvalidSource):
        load_facts(source)


BEYOND_A_SCHEMA = (
    "there is no (agency|group) `",
    "is not one of the sources",
    "there is no `",
    "there is nothing at `",
    "is the id of an agency as well",
    "is a(n agency| group), and",
    "is a member twice",
    "reports to itself in a circle",
    "two different ends",
    "always the same as itself",
    "is more than (`to`|the agencies it is among)",
    "should be a named agency",
    "and lines? .* says? that there is no such thing",
    "the same value is here twice",  # of dates, where 2009 and "2009" are one
    "a group is either",
    "conditions stand more than",
    "so it can never be true",
    "is more than the sites there are",
    "should be a whole number or `{from",  # bounds the wrong way round
)
"""What iomassess refuses and a schema cannot: it would have to compare one part of a file with another."""


def said_of_site(values: Any) -> list[str]:
    try:
        load_facts(parse(json.dumps(values), "s.yaml"))
    except InvalidSource as error:
        return [problem.what for problem in error.problems]
    return []


def agree(name: str, values: Any, said: list[str]) -> None:
    """Sound for iomassess is valid by the schema; unsound is not, but for what is beyond a schema."""
    refused = refusals(name, values)
    if not said:
        assert refused == []
    elif not refused:
        beyond = re.compile("|".join(BEYOND_A_SCHEMA))
        assert [one for one in said if not beyond.search(one)] == []


MANY = settings(max_examples=150, suppress_health_check=list(HealthCheck))


@given(cases())
@settings(max_examples=40, suppress_health_check=list(HealthCheck))
def test_random_sites_are_valid_and_so_are_the_conditions_asked_of_them(case: Any) -> None:
    assert refusals("site", case.written) == []
    assert refusals("finding", {"statement": "x", "source": ["study 1"], "when": case.condition}) == []


@given(mutated(millbrook()))
@MANY
def test_on_a_full_site_with_mistakes_the_schema_and_iomassess_agree(values: Any) -> None:
    agree("site", values, said_of_site(values))


@given(cases().flatmap(lambda case: mutated(case.written)))
@MANY
def test_on_random_sites_with_mistakes_the_schema_and_iomassess_agree(values: Any) -> None:
    agree("site", values, said_of_site(values))


def written(path: Path) -> Source:
    return read(path)


def said_of(model: Any, values: Any) -> list[str]:
    """What is said of a finding or a criterion that has these values."""
    source = parse(json.dumps(values), "f.yaml")
    file, _, problems = validate(model, source)
    said = [problem.what for problem in problems]
    if file is None or problems:
        return said
    whens = [file.when] if isinstance(file, FindingFile) else [rung.when for rung in file.levels.values()]
    if isinstance(file, FindingFile):
        said += (
            ["is more than the sites there are"] if file.claim and file.claim.count > file.claim.of else []
        )
    elif len(file.levels) < 4:
        said.append("should have each of the levels 1 to 4")
    for when in whens:
        read_condition(when, lambda _, what, *__: said.append(what))
    return said


FINDINGS = [written(path).values for path in sorted((ROOT / "frameworks" / "findings").glob("*.yaml"))]
CRITERION = written(ROOT / "frameworks" / "engagement" / "service-delivery.yaml").values


@given(st.sampled_from(FINDINGS).flatmap(mutated))
@MANY
def test_on_findings_with_mistakes_the_schema_and_iomassess_agree(values: Any) -> None:
    agree("finding", values, said_of(FindingFile, values))


@given(mutated(CRITERION, most=1))
@MANY
def test_on_a_criterion_with_a_mistake_the_schema_and_iomassess_agree(values: Any) -> None:
    agree(
        "criterion",
        values,
        said_of(CriterionFile, values) if "examples" not in values else said_of_two(values),
    )


def said_of_two(values: Any) -> list[str]:
    _, _, problems = validate(ExamplesFile, parse(json.dumps(values), "f.yaml"))
    return [problem.what for problem in problems]


# -- tried with what others wrote


def needs(what: str) -> None:
    if NODE_JS is None or not (NODE / "node_modules" / what).is_dir():
        pytest.skip(f"{what} is not installed: run `npm ci` in tests/node")


def test_ajv_takes_every_schema_in_strict_mode_and_finds_the_same(tmp_path: Path) -> None:
    needs("ajv")
    asked = []
    for path in FILES:
        first = read(path)
        asked += [{"schema": kind_of(path), "values": first.values, "valid": True}]
        asked += [{"schema": "examples", "values": one.values, "valid": True} for one in first.following]
    for name in PRINTED:
        asked += [{"schema": name, "values": one, "valid": True} for one in printed(name)]
    wrong = {**millbrook(), "links": [{"kind": "contract", "from": "a"}]}
    asked.append({"schema": "site", "values": wrong, "valid": False})
    (tmp_path / "asked.json").write_text(json.dumps(asked), encoding="utf-8")
    run = subprocess.run(  # noqa: S603
        [NODE_JS or "", str(NODE / "ajv.mjs"), str(ROOT / "schemas"), str(tmp_path / "asked.json")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.stderr, run.stdout, run.returncode) == ("", f"{len(schemas.names())} {len(asked)}\n", 0)


@pytest.fixture(scope="module")
def editor() -> Iterator[Editor]:
    needs("yaml-language-server")
    with Editor(
        NODE / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server", ROOT
    ) as running:
        yield running


SCENARIO = "format: iomassess/scenario/1\nid: a\nname: A\nabout: B.\n"


def typed(body: str, path: str = "sites/typed.yaml") -> tuple[str, Path]:
    up = "../" * (len(Path(path).parts) - 1)
    name = {"sites": "site", "scenarios": "scenario", "findings": "finding"}[Path(path).parent.name]
    head = {"site": HEAD, "scenario": SCENARIO}.get(name, "")
    return f"# yaml-language-server: $schema={up}schemas/{name}-1.json\n{head}{body}", ROOT / path


VOCABULARY = {
    "sector": ["third", "statutory", "private"],
    "level": ["service-delivery", "operational-management", "strategic-oversight"],
}
NAMED = "agencies:\n  a:\n    name: A\n    "


@pytest.mark.parametrize(
    ("body", "offered"),
    [
        (f"{NAMED}sector: |", VOCABULARY["sector"]),
        (f"{NAMED}works_with_offenders: |", ["true", "false"]),
        (f"{NAMED}sector: {{one_of: [third, |]}}", VOCABULARY["sector"]),
        ("absent:\n  - members:\n      group.level: |", VOCABULARY["level"]),
        ("absent:\n  - agencies:\n      sector: [|]", VOCABULARY["sector"]),
    ],
)
def test_an_editor_offers_the_values_that_a_field_can_have(
    editor: Editor, body: str, offered: list[str]
) -> None:
    found = [one for one in editor.completions(*typed(body)) if not one.startswith("[")]
    assert sorted(found) == sorted(offered)


@pytest.mark.parametrize(
    ("body", "offered", "withheld"),
    [
        ("|", {"agencies", "links", "absent"}, {"format", "id"}),
        (f"{NAMED}|", {"sector", "pathways", "unnamed"}, {"number", "may_be", "is_among", "name"}),
        ("agencies:\n  a:\n    unnamed: true\n    |", {"number", "may_be", "is_among"}, {"name"}),
        ("agencies:\n  a:\n    unnamed: true\n    is_among: [b]\n    |", {"number"}, {"may_be", "name"}),
        ("links:\n  - kind: refers-to\n    |", {"from", "to", "active"}, {"between"}),
        ("links:\n  - kind: joint-working\n    |", {"between"}, {"from", "to"}),
        ("groups:\n  g:\n    name: G\n    level: service-delivery\n    |", {"scope"}, {"tier"}),
        ("groups:\n  g:\n    name: G\n    level: strategic-oversight\n    |", {"tier"}, {"level"}),
        ("absent:\n  - because: x\n    |", {"agencies", "practices"}, {"because"}),
        ("absent:\n  - practices: {kind: mentoring}\n    |", {"because"}, {"agencies", "groups"}),
        ("absent:\n  - members:\n      group: g\n      |", {"agency.sector"}, {"agency.delivers", "sector"}),
    ],
)
def test_an_editor_offers_only_the_fields_that_fit(
    editor: Editor, body: str, offered: set[str], withheld: set[str]
) -> None:
    found = set(editor.completions(*typed(body)))
    assert (offered - found, withheld & found) == (set(), set())


@pytest.mark.parametrize(
    ("body", "offered", "withheld"),
    [
        ("|", {"add", "change", "for", "absent"}, {"links", "sources", "id"}),
        (
            "add:\n  members:\n    board:\n      - agency: a\n        |",
            {"attends", "staff"},
            {"evidence", "name"},
        ),
        ("change:\n  agencies:\n    a:\n      |", {"sector", "name"}, {"evidence", "inferred"}),
        ("change:\n  links:\n    - which: {kind: grant}\n      |", {"set"}, {"which", "kind"}),
        (
            "change:\n  links:\n    - which: {to: a}\n      set:\n        |",
            {"active"},
            {"evidence", "agency"},
        ),
    ],
)
def test_an_editor_offers_in_a_scenario_what_can_be_assumed(
    editor: Editor, body: str, offered: set[str], withheld: set[str]
) -> None:
    found = set(editor.completions(*typed(body, "scenarios/typed.yaml")))
    assert (offered - found, withheld & found) == (set(), set())


def test_an_editor_offers_derived_fields_in_a_condition_and_no_ids(editor: Editor) -> None:
    body = "when:\n  some: agencies\n  where:\n    sector: third\n    |"
    found = set(editor.completions(*typed(body, "frameworks/findings/typed.yaml")))
    assert ({"delivers", "role", "size"} - found, {"id", "agency.sector"} & found) == (set(), set())


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (f"{NAMED}sec|tor: third", ["The sector it belongs to", "Run for profit"]),
        ("links:\n  - ki|nd: refers-to", ["What ties them", "A group sends clients to an agency"]),
        ("absent:\n  - members: {group.le|vel: service-delivery}", ["The level at which it works"]),
        ("pro|ject: {name: A}", ["The project studied"]),
    ],
)
def test_an_editor_explains_a_field_where_it_is_pointed_at(
    editor: Editor, body: str, told: list[str]
) -> None:
    hover = editor.hover(*typed(body))
    assert [one for one in told if one not in hover] == []


def test_an_editor_marks_a_mistake_where_it_is(editor: Editor) -> None:
    text, path = typed(f"{NAMED}sector: thrd\n")
    (found,) = editor.problems(text, path)
    line = text.splitlines().index("    sector: thrd")
    assert found["range"]["start"] == {"line": line, "character": len("    sector: ")}
    assert '"third", "statutory", "private"' in found["message"]


@pytest.mark.parametrize("path", FILES[:: max(1, len(FILES) // 12)], ids=lambda path: path.name)
def test_an_editor_finds_nothing_wrong_with_a_bundled_file(editor: Editor, path: Path) -> None:
    assert editor.problems(path.read_text(encoding="utf-8"), path) == []
