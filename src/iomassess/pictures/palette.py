"""How the things in a picture look: never by colour alone, and dark enough to be told from their ground."""

from typing import NamedTuple

INK = "#1b1d21"
QUIET = "#4a4f57"
PAPER = "#ffffff"
RULE = "#767c86"
TEAL = "#005f5b"
BLUE = "#0b4f8a"


class Hatch(NamedTuple):
    """Slanted lines on a ground: not settled."""

    ground: str
    ink: str


class Look(NamedTuple):
    """The fill and outline of a shape; a hatch by its name in place of a fill."""

    fill: str = "none"
    stroke: str = "none"
    width: float = 0
    dash: str | None = None
    hatch: str | None = None


LEVELS = ("#ffffff", "#d9e6f2", "#a6c6e4", "#2f6fad", "#0b3d6e")
"""The ground of a level, 0 to 4: the higher the darker."""
LETTERS = (INK, INK, INK, PAPER, PAPER)
"""What is written on it."""
HATCHES = {
    "possible": Hatch(PAPER, BLUE),
    **{
        f"open-{level}": Hatch(LEVELS[level], PAPER if letters == PAPER else RULE if level == 0 else QUIET)
        for level, letters in enumerate(LETTERS)
    },
}
INKS = {"ink": INK, "quiet": QUIET, "paper": PAPER, "teal": TEAL}
"""What text is written in."""
LOOKS = {
    "paper": Look(PAPER),
    # bands of the level diagram, from the top
    "strategic-oversight": Look("#edf1f7", RULE, 1),
    "operational-management": Look("#f6f1e6", RULE, 1),
    "service-delivery": Look("#ebf4ee", RULE, 1),
    "unsettled": Look("#f3f3f3", RULE, 1, "2 3"),
    "panel": Look(PAPER, RULE, 1),
    "header": Look("#edf1f7", RULE, 1),
    # groups and those on them
    "group": Look(PAPER, INK, 1.25),
    "group-not-in-place": Look(PAPER, INK, 1.25, "6 3"),
    "group-not-settled": Look(PAPER, INK, 1.25, "2 3"),
    "third": Look("#def2f0", TEAL, 2),
    "third-not-in-place": Look(PAPER, TEAL, 2, "6 3"),
    "third-not-settled": Look(PAPER, TEAL, 2, "2 3"),
    "other": Look("#f1f2f4", QUIET, 1),
    "other-not-in-place": Look(PAPER, QUIET, 1, "6 3"),
    "other-not-settled": Look(PAPER, QUIET, 1, "2 3"),
    "referrals": Look(PAPER, RULE, 1),
    # lines
    "reports": Look(stroke=INK, width=1.5),
    "reports-not-in-place": Look(stroke=INK, width=1.5, dash="6 3"),
    "refers": Look(stroke=TEAL, width=2),
    "rule": Look(stroke=RULE, width=1),
    "head": Look(INK, INK, 0.5),
    "head-refers": Look(TEAL, TEAL, 0.5),
    # levels on a track
    "track": Look(PAPER, RULE, 1),
    "evidenced": Look(BLUE, BLUE, 1),
    "possible": Look(PAPER, BLUE, 1, None, "possible"),
    "target": Look(INK, PAPER, 1),
    "target-line": Look(stroke=INK, width=1.5),
    # cells of a matrix
    **{f"level-{level}": Look(fill, RULE, 1) for level, fill in enumerate(LEVELS)},
    **{f"open-{level}": Look(fill, RULE, 1, None, f"open-{level}") for level, fill in enumerate(LEVELS)},
    **{f"plate-{level}": Look(fill) for level, fill in enumerate(LEVELS)},
    **{f"pip-{name}": Look(ink, ink, 1) for name, ink in (("ink", INK), ("paper", PAPER))},
    **{f"pip-open-{name}": Look("none", ink, 1) for name, ink in (("ink", INK), ("paper", PAPER))},
    "not-applicable": Look("#f3f3f3", RULE, 1, "2 3"),
}
"""By what a shape stands for."""
