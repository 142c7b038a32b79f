"""Files as bytes: regular files alone, so that nothing is waited for, and never more than a bound of one."""

from errno import ELOOP
from io import BytesIO
from pathlib import Path
from stat import S_ISDIR, S_ISREG

from iomassess.problems import InvalidSource, refused

MEBIBYTE = 1024 * 1024


def content(path: Path, name: str, most: int) -> bytes:
    """All bytes of a file, which messages call `name`.

    Raises InvalidSource where there is none, it is not a regular file, it cannot be read or it has more
    than `most` bytes; what grows or has no size is read no further than that.
    """
    try:
        about = path.stat()
        if S_ISDIR(about.st_mode):
            raise refused(name, "is a folder, not a file", _UNREADABLE)
        if not S_ISREG(about.st_mode):
            raise refused(name, "is not a regular file", _UNREADABLE)
        if about.st_size > most:
            raise _too_large(name, most)
        with path.open("rb") as file:
            found = file.read(about.st_size + 1)
            if len(found) > about.st_size:
                found += file.read(most + 1 - len(found))
    except (FileNotFoundError, NotADirectoryError):
        raise refused(name, "there is no such file", "file/not-found") from None
    except OSError as error:
        if error.errno == ELOOP:
            raise refused(name, "there is no such file", "file/not-found") from None
        raise refused(name, f"cannot be read: {error.strerror}", _UNREADABLE) from None
    except ValueError:  # a null character or half of one in its name, which each Python words in another way
        raise refused(name, "cannot be read: its name is none that a file can have", _UNREADABLE) from None
    if len(found) > most:
        raise _too_large(name, most)
    return found


def packed(found: bytes, name: str, most: int) -> None:
    """See that what a zip file unpacks to has no more bytes than `most`: a small one may hold gigabytes.

    Raises InvalidSource where it has; what is no zip file is passed over.
    """
    from zipfile import BadZipFile, ZipFile

    try:
        with ZipFile(BytesIO(found)) as package:
            size = sum(one.file_size for one in package.infolist())
    except (BadZipFile, ValueError, NotImplementedError):  # zipfile raises the last for what it cannot read
        return
    if size > most:
        raise refused(name, f"unpacks to more than {most // MEBIBYTE} MiB", "yaml/too-large")


_UNREADABLE = "file/unreadable"


def _too_large(name: str, most: int) -> InvalidSource:
    return refused(name, f"is larger than {most // MEBIBYTE} MiB", "yaml/too-large")
