"""Where results go: to standard output, or whole into a file."""

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from iomassess.problems import refused

if TYPE_CHECKING:
    from iomassess.documents import File


def emit(text: str, output: Path | None) -> None:
    """Write text to standard output, or to a file that is replaced only once all is written.

    Raises InvalidSource when the file cannot be written.
    """
    if output is None:
        if sys.stdout is None:
            raise refused("standard output", "is closed")
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    _written(output, text.encode())


def save(files: "Iterable[File]", folder: Path) -> None:
    """Write files into a folder, each whole; what the last one speaks of is there before it is.

    Raises InvalidSource when one cannot be written.
    """
    for one in files:
        _written(folder / one.name, one.content)


def _written(path: Path, content: bytes) -> None:
    try:
        _replace(path, content)
    except OSError as error:
        raise refused(str(path), f"cannot be written: {error.strerror}") from None


def _replace(path: Path, content: bytes) -> None:
    import tempfile  # brings half of the standard library; most runs only print

    if path.exists() and not path.is_file() and not path.is_dir():
        path.write_bytes(content)  # a device or a pipe is written to, not replaced
        return
    path = Path(os.path.realpath(path))  # a link goes on pointing at its file
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".iomassess.")
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_mask())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def _mask() -> int:
    """The permissions that new files go without."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
