"""What countries did to each other in each period: counts and mean scores, ready for plotting."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import msgspec

from communique.codebook.code_book import code_book
from communique.export.choosing import Choice, choose, within
from communique.export.columns import Column, Left
from communique.export.exporting import Coded
from communique.export.media import arrow_table
from communique.export.table_dyads import country_pairs, party_codes
from communique.export.views import event_views
from communique.store.store import Store

Frequency = Literal["D", "W", "M", "Q", "Y"]
FREQUENCIES: tuple[str, ...] = ("D", "W", "M", "Q", "Y")
KEYS = ("type", "quad", "status")


@dataclass(slots=True)
class Told:
    """One telling of an event, as far as dyads need it."""

    day: str
    type: str
    cameo: str | None
    quad: str
    status: str
    score: float
    retold: bool
    claimed: bool
    actors: list[str]
    recipients: list[str]


def told_by_records(coded: Iterable[Coded], choice: Choice) -> Iterator[Told]:
    """The tellings of chosen events of records; copies of reports are passed over."""
    for item in coded:
        if item.record.report.copy_of is not None:
            continue
        chosen = choose(item.record, choice, Left(), review=item.review)
        for view in event_views(chosen) if chosen is not None else ():
            if view.review == "rejected":
                continue
            e = view.event
            sides = party_codes(view.actors), party_codes(view.recipients)
            retold, claimed = e.same_as is not None, e.statement is not None
            yield Told(view.day or "", e.type, e.cameo, e.quad, e.status, e.score, retold, claimed, *sides)


_SQL = """
SELECT e.event_key, e.day, e.type, e.cameo, e.quad, e.status, e.score, e.same_as, e.statement, e.confidence,
    s.side, a.countries
FROM events e JOIN reports r ON r.report_key = e.report_key JOIN event_sides s ON s.event_key = e.event_key
JOIN actors a ON a.id = s.actor_id AND a.report_key = e.report_key
WHERE r.id NOT IN (SELECT report_id FROM judgements) AND (? IS NULL OR e.day >= ?) AND (? IS NULL OR e.day <= ?)
ORDER BY e.event_key, s.side, s.ordinal
"""


def told_by_store(store: Store, choice: Choice) -> Iterator[Told]:
    """The same from a store's narrow tables, without decoding records; reports that people judged are not in it."""
    until = None if choice.until is None else choice.until + "~"
    key, found = None, None
    for row in store.stream(_SQL, (choice.since, choice.since, until, until)):
        if row["event_key"] != key:
            if found is not None and _passes(found, choice):
                yield found
            key, found = row["event_key"], None
            if row["confidence"] >= choice.min_confidence:
                claimed, retold = row["statement"] is not None, row["same_as"] is not None
                type_, cameo, quad, status, score = (row[i] for i in range(2, 7))
                found = Told(row["day"] or "", type_, cameo, quad, status, score, retold, claimed, [], [])
        if found is not None:
            codes = _parties(row["countries"])
            (found.actors if row["side"] == "actor" else found.recipients).extend(codes)
    if found is not None and _passes(found, choice):
        yield found


@lru_cache(maxsize=4096)
def _parties(countries: str) -> tuple[str, ...]:
    """The parties among the codes in a JSON list."""
    return tuple(code_book().parties(msgspec.json.decode(countries)))


def _passes(told: Told, choice: Choice) -> bool:
    """The filters that `choose` applies to records."""
    return (
        (not choice.types or told.type in choice.types)
        and (not choice.statuses or told.status in choice.statuses)
        and (not choice.countries or bool({*told.actors, *told.recipients} & set(choice.countries)))
        and within(told.day or None, choice.since, choice.until)
    )


def period_start(day: str, freq: str) -> datetime.date | None:
    """The first day of the period that a day lies in; weeks begin on Monday."""
    if len(day) != 10:
        return None
    found = datetime.date.fromisoformat(day)
    if freq == "W":
        return found - datetime.timedelta(days=found.weekday())
    if freq == "M":
        return found.replace(day=1)
    if freq == "Q":
        return found.replace(month=found.month - (found.month - 1) % 3, day=1)
    return found.replace(month=1, day=1) if freq == "Y" else found


def dyad_table(told: Iterable[Told], freq: Frequency, by: Sequence[str], directed: bool) -> Any:
    """An Arrow table of dyads by period.

    Args:
        told: tellings of events; those without a day or without two countries are not counted.
        freq: D, W, M, Q or Y.
        by: of `type`, `quad`, `status`: what to count apart.
        directed: whether A towards B is another dyad than B towards A.
    """
    sums: dict[tuple[Any, ...], list[float]] = {}
    for one in told:
        period = period_start(one.day, freq)
        if period is None:
            continue
        keys = tuple(getattr(one, k) for k in by)
        for pair in country_pairs(one.type, one.cameo, one.actors, one.recipients, directed):
            held = sums.setdefault((period, *pair, *keys), [0, 0, 0, 0.0])
            held[0] += 1
            held[1] += not one.retold
            held[2] += one.claimed
            held[3] += one.score
    rows = [
        [key[0].isoformat(), *key[1:], int(n), int(once), int(claimed), round(score / n, 6)]
        for key, (n, once, claimed, score) in sorted(sums.items())
    ]
    return arrow_table(_columns(by), rows)


def _columns(by: Sequence[str]) -> list[Column[Any]]:
    """The columns of the table."""
    abouts = {"type": "PLOVER type", "quad": "quad class", "status": "whether it happened"}
    none = lambda row: None  # noqa: E731 (values come as rows)
    return [
        Column("period", "date", "first day of the period", none),
        Column("actor", "string", "country that acts", none),
        Column("recipient", "string", "country acted upon", none),
        *(Column(key, "string", abouts[key], none) for key in by),
        Column("events", "integer", "tellings of events", none),
        Column("happenings", "integer", "the same without what a report tells again", none),
        Column("claimed", "integer", "those told only in somebody's words", none),
        Column("score", "number", "mean PLOVER score of the tellings", none),
    ]
