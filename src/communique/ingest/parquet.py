"""Parquet: one report a row, only the columns that are used, a few rows at a time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from communique.errors import ReadError
from communique.ingest.columns import guess_columns, no_text_column
from communique.ingest.items import Item
from communique.ingest.places import Place
from communique.ingest.unpack import FREE

MAGIC = b"PAR1"
BATCH = 64
"""Rows held at a time."""


def walk_table(place: Place, stream: BinaryIO) -> Iterator[Item]:
    """The rows of a Parquet file as items; a number is the row from 1.

    Raises:
        ReadError: `damaged`; `no-columns`, listing the columns found; `bomb`.
    """
    import pyarrow as arrow
    import pyarrow.parquet as parquet

    try:
        table = parquet.ParquetFile(stream)
        names = list(table.schema_arrow.names)
    except (arrow.ArrowException, OSError, ValueError) as error:
        raise ReadError(
            "damaged", f"no sound Parquet file: {_first_line(error)}; fetch it again", place.where
        ) from error
    columns = guess_columns(names, place.options.columns)
    if not {"text", "html"} & set(columns) or set(place.options.columns.values()) - set(names):
        raise ReadError("no-columns", no_text_column(names, place.options.columns), place.where)
    _check_bomb(table.metadata, set(columns.values()), place)
    texts = [columns[field] for field in ("text", "html") if field in columns]
    number = 0
    try:
        table = parquet.ParquetFile(stream, read_dictionary=texts)
        for batch in table.iter_batches(batch_size=BATCH, columns=sorted(set(columns.values())), use_threads=False):
            values = {field: batch.column(batch.schema.get_field_index(name)) for field, name in columns.items()}
            for row in range(batch.num_rows):
                number += 1
                yield _row(place, values, row, number)
    except (arrow.ArrowException, OSError, ValueError) as error:
        reason = f"damaged after row {number}: {_first_line(error)}; the rows from here on were not read"
        yield place.failed("damaged", reason, number=number + 1)


def _row(place: Place, values: dict[str, Any], row: int, number: int) -> Item:
    """One row as an item."""
    try:
        cells = {field: _plain(column[row].as_py()) for field, column in values.items()}
        data = msgspec.json.encode({field: cell for field, cell in cells.items() if cell is not None}, enc_hook=str)
    except ValueError as error:
        return place.failed("encoding", f"a cell of this row is no UTF-8: {_first_line(error)}", number=number)
    if len(data) > place.options.most_unpacked:
        reason = f"the row is larger than {place.options.most_unpacked:,} bytes; it was passed over"
        return place.failed("too-large", reason, number=number)
    return place.item(data, form="fields", number=number)


def _plain(value: Any) -> Any:
    """A cell's value as JSON has it: dates as YYYY-MM-DD, bytes as text."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return value if isinstance(value, str | int | float | bool | list | None) else str(value)


def _check_bomb(metadata: Any, used: set[str], place: Place) -> None:
    """Refuse a file whose used columns say that they unpack beyond the ratio."""
    for group in range(metadata.num_row_groups):
        for at in range(metadata.num_columns):
            chunk = metadata.row_group(group).column(at)
            if chunk.path_in_schema.split(".")[0] not in used:
                continue
            whole, packed = chunk.total_uncompressed_size, max(1, chunk.total_compressed_size)
            if whole > FREE and whole > place.options.steepest * packed:
                reason = f"a column unpacks to over {place.options.steepest} times its size; refused as a bomb"
                raise ReadError("bomb", reason, place.where)


def _first_line(error: Exception) -> str:
    """What a library says, without its long tail."""
    return str(error).split("\n", 1)[0][:200]
