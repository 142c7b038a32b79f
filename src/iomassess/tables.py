"""Assessments as a terminal shows them, and as CSV."""

import io
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from rich.console import Console, Group
from rich.table import Table
from rich.text import Text

from iomassess.results import (
    Assessment,
    CriterionResult,
    Declared,
    DomainResult,
    Fact,
    FrameworkResult,
    Reason,
    RungResult,
)

TOP = 4
COLUMNS = (
    "site",
    "wave",
    "as_of",
    "framework",
    "version",
    "domain",
    "criterion",
    "title",
    "evidenced",
    "possible",
    "name",
    "not_applicable",
    "why",
)


def bar(evidenced: int, possible: int) -> Text:
    """Four cells: full up to what is evidenced, light up to what is possible, then dots."""
    cells = "█" * evidenced + "░" * (possible - evidenced) + "·" * (TOP - possible)
    return Text(cells, style="bold" if evidenced else "")


def interval(evidenced: int | None, possible: int | None) -> str:
    """A level as one number when it is settled, else as two."""
    if evidenced is None or possible is None:
        return "-"
    return str(evidenced) if evidenced == possible else f"{evidenced}-{possible}"


def print_profile(console: Console, assessment: Assessment) -> None:
    """Print one site's profile: domains, criteria, levels and why."""
    console.print(Group(*_profile(assessment, console.width)))


def _profile(assessment: Assessment, width: int) -> Iterator[Text | Table]:
    site = assessment.site
    yield Text(f"{site.name}, {site.wave}, as of {site.as_of}", style="bold")
    yield Text(site.file, style="dim")
    for framework in assessment.frameworks:
        yield Text(f"\n{framework.title} ({framework.id} {framework.version})", style="bold")
        for domain in framework.domains:
            yield Text()
            yield _domain(framework, domain, width)
    yield Text(
        "\n█ evidenced  ░ not ruled out  · ruled out. Levels run from 0 to 4; 1-3 reads: "
        f"1 is shown, 3 is not ruled out. Why: iomassess explain {site.id} CRITERION",
        style="dim",
    )


_TITLES = 28
"""Width of the titles, so that the reasons keep room in 80 columns."""


def _domain(framework: FrameworkResult, domain: DomainResult, width: int) -> Table:
    table = Table(box=None, show_header=False, padding=(0, 1, 0, 0))
    table.add_column(width=_TITLES, no_wrap=True)
    table.add_column(width=TOP, no_wrap=True)
    table.add_column(width=3, no_wrap=True)
    table.add_column(width=max(20, width - _TITLES - TOP - 3 - 3))
    summed = domain.evidenced is not None and domain.possible is not None
    table.add_row(
        Text(domain.title if domain.id != framework.id else "In summary", style="bold cyan"),
        bar(domain.evidenced or 0, domain.possible or 0) if summed else "",
        interval(domain.evidenced, domain.possible),
        Text(f"{domain.name}; {domain.settled} of {domain.applicable} settled", style="cyan"),
    )
    for criterion in domain.criteria:
        table.add_row(*_row(criterion))
    return table


def _row(criterion: CriterionResult) -> tuple[Text | str, ...]:
    title = Text("\n".join(f"  {line}" for line in textwrap.wrap(criterion.title, _TITLES - 2)))
    if criterion.not_applicable:
        return title, "", "n/a", Text(f"not applicable: {criterion.why}")
    levels = interval(criterion.evidenced, criterion.possible)
    return title, bar(criterion.evidenced, criterion.possible), levels, _said(criterion)


def _said(criterion: CriterionResult) -> Text:
    """The level's name and why, the name once only."""
    if criterion.evidenced == 0 and criterion.possible > 0:
        name, colon, why = criterion.why.partition(":")
        return Text(name, style="bold").append(f"{colon}{why}", style="not bold")
    mark = ";" if criterion.evidenced == 0 else ":"
    return Text(criterion.name, style="bold").append(f"{mark} {criterion.why}", style="not bold")


def csv_rows(assessments: Iterable[Assessment]) -> Iterator[tuple[object, ...]]:
    """One row for each site and criterion, in the order of COLUMNS."""
    for one in assessments:
        for framework in one.frameworks:
            for domain in framework.domains:
                for criterion in domain.criteria:
                    yield (
                        one.site.id,
                        one.site.wave,
                        one.site.as_of,
                        framework.id,
                        framework.version,
                        domain.id,
                        criterion.id,
                        criterion.title,
                        criterion.evidenced,
                        criterion.possible,
                        criterion.name,
                        criterion.not_applicable.reason if criterion.not_applicable else "",
                        criterion.why,
                    )


def to_csv(assessments: Iterable[Assessment]) -> str:
    """Assessments as CSV with a header."""
    import csv

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(csv_rows(assessments))
    return text.getvalue()


# -- explaining


def print_ladder(console: Console, assessment: Assessment, criterion: CriterionResult) -> None:
    """Print a criterion's whole ladder, each rung with the facts behind it."""
    _Ladder(console, assessment.site.file).print(assessment.site.name, criterion)


