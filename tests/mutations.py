"""Files with mistakes: values put in the wrong place, left out, doubled or misspelt."""

from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

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
