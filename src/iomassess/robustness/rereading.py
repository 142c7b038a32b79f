"""The facts of a site as they would be if one conflict between sources were read otherwise."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any, NamedTuple

from iomassess.checks import References, contradictions
from iomassess.engine.facts import Facts
from iomassess.fields import KINDS, shape
from iomassess.paths import find_path
from iomassess.robustness.firmness import Why
from iomassess.site import Conflict, Site
from iomassess.source import Loc, Source
from iomassess.validation import validate


class Reading(NamedTuple):
    """A site's facts with one conflict read otherwise than the file reads it."""

    about: str
    says: str
    """The claim that is followed; empty where the matter is left open between all of them."""
    loc: Loc
    facts: Facts


class Barred(NamedTuple):
    """Another reading of a conflict that could not be carried out, and why."""

    about: str
    says: str
    loc: Loc
    why: Why
    against: tuple[int, ...] = ()
    """The lines that rule the reading out."""


def read_otherwise(facts: Facts) -> Iterator[Reading | Barred]:
    """Each conflict by each of its other claims in turn, and left open between all of them.

    A claim is carried out where it is a value that the disputed field can have, and the file has no statement
    that rules it out; else it is said why not. Needs facts that know their source.
    """
    if facts.source is None:
        raise TypeError("conflicts need facts that know their source")
    for index, conflict in enumerate(facts.site.conflicts):
        yield from _Disputed(facts.source, conflict, ("conflicts", index)).readings()


class _Disputed:
    """One conflict, and the fields whose value it is about."""

    def __init__(self, source: Source, conflict: Conflict, loc: Loc) -> None:
        self.source = source
        self.conflict = conflict
        self.loc = loc
        self.fields = [_field(source, path) for path in conflict.records]

    def readings(self) -> Iterator[Reading | Barred]:
        """What each other claim comes to, and what leaving the matter open does."""
        barred = self.barred()
        values: list[Any] = []
        for nth, claim in enumerate(self.conflict.claims):
            loc: Loc = (*self.loc, "claims", nth)
            says = _said(claim.value)
            found = (
                Barred(self.conflict.about, says, loc, barred)
                if barred
                else self.read(claim.value, says, loc)
            )
            undone = isinstance(found, Barred) and found.why != "contradiction"
            if not undone:
                values.append(claim.value)
            if found is not None and not (undone and claim.value == self.conflict.used):
                yield found
        followed = self.conflict.used is not None  # else the file leaves it open as it is
        if followed and len(values) == len(self.conflict.claims) and (value := _open(values)) is not None:
            left = self.read(value, "", self.loc)
            if left is not None:
                yield left

    def barred(self) -> Why | None:
        """Why no claim can be carried out, whatever it says."""
        if not self.fields:
            return "no record"
        for why in ("whole record", "no level reads it"):
            if all(one == why for one in self.fields):
                return why
        named = {one if isinstance(one, str) else one[-1] for one in self.fields}
        return "several fields" if len(named) > 1 else None

    def read(self, value: Any, says: str, loc: Loc) -> Reading | Barred | None:
        """The facts by one value; None where that is how the file has it."""
        fields = [one for one in self.fields if isinstance(one, tuple)]
        held = [_held(self.source.values, one) for one in fields]
        if all(one == value for one in held):
            return None
        values = deepcopy(self.source.values)
        for field in fields:
            _at(values, field[:-1])[field[-1]] = deepcopy(value)
        later = self.source._replace(values=values)
        site, sound, problems = validate(Site, later)
        if value is None or site is None or problems or References(site, sound, values).find():
            return Barred(self.conflict.about, says, loc, "in words")
        if any(one != held[0] for one in held):
            return Barred(self.conflict.about, says, loc, "several fields")
        found = Facts(site)
        if against := contradictions(found):
            lines = {self.source.place(one.loc)[0] for _, used in against for one in used}
            return Barred(self.conflict.about, says, loc, "contradiction", tuple(sorted(lines)))
        return Reading(self.conflict.about, says, loc, found)


def _field(source: Source, path: str) -> Loc | Why:
    """The place of the field that a conflict's path means, or why there is none that a level could read.

    A path to a whole record means whether it is there, which its status says.
    """
    loc = find_path(source.values, path) or ()
    kind = str(loc[0]) if loc else ""
    if kind == "groups" and loc[2:3] == ("members",):
        kind = "members"
    if kind not in (*KINDS, "project"):
        return "no level reads it"
    known = shape(kind).own
    depth = {"project": 1, "members": 4}.get(kind, 2)
    if len(loc) == depth + 1:
        return loc if loc[-1] in known else "no level reads it"
    if len(loc) > depth:
        return "no level reads it"
    is_record = len(loc) == depth and "status" in known
    return (*loc, "status") if is_record else "whole record"


def _held(values: Any, field: Loc) -> Any:
    """What the file has in a field; a status left out means in place, save that of a barrier."""
    default = "in-place" if field[-1] == "status" and field[0] != "barriers" else None
    return _at(values, field[:-1]).get(field[-1], default)


def _at(values: Any, loc: Loc) -> Any:
    for segment in loc:
        values = values[segment]
    return values


def _open(claims: Sequence[Any]) -> Any:
    """What may be, where any of several claims may be so; None where a file cannot say that."""
    values = [one for claim in claims for one in _choices(claim)]
    if None in values:  # that nothing is so is no value of a field
        return None
    if all(isinstance(one, list | tuple) for one in values):  # lists name some, and there may be more
        return [one for one in values[0] if all(one in other for other in values)]
    if any(isinstance(one, Mapping) for one in values):
        return _hull(values)
    distinct = [one for nth, one in enumerate(values) if one not in values[:nth]]
    return {"one_of": distinct} if len(distinct) > 1 else None


def _choices(claim: Any) -> Sequence[Any]:
    if isinstance(claim, Mapping) and set(claim) == {"one_of"}:
        return list(claim["one_of"])
    return [claim]


def _hull(values: Iterable[Any]) -> Any:
    """The range that takes in ranges and numbers; what lies between them is let in too."""
    lows = [one.get("from") or 0 if isinstance(one, Mapping) else one for one in values]
    highs = [one.get("to") if isinstance(one, Mapping) else one for one in values]
    known = [one for one in highs if one is not None]
    return {"from": min(lows)} | ({"to": max(known)} if len(known) == len(highs) else {})


def _said(value: Any) -> str:
    """A claim in words."""
    if isinstance(value, Mapping):
        given = {key: one for key, one in value.items() if one is not None}
        return " ".join(f"{key.replace('_', ' ')} {_said(one)}" for key, one in given.items()) or "nothing"
    if isinstance(value, list | tuple):
        return ", ".join(map(_said, value)) or "none"
    if value is None:
        return "nothing"
    return str(value).lower() if isinstance(value, bool) else str(value)
