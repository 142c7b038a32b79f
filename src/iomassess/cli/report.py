"""`iomassess report`: reports for analysts, one command for each kind."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

if TYPE_CHECKING:
    from iomassess.documents import Document
    from iomassess.engine.facts import Facts
    from iomassess.results import Findings

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None)


class Format(StrEnum):
    """What a report is written as."""

    MARKDOWN = "md"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"
    XLSX = "xlsx"


Site = Annotated[
    str, typer.Argument(metavar="SITE", help="A site file, a bundled site, or a saved assessment (.json).")
]
Sites = Annotated[
    list[str],
    typer.Argument(metavar="SITE...", help="Two or more site files, bundled sites or saved assessments."),
]
Frameworks = Annotated[
    list[str] | None,
    typer.Option("--framework", "-f", metavar="ID", help="Only this framework; may be repeated."),
]
As = Annotated[
    Format | None,
    typer.Option("--format", help="What to write; taken from the file's ending if left out, else Markdown."),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="PATH", help="Write to a file, or into a folder that is there."),
]
Template = Annotated[
    Path | None,
    typer.Option("--template", metavar="FILE", help="A template of your own: start from a copy of ours."),
]
Style = Annotated[
    Path | None,
    typer.Option(
        "--style", metavar="FILE", help="Take the looks from this .docx (Word), .css (HTML) or .typ (PDF)."
    ),
]


@app.callback()
def report() -> None:
    """Write a report on sites.

    Example: iomassess report baseline lancashire -o lancashire.md
    """


@app.command()
def baseline(
    site: Site,
    framework: Frameworks = None,
    format_: As = None,
    output: Output = None,
    template: Template = None,
    style: Style = None,
) -> None:
    """Write the baseline report: where a site stands, and what the sources leave open.

    Example: iomassess report baseline lancashire -o lancashire.docx
    """
    _write("baseline", [site], framework, Written(format_, output, template, style))


@app.command()
def gap(
    site: Site,
    target: Annotated[
        str,
        typer.Option("--target", metavar="LEVEL", help="A level, 0 to 4, or `framework`: its own targets."),
    ] = "framework",
    framework: Frameworks = None,
    format_: As = None,
    output: Output = None,
    template: Template = None,
    style: Style = None,
) -> None:
    """Write the gap report: what to change to reach the target, and what to find out.

    Example: iomassess report gap lancashire --target 3 -o lancashire-gap.pdf
    """
    from iomassess.problems import refused

    if target not in ("framework", "0", "1", "2", "3", "4"):
        raise refused(f"--target {target}", "is a level from 0 to 4, or `framework`")
    level = None if target == "framework" else int(target)
    _write("gap", [site], framework, Written(format_, output, template, style), target=level)


@app.command()
def comparison(
    sites: Sites,
    framework: Frameworks = None,
    format_: As = None,
    output: Output = None,
    template: Template = None,
    style: Style = None,
) -> None:
    """Write the comparison report: sites side by side, and what the study's findings make of them.

    Example: iomassess report comparison lancashire london -o comparison.html
    """
    _write("comparison", sites, framework, Written(format_, output, template, style))


@app.command()
def progress(
    before: Annotated[
        str, typer.Argument(metavar="BEFORE", help="The earlier wave: a site file or a saved assessment.")
    ],
    after: Annotated[str, typer.Argument(metavar="AFTER", help="The later wave of the same site.")],
    framework: Frameworks = None,
    site: Annotated[
        list[str] | None,
        typer.Option("--site", metavar="FILE", help="Where the site file of a saved assessment is."),
    ] = None,
    format_: As = None,
    output: Output = None,
    template: Template = None,
    style: Style = None,
) -> None:
    """Write the progress report: what changed between two waves, and what only became known.

    Example: iomassess report progress baseline.json millbrook-2026.yaml -o progress.docx
    """
    from iomassess.cli.waves import load_waves
    from iomassess.reports import progress_report

    written = Written(format_, output, template, style)
    written.refuse_terminal("progress")
    pair = load_waves(before, after, framework, site or ())
    document = progress_report(
        pair, template=template, pictures=written.pictures, sheets=written.name == Format.XLSX
    )
    _put(document, f"{pair.after.site.id}-progress", written)


class Written(NamedTuple):
    """How and where a report is to be written."""

    format: Format | None
    output: Path | None
    template: Path | None
    style: Path | None

    @property
    def name(self) -> str:
        """The format: the one asked for, else the one that the file's ending names, else Markdown."""
        ending = self.output.suffix.removeprefix(".") if self.output and not self.output.is_dir() else ""
        return self.format or (ending if ending in list(Format) else Format.MARKDOWN)

    @property
    def pictures(self) -> bool:
        """Whether there is a place for pictures."""
        return self.name != Format.XLSX and (self.output is not None or self.name != Format.MARKDOWN)

    def refuse_terminal(self, kind: str) -> None:
        """Refuse what no terminal can show. Raises InvalidSource."""
        from iomassess.problems import refused

        if self.output is None and self.name not in (Format.MARKDOWN, Format.HTML):
            what = f"is not for a terminal: name a file, such as -o {kind}.{self.name}"
            raise refused(f"--format {self.name}", what)


def _write(
    kind: str,
    names: Sequence[str],
    framework: Sequence[str] | None,
    written: Written,
    target: int | None = None,
) -> None:
    from iomassess.cli.loading import assess_all, load_frameworks
    from iomassess.reports import report

    written.refuse_terminal(kind)
    loaded = assess_all(names, load_frameworks(framework), chosen=bool(framework))
    document = report(
        kind,
        loaded.assessments,
        target=target,
        findings=_findings(loaded.facts) if kind == "comparison" else None,
        template=written.template,
        pictures=written.pictures,
        sheets=written.name == Format.XLSX,
    )
    _put(document, "-".join([*(one.site.id for one in loaded.assessments), kind]), written)


def _put(document: "Document", stem: str, written: Written) -> None:
    """Write a document to where it is to go; in a folder it is named by the stem."""
    from iomassess.formats import write
    from iomassess.output import emit, save

    output = written.output
    if output is not None and not output.is_dir():
        stem = output.stem
    files = write(document, written.name, stem, written.style)
    if output is None:
        emit(files[-1].content.decode(), None)
    elif output.is_dir():
        save(files, output)
    else:
        save((*files[:-1], files[-1]._replace(name=output.name)), output.parent)


def _findings(facts: Sequence["Facts"]) -> "Findings | None":
    """The study's findings at sites whose files are at hand; saved assessments do not hold the facts."""
    from iomassess import places
    from iomassess.findings.evaluating import find, load_findings

    return find(load_findings(places.bundled("frameworks") / "findings"), facts) if facts else None
