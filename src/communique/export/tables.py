"""The flat tables as CSV and as Parquet: the same columns in both."""

from __future__ import annotations

from typing import Any

from communique.export.columns import Format, Table
from communique.export.table_dyads import DYADS
from communique.export.table_events import EVENTS, PARTICIPANTS
from communique.export.table_reports import PLACES, reports_table
from communique.export.table_statements import ACTORS, MENTIONS, STATEMENTS


def flat_tables(with_text: bool) -> tuple[Table[Any], ...]:
    """All flat tables; `reports` holds the text only where it is asked for."""
    return (reports_table(with_text), EVENTS, PARTICIPANTS, DYADS, STATEMENTS, ACTORS, MENTIONS, PLACES)


def csv_format(with_text: bool) -> Format:
    """CSV for spreadsheets, R and pandas: UTF-8, ISO dates, blanks for what is not known."""
    return Format(
        "csv",
        "flat tables as CSV: reports, events, participants, dyads, statements, actors, mentions, places",
        "csv",
        flat_tables(with_text),
    )


def parquet_format(with_text: bool) -> Format:
    """Parquet for R (arrow), pandas, polars, DuckDB: typed columns, days as dates."""
    return Format("parquet", "the same flat tables as Parquet, with types", "parquet", flat_tables(with_text))
