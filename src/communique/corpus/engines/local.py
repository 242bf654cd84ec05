"""Shards on this machine: a pool of processes."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process

from communique.corpus.shard_work import work
from communique.corpus.shards import DatasetError

MOST_DEATHS = 3
"""Pools that may break before a run gives up; each time the shards that are left start again."""


def carry(shards: list[bytes], job: bytes, workers: int) -> Iterator[bytes]:
    """Manifests of the shards as they are done.

    Raises:
        DatasetError: workers died again and again.
    """
    if workers == 1:
        for shard in shards:
            yield work(shard, job)
        return
    left = list(shards)
    for _ in range(MOST_DEATHS):
        for shard, done in _pool(left, job, workers):
            left.remove(shard)
            yield done
        if not left:
            return
    raise DatasetError(f"workers died {MOST_DEATHS} times; {len(left)} shards are left; the same command goes on there")


def _pool(shards: list[bytes], job: bytes, workers: int) -> Iterator[tuple[bytes, bytes]]:
    """Shards with their manifests until all are done or a worker dies."""
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), initializer=_follow) as pool:
        running = {pool.submit(work, shard, job): shard for shard in shards}
        try:
            for future in as_completed(running):
                yield running[future], future.result()
        except BrokenProcessPool:
            return
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _follow() -> None:
    """End this worker with the driver: one that was killed shuts no worker down, and they would wait for ever."""
    driver = parent_process()
    if driver is None:
        return

    def wait() -> None:
        driver.join()
        os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
