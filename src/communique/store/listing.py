"""Lists of reports: searched, filtered, counted, in an order, a page at a time; and the queue for checking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from communique.store.store import Store

COUNTED = 10_000
"""Counting stops here: "more than 10,000" tells a reader enough and keeps the answer quick."""

REVIEW = ("machine", "started", "checked", "corrected")
"""How far people have looked at a report; `reports.review` holds the place in this list."""

ORDERS = {
    "newest": "r.date DESC NULLS LAST, r.id DESC",
    "oldest": "r.date NULLS FIRST, r.id",
    "doubtful": "r.min_confidence NULLS FIRST, r.id",
}
"""Orders by name. `doubtful` is by least confidence of a report's records."""

_COLUMNS = (
    "r.report_key, r.id, r.title, r.date, r.publisher, r.events, r.statements, r.actors, r.min_confidence,"
    " r.review, r.copy_of"
)


@dataclass(frozen=True, slots=True)
class ReportFilter:
    """Which reports are asked for; what is empty does not narrow.

    Attributes:
        words: words that title or text must hold; "quoted words" stand together.
        start, end: first and last day of publication, YYYY-MM-DD.
        outlet: the publisher's name.
        country, type, status: codes that an event of the report must have.
        below: reports whose least confidence is not above this, 0 to 1.
        review: one of `REVIEW`.
    """

    words: str = ""
    start: str = ""
    end: str = ""
    outlet: str = ""
    country: str = ""
    type: str = ""
    status: str = ""
    below: float | None = None
    review: str = ""

    def condition(self, store: Store) -> tuple[str, list[Any]]:
        """The filter as SQL over `reports r`, with its parameters."""
        parts: list[str] = ["r.live = 1"]
        values: list[Any] = []
        for sql, value in (
            ("r.date >= ?", self.start),
            ("r.date <= ?", self.end),
            ("r.publisher = ?", self.outlet),
            ("r.min_confidence <= ?", self.below),
            ("r.review = ?", REVIEW.index(self.review) if self.review in REVIEW else None),
        ):
            if value not in ("", None):
                parts.append(sql)
                values.append(value)
        for facet in ("country", "type", "status"):
            wanted = getattr(self, facet)
            if wanted:
                parts.append(
                    "EXISTS (SELECT 1 FROM report_facets f"
                    " WHERE f.report_key = r.report_key AND f.facet = ? AND f.value = ?)"
                )
                values += [facet, wanted]
        if self.words:
            sql, more = store.database.search_condition(self.words, "r")
            parts.append(sql)
            values += more
        return " AND ".join(parts), values


def list_reports(
    store: Store, asked: ReportFilter, order: str = "newest", limit: int = 25, offset: int = 0
) -> list[Any]:
    """One page of the reports that a filter lets through: rows with id, title, date, counts, confidence, review."""
    where, values = asked.condition(store)
    sql = f"SELECT {_COLUMNS} FROM reports r WHERE {where} ORDER BY {ORDERS[order]} LIMIT ? OFFSET ?"
    return store.rows(sql, [*values, limit, offset])


def count_reports(store: Store, asked: ReportFilter) -> int:
    """How many reports a filter lets through, counted up to `COUNTED` + 1."""
    where, values = asked.condition(store)
    sql = f"SELECT count(*) FROM (SELECT 1 FROM reports r WHERE {where} LIMIT ?) AS found"
    return int(store.value(sql, [*values, COUNTED + 1]) or 0)


def next_report(store: Store, asked: ReportFilter, order: str, after: str) -> str | None:
    """The report that follows another in a list: the next in the queue.

    Args:
        store: the store.
        asked: the list's filter.
        order: the list's order, a key of `ORDERS`.
        after: id of the report at hand; where there is none such, the list's first is next.
    """
    at = store.row("SELECT date, id, min_confidence FROM reports WHERE live = 1 AND id = ?", [after])
    if at is None:
        rows = list_reports(store, asked, order, 1)
        return rows[0]["id"] if rows else None
    where, values = asked.condition(store)
    column, sign = {"newest": ("date", "<"), "oldest": ("date", ">"), "doubtful": ("min_confidence", ">")}[order]
    for rest, more in _after(column, sign, at[column], at["id"]):
        sql = f"SELECT r.id FROM reports r WHERE {where} AND {rest} ORDER BY {ORDERS[order]} LIMIT 1"
        found = store.value(sql, [*values, *more])
        if found is not None:
            return str(found)
    return None


def _after(column: str, sign: str, value: Any, id: str) -> list[tuple[str, list[Any]]]:
    """What comes after a row, nearest first, each an index's own range; rows without a value are the smallest."""
    if value is None:
        rest: list[tuple[str, list[Any]]] = [(f"r.{column} IS NULL AND r.id {sign} ?", [id])]
        return rest + ([(f"r.{column} IS NOT NULL", [])] if sign == ">" else [])
    rest = [(f"r.{column} = ? AND r.id {sign} ?", [value, id]), (f"r.{column} {sign} ?", [value])]
    return rest + ([(f"r.{column} IS NULL", [])] if sign == "<" else [])


def corpus_counts(store: Store) -> dict[str, int]:
    """What the store holds: reports by review, events, occurrences, threads."""
    rows = store.rows("SELECT review, count(*) FROM reports WHERE live = 1 GROUP BY review")
    judged = {REVIEW[r[0]]: int(r[1]) for r in rows if 0 <= r[0] < len(REVIEW)}
    return {
        "reports": sum(judged.values()),
        "events": int(store.value("SELECT coalesce(sum(n), 0) FROM day_totals") or 0),
        "occurrences": int(store.value("SELECT count(*) FROM occurrences") or 0),
        "threads": int(store.value("SELECT count(*) FROM threads") or 0),
        **{name: judged.get(name, 0) for name in REVIEW},
    }


def outlets(store: Store, limit: int = 300) -> list[tuple[str, int]]:
    """Publishers by name with their number of reports; the largest where there are very many."""
    sql = (
        "SELECT publisher, sum(n) AS reports FROM outlet_totals WHERE publisher <> ''"
        " GROUP BY publisher HAVING sum(n) > 0 ORDER BY reports DESC, publisher LIMIT ?"
    )
    return sorted((str(r[0]), int(r[1])) for r in store.rows(sql, [limit]))


def countries(store: Store) -> list[str]:
    """Codes of countries and bodies that actors have."""
    sql = "SELECT DISTINCT country FROM actor_totals WHERE reports > 0 AND country IS NOT NULL ORDER BY country"
    return [str(r[0]) for r in store.rows(sql)]
