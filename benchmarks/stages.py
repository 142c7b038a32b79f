"""Time each stage of the way from a file to a result, per site; run by hand.

    python benchmarks/stages.py [SITE...] [--rounds 50]

Prints the median and the quickest of each stage in milliseconds, in one process, after a warm-up. The
garbage collector is set as the command line sets it.
"""

import argparse
import statistics
from collections.abc import Callable
from pathlib import Path

from measuring import timed_in_turn
from yaml._yaml import CParser

import iomassess.cli  # noqa: F401 - sets the garbage collector
from iomassess.assess import assess
from iomassess.checking import check_path, look
from iomassess.engine.facts import facts
from iomassess.framework.reading import load_framework
from iomassess.lint import linted
from iomassess.loading import load_facts
from iomassess.places import bundled, find_site, frameworks
from iomassess.site import Site
from iomassess.source import read

EVENTS = "events of libyaml"


def main() -> None:
    """Time every stage for each site named, or for all bundled ones."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("sites", nargs="*", metavar="SITE")
    parser.add_argument("--rounds", type=int, default=50)
    asked = parser.parse_args()
    paths = [find_site(name) for name in asked.sites] or sorted(bundled("sites").glob("*.yaml"))
    print(f"{'':32}{'median ms':>12}{'quickest':>12}")
    for path in paths:
        text = path.read_text(encoding="utf-8")
        print(f"{path.name}, {len(text.splitlines())} lines, {len(text) / 1024:.0f} KiB")
        for name, taken in timed_in_turn(stages_of(path), asked.rounds).items():
            print(f"  {name:30}{statistics.median(taken) * 1000:12.2f}{min(taken) * 1000:12.2f}")


def stages_of(path: Path) -> dict[str, Callable[[], object]]:
    """Each stage for one file, what it needs of the stages before it at hand; first what is least."""
    loaded = [load_framework(folder) for folder in frameworks()]
    source = read(path)
    site = Site.model_validate(source.values)
    known = load_facts(source)
    return {
        EVENTS: lambda: _drain(path),
        "read: values and places": lambda: read(path),
        "validate: the model": lambda: Site.model_validate(source.values),
        "facts: the index": lambda: facts(site, source),
        "load: all of these, checked": lambda: load_facts(read(path)),
        "lint": lambda: linted(known, loaded),
        "check: the whole": lambda: [look(one) for one in check_path(path)],
        "assess: the levels": lambda: assess(facts(site, source), loaded, reasons=False),
        "score: the whole": lambda: assess(load_facts(read(path)), loaded, reasons=False),
        "assess, with reasons": lambda: assess(facts(site, source), loaded),
        "load both frameworks": lambda: [load_framework(folder) for folder in frameworks()],
    }


def _drain(path: Path) -> None:
    parser = CParser(path.read_bytes().decode())
    while parser.get_event() is not None:
        pass


if __name__ == "__main__":
    main()
