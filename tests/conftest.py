"""What holds for every test: which cases are tried, and that no program freezes what there is."""

import gc
from collections.abc import Iterator

import pytest
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


@pytest.fixture(autouse=True, scope="session")
def unfrozen() -> Iterator[None]:
    """The command line freezes what there is as it ends, and here the process goes on."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gc, "freeze", lambda: None)
        yield
