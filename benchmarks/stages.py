"""Time each stage of the way from a file to a result, per site; run by hand.

    python benchmarks/stages.py [SITE...] [--rounds 50]

Prints the median and the quickest of each stage in milliseconds, in one process, after a warm-up.
"""

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from iomassess.assess import assess
from iomassess.facts import facts
from iomassess.framework import load_framework
from iomassess.loading import load_facts
from iomassess.places import bundled, find_site, frameworks
from iomassess.site import Site
from iomassess.source import read


def main() -> None:
    """Time every stage for each site named, or for all bundled ones."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("sites", nargs="*", metavar="SITE")
    parser.add_argument("--rounds", type=int, default=50)
    asked = parser.parse_args()
    folders = frameworks()
    print(f"{'':24}{'median ms':>12}{'quickest':>12}")
    _print("load both frameworks", _timed(lambda: [load_framework(one) for one in folders], asked.rounds))
    paths = [find_site(name) for name in asked.sites] or sorted(bundled("sites").glob("*.yaml"))
    for path in paths:
        _site(path, asked.rounds)


def _site(path: Path, rounds: int) -> None:
    loaded = [load_framework(folder) for folder in frameworks()]
    source = read(path)
    site = Site.model_validate(source.values)
    print(f"{path.name}, {len(source.text.splitlines())} lines, {len(source.text) / 1024:.0f} KiB")
    stages: dict[str, Callable[[], object]] = {
        "read": lambda: read(path),
        "validate": lambda: Site.model_validate(source.values),
        "facts": lambda: facts(site, source),
        "load, all of these": lambda: load_facts(read(path)),
        "assess, levels only": lambda: assess(facts(site, source), loaded, reasons=False),
        "assess, with reasons": lambda: assess(facts(site, source), loaded),
    }
    for name, stage in stages.items():
        _print(f"  {name}", _timed(stage, rounds))


def _timed(stage: Callable[[], object], rounds: int) -> list[float]:
    stage()
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        stage()
        taken.append((time.perf_counter() - start) * 1000)
    return taken


def _print(name: str, taken: list[float]) -> None:
    print(f"{name:24}{statistics.median(taken):12.2f}{min(taken):12.2f}")


if __name__ == "__main__":
    main()
