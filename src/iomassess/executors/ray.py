"""Ray: on the cluster that RAY_ADDRESS names, else on processes that it starts here."""

import os
from collections.abc import Iterator, Sequence
from typing import Any

import ray

from iomassess.workers import in_order


def run(work: Any, portions: list[Sequence[Any]], jobs: int | None) -> Iterator[list[Any]]:
    """Have work done on each portion by the workers of a cluster."""
    here = {} if "RAY_ADDRESS" in os.environ else {"num_cpus": jobs}
    with ray.init(log_to_driver=False, logging_level="error", **here):
        task = ray.remote(work.func).options(max_retries=0)
        ahead = 4 * max(int(ray.cluster_resources().get("CPU", 1)), 1)
        yield from in_order(lambda some: task.remote(*work.args, some).future(), portions, ahead)
