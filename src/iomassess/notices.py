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
        return SEVERITIES.index(notice.severity) <= SEVERITIES.index(self.fail_on)


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
