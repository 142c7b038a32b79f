"""Writing edited files back: whole, with their byte-order marks, and only over what was read."""

import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import typer

from iomassess.output import emit
from iomassess.places import shown
from iomassess.problems import InvalidSource, Problem, refused
from iomassess.source import Source, read

EXIT_CHANGED = 1
_MARK = "\ufeff"


def rewrite_all(
    files: Iterable[Path], edit: Callable[[Source], Source], label: str, *, write: bool, diff: bool
) -> None:
    """Edit files, each that changes named on stderr; without `write` end with 1 where there is one.

    A difference that is printed calls what comes of a file by the `label`. Raises InvalidSource with
    the problems of all that cannot be edited, once the others are.
    """
    problems: list[Problem] = []
    changed = 0
    for path in dict.fromkeys(files):
        try:
            before = read(path, shown(path))
            after = edit(before)
        except InvalidSource as error:
            problems += error.problems
            continue
        if after.text == before.text:
            continue
        changed += 1
        if diff:
            emit(_difference(before, after, label), None)
        if write:
            rewrite(path, before, after)
        print(f"{before.name}: {'changed' if write else 'would be changed'}", file=sys.stderr)
    if problems:
        raise InvalidSource(problems)
    if changed and not write:
        raise typer.Exit(EXIT_CHANGED)


def _difference(before: Source, after: Source, label: str) -> str:
    from difflib import unified_diff

    old, new = (one.text.splitlines(keepends=True) for one in (before, after))
    lines = unified_diff(old, new, before.name, f"{before.name} ({label})")
    return "".join(
        line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines
    )


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
