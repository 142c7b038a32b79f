"""Score some sites by an executor and without one, and compare: `python tools/smoke_executor.py ray`.

For engines that are too large for the tests: install the extra first, such as `pip install 'iomassess[ray]'`.
Where the engine's own configuration names a cluster, the work is done there. Exit code 1 where they differ.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

SITES = Path(__file__).parents[1] / "sites"


def main() -> None:
    """Compare one executor with this machine alone."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("executor")
    parser.add_argument("--sites", type=int, default=200)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=Path.cwd(), prefix="smoke-") as folder:
        many = Path(folder) / "sites"
        many.mkdir()
        files = sorted(SITES.glob("*.yaml"))
        for number in range(asked.sites):
            text = files[number % len(files)].read_text(encoding="utf-8")
            (many / f"site-{number:05}.yaml").write_text(text, encoding="utf-8")
        (many / "unsound.yaml").write_text("id: [\n", encoding="utf-8")
        here = _scored(many)
        there = _scored(many, "--executor", asked.executor)
    rows = here.stdout.count("\n") - 1
    if (here.returncode, here.stdout) != (there.returncode, there.stdout):
        sys.exit(f"not the same by {asked.executor}:\n{there.stderr}")
    sys.stdout.write(f"{asked.sites} sites, {rows} rows by {asked.executor}: the same\n")


def _scored(many: Path, *options: str) -> subprocess.CompletedProcess[str]:
    start = "from iomassess.cli import main; main()"
    command = (sys.executable, "-c", start, "score", many, "--format", "csv")
    return subprocess.run([*command, *options], capture_output=True, check=False, encoding="utf-8")  # noqa: S603


if __name__ == "__main__":
    main()
