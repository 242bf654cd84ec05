"""A store in one SQLite file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from communique.store import dialect
from communique.store.opening import Mode, open_connection, store_error


class SqliteDatabase:
    """An open SQLite file, as `communique.store.database` asks for it."""

    begin_writing = "BEGIN IMMEDIATE"
    begin_reading = "BEGIN"

    def __init__(self, path: Path, mode: Mode, any_thread: bool) -> None:
        self.path = path
        self.connection = open_connection(path, mode, any_thread)

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Run one statement."""
        try:
            if sql == self.begin_writing:
                return dialect.take_turn(self.connection, sql)
            return self.connection.execute(sql, parameters)
        except sqlite3.DatabaseError as error:
            raise store_error(self.path, error) from error

    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for each row of parameters."""
        try:
            self.connection.executemany(sql, rows)
        except sqlite3.DatabaseError as error:
            raise store_error(self.path, error) from error

    def stream(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[sqlite3.Row]:
        """The rows of a query one after another."""
        try:
            yield from self.connection.execute(sql, parameters)
        except sqlite3.DatabaseError as error:
            raise store_error(self.path, error) from error

    def close(self) -> None:
        """Close the file."""
        self.connection.close()

    def check(self) -> list[str]:
        """What SQLite finds damaged."""
        found = [str(row[0]) for row in self.execute("PRAGMA quick_check(20)").fetchall()]
        return [] if found == ["ok"] else found

    def index_text(self, report_key: int, title: str | None, body: str) -> None:
        """Make a report's words findable."""
        dialect.index_text(self.connection, report_key, title, body)

    def forget_text(self, report_key: int, title: str | None, body: str) -> None:
        """Take a report's words out again."""
        dialect.forget_text(self.connection, report_key, title, body)

    def search_condition(self, words: str, alias: str) -> tuple[str, list[Any]]:
        """A condition on the reports of `alias` that hold all the words."""
        expression = dialect.match_expression(words)
        return (dialect.search_clause(alias), [expression]) if expression else ("1 = 0", [])

    def ranked_search(self, words: str, limit: int, offset: int) -> list[tuple[int, float]]:
        """Keys of reports that match, best first."""
        try:
            return dialect.ranked_search(self.connection, words, limit, offset)
        except sqlite3.DatabaseError as error:
            raise store_error(self.path, error) from error

    def continue_keys(self) -> None:
        """Nothing to do: SQLite goes on after the largest key."""
