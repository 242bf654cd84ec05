"""A record as the rows of the store's narrow tables: pure, so that worker processes can make them."""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec

from communique.records.record import ActorRecord, DateRecord, EventRecord, Record, StatementRecord, to_json
from communique.store.codec import pack

Row = tuple[Any, ...]

ORDINALS = 1 << 20
"""Records of one kind that one report can hold; keys are `report_key * ORDINALS + ordinal`."""


class Prepared(msgspec.Struct, array_like=True):
    """Everything of one report that goes into the store, but for its key.

    In `events`, `sides` and `statements` the first column is the record's ordinal; in the other lists of
    rows the report's key comes first in the table and is not here. `totals` are the increments of sums.
    """

    report: dict[str, Any]
    body: str
    record: bytes
    actors: list[Row]
    events: list[Row]
    sides: list[Row]
    statements: list[Row]
    places: list[Row]
    notes: list[Row]
    facets: list[Row]


def prepare(record: Record, line: bytes | None = None) -> Prepared:
    """The rows of a record.

    Args:
        record: the record.
        line: its JSON line where it is known; else it is written anew.
    """
    report, by_id = record.report, {a.id: a for a in record.actors}
    places = _place_rows(record.events)
    confidences = [e.confidence for e in record.events]
    confidences += [s.confidence for s in record.statements if s.confidence is not None]
    head = {
        "id": report.id,
        "sha256": report.sha256,
        "title": report.title,
        "date": report.date,
        "date_origin": report.date_origin,
        "publisher": report.publisher,
        "url": report.url,
        "language": report.language,
        "copy_of": report.copy_of,
        "characters": len(report.text),
        "actors": len(record.actors),
        "events": len(record.events),
        "statements": len(record.statements),
        "places": len(places),
        "notes": len(record.notes),
        "min_confidence": min(confidences, default=None),
    }
    dated = [(n, e, _day(e.date, report.date)) for n, e in enumerate(record.events)]
    return Prepared(
        report=head,
        body=report.text,
        record=pack(line if line is not None else to_json(record)),
        actors=[_actor_row(n, a) for n, a in enumerate(record.actors)],
        events=[_event_row(n, e, day) for n, e, day in dated],
        sides=[row for n, e, day in dated for row in _side_rows(n, e, by_id, day)],
        statements=[_statement_row(n, s, by_id, report.date) for n, s in enumerate(record.statements)],
        places=places,
        notes=[
            (n, x.code, x.message, x.span[0] if x.span else None, x.span[1] if x.span else None)
            for n, x in enumerate(record.notes)
        ],
        facets=_facet_rows(record, by_id),
    )


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _first(codes: list[str]) -> str | None:
    return codes[0] if codes else None


def _day(date: DateRecord | None, report_date: str | None) -> str | None:
    """The day that periods go by: the record's first day, else the report's."""
    return date.start if date is not None else report_date


def _dates(date: DateRecord | None) -> Row:
    return (date.start, date.end, date.granularity) if date is not None else (None, None, None)


def _actor_row(ordinal: int, actor: ActorRecord) -> Row:
    return (
        ordinal,
        actor.id,
        actor.name,
        actor.kind,
        _first(actor.country),
        _json(actor.country),
        _first(actor.sector),
        _json(actor.sector),
        actor.office,
        actor.wikidata,
        len(actor.mentions),
        actor.size,
    )


def _event_row(ordinal: int, event: EventRecord, day: str | None) -> Row:
    place, told, due = event.place, event.magnitude, event.due
    return (
        ordinal,
        event.id,
        event.type,
        _json(event.mode),
        _json(event.context),
        event.quad,
        event.score,
        event.cameo,
        event.status,
        event.statement,
        event.same_as,
        day,
        *_dates(event.date),
        *((due.start, due.end) if due else (None, None)),
        *(
            (place.name, place.kind, place.country, place.latitude, place.longitude, place.geonames)
            if place
            else _NONE6
        ),
        *((told.killed, told.injured, told.size, told.amount, told.currency) if told else _NONE6[:5]),
        event.confidence,
        *event.evidence.sentence,
        *event.evidence.trigger,
    )


_NONE6: Row = (None,) * 6


def _side_rows(ordinal: int, event: EventRecord, actors: dict[str, ActorRecord], day: str | None) -> list[Row]:
    rows: list[Row] = []
    for side, ids in (("actor", event.actor), ("recipient", event.recipient)):
        for position, actor_id in enumerate(dict.fromkeys(ids)):
            actor = actors.get(actor_id)
            known = (actor.name, _first(actor.country), _first(actor.sector), actor.kind) if actor else _UNKNOWN
            rows.append((ordinal, side, position, actor_id, *known, day))
    return rows


_UNKNOWN: Row = ("", None, None, "group")


def _statement_row(ordinal: int, said: StatementRecord, actors: dict[str, ActorRecord], date: str | None) -> Row:
    speaker = actors.get(said.speaker) if said.speaker else None
    return (
        ordinal,
        said.id,
        said.kind,
        said.speaker,
        *((speaker.name, _first(speaker.country), _first(speaker.sector)) if speaker else (None, None, None)),
        said.on_behalf_of,
        said.cue_class,
        said.polarity,
        said.medium,
        said.outlet,
        said.addressee,
        said.parent,
        _day(said.date, date),
        *_dates(said.date),
        said.confidence,
        *said.evidence.sentence,
        _json(said.content),
    )


def _place_rows(events: list[EventRecord]) -> list[Row]:
    """The places of the events, each once, in order of first use."""
    counts: Counter[Row] = Counter()
    for event in events:
        if event.place is not None:
            p = event.place
            counts[(p.name, p.kind, p.country, p.latitude, p.longitude, p.geonames)] += 1
    return [(n, *place, count) for n, (place, count) in enumerate(counts.items())]


def _facet_rows(record: Record, actors: dict[str, ActorRecord]) -> list[Row]:
    """How often each value that lists are filtered by occurs in the report."""
    counts: Counter[tuple[str, str]] = Counter()
    for event in record.events:
        counts[("type", event.type)] += 1
        counts[("status", event.status)] += 1
        counts[("quad", event.quad)] += 1
        sides = [actors[x] for x in dict.fromkeys([*event.actor, *event.recipient]) if x in actors]
        for country in dict.fromkeys(c for a in sides for c in a.country):
            counts[("country", country)] += 1
        for sector in dict.fromkeys(s for a in sides for s in a.sector):
            counts[("sector", sector)] += 1
        if event.place is not None and event.place.country:
            counts[("place", event.place.country)] += 1
    return [(facet, value, n) for (facet, value), n in sorted(counts.items())]
