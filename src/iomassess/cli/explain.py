"""`iomassess explain`: why a site has the level it has on one criterion."""

from functools import partial
from pathlib import Path
from typing import Annotated

import typer


def explain(
    site: Annotated[str, typer.Argument(metavar="SITE", help="A site file, or a bundled site.")],
    criterion: Annotated[
        str,
        typer.Argument(metavar="CRITERION", help="A criterion's id, or enough of its end to be clear."),
    ],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")
    ] = None,
) -> None:
    """Explain a level: each rung met, not met or unknown, and the facts behind it.

    Example: iomassess explain lancashire service-delivery
    """
    from iomassess.assess import assess
    from iomassess.cli.loading import load_frameworks, load_sites
    from iomassess.cli.terminal import printed
    from iomassess.explaining import print_ladder
    from iomassess.problems import refused, suggest

    frameworks = load_frameworks(None)
    ids = [one.id for framework in frameworks for one in framework.criteria]
    chosen = [one for one in ids if one == criterion or one.endswith(f"/{criterion}")]
    chosen = chosen or [one for one in ids if one.endswith(criterion)]
    if len(chosen) != 1:
        what = f"could be {' or '.join(chosen)}" if chosen else "there is no such criterion"
        hint = "" if chosen else suggest(criterion, [one.rsplit("/", 1)[1] for one in ids])
        raise refused(criterion, f"{what}{hint}")
    wanted = [one for one in frameworks if chosen[0].startswith(f"{one.id}/")]
    assessment = assess(load_sites([site], frameworks)[0], wanted)
    result = next(one for one in assessment.frameworks[0].criteria if one.id == chosen[0])
    printed(partial(print_ladder, assessment=assessment, criterion=result), output)
