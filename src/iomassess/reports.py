"""Reports: one Jinja2 template each, over assessments alone; all prose is in the templates."""

import re
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from iomassess import __version__
from iomassess.markdown import escape
from iomassess.places import bundled
from iomassess.results import Assessment


def render(kind: str, assessment: Assessment, templates: Path | None = None) -> str:
    """Render a report on one site as Markdown.

    Whatever a template prints is escaped, so that text from a site file is only ever text.
    """
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(templates or bundled("templates")),
        finalize=_escaped,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"cited": _cited, "levels": _levels, "bar": _bar, "joined": _joined}
    text = environment.get_template(f"{kind}.md").render(
        assessment=assessment,
        site=assessment.site,
        background=assessment.background,
        version=__version__,
    )
    return re.sub(r"\n{3,}", "\n\n", text)


def _escaped(value: Any) -> Any:
    return escape(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _cited(evidence: tuple[str, ...]) -> Markup:
    """Sources in brackets, or nothing."""
    return Markup(f"\\[{escape(', '.join(evidence))}\\]" if evidence else "")  # noqa: S704  escaped


def _levels(result: Any) -> str:
    """A result's levels: one number when settled, else two."""
    if result.evidenced is None:
        return "not summed up"
    if result.evidenced == result.possible:
        return str(result.evidenced)
    return f"{result.evidenced} to {result.possible}"


def _bar(result: Any) -> str:
    evidenced, possible = result.evidenced or 0, result.possible or 0
    return "█" * evidenced + "░" * (possible - evidenced) + "·" * (4 - possible)


def _joined(values: Any) -> str:
    listed = list(values)
    return " and ".join(filter(None, (", ".join(listed[:-1]), *listed[-1:])))
