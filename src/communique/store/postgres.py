"""A store in a schema of a PostgreSQL database: for a team, and for many machines that code at once.

Writers take turns by a lock on the store, as they do in SQLite: whoever looks something up in a transaction that
writes may rely on it to its end, and no two writers can wait for each other. Readers never wait.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from communique.errors import StoreError
from communique.store import postgres_text as text
from communique.store.address import database_name, shown, split_schema
from communique.store.codec import unpack
from communique.store.opening import Mode, migrations
from communique.store.postgres_schema import translated

if TYPE_CHECKING:
    import psycopg

TURN_SECONDS = 60
"""How long a writer waits for its turn before it gives up."""

FETCHED = 500
"""Rows that a streamed query brings at once."""

_SETTINGS = (
    "SET search_path TO {schema}, pg_catalog",
    f"SET lock_timeout TO '{TURN_SECONDS}s'",
    "SET standard_conforming_strings TO on",
    "SET jit TO off",
)


class PostgresDatabase:
    """An open PostgreSQL schema, as `communique.store.database` asks for it.

    Args:
        address: `postgresql://user@host:port/database?schema=name`; the schema is `communique` where none is given.
        mode: `read`, `write`, or `create` to make the schema where there is none.

    Raises:
        StoreError: the server cannot be reached, or there is no store of ours, or a newer one.
    """

    begin_reading = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"

    def __init__(self, address: str, mode: Mode) -> None:
        self.place = shown(address)
        server, self.schema = split_schema(address)
        turn = hashlib.blake2b(f"communique:{self.schema}".encode(), digest_size=8).digest()
        self._turn = f"SELECT pg_advisory_xact_lock({int.from_bytes(turn, 'big', signed=True)})"
        self.begin_writing = f"BEGIN ISOLATION LEVEL READ COMMITTED; {self._turn}"
        self._cursors = 0
        self.connection = self._connect(server, address)
        try:
            with self._refusals():
                self._open(mode)
        except BaseException:
            self.connection.close()
            raise

    def _connect(self, server: str, address: str) -> psycopg.Connection[Any]:
        """Connect to the server."""
        try:
            import psycopg

            from communique.store.postgres_values import named_rows, register
        except ImportError as error:
            raise StoreError(
                f"{self.place}: PostgreSQL needs psycopg ({error}); pip install 'communique[postgres]'"
            ) from error
        try:
            connection: psycopg.Connection[Any] = psycopg.connect(
                server, autocommit=True, cursor_factory=psycopg.ClientCursor, row_factory=named_rows, connect_timeout=10
            )
        except psycopg.Error as error:
            hint = f"; `createdb {database_name(address)}` makes one" if "does not exist" in str(error) else ""
            raise StoreError(f"{self.place}: the database cannot be opened: {_words(error)}{hint}") from error
        register(connection)
        return connection

    def _open(self, mode: Mode) -> None:
        """Set the connection up; make the schema or bring it up to date where that is asked."""
        for setting in _SETTINGS:
            self.connection.execute(setting.format(schema=f'"{self.schema}"'))
        if mode == "create":
            self._migrate(create=True)
        found, known = self._version(), len(migrations())
        if found is None:
            raise StoreError(
                f"{self.place}: there is no store in the schema {self.schema!r};"
                f" `communique run INPUT --store {self.place}` makes one"
            )
        if found > known:
            raise StoreError(
                f"{self.place}: made by a newer communique (schema {found}, this version knows {known});"
                " update communique"
            )
        if found < known:
            if mode == "read":
                raise StoreError(
                    f"{self.place}: made by an older communique (schema {found}); the next `communique run` updates it"
                )
            self._migrate(create=False)
        if mode == "read":
            self.connection.execute("SET default_transaction_read_only TO on")

    def _version(self) -> int | None:
        """The version of the schema, None where there is none; another program's schema is refused."""
        tables = self._names("SELECT table_name FROM information_schema.tables WHERE table_schema = ?")
        if not tables:
            return None
        value = None
        if {"meta", "reports", "inputs"} <= tables:
            value = self.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()
        if value is None:
            raise StoreError(f"{self.place}: the schema {self.schema!r} holds another program's tables; name another")
        return int(value[0])

    def _names(self, sql: str) -> set[str]:
        return {row[0] for row in self.execute(sql, (self.schema,)).fetchall()}

    def _migrate(self, *, create: bool) -> None:
        """Make or update the tables, all or nothing; of several programs one does it."""
        run = self.connection.execute
        run(self.begin_writing)
        try:
            known = self._names("SELECT schema_name FROM information_schema.schemata WHERE schema_name = ?")
            if create and not known:
                run(f'CREATE SCHEMA "{self.schema}"')
            found = self._version()
            scripts = translated(migrations())
            for statements in scripts[found or 0 :]:
                for statement in statements:
                    run(statement)
            if found is None:
                for statement in text.TABLES:
                    run(statement)
            if found is None or found < len(scripts):
                self.execute(
                    "INSERT INTO meta (name, value) VALUES ('schema', ?)"
                    " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                    (str(len(scripts)),),
                )
            run("COMMIT")
        except BaseException:
            with contextlib.suppress(Exception):
                run("ROLLBACK")
            raise

    @contextlib.contextmanager
    def _refusals(self) -> Iterator[None]:
        """Put what the database refuses into words."""
        import psycopg

        try:
            yield
        except psycopg.Error as error:
            raise _store_error(self.place, error) from error

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> psycopg.Cursor[Any]:
        """Run one statement; values are put in on this side, so that their types follow from where they stand."""
        with self._refusals():
            return self.connection.execute(_marked(sql) if parameters else sql, parameters or None)

    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for each row, in one go."""
        import psycopg

        with self._refusals(), psycopg.Cursor(self.connection) as cursor:
            cursor.executemany(_marked(sql), rows)

    def stream(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[Any]:
        """The rows of a query, fetched some hundred at a time."""
        self._cursors += 1
        name = f"rows_{self._cursors}"
        self.execute(f"DECLARE {name} NO SCROLL CURSOR FOR {sql}", parameters)
        while rows := self.execute(f"FETCH {FETCHED} FROM {name}").fetchall():
            yield from rows
        self.execute(f"CLOSE {name}")

    def close(self) -> None:
        """Close the connection."""
        self.connection.close()

    def check(self) -> list[str]:
        """Records that cannot be unpacked."""
        damaged = []
        last = -1
        while rows := self.execute(
            "SELECT report_key, id, record FROM reports WHERE report_key > ? ORDER BY report_key LIMIT 200", (last,)
        ).fetchall():
            for row in rows:
                try:
                    unpack(row["record"])
                except StoreError as error:
                    damaged.append(f"{row['id']}: {error}")
            last = rows[-1]["report_key"]
        return damaged

    def index_text(self, report_key: int, title: str | None, body: str) -> None:
        """Make a report's words findable, up to a length that is far beyond any report's."""
        head, rest = text.plain_words((title or "")[: text.LONGEST]), text.plain_words(body[: text.LONGEST])
        self.execute(text.INDEX, (report_key, head, rest))

    def forget_text(self, report_key: int, title: str | None, body: str) -> None:
        """Take a report's words out again."""
        self.execute(text.FORGET, (report_key,))

    def search_condition(self, words: str, alias: str) -> tuple[str, list[Any]]:
        """A condition on the reports of `alias` that hold all the words."""
        asked = text.query(words)
        return (f"{alias}.report_key IN ({text.MATCHES})", [asked]) if asked else ("1 = 0", [])

    def ranked_search(self, words: str, limit: int, offset: int) -> list[tuple[int, float]]:
        """Keys of reports that match, best first."""
        asked = text.query(words)
        if not asked:
            return []
        rows = self.execute(text.RANKED, (asked, asked, limit, offset)).fetchall()
        return [(int(row[0]), float(row[1])) for row in rows]

    def continue_keys(self) -> None:
        """Let the keys go on after the largest that there is."""
        sql = (
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = ? AND is_identity = 'YES'"
        )
        for table, column in [tuple(row) for row in self.execute(sql, (self.schema,)).fetchall()]:
            self.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', '{column}'),"
                f" (SELECT coalesce(max({column}), 0) + 1 FROM {table}), false)"
            )


