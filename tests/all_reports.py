"""Every report on the bundled sites, and a document of hostile text: what each format is tried on."""

import re
from functools import cache
from pathlib import Path

from iomassess.assess import assess
from iomassess.documents import Document, Picture
from iomassess.engine.facts import Facts
from iomassess.findings.evaluating import find, load_findings
from iomassess.framework.reading import load_framework
from iomassess.loading import load_facts
from iomassess.markdown import escape
from iomassess.places import bundled, frameworks
from iomassess.progress.changes import Pair
from iomassess.reports import progress_report, report
from iomassess.results import Assessment
from iomassess.source import read

SITES = tuple(sorted(path.stem for path in bundled("sites").glob("*.yaml")))

REPORTS = (*(f"{kind} {site}" for kind in ("baseline", "gap") for site in SITES), "comparison", "progress")
"""The kind of each report and the site that it is on; without a site, a comparison is on all of them."""


@cache
def document(name: str) -> Document:
    """One of the reports."""
    kind, *sites = name.split()
    if kind == "progress":
        return progress_report(Pair(*map(wave, (2024, 2026))))
    found = None if sites else find(load_findings(bundled("frameworks") / "findings"), [*map(facts, SITES)])
    return report(kind, [assessed(site) for site in sites or SITES], findings=found)


@cache
def wave(year: int) -> Assessment:
    """The invented site of which there are two waves."""
    path = Path(__file__).parent / "waves" / f"millbrook-{year}.yaml"
    return assess(load_facts(read(path, path.name)), [load_framework(folder) for folder in frameworks()])


@cache
def facts(site: str) -> Facts:
    return load_facts(read(bundled("sites") / f"{site}.yaml", f"{site}.yaml"))


@cache
def assessed(site: str) -> Assessment:
    return assess(facts(site), [load_framework(folder) for folder in frameworks()])


# -- what somebody may have put into a site file

HOSTILE = (
    "<script>alert(1)</script>",
    "</title></style></script></svg><script>alert(1)</script>",
    "<img src=x onerror=alert(1)> <svg onload=alert(1)>",
    "<!-- <b> --> <![CDATA[ x ]]> <!DOCTYPE html> <?php ?>",
    '" onmouseover="alert(1)" \'',
    "[link](javascript:alert(1)) <javascript:alert(1)> <https://x.invalid/>",
    "![image](https://x.invalid/x.png) ![image](levels.svg)",
    "**bold** _it_ `code` ~~struck~~ ``` # = - + 1. >",
    "a | b | c",
    "{{ 7 * 7 }} {% raw %} {# #} ${7*7} #{7*7}",
    '#set page(width: 1pt) #eval("1") @label <label> $x$ \\u{41}',
    "&lt;b&gt; &amp; &#x3c; &copy; \\<b> \\",
    "url(https://x.invalid/x.svg) javascript:alert(1) data:text/html,x",
    "W" * 400,
    "https://x.invalid/" + "long/" * 80,
    "مرحبا بالعالم שלום עולם \u202eright to left\u202c and back",
    "漢字かな交じり文 🙂 é e\u0301 ﬁ Ω",
    "tab\tand\u00a0no-break\u200bzero\u00adsoft\u2028line",
)
"""Text that some format may take for something else."""


def as_read(text: str) -> str:
    """A text as a report shows it: on one line, and without marks that turn the direction of writing."""
    return re.sub(r"\s+", " ", text.translate(dict.fromkeys((0x202E, 0x202C))))


def hostile(texts: tuple[str, ...] = HOSTILE) -> Document:
    """A document that has every construct of a report, each of them full of such text, rightly escaped."""
    escaped = [escape(text) for text in texts]
    rows = [f"| {one} | {one} | `bar` | **{one}** |" for one in escaped]
    parts = [
        f"# {escaped[0]}",
        *(f"{one}" for one in escaped),
        *(f"{'#' * (2 + nth % 3)} {one}" for nth, one in enumerate(escaped)),
        "\n".join(f"- **{one}:** {one}\n    - *{one}*" for one in escaped),
        "\n".join(f"{nth}. {one}" for nth, one in enumerate(escaped, 1)),
        "\n".join(f"> {one}  \n> {one}" for one in escaped),
        "\n".join([f"| {escaped[0]} | | Level | {escaped[-1]} |", "|---|---|--:|---|", *rows]),
        "![A picture](picture.svg)",
        "---",
        *(f"[{one}](https://example.org/{nth})" for nth, one in enumerate(escaped)),
        "\n".join(f"    {' '.join(text.split())}" for text in texts),
    ]
    return Document(texts[0], " ".join(texts), "\n\n".join(parts) + "\n", (picture(texts),))


def picture(texts: tuple[str, ...]) -> Picture:
    """A picture with every text on a line of its own."""
    from markupsafe import escape as escape_xml

    lines = "".join(
        f'<text x="4" y="{20 * nth}" fill="#000000">{escape_xml(text)}</text>'
        for nth, text in enumerate(texts, 1)
    )
    height = 20 * (len(texts) + 1)
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 {height}" width="600" height="{height}">'
        f'<title id="picture-title">x</title><rect id="picture-ground" width="600" height="{height}" '
        f'fill="#ffffff"/>{lines}</svg>'
    )
    return Picture("picture", texts[0], " ".join(texts), svg, 600, height)
