"""Edits of a site file's text: a span replaced here and there, and everything else left as it is."""

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any, NamedTuple

from iomassess.authoring.spans import Spans
from iomassess.problems import InvalidSource, Problem, refused
from iomassess.source import Source, parse


class Edit(NamedTuple):
    """What stands from `start` up to `end` gives way to `text`; `start` alone inserts."""

    start: int
    end: int
    text: str


def edited(source: Source, edits: Iterable[Edit], values: Any | None = None) -> Source:
    """The source with edits made, which leave its values as they were, or make them `values`.

    Raises InvalidSource when the text that comes of it says anything else, or a comment is lost.
    """
    text = source.text
    for edit in sorted(edits, reverse=True):
        text = f"{text[: edit.start]}{edit.text}{text[edit.end :]}"
    try:
        found = parse(text, source.name)
    except InvalidSource as error:
        what = f"cannot be edited here without harm ({error.problems[0].what}): change it by hand"
        raise InvalidSource([_place(source, error.problems[0], what)]) from None
    wanted = source.values if values is None else values
    if found.following or _canonical(found.values) != _canonical(wanted):
        what = "cannot be edited without changing what it says: change it by hand"
        raise refused(source.name, what)
    if comments(found) != comments(source):
        what = "cannot be edited without harm to a comment: change it by hand"
        raise refused(source.name, what)
    return found


def comments(source: Source) -> Counter[str]:
    """The comments of a source, and how often each is there."""
    spans = Spans(source.text)
    return Counter(source.text[start:end].rstrip() for start, end in spans.comments())


def newline(text: str) -> str:
    """What ends the lines of a text."""
    return "\r\n" if "\r\n" in text else "\n"


def _canonical(values: Any) -> str:
    """Values as a text that is the same for the same values and no others."""
    return json.dumps(values, sort_keys=True)


def _place(source: Source, found: Problem, what: str) -> Problem:
    return Problem(source.name, found.line, found.column, found.where, what)
