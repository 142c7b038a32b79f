"""How wide text is in Liberation Sans, which has the widths of Arial, and where its lines break."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

_REGULAR = {
    191: "'",
    222: "ijl‘’",
    260: "|",
    278: " !,./:;I[\\]ft·ı",
    333: "()-`r“”",
    334: "{}",
    350: "•",
    355: '"',
    389: "*",
    400: "°",
    469: "^",
    500: "Jcksvxyz",
    556: "#$0123456789?L_abdeghnopqu£€–«»",
    584: "+<=>~×−",
    611: "FTZß",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%æ",
    944: "Wœ",
    1000: "—…ÆŒ",
    1015: "@",
}
"""Characters by their width, in thousandths of the size of the type."""
_BOLD = {
    238: "'",
    278: " ,./I\\ijl·ı‘’",
    280: "|",
    333: "!()-:;[]`ft",
    350: "•",
    389: "*r{}",
    400: "°",
    474: '"',
    500: "z“”",
    556: "#$0123456789J_aceksvxy£€–«»",
    584: "+<=>^~×−",
    611: "?FLTZbdghnopquß",
    667: "EPSVXY",
    722: "&ABCDHKNRU",
    778: "GOQw",
    833: "M",
    889: "%mæ",
    944: "Wœ",
    975: "@",
    1000: "—…ÆŒ",
}
_WIDEST = 1000
"""For a character of which the widths are not known: one em."""
LINES = 5
"""Lines that a label may take; what is longer ends in an ellipsis, and stands whole beside the picture."""
_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML does not admit."""
_UNSEEN = ("Cc", "Cf", "Cn", "Co")
"""Controls, marks of direction among them, and characters that stand for nothing."""


def plain(text: str) -> str:
    """Text on one line, without what XML forbids and what would steer the text around it."""
    seen = (
        one for one in _FORBIDDEN.sub("", text) if one.isspace() or unicodedata.category(one) not in _UNSEEN
    )
    return " ".join("".join(seen).split())


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How far text runs, in the unit of its size."""
    return sum(_advance(one, bold) for one in text) * size / 1000


def wrap(text: str, room: float, size: float, *, bold: bool = False, most: int = LINES) -> tuple[str, ...]:
    """Break text into lines no wider than the room, within words only where a word is too long for one."""
    lines = [""]
    for piece in _pieces(plain(text), room, size, bold):
        longer = f"{lines[-1]}{piece}"
        if not lines[-1] or width(longer.rstrip(), size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(piece)
    told = [line.strip() for line in lines]
    if len(told) > most:
        told = [*told[: most - 1], _shortened(told[most - 1], room, size, bold)]
    return tuple(told)


def _pieces(text: str, room: float, size: float, bold: bool) -> Iterator[str]:
    """What must not be broken: words with the space after them, and parts of words that are too long."""
    for word in re.findall(r"\S+\s*", text):
        if width(word.rstrip(), size, bold=bold) <= room:
            yield word
            continue
        for part in re.findall(r"[^-/]+[-/]*\s*|[-/]+\s*", word):
            yield from _letters(part, room, size, bold)


def _letters(word: str, room: float, size: float, bold: bool) -> Iterator[str]:
    """A word in parts that have room."""
    part, run = "", 0.0
    for letter in word:
        advance = _advance(letter, bold) * size / 1000
        if part and run + advance > room and not letter.isspace():
            yield part
            part, run = "", 0.0
        part, run = part + letter, run + advance
    yield part


def _shortened(line: str, room: float, size: float, bold: bool) -> str:
    while line and width(f"{line}…", size, bold=bold) > room:
        line = line[:-1]
    return f"{line.rstrip()}…"


@cache
def _advance(letter: str, bold: bool) -> int:
    """A character's width in thousandths; an accent adds nothing to the letter that bears it."""
    first = unicodedata.normalize("NFD", letter)[0]
    if unicodedata.combining(first):
        return 0
    return _widths(bold).get(first, _WIDEST)


@cache
def _widths(bold: bool) -> dict[str, int]:
    return {letter: size for size, letters in (_BOLD if bold else _REGULAR).items() for letter in letters}
