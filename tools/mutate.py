"""Change the program in thousands of small ways, one at a time, and count the changes that a test notices.

`python tools/mutate.py engine` does so for what `tools/mutations/engine.toml` names, by the tests that it
names; `tools/mutations/requirements.txt` says with what. It works in `build/mutations/engine` and goes on
where it left off. Names of mutants may follow, `*` standing for anything: those are then tried again.

With `EVERY=4` in the environment one mutant of four is tried, evenly over the functions; with `JOBS=1` one at
a time, and not two.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
OWN = ROOT / "tools" / "mutations"
PARTS = ("docs", "frameworks", "scenarios", "schemas", "sites", "src", "templates", "tools")


def main(part: str, *names: str) -> int:
    """Run mutmut in a folder of its own, in which the repository is seen with another configuration."""
    folder = ROOT / "build" / "mutations" / part
    _lay_out(folder, part)
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command = [
        sys.executable,
        str(OWN / "warm.py"),
        "run",
        "--max-children",
        os.environ.get("JOBS", "2"),
        *names,
    ]
    return subprocess.run(  # noqa: S603  our own command
        command, cwd=folder, env={**surroundings, "HYPOTHESIS_PROFILE": "quick"}, check=False
    ).returncode


def _lay_out(folder: Path, part: str) -> None:
    """Link to what is mutated and to the tests, without what other programs need of them."""
    shutil.rmtree(folder / "tests", ignore_errors=True)
    (folder / "tests").mkdir(parents=True)
    shutil.copy(OWN / f"{part}.toml", folder / "pyproject.toml")
    for name in PARTS:
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(ROOT / name)
    for path in (ROOT / "tests").iterdir():
        if path.name not in ("node", "__pycache__"):
            (folder / "tests" / path.name).symlink_to(path)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
