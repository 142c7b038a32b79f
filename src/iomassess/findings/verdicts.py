"""Findings as a terminal shows them: where each holds, and whether the source agrees."""

from collections.abc import Iterable, Iterator

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from iomassess.results import Finding, Findings

_STYLES = {
    "confirmed": "bold green",
    "contradicted": "bold red",
    "not-ruled-out": "bold yellow",
    "no-claim": "dim",
}


def print_findings(console: Console, found: Findings) -> None:
    """Print each finding with its sites, its counts and its verdict, then how many of each verdict."""
    table = Table(box=None, padding=(0, 1, 0, 0), expand=True)
    for heading, ratio in (("Finding", 5), ("Stated", 0), ("Found", 0), ("Verdict", 0), ("Sites", 4)):
        table.add_column(heading, ratio=ratio or None, no_wrap=not ratio)
    for one in found.findings:
        said = Text(one.statement).append(f" [{', '.join(one.source)}]", style="dim")
        if one.reading:
            said.append(f" Read so: {one.reading}", style="italic")
        verdict = Text(one.verdict.replace("-", " "), style=_STYLES[one.verdict])
        table.add_row(said, stated(one), counted(one), verdict, "; ".join(_sites(one)))
    console.print(Group(table, Text(f"\n{tally(found.findings)}", style="bold")))


def stated(finding: Finding) -> str:
    """The count that the source states."""
    return f"{finding.stated['count']} of {finding.stated['of']}" if finding.stated else "-"


def counted(finding: Finding) -> str:
    """The count that the facts give, as one number when it is settled."""
    least, most = len(finding.holds), len(finding.holds) + len(finding.unknown)
    return str(least) if least == most else f"{least} to {most}"


def tally(findings: Iterable[Finding]) -> str:
    """How many findings have each verdict."""
    verdicts = [one.verdict for one in findings]
    return ", ".join(
        f"{verdicts.count(name)} {name.replace('-', ' ')}" for name in _STYLES if name in verdicts
    )


def _sites(finding: Finding) -> Iterator[str]:
    for title, sites in (("holds", finding.holds), ("fails", finding.fails), ("unknown", finding.unknown)):
        if sites:
            yield f"{title}: {', '.join(sites)}"
