"""Actors over all reports: lists, offices as reports give them, statements."""

from __future__ import annotations

from typing import Any

from communique.store.store import Store
from communique.store.terms import like_pattern


def list_actors(
    store: Store, words: str = "", kind: str = "", country: str = "", limit: int = 50, offset: int = 0
) -> list[Any]:
    """One page of actors, those of most reports first: rows of `actor_totals`."""
    where, values = ["reports > 0"], list[Any]()
    for condition, value in (
        ("lower(name) LIKE ? ESCAPE '~'", words and like_pattern(words)),
        ("kind = ?", kind),
        ("country = ?", country),
    ):
        if value:
            where.append(condition)
            values.append(value)
    sql = f"SELECT * FROM actor_totals WHERE {' AND '.join(where)} ORDER BY reports DESC, actor_id LIMIT ? OFFSET ?"
    return store.rows(sql, [*values, limit, offset])


def actor(store: Store, actor_id: str) -> Any:
    """Sums of one actor, None where no report names it."""
    return store.row("SELECT * FROM actor_totals WHERE actor_id = ? AND reports > 0", [actor_id])


def offices(store: Store, actor_id: str, limit: int = 100) -> list[Any]:
    """Offices that reports give an actor: rows with office, first and last day, reports."""
    return store.rows(
        "SELECT a.office, min(r.date) AS first, max(r.date) AS last, count(*) AS reports FROM actors a"
        " JOIN reports r ON r.report_key = a.report_key WHERE a.id = ? AND a.office IS NOT NULL"
        " GROUP BY a.office ORDER BY first NULLS FIRST, a.office LIMIT ?",
        [actor_id, limit],
    )


def reports(store: Store, actor_id: str, limit: int = 30) -> list[Any]:
    """The latest reports that name an actor: rows with id, title, publisher, date, mentions, office."""
    return store.rows(
        "SELECT r.id, r.title, r.publisher, r.date, a.mentions, a.office FROM actors a"
        " JOIN reports r ON r.report_key = a.report_key WHERE a.id = ? ORDER BY r.report_key DESC LIMIT ?",
        [actor_id, limit],
    )


def statements(store: Store, actor_id: str, limit: int = 30) -> list[Any]:
    """An actor's latest statements: rows with id, kind, medium, polarity, day, content spans, report and its record."""
    return store.rows(
        "SELECT s.id, s.kind, s.medium, s.polarity, s.day, s.content, r.id AS report_id, r.title, r.publisher, r.record"
        " FROM statements s JOIN reports r ON r.report_key = s.report_key"
        " WHERE s.speaker = ? ORDER BY s.day DESC NULLS LAST, s.statement_key LIMIT ?",
        [actor_id, limit],
    )
