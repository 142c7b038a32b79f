"""What a comparison says, in words: what is certain of sites, and where more is evidenced."""

from collections.abc import Sequence

from iomassess.phrases import joined
from iomassess.results import ComparedCriterion, Comparison, Dominance


def names_of(compared: Comparison) -> dict[str, str]:
    """What to call each site: its name, with its wave where two share it, or with its key."""
    names = [one.name for one in compared.sites]
    waves = [(one.name, one.wave) for one in compared.sites]
    said = {}
    for one in compared.sites:
        further = one.wave if waves.count((one.name, one.wave)) == 1 else one.key
        said[one.key] = one.name if names.count(one.name) == 1 else f"{one.name}, {further}"
    return said


def certain(criterion: ComparedCriterion, names: dict[str, str]) -> str:
    """Which sites are certainly above which, and which are certainly at one level."""
    alike: dict[int, list[str]] = {}
    for level in criterion.levels:
        if level.not_applicable is None and level.evidenced == level.possible:
            alike.setdefault(level.evidenced, []).append(names[level.site])
    same = [f"the same at {joined(sites)}" for sites in alike.values() if len(sites) > 1]
    return "; ".join(filter(None, (_above(criterion, names), *same)))


def _above(criterion: ComparedCriterion, names: dict[str, str]) -> str:
    pairs = [
        (one.site, one.other) if one.order == "above" else (one.other, one.site)
        for one in criterion.relations
        if one.order in ("above", "below")
    ]
    return _each_over(pairs, names, "", " above ")


def more_evidenced(criterion: ComparedCriterion, names: dict[str, str]) -> str:
    """Where more is evidenced among pairs of which it is not settled which is higher."""
    pairs = [
        (one.more_evidenced, one.other if one.more_evidenced == one.site else one.site)
        for one in criterion.relations
        if one.order == "not settled" and one.more_evidenced is not None
    ]
    return _each_over(pairs, names, "at ", " than at ")


def _each_over(pairs: Sequence[tuple[str, str]], names: dict[str, str], first: str, word: str) -> str:
    over = {site: tuple(low for low in names if (site, low) in pairs) for site in names}
    sets = dict.fromkeys(low for low in over.values() if low)
    return "; ".join(
        f"{first}{joined(names[site] for site in names if over[site] == low)}{word}"
        f"{joined(names[site] for site in low)}"
        for low in sets
    )


def dominating(one: Dominance, names: dict[str, str]) -> str:
    """Say over which site another is at least as high throughout, and on how much that is certain."""
    certain = ", whatever is still unknown" if one.certain else ""
    return (
        f"{names[one.site]} over {names[one.over]}{certain}: "
        f"certainly higher on {len(one.above)} of {one.criteria}"
    )
