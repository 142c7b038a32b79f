"""The headings of a document as a tree: they begin with the first level and go down one at a time."""

from collections.abc import Mapping

from markdown_it.tree import SyntaxTreeNode


def outline(tree: SyntaxTreeNode) -> Mapping[int, int]:
    """The level of each heading, by the line on which it stands.

    A heading that skips a level is raised: PDF/UA asks for it, and programs that read aloud go by it.
    """
    levels: dict[int, int] = {}
    last = 0
    for one in tree.walk():
        if one.type == "heading":
            last = min(int(one.tag[1:]), last + 1)
            levels[line(one)] = last
    return levels


def line(heading: SyntaxTreeNode) -> int:
    """The line on which a heading stands."""
    return heading.map[0] if heading.map else 0
