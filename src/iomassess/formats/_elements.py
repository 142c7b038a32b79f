"""A document as the elements of a page: text is escaped, and nothing else comes from outside."""

import re
from collections.abc import Sequence
from itertools import count, pairwise
from typing import NamedTuple

from markdown_it.tree import SyntaxTreeNode
from markupsafe import Markup, escape

from iomassess.documents import Document
from iomassess.formats._blocks import blocks
from iomassess.formats._inline_svg import inline


class Entry(NamedTuple):
    """A line of the contents, and those below it."""

    anchor: str
    title: str
    below: list["Entry"]


class Page:
    """The parts of a page: its heading, what opens it, its contents (h2 and h3) and its body."""

    def __init__(self, document: Document) -> None:
        """Write the parts. Raises InvalidSource where a picture does more than draw."""
        self.contents: list[Entry] = []
        writer = _Writer(document, self.contents)
        tree = list(blocks(document).children)
        self.heading = escape(document.title)
        if tree and tree[0].tag == "h1":
            self.heading = writer.inside(tree.pop(0))
        opening = []
        while tree and tree[0].type == "paragraph" and not _alone(tree[0], "image"):
            opening.append(writer.shown(tree.pop(0)))
        self.opening = _LINES.join(opening)
        self.body = _LINES.join(map(writer.shown, tree))


_LINES = Markup("\n")
_DRAWN = frozenset("█▓▒░·")
_LONG = re.compile(r"\S{20}(?=[\w!-~])")
_MANY = 6
"""Columns beyond which a table is printed smaller."""
_LONGEST_NAME = 80
"""Characters that the name of a row may have."""
_LONGEST = 60
"""Characters of a heading that go into its anchor or name a region."""


class _Writer:
    """What each kind of node becomes; a method has the kind's own name."""

    def __init__(self, document: Document, contents: list[Entry]) -> None:
        self._document = document
        self._contents = contents
        self._anchors = {"contents", "report"}
        self._labels: set[str] = set()
        self._topic = document.title

    def shown(self, node: SyntaxTreeNode) -> Markup:
        """A node as elements; of a kind that a report does not have, the text."""
        written: Markup = getattr(self, node.type, self.inside)(node)
        return written

    def inside(self, node: SyntaxTreeNode) -> Markup:
        """What is in a node, or its text."""
        return Markup().join(map(self.shown, node.children)) if node.children else _breakable(node.content)

    # -- blocks

    def heading(self, node: SyntaxTreeNode) -> Markup:
        self._topic = _plain(node)
        anchor = self._anchor(self._topic)
        entry = Entry(anchor, self._topic, [])
        if node.tag == "h2":
            self._contents.append(entry)
        elif node.tag == "h3" and self._contents:
            self._contents[-1].below.append(entry)
        return Markup('<{0} id="{1}">{2}</{0}>').format(node.tag, anchor, self.inside(node))

    def paragraph(self, node: SyntaxTreeNode) -> Markup:
        if _alone(node, "image"):
            return self._figure(next(one for one in node.walk() if one.type == "image"))
        if _alone(node, "strong"):
            self._topic = _plain(node)
        if node.hidden:  # an item of a list whose items stand close
            return self.inside(node)
        return Markup("<p>{}</p>").format(self.inside(node))

    def _figure(self, node: SyntaxTreeNode) -> Markup:
        picture = self._document.picture(str(node.attrs["src"]))
        if picture is None:
            return Markup("<p>{}</p>").format(node.content)
        return Markup(
            '<figure>\n<div class="wide" role="region" aria-label="{}" tabindex="0">\n{}\n</div>\n'
            "<figcaption>{}</figcaption>\n</figure>"
        ).format(self._label(picture.title), self.image(node), picture.title)

    def bullet_list(self, node: SyntaxTreeNode) -> Markup:
        return Markup("<ul>\n{}\n</ul>").format(_LINES.join(map(self.shown, node.children)))

    def ordered_list(self, node: SyntaxTreeNode) -> Markup:
        first = Markup(' start="{}"').format(node.attrs["start"]) if "start" in node.attrs else ""
        return Markup("<ol{}>\n{}\n</ol>").format(first, _LINES.join(map(self.shown, node.children)))

    def list_item(self, node: SyntaxTreeNode) -> Markup:
        return Markup("<li>{}</li>").format(_LINES.join(map(self.shown, node.children)))

    def blockquote(self, node: SyntaxTreeNode) -> Markup:
        return Markup("<blockquote>\n{}\n</blockquote>").format(_LINES.join(map(self.shown, node.children)))

    def code_block(self, node: SyntaxTreeNode) -> Markup:
        return Markup('<pre tabindex="0"><code>{}</code></pre>').format(node.content)

    fence = code_block

    def hr(self, _: SyntaxTreeNode) -> Markup:
        return Markup("<hr>")

    # -- tables

    def table(self, node: SyntaxTreeNode) -> Markup:
        heads, *rows = [row.children for part in node.children for row in part.children]
        first = "row" if len(heads) > 1 and _are_names([_plain(row[0]) for row in rows]) else ""
        lines = [self._row(heads, ["col" if _plain(one) else "" for one in heads])]
        lines += [self._row(row, [first, *[""] * (len(row) - 1)]) for row in rows]
        return Markup(
            '<div class="wide" role="region" aria-label="{}" tabindex="0">\n<table{}>\n'
            "<thead>\n{}\n</thead>\n<tbody>\n{}\n</tbody>\n</table>\n</div>"
        ).format(
            self._label(self._topic),
            Markup(' class="many"') if len(heads) > _MANY else "",
            lines[0],
            _LINES.join(lines[1:]),
        )

    def _row(self, cells: Sequence[SyntaxTreeNode], scopes: Sequence[str]) -> Markup:
        shown = [_cell(one, self.inside(one), scope) for one, scope in zip(cells, scopes, strict=True)]
        return Markup("<tr>\n{}\n</tr>").format(_LINES.join(shown))

    # -- inside lines

    def strong(self, node: SyntaxTreeNode) -> Markup:
        return Markup("<strong>{}</strong>").format(self.inside(node))

    def em(self, node: SyntaxTreeNode) -> Markup:
        return Markup("<em>{}</em>").format(self.inside(node))

    def code_inline(self, node: SyntaxTreeNode) -> Markup:
        if _DRAWN.issuperset(node.content):  # a bar says nothing aloud; the level stands beside it
            return Markup('<code class="bar" aria-hidden="true">{}</code>').format(node.content)
        return Markup("<code>{}</code>").format(_breakable(node.content))

    def link(self, node: SyntaxTreeNode) -> Markup:
        address, said = str(node.attrs["href"]), self.inside(node)
        if not re.match("https?://|mailto:|#", address, re.IGNORECASE):
            return said
        told = Markup() if address in _plain(node) or address[0] == "#" else Markup(' class="told"')
        return Markup('<a href="{}"{}>{}</a>').format(address, told, said)

    def image(self, node: SyntaxTreeNode) -> Markup:
        picture = self._document.picture(str(node.attrs["src"]))
        return escape(node.content) if picture is None else inline(picture, self._anchor(picture.name))

    def softbreak(self, _: SyntaxTreeNode) -> Markup:
        return _LINES

    def hardbreak(self, _: SyntaxTreeNode) -> Markup:
        return Markup("<br>\n")

    # -- names

    def _anchor(self, text: str) -> str:
        """A name for a place on the page, from what it is about."""
        words = "-".join(re.findall(r"\w+", text.casefold()))[:_LONGEST].strip("-_")
        return _unlike(words or "section", "-", self._anchors)

    def _label(self, text: str) -> str:
        """A name for a region of the page, for those who go from one to the next by ear."""
        return _unlike(text[:_LONGEST].strip() or "Table", " ", self._labels)


