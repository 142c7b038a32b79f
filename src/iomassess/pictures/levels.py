"""The level diagram: oversight above operations above delivery, with groups, seats and what joins them."""

from collections.abc import Iterable, Iterator, Sequence

from iomassess.documents import Picture
from iomassess.particulars import Background, Group
from iomassess.pictures.bands import Band, Tier, diagram
from iomassess.pictures.legend import diagram_legend
from iomassess.pictures.rendering import render
from iomassess.pictures.scene import ROOM, Scene, scene, stacked, written
from iomassess.pictures.seats import listed, referred_to
from iomassess.results import Assessment

LEVELS = {
    "strategic-oversight": "Strategic oversight",
    "operational-management": "Operational management",
    "service-delivery": "Service delivery",
}
TIERS = {"countywide": "Countywide", "pioneer-site": "Pioneer site", "local": "Local"}


def levels(assessment: Assessment) -> Picture:
    """Draw who takes part at a site, level by level (in the manner of study 3.1 figure 3.1)."""
    return render(place_levels(assessment))


def place_levels(assessment: Assessment) -> Scene:
    """The level diagram before it is drawn."""
    site, known = assessment.site, assessment.background
    name, title = f"levels-{site.id}-{site.wave}", f"Who takes part, level by level: {site.name}"
    if known is None:
        missing = "Who takes part was left out of this assessment."
        return scene(name, title, missing, written(missing, ROOM))
    bands = [_band(known, level) for level in LEVELS]
    if unsettled := [group for group in known.groups if group.level not in LEVELS]:
        bands.append(Band("unsettled", "Level not known", (Tier(None, _ranked(known, unsettled)),)))
    content = stacked([diagram(known, bands), diagram_legend()], 8)
    return scene(name, title, " ".join(_told(known, bands)), content)


def _band(known: Background, level: str) -> Band:
    groups = [group for group in known.groups if group.level == level]
    if level != "strategic-oversight":
        return Band(level, LEVELS[level], (Tier(None, _ranked(known, groups)),))
    tiers = [
        Tier(title, _ranked(known, (one for one in groups if one.tier == tier)))
        for tier, title in TIERS.items()
    ]
    if rest := [one for one in groups if one.tier not in TIERS]:
        tiers.append(Tier("Tier not known", _ranked(known, rest)))
    return Band(level, LEVELS[level], tuple(tiers))


def _ranked(known: Background, groups: Iterable[Group]) -> tuple[Group, ...]:
    """The groups that do the work for the project first, then what is in place, then those that refer."""
    referring = {link.source for link in known.links if link.kind == "refers to"}
    return tuple(
        sorted(
            groups,
            key=lambda one: (one.standing != "main", one.in_place is not True, one.id not in referring),
        )
    )


# -- in words


def _told(known: Background, bands: Sequence[Band]) -> Iterator[str]:
    for band in bands:
        for tier in band.tiers:
            where = band.title if tier.title is None else f"{band.title}, {tier.title.lower()}"
            yield f"{where}: {'; '.join(map(_seated, tier.groups)) or 'no group recorded'}."
    for group in known.groups:
        if taking := referred_to(known, group):
            sectors = [agency.sector for agency in known.agencies if agency.id in taking]
            third = sectors.count("third")
            yield f"{group.name} refers clients to {listed(len(sectors), third)}."


def _seated(group: Group) -> str:
    seats = [seat for seat in group.seats if seat.in_place]
    third = [seat.name for seat in seats if seat.sector == "third"]
    state = "" if group.in_place else f" ({group.status})"
    if not group.seats:
        return f"{group.name}{state}, members not recorded"
    named = ", ".join(third) or "none recorded"
    return f"{group.name}{state}, Third Sector agencies in place: {named}"
