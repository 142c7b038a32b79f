"""A conflict that the file does not follow.

A conflict says which value the file uses (`used`), and the record that it points at holds another. Or it says
nothing of the kind, so that the value should be `one_of` the claims, and the record holds one of them as if
it were certain. Either the record was changed and the conflict forgotten, or the other way round.

Only values that can be compared are: numbers, dates, flags and words of the format's vocabularies. Where a
conflict is put in words of the coder's own, it is for people to see that the record agrees.

To mend it, change the record or the conflict, whichever is behind.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias

from iomassess.engine.cells import bounds
from iomassess.lint._rule import Coding, Found
from iomassess.paths import find_path
from iomassess.site import Conflict, Model, OneOf, Range
from iomassess.source import Loc
from iomassess.vocabulary import Status, Vocabulary

SEVERITY = "warning"
_HEAD = """\
sources: {plan: {title: Project plan, kind: document}}
agencies: {police: {name: Police}, clinic: {name: Clinic}}
groups:
  team:
    name: Team
    members:
      - {agency: police, staff: 4}
"""
GOOD = f"""{_HEAD}\
      - {{agency: clinic, status: {{one_of: [invited, in-place]}}}}
conflicts:
  - about: how many police officers are in the team
    records: [groups.team.members.police.staff]
    claims: [{{value: 4, evidence: [plan p. 1]}}, {{value: 5, evidence: [plan p. 2]}}]
    used: 4
    because: The first counts them by name.
  - about: whether the clinic has come
    records: [groups.team.members.clinic.status]
    claims: [{{value: invited, evidence: [plan p. 1]}}, {{value: in-place, evidence: [plan p. 2]}}]
    because: Nothing decides.
"""
BAD = f"""{_HEAD}\
      - {{agency: clinic, status: invited}}
conflicts:
  - about: how many police officers are in the team
    records: [groups.team.members.police.staff]
    claims: [{{value: 4, evidence: [plan p. 1]}}, {{value: 5, evidence: [plan p. 2]}}]
    used: 5
    because: The second is later.
  - about: whether the clinic has come
    records: [groups.team.members.clinic.status]
    claims: [{{value: invited, evidence: [plan p. 1]}}, {{value: in-place, evidence: [plan p. 2]}}]
    because: Nothing decides.
"""
PLACES = ("13:11: conflicts.0.used", "16:15: conflicts.1.records.0")


def find(coding: Coding) -> Iterator[Found]:
    """Values of the file that are not what a conflict on them says."""
    for index, conflict in enumerate(coding.site.conflicts):
        wrong = [_wrong(conflict, path, _at(coding, path)) for path in conflict.records]
        fields = {path.rsplit(".", maxsplit=1)[-1] for path in conflict.records}
        if len(fields) > 1 and not all(wrong):
            continue  # of several fields, one may hold the value and the others what follows from it
        for nth, what in enumerate(wrong):
            if what:
                own: Loc = ("records", nth) if conflict.used is None else ("used",)
                yield Found(("conflicts", index, *own), what, value=True)


def _at(coding: Coding, path: str) -> Any:
    return _held(coding.site, find_path(coding.source.values, path) or ())


def _held(site: Model, loc: Loc) -> Any:
    """What the site holds at a place; of a record, its status."""
    here: Any = site
    for segment in loc:
        if isinstance(here, Model):
            fields = type(here).model_fields.items()
            own = next((name for name, info in fields if segment in (info.alias, name)), None)
            here = getattr(here, own) if own is not None else None
        elif isinstance(here, Mapping | tuple):
            here = here[segment]  # type: ignore[index]  # the path was found
    if isinstance(here, Model) and not isinstance(here, OneOf | Range):
        return (getattr(here, "status", None) or Status.IN_PLACE) if _has_status(here) else None
    return here


def _has_status(record: Model) -> bool:
    info = type(record).model_fields.get("status")
    return info is not None and "BarrierStatus" not in str(info.annotation)


Options: TypeAlias = frozenset[Any]
"""The values that one may be, each comparable."""


def _wrong(conflict: Conflict, path: str, held: Any) -> str:
    """What does not agree, or nothing."""
    own = None if held is None else _options(held, held)
    if own is None:
        return ""
    claims = [_options(claim.value, held) for claim in conflict.claims]
    if conflict.used is not None:
        used = _options(conflict.used, held)
        if used is None or used == own or (_is_text(held) and own not in claims):
            return ""
        return f"`{path}` holds {_said(held)}, and this says {_said(conflict.used)}: correct one of them"
    if _is_text(held) or any(one is None for one in claims):
        return ""
    left = frozenset().union(*(one for one in claims if one is not None)) - own
    if not left or held == Status.UNKNOWN or all(_within(one, held) for one in left):
        return ""
    return f"`{path}` holds {_said(held)}, and nothing is `used`: it should be `one_of` the claims"


def _options(value: Any, like: Any) -> Options | None:
    """What a value may be, if it is of the same sort as another; None if it is not."""
    like = like.one_of[0] if isinstance(like, OneOf) else like
    if isinstance(value, OneOf):
        value = {"one_of": list(value.one_of)}
    if isinstance(value, Mapping) and set(value) == {"one_of"} and isinstance(value["one_of"], list):
        each = [_options(one, like) for one in value["one_of"]]
        return None if any(one is None for one in each) else frozenset().union(*(one or () for one in each))
    found = _comparable(value, like)
    return None if found is None else frozenset({found})


def _comparable(value: Any, like: Any) -> Any:
    """A value in a form that can be compared with others of its sort, or None."""
    if isinstance(like, bool):
        return value if isinstance(value, bool) else None
    if isinstance(like, int | Range):
        if isinstance(value, Mapping) and value and set(value) <= {"from", "to"}:
            return value.get("from") or 0, value.get("to")
        return bounds(value) if isinstance(value, Range) or type(value) is int else None
    if isinstance(like, Vocabulary):
        return str(value) if isinstance(value, str) and value in set(type(like)) else None
    if isinstance(like, tuple):
        listed = isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)
        return frozenset(map(str, value)) if listed else None
    if isinstance(like, str):
        text = str(value) if type(value) is int else value
        fits = isinstance(text, str) and (_is_text(like) or _DATE.fullmatch(text))
        return text if fits else None
    return None


def _within(number: Any, held: Any) -> bool:
    """Whether a claimed number is within the range that the file holds."""
    if not isinstance(held, Range) or not isinstance(number, tuple):
        return False
    low, high = bounds(held)
    return bool(low <= number[0] and (high is None or (number[1] is not None and number[1] <= high)))


_DATE = re.compile("[0-9]{4}(-[0-9]{2}){0,2}")


def _is_text(value: Any) -> bool:
    """Whether a value is free text, in which one thing can be said in many ways."""
    return isinstance(value, str) and not isinstance(value, Vocabulary) and not _DATE.fullmatch(value)


def _said(value: Any) -> str:
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, OneOf):
        return " or ".join(map(_said, value.one_of))
    if isinstance(value, Range):
        value = {"from": value.from_, "to": value.to}
    if isinstance(value, Mapping):
        inside = (
            f"{key}: {one if not isinstance(one, list) else '[' + ', '.join(map(str, one)) + ']'}"
            for key, one in value.items()
            if one is not None
        )
        return f"`{{{', '.join(inside)}}}`"
    if isinstance(value, list | tuple):
        return f"`[{', '.join(map(str, value))}]`"
    return f"`{value}`"
