"""One name on two agencies.

Two entries under `agencies` have the same name. They are counted as two agencies, so that a rung which asks
for two may be met by one.

To mend it, make one entry of them and give it the seats and links of both. If they are two, tell their names
apart, for instance by the place.
"""

from collections.abc import Iterator

from iomassess.lint._rule import Coding, Found

SEVERITY = "warning"
GOOD = """\
agencies:
  mind-north: {name: Mind (north)}
  mind-south: {name: Mind (south)}
"""
BAD = """\
agencies:
  mind: {name: Mind}
  mind-centre: {name: "mind "}
"""
PLACES = ("3:17: agencies.mind-centre.name",)


def find(coding: Coding) -> Iterator[Found]:
    """Names that an entry before has, whatever their case and spaces."""
    first: dict[str, str] = {}
    for key, agency in coding.site.agencies.items():
        if agency.name is not None:
            before = first.setdefault(" ".join(agency.name.casefold().split()), key)
            if before != key:
                what = f"is the name of `{before}` as well: make one entry of them, or tell them apart"
                yield Found(("agencies", key, "name"), what)
