"""`iomassess verify`: whether saved assessments are what their inputs come to."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from iomassess.engine.facts import Facts
    from iomassess.results import Assessment

EXIT_DIFFERS = 1


def verify(
    bundle: Annotated[
        str, typer.Argument(metavar="BUNDLE", help="Assessments saved by `score --format json` (.json).")
    ],
    site: Annotated[
        list[str] | None,
        typer.Option("--site", metavar="FILE", help="A site file that it names; may be repeated."),
    ] = None,
    framework: Annotated[
        list[str] | None,
        typer.Option("--framework", "-f", metavar="FOLDER", help="A framework of your own; may be repeated."),
    ] = None,
) -> None:
    """Make saved assessments again from the site files and frameworks that they name, and compare.

    Exit code 0 when everything is the same, 1 when something differs, 2 when an input is not there
    or cannot be used.

    Example: iomassess verify baseline.json --site sites/lancashire.yaml
    """
    from iomassess.assess import assess
    from iomassess.cli.loading import load_frameworks, saved_in
    from iomassess.verifying import verified

    saved = saved_in(bundle)
    own = {one.id: one for one in load_frameworks(framework)} if framework else {}
    ids = {one.id for each in saved for one in each.frameworks} - own.keys()
    own |= {one.id: one for one in load_frameworks(sorted(ids))} if ids else {}
    results = []
    for one in saved:
        facts = _facts(one, site or ())
        results.append(verified(one, assess(facts, [own[each.id] for each in one.frameworks])))
    for found in results:
        print(f"{found.site} ({found.file}): {'differs' if found.differences else 'the same'}")
        for same in found.same:
            print(f"  same: {same}")
        for difference in found.differences:
            print(f"  {difference.what}: {difference.says}")
    if any(found.differences for found in results):
        raise typer.Exit(EXIT_DIFFERS)


def _facts(saved: "Assessment", sites: "list[str] | tuple[()]") -> "Facts":
    """The facts of the file given for the site, else of the file that the assessment names.

    Raises InvalidSource.
    """
    from iomassess.cli.loading import load_sites
    from iomassess.problems import refused

    head = saved.site
    given = [facts for name in sites for facts in load_sites([name]) if facts.site.id == head.id]
    matching = [one for one in given if one.source and one.source.sha256 == head.sha256]
    if given:
        return (matching or given)[0]
    (facts,) = load_sites([Path(head.file).name if head.file.startswith("<bundled>/") else head.file])
    if facts.site.id != head.id:
        raise refused(head.file, f"is the site {facts.site.id}, and the assessment is of {head.id}")
    return facts
