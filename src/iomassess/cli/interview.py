"""`iomassess interview`: what to ask whom, and the answers written into the site file."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from iomassess.vocabulary import InterviewRole


class Format(StrEnum):
    """How a schedule is printed."""

    TEXT = "text"
    MD = "md"


def interview(
    site: Annotated[
        str | None,
        typer.Option(
            "--site", metavar="SITE", help="Ask only what this site file, or saved assessment, leaves open."
        ),
    ] = None,
    role: Annotated[
        InterviewRole | None, typer.Option("--role", help="Whom to ask; all four if not given.")
    ] = None,
    format_: Annotated[Format, typer.Option("--format", help="How to print.")] = Format.TEXT,
    framework: Annotated[
        list[str] | None,
        typer.Option("--framework", "-f", metavar="ID", help="Only this framework; may be repeated."),
    ] = None,
    fill: Annotated[
        bool, typer.Option("--fill", help="Ask here, and write the answers into the site file.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file.")
    ] = None,
) -> None:
    """Print the interview schedule for a role, or ask and fill in the answers.

    The questions are those of the frameworks. With a site, only those that it leaves open are asked,
    the most telling first, as `unknowns` ranks them.

    Example: iomassess interview --site millbrook.yaml --role delivery
    """
    from iomassess.authoring.interviewing import plain, printed
    from iomassess.cli.loading import assess_all, load_frameworks
    from iomassess.output import emit
    from iomassess.problems import refused

    frameworks = load_frameworks(framework)
    if fill:
        from iomassess.cli.filling import fill_in

        if site is None or role is None:
            raise refused("--fill", "needs `--site` and `--role`: where the answers go, and whose they are")
        fill_in(site, role, frameworks)
        return
    roles = [role] if role else list(InterviewRole)
    if site is None:
        schedules = [printed(one, frameworks=frameworks) for one in roles]
    else:
        assessments = assess_all([site], frameworks, chosen=framework is not None).assessments
        schedules = [printed(one, assessment=found) for found in assessments for one in roles]
    text = "\n".join(schedules)
    emit(text if format_ is Format.MD else plain(text), output)
