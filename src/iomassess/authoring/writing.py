"""Values as YAML text, in the style in which site files are written: quotes only where they are needed."""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from textwrap import wrap
from typing import Any

import yaml

from iomassess.problems import InvalidSource
from iomassess.source import parse

WIDTH = 110
"""Characters of a line."""


def scalar(value: Any, *, flow: bool = False, key: bool = False) -> str:
    """One value, plain where every reader of YAML takes it for what it is, else in double quotes."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return str(value)
    text = str(value)
    return text if plain(text, flow=flow, key=key) else quoted(text)


def quoted(text: str) -> str:
    """Text in double quotes."""
    return '"' + "".join(_ESCAPED.get(sign) or _shown(sign) for sign in text) + '"'


_ESCAPED = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def _shown(sign: str) -> str:
    return sign if sign.isprintable() else f"\\U{ord(sign):08x}"


_INDICATORS = tuple("-?:,[]{}#&*!|>'\"%@`~=<.")
_NUMBER_LIKE = re.compile(r"[-+]?[0-9][-+.0-9a-fA-FeExXoObB_:tTzZ ]*|[yYnN]")
"""Texts that one reader or another takes for a number, a date, a time or a truth value."""


@cache
def plain(text: str, *, flow: bool = False, key: bool = False) -> bool:
    """Whether a text can stand without quotes: inside brackets or not, as a key or as a value."""
    if not text or text != text.strip() or not text.isprintable() or text.startswith(_INDICATORS):
        return False
    if _NUMBER_LIKE.fullmatch(text) or _other_than_text(text):
        return False
    if flow and any(sign in text for sign in ",[]{}?"):
        return False
    written = f"{text}: 1" if key else f"a: {text}"
    try:
        found = parse(f"x: {{{written}}}" if flow else written, "").values
    except InvalidSource:
        return False
    expected: dict[str, Any] = {text: 1} if key else {"a": text}
    return found == ({"x": expected} if flow else expected)


def _other_than_text(text: str) -> bool:
    """Whether a reader of YAML 1.1 takes a plain text for something else."""
    resolver: Any = yaml.resolver.Resolver()
    return str(resolver.resolve(yaml.ScalarNode, text, (True, False))) != "tag:yaml.org,2002:str"


def flow(value: Any) -> str:
    """A value on one line, with brackets."""
    if isinstance(value, Mapping):
        inside = (f"{scalar(key, flow=True, key=True)}: {flow(one)}" for key, one in value.items())
        return f"{{{', '.join(inside)}}}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return f"[{', '.join(flow(one) for one in value)}]"
    return scalar(value, flow=True)


def block(value: Any, indent: int, *, room: int = WIDTH) -> list[str]:
    """A mapping or a list as lines, each entry on its own; what fits on one line stands on one."""
    lines: list[str] = []
    margin = " " * indent
    if isinstance(value, Mapping):
        for key, one in value.items():
            lines += _entry(f"{margin}{scalar(key, key=True)}:", one, indent, room)
        return lines
    for item in value:
        line = f"{margin}- {flow(item) if _nested(item) else scalar(item)}"
        if len(line) <= room or not isinstance(item, Mapping):
            lines.append(line)
        else:
            first, *rest = block(item, indent + 2, room=room)
            lines += [f"{margin}- {first.lstrip()}", *rest]
    return lines


def _entry(head: str, value: Any, indent: int, room: int) -> list[str]:
    if not _nested(value):
        line = f"{head} {scalar(value)}"
        if len(line) > room and isinstance(value, str) and value.split() == value.split(" "):
            inside = wrap(value, room - indent - 2, break_long_words=False, break_on_hyphens=False)
            return [f"{head} >-", *(f"{' ' * (indent + 2)}{one}" for one in inside)]
        return [line]
    line = f"{head} {flow(value)}"
    simple = not any(_nested(one) for one in (value.values() if isinstance(value, Mapping) else value))
    if not value or (len(line) <= room and simple):
        return [line]
    return [head, *block(value, indent + 2, room=room)]


def _nested(value: Any) -> bool:
    return isinstance(value, Mapping) or (isinstance(value, Sequence) and not isinstance(value, str))
