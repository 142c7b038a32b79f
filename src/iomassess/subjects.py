"""The name of a place in a site file that stays when lines and list items move."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import sha256
from typing import Any


def subject(values: Any, loc: Sequence[str | int]) -> str:
    """The place by ids: `groups.team.members.council.staff`, `links.refers-to:team:clinic`."""
    said: list[str] = []
    for segment in loc:
        if isinstance(values, dict):
            said.append(str(segment))
            values = values.get(segment)
        elif isinstance(values, list) and isinstance(segment, int) and segment < len(values):
            said.append(_item(values, segment))
            values = values[segment]
        else:
            said.append(str(segment))
    return ".".join(said)


def _item(values: list[Any], index: int) -> str:
    """A list item by what it says of itself; of several alike, by which of them it is."""
    return _items(_Held(values))[index]


class _Held:
    """A list that stays as it is, by which list it is and not by what it holds."""

    __slots__ = ("values",)

    def __init__(self, values: list[Any]) -> None:
        self.values = values

    def __hash__(self) -> int:
        return id(self.values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held) and self.values is other.values


@lru_cache(maxsize=4)  # problems come list by list: counting anew for each takes minutes where there are many
def _items(held: _Held) -> tuple[str, ...]:
    seen = Counter[str]()
    found = []
    for name in map(_named, held.values):
        seen[name] += 1
        found.append(f"{name}~{seen[name]}" if seen[name] > 1 else name)
    return tuple(found)


def _named(value: Any) -> str:
    if not isinstance(value, Mapping):
        return _shown(value)
    found = [_shown(value[name]) for name in _NAMING if name in value]
    return ":".join(found) or ":".join(map(str, value))


def _shown(value: Any) -> str:
    if isinstance(value, Mapping):
        return ",".join(f"{key}={_shown(one)}" for key, one in value.items())
    return "+".join(map(_shown, value)) if isinstance(value, list) else _word(str(value))


def _word(text: str) -> str:
    """An id or a word of a vocabulary as it is; text, which may name a person, as a digest of it."""
    return text if _ID.fullmatch(text) else sha256(text.encode(errors="backslashreplace")).hexdigest()[:8]


_ID = re.compile("[a-z][a-z0-9]*([-./][a-z0-9]+)*|[0-9]{1,4}")


_NAMING = (
    *("agency", "rule", "at", "criterion", "about", "kind", "name", "sector", "of", "by", "from", "to"),
    *("between", "agencies", "groups", "members", "links", "practices", "barriers", "what"),
    "which",
)
"""The fields by which one item of a list is told from the others."""
