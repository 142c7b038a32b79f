"""Files of an older format brought to the newest, a version at a time, with every comment kept."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from iomassess.authoring.editing import Edit, edited
from iomassess.authoring.spans import Node, Spans
from iomassess.problems import InvalidSource
from iomassess.source import Source, parse
from iomassess.versions import Version, refusal, version

NEWEST = {kind: Version(kind, 1) for kind in ("site", "scenario", "source", "actions")}
"""The newest version of each kind of file."""


class Changed(NamedTuple):
    """What a step makes of a file: the edits of its text, and what it then says."""

    edits: tuple[Edit, ...]
    values: dict[str, Any]


class Step(NamedTuple):
    """How a file becomes one of the next version; its `format` is seen to elsewhere."""

    made: Version
    """What comes of the version before."""
    change: Callable[[Source], Changed]


STEPS: tuple[Step, ...] = ()
"""Every step there has been. There is none yet: every format is in its first version."""


def migrated(
    source: Source, steps: Iterable[Step] | None = None, newest: Mapping[str, Version] | None = None
) -> Source:
    """The source in the newest version of its format; itself where it is that already.

    Raises InvalidSource where it is of no format known, of a newer one, or cannot be edited without harm.
    """
    known = NEWEST if newest is None else newest
    text = source.values.get("format")
    here = version(text)
    if here is None or here.kind not in known:
        listed = ", ".join(f"`{one}`" for one in known.values())
        said = "is missing" if "format" not in source.values else "is none that can be brought to a newer one"
        what = f"{said}; the newest are {listed}"
        raise InvalidSource([source.problem(("format",), what, rule="schema/unknown-value", value=True)])
    goal = known[here.kind]
    if here.number > goal.number:
        what = str(refusal(text, str(goal)))
        raise InvalidSource([source.problem(("format",), what, rule="schema/unknown-value", value=True)])
    by_version = {step.made: step for step in (STEPS if steps is None else steps)}
    while here != goal:
        after = here._replace(number=here.number + 1)
        source = _named_anew(_carried_out(source, by_version[after]), here, after)
        here = after
    return source


def _carried_out(source: Source, step: Step) -> Source:
    """One step, and the new version's name."""
    edits, values = step.change(source)
    name = str(step.made)
    place = _written(source, ("format",))
    return edited(source, [*edits, Edit(place.start, place.end, name)], {**values, "format": name})


def _written(source: Source, loc: tuple[str | int, ...]) -> Node:
    found = Spans(source.text).root.at(loc)
    if found is None:  # pragma: no cover
        raise InvalidSource([source.problem(loc, "is not there")])
    return found


def _named_anew(source: Source, before: Version, after: Version) -> Source:
    """The same file with the new version's schema named for editors, where it names the old one's."""
    schema = rf"(?m)^(# yaml-language-server: \$schema=\S*\b{before.kind}-){before.number}(\.json)"
    text = re.sub(schema, rf"\g<1>{after.number}\g<2>", source.text, count=1)
    return parse(text, source.name)