_STYLES = {"met": "bold green", "not met": "bold red", "unknown": "bold yellow"}
_GROUPS = {"all": "All of these", "any": "Any of these", "not": "The reverse of this"}
_MANY = 5
"""Records of one sort that are printed in full; of more, the rest are only named."""


class _Ladder:
    """Prints one ladder; what needs saying of a record once is said where it first appears."""

    def __init__(self, console: Console, file: str) -> None:
        self.console = console
        self.file = file
        self.told = set[str]()

    def print(self, site: str, criterion: CriterionResult) -> None:
        self.say(Text(f"{criterion.title} at {site}", style="bold"))
        self.say(Text(criterion.id, style="dim"))
        self.say(Text(criterion.question, style="italic"))
        levels = interval(criterion.evidenced, criterion.possible)
        line = Text("\n").append(bar(criterion.evidenced, criterion.possible))
        self.say(line.append(f"  {levels}  {criterion.name}", style="bold"))
        if criterion.not_applicable:
            decided = criterion.not_applicable
            self.say(Text(f"Not applicable: {decided.reason} (decided by {decided.decided_by})"))
        for rung in criterion.rungs:
            self.console.print()
            self.rung(rung)

    def rung(self, rung: RungResult) -> None:
        heading = Text(f"{rung.level} {rung.name}: ", style="bold")
        self.say(heading.append(rung.verdict, style=_STYLES[rung.verdict]))
        self.say(_with_sources(Text(rung.means), rung.source), 2)
        self.reason(rung.reason, 2)
        if rung.verdict != "met":
            advice = Text("To meet it: ", style="bold").append(rung.remedy, style="not bold")
            self.say(_with_sources(advice, rung.recommendation), 2)

    def reason(self, reason: Reason, indent: int) -> None:
        if reason.form != "some":
            self.say(Text(f"{_GROUPS[reason.form]}: {reason.verdict}", style="italic"), indent)
            for part in _telling(reason):
                self.reason(part, indent + 2)
            return
        self.say(Text(f"Asked for: {reason.asks}; {_counted(reason)}", style="italic"), indent)
        self.facts("Shown by", reason.matched, indent + 2)
        if reason.verdict == "unknown":
            self.facts("It may be", reason.undecided, indent + 2)
        if reason.verdict != "met":
            self.facts("Falls short", reason.in_the_way, indent + 2)
            for one in reason.closed_by:
                self.say(self.closing(one), indent + 2)
        if reason.opening:
            self.say(Text(f"Open, since nothing rules out {reason.opening}."), indent + 2)

    def facts(self, title: str, facts: Sequence[Fact], indent: int) -> None:
        shown = facts if len(facts) <= _MANY + 1 else facts[:_MANY]
        for fact in shown:
            self.say(self.fact(title, fact), indent)
        if len(shown) < len(facts):
            others = ", ".join(fact.label for fact in facts[len(shown) :])
            self.say(Text(f"and {len(facts) - len(shown)} more: {others}", style="dim"), indent)

    def fact(self, title: str, fact: Fact) -> Text:
        said = Text(f"{title}: ").append(fact.label, style="bold")
        if fact.says:
            said.append(f" ({'; '.join(fact.says)})", style="not bold")
        said.append(f" {self.file}:{fact.line}", style="dim")
        if fact.record in self.told:
            return said
        self.told.add(fact.record)
        _with_sources(said, fact.evidence)
        if fact.inferred:
            said.append(f" Inferred: {fact.inferred.strip()}", style="italic")
        if fact.disputed:
            said.append(f" Sources disagree on: {'; '.join(fact.disputed)}.", style="yellow")
        return said

    def closing(self, one: Declared) -> Text:
        said = Text("Closed by: ").append(one.says)
        place = f"{self.file}:{one.line}"
        if one.because and place not in self.told:
            said.append(f" {one.because.strip()}")
        said.append(f" {place}", style="dim")
        if place not in self.told:
            _with_sources(said, one.evidence)
        self.told.add(place)
        return said

    def say(self, text: Text, indent: int = 0) -> None:
        from rich.padding import Padding

        self.console.print(Padding(text, (0, 0, 0, indent)))


def _with_sources(text: Text, sources: Sequence[str]) -> Text:
    return text.append(f" [{', '.join(sources)}]", style="dim not bold") if sources else text


def _telling(reason: Reason) -> list[Reason]:
    """The parts that decide: of `any` that is met, those that are met."""
    if reason.form == "any" and reason.verdict == "met":
        return [part for part in reason.parts if part.verdict == "met"]
    return list(reason.parts)


def _counted(reason: Reason) -> str:
    if reason.least == reason.most:
        return f"found {reason.least}"
    if reason.most is None:
        return f"{reason.least} found, and there may be more" if reason.least else "none found so far"
    return f"found {reason.least} to {reason.most}"
