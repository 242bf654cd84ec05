"""Reports into the store: new ones, re-coded ones, changed ones; the machine's rows only, never a judgement."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any, Literal

from communique.errors import StoreError
from communique.records.record import Record
from communique.store import dialect
from communique.store.codec import unpack_record
from communique.store.rows import ORDINALS, Prepared, Row, prepare
from communique.store.store import Store
from communique.store.totals import Totals

ReportState = Literal["coded", "copy"]

_REPORT_COLUMNS = ("id", "sha256", "title", "date", "date_origin", "publisher", "url", "language", "copy_of")
_REPORT_COUNTS = ("characters", "actors", "events", "statements", "places", "notes", "min_confidence")
_OF_REPORT = ("actors", "events", "statements", "places", "notes", "report_facets")


class Writer:
    """Writes reports. Group calls in `with writer.batch():`, one transaction; alone each is its own.

    Attributes:
        coder: id of the coder whose records these are.
        run_key: the run they belong to, 0 for none.

    Example:
        >>> with Store.open("corpus.db", "create") as store:                     # doctest: +SKIP
        ...     writer = Writer(store, coder="communique-0.3")
        ...     writer.put_report(record)
    """

    def __init__(self, store: Store, coder: str = "unknown", run_key: int = 0) -> None:
        self.store = store
        self.coder = coder
        self.run_key = run_key
        self._totals = Totals()
        self._open = False

    @contextlib.contextmanager
    def batch(self) -> Iterator[None]:
        """A transaction around several calls; sums are written once at its end."""
        if self.store.in_transaction and self._open:
            yield
            return
        self._open = True
        try:
            with self.store.transaction():
                yield
                self._totals.write(self.store)
        finally:
            self._open = False
            self._totals = Totals()

    def put_report(self, record: Record, line: bytes | None = None, *, read_notes: int = 0) -> int:
        """Write a record under its report's id.

        The same text under the same id is re-coded: its rows are replaced. Another text supersedes the one that
        is there, which is kept and linked. `read_notes` says how many of the record's notes come from reading.

        Returns:
            The report's key.
        """
        prepared = prepare(record, line)
        held = self.store.row("SELECT report_key, sha256 FROM reports WHERE live = 1 AND id = ?", (record.report.id,))
        state: ReportState = "copy" if record.report.copy_of else "coded"
        if held is None:
            return self.put(prepared, state, read_notes=read_notes)
        if held["sha256"] == record.report.sha256:
            return self.put(prepared, state, replaces=held["report_key"], read_notes=read_notes)
        return self.put(prepared, state, supersedes=held["report_key"], read_notes=read_notes)

    def put(
        self,
        prepared: Prepared,
        state: ReportState,
        *,
        given_id: str | None = None,
        replaces: int | None = None,
        supersedes: int | None = None,
        read_notes: int = 0,
    ) -> int:
        """Write the rows of a report.

        Args:
            prepared: its rows.
            state: `coded`, or `copy` of another report.
            given_id: the id the input gave, where the report's own was altered to be unique.
            replaces: key of the report of which these are the new records; the key stays.
            supersedes: key of the report whose text these replace; it is kept, no longer live.
            read_notes: how many of its notes come from reading.

        Returns:
            The report's key.
        """
        with self.batch():
            version = 1
            if supersedes is not None:
                version = self._retire(supersedes) + 1
            if replaces is not None:
                self.clear(replaces)
            key = self._put_head(prepared, state, given_id, replaces, version, read_notes)
            if supersedes is not None:
                self.store.execute("UPDATE reports SET superseded_by = ? WHERE report_key = ?", (key, supersedes))
            self._put_rows(key, prepared)
            self._totals.add(prepared, state)
            return key

    def _put_head(
        self,
        prepared: Prepared,
        state: ReportState,
        given_id: str | None,
        key: int | None,
        version: int,
        read_notes: int,
    ) -> int:
        """Write the report's own row, or rewrite the one that is there."""
        report = prepared.report
        values: dict[str, Any] = {name: report[name] for name in _REPORT_COLUMNS + _REPORT_COUNTS}
        values |= {
            "given_id": given_id if given_id is not None else report["id"],
            "state": state,
            "coder": self.coder,
            "run_key": self.run_key,
            "read_notes": read_notes,
            "record": prepared.record,
        }
        if key is not None:
            assigned = ", ".join(f"{name} = ?" for name in values)
            self.store.execute(
                f"UPDATE reports SET {assigned} WHERE report_key = ?",
                (*values.values(), key),
            )
            return key
        values["version"] = version
        cursor = self.store.execute(
            f"INSERT INTO reports ({', '.join(values)}) VALUES ({_marks(len(values))}) RETURNING report_key",
            tuple(values.values()),
        )
        return int(cursor.fetchone()[0])

    def _put_rows(self, key: int, prepared: Prepared) -> None:
        """Write all rows below the report."""
        many, base = self.store.execute_many, key * ORDINALS
        if prepared.actors:
            many(f"INSERT INTO actors VALUES ({_marks(13)})", [(key, *row) for row in prepared.actors])
        if prepared.events:
            rows: list[Row] = [(base + row[0], key, *row) for row in prepared.events]
            many(f"INSERT INTO events VALUES ({_marks(len(rows[0]))})", rows)
        if prepared.sides:
            many(f"INSERT INTO event_sides VALUES ({_marks(9)})", [(base + row[0], *row[1:]) for row in prepared.sides])
        if prepared.statements:
            rows = [(base + row[0], key, *row) for row in prepared.statements]
            many(f"INSERT INTO statements VALUES ({_marks(len(rows[0]))})", rows)
        if prepared.places:
            many(f"INSERT INTO places VALUES ({_marks(9)})", [(key, *row) for row in prepared.places])
        if prepared.notes:
            many(f"INSERT INTO notes VALUES ({_marks(6)})", [(key, *row) for row in prepared.notes])
        if prepared.facets:
            many(f"INSERT INTO report_facets VALUES ({_marks(4)})", [(key, *row) for row in prepared.facets])
        dialect.index_text(self.store.connection, key, prepared.report["title"], prepared.body)

    def clear(self, key: int) -> None:
        """Take away the rows below a live report and what it added to sums; its own row stays."""
        held = self.store.row("SELECT state, record FROM reports WHERE report_key = ? AND live = 1", (key,))
        if held is None:
            raise StoreError(f"{self.store.path}: there is no live report with key {key}")
        with self.batch():
            prepared = prepare(unpack_record(held["record"]), b"")
            self._totals.add(prepared, held["state"], -1)
            self.store.execute(
                "DELETE FROM event_sides WHERE event_key >= ? AND event_key < ?", (key * ORDINALS, (key + 1) * ORDINALS)
            )
            for table in _OF_REPORT:
                self.store.execute(f"DELETE FROM {table} WHERE report_key = ?", (key,))
            dialect.forget_text(self.store.connection, key, prepared.report["title"], prepared.body)

    def _retire(self, key: int) -> int:
        """Make a report an old version: its record is kept, its rows go. Returns its version."""
        self.clear(key)
        self.store.execute("UPDATE reports SET live = 0 WHERE report_key = ?", (key,))
        self.store.execute("DELETE FROM bands WHERE report_key = ?", (key,))
        self.store.execute("DELETE FROM signatures WHERE report_key = ?", (key,))
        return int(self.store.value("SELECT version FROM reports WHERE report_key = ?", (key,)))


def _marks(count: int) -> str:
    return ", ".join("?" * count)
