"""Shards: the parts of a corpus that workers code one by one, each with a manifest once it is done.

A shard is one file, or several small ones. Its manifest is written last: a shard without one, or with one of other
inputs, another coder or other settings, is coded anew; so a run that was killed goes on shard by shard.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from communique.corpus.engine import CoderSpec
from communique.errors import CommuniqueError
from communique.ingest.items import Input, iter_inputs
from communique.ingest.options import DEFAULTS, ReadOptions

LAYOUT = 1
"""Number of the layout of datasets; a change of it makes all shards stale."""
SMALL = 32_000_000
"""Bytes up to which files are put together into one shard."""
MOST_FILES = 1_000
"""Files of one shard at most."""


class DatasetError(CommuniqueError):
    """A dataset cannot be made: nothing to read, an engine that is missing, workers that died."""


class Shard(msgspec.Struct, frozen=True):
    """Files that are coded together.

    Attributes:
        name: digest of the files' keys; names all files that are written for the shard.
    """

    name: str
    inputs: list[Input]


class Job(msgspec.Struct, frozen=True):
    """What is to be done with all shards.

    Attributes:
        out: folder of the dataset, seen by all workers under this path.
        coder_id: the coder's id: version, model, knowledge.
    """

    out: str
    coder: CoderSpec
    coder_id: str
    read: ReadOptions = DEFAULTS

    def settings(self) -> str:
        """Digest of all but the inputs that decides what comes out."""
        told = [LAYOUT, self.coder_id, msgspec.to_builtins(self.read, order="sorted")]
        return hashlib.blake2b(msgspec.json.encode(told), digest_size=8).hexdigest()


class Part(msgspec.Struct, frozen=True):
    """One file that was written: its path below the dataset, its rows and the digest of its bytes."""

    path: str
    rows: int
    sha256: str


class InputFile(msgspec.Struct, frozen=True):
    """One file that was read: its key, size and time of change, and the digest of its bytes (None: unreadable)."""

    key: str
    fingerprint: str | None
    sha256: str | None


class Manifest(msgspec.Struct, frozen=True):
    """What became of a shard; written when all its files are.

    Attributes:
        reports, skipped, failed: rows of the input by what became of them.
        parts: files written.
    """

    layout: int
    shard: str
    coder: str
    settings: str
    inputs: list[InputFile]
    reports: int
    skipped: int
    failed: int
    parts: list[Part]


def plan(inputs: Sequence[str], read: ReadOptions = DEFAULTS) -> Iterator[Shard]:
    """The shards of the inputs, in order.

    Raises:
        DatasetError: standard input is among them, which workers cannot read.
    """
    group: list[Input] = []
    held = 0
    for found in iter_inputs(inputs, read):
        if found.path == "-":
            raise DatasetError("a dataset is made of files; standard input cannot be shared out to workers")
        size = int(found.fingerprint.split("-")[0]) if found.fingerprint else 0
        if group and (held + size > SMALL or len(group) >= MOST_FILES):
            yield _shard(group)
            group, held = [], 0
        group.append(found)
        held += size
    if group:
        yield _shard(group)


def _shard(inputs: list[Input]) -> Shard:
    keys = "\0".join(found.key for found in inputs)
    return Shard(hashlib.blake2b(keys.encode("utf-8", "surrogateescape"), digest_size=8).hexdigest(), inputs)


def manifest_path(out: Path, shard: str) -> Path:
    """Where a shard's manifest lies."""
    return out / "manifests" / f"{shard}.json"


def read_manifest(out: Path, shard: str) -> Manifest | None:
    """A shard's manifest; None where there is none that can be read."""
    with suppress(OSError, msgspec.DecodeError):
        return msgspec.json.decode(manifest_path(out, shard).read_bytes(), type=Manifest)
    return None


def begun_path(out: Path, shard: str) -> Path:
    """Where the files that are about to be written for a shard are listed."""
    return out / "manifests" / f"{shard}.begun"


def clear(out: Path, shard: str) -> None:
    """Remove what an earlier try or run wrote for a shard, its manifest first."""
    old = read_manifest(out, shard)
    manifest_path(out, shard).unlink(missing_ok=True)
    paths = [part.path for part in old.parts] if old else []
    with suppress(OSError, msgspec.DecodeError):
        paths += msgspec.json.decode(begun_path(out, shard).read_bytes(), type=list[str])
    for path in paths:
        (out / path).unlink(missing_ok=True)
    for place in {manifest_path(out, shard).parent, *((out / path).parent for path in paths)}:
        for begun in place.glob(f".{shard}.*.tmp"):  # of a worker that was killed while it wrote
            begun.unlink(missing_ok=True)


def overtaken(out: Path, planned: Sequence[Shard]) -> list[str]:
    """Shards of earlier runs whose files are planned in other groups: kept, they would hold reports a second time.

    Args:
        out: the dataset's folder.
        planned: all shards of this run.

    Raises:
        DatasetError: such a shard holds a file, too, that is still there and that this run does not name.
    """
    names = {shard.name for shard in planned}
    keys = {found.key for shard in planned for found in shard.inputs}
    gone = []
    for path in sorted((out / "manifests").glob("*.json")):
        old = None if path.stem in names else read_manifest(out, path.stem)
        theirs = {found.key for found in old.inputs} if old else set()
        if theirs & keys:
            left = sorted(key for key in theirs - keys if Path(key).exists())
            if left:
                raise DatasetError(
                    f"{out}: {left[0]} was coded in one shard with files that are now grouped anew;"
                    " name all inputs of the earlier run too, or write to another folder"
                )
            gone.append(path.stem)
    return gone


def is_done(shard: Shard, job: Job) -> bool:
    """Whether the shard was coded from the same bytes by the same coder with the same settings."""
    found = read_manifest(Path(job.out), shard.name)
    if found is None or found.settings != job.settings() or len(found.inputs) != len(shard.inputs):
        return False
    return all(_same(old, new) for old, new in zip(found.inputs, shard.inputs, strict=True))


def _same(old: InputFile, new: Input) -> bool:
    """Whether a file is as it was: by size and time of change, else by its bytes."""
    if old.key != new.key or old.sha256 is None:
        return False
    return (new.fingerprint is not None and old.fingerprint == new.fingerprint) or file_sha256(new.path) == old.sha256


def file_sha256(path: str) -> str | None:
    """Digest of a file's bytes; None where it cannot be read."""
    with suppress(OSError), open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
    return None


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
