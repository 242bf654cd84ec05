"""What people decided about records: rows that are only ever added.

A judgement never changes what the machine wrote; it stands beside it, with who, when, and what it
replaced. Taking one back is a row too.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from typing import Any

import msgspec

from communique.errors import StoreError
from communique.store.opinions import report_review
from communique.store.reading import record_of
from communique.store.store import Store

_COLUMNS = (
    "id, report_id, sha256, record_kind, record_id, field, old_value, new_value, verdict, undoes, coder, judged_at,"
    " note, quote, span_start, span_end, final"
)


class Judgement(msgspec.Struct, frozen=True):
    """One row: a verdict on a record, or one field of it edited.

    Attributes:
        verdict: `accept`, `reject`, `edit`, `add` or `undo`.
        field, old_value, new_value: for `edit`: the field, and JSON of what it was and is; for `add`:
            `new_value` is JSON of the record's fields.
        undoes: for `undo`: id of the judgement taken back.
        judged_at: UTC, to the microsecond; rows of one act share it.
        quote, span: the words the record is proved by, for finding it again after re-coding.
        final: it settles what coders disagree on.
    """

    id: str
    report_id: str
    sha256: str
    record_kind: str
    record_id: str
    verdict: str
    coder: str
    judged_at: str
    field: str | None = None
    old_value: str | None = None
    new_value: str | None = None
    undoes: str | None = None
    note: str | None = None
    quote: str | None = None
    span: tuple[int, int] | None = None
    final: bool = False


class ConflictError(StoreError):
    """Somebody judged the record since it was shown.

    Attributes:
        latest: the judgement that was not seen.
    """

    def __init__(self, latest: Judgement) -> None:
        super().__init__(
            f"{latest.record_id}: {latest.coder} judged this record at {latest.judged_at}, after it was shown here;"
            " look at it again, then decide"
        )
        self.latest = latest


def now() -> str:
    """The time as judgements carry it."""
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def make(
    report_id: str, sha256: str, record_kind: str, record_id: str, verdict: str, coder: str, at: str, **more: Any
) -> Judgement:
    """A judgement with its id, which is made from all it says."""
    content = msgspec.json.encode([report_id, record_kind, record_id, verdict, coder, at, sorted(more.items())])
    own = "j-" + hashlib.sha256(content).hexdigest()[:16]
    return Judgement(own, report_id, sha256, record_kind, record_id, verdict, coder, at, **more)


def of_report(store: Store, report_id: str) -> list[Judgement]:
    """All judgements on a report's records, oldest first."""
    sql = f"SELECT {_COLUMNS} FROM judgements WHERE report_id = ? ORDER BY judgement_key"
    return [_judgement(row) for row in store.rows(sql, [report_id])]


def of_reports_judged_by_several(store: Store, limit: int = 2_000) -> dict[str, list[Judgement]]:
    """Judgements of the reports that more than one coder has judged, by report id, the latest `limit` reports."""
    ids = store.rows(
        "SELECT report_id FROM judgements WHERE final = 0 GROUP BY report_id HAVING count(DISTINCT coder) > 1"
        " ORDER BY max(judgement_key) DESC LIMIT ?",
        [limit],
    )
    return {row[0]: of_report(store, row[0]) for row in ids}


def coders(store: Store) -> list[tuple[str, int, str]]:
    """Who has judged: name, number of judgements, time of the last."""
    rows = store.rows("SELECT coder, count(*), max(judged_at) FROM judgements GROUP BY coder ORDER BY coder")
    return [(str(r[0]), int(r[1]), str(r[2])) for r in rows]


def add(store: Store, judgements: Sequence[Judgement], seen: str | None = None) -> None:
    """Store judgements of one act, and how far the report is looked at.

    Args:
        store: a store open for writing; all is kept or nothing.
        judgements: of one coder on one report.
        seen: id of the coder's last judgement on this record when it was shown, empty where there was
            none; None where nothing needs to be compared.

    Raises:
        ConflictError: the coder (or, for final judgements, anybody) judged the record since.
    """
    if not judgements:
        return
    first = judgements[0]
    with store.transaction():
        if seen is not None:
            latest = last_on(of_report(store, first.report_id), first.record_id, first.coder, first.final)
            if latest is not None and latest.id != seen:
                raise ConflictError(latest)
        store.execute_many(
            f"INSERT INTO judgements ({_COLUMNS}) VALUES ({', '.join('?' * 17)})",
            [_row(j) for j in judgements],
        )
        refresh(store, first.report_id)


def last_on(rows: Sequence[Judgement], record_id: str, coder: str, final: bool = False) -> Judgement | None:
    """The last judgement on a record by a coder; for final ones, by anybody."""
    fitting = [j for j in rows if j.record_id == record_id and j.final == final and (final or j.coder == coder)]
    return fitting[-1] if fitting else None


def last_act(rows: Sequence[Judgement], coder: str) -> list[Judgement]:
    """A coder's last act that is not taken back: what `undo` undoes."""
    undone = {j.undoes for j in rows if j.undoes}
    mine = [j for j in rows if j.coder == coder and not j.final and j.verdict != "undo" and j.id not in undone]
    return [j for j in mine if j.judged_at == mine[-1].judged_at] if mine else []


def undo(store: Store, report_id: str, coder: str) -> list[Judgement]:
    """Take back a coder's last act on a report; returns what was taken back."""
    with store.transaction():
        act = last_act(of_report(store, report_id), coder)
        at = now()
        back = [
            make(j.report_id, j.sha256, j.record_kind, j.record_id, "undo", coder, at, field=j.field, undoes=j.id)
            for j in act
        ]
        add(store, back)
    return act


def refresh(store: Store, report_id: str) -> None:
    """Bring a report's `review` and `judged` up to date: after a judgement, and after re-coding."""
    record = record_of(store, report_id)
    if record is None:
        return
    ids = [*(e.id for e in record.events), *(s.id for s in record.statements)]
    review, judged = report_review(of_report(store, report_id), ids)
    store.execute("UPDATE reports SET review = ?, judged = ? WHERE id = ? AND live = 1", [review, judged, report_id])


def _judgement(row: Any) -> Judgement:
    """A row of the table as a judgement."""
    span = None if row["span_start"] is None else (row["span_start"], row["span_end"])
    names = ("id", "report_id", "sha256", "record_kind", "record_id", "verdict", "coder", "judged_at")
    more = ("field", "old_value", "new_value", "undoes", "note", "quote")
    values = {n: row[n] for n in (*names, *more)}
    return Judgement(**values, span=span, final=bool(row["final"]))


def _row(j: Judgement) -> tuple[Any, ...]:
    """A judgement as a row of the table."""
    start, end = j.span or (None, None)
    known = (j.id, j.report_id, j.sha256, j.record_kind, j.record_id, j.field, j.old_value, j.new_value, j.verdict)
    return (*known, j.undoes, j.coder, j.judged_at, j.note, j.quote, start, end, int(j.final))
