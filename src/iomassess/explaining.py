"""A criterion's ladder as a terminal shows it: each rung with the facts behind it."""

from collections.abc import Sequence

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from iomassess.phrases import bar, interval
from iomassess.results import (
    Assessment,
    CriterionResult,
    Declared,
    Fact,
    Reason,
    Recommended,
    RungResult,
)


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
        self.advised = set[str]()

    def print(self, site: str, criterion: CriterionResult) -> None:
        self.say(Text(f"{criterion.title} at {site}", style="bold"))
        self.say(Text(criterion.id, style="dim"))
        self.say(Text(criterion.question, style="italic"))
        levels = interval(criterion.evidenced, criterion.possible)
        line = Text(f"\n{bar(criterion.evidenced, criterion.possible)}")
        self.say(line.append(f"  {levels}  {criterion.name}", style="bold"))
        if criterion.target:
            target = Text(f"Target {criterion.target.level} {criterion.target.name}: ")
            self.say(_with_sources(target.append(criterion.target.because), criterion.target.source))
        if criterion.disputed:
            self.say(Text(f"Sources disagree on: {'; '.join(criterion.disputed)}.", style="yellow"))
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
            self.say(_with_sources(advice, [one.source for one in rung.recommendation]), 2)
            for one in rung.recommendation:
                self.recommendation(one)

    def recommendation(self, one: Recommended) -> None:
        if one.says and one.source not in self.advised:
            self.advised.add(one.source)
            said = Text("Recommended: ", style="bold").append(one.says, style="not bold")
            self.say(_with_sources(said, [one.source]), 4)

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
