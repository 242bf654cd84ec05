"""What a database must do for a store: the part that differs between SQLite and PostgreSQL.

Everything else in the store is plain SQL with `?` for parameters, which both run.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol

Row = Any
"""A row of a result: read by position and by column name; `tuple(row)` and `dict(row)` work."""


class Cursor(Protocol):
    """The result of a statement."""

    def fetchone(self) -> Any:
        """The next row, or None."""

    def fetchall(self) -> list[Any]:
        """All rows that are left."""


class Database(Protocol):
    """An open database. Every method raises `StoreError` with a reason in words.

    Attributes:
        begin_writing: the statement that begins a transaction of the only writer; others wait their turn.
        begin_reading: the statement that begins a transaction in which all that is read is of one moment.
    """

    begin_writing: str
    begin_reading: str

    def execute(self, sql: str, parameters: Sequence[Any]) -> Cursor:
        """Run one statement."""

    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for each row of parameters."""

    def stream(self, sql: str, parameters: Sequence[Any]) -> Iterator[Row]:
        """The rows of a query one after another, never all in memory; inside a transaction."""

    def close(self) -> None:
        """Close the connection."""

    def check(self) -> list[str]:
        """Read everything and list what is damaged."""

    def index_text(self, report_key: int, title: str | None, body: str) -> None:
        """Make a report's words findable."""

    def forget_text(self, report_key: int, title: str | None, body: str) -> None:
        """Take a report's words out again; title and body are those that were indexed."""

    def search_condition(self, words: str, alias: str) -> tuple[str, list[Any]]:
        """A condition on the reports of `alias` that hold all the words, with its parameters."""

    def ranked_search(self, words: str, limit: int, offset: int) -> list[tuple[int, float]]:
        """Keys of reports that match, best first, with their rank (lower is better)."""

    def continue_keys(self) -> None:
        """Let the keys that the database gives out go on after those that were written by hand."""
