"""Shards over Spark's `mapInPandas`: in this process' own Spark, or in the session that is there."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import Any

TRIES = 4
"""Times that Spark tries a shard whose worker died."""


def carry(shards: list[bytes], job: bytes, workers: int) -> Iterator[bytes]:
    """Manifests of the shards, when all are done; Spark tries a dead worker's shard again."""
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # else workers run whatever `python3` is
    os.environ.setdefault("PYSPARK_DRIVER_PYTHON", sys.executable)
    from pyspark.sql import SparkSession

    def code(batches: Iterator[Any]) -> Iterator[Any]:
        import pandas  # type: ignore[import-untyped]

        from communique.corpus.shard_work import work

        for batch in batches:
            for shard in batch["shard"]:
                yield pandas.DataFrame({"manifest": [work(bytes(shard), job)]})

    running = SparkSession.getActiveSession()
    session = running or _session(workers)
    try:
        rows = session.sparkContext.parallelize([(bytearray(shard),) for shard in shards], len(shards))
        done = session.createDataFrame(rows, "shard binary").mapInPandas(code, "manifest binary")
        for row in done.collect():  # an iterator over the rows would do one shard after the other
            yield bytes(row["manifest"])
    finally:
        if running is None:
            session.stop()


def _session(workers: int) -> Any:
    """A session of our own; a master set in Spark's own configuration wins."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("communique").config("spark.ui.enabled", "false")
    if "SPARK_MASTER" in os.environ:
        builder = builder.master(os.environ["SPARK_MASTER"])
    else:
        builder = builder.master(f"local[{workers},{TRIES}]")
    return builder.getOrCreate()
