"""A YAML file as values and the place where each stands, read in one walk over libyaml's events."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import inf, nan
from pathlib import Path
from typing import Any, NamedTuple, NoReturn, TypeAlias

import yaml
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from iomassess import intake
from iomassess.problems import InvalidSource, Problem
from iomassess.subjects import subject

LARGEST_FILE = 4 * intake.MEBIBYTE
"""Bytes a file may have."""
DEEPEST_NESTING = 40
"""Mappings and lists that may stand inside each other."""
MOST_NODES = 50_000
"""Values, lists and mappings that a file may hold."""

Loc: TypeAlias = tuple[str | int, ...]
"""The keys and indices that lead to a value."""

Mark: TypeAlias = tuple[int, int, Any]
"""Line and column of a value, from 0, and the marks inside it: a dict of (line, column of the key,
mark of the value) for a mapping, a list of marks for a list, None for a scalar."""


class Source(NamedTuple):
    """The first document of a file, with places; further documents hang on `following`.

    The values may lack list items that the file has: `left_out` gives, for each such list, the
    indices in the file, in order. A loc goes by the values; places and messages go by the file.
    """

    name: str
    text: str
    values: dict[str, Any]
    mark: Mark
    following: tuple["Source", ...] = ()
    left_out: Mapping[Loc, tuple[int, ...]] = {}
    words: frozenset[Any] = frozenset()
    """Every key and every single value of the document as it was read, to see quickly what it has not.

    There are none where the values were not read but put together.
    """

    @property
    def sha256(self) -> str:
        """The sum of the text, by which a saved result names its input."""
        from hashlib import sha256  # only what is saved or verified needs it

        return sha256(self.text.encode()).hexdigest()

    def in_file(self, loc: Sequence[str | int]) -> Loc:
        """The same loc as the file counts."""
        if not self.left_out:
            return tuple(loc)
        found: Loc = ()
        for segment in loc:
            gone = self.left_out.get(found, ())
            if isinstance(segment, int):
                passed = bisect_right(range(len(gone)), segment, key=lambda nth: gone[nth] - nth)
                found = (*found, segment + passed)
            else:
                found = (*found, segment)
        return found

    def place(self, loc: Sequence[str | int]) -> tuple[int, int]:
        """Line and column, from 1, of the key or list item that `loc` leads to.

        Segments that are not in the file are skipped, so the place is the nearest there is.
        """
        mark, place = self.mark, self.mark[:2]
        for segment in self.in_file(loc):
            inside = mark[2]
            if isinstance(inside, dict) and segment in inside:
                line, column, mark = inside[segment]
                place = (line, column)
            elif isinstance(inside, list) and isinstance(segment, int) and segment < len(inside):
                mark = inside[segment]
                place = mark[:2]
        return place[0] + 1, place[1] + 1

    def value_place(self, loc: Sequence[str | int]) -> tuple[int, int]:
        """Line and column, from 1, of the value (not the key) that `loc` leads to."""
        mark = self.mark
        for segment in self.in_file(loc):
            inside = mark[2]
            if isinstance(inside, dict) and segment in inside:
                mark = inside[segment][2]
            elif isinstance(inside, list) and isinstance(segment, int) and segment < len(inside):
                mark = inside[segment]
        return mark[0] + 1, mark[1] + 1

    def problem(self, loc: Sequence[str | int], what: str, *, rule: str = "", value: bool = False) -> Problem:
        """Make a problem at a place of this file: at the key, or at its value."""
        line, column = self.value_place(loc) if value else self.place(loc)
        where = ".".join(str(segment) for segment in self.in_file(loc))
        text = _line_of(self.text, line)
        return Problem(self.name, line, column, where, what, text, rule, subject(self.values, loc))


def read(path: Path, name: str | None = None, *, first_only: bool = False) -> Source:
    """Read a file of one or more YAML documents; `name` is what messages call it.

    Raises InvalidSource for anything that keeps it from being read: not there, not a regular file,
    too large, not UTF-8, not YAML, or YAML that this format does not take.
    """
    shown = (name or str(path)).encode(errors="backslashreplace").decode()
    return parse(intake.content(path, shown, LARGEST_FILE), shown, first_only=first_only)


def parse(content: bytes | str, name: str, *, first_only: bool = False) -> Source:
    """Parse the bytes or text of a file. Raises InvalidSource."""
    text = _decode(content, name) if isinstance(content, bytes) else content
    documents: list[Source] = []
    try:
        for value, mark, words in _documents(text, name):
            if value is None:
                _fail(name, "is empty", "yaml/empty", text, mark)
            if not isinstance(value, dict):
                found = "a list" if isinstance(value, list) else "a single value"
                what = f"expected fields with values at the top, found {found}"
                _fail(name, what, "yaml/not-fields", text, mark)
            documents.append(Source(name, text, value, mark, words=words))
            if first_only:
                break
    except (yaml.reader.ReaderError, UnicodeEncodeError):
        raise InvalidSource([_unprintable(text, name)]) from None
    except yaml.MarkedYAMLError as error:
        raise InvalidSource([_syntax(error, text, name)]) from None
    if not documents:
        _fail(name, "is empty", "yaml/empty")
    first = documents[0]
    return first._replace(following=tuple(documents[1:]))


def _documents(text: str, name: str) -> Iterator[tuple[Any, Mark, frozenset[Any]]]:
    """Walk the events of each document in turn."""
    walk = _Walk(text, name)
    next_event = walk.next_event
    while (event := next_event()) is not None:
        if event.__class__ is DocumentStartEvent:
            value, mark = walk.node(next_event(), 0)
            if not isinstance(next_event(), DocumentEndEvent):  # pragma: no cover
                _fail(name, "the document does not end where it should", "yaml/syntax", text, mark)
            yield value, mark, frozenset(walk.words)
            walk.words.clear()


class _Walk:
    """One walk over the events of one text, counting nodes as it goes."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name
        self.nodes = 0
        self.words = set[Any]()
        self.next_event: Callable[[], Any] = CParser(text).get_event
        self.escapes = "\\" in text

    def node(self, event: Any, depth: int) -> tuple[Any, Mark]:
        """Give the value that begins with `event`, and its marks."""
        start = event.start_mark
        mark = (start.line, start.column, None)
        self.nodes += 1
        if self.nodes > MOST_NODES:
            self.refuse(f"more than {MOST_NODES:,} values in one file", mark, "yaml/too-large")
        kind = event.__class__
        if kind is ScalarEvent and event.anchor is None and event.tag is None:
            value = event.value
            if event.implicit[0]:
                value = _scalar(value)
            elif self.escapes:
                self.unescaped(value, mark)
            self.words.add(value)
            return value, mark
        if kind is AliasEvent:
            self.refuse("aliases (`*name`) are not taken: write the value out", mark)
        if event.anchor is not None:
            self.refuse("anchors (`&name`) are not taken: write the value out", mark)
        if event.tag is not None and event.tag != "!":
            tag = event.tag.replace("tag:yaml.org,2002:", "!!")
            self.refuse(f"tags are not taken: remove `{tag}`", mark)
        if kind is ScalarEvent:
            self.unescaped(event.value, mark)
            self.words.add(event.value)
            return event.value, mark
        if depth >= DEEPEST_NESTING:
            self.refuse(f"nested more than {DEEPEST_NESTING} deep", mark, "yaml/too-large")
        if kind is MappingStartEvent:
            return self.mapping(mark, depth + 1)
        if kind is SequenceStartEvent:
            return self.sequence(mark, depth + 1)
        return self.refuse("cannot be understood", mark, "yaml/syntax")  # pragma: no cover

    def mapping(self, mark: Mark, depth: int) -> tuple[dict[str, Any], Mark]:
        """Give the mapping that has just begun; its keys are text, each only once."""
        next_event, node = self.next_event, self.node
        values: dict[str, Any] = {}
        marks: dict[str, tuple[int, int, Mark]] = {}
        while (event := next_event()).__class__ is not MappingEndEvent:
            start = event.start_mark
            line, column = start.line, start.column
            if event.__class__ is not ScalarEvent:
                self.refuse("a key must be a single word or text", (line, column, None))
            key = event.value
            if self.escapes:
                self.unescaped(key, (line, column, None))
            if event.anchor is not None or event.tag is not None:
                self.refuse("a key takes no anchor or tag", (line, column, None))
            if key == "<<" and event.implicit[0]:
                self.refuse("merge keys (`<<`) are not taken: write the fields out", (line, column, None))
            if key in values:
                before = marks[key]
                self.refuse(
                    f"`{key}` is here twice: keep one; first at line {before[0] + 1}, column {before[1] + 1}",
                    (line, column, None),
                    "yaml/duplicate-key",
                )
            values[key], inside = node(next_event(), depth)
            marks[key] = (line, column, inside)
        self.words.update(values)
        return values, (mark[0], mark[1], marks)

    def sequence(self, mark: Mark, depth: int) -> tuple[list[Any], Mark]:
        """Give the list that has just begun."""
        next_event, node = self.next_event, self.node
        values: list[Any] = []
        marks: list[Mark] = []
        while (event := next_event()).__class__ is not SequenceEndEvent:
            value, inside = node(event, depth)
            values.append(value)
            marks.append(inside)
        return values, (mark[0], mark[1], marks)

    def unescaped(self, value: str, mark: Mark) -> None:
        """See that no escape brings in what no file may hold, as a terminal would obey it."""
        if self.escapes and (found := re.search(_CONTROL, value)):
            self.refuse(f"character U+{ord(found.group()):04X} is not allowed", mark, "yaml/encoding")

    def refuse(self, what: str, mark: Mark, rule: str = "yaml/not-taken") -> NoReturn:
        """Stop at something that YAML has and this format does not take."""
        _fail(self.name, what, rule, self.text, mark)


