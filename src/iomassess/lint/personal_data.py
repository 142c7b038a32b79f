"""Something that may be personal data.

A site file is published with its reports. It needs agencies and offices and no persons. This tells, anywhere
in the file and in its comments too, what looks like an e-mail address, a telephone number, an NHS number
(only where its check digit fits), a National Insurance number, a postcode, or a name with a title. It can
only say *possible*: an agency's public telephone number is no secret, and a postcode may be that of a town
hall. Names of agencies and what stands under `sources`, such as authors, are not searched for titled names.

What it finds is not repeated in the message, and the line is not shown, as logs of checks are often public.

To mend it, take it out, or say which office is meant. Where it is public and needed, suppress this and say
so.
"""

import re
from collections.abc import Iterator, Sequence
from string import ascii_letters, ascii_uppercase, digits
from typing import Any

from iomassess.lint._lines import place_in
from iomassess.lint._rule import Coding, Found
from iomassess.source import Loc, Mark

SEVERITY = "warning"
GOOD = """\
agencies:
  barnardos: {name: Dr Barnardo's Homes, turnover: 1500000}
  clinic: {name: Clinic, note: Cited as interview 12. The chair of 2009-02-27 has left. Room 4000 2000.}
"""
BAD = """\
agencies:
  clinic: {name: Clinic, note: Write to a.person@clinic.example or call 0113 496 0000.}
  hostel: {name: Hostel, note: "At LS1 4AP, run by Mrs Example."}
  # NHS 943 476 5919, NI number QQ 12 34 56 C, and then AB 12 34 56 C
"""
PLACES = (
    "2:41: agencies.clinic.note",
    "2:73: agencies.clinic.note",
    "3:36: agencies.hostel.note",
    "3:52: agencies.hostel.note",
    "4:9: ",
    "4:57: ",
)


def find(coding: Coding) -> Iterator[Found]:
    """Whatever in the text of the file has the form of personal data."""
    text = coding.source.text
    shape = outline(text)
    taken: list[tuple[int, int]] = []
    for what, (pattern, needed) in FORMS.items():
        if needed not in shape:
            continue
        for hit in pattern.finditer(text):
            if hit.start() and text[hit.start() - 1] in _JOINED:
                continue
            if any(start < hit.end() and hit.start() < end for start, end in taken):
                continue
            if pattern is _NHS and not _checks(hit.group()):
                continue
            place = place_in(text, hit.start())
            loc = _around(coding, place, hit.group())
            if pattern is _TITLED and _names_no_person(loc):
                continue
            taken.append(hit.span())
            where = "" if loc else " in a comment"
            said = f"holds a possible {what}{where}: take it out if it is a person's"
            yield Found(loc, said, at=place)


def _names_no_person(loc: Loc) -> bool:
    return loc[:1] == ("sources",) or (loc[:1] == ("agencies",) and loc[2:] == ("name",))


def _checks(number: str) -> bool:
    """Whether the last digit of an NHS number is the one that the others come to."""
    signs = [int(sign) for sign in number if sign.isdigit()]
    rest = -sum(weight * sign for weight, sign in zip(range(10, 1, -1), signs[:9], strict=True)) % 11
    return rest == signs[9]


def _around(coding: Coding, place: tuple[int, int], hit: str) -> Loc:
    """The loc of the value or key that a piece of text stands in; nothing if that is a comment."""
    loc, values = _innermost(coding.source.values, coding.source.mark, (place[0] - 1, place[1] - 1))
    known = [str(values), *map(str, loc[-1:])] if not isinstance(values, dict | list) else map(str, loc[-1:])
    wanted = _bare(hit)
    return loc if any(wanted in _bare(one) for one in known) else ()


def _bare(text: str) -> str:
    return "".join(text.split())


def _innermost(values: Any, mark: Mark, place: tuple[int, int]) -> tuple[Loc, Any]:
    """The value that begins last before a place, and its loc."""
    loc: Loc = ()
    while isinstance(mark[2], dict | list):
        inside = _last(mark[2], place)
        if inside is None:
            break
        segment, mark = inside
        loc, values = (*loc, segment), values[segment]
        if mark[:2] > place:
            break
    return loc, values


def _last(inside: dict[str, Any] | Sequence[Any], place: tuple[int, int]) -> tuple[str | int, Mark] | None:
    """The last key or item that begins at or before a place, with the mark of its value."""
    found: tuple[str | int, Mark] | None = None
    if isinstance(inside, dict):
        for key, (line, column, mark) in inside.items():
            if (line, column) <= place:
                found = (key, mark)
    else:
        for index, mark in enumerate(inside):
            if mark[:2] <= place:
                found = (index, mark)
    return found


_JOINED = frozenset(ascii_letters + digits + "_/.+@-")
"""What makes of whatever follows it a part of something longer, such as an address on the web."""
_GAP = r"[ \t-]?"
_EMAIL = re.compile(r"[\w.+-]+@\w[\w-]*(?:\.[\w-]+)+")
_NHS = re.compile(rf"[0-9][0-9]{{2}}{_GAP}[0-9]{{3}}{_GAP}[0-9]{{4}}(?![\w-])")
_TITLED = re.compile(
    r"(?:M(?:rs?|s|iss|x)|D(?:r|ame|CI)|P(?:rof(?:essor)?|C)|S(?:ir|gt|ergeant|upt|uperintendent)"
    r"|Rev(?:erend)?|C(?:llr|ouncillor)|Insp(?:ector)?)"
    r"\b\.?\s+(?:[A-Z]\.?\s+)*(?:[A-Z]['’])?[A-Z][a-z]+(?:['’-][A-Z]?[a-z]+)*"
)
# A pattern that begins with a single sign, not a number of them, is looked for several times as quickly.
FORMS = {
    "e-mail address": (_EMAIL, b"@"),
    "telephone number": (
        re.compile(r"(?:\+44[ ]?(?:\(0\)[ ]?)?[1-9]|\(0[1-9]|0[1-9])(?:[ ()-]{0,2}[0-9]){8,9}(?![\w-])"),
        b"0000000000",
    ),
    "NHS number": (_NHS, b"0000000000"),
    "National Insurance number": (
        re.compile(
            r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
            r"(?<!BG|GB|KN|NK|NT|TN|ZZ) ?[0-9]{2} ?[0-9]{2} ?[0-9]{2} ?[A-D]\b"
        ),
        b"AA000000A",
    ),
    "postcode": (re.compile(r"[A-Z][A-Z]?[0-9][0-9A-Z]? ?[0-9][ABD-HJLNP-UW-Z]{2}\b"), b"0AA"),
    "name of a person": (_TITLED, b"A"),
}
"""What each looks like, and what of it is in the outline of any text that has one.

National Insurance numbers that begin with QQ are never given out.
"""


def outline(text: str) -> bytes:
    """A text with every digit as 0 and every capital as A, and without what may stand between digits.

    To look for something in it takes a tenth of the time that a pattern takes.
    """
    return text.encode(errors="replace").translate(_SIGNS, b" \t()-")


_SIGNS = bytes.maketrans(
    (digits + ascii_uppercase).encode(), b"0" * len(digits) + b"A" * len(ascii_uppercase)
)
