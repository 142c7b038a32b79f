"""What holds for every property test: which cases are tried, and that none fails for its slowness."""

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
