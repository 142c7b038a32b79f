"""`iomassess agreement`: how far coders agree who coded the same sites apart."""

import os
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import partial
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from iomassess.agreement.comparing import CodedSite
    from iomassess.engine.facts import Facts
    from iomassess.framework.reading import Framework


class Format(StrEnum):
    """How agreement is printed."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "md"


def agreement(
    coders: Annotated[
        list[str],
        typer.Argument(
            metavar="CODER...", help="A site file for each coder, or a folder for each with site files."
        ),
    ],
    framework: Annotated[
        list[str] | None,
        typer.Option("--framework", "-f", metavar="ID", help="Only this framework; may be repeated."),
    ] = None,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", help="Begins the resampling: the same gives the same.")
    ] = 1,
    resamples: Annotated[
        int, typer.Option("--resamples", min=1, max=1_000_000, metavar="N", help="Resamples for intervals.")
    ] = 2000,
    format_: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")
    ] = None,
) -> None:
    """List what coders of the same sites say differently, with both readings; then figures on levels.

    Example: iomassess agreement anna.yaml ben.yaml
    """
    from iomassess.agreement.comparing import agreement as told
    from iomassess.cli.loading import load_frameworks, load_sites
    from iomassess.output import emit
    from iomassess.problems import refused

    if len(coders) < 2:
        raise refused(coders[0], "is one coder: name two or more, each a site file or a folder of them")
    names = _names(coders)
    frameworks = load_frameworks(framework)
    files = [_files(one) for one in coders]
    loaded = iter(load_sites([file for some in files for file in some], frameworks))
    coded = {
        name: _by_site(given, [next(loaded) for _ in some])
        for name, given, some in zip(names, coders, files, strict=True)
    }
    shared, notes = _shared(coded)
    sites = [_coded(site, coded, frameworks) for site in shared]
    found = told(names, sites, notes, seed, resamples)
    if format_ is Format.JSON:
        from iomassess.exchange import to_json

        emit(to_json(found), output)
    elif format_ is Format.MARKDOWN:
        from iomassess.agreement.coders import terms
        from iomassess.reports import page

        emit(page("agreement", {"found": found, **terms()}), output)
    else:
        from iomassess.agreement.coders import coders as lines
        from iomassess.cli.lines import show

        show([partial(lines, found)], output)


# -- who coded what


def _names(given: Sequence[str]) -> list[str]:
    """Call each coder by the name of the file or folder, or by as much of the path as tells them apart.

    Raises InvalidSource for one that is given twice.
    """
    from iomassess.problems import refused

    resolved = [Path(os.path.realpath(one)) for one in given]  # which stops at a link that leads in circles
    for nth, one in enumerate(resolved):
        if one in resolved[:nth]:
            raise refused(given[nth], "is named twice: agreement is between coders")
    for names in (
        [one.stem if one.suffix else one.name for one in resolved],
        [one.parent.name for one in resolved],
    ):
        if len(set(names)) == len(names) and all(names):
            return names
    return list(given)


def _files(given: str) -> list[str]:
    """The site files of a coder. Raises InvalidSource for a folder without any."""
    from iomassess.problems import refused

    if not os.path.isdir(given):  # noqa: PTH112  a name that the system cannot take is none
        if given.endswith(".json"):
            raise refused(given, "is not a site file: a saved assessment does not have the coder's records")
        return [given]
    try:
        names = sorted(os.listdir(given))  # noqa: PTH208  as above
    except OSError as error:
        raise refused(given, f"cannot be read: {error.strerror}") from None
    shown = [one for one in names if not one.startswith(".")]
    found = [str(Path(given) / one) for one in shown if one.endswith((".yaml", ".yml"))]
    if not found:
        raise refused(given, "is a folder without site files (.yaml)")
    return found


def _by_site(given: str, loaded: "Sequence[Facts]") -> "dict[str, Facts]":
    """A coder's files by the site. Raises InvalidSource for two of one site."""
    from iomassess.problems import refused

    found: dict[str, Facts] = {}
    for facts in loaded:
        site = facts.site
        if site.id in found:
            here = " and ".join(_file(one) for one in (found[site.id], facts))
            raise refused(given, f"has two files of {site.id}, {here}: one coder has one for each site")
        found[site.id] = facts
    return found


def _file(facts: "Facts") -> str:
    return facts.source.name if facts.source else ""


def _shared(coded: "dict[str, dict[str, Facts]]") -> tuple[list[str], list[str]]:
    """The sites that two coders or more have, and a note on each other. Raises InvalidSource without any."""
    from iomassess.phrases import joined
    from iomassess.problems import refused

    sites = list(dict.fromkeys(site for one in coded.values() for site in one))
    by = {site: [name for name, one in coded.items() if site in one] for site in sites}
    shared = [site for site in sites if len(by[site]) > 1]
    if not shared:
        held = joined(f"{name} coded {joined(one)}" for name, one in coded.items())
        raise refused(joined(coded), f"have no site in common, by its id: {held}")
    alone = [f"Only {by[site][0]} coded {site}; it is left out." for site in sites if site not in shared]
    partly = [
        f"{joined(name for name in coded if name not in by[site])} did not code {site}."
        for site in shared
        if len(by[site]) < len(coded)
    ]
    return shared, [*alone, *partly]


def _coded(site: str, coded: "dict[str, dict[str, Facts]]", frameworks: "Sequence[Framework]") -> "CodedSite":
    """One site by all who coded it, each two of them held against each other."""
    from iomassess.agreement.bearings import bearings
    from iomassess.agreement.comparing import CodedSite, HeldPair
    from iomassess.agreement.discrepancies import hold
    from iomassess.assess import assess

    facts = {name: one[site] for name, one in coded.items() if site in one}
    assessments = {name: assess(one, frameworks) for name, one in facts.items()}

    def pairs() -> Iterator[HeldPair]:
        for one, other in combinations(facts, 2):
            both = (facts[one], facts[other])
            held = hold(*both)
            scored = (assessments[one], assessments[other])
            found = bearings(held.discrepancies, both, scored, frameworks)
            yield HeldPair((one, other), held, tuple(found))

    return CodedSite(assessments, tuple(pairs()))
