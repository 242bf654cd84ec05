"""One pure function from a table of reports to tables of records: what every engine runs.

Arrow in, Arrow out; the same rows and the same coder give the same tables, whatever ran before, wherever it runs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec
import pyarrow as pa

from communique.corpus.engine import Codes
from communique.errors import ReadError
from communique.export.columns import Chosen, Table
from communique.export.media import arrow_table
from communique.export.table_events import EVENTS, PARTICIPANTS
from communique.export.table_reports import PLACES, reports_table
from communique.export.table_statements import ACTORS, MENTIONS, STATEMENTS
from communique.ingest.columns import guess_columns, no_text_column
from communique.ingest.duplicates import band_keys, signature
from communique.ingest.items import Item
from communique.ingest.options import DEFAULTS, ReadOptions
from communique.records.document import Document
from communique.records.record import Record, to_json

FLAT: tuple[Table[Any], ...] = (reports_table(False), EVENTS, PARTICIPANTS, STATEMENTS, ACTORS, MENTIONS, PLACES)
"""The flat tables, with the columns of the CSV and Parquet exports."""
UNDATED = "undated"
"""The month of reports without a date."""

_RECORDS = pa.schema(
    [
        pa.field("key", pa.string(), metadata={"meaning": "place in the input"}),
        pa.field("report_id", pa.string(), metadata={"meaning": "the report's id"}),
        pa.field("date", pa.string(), metadata={"meaning": "day of publication"}),
        pa.field("sha256", pa.string(), metadata={"meaning": "digest of the text"}),
        pa.field("bands", pa.list_(pa.int64()), metadata={"meaning": "two reports with a common key may be copies"}),
        pa.field("signature", pa.binary(), metadata={"meaning": "MinHash signature of the text"}),
        pa.field("record", pa.binary(), metadata={"meaning": "the record: one JSON line"}),
        pa.field("month", pa.string(), metadata={"meaning": "month of publication, or undated"}),
    ]
)
_FAILURES = pa.schema(
    [
        pa.field("key", pa.string(), metadata={"meaning": "place in the input"}),
        pa.field("state", pa.string(), metadata={"meaning": "skipped or failed"}),
        pa.field("code", pa.string(), metadata={"meaning": "reason, for programs"}),
        pa.field("reason", pa.string(), metadata={"meaning": "reason, for people"}),
        pa.field("month", pa.string(), metadata={"meaning": "always undated"}),
    ]
)
TABLES = ("records", *(table.name for table in FLAT), "failures")
"""Names of the tables that come out."""


def code_batch(
    table: pa.Table, coder: Codes, options: ReadOptions = DEFAULTS, place: str = "batch"
) -> dict[str, pa.Table]:
    """Code a table of reports, one a row.

    Args:
        table: columns for text or html, and for id, title, date, publisher, url, authors, language where there are
            such; which is which is guessed as for files, or said in `options.columns`.
        coder: a loaded coder.
        options: how to read.
        place: names the table in reasons and keys.

    Returns:
        A table for each name of `TABLES`, each with a column `month`: `records` holds the whole records as JSON,
        `failures` what was skipped or could not be coded, the others are flat.

    Raises:
        ReadError: no column holds text or html.
    """
    return code_items(_items(table, options, place), coder)


def code_items(items: Iterable[Item], coder: Codes) -> dict[str, pa.Table]:
    """As `code_batch`, for reports as they lie in files."""
    gathered = _Gathered()
    for item in items:
        outcome = item.read()
        if not isinstance(outcome, Document):
            state = type(outcome).__name__.lower()
            gathered.failures.append([item.key, state, outcome.code, f"{outcome.where}: {outcome.reason}", UNDATED])
            continue
        try:
            record = coder.code_document(outcome)
        except Exception as error:  # noqa: BLE001 (one bad report never stops a run)
            reason = f"coding failed: {type(error).__name__}: {error}"
            gathered.failures.append([item.key, "failed", "coding", reason, UNDATED])
            continue
        gathered.add(item.key, record)
    return gathered.tables()


def _items(table: pa.Table, options: ReadOptions, place: str) -> Iterator[Item]:
    """The rows as items, read as rows of a Parquet file are."""
    columns = guess_columns(table.column_names, options.columns)
    if not {"text", "html"} & columns.keys():
        raise ReadError("no-column", no_text_column(table.column_names, options.columns), place)
    rows = table.select(list(columns.values())).rename_columns(list(columns)).to_pylist()
    for number, row in enumerate(rows, 1):
        data = msgspec.json.encode({field: _plain(cell) for field, cell in row.items() if cell is not None})
        yield Item(key=f"{place}#record-{number}", path=place, number=number, form="fields", data=data, options=options)


def _plain(value: Any) -> Any:
    """A cell as JSON has it: dates as YYYY-MM-DD."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value if isinstance(value, str | int | float | bool | list) else str(value)


@dataclass
class _Gathered:
    """Rows of the tables, as they are made."""

    records: list[list[Any]] = field(default_factory=list)
    failures: list[list[Any]] = field(default_factory=list)
    flat: list[list[Any]] = field(default_factory=lambda: [[] for _ in FLAT])
    months: list[list[str]] = field(default_factory=lambda: [[] for _ in FLAT])

    def add(self, key: str, record: Record) -> None:
        """Take in a coded report."""
        report = record.report
        month = report.date[:7] if report.date else UNDATED
        mark = signature(report.text)
        bands = band_keys(mark) if mark is not None else []
        self.records.append([key, report.id, report.date, report.sha256, bands, mark, to_json(record), month])
        chosen = Chosen(record, record.events, record.statements)
        for rows, months, table in zip(self.flat, self.months, FLAT, strict=True):
            before = len(rows)
            rows.extend(table.rows(chosen, Counter()))
            months.extend([month] * (len(rows) - before))

    def tables(self) -> dict[str, pa.Table]:
        """The tables by name."""
        found = {"records": _table(_RECORDS, self.records), "failures": _table(_FAILURES, self.failures)}
        for rows, months, table in zip(self.flat, self.months, FLAT, strict=True):
            flat = arrow_table(table.columns, rows)
            found[table.name] = flat.append_column(_RECORDS.field("month"), pa.array(months, pa.string()))
        return {name: found[name] for name in TABLES}


def _table(schema: pa.Schema, rows: list[list[Any]]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    arrays = [pa.array(list(column), type=field.type) for column, field in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)
