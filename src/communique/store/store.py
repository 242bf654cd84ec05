"""An open store: plain SQL in, rows out, transactions that hold or leave no trace."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from communique.errors import StoreError
from communique.store.address import is_server, shown
from communique.store.database import Cursor, Database
from communique.store.opening import Mode
from communique.store.sqlite import SqliteDatabase


class Store:
    """One open store.

    Attributes:
        path: its file, or its address on a database server.
        place: the same for messages, without a password.
        mode: `read`, `write` or `create`, as it was opened.
        database: the database connection; rows can be read by name and by position.

    Example:
        >>> with Store.open("corpus.db") as store:                               # doctest: +SKIP
        ...     store.rows("SELECT id, title FROM reports WHERE live = 1 AND date >= ?", ("2024-01-01",))
    """

    def __init__(self, path: str | Path, database: Database, mode: Mode) -> None:
        self.path = path
        self.place = shown(path)
        self.database = database
        self.mode = mode
        self._depth = 0
        self._reading = False

    @classmethod
    def open(cls, path: str | Path, mode: Mode = "read", *, any_thread: bool = False) -> Store:
        """Open a store; `create` makes it where there is none.

        Args:
            path: a file, or `postgresql://user@host/database?schema=name`.
            mode: `read`, `write` or `create`.
            any_thread: let threads share the store; the caller then keeps them apart.

        Raises:
            StoreError: it is missing, not ours, damaged, or made by a newer version.
        """
        if is_server(path):
            from communique.store.postgres import PostgresDatabase

            return cls(path, PostgresDatabase(str(path), mode), mode)
        place = Path(path)
        return cls(place, SqliteDatabase(place, mode, any_thread), mode)

    def close(self) -> None:
        """Close the store."""
        self.database.close()

    def __enter__(self) -> Store:
        """Use the store in a `with` statement."""
        return self

    def __exit__(self, *error: object) -> None:
        """Close it at the end."""
        self.close()

    @property
    def identity(self) -> str:
        """What tells this store from others, however its path is written."""
        return str(self.path.resolve()) if isinstance(self.path, Path) else self.path

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction of this store is open."""
        return self._depth > 0

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All that is written inside is kept together, or, on an error, not at all. May be nested."""
        if self.mode == "read":
            raise StoreError(f"{self.place}: opened for reading only")
        if self._depth:
            yield
            return
        try:
            self.execute(self.database.begin_writing)
            self._depth += 1
            yield
            self.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(StoreError):
                self.database.execute("ROLLBACK", ())
            raise
        finally:
            self._depth = 0

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[None]:
        """All that is read inside is of one moment, whatever others write meanwhile. May be nested."""
        if self._depth or self._reading:
            yield
            return
        self.execute(self.database.begin_reading)
        self._reading = True
        try:
            yield
        finally:
            self._reading = False
            with contextlib.suppress(StoreError):
                self.database.execute("ROLLBACK", ())

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Cursor:
        """Run one statement.

        Raises:
            StoreError: the database refused it: disk full, locked, damaged, read-only, gone.
        """
        return self.database.execute(sql, parameters)

    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for each row of parameters."""
        self.database.execute_many(sql, rows)

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Any]:
        """All rows of a query."""
        return self.database.execute(sql, parameters).fetchall()

    def stream(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[Any]:
        """The rows of a query one after another, never all in memory."""
        with self.snapshot():
            yield from self.database.stream(sql, parameters)

    def row(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """The first row of a query, or None."""
        return self.database.execute(sql, parameters).fetchone()

    def value(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """The first column of the first row, or None."""
        row = self.row(sql, parameters)
        return None if row is None else row[0]

    def check(self) -> list[str]:
        """Read the whole store and list what is damaged; an empty list is a sound store."""
        return self.database.check()
