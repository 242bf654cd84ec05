"""Writing rows to files: CSV, tab-separated, JSON lines, Parquet."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Sequence
from typing import Any, BinaryIO, Protocol

from communique.export.cells import csv_cell, flat, tsv_cell
from communique.export.columns import Cell, Column, Medium

SUFFIXES: dict[Medium, str] = {"csv": ".csv", "tsv": ".tsv", "parquet": ".parquet", "lines": ".jsonl", "files": ""}
BATCH = 5000
"""Rows of a Parquet row group: memory stays flat however long the export."""


class Sink(Protocol):
    """Something that takes rows and counts them."""

    rows: int

    def put(self, row: Sequence[Cell]) -> None:
        """Write one row."""

    def close(self) -> None:
        """Write what is still held back."""


class CsvSink:
    """Comma-separated, quoted where needed, lines end in a line feed."""

    def __init__(self, stream: BinaryIO, columns: Sequence[Column[Any]], header: bool) -> None:
        self.rows = 0
        self._text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=False)
        self._writer = csv.writer(self._text, lineterminator="\n")
        if header:
            self._writer.writerow([c.name for c in columns])

    def put(self, row: Sequence[Cell]) -> None:
        """Write one row."""
        self._writer.writerow([csv_cell(cell) for cell in row])
        self.rows += 1

    def close(self) -> None:
        """Flush, and leave the stream to its owner."""
        self._text.flush()
        self._text.detach()


class TsvSink:
    """Tab-separated without quoting: cells hold neither tabs nor double quotes."""

    def __init__(self, stream: BinaryIO, columns: Sequence[Column[Any]], header: bool) -> None:
        self.rows = 0
        self._stream = stream
        if header:
            stream.write("\t".join(c.name for c in columns).encode() + b"\n")

    def put(self, row: Sequence[Cell]) -> None:
        """Write one row."""
        self._stream.write("\t".join(tsv_cell(cell) for cell in row).encode() + b"\n")
        self.rows += 1

    def close(self) -> None:
        """Nothing is held back."""


class ParquetSink:
    """Parquet with types: text, 64-bit numbers, booleans, days."""

    def __init__(self, stream: BinaryIO, columns: Sequence[Column[Any]]) -> None:
        import pyarrow.parquet as parquet

        self.rows = 0
        self._schema = arrow_schema(columns)
        self._columns = columns
        self._held: list[Sequence[Cell]] = []
        self._writer = parquet.ParquetWriter(stream, self._schema, compression="zstd")

    def put(self, row: Sequence[Cell]) -> None:
        """Hold one row, write a full batch."""
        self._held.append(row)
        self.rows += 1
        if len(self._held) >= BATCH:
            self._flush()

    def _flush(self) -> None:
        """Write what is held as one row group."""
        self._writer.write_table(arrow_table(self._columns, self._held))
        self._held = []

    def close(self) -> None:
        """Write the rest and the file's foot."""
        if self._held:
            self._flush()
        self._writer.close()


def arrow_schema(columns: Sequence[Column[Any]]) -> Any:
    """The Arrow schema of columns, each with its meaning as metadata."""
    import pyarrow as pa

    kinds = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }
    return pa.schema([pa.field(c.name, kinds[c.kind], metadata={"meaning": c.about}) for c in columns])


def arrow_table(columns: Sequence[Column[Any]], rows: Sequence[Sequence[Cell]]) -> Any:
    """Rows as an Arrow table."""
    import pyarrow as pa

    schema = arrow_schema(columns)
    arrays = []
    for number, column in enumerate(columns):
        arrays.append(_arrow_array(column.kind, [row[number] for row in rows], schema.field(number).type))
    return pa.Table.from_arrays(arrays, schema=schema)


def _arrow_array(kind: str, cells: list[Cell], type_: Any) -> Any:
    """Cells as Arrow takes them: days as dates, text as valid Unicode."""
    import pyarrow as pa

    if kind == "date":
        return pa.array([None if c is None else datetime.date.fromisoformat(str(c)) for c in cells], type=type_)
    try:
        return pa.array(cells, type=type_)
    except UnicodeError:
        return pa.array([_valid(c) if isinstance(c, str) else c for c in cells], type=type_)


def _valid(text: str) -> str:
    """Text that UTF-8 can hold; line breaks stay."""
    return "\n".join(flat(line) for line in text.split("\n"))
