"""`iomassess criteria`: the frameworks as text that a researcher can read."""

from pathlib import Path
from typing import Annotated

import typer


def criteria(
    id_: Annotated[
        str | None,
        typer.Argument(metavar="[ID]", help="A framework, a domain or a criterion; all if left out."),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")
    ] = None,
) -> None:
    """Print the criteria: their questions, their rungs, and why each rung stands where it does.

    Example: iomassess criteria engagement/service-delivery
    """
    from iomassess.cli.loading import load_frameworks
    from iomassess.framework.ladders import describe_all
    from iomassess.output import emit
    from iomassess.problems import InvalidSource, Problem, suggest

    frameworks = load_frameworks(None)
    text = describe_all(frameworks, id_)
    if not text:
        domains = [one for framework in frameworks for one in framework.domains]
        criteria = [one for domain in domains for one in domain.criteria]
        known = [one.id for some in (frameworks, domains, criteria) for one in some]
        what = f"there is no such framework, domain or criterion{suggest(str(id_), known)}"
        raise InvalidSource([Problem(str(id_), 0, 0, "", what)])
    emit(text, output)
