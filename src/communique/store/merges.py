"""Decisions by hand that two events are, or are not, one happening: rows that are only ever added."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any

import msgspec

from communique.store.judgements import now
from communique.store.reading import record_of
from communique.store.store import Store

EventKey = tuple[str, str]
"""An event by report id and event id."""


def decide(
    store: Store, verdict: str, left: EventKey, others: Sequence[EventKey], coder: str, note: str | None = None
) -> int:
    """Say that an event tells the same happening (`join`) as others, or another one (`split`).

    Args:
        store: a store open for writing.
        verdict: `join` or `split`.
        left: the event.
        others: the events it is compared with; one row for each.
        coder: who says so.
        note: why.

    Returns:
        How many rows were written; pairs of which an event is not in the store are left out.
    """
    at, rows = now(), []
    quote = _quote(store, left)
    for right in others:
        other = _quote(store, right)
        if quote is None or other is None or right == left:
            continue
        content = msgspec.json.encode([verdict, left, right, coder, at])
        own = "m-" + hashlib.sha256(content).hexdigest()[:16]
        rows.append((own, verdict, *left, quote, *right, other, None, coder, at, note))
    with store.transaction():
        _insert(store, rows)
    return len(rows)


def take_back(store: Store, decision_id: str, coder: str) -> bool:
    """Take a decision back by a row that says so; whether there was one to take back."""
    with store.transaction():
        held = store.row("SELECT * FROM merge_decisions WHERE id = ? AND verdict <> 'undo'", [decision_id])
        gone = store.row("SELECT 1 FROM merge_decisions WHERE undoes = ?", [decision_id])
        if held is None or gone is not None:
            return False
        at = now()
        own = "m-" + hashlib.sha256(msgspec.json.encode(["undo", decision_id, coder, at])).hexdigest()[:16]
        pair = ("left_report", "left_event", "left_quote", "right_report", "right_event", "right_quote")
        _insert(store, [(own, "undo", *(held[n] for n in pair), decision_id, coder, at, None)])
        return True


def decisions_on(store: Store, keys: Sequence[EventKey]) -> list[Any]:
    """Decisions in force that name one of the events, oldest first."""
    found: dict[int, Any] = {}
    for report, event in keys:
        sql = (
            "SELECT * FROM merge_decisions d WHERE verdict <> 'undo'"
            " AND ((left_report = ? AND left_event = ?) OR (right_report = ? AND right_event = ?))"
            " AND NOT EXISTS (SELECT 1 FROM merge_decisions u WHERE u.undoes = d.id)"
        )
        for row in store.rows(sql, [report, event, report, event]):
            found[row["decision_key"]] = row
    return [found[key] for key in sorted(found)]


def _insert(store: Store, rows: Sequence[tuple[Any, ...]]) -> None:
    """Add rows to the table."""
    store.execute_many(
        "INSERT INTO merge_decisions (id, verdict, left_report, left_event, left_quote, right_report, right_event,"
        " right_quote, undoes, coder, decided_at, note) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )


def _quote(store: Store, key: EventKey) -> str | None:
    """An event's trigger words, None where the store has no such event."""
    record = record_of(store, key[0])
    if record is None:
        return None
    span = next((e.evidence.trigger for e in record.events if e.id == key[1]), None)
    return None if span is None else record.report.text[span[0] : span[1]]
