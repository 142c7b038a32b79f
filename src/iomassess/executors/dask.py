"""Dask: on the cluster that DASK_SCHEDULER_ADDRESS names, else on processes that it starts here."""

from collections.abc import Iterator, Sequence
from typing import Any

from dask import config
from distributed import Client

from iomassess.workers import in_order


def run(work: Any, portions: list[Sequence[Any]], jobs: int | None) -> Iterator[list[Any]]:
    """Have work done on each portion by the workers of a cluster."""
    here = {"n_workers": jobs, "threads_per_worker": 1, "dashboard_address": None}
    address = config.get("scheduler-address", None)
    with Client(address) if address else Client(**here) as client:
        ahead = 4 * max(len(client.ncores()), 1)
        yield from in_order(lambda some: client.submit(work, some, pure=False), portions, ahead)
