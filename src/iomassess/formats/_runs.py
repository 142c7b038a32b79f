"""A line of Markdown as runs of text, each of one look: what formats without nested marks are made of."""

import re
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import category, normalize

from markdown_it.tree import SyntaxTreeNode

from iomassess.documents import Document, Picture


class Run(NamedTuple):
    """Text of one look; a line break is a run of its own, and its text is a line feed."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    link: str = ""
    """The address that it leads to: http, https or mailto, and nothing else."""


def runs(line: SyntaxTreeNode) -> list[Run]:
    """What stands in a heading, a paragraph or a cell of a table, in order.

    A picture within a line is told by its title.
    """
    found: list[Run] = []
    for one in _walked(line, Run("")):
        if found and one.text != "\n" and found[-1].text != "\n" and one[1:] == found[-1][1:]:
            found[-1] = one._replace(text=found[-1].text + one.text)
        elif one.text:
            found.append(one)
    return found


def plain(line: SyntaxTreeNode) -> str:
    """The text of a line without its looks."""
    return "".join(one.text for one in runs(line)).replace("\n", " ")


def figure(paragraph: SyntaxTreeNode, document: Document) -> Picture | None:
    """The picture of a paragraph that holds one and nothing else."""
    inside = paragraph.children[0].children
    if len(inside) != 1 or inside[0].type != "image":
        return None
    return document.picture(str(inside[0].attrs["src"]))


def shown(text: str) -> str:
    """Text without what no page shows: control characters, soft hyphens, marks that turn round what follows.

    Letters that run from right to left keep their direction without such marks. A letter and its accent
    become one, since that is the form that fonts have.
    """
    seen = "".join(sign for sign in re.sub(r"[\t\n\r\u2028\u2029]", " ", text) if not _unseen(sign))
    return normalize("NFC", seen)


_UNSEEN = frozenset("\u00ad\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def _unseen(sign: str) -> bool:
    return sign in _UNSEEN or category(sign) in ("Cc", "Cs") or ord(sign) & 0xFFFE == 0xFFFE


def _walked(node: SyntaxTreeNode, look: Run) -> Iterator[Run]:
    if node.type in ("text", "text_special"):
        yield look._replace(text=shown(node.content))
    elif node.type == "code_inline":
        yield look._replace(text=shown(node.content), code=True)
    elif node.type == "softbreak":
        yield look._replace(text=" ")
    elif node.type == "hardbreak":
        yield look._replace(text="\n")
    else:
        if node.type == "strong":
            look = look._replace(strong=True)
        elif node.type == "em":
            look = look._replace(emphasis=True)
        elif node.type == "link":
            look = look._replace(link=_address(str(node.attrs["href"])))
        for child in node.children:
            yield from _walked(child, look)


def _address(target: str) -> str:
    return shown(target) if re.match(r"(https?|mailto):", target, re.IGNORECASE) else ""
