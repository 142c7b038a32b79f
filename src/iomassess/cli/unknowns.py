"""`iomassess unknowns`: what to find out next about a site."""

from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from iomassess.vocabulary import InterviewRole


class Format(StrEnum):
    """How open questions are printed."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "md"


def unknowns(
    site: Annotated[
        str,
        typer.Argument(metavar="SITE", help="A site file, a bundled site, or a saved assessment (.json)."),
    ],
    role: Annotated[
        InterviewRole | None, typer.Option("--role", help="Only what those in this role may know.")
    ] = None,
    target: Annotated[
        str,
        typer.Option("--target", metavar="LEVEL", help="A level, 0 to 4, or `framework`: its own targets."),
    ] = "framework",
    framework: Annotated[
        list[str] | None,
        typer.Option("--framework", "-f", metavar="ID", help="Only this framework; may be repeated."),
    ] = None,
    top: Annotated[
        int, typer.Option("--top", min=0, metavar="N", help="Show so many in the table; 0 shows all.")
    ] = 10,
    format_: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TABLE,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")
    ] = None,
) -> None:
    """Rank what is not known: how far an answer, yes or no, would narrow which levels, and whom to ask.

    Example: iomassess unknowns west-midlands --role operational
    """
    from iomassess.cli.loading import assess_all, load_frameworks
    from iomassess.output import emit
    from iomassess.problems import refused
    from iomassess.unknowns.ranking import Unknowns, informants
    from iomassess.unknowns.ranking import unknowns as ranked

    if target not in ("framework", "0", "1", "2", "3", "4"):
        raise refused(f"--target {target}", "is a level from 0 to 4, or `framework`")
    level = None if target == "framework" else int(target)
    loaded = assess_all([site], load_frameworks(framework), chosen=bool(framework)).assessments
    if len(loaded) != 1:
        raise refused(site, f"holds {len(loaded)} assessments, and the questions are those of one site")
    (assessment,) = loaded
    found = Unknowns(
        "iomassess/unknowns/1",
        assessment.site,
        role.value if role else None,
        informants(assessment.background),
        tuple(one for one in ranked(assessment, level) if role is None or role in one.roles),
    )
    if format_ is Format.JSON:
        from iomassess.exchange import to_json

        emit(to_json(found), output)
    elif format_ is Format.MARKDOWN:
        from iomassess.reports import report

        document = report("unknowns", loaded, target=level, unknowns=found, pictures=False)
        emit(document.markdown, output)
    else:
        from iomassess.cli.lines import show
        from iomassess.unknowns.inquiries import inquiries

        show([partial(inquiries, found, top)], output)
