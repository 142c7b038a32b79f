"""Reports: one Jinja2 template each, over assessments alone; all prose is in the templates."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any

from markupsafe import Markup

from iomassess import __version__, phrases
from iomassess.comparison import contrasts
from iomassess.comparison.comparing import compare
from iomassess.documents import Document, Picture, Sheet
from iomassess.gaps import gaps
from iomassess.markdown import escape, unescape
from iomassess.progress import strides
from iomassess.progress.changes import Pair, progress
from iomassess.results import Assessment, Findings
from iomassess.templating import Wording, rendered, rendered_own
from iomassess.unknowns.ranking import Unknowns, asking_order


def report(
    kind: str,
    assessments: Sequence[Assessment],
    *,
    target: int | None = None,
    findings: Findings | None = None,
    unknowns: Unknowns | None = None,
    template: Path | None = None,
    pictures: bool = True,
    sheets: bool = False,
) -> Document:
    """Render a report on sites, by the bundled template of its kind or another file.

    Whatever a template prints is escaped, so that text from a site file is only ever text. Gaps go to
    `target` (0-4), or to the frameworks' own targets. Raises InvalidSource where the sites cannot be
    compared, or the template cannot be read or rendered.
    """
    compared = compare(assessments) if len(assessments) > 1 or kind == "comparison" else None
    first = assessments[0] if assessments else None
    short = gaps(first, target) if first else None
    told = {
        "comparison": compared,
        "named": contrasts.names_of(compared) if compared else {},
        "certain": contrasts.certain,
        "more_evidenced": contrasts.more_evidenced,
        "dominating": contrasts.dominating,
        "gaps": short,
        "target": target,
        "findings": findings,
        "unknowns": unknowns,
        "most_telling": partial(_most_telling, cache(lambda: asking_order(assessments[0], target))),
    }
    lacking = short if kind == "gap" else None
    tabled = {"gaps": lacking, "target": target, "comparison": compared, "findings": findings}
    return _document(kind, assessments, first, told, template, pictures, tabled if sheets else None)


def page(kind: str, context: Mapping[str, Any]) -> str:
    """Render something other than a report on sites, by the bundled template of its kind."""
    return _rendered(kind, None, context)


def progress_report(
    pair: Pair, *, template: Path | None = None, pictures: bool = True, sheets: bool = False
) -> Document:
    """Render the report on what changed at a site between two waves.

    Raises InvalidSource for two sites, the later wave first, or a template that cannot be rendered.
    """
    found = progress(pair)
    waves = (pair.before, pair.after)
    told = {
        "progress": found,
        "titled": [one.site._replace(name=f"{one.site.name}, {one.site.wave}") for one in waves],
        "told": strides.told,
        "level": strides.level,
        "courses": strides.COURSES,
    }
    tabled = {"progress": found} if sheets else None
    return _document("progress", waves, pair.after, told, template, pictures, tabled)


def _document(
    kind: str,
    assessments: Sequence[Assessment],
    first: Assessment | None,
    told: Mapping[str, Any],
    template: Path | None,
    pictures: bool,
    tabled: Mapping[str, Any] | None,
) -> Document:
    """Render a template with what every report tells and what its kind does; `tabled` goes into sheets."""
    album = Album() if pictures else None
    context = {
        "assessments": assessments,
        "assessment": first,
        "site": first.site if first else None,
        "background": first.background if first else None,
        "version": __version__,
        "number": phrases.number,
        "used": lambda text: _used(assessments, text),
        "picture": album.show if album else lambda *_: "",
        **told,
    }
    text = _rendered(kind, template, context, album.drawn if album else None)
    tables: tuple[Sheet, ...] = ()
    if tabled is not None:
        from iomassess.sheets import sheets  # only one format holds data

        tables = sheets(assessments, **tabled)
    return Document(*_heading(text), text, tuple(album.drawn.values()) if album else (), tables)


class Album:
    """The pictures that a template asks for, drawn when it does."""

    def __init__(self) -> None:
        self.drawn: dict[str, Picture] = {}

    def show(self, name: str, *about: Any) -> Markup:
        """Draw a picture of something and show it here."""
        from iomassess.pictures import draw  # most runs print Markdown, without pictures

        picture = draw(name, *about)
        self.drawn[picture.name] = picture
        return Markup(f"![{escape(picture.title)}]({picture.name}.svg)\n")  # noqa: S704  escaped


def _rendered(
    kind: str, template: Path | None, context: Mapping[str, Any], kept: dict[str, Picture] | None = None
) -> str:
    """Render a template; one of the user's own puts the pictures that it asks for into `kept`."""
    wording = Wording(context, _FILTERS, _escaped)
    if template is None:
        text = rendered(f"{kind}.md", wording)
    else:
        text = rendered_own(template, wording, {} if kept is None else kept)
    return re.sub(r"\n{3,}", "\n\n", text).lstrip("\n")


def _escaped(value: Any) -> Any:
    """Text as Markdown shows it; what is marked up already stays as it is."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return Markup(escape(value))  # noqa: S704  escaped
    return value


def _cited(evidence: Iterable[str]) -> Markup:
    """Sources in brackets, or nothing."""
    listed = phrases.citations(evidence)
    return Markup(f"\\[{escape(listed)}\\]" if listed else "")  # noqa: S704  escaped


def _used(assessments: Sequence[Assessment], text: str) -> list[tuple[str, str]]:
    """The acronyms in a text that the sources explain, in order."""
    known: dict[str, str] = {}
    for one in assessments:
        for framework in one.frameworks:
            known |= dict(framework.acronyms)
        known |= dict(one.background.acronyms) if one.background else {}
    words = set(re.findall(r"\b[\w&]+\b", text))
    return sorted((short, long) for short, long in known.items() if {short, f"{short}s"} & words)


def _most_telling(order: Callable[[], Callable[[str], int]], questions: Iterable[str]) -> list[str]:
    """Questions in the order of what their answers would narrow."""
    return sorted(questions, key=order())


def _linked(address: str) -> Markup:
    """A web address as a link, and anything else as text."""
    if re.fullmatch(r"https?://[^\s<>()\\]+", address):
        return Markup(f"[{escape(address)}](<{address}>)")  # noqa: S704  nothing in it ends a link
    return Markup(escape(address))  # noqa: S704  escaped


_FILTERS: Mapping[str, Callable[..., Any]] = {
    "cited": _cited,
    "linked": _linked,
    "sections": phrases.sections,
    "levels": phrases.levels,
    "graded": phrases.graded,
    "bar": lambda one: phrases.bar(one.evidenced or 0, one.possible or 0),
    "joined": phrases.joined,
    "dated": phrases.dated,
    "flag": phrases.flag,
    "counted": phrases.counted,
    "pounds": phrases.pounds,
    "whole": phrases.whole,
}


def _heading(text: str) -> tuple[str, str]:
    """The first heading and the first paragraph, as plain text."""
    head, _, rest = text.partition("\n")
    first = rest.strip().partition("\n\n")[0]
    return unescape(head.removeprefix("# ")), unescape(" ".join(first.split()))
