"""Making a dataset with the engine that was chosen."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import msgspec

from communique.corpus.engine import CoderSpec
from communique.corpus.shards import (
    LAYOUT,
    DatasetError,
    Job,
    Manifest,
    clear,
    is_done,
    overtaken,
    plan,
    write_whole,
)
from communique.ingest.options import DEFAULTS, ReadOptions

ENGINES = {"local": (), "ray": ("ray",), "spark": ("pyspark", "pandas")}
"""Engines with the libraries they need."""

Carry = Callable[[list[bytes], bytes, int], Iterator[bytes]]
"""What an engine's `carry(shards, job, workers)` does: manifests of the shards, in any order, as they are done."""


@dataclass
class Totals:
    """What a run over shards has done.

    Attributes:
        shards: shards of the inputs; `before` of them were done by earlier runs, `done` by this one.
        reports, skipped, failed: rows of the shards of this run.
    """

    shards: int = 0
    before: int = 0
    done: int = 0
    reports: int = 0
    skipped: int = 0
    failed: int = 0


def make_dataset(
    inputs: Sequence[str],
    out: str | Path,
    *,
    engine: str = "local",
    workers: int = 1,
    coder: CoderSpec | None = None,
    read: ReadOptions = DEFAULTS,
    progress: Callable[[Totals], None] | None = None,
) -> Totals:
    """Code inputs into a folder of Parquet, partitioned by the month of publication.

    Shards that are done are passed over, so a run that ended early goes on where it was. What comes out depends on
    inputs, coder and settings only: not on the engine, the number of workers or how often it was interrupted.

    Args:
        inputs: files, folders or patterns of any form that `communique code` reads.
        out: the dataset's folder; for several machines a path that all of them see.
        engine: `local`, `ray` or `spark`.
        workers: processes.
        progress: called after each shard.

    Raises:
        DatasetError: nothing to read, files of an earlier run grouped anew in part, the engine is not installed, or
            workers died again and again.
    """
    _check_engine(engine)
    spec = coder or CoderSpec()
    job = Job(str(Path(out).absolute()), spec, spec.identity(), read)
    planned = list(plan(inputs, read))
    if not planned:
        raise DatasetError(f"{', '.join(inputs)}: no files to read")
    old = overtaken(Path(job.out), planned)
    waiting = [shard for shard in planned if not is_done(shard, job)]
    totals = Totals(shards=len(planned), before=len(planned) - len(waiting))
    _describe(job)
    if waiting:
        carry: Carry = importlib.import_module(f"communique.corpus.engines.{engine}").carry
        for done in carry([msgspec.json.encode(s) for s in waiting], msgspec.json.encode(job), max(1, workers)):
            manifest = msgspec.json.decode(done, type=Manifest)
            totals.done += 1
            totals.reports += manifest.reports
            totals.skipped += manifest.skipped
            totals.failed += manifest.failed
            if progress is not None:
                progress(totals)
    for name in old:
        clear(Path(job.out), name)
    return totals


def _check_engine(engine: str) -> None:
    """Say what is missing."""
    if engine not in ENGINES:
        raise DatasetError(f"no engine {engine!r}; choose of: {', '.join(ENGINES)}")
    for library in ENGINES[engine]:
        if find_spec(library) is None:
            raise DatasetError(f"engine {engine}: {library} is not installed; pip install 'communique[{engine}]'")


def _describe(job: Job) -> None:
    """Say in the folder what it is, where nothing says it yet."""
    about = {"made_by": "communique", "layout": LAYOUT, "coder": job.coder_id, "settings": job.settings()}
    data = msgspec.json.format(msgspec.json.encode(about), indent=1) + b"\n"
    path = Path(job.out) / "dataset.json"
    if not path.is_file() or path.read_bytes() != data:
        write_whole(path, data)
