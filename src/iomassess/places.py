"""Where frameworks, sites, scenarios and templates are found: inside the package, else in the checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).parent


def bundled(part: str) -> Path:
    """The folder `frameworks`, `sites`, `scenarios` or `templates` that came with the program."""
    inside = _PACKAGE / part
    return inside if inside.is_dir() else _PACKAGE.parents[1] / part


def frameworks() -> list[Path]:
    """The folders of the bundled frameworks, in their order."""
    return sorted(path.parent for path in bundled("frameworks").glob("*/framework.yaml"))


def find_site(name: str) -> Path:
    """Find a site file: as it is, then in `./sites/`, then among the bundled sites.

    A name that is nowhere comes back as it is, so that reading it says so.
    """
    return _find(name, "sites")


def find_scenario(name: str) -> Path:
    """Find a scenario file: as it is, then in `./scenarios/`, then among the bundled scenarios."""
    return _find(name, "scenarios")


def _find(name: str, part: str) -> Path:
    for folder in (Path(), Path(part), bundled(part)):
        for candidate in (folder / name, folder / f"{name}.yaml"):
            if is_file(candidate):
                return candidate
    return Path(name)


def is_file(path: Path) -> bool:
    """Whether there is such a file; a name that the system cannot take is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Whether there is such a folder; a name that the system cannot take is none."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def exists(path: Path) -> bool:
    """Whether there is anything of that name; a name that the system cannot take is nothing."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def shown(path: Path) -> str:
    """A path as messages show it: short below the working directory, and for bundled files."""
    try:
        whole = path.resolve()
    except (ValueError, OSError, RuntimeError):  # the last is how Python up to 3.12 tells of a link to itself
        return str(path)
    for folder, prefix in ((Path.cwd(), ""), (_PACKAGE, "<bundled>/")):
        if whole.is_relative_to(folder):
            return f"{prefix}{whole.relative_to(folder)}"
    return str(path)
