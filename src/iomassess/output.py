"""Where results go: to standard output, or whole into a file."""

import os
import sys
from pathlib import Path

from iomassess.problems import InvalidSource, Problem


def emit(text: str, output: Path | None) -> None:
    """Write text to standard output, or to a file that is replaced only once all is written.

    Raises InvalidSource when the file cannot be written.
    """
    if output is None:
        sys.stdout.write(text)
        return
    try:
        _replace(output, text.encode())
    except OSError as error:
        what = f"cannot be written: {error.strerror}"
        raise InvalidSource([Problem(str(output), 0, 0, "", what)]) from None


def _replace(path: Path, content: bytes) -> None:
    import tempfile  # brings half of the standard library; most runs only print

    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            os.chmod(draft, path.stat().st_mode & 0o777)
        else:
            mask = os.umask(0)
            os.umask(mask)
            os.chmod(draft, 0o666 & ~mask)
        os.replace(draft, path)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