_WORDS = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), inf),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), -inf),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), nan),
}
_NUMERIC = frozenset("-+.0123456789")
_INTEGER = r"[-+]?(0|[1-9][0-9]{0,17})"
_DECIMAL = r"([-+]?[0-9]+\.[0-9]*|\.[0-9]+)([eE][-+][0-9]{1,2})?"


def _scalar(text: str) -> Any:
    """Resolve a plain scalar as YAML 1.2's core schema does; what could be read twice stays text.

    `NO`, `012`, `12:30`, `2009-02`, `0x1F`, `1_000` and `1e5` are text; so is a number too long to be one.
    """
    found = _WORDS.get(text, text)
    if found is not text:
        return found
    if text[0] in _NUMERIC:
        if re.fullmatch(_INTEGER, text):
            return int(text)
        if re.fullmatch(_DECIMAL, text):
            return float(text)
    return text


def _decode(content: bytes, name: str) -> str:
    """Decode UTF-8, with or without a byte-order mark."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = _end_of(error.object[: error.start].decode())
        what = f"is not UTF-8: byte 0x{error.object[error.start]:02x} cannot stand here"
        raise InvalidSource([Problem(name, line, column, "", what, rule="yaml/encoding")]) from None


_BREAK = "\r\n|[\n\r\x85\u2028\u2029]"
_CONTROL = "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]"
_UNPRINTABLE = "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"


def _end_of(text: str) -> tuple[int, int]:
    """Line and column, from 1, just after the text."""
    lines = re.split(_BREAK, text)
    return len(lines), len(lines[-1]) + 1


def _line_of(text: str, line: int) -> str:
    lines = _lines(text)
    return lines[line - 1] if 0 < line <= len(lines) else ""


@lru_cache(maxsize=1)
def _lines(text: str) -> list[str]:
    return re.split(_BREAK, text)


def _unprintable(text: str, name: str) -> Problem:
    found = re.search(_UNPRINTABLE, text)
    if found is None:  # pragma: no cover
        what = "holds a character that YAML does not allow"
        return Problem(name, 1, 1, "", what, rule="yaml/encoding")
    line, column = _end_of(text[: found.start()])
    what = f"character U+{ord(found.group()):04X} is not allowed in YAML"
    return Problem(name, line, column, "", what, rule="yaml/encoding")


def _syntax(error: yaml.MarkedYAMLError, text: str, name: str) -> Problem:
    """Say what libyaml found wrong, at the place it points to."""
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    shown = _line_of(text, line)
    hint = _HINTS.get(str(error.problem))
    if hint is None:
        hint = ", ".join(part for part in (error.problem, error.context) if part)
    elif shown[column - 1 : column] == "\t":
        hint = "indent with spaces, not tabs"
    said = hint.replace("{sign}", shown[column - 1 : column])
    return Problem(name, line, column, "", f"is not YAML: {said}", shown, "yaml/syntax")


_HINTS = {
    "found character that cannot start any token": "text that begins with `{sign}` needs quotes",
    "mapping values are not allowed in this context": (
        "a `: ` does not belong here; text with one in it needs quotes"
    ),
}
"""What libyaml says of two common slips, and what to do about them."""


def _fail(name: str, what: str, rule: str, text: str = "", mark: Mark | None = None) -> NoReturn:
    line, column = (mark[0] + 1, mark[1] + 1) if mark else (0, 0)
    shown = _line_of(text, line) if text else ""
    raise InvalidSource([Problem(name, line, column, "", what, shown, rule)])
