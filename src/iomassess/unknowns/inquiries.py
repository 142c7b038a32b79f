"""Open questions as a terminal shows them: what each asks, what its answers would do, and whom to ask."""

from collections.abc import Iterable, Iterator, Sequence

from iomassess.phrases import counted, interval, joined, whole
from iomassess.tables import Line, hanging
from iomassess.unknowns.ranking import Effect, Unknown, Unknowns

NARROWEST = 40
"""Characters that a line has at least, however narrow the terminal."""


def inquiries(found: Unknowns, most: int, width: int) -> Iterator[Line]:
    """The questions, the most telling first: at most so many, or all of them where that is 0."""
    site = found.site
    yield [(f"{site.name}, {site.wave}, as of {site.as_of}", "bold")]
    yield [(site.file, "dim")]
    telling = [one for one in found.unknowns if one.effects]
    shown = telling[:most] if most else telling
    for one in shown:
        yield []
        yield from _question(one, max(width, NARROWEST))
    yield []
    yield from _wrapped(_rest(found, telling, shown), "", max(width, NARROWEST), "")


def _rest(found: Unknowns, telling: Sequence[Unknown], shown: Sequence[Unknown]) -> str:
    alone = len(found.unknowns) - len(telling)
    said = [] if telling else ["No open question would move a level by itself."]
    if len(shown) < len(telling):
        said.append(f"{counted(len(telling) - len(shown), 'more question')} would narrow levels (--top 0).")
    if alone:
        moves = "moves" if alone == 1 else "move"
        said.append(f"{counted(alone, 'more question')} {moves} no level alone, only beside others.")
    return " ".join(said or ["That is all."])


def _question(unknown: Unknown, width: int) -> Iterator[Line]:
    yield from _wrapped(f"{unknown.rank}. {whole(unknown.asks)}", "   ", width, "bold")
    for answer, gone in (("yes", unknown.if_yes), ("no", unknown.if_no)):
        became = "; ".join(_became(unknown.effects, yes=answer == "yes")) or "nothing moves by this alone"
        fewer = f" ({counted(gone, 'level')} fewer)" if gone else ""
        yield from _wrapped(f"   if {answer}: {became}{fewer}", "      ", width, "")
    for one in unknown.ask[:1]:
        who = joined((str(role) for role in one.of), "or")
        more = len(unknown.ask) - 1
        also = f" (and {counted(more, 'more question')} of its rungs)" if more else ""
        yield from _wrapped(f"   ask {who}: {one.question}{also}", "      ", width, "dim")


def _became(effects: Iterable[Effect], *, yes: bool) -> Iterator[str]:
    for one in effects:
        then = one.if_yes if yes else one.if_no
        if then != one.now:
            yield f"{one.title} {interval(*one.now)} becomes {interval(*then)}"


def _wrapped(text: str, indent: str, width: int, style: str) -> Iterator[Line]:
    own = " " * (len(text) - len(text.lstrip()))
    return hanging(text.strip(), width, own, style, indent)
