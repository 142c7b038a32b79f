"""A role in words that the facts do not bear out.

An agency is called a delivery partner, a referral partner or a referral agency in its id, its name or a note
on it, and the seats and links of the file do not make it one. The words score nothing: an agency delivers
when it belongs to the Third Sector and has a seat in a delivery team of the project, shares its office, works
on cases with it and shares information; it takes referrals when such a team refers to it. So the level is
lower than whoever wrote the note meant it to be, or the note is wrong.

Notes that say *not*, or speak of what is planned, was so once or may be, are passed over, and so is a public
or private body that is called a delivery partner, which is no such role.

To mend it, record the seat or the link that is missing, or say in the note what the agency does.
"""

import re
from collections.abc import Iterator

from iomassess.engine.derived import YES
from iomassess.lint._rule import Coding, Found
from iomassess.source import Loc

SEVERITY = "warning"
_SITE = """\
agencies:
  clinic: {{name: Clinic, sector: third, note: {note}}}
  referral-agencies: {{unnamed: true, sector: third}}
groups:
  team:
    name: Team
    level: service-delivery
    scope: iom
    members:
      - {{agency: clinic, co_located: true, co_works: true{more}}}
links:
  - {{kind: refers-to, from: team, to: referral-agencies, scope: {scope}}}
"""
GOOD = _SITE.format(
    note="A delivery partner. Not a referral agency.", more=", shares_information: true", scope="iom"
)
BAD = _SITE.format(note="A delivery partner.", more="", scope="general")
PLACES = ("2:41: agencies.clinic.note", "3:3: agencies.referral-agencies")


def find(coding: Coding) -> Iterator[Found]:
    """Roles that an agency is given in words and does not have by the records."""
    for loc, key, text in _claims(coding):
        end = coding.facts.agencies[key]
        for said in _roles(text):
            which = "delivers" if said.startswith("delivery") else "takes_referrals"
            if end.cells[which] == YES or (which == "delivers" and not end.cells["sector"] & _THIRD):
                continue
            ruled_out = not end.cells[which] & YES
            fate = "the records rule that out" if ruled_out else "the records do not make it one"
            missing = _MISSING[which]
            yield Found(loc, f"calls `{key}` a {said}, and {fate}: record {missing}, or say otherwise")


_MISSING = {
    "delivers": "its seat in the team, with what is shared there",
    "takes_referrals": "the referral from the team",
}
_THIRD = 1
"""The bit of the third sector, the first of its vocabulary."""


def _claims(coding: Coding) -> Iterator[tuple[Loc, str, str]]:
    """Words about one agency: where they stand, whose they are, and the words."""
    site = coding.site
    for key, agency in site.agencies.items():
        yield ("agencies", key), key, key.replace("-", " ")
        yield ("agencies", key, "name"), key, agency.name or ""
        yield ("agencies", key, "note"), key, agency.note or ""
    for name, group in site.groups.items():
        for index, member in enumerate(group.members):
            yield ("groups", name, "members", index, "note"), member.agency, member.note or ""
    for index, link in enumerate(site.links):
        if link.to is not None:
            yield ("links", index, "note"), link.to, link.note or ""


def _roles(text: str) -> Iterator[str]:
    """The roles that a text gives, each once, sentence by sentence."""
    told = set[str]()
    lower = text.lower()
    if "partner" not in lower and "agenc" not in lower:
        return
    for sentence in _SENTENCE.split(text):
        if not _OPEN.search(sentence):
            for found in _ROLE.findall(sentence):
                role = " ".join(found.lower().split()).replace("agencies", "agency").removesuffix("s")
                if role not in told:
                    told.add(role)
                    yield role


_SENTENCE = re.compile(r"(?<=[.;:!?])\s+")
_ROLE = re.compile(r"\b(?:delivery|referral)\s+partners?\b|\breferral\s+agenc(?:y|ies)\b", re.IGNORECASE)
_OPEN = re.compile(
    r"\b(?:not?|none|nor|never|neither|without|nobody|other|others|planned|planning|plans?|become|becomes|will|was|were"
    r"|had|former|formerly|once|may|might|could|would|should|if|whether|unclear|with|to|from|by)\b",
    re.IGNORECASE,
)
"""Words by which a sentence does not say that the agency is one, or speaks of another."""
