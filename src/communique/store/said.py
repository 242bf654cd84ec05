"""Lists of statements: filtered, newest first, a page at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from communique.store.store import Store


@dataclass(frozen=True, slots=True)
class StatementFilter:
    """Which statements are asked for; what is empty does not narrow.

    Attributes:
        start, end: first and last day, YYYY-MM-DD.
        speaker: id of the actor who speaks.
        country: the speaker's country.
        kind: direct, mixed, indirect.
        report: id of the report.
    """

    start: str = ""
    end: str = ""
    speaker: str = ""
    country: str = ""
    kind: str = ""
    report: str = ""


def list_statements(store: Store, asked: StatementFilter, limit: int = 50, offset: int = 0) -> list[Any]:
    """One page of statements, newest first, each with its report's id."""
    pairs = [
        ("s.day >= ?", asked.start),
        ("s.day <= ?", asked.end),
        ("s.speaker = ?", asked.speaker),
        ("s.speaker_country = ?", asked.country),
        ("s.kind = ?", asked.kind),
        ("s.report_key IN (SELECT report_key FROM reports WHERE id = ? AND live = 1)", asked.report),
    ]
    conditions = " AND ".join(["1 = 1", *(sql for sql, value in pairs if value)])
    sql = (
        "SELECT s.*, r.id AS report_id FROM statements s JOIN reports r ON r.report_key = s.report_key"
        f" WHERE {conditions} ORDER BY s.day DESC NULLS LAST, s.statement_key DESC LIMIT ? OFFSET ?"
    )
    return store.rows(sql, [*(value for _, value in pairs if value), limit, offset])
