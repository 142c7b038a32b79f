"""Reports: whole ones against golden files, and text from a site file that stays text."""

import json
import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import repeat
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from all_reports import HOSTILE, SITES, as_read, assessed
from iomassess.assess import assess
from iomassess.documents import Document
from iomassess.exchange import from_json, gathered, to_json
from iomassess.framework.reading import Framework, load_framework
from iomassess.loading import load_facts
from iomassess.markdown import escape, unescape
from iomassess.places import bundled, frameworks
from iomassess.problems import InvalidSource
from iomassess.progress.changes import Pair
from iomassess.reports import progress_report, report
from iomassess.results import Assessment
from iomassess.source import parse, read

SMALL = """
format: iomassess/site/1
id: milltown
name: Milltown (invented)
wave: baseline
as_of: 2009-02
sources: {notes: {title: Field notes, kind: interview, date: 2009-01}}
project:
  name: Milltown IOM
  lead: [police]
  commenced: 2008-11
  caseload: {from: 20, to: 30}
  caseload_parts: {on licence: 12, others: {from: 0}}
  funding: [{by: police, amount: 40000, external: false, evidence: [notes 1]}]
  evidence: [notes 1]
fieldwork: {period: January 2009, interviews: {strategic: 1, delivery: 3}, limits: [two visits only]}
acronyms: {IOM: Integrated Offender Management}
agencies:
  police: {name: Milltown Police, sector: statutory, kind: police, evidence: [notes 1]}
  haven:
    {name: The Haven, sector: third, size: small, turnover: 90000, rooted_in: [faith], evidence: [notes 2]}
  link-up: {name: Link-Up, sector: third, evidence: [notes 2]}
groups:
  team:
    name: The team
    level: service-delivery
    scope: iom
    reports_to: [steering]
    members:
      - {agency: police, staff: 3, co_located: true, evidence: [notes 1]}
  steering:
    name: Steering group
    level: operational-management
    scope: iom
    standing: main
    members:
      - {agency: link-up, status: invited, evidence: [notes 3]}
links:
  - {kind: refers-to, from: team, to: haven, scope: iom, active: true, evidence: [notes 2]}
  - {kind: information-sharing-agreement, between: [police, haven, link-up], evidence: [notes 2]}
practices:
  - {kind: mentoring, by: [haven], status: planned, evidence: [notes 2]}
  - {kind: offender-group-service, of: women, by: [haven], evidence: [notes 2]}
barriers:
  - kind: vetting
    what: Police checks take months.
    status: unresolved
    strategy: A named officer.
    evidence: [notes 3]
benefits: [{to: client, what: A place to stay., evidence: [notes 2]}]
drivers: [{sector: third, kind: mission, what: Serving those who have nobody., evidence: [notes 2]}]
absent:
  - members: {group.tier: pioneer-site, agency.sector: third}
    because: The chair said so.
    evidence: [notes 3]
conflicts:
  - about: the caseload
    records: [project.caseload]
    claims: [{value: 20, evidence: [notes 1]}, {value: 30, evidence: [notes 3]}]
    because: Neither could be checked.
"""


class MarkdownFile(SingleFileSnapshotExtension):
    """A golden file that can be read as what it is."""

    file_extension = "md"
    _write_mode = WriteMode.TEXT


def milltown(text: str = SMALL, name: str = "milltown.yaml") -> Assessment:
    return assess(load_facts(parse(text, name)), loaded())


@cache
def loaded() -> list[Framework]:
    return [load_framework(folder) for folder in frameworks()]


def second() -> Assessment:
    return milltown(SMALL.replace("Milltown", "Coalport").replace("id: milltown", "id: coalport"), "c.yaml")


# the files' own sums change with every word of a framework; golden reports show that there is one
SUM = re.compile(r"\b[0-9a-f]{64}\b")


@pytest.mark.parametrize("kind", ["baseline", "gap"])
def test_a_report_on_a_small_site_is_as_it_was(kind: str, snapshot: SnapshotAssertion) -> None:
    text = SUM.sub("(sum)", report(kind, [milltown()]).markdown)
    assert text == snapshot(extension_class=MarkdownFile)


