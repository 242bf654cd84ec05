"""Reports into the store: new ones, re-coded ones, changed ones; the machine's rows only, never a judgement."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from msgspec import structs

from communique.errors import StoreError
from communique.records.record import Record, to_json
from communique.store.codec import pack, unpack_record
from communique.store.judgements import refresh
from communique.store.rows import ORDINALS, Prepared, Row, prepare
from communique.store.store import Store
from communique.store.totals import Totals

ReportState = Literal["coded", "copy"]

_REPORT_COLUMNS = ("id", "sha256", "title", "date", "date_origin", "publisher", "url", "language", "copy_of")
_REPORT_COUNTS = ("characters", "actors", "events", "statements", "places", "notes", "min_confidence")
_NAMES_REPORT = (
    ("judgements", "report_id"),
    ("merge_decisions", "left_report"),
    ("merge_decisions", "right_report"),
)
_OF_REPORT = ("actors", "events", "statements", "places", "notes", "report_facets")


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of a report beside its record.

    Attributes:
        given_id: the id the input gave, where the report's own was altered to be unique; None: the same.
        identity: digest of what tells it from other reports of that id.
        explicit: whether the input itself gave the id, so that it names the same report in other files.
        settled: False while it is open which of some near-copies is the original.
        read_notes: how many of the record's notes come from reading.
    """

    given_id: str | None = None
    identity: str = ""
    explicit: bool = False
    settled: bool = True
    read_notes: int = 0


