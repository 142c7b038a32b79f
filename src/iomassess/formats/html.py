"""HTML: one file that stands alone, is read without a script, and prints."""

import re
from pathlib import Path

from markupsafe import Markup

from iomassess import __version__
from iomassess.documents import LARGEST_STYLE, Document, File
from iomassess.formats._elements import Page
from iomassess.intake import content
from iomassess.places import bundled
from iomassess.problems import refused


def write(document: Document, stem: str, style: Path | None = None) -> tuple[File, ...]:
    """The report as one page; `style` is a style sheet of the user's own, which comes after ours.

    Raises InvalidSource where the style sheet cannot be read, or a picture does more than draw.
    """
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(bundled("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    styles = [(bundled("templates") / "page.css").read_text(encoding="utf-8"), *_own(style)]
    text = environment.get_template("page.html").render(
        document=document,
        page=Page(document),
        styles=[Markup(one) for one in styles],  # noqa: S704  nothing in them ends a style sheet
        version=__version__,
    )
    return (File(f"{stem}.html", text.encode()),)


def _own(style: Path | None) -> list[str]:
    """A style sheet of the user's own, if there is one. Raises InvalidSource."""
    if style is None:
        return []
    try:
        text = content(style, str(style), LARGEST_STYLE).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise refused(str(style), "is not a style sheet: it is not UTF-8 text") from None
    if "\0" in text or re.search("</style", text, re.IGNORECASE):
        raise refused(str(style), "is not a style sheet: it holds `</style` or a null character")
    return [f"{text.rstrip()}\n"]
