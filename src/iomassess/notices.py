"""Notices: what is told of a checked file, by which rule, how gravely, and of which record."""

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Literal, NamedTuple, TypeAlias

from iomassess.problems import Problem

Severity: TypeAlias = Literal["error", "warning", "note"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
"""From the gravest on."""


class Notice(NamedTuple):
    """One thing told of one place of one file."""

    rule: str
    """The rule's id, such as `schema/unknown-field`."""
    severity: Severity
    problem: Problem
    subject: str
    """The record by ids, stable when lines move, such as `groups.team.members.council.staff`."""

    @property
    def fingerprint(self) -> str:
        """What stays the same while the file changes elsewhere: not the line, and not the wording."""
        told = f"{self.rule}\0{self.problem.path}\0{self.subject}"
        return sha256(told.encode(errors="backslashreplace")).hexdigest()


class Suppressed(NamedTuple):
    """A notice that the file itself suppresses, and the reason that it gives."""

    notice: Notice
    reason: str


class Rule(NamedTuple):
    """What a rule is and how to mend what it finds; the examples are parts of files, and are tried."""

    id: str
    severity: Severity
    title: str
    """What is wrong, in a few words."""
    docs: str
    """Why it matters and how to mend it, as Markdown."""
    good: str
    bad: str
    of: Literal["site", "framework", "criterion", "finding", "scenario", "set of actions"] = "site"
    """Whose file the examples are parts of."""


class Looked(NamedTuple):
    """One file or framework folder, and what is told of it."""

    name: str
    notices: tuple[Notice, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    statements: tuple[str, ...] = ()
    """What a site says of whole lists, read back, where that was asked for."""

    @property
    def sound(self) -> bool:
        """Whether nothing keeps it from being used."""
        return all(one.severity != "error" for one in self.notices)


class Review(NamedTuple):
    """What a check of files came to."""

    looked: tuple[Looked, ...]
    fail_on: Severity = "error"

    @property
    def notices(self) -> list[Notice]:
        """Everything told, in the order of the files and their lines; each once."""
        return sorted({one for each in self.looked for one in each.notices}, key=_place)

    @property
    def suppressed(self) -> list[Suppressed]:
        """What the files suppress, in the same order."""
        found = {one for each in self.looked for one in each.suppressed}
        return sorted(found, key=lambda one: _place(one.notice))

    def fails(self, notice: Notice) -> bool:
        """Whether a notice is grave enough to fail the check."""
        return notice.severity in as_grave_as(self.fail_on)


class Tally:
    """What a check comes to in numbers, added up while others look at each file."""

    def __init__(self) -> None:
        self.unusable: list[Notice] = []
        """What tells of something that could not be checked at all."""
        self._counts = Counter[str]()
        self._seen: set[str] = set()

    def of(self, looked: Iterable[Looked]) -> Iterator[Looked]:
        """The same, each file once."""
        for each in looked:
            if each.name not in self._seen:
                self._seen.add(each.name)
                self._add(each)
                yield each

    def _add(self, each: Looked) -> None:
        notices = set(each.notices)
        self.unusable += sorted(filter(unusable, notices), key=_place)
        self._counts.update(one.severity for one in notices)
        self._counts["sound"] += each.sound
        self._counts["suppressed"] += len(set(each.suppressed))

    def fails(self, fail_on: Severity) -> bool:
        """Whether something is as grave as that."""
        return any(self._counts[one] for one in as_grave_as(fail_on))

    def __str__(self) -> str:
        """`1 sound, 2 errors, 1 warning`."""
        told = [f"{self._counts['sound']} sound"]
        counted = ((self._counts[one], one) for one in SEVERITIES)
        told += [f"{number} {one}{'s' * (number > 1)}" for number, one in counted if number]
        if number := self._counts["suppressed"]:
            told.append(f"{number} suppressed")
        return ", ".join(told)


def as_grave_as(severity: Severity) -> tuple[Severity, ...]:
    """A severity and those that are graver."""
    return SEVERITIES[: SEVERITIES.index(severity) + 1]


def unusable(notice: Notice) -> bool:
    """Whether it tells of something that could not be checked at all."""
    return notice.rule.startswith("file/")


def fingerprints(notices: Iterable[Notice]) -> Iterator[tuple[Notice, str]]:
    """Each notice with a fingerprint of its own: what repeats one gets a suffix, in order."""
    seen = Counter[str]()
    for notice in notices:
        fingerprint = notice.fingerprint
        seen[fingerprint] += 1
        nth = seen[fingerprint]
        yield notice, fingerprint if nth == 1 else f"{fingerprint}-{nth}"


def _place(notice: Notice) -> tuple[str, int, int, int, str, Problem]:
    problem = notice.problem
    gravity = SEVERITIES.index(notice.severity)
    return problem.path, problem.line, problem.column, gravity, notice.rule, problem
