"""Shards over Ray Data: on this machine, or on the cluster that `RAY_ADDRESS` names."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

SHARE = 0.5
"""CPUs that a worker asks Ray for: with 0.9 two workers on two cores leave none for Ray's own tasks, and it stalls."""


class _Worker:
    """An actor that codes shards."""

    def __init__(self, job: bytes) -> None:
        os.environ.setdefault("OMP_NUM_THREADS", "1")
        self.job = job

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        """Manifests of a batch of shards."""
        from communique.corpus.shard_work import work

        return {"manifest": [work(bytes(shard), self.job) for shard in batch["shard"]]}


def carry(shards: list[bytes], job: bytes, workers: int) -> Iterator[bytes]:
    """Manifests of the shards as they are done; Ray starts a dead worker's shard again."""
    import ray
    import ray.data

    ours = not ray.is_initialized()
    if ours:
        ray.init(address=os.environ.get("RAY_ADDRESS"), include_dashboard=False, log_to_driver=False)
    try:
        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = False
        rows = ray.data.from_items([{"shard": shard} for shard in shards], override_num_blocks=len(shards))
        done = rows.map_batches(
            _Worker,
            fn_constructor_args=(job,),
            batch_size=1,
            num_cpus=SHARE,
            compute=ray.data.ActorPoolStrategy(size=min(workers, len(shards))),
        )
        for row in done.iter_rows():
            yield bytes(row["manifest"])
    finally:
        if ours:
            ray.shutdown()
