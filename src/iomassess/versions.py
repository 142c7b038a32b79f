"""The versions of file formats, such as `iomassess/site/1`, and what to say of one that is not taken."""

import re
from typing import NamedTuple


class Version(NamedTuple):
    """A kind of file, and the number of a version of its format."""

    kind: str
    number: int

    def __str__(self) -> str:
        """Give it as a file names it."""
        return f"iomassess/{self.kind}/{self.number}"


def version(text: object) -> Version | None:
    """The version that a text names, or None where it names none."""
    found = re.fullmatch(r"iomassess/([a-z-]+)/([1-9][0-9]{0,8})", text) if isinstance(text, str) else None
    return Version(found[1], int(found[2])) if found else None


def refusal(found: object, wanted: str) -> str | None:
    """Why a file of a format is not taken where another is wanted; None where it names no format at all."""
    here, there = version(found), version(wanted)
    if here is None or there is None:
        return None
    if here.kind != there.kind:
        return f"`{here}` is another kind of file than is wanted here, which is `{there}`"
    if here.number > there.number:
        return f"`{here}` is newer than this program, which takes `{there}`: update iomassess"
    return f"`{here}` is older than `{there}`: run `iomassess migrate` on the file"
