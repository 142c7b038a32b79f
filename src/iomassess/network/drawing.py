"""A network as a picture or a table for other programs: Mermaid, DOT and CSV."""

import io
from collections.abc import Iterable, Iterator, Mapping

from iomassess.results import Network, NetworkAgency, NetworkGroup, Tie

COLUMNS = (
    "site",
    "wave",
    "as_of",
    "kind",
    "from",
    "from_name",
    "to",
    "to_name",
    "status",
    "in_place",
    "attends",
    "hears_from_project",
    "reports_back",
    "active",
    "line",
    "evidence",
    "disputed",
)
MUTUAL = ("seat", "joint-working", "information-sharing-agreement")
"""Ties that point neither way."""

_SECTORS = {
    "third": "Third Sector agencies",
    "statutory": "Statutory agencies",
    "private": "Private agencies",
    None: "Agencies whose sector is not settled",
}
_LEVELS = {
    "service-delivery": "Service delivery",
    "operational-management": "Operational management",
    "strategic-oversight": "Strategic oversight, tier not settled",
    "local": "Strategic oversight, local",
    "pioneer-site": "Strategic oversight, pioneer site",
    "countywide": "Strategic oversight, countywide",
    None: "Groups whose level is not settled",
}


def clusters(network: Network) -> Iterator[tuple[str, str, list[NetworkAgency | NetworkGroup]]]:
    """The nodes by level or tier, from the top down, then by sector: an id, a title and the nodes."""
    for level, name in reversed(_LEVELS.items()):
        groups = [one for one in network.groups if (one.tier or one.level) == level]
        if groups:
            yield f"level_{_plain(level)}", name, [*groups]
    for sector, name in _SECTORS.items():
        agencies = [one for one in network.agencies if one.sector == sector]
        if agencies:
            yield f"sector_{_plain(sector)}", name, [*agencies]


def _plain(value: str | None) -> str:
    return (value or "not_settled").replace("-", "_")


def _words(value: str) -> str:
    return value.replace("-", " ")


def _label(tie: Tie) -> str:
    """What stands on a line: nothing on a seat in place, which is what a plain line means."""
    told = [] if tie.kind == "seat" else [_words(tie.kind)]
    return ", ".join([*told, *([] if tie.in_place else [_words(tie.status)])])


# -- Mermaid


def to_mermaid(network: Network) -> str:
    """A flowchart with a subgraph for each level and sector; what is not in place is dashed."""
    lines = ["flowchart TB"]
    for key, name, nodes in clusters(network):
        lines.append(f'  subgraph {key}["{escape_mermaid(name)}"]')
        lines += [f"    {_mermaid_node(one)}" for one in nodes]
        lines.append("  end")
    ids = _mermaid_ids(network)
    lines += [f"  {_mermaid_tie(one, ids)}" for one in network.ties]
    lines.append("  classDef third stroke-width:3px")
    lines.append("  classDef apart stroke-dasharray:4")
    return "\n".join(lines) + "\n"


def _mermaid_ids(network: Network) -> dict[str, str]:
    """Ids that Mermaid takes for no word of its own, such as `end`."""
    return {one.id: _mermaid_id(one) for one in network.nodes}


def _mermaid_id(node: NetworkAgency | NetworkGroup) -> str:
    kind = "group" if isinstance(node, NetworkGroup) else "agency"
    return f"{kind}_{node.id.replace('-', '_')}"


def _mermaid_node(node: NetworkAgency | NetworkGroup) -> str:
    text = f'"{escape_mermaid(_titled(node))}"'
    if isinstance(node, NetworkGroup):
        return f"{_mermaid_id(node)}[{text}]{'' if node.status == 'in-place' else ':::apart'}"
    return f"{_mermaid_id(node)}({text}){':::third' if node.sector == 'third' else ''}"


def _titled(node: NetworkAgency | NetworkGroup) -> str:
    """A name, and what must be told with it."""
    if isinstance(node, NetworkGroup):
        return node.name if node.status == "in-place" else f"{node.name}: {_words(node.status)}"
    return f"{node.name}: {_words(node.role)}" if node.role and node.role != "none" else node.name


def _mermaid_tie(tie: Tie, ids: Mapping[str, str]) -> str:
    line = "---" if tie.kind in MUTUAL else "-->"
    if not tie.in_place:
        line = "-.-" if tie.kind in MUTUAL else "-.->"
    label = escape_mermaid(_label(tie))
    line += f'|"{label}"|' if label else ""
    return f"{ids[tie.source]} {line} {ids[tie.target]}"


def escape_mermaid(text: str) -> str:
    """Text for a quoted label: letters, digits, spaces, commas and inner hyphens; all else by number.

    A name may hold what Mermaid reads as markup, a comment, a list, a link or the end of the label.
    """
    text = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return "".join(
        sign if sign.isalnum() or sign in " ," or (sign == "-" and index) else f"#{ord(sign)};"
        for index, sign in enumerate(text)
    )


# -- DOT


def to_dot(network: Network) -> str:
    """A graph for Graphviz, with a cluster for each level and sector; what is not in place is dashed."""
    lines = [f"digraph {_quoted(network.site.id)} {{", "  rankdir=BT;", "  node [shape=box];"]
    for key, name, nodes in clusters(network):
        lines += [f"  subgraph {_quoted(f'cluster_{key}')} {{", f"    label={_quoted(name)};"]
        lines += [f"    {_quoted(one.id)} [{_dot_looks(one)}];" for one in nodes]
        lines.append("  }")
    lines += [f"  {_quoted(one.source)} -> {_quoted(one.target)} [{_dot_line(one)}];" for one in network.ties]
    return "\n".join([*lines, "}"]) + "\n"


def _dot_looks(node: NetworkAgency | NetworkGroup) -> str:
    looks = [f"label={_quoted(_titled(node))}"]
    if isinstance(node, NetworkGroup):
        looks += [] if node.status == "in-place" else ["style=dashed"]
    else:
        looks += ["shape=ellipse", *(["penwidth=3"] if node.sector == "third" else [])]
    return ", ".join(looks)


def _dot_line(tie: Tie) -> str:
    looks = [f"style={'solid' if tie.in_place else 'dashed'}"]
    label = _label(tie)
    looks += [f"label={_quoted(label)}"] if label else []
    looks += ["dir=none"] if tie.kind in MUTUAL else []
    return ", ".join(looks)


def _quoted(text: str) -> str:
    """Text between quotes, with what Graphviz reads as an escape or an entity told literally."""
    text = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    for sign, written in (("\\", "\\\\"), ('"', '\\"'), ("&", "&amp;")):
        text = text.replace(sign, written)
    return f'"{text}"'


# -- CSV


def to_csv(network: Network) -> str:
    """Every tie as a row, under a header."""
    import csv

    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(_rows(network))
    return text.getvalue()


def _rows(network: Network) -> Iterator[Iterable[object]]:
    site = network.site
    names = {one.id: one.name for one in network.nodes}
    for one in network.ties:
        flags = (one.in_place, one.attends, one.hears_from_project, one.reports_back, one.active)
        yield (
            *(site.id, site.wave, site.as_of),
            *(one.kind, one.source, names[one.source], one.target, names[one.target], one.status),
            *("" if flag is None else str(flag).lower() for flag in flags),
            *(one.line, "; ".join(one.evidence), "; ".join(one.disputed)),
        )
