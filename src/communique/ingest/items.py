"""Inputs as items: every report an input holds, and every reason why a place in it holds none.

    for found in iter_inputs(["reports/", "crawl.warc.gz"]):     # one a file; nothing is opened yet
        if found.fingerprint in finished:                        # unchanged since the last run
            continue
        for item in found.items():                               # one a report; containers are walked
            outcome = item.read()                                # Document, Skipped or Failed

Walking is cheap (no parsing, no HTML extraction), reading is not; an item pickles, so a worker process
can do the reading. Order is fixed: inputs as given, folders by name, records as they lie.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from communique.errors import ReadError
from communique.ingest.options import DEFAULTS, ReadOptions
from communique.records.document import Document

Form = Literal["report", "object", "fields"]
"""How an item's bytes are read: as text or HTML; as one JSON object, its keys guessed; as one with our field names."""

Unit = Literal["record", "line"]


class Skipped(msgspec.Struct, frozen=True, tag="skipped"):
    """A place that holds nothing to code, by no fault: a page in French, a request record of a web archive.

    Attributes:
        code: a stable word for programs, listed in docs/reasons.md.
        reason: one English sentence, with what to do where something can be done.
        where: path, member, record or line number and byte offset, as far as known.
    """

    code: str
    reason: str
    where: str


class Failed(msgspec.Struct, frozen=True, tag="failed"):
    """A place that should hold a report and cannot be read; fields as in `Skipped`."""

    code: str
    reason: str
    where: str


Outcome = Document | Skipped | Failed


class Item(msgspec.Struct, kw_only=True):
    """One report as it lies in an input, not yet read.

    Attributes:
        key: the place in the input, the same in every run: absolute path, `#member`, `#record-3` or `#line-3`. Unique
            within a run and printable, whatever the file is called.
        path: the file as it was named, to open it by; `-` for standard input.
        member: the name inside an archive.
        number: record (from 1) or line number in its file.
        unit: what `number` counts.
        offset: byte at which the record begins, in the file, or in the unpacked member where it is packed.
        fingerprint: size and time of change of the file, `size-nanoseconds`; None for standard input.
        form: how the bytes are read.
        data: the record's bytes; None for a whole file, which `read` opens.
        known: what the container says about the report: id, title, date, url, charset, ...
        outcome: given where there is nothing to read: the place is skipped or damaged.
        options: how to read.
        sha256: hash in hex of the bytes that were read; None before `read`, and where nothing could be.
    """

    key: str
    path: str
    member: str | None = None
    number: int | None = None
    unit: Unit = "record"
    offset: int | None = None
    fingerprint: str | None = None
    form: Form = "report"
    data: bytes | None = None
    known: dict[str, str] = {}
    outcome: Skipped | Failed | None = None
    options: ReadOptions = DEFAULTS
    sha256: str | None = None

    @property
    def where(self) -> str:
        """The place for people: path, member, line or record, byte."""
        return place_name(self.path, self.member, self.number, self.offset, self.unit)

    def read(self) -> Document | Skipped | Failed:
        """Read the report; never raises for what the input holds.

        Bytes, parts and dates are as `communique.ingest` finds them. The hash of the bytes is in `sha256` afterwards.
        """
        from communique.ingest.readers import read_item

        return read_item(self)

    def bytes(self) -> bytes:
        """The item's bytes, from the file where they are not here.

        Raises:
            ReadError: the file cannot be read or is larger than the options allow.
        """
        data = self.data if self.data is not None else read_whole(self.path, self.options.most_unpacked)
        self.sha256 = hashlib.sha256(data).hexdigest()
        return data


class Input(msgspec.Struct, kw_only=True):
    """One file that the inputs name, not yet opened.

    Attributes:
        path: the file; `-` for standard input.
        key: its absolute path, printable; the keys of its items begin with it.
        id: the id of a report that is the whole file: its path below the folder that was given, without suffix.
        fingerprint: size and time of change as `size-nanoseconds`; None where there is no file.
        outcome: given where the file cannot or should not be opened.
        options: how to read.
    """

    path: str
    key: str
    id: str
    fingerprint: str | None = None
    outcome: Skipped | Failed | None = None
    options: ReadOptions = DEFAULTS

    def items(self) -> Iterator[Item]:
        """The reports of the file, at least one item: an input without any gives its reason."""
        if self.outcome is not None:
            yield Item(
                key=self.key,
                path=self.path,
                fingerprint=self.fingerprint,
                outcome=self.outcome,
                options=self.options,
            )
            return
        from communique.ingest.forms import items_of

        yield from items_of(self)