_QUOTED = re.compile(r"('(?:[^']|'')*')")


@lru_cache(maxsize=2048)
def _marked(sql: str) -> str:
    """A statement with the marks for parameters that psycopg knows."""
    parts = _QUOTED.split(sql.replace("%", "%%"))
    return "".join(part if n % 2 else part.replace("?", "%s") for n, part in enumerate(parts))


def _words(error: Exception) -> str:
    """The first line of what the server said."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]


def _store_error(place: str, error: psycopg.Error) -> StoreError:
    """What an error of the database means for the user."""
    from psycopg import errors

    said = _words(error)
    kinds: list[tuple[tuple[type[Exception], ...], Callable[[], str]]] = [
        ((errors.LockNotAvailable,), lambda: f"another program has kept the store locked for {TURN_SECONDS} s; retry"),
        ((errors.DiskFull,), lambda: f"the server's disk is full ({said}); free space and run again, nothing is lost"),
        (
            (errors.InsufficientPrivilege, errors.ReadOnlySqlTransaction),
            lambda: f"the store cannot be written ({said}); ask for the rights on its schema",
        ),
        (
            (errors.OperationalError, errors.InterfaceError),
            lambda: f"the server is gone ({said}); what was committed is safe, run again",
        ),
    ]
    for types, words in kinds:
        if isinstance(error, types):
            return StoreError(f"{place}: {words()}")
    return StoreError(f"{place}: the store cannot be used: {said}")
