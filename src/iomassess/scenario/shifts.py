"""What scenarios would change, as lines of text with styles."""

import textwrap
from collections.abc import Iterator

from iomassess.phrases import TOP, bar, interval
from iomassess.scenario.whatif import (
    Assumed,
    Course,
    Ground,
    Head,
    Moved,
    NoLonger,
    RungMoved,
    Standing,
    Step,
    WhatIf,
)
from iomassess.tables import Line

_MANY = 4
"""Records shown behind a rung; more are counted."""
_SAID = {"met": "met", "not met": "ruled out", "unknown": "not established"}


def shifts(found: WhatIf, width: int) -> Iterator[Line]:
    """Levels before and after, then for each scenario what it assumes, what moves and what does not."""
    site = found.site
    yield [(f"{site.name}, {site.wave}, as of {site.as_of}: what if", "bold")]
    yield [(site.file, "dim")]
    yield from _table(found, width)
    for number, step in enumerate(found.steps, start=1):
        yield []
        yield from _head(step.scenario, f"{number}. " if len(found.steps) > 1 else "", width)
        yield []
        yield from _step(step, width)
    yield []
    legend = (
        "█ evidenced  ░ not ruled out  · ruled out. Assumed facts are no evidence of what the site does. "
        "The site file is as it was."
    )
    yield from _wrapped(legend, width, 0, "dim")


def _table(found: WhatIf, width: int) -> Iterator[Line]:
    framework = None
    for domain in found.domains:
        yield []
        if domain.framework != framework:
            framework = domain.framework
            yield [(framework, "bold")]
        alone = domain.summary.title == domain.framework
        title = "In summary" if alone else domain.summary.title
        yield from _course(domain.summary._replace(title=title), width, "bold cyan")
        for one in domain.criteria:
            yield from _course(one._replace(title=f"  {one.title}"), width, "")


def _course(course: Course, width: int, style: str) -> Iterator[Line]:
    first, last = course.standings[0], course.standings[-1]
    wide = 34 if width >= 72 else max(12, width - 30)
    indent = " " * (len(course.title) - len(course.title.lstrip()))
    titles = textwrap.wrap(course.title.strip(), wide, initial_indent=indent, subsequent_indent=indent)
    drawn = f"{_bar(first)} {_interval(first):<4}"
    for nth, title in enumerate(titles):
        if nth:
            yield [(title, style)]
        elif first[:2] == last[:2]:
            yield [(f"{title:<{wide}} ", style), (drawn, "")]
        else:
            yield [(f"{title:<{wide}} ", style), (drawn, ""), (f"  → {_bar(last)} {_interval(last)}", "bold")]


def _bar(one: Standing) -> str:
    if one.evidenced is None or one.possible is None:
        return " " * TOP
    return bar(one.evidenced, one.possible)


def _interval(one: Standing) -> str:
    return interval(one.evidenced, one.possible)


def _head(scenario: Head, number: str, width: int) -> Iterator[Line]:
    yield from _wrapped(f"{number}{scenario.name} (scenario {scenario.id})", width, 0, "bold")
    yield [(scenario.file, "dim")]
    yield from _wrapped(scenario.about, width, 0)
    for one in scenario.implements:
        yield from _wrapped(f"Carries out {one.source}{f': {one.says}' if one.says else ''}", width, 2)
    for assumed in scenario.assumed:
        yield from _wrapped(f"Assumed: {_assumed(assumed)}", width, 2)
    for said in scenario.no_longer_said:
        yield from _wrapped(_no_longer(said), width, 2, "yellow")


def _assumed(one: Assumed) -> str:
    said = f" ({'; '.join(one.says)})" if one.says else ""
    return f"{one.label}{said} {one.file}:{one.line}"


def _no_longer(one: NoLonger) -> str:
    of = f" It still stands for all but {'; '.join(one.of)}." if one.of else ""
    return f"No longer said: {one.says}{of} {one.file}:{one.line}"


def _step(step: Step, width: int) -> Iterator[Line]:
    yield [("What moves, and why", "bold")]
    if not step.moved:
        yield [("  Nothing.", "")]
    for one in step.moved:
        yield from _moved(one, width)
    yield []
    yield [("What does not move, and why", "bold")]
    if not step.unmoved:
        yield [("  Nothing: every level moves.", "")]
    for still in step.unmoved:
        title = f"{still.title}, {_interval(still.standing)}: {still.why}"
        yield from _wrapped(title, width, 2, bold=still.title)
        for said in still.nearer:
            yield from _wrapped(f"Nearer at {said}", width, 4)


def _moved(one: Moved, width: int) -> Iterator[Line]:
    levels = f"{_interval(one.before)} → {_interval(one.after)}, {one.before.name} → {one.after.name}"
    yield from _wrapped(f"{one.title}: {levels}", width, 2, bold=one.title)
    for rung in one.rungs:
        yield from _rung(rung, width)
    if one.next:
        yield from _wrapped(one.next, width, 4)


def _rung(rung: RungMoved, width: int) -> Iterator[Line]:
    was, now = _SAID[rung.before], _SAID[rung.after]
    yield from _wrapped(f"Level {rung.level}, {rung.label}: {was} → {now}", width, 4)
    lead = {"met": "by", "unknown": "it turns on", "not met": "falls short:"}[rung.after]
    for ground in rung.grounds[:_MANY]:
        yield from _wrapped(f"{lead} {_ground(ground)}", width, 6)
    if len(rung.grounds) > _MANY:
        yield from _wrapped(f"and {len(rung.grounds) - _MANY} more", width, 6, "dim")
    for because in rung.because[:_MANY]:
        yield from _wrapped(because, width, 6)


def _ground(ground: Ground) -> str:
    said = f" ({'; '.join(ground.says)})" if ground.says else ""
    word = f"assumed, {', '.join(ground.assumed_by)}" if ground.assumed_by else "found"
    return f"{ground.label}{said} [{word}] {ground.file}:{ground.line}"


def _wrapped(text: str, width: int, indent: int, style: str = "", bold: str = "") -> Iterator[Line]:
    room = " " * indent
    lines = textwrap.wrap(
        text,
        width,
        initial_indent=room,
        subsequent_indent=f"{room}  " if indent else "",
        break_long_words=False,
        break_on_hyphens=False,
    )
    for nth, line in enumerate(lines):
        if nth == 0 and bold and line[indent:].startswith(bold):
            end = indent + len(bold)
            yield [(line[:end], "bold"), (line[end:], style)]
        else:
            yield [(line, style)]