def test_the_comparison_of_two_small_sites_is_as_it_was(snapshot: SnapshotAssertion) -> None:
    text = SUM.sub("(sum)", report("comparison", [milltown(), second()]).markdown)
    assert text == snapshot(extension_class=MarkdownFile)


@pytest.mark.parametrize("kind", ["baseline", "gap", "comparison"])
def test_a_report_renders_from_saved_assessments_alone(kind: str) -> None:
    whole = [assessed("lancashire"), assessed("london")][: 2 if kind == "comparison" else 1]
    saved = from_json(to_json(gathered(whole)))
    assert report(kind, saved) == report(kind, whole)


def test_a_report_says_what_it_is_in_its_title_and_subject() -> None:
    document = report("baseline", [milltown()])
    assert document.title == "Baseline report: Milltown (invented)"
    assert document.subject.startswith("This report says how far Third Sector agencies are engaged")


def headings(text: str, level: int = 2) -> list[str]:
    return re.findall(rf"^{'#' * level} (.*)$", text, re.MULTILINE)


EMPTY = "\n".join(SMALL.splitlines()[:6])


@pytest.mark.parametrize("kind", ["baseline", "gap"])
def test_no_section_vanishes_where_nothing_is_known(kind: str) -> None:
    bare, full = (report(kind, [milltown(text)]).markdown for text in (EMPTY, SMALL))
    assert headings(bare) == headings(full)
    for section in re.split(r"^## ", bare, flags=re.MULTILINE)[1:]:
        assert len(section.split("\n", 1)[1].strip()) > 10, section


@pytest.mark.parametrize("site", SITES)
def test_a_baseline_report_leaves_no_cell_of_a_table_blank(site: str) -> None:
    rows = [line for line in report("baseline", [assessed(site)]).markdown.splitlines() if line[:1] == "|"]
    body = [line for line in rows if not re.fullmatch(r"[|-]+", line)]
    heads = [rows[nth - 1] for nth, line in enumerate(rows) if re.fullmatch(r"[|-]+", line)]
    assert body
    for line in body:
        if line not in heads:
            assert not re.search(r"\|\s*\|", line), line


@pytest.mark.parametrize("site", SITES)
@pytest.mark.parametrize("kind", ["baseline", "gap"])
def test_every_table_has_as_many_cells_in_each_row(kind: str, site: str) -> None:
    for table in re.findall(r"(?:^\|.*\n)+", report(kind, [assessed(site)]).markdown, re.MULTILINE):
        widths = {len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()}
        assert len(widths) == 1, table


def test_acronyms_that_are_used_are_spelt_out_and_others_are_not() -> None:
    text = report("baseline", [milltown(SMALL.replace("A named officer", "The PCT's officer"))]).markdown
    acronyms = text.split("## Acronyms")[1].split("## ")[0]
    assert "- **PCT:** Primary Care Trust" in acronyms
    assert "- **IOM:** Integrated Offender Management" in acronyms
    assert "MAPPOM" not in acronyms


# -- text that stays text


def test_escaped_text_is_shown_as_it_is() -> None:
    for text in HOSTILE:
        rendered = MarkdownIt("gfm-like", {"linkify": False}).render(escape(text))
        shown = rendered.removeprefix("<p>").removesuffix("</p>\n")
        plain = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
        assert plain == as_read(text).strip()
        assert unescape(escape(text)) == as_read(text)


FREE = {"name", "title", "what", "strategy", "because", "about", "note", "inferred", "period", "publisher"}
LISTS = {"area", "cohort", "limits", "authors"}


def filled(value: Any, texts: Iterator[str], key: str = "") -> Any:
    """The values of a site file with the next text in every field that takes any, and in every evidence."""
    if isinstance(value, dict):
        if key == "caseload_parts":
            return {next(texts): 12}
        if key == "acronyms":
            return {short: next(texts) for short in value}
        return {name: filled(one, texts, name) for name, one in value.items()}
    if isinstance(value, list):
        return [filled(one, texts, key) for one in value]
    if key in FREE or key in LISTS:
        return next(texts)
    if key == "evidence":
        return f"notes {next(texts)}"
    return value


