"""Whole reports on the bundled sites against golden files: what a change of wording or level comes to."""

import re

import pytest
from syrupy.assertion import SnapshotAssertion

from all_reports import REPORTS, document
from iomassess import __version__
from iomassess.formats import write
from test_html import HtmlFile
from test_reports import SUM, MarkdownFile

ONE_OF_EACH_KIND = ("baseline nottinghamshire", "gap nottinghamshire", "comparison", "progress")
"""The other pages say in HTML what their Markdown says, by the same writer."""


def settled(text: str) -> str:
    """A report without what changes with every release or every word of a framework."""
    return SUM.sub("(sum)", text).replace(__version__, "(version)")


@pytest.mark.parametrize("name", REPORTS)
def test_the_markdown_of_a_report_is_as_it_was(name: str, snapshot: SnapshotAssertion) -> None:
    assert settled(document(name).markdown) == snapshot(extension_class=MarkdownFile)


@pytest.mark.parametrize("name", ONE_OF_EACH_KIND)
def test_the_page_of_a_report_is_as_it_was(name: str, snapshot: SnapshotAssertion) -> None:
    page = write(document(name), "html", "report")[-1].content.decode()
    looks = re.sub(r"<style>.*?</style>", "<style></style>", page, flags=re.DOTALL)
    assert settled(looks) == snapshot(extension_class=HtmlFile)
