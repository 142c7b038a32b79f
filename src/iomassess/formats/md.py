"""Markdown: the report as it was rendered, with its pictures as files beside it."""

from pathlib import Path

from iomassess.documents import Document, File
from iomassess.problems import refused


def write(document: Document, stem: str, style: Path | None = None) -> tuple[File, ...]:
    """The pictures, then the report, which shows them by their names."""
    if style is not None:
        raise refused("--style", "Markdown has no looks of its own to take from a document")
    files = [File(f"{stem}-{one.name}.svg", one.svg.encode()) for one in document.pictures]
    text = document.markdown
    for one in document.pictures:
        text = text.replace(f"]({one.name}.svg)", f"]({stem}-{one.name}.svg)")
    return (*files, File(f"{stem}.md", text.encode()))
