"""What only SQLite understands: pragmas, opening modes, full-text search.

All other SQL of the store is plain and uses `?` for parameters, so that PostgreSQL runs it too.
"""

from __future__ import annotations

import re
import sqlite3
import time
from pathlib import Path
from urllib.parse import quote

from communique.store.terms import search_terms

APPLICATION_ID = 0x436F6D71
"""Marks a SQLite file as one of our stores ("Comq")."""

BUSY_SECONDS = 30.0
"""How long a statement waits for another writer before it gives up."""

FULL_TEXT = """
CREATE VIRTUAL TABLE reports_text USING fts5 (
    title, body, content='', tokenize="porter unicode61 remove_diacritics 2"
)
"""
"""Search over live reports; a row's id is its `report_key`. Texts stay in the records, only the index is here."""


def connect(path: Path, *, write: bool, immutable: bool = False, any_thread: bool = False) -> sqlite3.Connection:
    """Open a database file that exists; read-only unless `write`."""
    options = "mode=rw" if write else "mode=ro" + ("&immutable=1" if immutable else "")
    connection = sqlite3.connect(
        f"file:{quote(str(path.absolute()))}?{options}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=not any_thread,
        cached_statements=256,
    )
    connection.row_factory = sqlite3.Row
    return connection


def set_up(connection: sqlite3.Connection, *, write: bool) -> None:
    """Choose how a connection works.

    Writers use the write-ahead log and wait for the disk at every commit (`synchronous=FULL`): a report
    that is committed is still there after a power cut. The run commits small batches, so this costs little.
    """
    connection.execute("PRAGMA foreign_keys=OFF")
    connection.execute("PRAGMA temp_store=MEMORY")
    connection.execute("PRAGMA cache_size=-32000")
    connection.execute("PRAGMA trusted_schema=OFF")
    if write:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA wal_autocheckpoint=1000")
    else:
        connection.execute("PRAGMA query_only=ON")


def take_turn(connection: sqlite3.Connection, sql: str) -> sqlite3.Cursor:
    """Begin the only transaction that writes, asking every few milliseconds until it is our turn.

    SQLite's own waiting asks ever more seldom, up to ten times a second: beside others that write one transaction
    after another, a writer that waits so may never find the moment between two of them.
    """
    connection.execute("PRAGMA busy_timeout=0")
    try:
        end, asked = time.monotonic() + BUSY_SECONDS, 0
        while True:
            try:
                return connection.execute(sql)
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > end:
                    raise
            asked += 1
            time.sleep(0.001 + 0.001 * (asked * 7 % 11))
    finally:
        connection.execute(f"PRAGMA busy_timeout={int(1000 * BUSY_SECONDS)}")


def script_statements(script: str) -> list[str]:
    """The statements of a migration file."""
    plain = re.sub(r"--[^\n]*", "", script)
    return [s.strip() for s in plain.split(";") if s.strip()]


def index_text(connection: sqlite3.Connection, report_key: int, title: str | None, body: str) -> None:
    """Make a report's words findable."""
    connection.execute(
        "INSERT INTO reports_text (rowid, title, body) VALUES (?, ?, ?)",
        (report_key, _stored(title or ""), _stored(body)),
    )


def forget_text(connection: sqlite3.Connection, report_key: int, title: str | None, body: str) -> None:
    """Take a report's words out again; title and body must be those that were indexed."""
    connection.execute(
        "INSERT INTO reports_text (reports_text, rowid, title, body) VALUES ('delete', ?, ?, ?)",
        (report_key, _stored(title or ""), _stored(body)),
    )


def _stored(text: str) -> str:
    """Text that SQLite can take: half surrogate pairs, which some reports hold, become question marks."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def match_expression(words: str) -> str:
    """A search expression for words a person typed: all must occur; "quoted words" stand together."""
    return " AND ".join(f'"{term}"' + ("*" if beginning else "") for term, beginning in search_terms(words))


def search_clause(alias: str = "r") -> str:
    """A condition that holds for the reports of `alias` that match one parameter, made by `match_expression`."""
    return f"{alias}.report_key IN (SELECT rowid FROM reports_text WHERE reports_text MATCH ?)"


def ranked_search(connection: sqlite3.Connection, words: str, limit: int, offset: int = 0) -> list[tuple[int, float]]:
    """Keys of the reports that match, best first, with their rank (lower is better); headlines weigh threefold."""
    expression = match_expression(words)
    if not expression:
        return []
    rows = connection.execute(
        "SELECT rowid, bm25(reports_text, 3.0, 1.0) AS rank FROM reports_text WHERE reports_text MATCH ?"
        " ORDER BY rank, rowid LIMIT ? OFFSET ?",
        (expression, limit, offset),
    )
    return [(int(row[0]), float(row[1])) for row in rows]
