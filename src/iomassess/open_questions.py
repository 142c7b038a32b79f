"""What is asked and not answered: a count that the facts leave open, and what a yes to it answers too."""

from typing import NamedTuple


class OpenQuestion(NamedTuple):
    """A counted question of some rungs that a site file does not answer."""

    number: int
    """What the reasons of an assessment call it by; it means nothing outside of that assessment."""
    asks: str
    settles: tuple[int, ...] = ()
    """The other open questions that must be answered yes where this one is."""
