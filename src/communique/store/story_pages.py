"""Occurrences and threads out of the store, as they are listed and shown."""

from __future__ import annotations

from typing import Any

from communique.store.store import Store
from communique.store.terms import like_pattern


def list_threads(
    store: Store,
    words: str = "",
    kind: str = "",
    country: str = "",
    disputed: bool = False,
    limit: int = 40,
    offset: int = 0,
) -> list[Any]:
    """One page of threads, the latest first: rows with id, title, kind, stage, disputed, days, reports."""
    where, values = ["1 = 1"], list[Any]()
    if words:
        where.append("lower(title) LIKE ? ESCAPE '~'")
        values.append(like_pattern(words))
    if kind:
        where.append("kind = ?")
        values.append(kind)
    if disputed:
        where.append("disputed = 1")
    if country:
        where.append("EXISTS (SELECT 1 FROM thread_parties p WHERE p.thread_id = threads.id AND p.country = ?)")
        values.append(country)
    sql = (
        "SELECT id, title, kind, stage, disputed, first_day, last_day, reports FROM threads"
        f" WHERE {' AND '.join(where)} ORDER BY last_day DESC NULLS LAST, id LIMIT ? OFFSET ?"
    )
    return store.rows(sql, [*values, limit, offset])


def thread_kinds(store: Store) -> list[tuple[str, int]]:
    """Kinds of threads with their number."""
    return [(r[0], r[1]) for r in store.rows("SELECT kind, count(*) FROM threads GROUP BY kind ORDER BY kind")]


def parties_of(store: Store, thread_ids: list[str]) -> dict[str, list[Any]]:
    """Parties and mediators of threads: rows with role, name, country."""
    found: dict[str, list[Any]] = {key: [] for key in thread_ids}
    if thread_ids:
        marks = ", ".join("?" * len(thread_ids))
        sql = f"SELECT * FROM thread_parties WHERE thread_id IN ({marks}) ORDER BY thread_id, role DESC, ordinal"
        for row in store.rows(sql, thread_ids):
            found[row["thread_id"]].append(row)
    return found


def thread(store: Store, thread_id: str) -> Any:
    """A thread's row, None where there is none."""
    return store.row("SELECT * FROM threads WHERE id = ?", [thread_id])


def stages_of(store: Store, thread_id: str) -> list[Any]:
    """The stage line of a thread with the report that tells each stage."""
    return store.rows(
        "SELECT s.*, r.title, r.publisher, r.date AS report_date FROM thread_stages s"
        " LEFT JOIN reports r ON r.id = s.report_id AND r.live = 1 WHERE s.thread_id = ? ORDER BY s.ordinal",
        [thread_id],
    )


def reports_of(store: Store, thread_id: str) -> list[Any]:
    """The reports of a thread, in order of date."""
    return store.rows(
        "SELECT r.id, r.title, r.publisher, r.date FROM thread_members m JOIN reports r ON r.id = m.id AND r.live = 1"
        " WHERE m.thread_id = ? AND m.kind = 'report' ORDER BY r.date NULLS FIRST, r.id",
        [thread_id],
    )


def occurrences_of(store: Store, thread_id: str) -> list[Any]:
    """The occurrences of a thread, in order of day."""
    return store.rows(
        "SELECT o.* FROM thread_members m JOIN occurrences o ON o.id = m.id"
        " WHERE m.thread_id = ? AND m.kind = 'occurrence' ORDER BY o.day NULLS FIRST, o.id",
        [thread_id],
    )


def occurrence(store: Store, occurrence_id: str) -> Any:
    """An occurrence's row, None where there is none."""
    return store.row("SELECT * FROM occurrences WHERE id = ?", [occurrence_id])


def sides(store: Store, occurrence_ids: list[str]) -> dict[str, dict[str, list[str]]]:
    """Names on each side of occurrences."""
    found: dict[str, dict[str, list[str]]] = {key: {"actor": [], "recipient": []} for key in occurrence_ids}
    if occurrence_ids:
        marks = ", ".join("?" * len(occurrence_ids))
        sql = (
            f"SELECT occurrence_id, side, name FROM occurrence_sides WHERE occurrence_id IN ({marks})"
            " ORDER BY occurrence_id, side, ordinal"
        )
        for row in store.rows(sql, occurrence_ids):
            found[row["occurrence_id"]][row["side"]].append(row["name"])
    return found


def members(store: Store, occurrence_id: str) -> list[Any]:
    """The tellings of an occurrence: event, why it was joined, its report."""
    return store.rows(
        "SELECT m.report_id, m.event_id, m.why, r.title, r.publisher, r.date, e.type, e.status, e.day, e.place"
        " FROM occurrence_members m LEFT JOIN reports r ON r.id = m.report_id AND r.live = 1"
        " LEFT JOIN events e ON e.id = m.event_id AND e.report_key = r.report_key"
        " WHERE m.occurrence_id = ? ORDER BY r.date NULLS FIRST, m.report_id, m.event_id",
        [occurrence_id],
    )


def near(store: Store, occurrence_id: str, first: str, last: str, limit: int = 12) -> list[Any]:
    """Other occurrences of the same type within a few days: those that may be the same happening."""
    return store.rows(
        "SELECT o.* FROM occurrences o WHERE o.day BETWEEN ? AND ? AND o.id <> ?"
        " AND o.type = (SELECT type FROM occurrences WHERE id = ?) ORDER BY o.day NULLS FIRST, o.id LIMIT ?",
        [first, last, occurrence_id, occurrence_id, limit],
    )


def occurrence_of_event(store: Store, report_id: str, event_id: str) -> str | None:
    """The occurrence that an event belongs to."""
    found = store.value(
        "SELECT occurrence_id FROM occurrence_members WHERE report_id = ? AND event_id = ?", [report_id, event_id]
    )
    return None if found is None else str(found)


def list_occurrences(
    store: Store,
    start: str = "",
    end: str = "",
    type: str = "",
    status: str = "",
    country: str = "",
    limit: int = 50,
    offset: int = 0,
) -> list[Any]:
    """One page of occurrences by day, those without one first: rows with `data`, the whole object."""
    pairs = [
        ("day >= ?", start),
        ("day <= ?", end),
        ("type = ?", type),
        ("status = ?", status),
        ("id IN (SELECT occurrence_id FROM occurrence_sides WHERE country = ?)", country),
    ]
    where = " AND ".join(["1 = 1", *(sql for sql, value in pairs if value)])
    sql = f"SELECT id, data FROM occurrences WHERE {where} ORDER BY day NULLS FIRST, id LIMIT ? OFFSET ?"
    return store.rows(sql, [*(value for _, value in pairs if value), limit, offset])
