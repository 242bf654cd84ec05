"""One store into another, an empty one, whatever database each lies in: every row, under the same keys."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from communique.errors import StoreError
from communique.store.codec import unpack_record
from communique.store.database import Row
from communique.store.opening import migrations
from communique.store.store import Store

AT_ONCE = 500
"""Rows that are read and written together."""

_OWN = {"meta": "name <> 'schema' AND name <> 'settling'"}
"""Rows that are not another store's: its schema version, and which run is settling copies there."""


def tables() -> list[str]:
    """The tables of a store, each once, in the order in which the migrations first make them."""
    return list(dict.fromkeys(name for script in migrations() for name in re.findall(r"CREATE TABLE (\w+)", script)))


def copy_store(old: Store, new: Store, on_progress: Callable[[int], None] | None = None) -> dict[str, int]:
    """Copy everything: inputs, records with old versions, judgements, decisions, sums, stories, runs.

    All is read of one moment and written in one transaction. A run that is at work on the old store is not at work
    on the new one: there it counts as stopped, and what it had in hand is to be read anew.

    Args:
        old: the store to read.
        new: an empty store, open for writing.
        on_progress: called with the number of rows written, a few times for a large table.

    Returns:
        Rows of each table.

    Raises:
        StoreError: the new store holds something, or cannot be written; it is then as it was.
    """
    written: dict[str, int] = {}
    total = 0
    with old.snapshot(), new.transaction():
        for table in ("inputs", "reports", "judgements", "merge_decisions", "runs"):
            if new.value(f"SELECT count(*) FROM {table}"):
                raise StoreError(f"{new.place}: this store is not empty; a store is copied into a new one only")
        for table in tables():
            written[table] = 0
            for rows in _batches(old, table):
                columns = ", ".join(rows[0].keys())
                marks = ", ".join("?" * len(rows[0].keys()))
                new.execute_many(f"INSERT INTO {table} ({columns}) VALUES ({marks})", [tuple(r) for r in rows])
                written[table] += len(rows)
                total += len(rows)
                if on_progress is not None:
                    on_progress(total)
        _index(new)
        _stop_runs(new)
        new.database.continue_keys()
    return written


def _batches(store: Store, table: str) -> Iterator[list[Row]]:
    """A table's rows, some hundred at a time."""
    rows = store.stream(f"SELECT * FROM {table} WHERE {_OWN.get(table, '1 = 1')}")
    while batch := list(islice(rows, AT_ONCE)):
        yield batch


def _index(store: Store) -> None:
    """Make the words of the live reports findable."""
    keys = [row[0] for row in store.rows("SELECT report_key FROM reports WHERE live = 1 ORDER BY report_key")]
    for key in keys:
        record = unpack_record(store.value("SELECT record FROM reports WHERE report_key = ?", (key,)))
        store.database.index_text(key, record.report.title, record.report.text)


def _stop_runs(store: Store) -> None:
    """Close the books of runs that are at work elsewhere."""
    running = "(SELECT run_key FROM runs WHERE outcome = 'running')"
    store.execute(
        "UPDATE inputs SET settings = '', reason_code = NULL, reason = NULL,"
        " state = (SELECT state FROM reports WHERE reports.report_key = inputs.report_key)"
        f" WHERE state = 'pending' AND report_key IS NOT NULL AND run_key IN {running}"
    )
    store.execute(f"DELETE FROM inputs WHERE state = 'pending' AND run_key IN {running}")
    store.execute("UPDATE runs SET outcome = 'stopped', ended_at = seen_at WHERE outcome = 'running'")
