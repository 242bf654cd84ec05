"""An open store: plain SQL in, rows out, transactions that hold or leave no trace."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from communique.errors import StoreError
from communique.store.opening import Mode, open_connection, store_error


class Store:
    """One open store.

    Attributes:
        path: its file.
        mode: `read`, `write` or `create`, as it was opened.
        connection: the database connection; rows can be read by name and by position.

    Example:
        >>> with Store.open("corpus.db") as store:                               # doctest: +SKIP
        ...     store.rows("SELECT id, title FROM reports WHERE live = 1 AND date >= ?", ("2024-01-01",))
    """

    def __init__(self, path: Path, connection: sqlite3.Connection, mode: Mode) -> None:
        self.path = path
        self.connection = connection
        self.mode = mode
        self._depth = 0

    @classmethod
    def open(cls, path: str | Path, mode: Mode = "read", *, any_thread: bool = False) -> Store:
        """Open a store; `create` makes it where there is none.

        Raises:
            StoreError: it is missing, not ours, damaged, or made by a newer version.
        """
        place = Path(path)
        return cls(place, open_connection(place, mode, any_thread), mode)

    def close(self) -> None:
        """Close the store."""
        self.connection.close()

    def __enter__(self) -> Store:
        """Use the store in a `with` statement."""
        return self

    def __exit__(self, *error: object) -> None:
        """Close it at the end."""
        self.close()

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction of this store is open."""
        return self._depth > 0

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside is kept together, or, on an error, not at all. May be nested."""
        if self.mode == "read":
            raise StoreError(f"{self.path}: opened for reading only")
        if self._depth:
            yield
            return
        self.execute("BEGIN IMMEDIATE")
        self._depth += 1
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                self.connection.execute("ROLLBACK")
            raise
        finally:
            self._depth -= 1

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Run one statement.

        Raises:
            StoreError: the database refused it: disk full, locked, damaged, read-only.
        """
        try:
            return self.connection.execute(sql, parameters)
        except sqlite3.DatabaseError as error:
            raise store_error(self.path, error) from error

    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for each row of parameters."""
        try:
            self.connection.executemany(sql, rows)
        except sqlite3.DatabaseError as error:
            raise store_error(self.path, error) from error

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[sqlite3.Row]:
        """All rows of a query."""
        try:
            return self.connection.execute(sql, parameters).fetchall()
        except sqlite3.DatabaseError as error:
            raise store_error(self.path, error) from error

    def row(self, sql: str, parameters: Sequence[Any] = ()) -> sqlite3.Row | None:
        """The first row of a query, or None."""
        try:
            found: sqlite3.Row | None = self.connection.execute(sql, parameters).fetchone()
            return found
        except sqlite3.DatabaseError as error:
            raise store_error(self.path, error) from error

    def value(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """The first column of the first row, or None."""
        row = self.row(sql, parameters)
        return None if row is None else row[0]

    def check(self) -> list[str]:
        """Read the whole file and list what is damaged; an empty list is a sound store."""
        found = [str(row[0]) for row in self.rows("PRAGMA quick_check(20)")]
        return [] if found == ["ok"] else found
