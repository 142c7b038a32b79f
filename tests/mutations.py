"""Files with mistakes: bytes flipped or cut; values put in the wrong place, left out, doubled or misspelt."""

from copy import deepcopy
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from profiles import THOROUGH


def tried(times: int) -> settings:
    """How often to try, whatever the file."""
    return settings(
        max_examples=times * (50 if THOROUGH else 1),
        suppress_health_check=list(HealthCheck),
    )


@st.composite
def damaged(draw: st.DrawFn, content: bytes) -> bytes:
    """A file with bytes flipped, cut out, doubled, moved or put in, or cut off at its end."""
    whole = bytearray(content)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(len(whole) - 1, 0)))
        to = min(len(whole), at + draw(st.integers(0, 200)))
        how = draw(st.sampled_from(("flip", "cut", "double", "put", "line", "end")))
        if how == "flip" and whole:
            whole[at] ^= 1 << draw(st.integers(0, 7))
        elif how == "cut":
            del whole[at:to]
        elif how == "double":
            whole[to:to] = whole[at:to] * draw(st.integers(1, 50))
        elif how == "put":
            whole[at:at] = draw(st.sampled_from(SNIPPETS) | st.binary(max_size=20))
        elif how == "line":
            lines = bytes(whole).split(b"\n")
            draw(st.randoms(use_true_random=False)).shuffle(lines)
            whole = bytearray(b"\n".join(lines))
        else:
            del whole[at:]
    return bytes(whole)


SNIPPETS = tuple(
    one.encode()
    for one in (
        *(
            "&a ",
            "*a",
            "<<: ",
            "!!python/object:os.system x",
            "---\n",
            "...\n",
            "%YAML 1.1\n",
            "\t",
            "\0",
            "\ufeff",
        ),
        *(
            "[",
            "]",
            "{",
            "}",
            ": ",
            "- ",
            "? ",
            "|\n",
            ">-\n",
            "'",
            '"',
            "#",
            "@",
            "`",
            "\\",
            "\r",
            "\x85",
            "\u2028",
        ),
        *(
            "[" * 50,
            "{a: " * 50,
            "99999999999999999999",
            "1e400",
            ".nan",
            "-.inf",
            "0x1F",
            "2009-99",
            "null",
            "~",
        ),
    )
)

JUNK: tuple[Any, ...] = (
    *(None, "", "x", "third", "in-place", "any", "unknown", "study 4.1", "2009", "2009-13", "A B", "no"),
    *(0, 1, -1, 5, 2009, 2.5, True, False, [], {}, ["x"], ["third"], [True, False], [[]], [None]),
    *(
        {"one_of": ["third", "private"]},
        {"one_of": ["in-place", "planned"]},
        {"one_of": [1]},
        {"one_of": [1, 2]},
    ),
    *(
        {"one_of": [1, 1]},
        {"one_of": [True, False]},
        {"one_of": ["service-delivery", "operational-management"]},
    ),
    *({"one_of": ["strategic-oversight", "service-delivery"]}, {"one_of": "x"}, {"one_of": [1, 2], "x": 1}),
    *(
        {"from": 1, "to": 3},
        {"from": 3, "to": 1},
        {"from": 0},
        {"to": 0},
        {"from": None},
        {"from": 1, "to": None},
    ),
    *({"x": ["study 4.1"]}, {"name": ["study 4.1"]}, {"kind": "contract"}, {"sector": "third"}),
)
KEYS = (
    *(
        "x",
        "name",
        "unnamed",
        "number",
        "may_be",
        "is_among",
        "tier",
        "level",
        "between",
        "from",
        "to",
        "kind",
    ),
    *(
        "status",
        "evidence",
        "inferred",
        "agencies",
        "members",
        "links",
        "complete",
        "agency.sector",
        "sector",
    ),
    *(
        "some",
        "where",
        "any",
        "all",
        "not",
        "project",
        "at_least",
        "at_most",
        "distinct",
        "id",
        "agency",
        "note",
    ),
    *("group.level", "delivers", "role", "to.kind", "from.level", "one_of", "because", "note", "no", "9", ""),
)


@st.composite
def mutated(draw: st.DrawFn, values: Any, most: int = 3) -> Any:
    """The same values with one to three changes."""
    whole = deepcopy(values)
    for _ in range(draw(st.integers(1, most))):
        _change(draw, whole)
    return whole


def _change(draw: st.DrawFn, whole: Any) -> None:
    places = list(_places(whole))
    if not places:
        return
    holder, key = draw(st.sampled_from(places))
    how = draw(st.sampled_from(("replace", "replace", "remove", "add", "rename", "copy", "double")))
    if how == "remove":
        del holder[key]
    elif how == "copy":
        other, at = draw(st.sampled_from(places))
        holder[key] = deepcopy(other[at])
    elif how == "double" and isinstance(holder, list):
        holder.append(deepcopy(holder[key]))
    elif how == "rename" and isinstance(holder, dict):
        holder[draw(st.sampled_from(KEYS))] = holder.pop(key)
    elif how == "add" and isinstance(holder, dict):
        holder[draw(st.sampled_from(KEYS))] = deepcopy(draw(st.sampled_from(JUNK)))
    else:
        holder[key] = deepcopy(draw(st.sampled_from(JUNK)))


def _places(values: Any) -> Any:
    """Every place in some values: what holds it, and its key."""
    inside = (
        values.items() if isinstance(values, dict) else enumerate(values) if isinstance(values, list) else ()
    )
    for key, value in inside:
        yield values, key
        yield from _places(value)
