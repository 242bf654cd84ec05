"""Inputs to documents: files, folders, JSONL and standard input, each accounted for."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from communique.errors import ReadError
from communique.ingest.build import Meta
from communique.ingest.decode import clean_controls, decode
from communique.ingest.html import from_html, looks_like_html
from communique.ingest.jsonl import read_lines
from communique.ingest.plain import from_text
from communique.records.document import Document

SUFFIXES = frozenset({".txt", ".text", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson", ".md", ".json"})
LARGEST = 100_000_000
"""Bytes of one file that are read at most."""


@dataclass(frozen=True, slots=True)
class Item:
    """One report that an input held, or why it held none.

    Attributes:
        path: the input, with the line number for a line of JSONL.
        document: the report, or None.
        error: why there is none.
    """

    path: str
    document: Document | None = None
    error: ReadError | None = None


def read_inputs(paths: list[str], given_date: str | None = None) -> Iterator[Item]:
    """Read all reports of the inputs in order; nothing is passed over without an item."""
    for path in expand(paths):
        if isinstance(path, Item):
            yield path
        elif path == "-":
            yield from read_bytes(sys.stdin.buffer.read(), "-", given_date)
        else:
            yield from read_file(Path(path), given_date)


def expand(paths: list[str]) -> Iterator[str | Item]:
    """Files of the inputs: a folder gives its readable files, sorted."""
    for path in paths:
        if path == "-":
            yield path
            continue
        place = Path(path)
        if place.is_dir():
            files = sorted(p for p in place.rglob("*") if p.is_file() and p.suffix.lower() in SUFFIXES)
            if not files:
                yield Item(path, error=ReadError("no-files", "the folder holds no .txt, .html or .jsonl file", path))
            yield from (str(p) for p in files)
        else:
            yield path


def read_file(path: Path, given_date: str | None = None) -> Iterator[Item]:
    """Read the reports of one file."""
    where = str(path)
    try:
        if not path.exists():
            raise ReadError("missing", "there is no such file", where)
        if not path.is_file():
            raise ReadError("not-a-file", "this is neither a file nor a folder", where)
        if path.stat().st_size > LARGEST:
            raise ReadError("too-large", f"the file is larger than {LARGEST:,} bytes; split it", where)
        data = path.read_bytes()
    except OSError as error:
        yield Item(where, error=ReadError("unreadable", f"cannot be read: {error.strerror}", where))
        return
    except ReadError as error:
        yield Item(where, error=error)
        return
    yield from read_bytes(data, where, given_date)


def read_bytes(data: bytes, where: str, given_date: str | None = None) -> Iterator[Item]:
    """Read the reports that the bytes of one input hold."""
    suffix = Path(where).suffix.lower()
    if suffix in (".jsonl", ".ndjson") or (suffix in (".json", "") and data.lstrip()[:1] == b"{"):
        for place, found in read_lines(data, where, given_date):
            if isinstance(found, ReadError):
                yield Item(place, error=found)
            else:
                yield Item(place, document=found)
        return
    try:
        yield Item(where, document=read_report(data, where, given_date))
    except ReadError as error:
        yield Item(where, error=error)


def read_report(data: bytes, where: str, given_date: str | None = None) -> Document:
    """Read the bytes of one report, text or HTML.

    Raises:
        ReadError: nothing in it can be coded.
    """
    text, notes = decode(data, where)
    text, more = clean_controls(text)
    meta = Meta(notes=[*notes, *more], id=Path(where).stem if where != "-" else None)
    return read_text(text, meta, where, given_date)


def read_text(text: str, meta: Meta, where: str, given_date: str | None = None) -> Document:
    """Read one report from text or HTML already decoded."""
    if not any(c.isalpha() for c in text):
        raise ReadError("no-words", "the report holds no words", where)
    if looks_like_html(text):
        return from_html(text, meta, where, given_date)
    return from_text(text, meta, given_date)
