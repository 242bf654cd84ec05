"""What the corpus says over time, between countries and on the map: sums that the database makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from communique.store.store import Store

BY = ("quad", "type", "status")
"""What events are told apart by."""


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events are asked for; what is empty does not narrow.

    Attributes:
        start, end: first and last day, YYYY-MM-DD.
        type, status, quad: codes as records have them.
        country: on either side.
        actor, recipient: country codes of the sides, `-` for a side without a country.
        person: id of an actor on either side.
        place: a place's name.
    """

    start: str = ""
    end: str = ""
    type: str = ""
    status: str = ""
    quad: str = ""
    country: str = ""
    actor: str = ""
    recipient: str = ""
    person: str = ""
    place: str = ""

    def plain(self, column: str, cut: int = 10) -> tuple[list[str], list[Any]]:
        """Conditions that sums can answer: a period over `column` (`cut` characters of a day), and the codes."""
        pairs = [
            (f"{column} >= ?", self.start[:cut]),
            (f"{column} <= ?", self.end[:cut]),
            ("type = ?", self.type),
            ("status = ?", self.status),
            ("quad = ?", self.quad),
        ]
        return [sql for sql, value in pairs if value], [value for _, value in pairs if value]


def span_of(store: Store) -> tuple[str, str]:
    """First and last day of the events; empty where there are none with a day."""
    sql = "SELECT day FROM day_totals WHERE day > '' AND n > 0 ORDER BY day {} LIMIT 1"
    first, last = (store.value(sql.format(order)) for order in ("ASC", "DESC"))
    return str(first or ""), str(last or "")


def reported_since(store: Store) -> str:
    """The first day on which a report appeared; empty where no report has a day."""
    return str(store.value("SELECT min(day) FROM outlet_totals WHERE day <> '' AND n > 0") or "")


def by_day(store: Store, asked: EventFilter, by: str, cut: int = 10) -> list[tuple[str, str, int]]:
    """Events a day (`cut` 10), month (7) or year (4) and group: (day, group, number), in order."""
    assert by in BY
    where, values = asked.plain("day")
    table, where = "day_totals", ["day > ''", *where]
    if asked.country:
        table, where, values = "country_totals", ["country = ?", *where], [asked.country, *values]
    conditions = " AND ".join(where)
    days = f"SELECT day, {by}, sum(n) AS n FROM {table} WHERE {conditions} GROUP BY day, {by} HAVING sum(n) > 0"
    if cut < 10:
        days = f"SELECT substr(day, 1, {cut}) AS day, {by}, sum(n) AS n FROM ({days}) AS days GROUP BY 1, {by}"
    return [(r[0], r[1], int(r[2])) for r in store.rows(f"{days} ORDER BY 1, 2", values)]


def top_dyads(store: Store, asked: EventFilter, limit: int = 40) -> list[Any]:
    """Directed pairs of different countries with most events: rows with actor, recipient, n, score_tenths, conflict."""
    where, values = asked.plain("month", 7)
    if asked.country:
        where.append("(actor = ? OR recipient = ?)")
        values += [asked.country, asked.country]
    conditions = " AND ".join(["actor <> ''", "recipient <> ''", "actor <> recipient", *where])
    sql = (
        "SELECT actor, recipient, sum(n) AS n, sum(score_tenths) AS score_tenths,"
        " sum(CASE WHEN quad LIKE '%conflict' THEN n ELSE 0 END) AS conflict"
        f" FROM dyad_totals WHERE {conditions}"
        " GROUP BY actor, recipient HAVING sum(n) > 0 ORDER BY n DESC, actor, recipient LIMIT ?"
    )
    return store.rows(sql, [*values, limit])


def dyad_months(store: Store, one: str, other: str, asked: EventFilter) -> list[Any]:
    """Events between two countries by month, direction and quad: rows with month, actor, recipient, quad, n, score."""
    where, values = asked.plain("month", 7)
    conditions = " AND ".join(["month <> ''", *where])
    half = (
        "SELECT month, actor, recipient, quad, sum(n) AS n, sum(score_tenths) AS score_tenths FROM dyad_totals"
        f" WHERE actor = ? AND recipient = ? AND {conditions} GROUP BY month, actor, recipient, quad HAVING sum(n) > 0"
    )
    pairs = [(one, other), (other, one)] if one != other else [(one, other)]
    rows = [row for a, b in pairs for row in store.rows(half, [a, b, *values])]
    return sorted(rows, key=lambda r: (r["month"], r["actor"], r["quad"]))


def places(store: Store, asked: EventFilter, limit: int = 500) -> list[Any]:
    """Places of events with most events: rows with place, country, kind, latitude, longitude, n, conflict."""
    pairs = [
        ("month >= ?", asked.start[:7]),
        ("month <= ?", asked.end[:7]),
        ("type = ?", asked.type),
        ("quad = ?", asked.quad),
        ("country = ?", asked.country),
    ]
    conditions = " AND ".join(["1 = 1", *(sql for sql, value in pairs if value)])
    sql = (
        "SELECT place, country, kind, max(latitude) AS latitude, max(longitude) AS longitude, sum(n) AS n,"
        " sum(CASE WHEN quad LIKE '%conflict' THEN n ELSE 0 END) AS conflict"
        f" FROM place_totals WHERE {conditions}"
        " GROUP BY place, country, kind HAVING sum(n) > 0 ORDER BY n DESC, place LIMIT ?"
    )
    return store.rows(sql, [*(value for _, value in pairs if value), limit])


