"""Open a store, make one, bring an older one up to date; refuse what is not ours, newer or damaged."""

from __future__ import annotations

import os
import sqlite3
from importlib.resources import files
from pathlib import Path
from typing import Literal

from communique.errors import StoreError
from communique.store import dialect

Mode = Literal["read", "write", "create"]

_HEADER = b"SQLite format 3\x00"


def migrations() -> list[str]:
    """The migration scripts in order; script n brings a store to schema version n."""
    folder = files("communique.store").joinpath("migrations")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".sql"))
    return [folder.joinpath(name).read_text("utf-8") for name in names]


def open_connection(path: Path, mode: Mode, any_thread: bool = False) -> sqlite3.Connection:
    """Open the database of a store.

    Args:
        path: the store's file.
        mode: `read`: nothing is written, not even a lock file where the folder cannot be written;
            `write`: it must exist; `create`: it is made where there is none.
        any_thread: let threads share the connection; the caller then keeps them apart.

    Raises:
        StoreError: the file is missing, not a store, damaged, or of a newer schema. It is left as it was.
    """
    try:
        if mode == "create" and not path.exists():
            _create(path)
        _check_file(path)
        connection = _connect(path, mode != "read", any_thread)
    except sqlite3.Error as error:
        raise store_error(path, error) from error
    except OSError as error:
        raise StoreError(f"{path}: the store cannot be opened: {error.strerror}") from error
    try:
        _check_schema(connection, path, mode)
        dialect.set_up(connection, write=mode != "read")
    except sqlite3.Error as error:
        connection.close()
        raise store_error(path, error) from error
    except StoreError:
        connection.close()
        raise
    return connection


def store_error(path: Path, error: Exception) -> StoreError:
    """What an error of the database means for the user."""
    text = str(error)
    if "disk is full" in text or "disk I/O" in text:
        return StoreError(f"{path}: the disk is full or failing ({text}); free space and run again, nothing is lost")
    if "malformed" in text or "not a database" in text or "corrupt" in text:
        return StoreError(f"{path}: the store is damaged ({text}); it was left as it is, restore it from a copy")
    if "locked" in text or "busy" in text:
        return StoreError(f"{path}: another program has kept the store locked for {dialect.BUSY_SECONDS:.0f} s; retry")
    if "readonly" in text or "read-only" in text:
        return StoreError(f"{path}: the store cannot be written ({text}); check the rights of the file and its folder")
    return StoreError(f"{path}: the store cannot be used: {text}")


def _check_file(path: Path) -> None:
    """Refuse what is plainly no store before SQLite touches it."""
    if path.is_dir():
        raise StoreError(f"{path}: this is a folder, not a store")
    if not path.exists():
        raise StoreError(f"{path}: there is no such store; `communique run INPUT --store {path}` makes one")
    if not path.is_file():
        raise StoreError(f"{path}: this is no ordinary file, so no store")
    with path.open("rb") as stream:
        head = stream.read(100)
    if len(head) < 100 or not head.startswith(_HEADER):
        raise StoreError(f"{path}: this is not a communique store; it was left as it is, name another file")
    if int.from_bytes(head[68:72], "big") != dialect.APPLICATION_ID:
        raise StoreError(f"{path}: this SQLite file was not made by communique; it was left as it is")


def _connect(path: Path, write: bool, any_thread: bool) -> sqlite3.Connection:
    """Connect and read once, so that damage or a lack of rights shows here."""
    connection = dialect.connect(path, write=write, any_thread=any_thread)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        return connection
    except sqlite3.OperationalError:
        connection.close()
        log = path.with_name(path.name + "-wal")
        if write or (log.exists() and log.stat().st_size):
            raise
    connection = dialect.connect(path, write=False, immutable=True, any_thread=any_thread)
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    return connection


def schema_version(connection: sqlite3.Connection) -> int:
    """Schema version of an open store."""
    row = connection.execute("SELECT value FROM meta WHERE name = 'schema'").fetchone()
    return int(row[0]) if row else 0


def _check_schema(connection: sqlite3.Connection, path: Path, mode: Mode) -> None:
    """Refuse newer schemas; bring older ones up to date, keeping a copy."""
    found, known = schema_version(connection), len(migrations())
    if found > known:
        raise StoreError(
            f"{path}: made by a newer communique (schema {found}, this version knows {known}); update communique"
        )
    if found == known:
        return
    if mode == "read":
        raise StoreError(f"{path}: made by an older communique (schema {found}); the next `communique run` updates it")
    kept = path.with_name(f"{path.name}.schema-{found}.backup")
    if not kept.exists():
        with sqlite3.connect(kept) as copy:
            connection.backup(copy)
        copy.close()
    migrate(connection)


def migrate(connection: sqlite3.Connection) -> None:
    """Run the migrations that the store has not seen, all or none."""
    scripts = migrations()
    connection.execute("BEGIN IMMEDIATE")
    try:
        fresh = not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone()
        found = 0 if fresh else schema_version(connection)
        for script in scripts[found:]:
            for statement in dialect.script_statements(script):
                connection.execute(statement)
        if fresh:
            connection.execute(dialect.FULL_TEXT)
        connection.execute(
            "INSERT INTO meta (name, value) VALUES ('schema', ?)"
            " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (str(len(scripts)),),
        )
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _create(path: Path) -> None:
    """Make an empty store under a temporary name and put it in its place, unless another program was faster."""
    if not path.parent.is_dir():
        raise StoreError(f"{path}: there is no folder {path.parent}; make it first")
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        connection = sqlite3.connect(temporary, isolation_level=None)
        try:
            connection.execute(f"PRAGMA application_id={dialect.APPLICATION_ID}")
            migrate(connection)
        finally:
            connection.close()
        os.link(temporary, path)
    except FileExistsError:
        pass
    finally:
        temporary.unlink(missing_ok=True)
