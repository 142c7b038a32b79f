"""Reports: whole ones against golden files, and text from a site file that stays text."""

import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from iomassess.assess import assess
from iomassess.exchange import from_json, gathered, to_json
from iomassess.framework import load_framework
from iomassess.loading import load_facts
from iomassess.markdown import escape
from iomassess.places import bundled, frameworks
from iomassess.reports import render
from iomassess.source import parse, read

SMALL = """
format: iomassess/site/1
id: milltown
name: Milltown (invented)
wave: baseline
as_of: 2009-02
sources: {notes: {title: Field notes, kind: interview, date: 2009-01}}
project:
  {name: Milltown IOM, lead: [police], commenced: 2008-11, caseload: {from: 20, to: 30}, evidence: [notes 1]}
fieldwork: {period: January 2009, interviews: {strategic: 1, delivery: 3}, limits: [two visits only]}
agencies:
  police: {name: Milltown Police, sector: statutory, kind: police, evidence: [notes 1]}
  haven: {name: The Haven, sector: third, size: small, rooted_in: [faith], evidence: [notes 2]}
groups:
  team:
    name: The team
    level: service-delivery
    scope: iom
    members:
      - {agency: police, co_located: true, evidence: [notes 1]}
links:
  - {kind: refers-to, from: team, to: haven, scope: iom, active: true, evidence: [notes 2]}
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


def baseline(text: str) -> str:
    facts = load_facts(parse(text, "milltown.yaml"))
    return render("baseline", assess(facts, [load_framework(folder) for folder in frameworks()]))


def test_the_baseline_report_of_a_small_site_is_as_it_was(snapshot: SnapshotAssertion) -> None:
    assert baseline(SMALL) == snapshot(extension_class=MarkdownFile)


def test_a_report_renders_from_a_saved_assessment_alone() -> None:
    facts = load_facts(read(bundled("sites") / "lancashire.yaml"))
    assessment = assess(facts, [load_framework(folder) for folder in frameworks()])
    (saved,) = from_json(to_json(gathered([assessment])))
    assert render("baseline", saved) == render("baseline", assessment)


def test_a_report_on_a_site_of_which_nothing_is_known_says_so() -> None:
    head = "\n".join(SMALL.splitlines()[:6])
    text = baseline(head)
    assert "Not recorded." in text
    assert "None is recorded." in text
    assert "No conflict between sources is recorded." in text
    assert "No source is recorded." in text


HOSTILE = [
    "<script>alert(1)</script>",
    "**bold** _it_ `code`",
    "a | b | c",
    "[link](javascript:alert(1))",
    "![image](http://x.invalid/x.png)",
    "# heading",
    "1. list",
    "- list",
    "{{ 7 * 7 }} {% raw %}",
    "\\<b>",
    "&lt;b&gt;",
    "line\n\n# two",
    "~~struck~~",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_escaped_text_is_shown_as_it_is(text: str) -> None:
    rendered = MarkdownIt("gfm-like", {"linkify": False}).render(escape(text))
    shown = rendered.removeprefix("<p>").removesuffix("</p>\n")
    plain = shown.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    assert plain == re.sub(r"\s+", " ", text)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_from_a_site_file_stays_text_in_a_report(text: str) -> None:
    quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    report = baseline(
        SMALL.replace("name: The Haven", f'name: "{quoted}"').replace(
            "name: Milltown IOM", f'name: "{quoted}"'
        )
    )
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(report)
    inline = [one for token in tokens for one in (token.children or [])]
    assert not [one for one in (*tokens, *inline) if one.type.startswith("html")]
    assert not [one for one in inline if one.type in ("link_open", "image", "s_open")]
    assert "49" not in report.split("## Method")[0].replace("study 4", "")


def test_templates_are_bundled() -> None:
    assert (bundled("templates") / "baseline.md").is_file()
    assert Path(bundled("sites") / "lancashire.yaml").is_file()
