"""Writing an edited file back: whole, with its byte-order mark, and only over what was read."""

from pathlib import Path

from iomassess.output import emit
from iomassess.problems import refused
from iomassess.source import Source

_MARK = "\ufeff"


def rewrite(path: Path, before: Source, after: Source) -> None:
    """Replace a file by its edited text. Raises InvalidSource when it is no longer what was read."""
    try:
        now = path.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        now = ""
    mark = _MARK if now.startswith(_MARK) else ""
    if now != f"{mark}{before.text}":
        raise refused(before.name, "was changed while it was being edited: nothing is written")
    emit(f"{mark}{after.text}", path)
