"""Spark: on the cluster that its own configuration names, else on processes that it starts here."""

import os
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from pyspark.sql import SparkSession


def run(work: Any, portions: list[Sequence[Any]], jobs: int | None) -> Iterator[list[Any]]:
    """Have work done on each portion by the workers of a cluster, some portions for each at a time."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("iomassess")
    if jobs:
        builder = builder.master(f"local[{jobs}]")
    with builder.getOrCreate() as session:
        context = session.sparkContext
        many = 4 * context.defaultParallelism
        for at in range(0, len(portions), many):
            some = portions[at : at + many]
            yield from context.parallelize(some, len(some)).map(work).collect()
