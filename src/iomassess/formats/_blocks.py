"""A document's Markdown as a tree: what every writer but that of Markdown itself starts from."""

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from iomassess.documents import Document


def parser() -> MarkdownIt:
    """CommonMark with tables; HTML is text, and addresses become links only where they are marked."""
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def blocks(document: Document) -> SyntaxTreeNode:
    """The document as a tree of blocks and what stands in them."""
    return SyntaxTreeNode(parser().parse(document.markdown))
