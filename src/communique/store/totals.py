"""Sums by day, month, country, dyad, place, outlet and actor, kept as reports come and go.

What a report adds when it is written it takes away when it is replaced: the same increments, with the sign
turned. All sums are of whole numbers, so no order of writing changes them.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from communique.store.rows import Prepared
from communique.store.store import Store

Key = tuple[Any, ...]
Sums = dict[str, dict[Key, list[int]]]

_EVENT_SUMS = ("n", "happenings", "claimed", "score_tenths")

TABLES: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "day_totals": (("day", "type", "status", "quad"), _EVENT_SUMS),
    "country_totals": (("country", "day", "type", "status", "quad"), ("n",)),
    "dyad_totals": (("month", "actor", "recipient", "type", "status", "quad"), _EVENT_SUMS),
    "place_totals": (("month", "place", "country", "kind", "type", "quad"), ("n",)),
    "outlet_totals": (("day", "publisher", "state"), ("n",)),
    "actor_totals": (("actor_id",), ("reports", "mentions", "acting", "receiving", "speaking")),
}
"""Columns that name a sum, and the columns summed."""

_EXTRA = {"place_totals": ("latitude", "longitude"), "actor_totals": ("name", "country", "sector", "kind")}
"""Columns that describe what is summed."""


class Totals:
    """Increments gathered over the reports of one transaction, written at its end."""

    def __init__(self) -> None:
        self.sums: Sums = {name: {} for name in TABLES}
        self.told: dict[str, dict[Key, Key]] = {name: {} for name in _EXTRA}

    def add(self, prepared: Prepared, state: str, sign: int = 1) -> None:
        """Count a report in (`sign` 1) or out (-1); of a copy only that an outlet had it."""
        report = prepared.report
        self._sum("outlet_totals", (report["date"] or "", report["publisher"] or "", state), (sign,))
        if state == "copy":
            return
        sides: dict[int, tuple[list[Key], list[Key]]] = defaultdict(lambda: ([], []))
        for row in prepared.sides:
            sides[row[0]][0 if row[1] == "actor" else 1].append(row)
        for event in prepared.events:
            self._event(event, sides[event[0]], sign)
        self._actors(prepared, sides, sign)

    def _sum(self, table: str, key: Key, values: tuple[int, ...]) -> None:
        sums = self.sums[table]
        held = sums.get(key)
        if held is None:
            sums[key] = list(values)
        else:
            for i, value in enumerate(values):
                held[i] += value

    def _event(self, event: Key, sides: tuple[list[Key], list[Key]], sign: int) -> None:
        """Count one event by day, by the countries of its sides, by their pairs, by place."""
        type_, quad, score, status, statement, same_as, day = (event[i] for i in (2, 5, 6, 8, 9, 10, 11))
        month = day[:7] if day else ""
        tenths = round(score * 10)
        values = (sign, sign * (same_as is None), sign * (statement is not None), sign * tenths)
        self._sum("day_totals", (day or "", type_, status, quad), values)
        actors, recipients = ({row[5] for row in side if row[5]} for side in sides)
        for country in actors | recipients:
            self._sum("country_totals", (country, day or "", type_, status, quad), (sign,))
        for actor in sorted(actors) or [""]:
            for recipient in sorted(recipients) or [""]:
                self._sum("dyad_totals", (month, actor, recipient, type_, status, quad), values)
        place, kind, country, latitude, longitude = event[17:22]
        if place is not None:
            key = (month, place, country or "", kind or "", type_, quad)
            self._sum("place_totals", key, (sign,))
            self.told["place_totals"][key] = (latitude, longitude)

    def _actors(self, prepared: Prepared, sides: dict[int, tuple[list[Key], list[Key]]], sign: int) -> None:
        """Count what each actor of the report did, suffered and said."""
        acting: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        for both in sides.values():
            for side, rows in enumerate(both):
                for row in rows:
                    acting[row[3]][side] += 1
        for said in prepared.statements:
            if said[3] is not None:
                acting[said[3]][2] += 1
        for actor in prepared.actors:
            did = acting.get(actor[1], (0, 0, 0))
            self._sum("actor_totals", (actor[1],), (sign, sign * actor[10], *(sign * n for n in did)))
            self.told["actor_totals"][(actor[1],)] = (actor[2], actor[4], actor[6], actor[3])

    def write(self, store: Store) -> None:
        """Add everything gathered to the store's sums, and forget it."""
        for table, sums in self.sums.items():
            extra = self.told.get(table, {})
            rows = [(*key, *extra.get(key, ()), *values) for key, values in sorted(sums.items()) if any(values)]
            if rows:
                store.execute_many(_UPSERT[table], rows)
            sums.clear()
            extra.clear()


def _upsert(table: str) -> str:
    """The statement that adds increments to one table of sums."""
    keys, sums = TABLES[table]
    columns = [*keys, *_EXTRA.get(table, ()), *sums]
    added = ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in sums)
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {added}"
    )


_UPSERT = {table: _upsert(table) for table in TABLES}


def drop_empty(store: Store) -> None:
    """Remove sums that have come down to nothing."""
    for table, (_, sums) in TABLES.items():
        store.execute(f"DELETE FROM {table} WHERE {sums[0]} = 0")
