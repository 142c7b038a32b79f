"""A quotation that may point at one person.

Words are quoted, the text says in which role they were spoken, and the agency is named. The file names the
site, so place, agency and role together often leave one person who can have said it, though the source was
promised that nobody would be named. Quotations are in any case not for site files, which paraphrase.

To mend it, paraphrase, or leave out the role or the agency. Where the words were published with both,
suppress this and say where.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from iomassess.lint._rule import Coding, Found
from iomassess.lint._walks import texts
from iomassess.source import Loc

SEVERITY = "warning"
GOOD = """\
agencies:
  hostel: {name: Northgate Hostel, note: 'By the manager, referrals "come late". It has twelve beds.'}
  clinic: {name: Clinic, note: 'One interviewee spoke of "nobody ever telling us anything at all".'}
  police: {name: Police}
barriers:
  - {kind: culture, what: 'A manager in the sector spoke of "nobody ever telling us anything at all".'}
"""
BAD = """\
agencies:
  hostel: {name: Northgate Hostel, note: 'The manager spoke of "nobody ever telling us anything at all".'}
  clinic: {name: Clinic}
barriers:
  - {kind: culture, what: 'A worker at Northgate Hostel said “we are the last to hear of it”.'}
"""
PLACES = ("2:36: agencies.hostel.note", "5:21: barriers.0.what")


def find(coding: Coding) -> Iterator[Found]:
    """Texts with a quotation, a role outside it, and a named agency they speak of."""
    source = coding.source
    marks = [mark for mark in _MARKS if mark in source.text]
    words = [one for one in source.words if type(one) is str] if marks else []
    quoting = {one for mark in marks for one in words if mark in one and _quotes(one)}
    for loc, text in texts(source.values) if quoting else ():
        if text not in quoting or loc[:1] == ("sources",):
            continue
        rest = _QUOTED.sub(" ", text)
        role = _ROLE.search(rest)
        agency = _agency_at(coding, loc) or _agency_in(coding, rest)
        if role and agency:
            what = f"quotes a {role.group().lower()} of `{agency}`, which may point at one person: paraphrase"
            yield Found(loc, what)


def _quotes(text: str) -> bool:
    """Whether a text quotes more than a term."""
    return any(len(one.group().split()) >= _FEW for one in _QUOTED.finditer(text))


def _agency_at(coding: Coding, loc: Loc) -> str | None:
    """The named agency that a record speaks of, where there is one."""
    site = coding.site
    found: str | None = None
    match loc:
        case ("agencies", str(key), *_):
            found = key
        case ("groups", str(key), "members", int(index), *_):
            found = site.groups[key].members[index].agency
        case ("links", int(index), *_):
            found = site.links[index].to
        case ("practices", int(index), *_) if len(site.practices[index].by) == 1:
            found = site.practices[index].by[0]
    return found if found is not None and site.agencies[found].name is not None else None


def _agency_in(coding: Coding, text: str) -> str | None:
    """A named agency that a text speaks of."""
    for key, agency in coding.site.agencies.items():
        if agency.name is not None and _word(agency.name).search(text):
            return key
    return None


@lru_cache(maxsize=512)
def _word(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)")


_FEW = 4
_MARKS = "“\"‘'"
"""Words from which on a quotation is more than a term."""
_QUOTED = re.compile(
    r"“[^”]{10,}”|\"[^\"]{10,}\"|‘(?<!\w.)[^‘]{10,}?’(?!\w)|'(?<!\w.)[^'\s](?:[^'\n]|'(?=\w)){9,}'(?!\w)"
)
_ROLE = re.compile(
    r"\b(?:(?:key|case|project|support|outreach)[ -]?)?(?:worker|manager|co-?ordinator|director"
    r"|chief executive|chief officer"
    r"|chair|chairman|chairwoman|chairperson|sergeant|inspector|superintendent|constable|officer|commander"
    r"|governor|mentor|volunteer|trustee|councillor|head|leader|team lead|commissioner|administrator"
    r"|secretary|treasurer|practitioner|nurse|counsellor|psychologist|adviser|advisor|chaplain)\b",
    re.IGNORECASE,
)
"""One person's role; the plural points at no one."""
