"""The records behind a rung at two waves: which changed, which are better known, which nobody can tell."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, cast

from iomassess.particulars import Background, Link
from iomassess.phrases import joined, number
from iomassess.results import Assessment, Fact, Reason, RungResult

Kind = Literal[
    "practice changed",
    "evidence arrived",
    "no longer known",
    "cannot be told",
    "applicability changed",
    "framework changed",
]
"""What a change consists of; a criterion may have several."""


class RecordChange(NamedTuple):
    """A record behind a rung that is not what it was, or not known as it was."""

    kind: Kind
    label: str
    was: str
    now: str
    rungs: tuple[int, ...]
    """The levels whose rungs ask about it."""
    evidence: tuple[str, ...]
    """Its sources at the later wave; at the earlier where it is in the earlier file alone."""
    dated: Literal["earlier", "later"] | None
    """Whether all these sources are surely from before the earlier wave, or surely from after it."""
    line_before: int
    line_after: int
    """Lines in the two files; 0 where the record is not behind the rung."""


class CountChange(NamedTuple):
    """A count behind a rung whose bounds at the two waves do not meet: surely more, or surely fewer."""

    asks: str
    before: str
    after: str
    more: bool
    rungs: tuple[int, ...]


class Wave:
    """What an assessment says of single records, by what is the same in both files."""

    def __init__(self, assessment: Assessment) -> None:
        """Look up what the background tells: seats by group and agency, links and practices by name."""
        self.site = assessment.site
        found = assessment.background
        self.dates = {one.id: one.date for one in found.sources} if found else {}
        self._groups = {one.id: one for one in found.groups} if found else {}
        recorded = list(_recorded(found)) if found else []
        self._recorded = {key: (state, evidence) for key, state, evidence in recorded}
        self._alike = Counter(key for key, _, _ in recorded)

    def key(self, fact: Fact) -> "_Key":
        """What to know a record by at the other wave: ids where it has them, else what it is called."""
        kind, *rest = fact.record.split(".")
        if kind == "groups" and len(rest) > 1:
            seats = self._groups[rest[0]].seats if rest[0] in self._groups else ()
            at = int(rest[2])
            return ("seats", rest[0], seats[at].agency) if at < len(seats) else ("seats", fact.record)
        return (kind, rest[0]) if kind in ("agencies", "groups") else (kind, fact.label)

    def alike(self, key: "_Key") -> bool:
        """Whether a record cannot be told from another that is called the same."""
        return key[0] == "barriers" or self._alike[key] > 1

    def state(self, key: "_Key") -> str | None:
        """The state of a record; None where the file does not have it."""
        return self._recorded[key][0] if key in self._recorded else None

    def sources(self, key: "_Key", fact: Fact) -> tuple[str, ...]:
        """The sources of a record itself, without those of what it joins."""
        own = self._recorded[key][1] if key in self._recorded else ()
        return own or fact.evidence

    def left_out(self, key: "_Key") -> bool:
        """Whether the file lists everybody on the group, each by name, and the agency is not there."""
        group = self._groups.get(key[1]) if key[0] == "seats" else None
        named = group is not None and not any(_UNNAMED in seat.name for seat in group.seats)
        return named and group is not None and group.complete and key not in self._recorded


_Key = tuple[str, ...]
_UNNAMED = "(unnamed)"
"""Ends the name of an entry that may stand for one agency at one wave, and for another at the next."""


def _recorded(found: Background) -> Iterator[tuple[_Key, str, tuple[str, ...]]]:
    """Every record with its state and its own sources."""
    for agency in found.agencies:
        yield ("agencies", agency.id), _RECORDED, agency.evidence
    for group in found.groups:
        yield ("groups", group.id), group.status, group.evidence
        for seat in group.seats:
            yield ("seats", group.id, seat.agency), seat.status, seat.evidence
    for link in found.links:
        yield ("links", _called(link)), link.status, link.evidence
    for practice in found.practices:
        yield ("practices", practice.says), practice.status, practice.evidence


_RECORDED = "recorded"
_IN_PLACE = "in place"
_ELSEWHERE = ("planned", "ended", "invited", "emerging", "absent")
"""States in words; those in which something is surely not in place."""


def _called(link: Link) -> str:
    """A link by the name that reasons give it."""
    if link.between:
        return f"{link.kind}: {joined(link.between)}"
    if link.kind == "refers to":
        return f"{link.source_name} refers to {link.target_name}"
    return f"{link.kind}: {link.source_name} to {link.target_name}"


# -- one rung at both waves


def count_changes(before: RungResult, after: RungResult) -> Iterator[CountChange]:
    """The counts that are surely not what they were."""
    for one, other in _leaves(before.reason, after.reason):
        if one.least is None or other.least is None:
            continue
        more = one.most is not None and other.least > one.most
        if more or (other.most is not None and other.most < one.least):
            was, now = number(one.least, one.most), number(other.least, other.most)
            yield CountChange(one.asks, was, now, more, (after.level,))


def record_changes(
    before: RungResult, after: RungResult, earlier: Wave, later: Wave
) -> Iterator[RecordChange]:
    """The records that do not stand to the rung as they did.

    A record that the file has and that is neither counted nor in doubt is one that surely does not count.
    """
    for one, other in _leaves(before.reason, after.reason):
        was, now = _standing(one, earlier), _standing(other, later)
        for key in dict.fromkeys((*now, *was)):
            changed = _change(key, was.get(key), now.get(key), earlier, later)
            if changed is None:
                continue
            if _none_there(one, other, was.get(key), now.get(key)):
                changed = changed._replace(kind="practice changed")
            yield changed._replace(rungs=(after.level,))


def _none_there(one: Reason, other: Reason, was: "_Seen | None", now: "_Seen | None") -> bool:
    """Whether a record counts at one wave, and at the other it is certain that none does."""
    came = now is not None and now.role == "counts" and one.most == 0
    went = was is not None and was.role == "counts" and other.most == 0
    return came or went


def _leaves(before: Reason, after: Reason) -> Iterator[tuple[Reason, Reason]]:
    """The same questions at both waves."""
    if (before.form, before.asks, len(before.parts)) != (after.form, after.asks, len(after.parts)):
        return
    if before.form == "some":
        yield before, after
    for one, other in zip(before.parts, after.parts, strict=True):
        yield from _leaves(one, other)


_Role = Literal["counts", "may count", "does not count"]


class _Seen(NamedTuple):
    role: _Role
    fact: Fact


def _standing(reason: Reason, wave: Wave) -> dict[_Key, _Seen]:
    """How records stand to a question; of several alike, the one that stands best."""
    found: dict[_Key, _Seen] = {}
    roles: tuple[tuple[_Role, tuple[Fact, ...]], ...] = (
        ("counts", reason.matched),
        ("may count", reason.undecided),
        ("does not count", reason.in_the_way),
    )
    for role, facts in roles:
        for fact in facts:
            found.setdefault(wave.key(fact), _Seen(role, fact))
    return found


def _change(
    key: _Key, before: _Seen | None, after: _Seen | None, earlier: Wave, later: Wave
) -> RecordChange | None:
    was, now = _role(key, before, earlier), _role(key, after, later)
    if was == now or {was, now} <= {None, "does not count"} or (was is None and now == "may count"):
        return None  # nothing that bears on the answer
    seen = cast("_Seen", after or before)
    told = later if after or later.state(key) is not None else earlier
    evidence = told.sources(key, seen.fact)
    dated = _dated([told.dates.get(one.partition(" ")[0]) for one in evidence], earlier.site.as_of)
    kind = _kind(was, now)
    if "may count" in (was, now) and _turned(earlier.state(key), later.state(key)):
        kind = "cannot be told"  # something changed; whether the question is about it is not known
    if was is None:
        kind = "practice changed" if earlier.left_out(key) else "cannot be told"
        if dated == "earlier" and kind == "cannot be told":
            kind = "evidence arrived"  # somebody wrote it down before the earlier wave
    if now is None and later.left_out(key):
        kind = "practice changed"
    unsure = earlier.alike(key) or later.alike(key) or _UNNAMED in seen.fact.label
    if unsure and kind == "practice changed":
        kind = "cannot be told"  # it may be another one
    return RecordChange(
        kind,
        seen.fact.label,
        _said(key, before, earlier),
        _said(key, after, later),
        (),
        evidence,
        dated,
        before.fact.line if before else 0,
        after.fact.line if after else 0,
    )


def _role(key: _Key, seen: _Seen | None, wave: Wave) -> _Role | None:
    """How a record stands to a question; None where the file does not have the record."""
    if seen is not None:
        return seen.role
    return None if wave.state(key) is None else "does not count"


def _kind(was: _Role | None, now: _Role | None) -> Kind:
    if was == "may count":
        return "no longer known" if now is None else "evidence arrived"
    return "no longer known" if now in (None, "may count") else "practice changed"


def _turned(was: str | None, now: str | None) -> bool:
    """Whether something is surely in place at one wave and surely not at the other."""
    return (was == _IN_PLACE and now in _ELSEWHERE) or (was in _ELSEWHERE and now == _IN_PLACE)


def _said(key: _Key, seen: _Seen | None, wave: Wave) -> str:
    """What a wave says of a record, as far as the question goes."""
    state = wave.state(key)
    if seen is None:
        if state is None:
            return "not there, on a list that is complete" if wave.left_out(key) else "not recorded"
        return f"{state}, and not what is asked for" if state in (_IN_PLACE, _RECORDED) else state
    if seen.role == "counts":
        return state if state is not None and state != _RECORDED else "what is asked for"
    if seen.role == "may count":
        doubt = f"in doubt ({'; '.join(seen.fact.says)})" if seen.fact.says else "in doubt"
        return (
            doubt
            if state in (None, _RECORDED) or any("status" in one for one in seen.fact.says)
            else (f"{state}, and {doubt}")
        )
    return "; ".join(seen.fact.says).removeprefix("status: ") or "not what is asked for"


# -- when


def _dated(dates: Sequence[str | None], as_of: str) -> Literal["earlier", "later"] | None:
    """Whether sources are all surely from before a time, or all surely from after it."""
    known = [one for one in dates if one is not None]
    if not known or len(known) < len(dates):
        return None
    if all(last_day(one) <= first_day(as_of) for one in known):
        return "earlier"
    return "later" if all(first_day(one) > last_day(as_of) for one in known) else None


def first_day(date: str) -> str:
    """The first day of a year, a month or a day."""
    return date + "0000-01-01"[len(date) :]


def last_day(date: str) -> str:
    """The last day that a year, a month or a day may have, for comparing."""
    return date + "0000-12-31"[len(date) :]
