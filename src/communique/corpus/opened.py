"""A corpus opened for analysis: tables of its records in Arrow, with filters."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from communique.corpus.coded import CodedReports, is_store
from communique.corpus.dyads import FREQUENCIES, KEYS, Frequency, dyad_table, told_by_records, told_by_store
from communique.corpus.rows import Rows
from communique.corpus.story_tables import occurrence_table, thread_table
from communique.errors import CommuniqueError
from communique.export.choosing import Choice, choose, make_choice
from communique.export.columns import Cell, Left, Table
from communique.export.exporting import Coded
from communique.export.media import BATCH, arrow_table
from communique.export.table_events import EVENTS, PARTICIPANTS
from communique.export.table_reports import PLACES, reports_table
from communique.export.table_statements import ACTORS, MENTIONS, STATEMENTS
from communique.records.record import Record
from communique.store.address import shown
from communique.store.reading import record_of
from communique.store.store import Store


class ColumnError(CommuniqueError):
    """A table was asked for a column or grouping that it does not have."""


class Corpus:
    """The records of a store, or of a file of JSON lines, as tables.

    Every table takes the same filters, by name: `since` and `until` (day, month or year, both included), `types`,
    `countries`, `statuses`, `min_confidence`, and `columns` to take fewer columns. Columns are those of the CSV and
    Parquet exports. People's corrections are in the tables; `review` says where.

    Example:
        >>> corpus = communique.open("corpus.db")                            # doctest: +SKIP
        >>> corpus.events(types=["AID"], since="2024").to_pandas()           # doctest: +SKIP
        >>> corpus.dyads(freq="M", by=["quad"]).to_polars()                  # doctest: +SKIP
    """

    def __init__(self, path: str | Path) -> None:
        self.path = str(path)
        CodedReports(path)
        if is_store(path):
            Store.open(path).close()

    def __repr__(self) -> str:
        """The path it was opened from."""
        return f"communique.open({shown(self.path)!r})"

    def _repr_html_(self) -> str:
        """Path, and numbers of reports, events and statements."""
        if not is_store(self.path):
            return f"<code>{html.escape(repr(self))}</code>"
        sql = "SELECT count(*), sum(events), sum(statements), min(date), max(date) FROM reports WHERE live = 1"
        with Store.open(self.path) as store:
            row = store.rows(sql)[0]
        told = f"{row[0]:,} reports, {row[1] or 0:,} events, {row[2] or 0:,} statements"
        days = f", {row[3]} to {row[4]}" if row[3] else ""
        return f"<code>{html.escape(repr(self))}</code>: {told}{days}"

    def reports(self, *, text: bool = False, **filters: Any) -> Rows:
        """One row a report; `text=True` adds the whole text."""
        return self._table(reports_table(text), filters)

    def events(self, **filters: Any) -> Rows:
        """One row an event as one report tells it."""
        return self._table(EVENTS, filters)

    def participants(self, **filters: Any) -> Rows:
        """One row a member of an event's side."""
        return self._table(PARTICIPANTS, filters)

    def statements(self, **filters: Any) -> Rows:
        """One row a statement."""
        return self._table(STATEMENTS, filters)

    def actors(self, **filters: Any) -> Rows:
        """One row an actor of a report."""
        return self._table(ACTORS, filters)

    def mentions(self, **filters: Any) -> Rows:
        """One row a naming of an actor."""
        return self._table(MENTIONS, filters)

    def places(self, **filters: Any) -> Rows:
        """One row a place of a report's events."""
        return self._table(PLACES, filters)

    def occurrences(self, **filters: Any) -> Rows:
        """One row an occurrence: one thing that happened, however many reports tell it (`communique stories`)."""
        return self._across(occurrence_table, "occurrences", filters)

    def threads(self, **filters: Any) -> Rows:
        """One row a thread: a deal, ceasefire, dispute through time (`communique stories`)."""
        return self._across(thread_table, "threads", filters)

    def _across(self, table: Callable[[Store, Choice], Any], name: str, filters: dict[str, Any]) -> Rows:
        """A table of what was worked out across reports."""
        if not is_store(self.path):
            raise ColumnError(f"{shown(self.path)}: {name} are worked out in a store; `communique run` makes one")
        wanted = filters.pop("columns", None)
        with Store.open(self.path) as store:
            found = table(store, make_choice(**filters))
        missing = [c for c in wanted or () if c not in found.column_names]
        if missing:
            raise ColumnError(f"{name} has no column {missing[0]!r}; it has: {', '.join(found.column_names)}")
        return Rows(found.select(list(wanted)) if wanted else found, name)

    def record(self, report_id: str) -> Record | None:
        """The machine's record of one report, which a notebook shows with coloured spans; None where there is none."""
        if is_store(self.path):
            with Store.open(self.path) as store:
                return record_of(store, report_id)
        return next((c.record for c in CodedReports(self.path) if c.record.report.id == report_id), None)

    def dyads(self, freq: Frequency = "M", *, by: Sequence[str] = KEYS, directed: bool = True, **filters: Any) -> Rows:
        """What countries did to each other in each period: counts and mean PLOVER score.

        Args:
            freq: D, W (from Monday), M, Q or Y.
            by: of `type`, `quad` and `status`, what to count apart; an empty list counts all together.
            directed: A towards B apart from B towards A. Mutual events (talks, clashes, agreements with all
                parties as actors) count both ways; undirected, once.
            filters: as for all tables. Copies of reports are left out, and what a person rejected.

        Raises:
            ColumnError: an unknown frequency or grouping.
        """
        if freq not in FREQUENCIES:
            raise ColumnError(f"the frequency {freq!r} is unknown; choose of: {', '.join(FREQUENCIES)}")
        for key in by:
            if key not in KEYS:
                raise ColumnError(f"dyads cannot be counted by {key!r}; choose of: {', '.join(KEYS)}")
        choice = make_choice(**filters)
        if not is_store(self.path):
            return Rows(dyad_table(told_by_records(CodedReports(self.path), choice), freq, by, directed), "dyads")
        with Store.open(self.path) as store:
            judged = CodedReports(self.path, condition=("id IN (SELECT report_id FROM judgements)", ()))
            told = chain(told_by_store(store, choice), told_by_records(judged, choice))
            return Rows(dyad_table(told, freq, by, directed), "dyads")

    def _table(self, table: Table[Any], filters: dict[str, Any]) -> Rows:
        """A table of the chosen records."""
        names = filters.pop("columns", None)
        choice = make_choice(**filters)
        known = {c.name: c for c in table.columns}
        missing = [name for name in names or () if name not in known]
        if missing:
            raise ColumnError(f"{table.name} has no column {missing[0]!r}; it has: {', '.join(known)}")
        columns = [known[name] for name in names or known]
        import pyarrow as pa

        batches = [arrow_table(columns, [])]
        held: list[list[Cell]] = []
        for item in CodedReports(self.path, choice):
            for found in _items(table, item, choice):
                held.append([c.value(found) for c in columns])
            if len(held) >= BATCH:
                batches.append(arrow_table(columns, held))
                held = []
        batches.append(arrow_table(columns, held))
        return Rows(pa.concat_tables(batches).combine_chunks(), table.name)


def _items(table: Table[Any], item: Coded, choice: Choice) -> Iterable[Any]:
    """What of one report makes rows."""
    chosen = choose(item.record, choice, Left(), line=item.line, review=item.review, with_text=True)
    return table.items(chosen, Left()) if chosen is not None else ()


def open(path: str | Path) -> Corpus:  # noqa: A001 (`communique.open` reads as it should)
    """Open a store or a file of JSON lines for analysis; nothing is written to it.

    Raises:
        ReadError: there is no such file.
        StoreError: the store is damaged, not ours, or made by a newer version.
    """
    return Corpus(path)
