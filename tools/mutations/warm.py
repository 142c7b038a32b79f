"""mutmut with tests that are read once: each mutant is judged in a fork of a process that has them ready.

mutmut itself starts pytest anew for each mutant, and its mutants are reached by way of a function that looks
up which of them is meant. Here the one mutant is put in the place of what it was made of, and the tests that
are there are called. What functions remember from call to call is empty in each fork.
"""

import gc
import os
import resource
import sys
from collections.abc import Iterable
from random import Random
from time import process_time
from types import FunctionType, ModuleType
from typing import Any

import mutmut.__main__
import mutmut.workers.isolation
from _pytest.config import _prepareconfig
from _pytest.main import Session
from _pytest.runner import runtestprotocol
from fresh import ours, renew, worked_out
from mutmut.__main__ import cli
from mutmut.configuration import config
from mutmut.runners.harness import PytestRunner
from mutmut.state import state
from mutmut.utils.format_utils import mangled_name_from_mutant_name, orig_function_and_class_names_from_key

CPU_SECONDS = 10
"""What a mutant may take of the processor, besides half of what its tests took with mutmut's ways."""


class WarmRunner(PytestRunner):
    """Runs tests that were collected before the fork."""

    items: dict[str, Any]

    def warm_up(self) -> None:
        """Collect the tests, and let go of mutmut's way to a function."""
        os.chdir("mutants")
        chosen = config().pytest_add_cli_args_test_selection
        settings = _prepareconfig(["--rootdir=.", "-s", "-q", *config().pytest_add_cli_args, *chosen])
        session = Session.from_config(settings)
        settings._do_configure()  # noqa: SLF001  pytest has no other way to collect now and run later
        settings.hook.pytest_sessionstart(session=session)
        settings.hook.pytest_collection(session=session)
        self.items = {item.nodeid: item for item in session.items}
        self.places = _straightened()
        for module in ours():
            worked_out(module)
        gc.collect()
        gc.freeze()  # so that no fork copies what it only looks at

    def run_tests(self, *, mutant_name: str | None, tests: Iterable[str]) -> int:
        """Judge a mutant by the tests that reach it, up to the one that fails."""
        if mutant_name is None:
            return super().run_tests(mutant_name=None, tests=tests)
        tests = sorted(tests, key=_soonest)
        taken = sum(state().duration_by_test[one] for one in tests)
        resource.setrlimit(resource.RLIMIT_CPU, (int(process_time() + CPU_SECONDS + taken / 2),) * 2)
        name = mangled_name_from_mutant_name(mutant_name)
        module, _, mutant = mutant_name.rpartition(".")
        mutated = vars(sys.modules[module])[f"mutants_{name.rpartition('.')[2]}__mutmut"][mutant]
        for owner, attribute in self.places[name]:
            setattr(owner, attribute, mutated)
        try:
            renew(sys.modules[module])
        except Exception:  # noqa: BLE001  whatever it is, nobody could read the module
            return 1
        chosen = [self.items[one] for one in tests]
        for item, following in zip(chosen, [*chosen[1:], None], strict=True):
            if any(report.failed for report in runtestprotocol(item, log=False, nextitem=following)):
                return 1
        return 0


def _soonest(test: str) -> tuple[int, float]:
    """The files in the order in which the configuration has them; of one file, the quick tests first."""
    chosen = config().pytest_add_cli_args_test_selection
    return [test.startswith(one) for one in chosen].index(True), state().duration_by_test[test]


def _straightened() -> dict[str, list[tuple[Any, str]]]:
    """Put each function back in the place of mutmut's way to it; gives the places of each, by its name."""
    modules = list(ours())
    ways: dict[FunctionType, tuple[str, FunctionType]] = {}
    for module in modules:
        for name, mutants in list(vars(module).items()):
            if name.startswith("mutants_x"):
                original = mutants["_mutmut_orig"]
                key = f"{module.__name__}.{name.removeprefix('mutants_').removesuffix('__mutmut')}"
                function, within = orig_function_and_class_names_from_key(f"{key}__mutmut_1")
                way = vars(getattr(module, within) if within else module)[function]
                if isinstance(way, FunctionType):
                    ways[way] = key, original
    places: dict[str, list[tuple[Any, str]]] = {key: [] for key, _ in ways.values()}
    for owner in (*modules, *{id(one): one for module in modules for one in _classes(module)}.values()):
        for attribute, value in list(vars(owner).items()):
            if isinstance(value, FunctionType) and value in ways:
                key, original = ways[value]
                setattr(owner, attribute, original)
                places[key].append((owner, attribute))
    return places


def _classes(module: ModuleType) -> list[type]:
    return [
        one
        for one in vars(module).values()
        if isinstance(one, type) and one.__module__.startswith("iomassess")
    ]


def _some(every: int) -> None:
    """Let mutmut try one mutant of so many, evenly over all functions, from a first one drawn by lot."""
    whole = mutmut.__main__.collect_source_file_mutation_data
    first = Random(every).randrange(every)  # noqa: S311  nothing is secret here

    def collect(*, mutant_names: tuple[str, ...]) -> Any:
        mutants, by_file = whole(mutant_names=mutant_names)
        return sorted(mutants, key=lambda one: (one[0].path, _in_order(one[1])))[first::every], by_file

    mutmut.__main__.collect_source_file_mutation_data = collect  # type: ignore[assignment]


def _in_order(mutant: str) -> tuple[str, int]:
    function, _, number = mutant.rpartition("_")
    return function, int(number)


if __name__ == "__main__":
    if "EVERY" in os.environ:
        _some(int(os.environ["EVERY"]))
    mutmut.workers.isolation.PytestRunner = WarmRunner  # type: ignore[attr-defined]
    cli()
