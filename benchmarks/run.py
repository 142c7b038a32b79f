"""Measures how quick iomassess is, by itself and beside other programs, and writes it down.

    python benchmarks/run.py [--only SECTION...] [--rounds 5] [--write]

Everything is run in turn, so that what else the machine does falls on all alike; what is told are ratios of
medians, and in brackets the middle half of the ratios of single rounds. With `--write` the tables go into
docs/performance.md. The whole takes about an hour, nearly all of it for the other programs; `--only` with
start, sizes, peers, bad, jobs, stages or growth measures a part.
"""

import argparse
import datetime as dt
import os
import platform
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import contenders as known
from measuring import Contender, in_turn, seconds, shown, timed_in_turn, times
from portfolio import Size, write_portfolio
from stages import EVENTS, stages_of

PAGE = known.ROOT / "docs" / "performance.md"
SLOW = ("check-jsonschema", "spectral")
"""Programs that take minutes: they get a quarter of the files, as does `check` beside them, in two rounds."""


def main() -> None:
    """Measure what is asked for, print it, and write it down if that is asked for too."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--only", nargs="*", choices=SECTIONS, default=list(SECTIONS), metavar="SECTION")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--sites", type=int, default=1000, help="how many files `many` is")
    parser.add_argument("--write", action="store_true", help="write the tables into docs/performance.md")
    asked = parser.parse_args()
    known.fetch()
    with tempfile.TemporaryDirectory() as scratch:
        for name in asked.only:
            lines = list(SECTIONS[name](Path(scratch), asked.rounds, asked.sites))
            print(f"\n## {name}\n", *lines, sep="\n", flush=True)
            if asked.write:
                _write(name, [*lines, "", _where()])


def start(_scratch: Path, rounds: int, _sites: int) -> Iterator[str]:
    """What it takes to begin, in time of the processor: a short run of each command, beside imports alone."""
    site = known.ROOT / "sites" / "lancashire.yaml"
    program = str(known.BIN / "iomassess")
    everything = known.python("import typer, pydantic, yaml", "import typer, pydantic, yaml")
    model = known.python("import pydantic", "import pydantic; pydantic.BaseModel")
    ours = [
        (known.python("import iomassess", "import iomassess"), model),
        (Contender("iomassess --help", [program, "--help"]), everything),
        (Contender("iomassess score lancashire", [program, "score", str(site)]), everything),
        (Contender("iomassess check lancashire", [program, "check", str(site)]), everything),
    ]
    runs = in_turn([everything, model, *(one for one, _ in ours)], rounds * 4)
    yield from _head("what is run", "time", "beside", "ratio")
    for one in (everything, model):
        yield _row(f"`{one.name}`", shown([each.busy for each in runs[one.name]]), "", "")
    for one, other in ours:
        taken, base = ([each.busy for each in runs[name]] for name in (one.name, other.name))
        yield _row(f"`{one.name}`", shown(taken), f"`{other.name}`", times(taken, base))


def sizes(scratch: Path, rounds: int, _sites: int) -> Iterator[str]:
    """How time and memory go with the number of files, in one process."""
    numbers = (1, 100, 1000, 10_000)
    yield from _head("files", "`check`", "each", "memory", "`score`", "each", "memory")
    for number in numbers:
        folder = scratch / f"{number} sizes"
        write_portfolio(folder, number)
        both = [known.iomassess(name, [folder]) for name in ("check", "score")]
        last = number == numbers[-1]
        runs = in_turn(both, 1 if last else rounds, warm=not last)
        told = []
        for one in both:
            taken = seconds(runs[one.name])
            held = max(each.memory for each in runs[one.name])
            told += [shown(taken), shown([each / number for each in taken]), f"{held:.0f} MiB"]
        yield _row(f"{number:,}", *told)


def peers(scratch: Path, rounds: int, sites: int) -> Iterator[str]:
    """`check` and `score` of many files, beside other programs and beside reading YAML alone."""
    folder = scratch / "peers"
    paths = write_portfolio(folder, sites)
    check, score = (known.iomassess(name, paths) for name in ("check", "score"))
    two = known.iomassess("check", paths, jobs=2)
    others = known.peers(folder, scratch)
    some = write_portfolio(scratch / "some", sites // 4)
    quick = [known.floor(paths), known.naive(paths), *(one for one in others if one.name not in SLOW)]
    slow = [one for one in known.peers(scratch / "some", scratch) if one.name in SLOW]
    ours = [check, two, score]
    runs = in_turn([*ours, *quick], rounds)
    fewer = known.iomassess("check", some)
    slowly = in_turn([fewer, *slow], 2, warm=False) if slow else {}
    yield from _head(f"{sites:,} files", "time", "memory", "times `check`", "times `check --jobs 2`")
    for one in [*ours, *quick, *slow]:
        found = slowly if one in slow else runs
        taken = seconds(found[one.name])
        held = max(each.memory for each in found[one.name])
        twice = "" if one in slow else times(taken, seconds(runs[two.name]))
        beside = times(taken, seconds(found[check.name]))
        name = f"{one.name} (a quarter of the files)" if one in slow else one.name
        yield _row(name, shown(taken), f"{held:.0f} MiB", beside, twice)
    least = seconds(runs[EVENTS])
    yield ""
    for one in ours:
        yield f"- `{one.name}` takes {times(seconds(runs[one.name]), least)} times as long as {EVENTS}."


def bad(scratch: Path, rounds: int, sites: int) -> Iterator[str]:
    """What it costs when a tenth of the files have a mistake."""
    sound = write_portfolio(scratch / "sound", sites)
    spoilt = write_portfolio(scratch / "spoilt", sites, bad=0.1)
    yield from _head("command", "all sound", "a tenth with a mistake", "ratio")
    for name, code in (("check", 1), ("score", 2)):
        one = known.iomassess(name, sound)
        other = known.iomassess(name, spoilt, code=code)._replace(name="spoilt")
        runs = in_turn([one, other], rounds)
        taken, worse = seconds(runs[one.name]), seconds(runs[other.name])
        yield _row(f"`{one.name}`", shown(taken), shown(worse), times(worse, taken))


def jobs(scratch: Path, rounds: int, sites: int) -> Iterator[str]:
    """What a second process gains."""
    paths = write_portfolio(scratch / "jobs", sites)
    yield from _head("command", "one process", "two", "times as quick")
    for name in ("check", "score"):
        one, two = (known.iomassess(name, paths, jobs=number) for number in (1, 2))
        runs = in_turn([one, two], rounds)
        taken, less = seconds(runs[one.name]), seconds(runs[two.name])
        yield _row(f"`{one.name}`", shown(taken), shown(less), times(taken, less))


def stages(scratch: Path, rounds: int, _sites: int) -> Iterator[str]:
    """Each stage from a file to a result, for one site of the usual size."""
    (path,) = write_portfolio(scratch / "stages", 1)
    taken = timed_in_turn(stages_of(path), rounds * 10)
    least = taken[EVENTS]
    lines = len(path.read_text(encoding="utf-8").splitlines())
    yield from _head(f"stage, for a file of {lines} lines", "time", "beside the events")
    for name, some in taken.items():
        yield _row(name, shown(some), "" if name == EVENTS else times(some, least))


def growth(scratch: Path, rounds: int, _sites: int) -> Iterator[str]:
    """How the time for one site grows with what is recorded of it."""
    usual = Size()
    followed = ("read: values and places", "check: the whole", "score: the whole")
    yield from _head("one file", "lines", *followed)
    wanted = {"usual": usual}
    for name in usual._fields:
        for factor in (4, 16):
            number = getattr(usual, name) * factor
            wanted[f"{number} {name}"] = usual._replace(**{name: number})
    wanted["four times of each"] = Size(*(number * 4 for number in usual))
    for name, size in wanted.items():
        (path,) = write_portfolio(scratch / "growth", 1, size=size)
        stages = stages_of(path)
        taken = timed_in_turn({one: stages[one] for one in followed}, rounds)
        lines = len(path.read_text(encoding="utf-8").splitlines())
        yield _row(name, f"{lines:,}", *map(shown, taken.values()))


SECTIONS: dict[str, Callable[[Path, int, int], Iterator[str]]] = {
    one.__name__: one for one in (start, sizes, peers, bad, jobs, stages, growth)
}


def _head(*columns: str) -> Iterator[str]:
    yield _row(*columns)
    yield _row("---", *("---:" for _ in columns[1:]))


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _where() -> str:
    """When and on what it was measured."""
    processor = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    machine = processor.group(1) if processor else platform.machine()
    said = ", ".join(f"{name} {number}" for name, number in known.versions().items())
    today = dt.datetime.now(dt.UTC).date()
    load = f"load {os.getloadavg()[0]:.1f}"
    return f"{today}; {machine}, {os.cpu_count()} cores, {platform.system()}, {load}; {said}."


def _write(section: str, lines: Sequence[str]) -> None:
    """Put the lines between the marks of a section of the page."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(f"<!-- {section} -->\n")
    _, end, after = rest.partition(f"<!-- /{section} -->\n")
    if not end:
        raise SystemExit(f"{PAGE.name} has no place for {section}")
    body = "\n".join(["", *lines, "", ""])
    PAGE.write_text(f"{before}<!-- {section} -->\n{body}{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