def in_yaml(values: Any) -> str:
    """JSON is YAML, but for characters that YAML 1.1 takes for ends of lines."""
    return json.dumps(values, ensure_ascii=False).replace("\u2028", "\\u2028")


@cache
def with_text(text: str) -> list[Document]:
    values = filled(read_values(SMALL), repeat(text))
    texts = {one: in_yaml({**values, "id": one}) for one in ("a", "b")}
    sites = [milltown(text, f"{one}.yaml") for one, text in texts.items()]
    later = {**values, "id": "a", "wave": "later", "as_of": "2010-02", "links": values["links"][1:]}
    later["not_applicable"] = [{"criterion": "engagement/connections", "reason": text, "decided_by": text}]
    waves = Pair(sites[0], milltown(in_yaml(later), "later.yaml"))
    return [
        report("baseline", sites[:1]),
        report("gap", sites[:1]),
        report("comparison", sites),
        progress_report(waves),
    ]


def read_values(text: str) -> Any:
    return parse(text, "milltown.yaml").values


def shape(markdown: str) -> Sequence[str]:
    """The kinds of block and of mark that a Markdown text comes to, in order."""
    tokens: list[Token] = []
    for token in MarkdownIt("gfm-like", {"linkify": False}).parse(markdown):
        tokens += [token, *(token.children or [])]
    return [one.type for one in tokens if one.type not in ("text", "softbreak", "text_special")]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_in_any_field_of_a_site_file_stays_text_in_every_report(text: str) -> None:
    for hostile, plain in zip(with_text(text), with_text("plain"), strict=True):
        assert shape(hostile.markdown) == shape(plain.markdown)


def test_every_field_of_free_text_is_in_the_small_site() -> None:
    def keys(value: Any) -> set[str]:
        if isinstance(value, dict):
            return {*map(str, value), *(key for one in value.values() for key in keys(one))}
        return {key for one in value for key in keys(one)} if isinstance(value, list) else set()

    assert {"name", "title", "what", "strategy", "because", "about", "limits"} <= keys(read_values(SMALL))


# -- templates of one's own


def test_a_template_of_ones_own_is_used_and_may_use_ours(tmp_path: Path) -> None:
    own = tmp_path / "short.md"
    own.write_text('# {{ site.name }}\n\n{% import "parts.md" as parts with context %}{{ parts.method() }}')
    document = report("baseline", [milltown()], template=own)
    assert document.markdown.startswith("# Milltown (invented)\n")
    assert "## Method" in document.markdown


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# {{ sit.name }}", "'sit' is undefined"),
        ("# {{ site.name", "unexpected"),
        ("line one\n{% if %}", "Expected an expression"),
        ("{{ site.__class__.__mro__ }}", "unsafe"),
        ("{% include 'nowhere.md' %}", "nowhere.md"),
        ("{{ picture('nothing') }}", "nothing"),
        ("{{ 1 / 0 }}", "zero"),
    ],
)
def test_a_template_that_cannot_be_rendered_is_one_problem(tmp_path: Path, text: str, said: str) -> None:
    own = tmp_path / "own.md"
    own.write_text(text)
    with pytest.raises(InvalidSource, match="cannot be rendered") as caught:
        report("baseline", [milltown()], template=own)
    assert str(own) in str(caught.value)
    assert said in str(caught.value)


def test_a_template_that_is_not_there_is_one_problem(tmp_path: Path) -> None:
    with pytest.raises(InvalidSource, match=r"no\.md.*cannot be rendered"):
        report("baseline", [milltown()], template=tmp_path / "no.md")


def test_templates_are_bundled() -> None:
    assert {"baseline.md", "gap.md", "comparison.md"} <= {one.name for one in bundled("templates").iterdir()}
    assert read(bundled("sites") / "lancashire.yaml").values["id"] == "lancashire"
