"""What holds for every test: which cases are tried, and what a program that ends within it leaves behind."""

import gc

from hypothesis import HealthCheck, settings

from profiles import THOROUGH

settings.register_profile(
    "ours",
    deadline=None,
    derandomize=not THOROUGH,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("ours")


def pytest_runtest_teardown() -> None:
    gc.unfreeze()  # the command line freezes what there is as it ends, and here goes on
