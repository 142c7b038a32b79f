"""Findings as a terminal shows them, and as Markdown: where each holds, and whether the source agrees."""

from collections.abc import Iterable, Iterator

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from iomassess.markdown import escape
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


def to_markdown(found: Findings) -> str:
    """Findings as a Markdown table, and below it what the source says against itself."""
    lines = [
        "# Findings across sites",
        "",
        f"{tally(found.findings)}.",
        "",
        "| Finding | Source | Stated | Found | Verdict | Holds | Fails | Unknown |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for one in found.findings:
        cells = (
            f"{one.statement} Read so: {one.reading}" if one.reading else one.statement,
            ", ".join(one.source),
            stated(one),
            counted(one),
            one.verdict.replace("-", " "),
            ", ".join(one.holds),
            ", ".join(one.fails),
            ", ".join(one.unknown),
        )
        lines.append(f"| {' | '.join(map(escape, cells))} |")
    disputed = [one for one in found.findings if one.dispute]
    if disputed:
        lines += ["", "## Where the source contradicts itself", ""]
        lines += [_disputed(one) for one in disputed]
    return "\n".join(lines) + "\n"


def _disputed(finding: Finding) -> str:
    """A finding on which passages disagree: what each says, and what the facts follow."""
    claims = "; ".join(f"{one.value} ({', '.join(one.evidence)})" for one in finding.claims)
    return f"- **{escape(finding.statement)}** {escape(claims)}. {escape(str(finding.dispute))}"