def iter_inputs(inputs: Sequence[str], options: ReadOptions = DEFAULTS) -> Iterator[Input]:
    """The files that the inputs name, in order, each once; none is opened.

    Args:
        inputs: files, folders, patterns such as `2024/*.html`, or `-` for standard input.
        options: how to read them.
    """
    from communique.ingest.walk import walk

    return walk(inputs, options)


def iter_items(inputs: Sequence[str], options: ReadOptions = DEFAULTS) -> Iterator[Item]:
    """All reports of all inputs, and all reasons for none; arguments as for `iter_inputs`."""
    for found in iter_inputs(inputs, options):
        yield from found.items()


def read_documents(inputs: Sequence[str], options: ReadOptions = DEFAULTS) -> Iterator[Document]:
    """The reports of all inputs, without those that cannot be read: for tests and notebooks; runs use `iter_items`."""
    for item in iter_items(inputs, options):
        outcome = item.read()
        if isinstance(outcome, Document):
            yield outcome


def items_of_bytes(data: bytes, name: str, options: ReadOptions = DEFAULTS) -> Iterator[Item]:
    """The items of bytes that are in memory, such as an upload, as if they were a file of that name."""
    from communique.ingest.forms import items_of_stream

    found = Input(path=name, key=printable(name), id=file_id(name) if name != "-" else "-", options=options)
    return items_of_stream(found, io.BytesIO(data))


def open_file(path: str) -> io.BufferedReader:
    """Open a file for reading; a pipe that took its place is not waited for.

    Raises:
        OSError: it cannot be opened.
    """
    return open(path, "rb", opener=lambda name, flags: os.open(name, flags | getattr(os, "O_NONBLOCK", 0)))


def read_whole(path: str, most: int) -> bytes:
    """A regular file's bytes.

    Raises:
        ReadError: `missing`, `not-a-file`, `unreadable` or `too-large`.
    """
    try:
        with open_file(path) as stream:
            data = stream.read(most + 1)
    except OSError as error:
        raise ReadError("unreadable", f"cannot be read: {error.strerror or error}", printable(path)) from error
    if len(data) > most:
        raise ReadError("too-large", f"the file is larger than {most:,} bytes; split it", printable(path))
    return data


def place_name(path: str, member: str | None, number: int | None, offset: int | None, unit: Unit = "record") -> str:
    """A place in words that people and editors understand: `a.zip#b.jsonl:3`, `a.warc: record 3 at byte 912`."""
    name = printable(path) + (f"#{printable(member)}" if member else "")
    if number is not None and unit == "record":
        return f"{name}: record {number}" + (f" at byte {offset}" if offset is not None else "")
    if number is not None:
        return f"{name}:{number}"
    return f"{name}: byte {offset}" if offset is not None else name


def printable(name: str) -> str:
    """A file name that can be stored and shown: bytes that are no UTF-8 become `\\xff`, control characters too."""
    plain = os.fsencode(name).decode("utf-8", "backslashreplace") if not name.isascii() else name
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in plain)


def absolute(path: str) -> str:
    """The printable absolute path: what keys begin with."""
    return "-" if path == "-" else printable(os.path.abspath(path))


def file_id(path: str, folder: str | None = None) -> str:
    """The id of a report that is a file: its path below the folder, without suffixes of form and packing."""
    name = os.path.relpath(path, folder) if folder is not None else os.path.basename(path)
    place = Path(name)
    while place.suffix.lower() in _PACKED:
        place = place.with_suffix("")
    return printable(place.with_suffix("").as_posix()) if place.suffix else printable(place.as_posix())


_PACKED = frozenset({".gz", ".zst", ".zstd", ".gzip"})
