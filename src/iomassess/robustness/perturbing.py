"""A site as it is, and as it would be with one thing about its facts changed, assessed each time anew."""

from collections.abc import Callable, Sequence

from iomassess.assess import assess
from iomassess.engine.facts import Facts
from iomassess.framework.reading import Criterion, Framework
from iomassess.robustness.assessing import levels_of
from iomassess.robustness.firmness import Levels, Sited, Untried, Varied
from iomassess.robustness.leaving import Without, behind, left_out, sources_cited
from iomassess.robustness.rereading import Barred, Reading, read_otherwise
from iomassess.source import Source


def sited(facts: Facts, frameworks: Sequence[Framework], tick: Callable[[], None] = lambda: None) -> Sited:
    """Assess a site as it is, without each place that it cites, and with each conflict read otherwise.

    The facts must know their source. `tick` is called after each variant.
    """
    source = facts.source
    if source is None:
        raise TypeError("what is varied is told by its lines, so the facts must know their source")
    whole = assess(facts, frameworks, reasons=False)
    levels = levels_of(whole)
    criteria = [one for framework in frameworks for one in framework.criteria if one.id in levels]
    varied: list[Varied] = []
    untried: list[Untried] = []
    for one in left_out(facts):
        later = levels_of(assess(one.facts, frameworks, reasons=False)) if one.facts else levels
        moved = [criterion for criterion in criteria if later[criterion.id] != levels[criterion.id]]
        varied.append(_without(one, later, {each.id: _lines(each, facts, source, one) for each in moved}))
        tick()
    for found in read_otherwise(facts):
        if isinstance(found, Reading):
            varied.append(_read(found, levels_of(assess(found.facts, frameworks, reasons=False)), source))
            tick()
        else:
            untried.append(_barred(found, source))
    told = whole._replace(site=whole.site._replace(sha256=source.sha256))
    return Sited(told, tuple(varied), tuple(untried), sources_cited(facts.site))


def _without(one: Without, levels: Levels, lines: dict[str, tuple[int, ...]]) -> Varied:
    place = one.place
    return Varied(
        "place",
        (place.says, place.source),
        place.says,
        place.grain,
        place.within,
        levels,
        None,
        lines,
        len(one.forgotten),
    )


def _lines(criterion: Criterion, facts: Facts, source: Source, without: Without) -> tuple[int, ...]:
    """The lines of what is gone and bears on a criterion: what its level stood on, and what is open now."""
    bears = behind(criterion, facts)
    if without.facts:
        records = (loc for loc in behind(criterion, without.facts) if loc[0] not in ("complete", "absent"))
        bears |= {without.moved_up.get(loc, loc) for loc in records}
    return tuple(sorted({source.place(loc)[0] for loc in bears.intersection(without.forgotten)}))


def _read(one: Reading, levels: Levels, source: Source) -> Varied:
    line = source.place(one.loc)[0]
    reading = f'if "{one.says}" is right about {one.about}' if one.says else f"if it is left open {one.about}"
    return Varied("conflict", None, reading, None, (), levels, line, {}, 0)


def _barred(one: Barred, source: Source) -> Untried:
    return Untried(one.about, one.says, source.place(one.loc)[0], one.why, one.against)