class Writer:
    """Writes reports. Group calls in `with writer.batch():`, one transaction; alone each is its own.

    Attributes:
        coder: id of the coder whose records these are.
        run_key: the run they belong to, 0 for none.
        generation: of that run; a report keeps the one it was first written in.

    Example:
        >>> with Store.open("corpus.db", "create") as store:                     # doctest: +SKIP
        ...     writer = Writer(store, coder="communique-0.3")
        ...     writer.put_report(record)
    """

    def __init__(self, store: Store, coder: str = "unknown", run_key: int = 0, generation: int = 0) -> None:
        self.store = store
        self.generation = generation
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

    def put_report(self, record: Record, line: bytes | None = None, standing: Standing | None = None) -> int:
        """Write a record under its report's id.

        The same text under the same id is re-coded: its rows are replaced. Another text supersedes the one that
        is there, which is kept and linked.

        Returns:
            The report's key.
        """
        prepared = prepare(record, line)
        held = self.store.row("SELECT report_key, sha256 FROM reports WHERE live = 1 AND id = ?", (record.report.id,))
        state: ReportState = "copy" if record.report.copy_of else "coded"
        if held is None:
            return self.put(prepared, state, standing)
        if held["sha256"] == record.report.sha256:
            return self.put(prepared, state, standing, replaces=held["report_key"])
        return self.put(prepared, state, standing, supersedes=held["report_key"])

    def put(
        self,
        prepared: Prepared,
        state: ReportState,
        standing: Standing | None = None,
        *,
        replaces: int | None = None,
        supersedes: int | None = None,
    ) -> int:
        """Write the rows of a report.

        Args:
            prepared: its rows.
            state: `coded`, or `copy` of another report.
            standing: what is known of it beside its record.
            replaces: key of the report of which these are the new records; the key stays.
            supersedes: key of the report whose text these replace; it is kept, no longer live.

        Returns:
            The report's key.
        """
        with self.batch():
            version = 1
            if supersedes is not None:
                version = self._retire(supersedes) + 1
            if replaces is not None:
                self.clear(replaces)
                self._unsettle_copies(replaces)
            key = self._put_head(prepared, state, standing or Standing(), replaces, version)
            if supersedes is not None:
                self.store.execute("UPDATE reports SET superseded_by = ? WHERE report_key = ?", (key, supersedes))
            self._put_rows(key, prepared, state)
            self._totals.add(prepared, state)
            if replaces is not None or supersedes is not None:
                self._look_again(str(prepared.report["id"]))
            return key

    def _look_again(self, report_id: str) -> None:
        """Bring up to date how far people have looked at a report whose records are new."""
        if self.store.row("SELECT 1 FROM judgements WHERE report_id = ? LIMIT 1", (report_id,)) is not None:
            refresh(self.store, report_id)

    def _put_head(
        self, prepared: Prepared, state: ReportState, standing: Standing, key: int | None, version: int
    ) -> int:
        """Write the report's own row, or rewrite the one that is there."""
        report = prepared.report
        values: dict[str, Any] = {name: report[name] for name in _REPORT_COLUMNS + _REPORT_COUNTS}
        values |= {
            "given_id": standing.given_id if standing.given_id is not None else report["id"],
            "identity": standing.identity,
            "explicit": int(standing.explicit),
            "settled": int(standing.settled),
            "read_notes": standing.read_notes,
            "state": state,
            "coder": self.coder,
            "run_key": self.run_key,
            "record": prepared.record,
        }
        if key is not None:
            assigned = ", ".join(f"{name} = ?" for name in values)
            self.store.execute(f"UPDATE reports SET {assigned} WHERE report_key = ?", (*values.values(), key))
            return key
        values |= {"version": version, "generation": self.generation}
        cursor = self.store.execute(
            f"INSERT INTO reports ({', '.join(values)}) VALUES ({_marks(len(values))}) RETURNING report_key",
            tuple(values.values()),
        )
        return int(cursor.fetchone()[0])

    def _put_rows(self, key: int, prepared: Prepared, state: ReportState) -> None:
        """Write the rows below the report; a copy's events are in its record alone, so that they count once."""
        many = self.store.execute_many
        if state == "coded":
            self._put_records(key, prepared)
        if prepared.notes:
            many(f"INSERT INTO notes VALUES ({_marks(6)})", [(key, *row) for row in prepared.notes])
        if prepared.facets:
            many(f"INSERT INTO report_facets VALUES ({_marks(4)})", [(key, *row) for row in prepared.facets])
        self.store.database.index_text(key, prepared.report["title"], prepared.body)

    def _put_records(self, key: int, prepared: Prepared) -> None:
        """Write the rows of actors, events, statements and places."""
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

    def clear(self, key: int) -> None:
        """Take away the rows below a live report and what it added to sums; its own row stays."""
        held = self.store.row("SELECT state, record FROM reports WHERE report_key = ? AND live = 1", (key,))
        if held is None:
            raise StoreError(f"{self.store.place}: there is no live report with key {key}")
        with self.batch():
            prepared = prepare(unpack_record(held["record"]), b"")
            self._totals.add(prepared, held["state"], -1)
            self.store.execute(
                "DELETE FROM event_sides WHERE event_key >= ? AND event_key < ?", (key * ORDINALS, (key + 1) * ORDINALS)
            )
            for table in _OF_REPORT:
                self.store.execute(f"DELETE FROM {table} WHERE report_key = ?", (key,))
            self.store.database.forget_text(key, prepared.report["title"], prepared.body)

    def remove(self, key: int) -> None:
        """Take a live report out altogether, because its text cannot be coded."""
        with self.batch():
            self._retire(key)
            self.store.execute("DELETE FROM reports WHERE report_key = ?", (key,))

    def _unsettle_copies(self, key: int) -> None:
        """Copies of a report that changes are to be looked at again."""
        self.store.execute(
            "UPDATE reports SET settled = 0 WHERE live = 1 AND copy_of = (SELECT id FROM reports WHERE report_key = ?)",
            (key,),
        )

    def rename(self, key: int, new_id: str) -> None:
        """Give a live report another id; copies, judgements and merges that name it follow."""
        row = self.store.row("SELECT id, record FROM reports WHERE report_key = ? AND live = 1", (key,))
        if row is None or row["id"] == new_id:
            return
        record = unpack_record(row["record"])
        record = structs.replace(record, report=structs.replace(record.report, id=new_id))
        with self.batch():
            self.store.execute(
                "UPDATE reports SET id = ?, record = ? WHERE report_key = ?", (new_id, pack(to_json(record)), key)
            )
            self.store.execute(
                "WITH RECURSIVE older (k) AS (SELECT report_key FROM reports WHERE superseded_by = ?"
                " UNION SELECT report_key FROM reports JOIN older ON superseded_by = older.k)"
                " UPDATE reports SET id = ? WHERE report_key IN (SELECT k FROM older)",
                (key, new_id),
            )
            for table, column in _NAMES_REPORT:
                self.store.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (new_id, row["id"]))
            self.store.execute("UPDATE reports SET settled = 0 WHERE copy_of = ? AND live = 1", (row["id"],))

    def _retire(self, key: int) -> int:
        """Make a report an old version: its record is kept, its rows go. Returns its version."""
        self.clear(key)
        self.store.execute("UPDATE reports SET live = 0, settled = 1 WHERE report_key = ?", (key,))
        self._unsettle_copies(key)
        self.store.execute("DELETE FROM bands WHERE report_key = ?", (key,))
        self.store.execute("DELETE FROM signatures WHERE report_key = ?", (key,))
        return int(self.store.value("SELECT version FROM reports WHERE report_key = ?", (key,)))


def _marks(count: int) -> str:
    return ", ".join("?" * count)