_EVENT_COLUMNS = (
    "e.event_key, e.id, e.type, e.mode, e.status, e.quad, e.score, e.day, e.granularity, e.place, e.confidence,"
    " e.statement, e.same_as, r.id AS report_id, r.title, r.publisher, r.date AS report_date"
)


def list_events(store: Store, asked: EventFilter, limit: int = 50, offset: int = 0) -> list[Any]:
    """One page of events, newest first, each with its report.

    Where a side is asked for, the rarest of the sides leads the search: few events are then looked at,
    however many there are in the store.
    """
    plain, values = asked.plain("day")
    where = [f"e.{p}" for p in plain]
    if asked.place:
        where.append("e.place = ?")
        values.append(asked.place)
    leads = _leads(asked)
    lead = min(leads, key=lambda s: _probe(store, *s)) if leads else None
    also = [pair for pair in leads if pair != lead]
    lacks = [_LACKS[side] for side in ("actor", "recipient") if getattr(asked, side) == "-"]
    columns, order = (
        f"SELECT {_EVENT_COLUMNS} FROM",
        "ORDER BY e.day DESC NULLS LAST, e.event_key DESC LIMIT ? OFFSET ?",
    )
    joined = "events e JOIN reports r ON r.report_key = e.report_key"
    if lead is None:
        where += [_NONE.format("e", lack) for lack in lacks]
        conditions = " AND ".join(where or ["1 = 1"])
        return store.rows(f"{columns} {joined} WHERE {conditions} {order}", [*values, limit, offset])
    sides = [
        lead[0].replace("s.", "l."),
        *(_SOME.format("l", sql) for sql, _ in also),
        *(_NONE.format("l", x) for x in lacks),
    ]
    led = f"(SELECT DISTINCT l.event_key FROM event_sides l WHERE {' AND '.join(sides)}) d CROSS JOIN {joined}"
    conditions = " AND ".join(["e.event_key = d.event_key", *where])
    chosen = [lead[1], *(value for _, value in also), *values, limit, offset]
    return store.rows(f"{columns} {led} WHERE {conditions} {order}", chosen)


_SOME = "EXISTS (SELECT 1 FROM event_sides s WHERE s.event_key = {}.event_key AND {})"
_NONE = "NOT " + _SOME
_LACKS = {side: f"s.side = '{side}' AND s.country IS NOT NULL" for side in ("actor", "recipient")}

PROBED = 200_000
"""Sides counted at most when the rarest is sought."""


def _leads(asked: EventFilter) -> list[tuple[str, str]]:
    """The sides that a filter asks for, each as a condition with its value."""
    pairs = [
        ("s.country = ?", asked.country),
        ("s.side = 'actor' AND s.country = ?", asked.actor),
        ("s.side = 'recipient' AND s.country = ?", asked.recipient),
        ("s.actor_id = ?", asked.person),
    ]
    return [(sql, value) for sql, value in pairs if value and value != "-"]


def _probe(store: Store, condition: str, value: str) -> int:
    """How many sides fit a condition."""
    sql = f"SELECT count(*) FROM (SELECT 1 FROM event_sides s WHERE {condition} LIMIT ?) AS probed"
    return int(store.value(sql, [value, PROBED]) or 0)


def sides_of(store: Store, event_keys: list[int]) -> dict[int, dict[str, list[str]]]:
    """Names on each side of events: {event_key: {"actor": [...], "recipient": [...]}}."""
    found: dict[int, dict[str, list[str]]] = {key: {"actor": [], "recipient": []} for key in event_keys}
    if event_keys:
        marks = ", ".join("?" * len(event_keys))
        sql = (
            f"SELECT event_key, side, name, actor_id FROM event_sides WHERE event_key IN ({marks})"
            " ORDER BY event_key, side, ordinal"
        )
        for row in store.rows(sql, event_keys):
            found[row["event_key"]][row["side"]].append(row["name"] or row["actor_id"])
    return found


def parties_of(store: Store, event_keys: list[int]) -> dict[int, list[Any]]:
    """Actors on the sides of events: {event_key: rows with side, actor_id, name, country, sector}."""
    found: dict[int, list[Any]] = {key: [] for key in event_keys}
    if event_keys:
        marks = ", ".join("?" * len(event_keys))
        sql = (
            "SELECT event_key, side, actor_id, name, country, sector FROM event_sides"
            f" WHERE event_key IN ({marks}) ORDER BY event_key, side, ordinal"
        )
        for row in store.rows(sql, event_keys):
            found[row["event_key"]].append(row)
    return found
