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
    emit_all([text], output)


def emit_all(pieces: Iterable[str], output: Path | None) -> None:
    """Write text piece by piece, as `emit` does with a whole one. Raises InvalidSource."""
    if output is not None:
        write_all(output, (piece.encode() for piece in pieces))
        return
    if sys.stdout is None:
        raise refused("standard output", "is closed")
    for piece in pieces:
        sys.stdout.write(piece)
        sys.stdout.flush()


def save(files: "Iterable[File]", folder: Path) -> None:
    """Write files into a folder, each whole; what the last one speaks of is there before it is.

    Raises InvalidSource when one cannot be written.
    """
    for one in files:
        write_all(folder / one.name, [one.content])


def write_all(path: Path, content: Iterable[bytes]) -> None:
    """Write a file piece by piece, and replace the old one only once all is written. Raises InvalidSource."""
    try:
        _replace(path, content)
    except OSError as error:
        raise refused(str(path), f"cannot be written: {error.strerror}") from None


def _replace(path: Path, content: Iterable[bytes]) -> None:
    if path.exists() and not path.is_file() and not path.is_dir():
        with path.open("wb") as file:
            file.writelines(content)  # a device or a pipe is written to, not replaced
        return
    path = Path(os.path.realpath(path))  # a link goes on pointing at its file
    draft = path.parent / f".{unused()}"
    try:
        with open(draft, "xb", opener=_private) as file:  # named first: whatever ends this finds it
            file.writelines(content)
            file.flush()
            os.fsync(file.fileno())
        draft.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_mask())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def unused() -> str:
    """A name for something passing, which nothing else has."""
    return f"iomassess.{os.urandom(8).hex()}"


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _mask() -> int:
    """The permissions that new files go without."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
