"""Text that Markdown shows as it is, whatever it holds."""

import re

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&])")
_MARKER = re.compile(r"^([#=]|[+-](?=[\s+-]|$))")
_NUMBERED = re.compile(r"^(\d+)([.)])(?=\s|$)")


def escape(text: str) -> str:
    """Escape text so that Markdown shows it as it is, on one line."""
    one_line = re.sub(r"\s+", " ", text)
    marked = _MARKER.sub(r"\\\1", _SPECIAL.sub(r"\\\1", one_line))
    return _NUMBERED.sub(r"\1\\\2", marked)
