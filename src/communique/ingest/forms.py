"""Which form a file has, and the items of each form.

What the bytes are wins over what the name says: a gzip file called `.txt` is unpacked, a picture called
`.html` is refused.
"""

from __future__ import annotations

import io
import os
import sys
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from communique.errors import ReadError
from communique.ingest.feeds import looks_like_feed, walk_feed
from communique.ingest.items import Input, Item, open_file
from communique.ingest.json_files import walk_json
from communique.ingest.parquet import MAGIC as PARQUET
from communique.ingest.parquet import walk_table
from communique.ingest.places import Place
from communique.ingest.separated import walk_rows
from communique.ingest.unpack import packing, read_all, unpacked
from communique.ingest.warc import walk_packed_warc, walk_warc
from communique.ingest.zips import walk_zip

HEAD = 4096

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


def items_of(found: Input) -> Iterator[Item]:
    """The items of one file, at least one."""
    place = Place(found.path, None, found.id, found.key, found.fingerprint, found.options)
    try:
        with _opened(found.path) as stream:
            yield from _walk(place, stream, ())
    except OSError as error:
        yield place.failed("unreadable", f"cannot be read: {error.strerror or error}")


def items_of_stream(found: Input, stream: BinaryIO) -> Iterator[Item]:
    """The items of bytes that are at hand, at least one; each item holds its own."""
    place = Place(found.path, None, found.id, found.key, found.fingerprint, found.options, held=True)
    return _walk(place, stream, ())


def _opened(path: str) -> io.BufferedReader:
    """The file's bytes as a stream; standard input is not closed."""
    if path == "-":
        return io.BufferedReader(io.FileIO(sys.stdin.fileno(), closefd=False))
    return open_file(path)


def _walk(place: Place, stream: BinaryIO, packed: tuple[str, ...]) -> Iterator[Item]:
    """The items of a stream; a fault that ends the stream is the last of them.

    Args:
        place: the file or member.
        stream: its bytes.
        packed: what it was unpacked from, outermost first: archives in archives are refused.
    """
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(_raw(stream), 65_536)
    given = False
    try:
        for item in _of_form(place, buffered, packed):
            given = True
            yield item
    except ReadError as error:
        fault = place.failed(error.code, error.message)
    except Exception as error:
        if isinstance(error, OSError) and not packed:
            raise
        fault = place.failed("internal", f"reading failed: {type(error).__name__}: {error}; please report it")
    else:
        if not given:
            yield place.failed("empty", "there is no report in it; nothing to code")
        return
    fault.key += "#fault" if given else ""
    yield fault


def _of_form(place: Place, stream: io.BufferedReader, packed: tuple[str, ...]) -> Iterator[Item]:
    """The items of a stream by what its first bytes say."""
    head = stream.peek(HEAD)[:HEAD]
    name = (place.member or place.path).lower()
    kind = packing(head)
    if kind == "gzip" and _holds_warc(head):
        yield from walk_packed_warc(place, stream)
    elif kind is not None:
        if packed:
            raise ReadError(
                "nested-archive", f"{kind} data inside {packed[-1]} data; unpack the outer one", place.where
            )
        inner = unpacked(stream, kind, place.where, place.options)
        yield from _walk(place, inner, (kind,))
    elif head.startswith((b"PK\x03\x04", b"PK\x05\x06")) and place.options.form is None:
        if packed:
            raise ReadError(
                "nested-archive", f"a zip archive inside {packed[-1]} data; unpack the outer one", place.where
            )
        members = _seekable(place, stream)
        yield from walk_zip(place, members, lambda inside, data: _walk(inside, data, ("zip",)))
    elif found := _other_archive(head):
        raise ReadError("archive", f"{found} archives are not read; unpack it and name the folder", place.where)
    else:
        yield from _of_report_form(place, stream, form_of(name, head, place.options.form), bool(packed))


def _of_report_form(place: Place, stream: io.BufferedReader, form: str, packed: bool) -> Iterator[Item]:
    """The items of a stream that is not packed."""
    if form == "jsonl":
        yield from walk_json(place, stream)
    elif form in ("csv", "tsv"):
        yield from walk_rows(place, stream, form == "tsv")
    elif form == "parquet":
        yield from walk_table(place, _seekable(place, stream))
    elif form == "warc":
        yield from walk_warc(place, stream)
    elif form == "feed":
        yield from walk_feed(place, stream)
    else:
        known = {"id": place.id} if place.path != "-" or place.member else {}
        known |= {"form": form} if form in ("text", "html") else {}
        whole = packed or place.held or place.path == "-"
        yield place.item(read_all(stream, place.where, place.options) if whole else None, known=known)


def form_of(name: str, head: bytes, given: str | None) -> str:
    """The form of unpacked bytes: one of `FORMS`, or `report` for text or HTML, which reading tells apart.

    Args:
        name: file or member name in lower case, `-` for standard input.
        head: the first bytes.
        given: the form that the user says.
    """
    if given is not None:
        return given
    if head.startswith(b"WARC/"):
        return "warc"
    if head.startswith(PARQUET):
        return "parquet"
    for suffix in (".gz", ".zst", ".zstd", ".gzip"):
        name = name.removesuffix(suffix)
    suffix = os.path.splitext(name)[1]
    if suffix in _BY_SUFFIX:
        return _BY_SUFFIX[suffix]
    if looks_like_feed(head) and suffix not in (".html", ".htm", ".xhtml", ".txt"):
        return "feed"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if suffix in (".json", "") and (start[:1] == b"{" or (suffix and start[:1] == b"[")):
        return "jsonl"
    return "report"


_BY_SUFFIX = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".warc": "warc",
    ".rss": "feed",
    ".atom": "feed",
}


def _holds_warc(head: bytes) -> bool:
    """Whether a gzip stream begins with a record of a web archive."""
    try:
        return zlib.decompressobj(wbits=31).decompress(head, 16).startswith(b"WARC/")
    except zlib.error:
        return False


def _other_archive(head: bytes) -> str | None:
    """The kind of an archive that is not read."""
    if head[257:262] == b"ustar":
        return "tar"
    kinds = {
        b"7z\xbc\xaf\x27\x1c": "7z",
        b"Rar!\x1a\x07": "RAR",
        b"BZh": "bzip2",
        b"\xfd7zXZ\x00": "xz",
        b"\x04\x22\x4d\x18": "lz4",
    }
    return next((name for magic, name in kinds.items() if head.startswith(magic)), None)


def _seekable(place: Place, stream: io.BufferedReader) -> BinaryIO:
    """The stream itself where it is a file, else its bytes in memory, within the limits."""
    try:
        if stream.seekable():
            return stream
    except OSError:
        pass
    return io.BytesIO(read_all(stream, place.where, place.options))


def _raw(stream: BinaryIO) -> io.RawIOBase:
    """A stream without buffer as what a buffered reader asks for."""
    return stream  # type: ignore[return-value]
