"""What a rule is given, what it finds, and what it says of itself."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from iomassess import notices
from iomassess.engine.facts import Facts
from iomassess.framework.reading import Framework
from iomassess.notices import Severity
from iomassess.site import Site
from iomassess.source import Loc, Source


class Coding(NamedTuple):
    """A sound site as it was coded, and what it is to be assessed by."""

    facts: Facts
    source: Source
    frameworks: Sequence[Framework] = ()
    rules: Sequence[str] = ()
    """The ids of all rules."""
    idle: Sequence[int] = ()
    """The numbers of the site's suppressions that nothing was left out by."""

    @property
    def site(self) -> Site:
        """What the file says."""
        return self.facts.site


class Found(NamedTuple):
    """One thing that a rule finds: where, and what is to be said of it."""

    loc: Loc
    what: str
    value: bool = False
    """Whether it stands at the value and not at its key."""
    at: tuple[int, int] | None = None
    """Line and column, from 1, where it stands inside a text or a comment; its line is not shown."""


class Rule(NamedTuple):
    """One rule of the lint, with its documentation and its examples."""

    id: str
    severity: Severity
    title: str
    docs: str
    """Why, and how to mend it: paragraphs of Markdown."""
    good: str
    """The parts of a site file that matter, in which the rule finds nothing."""
    bad: str
    """The same with the fault."""
    places: tuple[str, ...]
    """Where it is found in the bad one: `line:column: path`."""
    find: Callable[[Coding], Iterator[Found]]

    @property
    def told(self) -> notices.Rule:
        """What is told of it wherever rules are listed, of whatever sort they are."""
        return notices.Rule(*self[:6])
