"""Which form a file has, and the items of each form.

What the bytes are wins over what the name says: a gzip file called `.txt` is unpacked, a picture called
`.html` is refused.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from typing import BinaryIO

from communique.errors import ReadError
from communique.ingest.items import Input, Item
from communique.ingest.places import Place

OTHER_SUFFIXES = frozenset(
    [
        ".7z",
        ".avi",
        ".bmp",
        ".bz2",
        ".css",
        ".db",
        ".dll",
        ".doc",
        ".docx",
        ".eot",
        ".exe",
        ".gif",
        ".ico",
        ".ini",
        ".jar",
        ".jpeg",
        ".jpg",
        ".js",
        ".lock",
        ".log",
        ".mjs",
        ".mov",
        ".mp3",
        ".mp4",
        ".ods",
        ".odt",
        ".ogg",
        ".otf",
        ".pdf",
        ".pickle",
        ".pkl",
        ".png",
        ".ppt",
        ".pptx",
        ".py",
        ".pyc",
        ".r",
        ".rar",
        ".sh",
        ".so",
        ".sqlite",
        ".sqlite3",
        ".svg",
        ".tar",
        ".tif",
        ".tiff",
        ".toml",
        ".ttf",
        ".wav",
        ".webm",
        ".webp",
        ".woff",
        ".woff2",
        ".xls",
        ".xlsx",
        ".xz",
        ".yaml",
        ".yml",
    ]
)
"""Suffixes that a folder's files are passed over for; any file can be named by itself."""

FORMS = ("text", "html", "jsonl", "csv", "tsv", "parquet", "warc", "feed")
"""Forms that `--format` takes."""


def items_of(found: Input) -> Iterator[Item]:
    """The items of one file, at least one."""
    place = Place(found.path, None, found.id, found.key, found.fingerprint, found.options)
    given = False
    try:
        with _opened(found.path) as stream:
            for item in _walk(place, stream):
                given = True
                yield item
    except OSError as error:
        yield place.failed("unreadable", f"cannot be read: {error.strerror or error}")
        return
    if not given:
        yield place.failed("empty", "the file holds no report")


def _opened(path: str) -> BinaryIO:
    """The file's bytes as a stream; standard input is not closed."""
    if path == "-":
        return io.BufferedReader(io.FileIO(sys.stdin.fileno(), closefd=False))
    return open(path, "rb")


def _walk(place: Place, stream: BinaryIO) -> Iterator[Item]:
    """The items of a stream by its form."""
    from communique.ingest.jsonl import walk_lines

    head = stream.peek(4096)[:4096] if isinstance(stream, io.BufferedReader) else b""
    try:
        if form_of(place, head) == "jsonl":
            yield from walk_lines(place, stream)
        elif place.path == "-":
            yield place.item(data=stream.read(), known={})
        else:
            yield place.item(known={"id": place.id})
    except ReadError as error:
        yield place.failed(error.code, error.message)


def form_of(place: Place, head: bytes) -> str:
    """The form of a file by its first bytes and its name."""
    if place.options.form is not None:
        return place.options.form
    name = (place.member or place.path).lower()
    if name.endswith((".jsonl", ".ndjson")) or (name.endswith((".json", "-")) and head.lstrip()[:1] == b"{"):
        return "jsonl"
    return "report"
