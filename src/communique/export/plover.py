"""PLOVER's own JSON lines: one object an event, with our further fields added."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from communique.codebook.code_book import code_book
from communique.export.cells import json_line
from communique.export.columns import Chosen, Column, Format, Left, Table
from communique.export.views import EventView, event_views, wide_id
from communique.records.record import ActorRecord

_QUADS = {"verbal cooperation": 1, "material cooperation": 2, "verbal conflict": 3, "material conflict": 4}


def _lines(chosen: Chosen, left: Left) -> Iterator[bytes]:
    """One line an event."""
    for view in event_views(chosen):
        yield json_line(plover_event(view))


def plover_event(v: EventView) -> dict[str, Any]:
    """One event as PLOVER's interchange format has it; a field that is not known is left out."""
    e = v.event
    found: dict[str, Any] = {
        "id": v.id,
        "date": v.day,
        "actor": [_party(a) for a in v.actors],
        "recipient": [_party(a) for a in v.recipients],
        "event": [e.type],
        "mode": e.mode,
        "context": e.context,
        "quad_code": _QUADS.get(e.quad),
        "event_scale": e.score,
        "event_loc": _place(v),
        "event_text": v.words(e.evidence.trigger),
        "text": v.words(e.evidence.sentence),
        "date_end": e.date.end if e.date else None,
        "date_granularity": e.date.granularity if e.date else None,
        "status": e.status,
        "claimed_in": wide_id(v.report, e.statement),
        "same_as": wide_id(v.report, e.same_as),
        "cameo": e.cameo,
        "confidence": e.confidence,
        "review": v.review,
        "report": {"id": v.report.id, "date": v.report.date, "publisher": v.report.publisher, "url": v.report.url},
        "evidence": {"sentence": e.evidence.sentence, "trigger": e.evidence.trigger, "sha256": v.report.sha256},
    }
    return {key: value for key, value in found.items() if value is not None}


def _party(actor: ActorRecord) -> dict[str, Any]:
    """One actor: country and chief sector as one code, then its parts."""
    book = code_book()
    country = next((c for c in actor.country if c in book.countries), actor.country[0] if actor.country else "")
    sector = actor.sector[0] if actor.sector else ""
    found = {
        "code": country + sector,
        "name": actor.name,
        "country": actor.country,
        "sector": actor.sector,
        "office": actor.office,
        "wikidata": actor.wikidata,
    }
    return {key: value for key, value in found.items() if value is not None}


def _place(v: EventView) -> dict[str, Any] | None:
    """The event's place."""
    place = v.event.place
    if place is None:
        return None
    found = {
        "name": place.name,
        "country": place.country,
        "lat": place.latitude,
        "lon": place.longitude,
        "geonames": place.geonames,
    }
    return {key: value for key, value in found.items() if value is not None}


_NONE = lambda v: None  # noqa: E731 (the fields are described, not filled, by columns)

_FIELDS: tuple[Column[EventView], ...] = (
    Column("id", "string", "unique over all reports", _NONE, None, "report id / event id"),
    Column("date", "date", "first day of the event, else of the report; left out where neither is known", _NONE),
    Column(
        "actor",
        "string",
        "list of parties: `code` (country and chief sector), name, country, sector, office, wikidata",
        _NONE,
        "countries",
    ),
    Column(
        "recipient", "string", "the same for the side acted upon; an empty list where there is none", _NONE, "countries"
    ),
    Column("event", "string", "list with one PLOVER type", _NONE, "types"),
    Column("mode", "string", "list of PLOVER modes", _NONE, "modes"),
    Column("context", "string", "list of PLOVER contexts", _NONE, "contexts"),
    Column("quad_code", "integer", "1 verbal, 2 material cooperation, 3 verbal, 4 material conflict", _NONE),
    Column("event_scale", "number", "PLOVER score", _NONE),
    Column("event_loc", "string", "name, country, lat, lon, geonames", _NONE),
    Column("event_text", "string", "the words that tell the event", _NONE),
    Column("text", "string", "the evidence sentence", _NONE),
    Column("date_end", "date", "last day", _NONE),
    Column("date_granularity", "string", "day, week, month, year", _NONE, "granularity"),
    Column(
        "status", "string", "whether it happened; PLOVER's own reader must drop what is not `actual`", _NONE, "statuses"
    ),
    Column("claimed_in", "string", "the statement that alone claims it", _NONE),
    Column("same_as", "string", "the event of the same report that tells it most fully", _NONE),
    Column("cameo", "string", "CAMEO code", _NONE, "cameo"),
    Column("confidence", "number", "0 to 1, an estimate", _NONE),
    Column("review", "string", "what people said of the record", _NONE, "reviews"),
    Column("report", "string", "id, date, publisher, url", _NONE),
    Column("evidence", "string", "spans in code points, and the hash of the text they point into", _NONE),
)

PLOVER = Format(
    "plover",
    "PLOVER's own JSON lines, one object an event",
    "lines",
    (Table("events", "events", "one event as one report tells it", ("id",), _FIELDS, lambda c, left: ()),),
    lines=_lines,
)
