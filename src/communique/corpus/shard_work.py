"""Coding one shard: what a worker of any engine does."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from pathlib import Path

import msgspec
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as parquet

from communique.corpus.batch import TABLES, code_items
from communique.corpus.engine import CoderSpec, Codes
from communique.corpus.shards import (
    LAYOUT,
    InputFile,
    Job,
    Manifest,
    Part,
    Shard,
    begun_path,
    clear,
    file_sha256,
    manifest_path,
    write_whole,
)
from communique.ingest.items import Item

BATCH = 64
"""Reports that are coded before their rows are put together."""


def work(shard_json: bytes, job_json: bytes) -> bytes:
    """`code_shard` for engines that carry bytes."""
    shard, job = msgspec.json.decode(shard_json, type=Shard), msgspec.json.decode(job_json, type=Job)
    return msgspec.json.encode(code_shard(shard, job, _coder(msgspec.json.encode(job.coder))))


@lru_cache(maxsize=1)
def _coder(spec_json: bytes) -> Codes:
    """The coder of this process, loaded once."""
    return msgspec.json.decode(spec_json, type=CoderSpec).make()


def code_shard(shard: Shard, job: Job, coder: Codes) -> Manifest:
    """Code a shard's reports and write its files; the manifest comes last.

    Files are `TABLE/month=YYYY-MM/SHARD.parquet` below the dataset. What an earlier try left is removed first.
    """
    out = Path(job.out)
    clear(out, shard.name)
    read = [InputFile(i.key, i.fingerprint, file_sha256(i.path) if i.outcome is None else None) for i in shard.inputs]
    tables = _code(shard, coder)
    files = dict(_files(shard.name, tables))
    write_whole(begun_path(out, shard.name), msgspec.json.encode(list(files)))
    parts = []
    for path, table in files.items():
        data = _parquet(table)
        write_whole(out / path, data)
        parts.append(Part(path, table.num_rows, hashlib.sha256(data).hexdigest()))
    states = tables["failures"].column("state").to_pylist()
    manifest = Manifest(
        layout=LAYOUT,
        shard=shard.name,
        coder=job.coder_id,
        settings=job.settings(),
        inputs=read,
        reports=tables["records"].num_rows,
        skipped=states.count("skipped"),
        failed=states.count("failed"),
        parts=parts,
    )
    write_whole(manifest_path(out, shard.name), msgspec.json.encode(manifest))
    begun_path(out, shard.name).unlink(missing_ok=True)
    return manifest


def _code(shard: Shard, coder: Codes) -> dict[str, pa.Table]:
    """All tables of a shard."""
    items = _items(shard)
    batches = []
    while batch := list(islice(items, BATCH)):
        batches.append(code_items(batch, coder))
    batches = batches or [code_items((), coder)]
    return {name: pa.concat_tables([tables[name] for tables in batches]).combine_chunks() for name in TABLES}


def _items(shard: Shard) -> Iterator[Item]:
    """The reports of a shard's files."""
    for found in shard.inputs:
        yield from found.items()


def _files(shard: str, tables: dict[str, pa.Table]) -> Iterator[tuple[str, pa.Table]]:
    """Path below the dataset and rows of each file; a table has one a month."""
    for name, table in tables.items():
        for month in sorted(set(table.column("month").to_pylist())):
            rows = table.filter(pc.equal(table.column("month"), month)).drop_columns(["month"])
            yield f"{name}/month={month}/{shard}.parquet", rows


def _parquet(table: pa.Table) -> bytes:
    """A table as the bytes of a Parquet file."""
    stream = io.BytesIO()
    parquet.write_table(table, stream, compression="zstd")
    return stream.getvalue()
