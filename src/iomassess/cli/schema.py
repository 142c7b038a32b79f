"""`iomassess schema`: the JSON Schemas of what iomassess reads and writes."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Of(StrEnum):
    """What there is a schema of."""

    SITE = "site"
    SCENARIO = "scenario"
    FRAMEWORK = "framework"
    DOMAIN = "domain"
    CRITERION = "criterion"
    EXAMPLES = "examples"
    FINDING = "finding"
    SOURCE = "source"
    ACTIONS = "actions"
    ASSESSMENT = "assessment"
    FINDINGS = "findings"
    COMPARISON = "comparison"
    NETWORK = "network"
    PROGRESS = "progress"
    UNKNOWNS = "unknowns"
    WHATIF = "whatif"
    PLAN = "plan"
    ROBUSTNESS = "robustness"
    AGREEMENT = "agreement"


def schema(
    of: Annotated[Of, typer.Argument(metavar="WHAT", help=f"One of {', '.join(Of)}.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")
    ] = None,
) -> None:
    """Print a JSON Schema (draft 2020-12), for editors and validators.

    The first nine are of files that people write: a site; a scenario; a framework's head, its domains, its
    criteria and their examples; one finding; a source that frameworks cite; actions. The others are of what
    `score`, `findings`, `compare`, `network`, `progress`, `unknowns`, `whatif`, `plan`, `robustness`
    and `agreement` print as JSON.

    Example: iomassess schema site -o site-1.json
    """
    from iomassess.output import emit
    from iomassess.schemas import text

    emit(text(of.value), output)
