"""Text that Markdown shows as it is, whatever it holds, and back."""

import re

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&])")
_MARKER = re.compile(r"^([#=]|[+-](?=[\s+-]|$))")
_NUMBERED = re.compile(r"^(\d+)([.)])(?=\s|$)")

_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of writing, and go on doing so in whatever follows them."""


def escape(text: str) -> str:
    """Escape text so that Markdown shows it as it is, on one line and in its own direction."""
    one_line = re.sub(r"\s+", " ", _TURNS.sub("", text))
    marked = _MARKER.sub(r"\\\1", _SPECIAL.sub(r"\\\1", one_line))
    return _NUMBERED.sub(r"\1\\\2", marked)


def unescape(text: str) -> str:
    """The text that Markdown shows for text with escapes and no other marks."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text)
