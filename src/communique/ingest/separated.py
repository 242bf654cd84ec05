"""CSV and TSV: one report a row, columns by name.

A row is read as a JSON object with our field names; all that a table can get wrong is found here: a quotation mark
that is never closed and swallows the rest, rows wider than the header, cells in another encoding than the rest.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from typing import BinaryIO, Literal

import msgspec

from communique.errors import ReadError
from communique.ingest.columns import guess_columns, no_text_column
from communique.ingest.decode import decode
from communique.ingest.items import Item
from communique.ingest.places import Place

HEAD = 262_144
"""Bytes from which encoding and delimiter are told."""
_RAW_QUOTE = re.compile(r'(?:^|\t)"[^"\t\n]*"[^"\t\n\r]', re.MULTILINE)


def walk_rows(place: Place, stream: BinaryIO, tabs: bool) -> Iterator[Item]:
    """The rows of a table as items.

    Args:
        place: the table.
        stream: its bytes.
        tabs: its cells are separated by tabs; else the delimiter is told from the header.

    Raises:
        ReadError: `no-columns`, listing the columns found, where none holds text; `empty`; `encoding`.
    """
    head = stream.read(HEAD)
    encoding, odd = _encoding(head, place.where)
    lines = _Lines(
        io.TextIOWrapper(io.BufferedReader(_Joined(head, stream)), encoding, "surrogateescape", newline=""), place
    )
    sample = head[:HEAD].decode(encoding, "replace")
    delimiter = "\t" if tabs else _delimiter(sample)
    quoting: Literal[0, 3] = csv.QUOTE_NONE if delimiter == "\t" and _RAW_QUOTE.search(sample) else csv.QUOTE_MINIMAL
    csv.field_size_limit(place.options.most_unpacked)
    rows = csv.reader(lines, delimiter=delimiter, quoting=quoting)
    try:
        header = [name.strip() for name in next(rows, [])]
    except (csv.Error, UnicodeError) as error:
        raise ReadError("encoding", f"the header cannot be read as {encoding}: {error}", place.where) from error
    columns = guess_columns(header, place.options.columns)
    if not {"text", "html"} & set(columns) or set(place.options.columns.values()) - set(header):
        raise ReadError("no-columns", no_text_column(header, place.options.columns), place.where)
    index = {field: header.index(column) for field, column in columns.items()}
    yield from _rows(place, rows, lines, index, len(header), odd)


def _rows(
    place: Place, rows: Iterator[list[str]], lines: _Lines, index: dict[str, int], width: int, odd: str | None
) -> Iterator[Item]:
    """The items of the rows below the header; a number is the line that the row begins on."""
    while True:
        line = lines.number + 1
        try:
            row = next(rows, None)
        except (csv.Error, UnicodeError) as error:
            yield place.failed("bad-row", f"{error}; the rows from here on were not read", number=line, unit="line")
            return
        if row is None:
            return
        if lines.ended:
            reason = "a quotation mark in this row is never closed; it and the rows below were not read"
            yield place.failed("open-quote", reason, number=line, unit="line")
        elif len(row) > width and any(cell.strip() for cell in row[width:]):
            reason = f"the row has {len(row)} cells, the header {width}; is a quotation mark missing?"
            yield place.failed("bad-row", reason, number=line, unit="line")
        elif any(cell.strip() for cell in row):
            value = {field: row[at] for field, at in index.items() if at < len(row)}
            known = {"encoding": odd} if odd else {}
            if not all(cell.isascii() or _sound(cell) for cell in value.values()):
                value = {field: _repaired(cell) for field, cell in value.items()}
                known = {"encoding": "cp1252"}
            yield place.item(msgspec.json.encode(value), form="fields", number=line, unit="line", known=known)


class _Lines:
    """Lines for the CSV reader, counted; `ended` once it asked for more than there is."""

    def __init__(self, stream: io.TextIOWrapper, place: Place) -> None:
        self._stream = stream
        self._most = place.options.most_unpacked
        self.number = 0
        self.ended = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = self._stream.readline(self._most)
        if not line:
            self.ended = True
            raise StopIteration
        self.number += 1
        return line


class _Joined(io.RawIOBase):
    """A stream with bytes put back before it."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        """A stream to read from."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill the buffer with the bytes put back, then with the stream's."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        data = self._head[: len(view)] or self._rest.read(len(view))
        self._head = self._head[len(data) :]
        view[: len(data)] = data
        return len(data)


def _encoding(head: bytes, where: str) -> tuple[str, str | None]:
    """Encoding of a table by its head, and its name where it should be noted."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", "utf-16"
    cut = head.rfind(b"\n") + 1 or len(head)
    _, notes = decode(head[:cut], where)
    if notes and (named := re.match(r"read as ([\w\-]+)", notes[0].message)):
        return named[1], named[1]
    return "utf-8-sig", None


def _delimiter(sample: str) -> str:
    """The delimiter of a header line: the one that stands there most often, a comma where none does."""
    line = re.sub(r'"[^"]*"', "", sample.lstrip("\ufeff").split("\n", 1)[0])
    return max(",;\t|", key=lambda mark: (line.count(mark), mark == ","))


def _sound(cell: str) -> bool:
    """Whether all bytes of a cell were in the table's encoding."""
    return not any("\udc80" <= c <= "\udcff" for c in cell)


def _repaired(cell: str) -> str:
    """A cell with the bytes that did not fit read as Western European ones."""
    return re.sub(
        "[\udc80-\udcff]+",
        lambda found: found[0].encode("ascii", "surrogateescape").decode("cp1252", "replace"),
        cell,
    )
