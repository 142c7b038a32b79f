"""What the tests need that judge mutants: the quick ones first, and nothing remembered from test to test."""

import os
import sys
from collections.abc import Callable, Iterator

import pytest
from mutmut.state import state


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the quick tests first: most mutants are killed by any of many."""
    known = state().duration_by_test
    items.sort(key=lambda item: known.get(item.nodeid, 0.0))


def pytest_runtest_setup() -> None:
    """Forget what functions remember while it is noted which functions each test reaches."""
    if os.environ.get("MUTANT_UNDER_TEST") == "stats":
        for clear in _caches():
            clear()


def _caches() -> Iterator[Callable[[], None]]:
    for name, module in list(sys.modules.items()):
        if name.startswith(("iomassess", "test_", "all_reports")):
            for value in list(vars(module).values()):
                if hasattr(value, "cache_clear"):
                    yield value.cache_clear