def _cell(node: SyntaxTreeNode, inside: Markup, scope: str) -> Markup:
    aside = re.search("text-align:(right|center)", str(node.attrs.get("style", "")))
    looks = Markup(' class="{}"').format(aside[1]) if aside else Markup()
    if not scope:
        return Markup("<td{}>{}</td>").format(looks, inside)
    return Markup('<th scope="{}"{}>{}</th>').format(scope, looks, inside)


def _breakable(text: str) -> Markup:
    """Text with places in its very long words where a line may end, so that no column is wider than they."""
    ends = [one.end() for one in _LONG.finditer(text)]
    return Markup("<wbr>").join(text[start:end] for start, end in pairwise([0, *ends, len(text)]))


def _are_names(firsts: Sequence[str]) -> bool:
    """Whether what stands first in each row tells it from the others, in few words.

    Who goes through a table by ear hears the head of the row before each cell.
    """
    return len({one for one in firsts if 0 < len(one) <= _LONGEST_NAME}) == len(firsts)


def _alone(paragraph: SyntaxTreeNode, kind: str) -> bool:
    """Whether a paragraph is one thing of a kind and nothing else."""
    return [one.type for line in paragraph.children for one in line.children if _plain(one)] == [kind]


def _plain(node: SyntaxTreeNode) -> str:
    """What is said, without how it looks."""
    if node.type in {"softbreak", "hardbreak"}:
        return " "
    return "".join(map(_plain, node.children)).strip() if node.children else node.content


def _unlike(text: str, between: str, taken: set[str]) -> str:
    """The text, with a number after it if it is taken; from now on it is."""
    names = (text if nth == 1 else f"{text}{between}{nth}" for nth in count(1))
    found = next(name for name in names if name not in taken)
    taken.add(found)
    return found
