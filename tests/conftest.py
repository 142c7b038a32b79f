"""What holds for every property test: no example fails for the time that it took."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "untimed", settings.default, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("untimed")
