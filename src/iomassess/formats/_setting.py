"""Having typst set a source as PDF/UA-1, with whatever letters there are fonts for."""

import os
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast
from unicodedata import category

from iomassess.apart import EndedError, apart
from iomassess.places import bundled
from iomassess.problems import InvalidSource, refused

if TYPE_CHECKING:
    from typst import TypstError


def compiled(source: str, style: Path | None) -> bytes:
    """Have typst set the source, with whatever letters are nowhere to be had told by number.

    The fonts of the machine are asked only where the bundled ones, and those that typst brings, do not do:
    without them a report is the same file wherever it is made. A style of the user's own can go on for ever,
    or take all memory, so with one the work is done apart. Raises InvalidSource where typst is not to be
    had, or cannot set the source.
    """
    if style is None:
        return _compiled(source, bundled("templates"))

    try:
        found = apart(partial(_compiled_apart, source, style.parent), fresh=True)
    except EndedError as error:
        raise refused(str(style), f"typst cannot set the report in this style: it {error}") from None
    if isinstance(found, InvalidSource):
        raise found
    return found


def _compiled_apart(source: str, root: Path) -> bytes | InvalidSource:  # pragma: no cover  as below
    """The same in a process that is ended as soon as this is sent, before it is known what it came to."""
    os.environ["RAYON_NUM_THREADS"] = "1"  # each thread sets memory aside that counts against the bound
    try:
        return _compiled(source, root)
    except InvalidSource as error:
        return error


def _compiled(source: str, root: Path) -> bytes:
    try:
        import typst
    except ImportError:
        raise refused("--format pdf", "needs typst: pip install 'iomassess[pdf]'") from None
    wanting: set[str] = set()
    machine = False
    while True:
        fonts = typst.Fonts(include_system_fonts=machine, font_paths=[bundled("templates") / "fonts"])
        try:
            setting = typst.Compiler(_told(source, wanting).encode(), root=root, font_paths=fonts)
            return cast("bytes", setting.compile(format="pdf", pdf_standards="ua-1", timestamp=0))
        except typst.TypstError as error:
            missing = _missing(error, source) - wanting
            if not missing:
                raise refused("--format pdf", f"typst cannot set the report: {error.message}") from None
            if machine:
                wanting |= missing
            machine = True


def joining(sign: str) -> bool:
    """Whether a sign is a part of the letter before it, as an accent is."""
    return category(sign).startswith("M") or sign == "\u200d"


def _told(source: str, wanting: set[str]) -> str:
    return source.translate({ord(sign): f"[U+{ord(sign):04X}]" for sign in wanting})


def _missing(error: "TypstError", source: str) -> set[str]:
    """The letters that cannot be set: those that typst quotes, else the marks that join others."""
    quoted = re.findall(r'the text (?:contains the disallowed codepoint )?`"(.*?)"`', error.diagnostic)
    spelt = "".join(re.sub(r"\\u\{([0-9a-f]+)\}", lambda one: chr(int(one[1], 16)), text) for text in quoted)
    if "missing codepoints" in error.message:  # in pictures, signs that were drawn as one
        spelt = "".join(sign for sign in source if joining(sign))
    return {sign for sign in spelt if not sign.isascii()}
