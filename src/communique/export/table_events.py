"""The flat tables `events` and `participants`: one row an event; one row a member of an event's side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.codebook.code_book import code_book
from communique.export.cells import joined
from communique.export.columns import Chosen, Column, Left, Table
from communique.export.views import EventView, event_views, wide_id
from communique.records.record import ActorRecord

E = EventView


def _countries(side: list[ActorRecord]) -> str | None:
    """Country codes of a side, each once."""
    return joined([c for a in side for c in a.country])


def _sectors(side: list[ActorRecord]) -> str | None:
    """Sector codes of a side, each once."""
    return joined([s for a in side for s in a.sector])


_WHAT: tuple[Column[E], ...] = (
    Column("event_id", "string", "the event's id, unique over all reports", lambda v: v.id),
    Column("report_id", "string", "the report that tells it", lambda v: v.report.id),
    Column("report_date", "date", "the day the report was published", lambda v: v.report.date),
    Column("publisher", "string", "the outlet", lambda v: v.report.publisher),
    Column(
        "day",
        "date",
        "the day to count the event on",
        lambda v: v.day,
        derived="date_start where the report dates the event, else report_date",
    ),
    Column(
        "copy_of",
        "string",
        "the report of which this one is a near-copy: count such events once",
        lambda v: v.report.copy_of,
    ),
    Column("date_start", "date", "first day of the event", lambda v: v.event.date.start if v.event.date else None),
    Column("date_end", "date", "last day, included", lambda v: v.event.date.end if v.event.date else None),
    Column(
        "date_granularity",
        "string",
        "how finely the report dates it: day, week, month, year",
        lambda v: v.event.date.granularity if v.event.date else None,
        "granularity",
    ),
    Column("type", "string", "PLOVER event type", lambda v: v.event.type, "types"),
    Column("modes", "string", "PLOVER modes, '; ' between", lambda v: joined(v.event.mode), "modes"),
    Column("contexts", "string", "PLOVER contexts, '; ' between", lambda v: joined(v.event.context), "contexts"),
    Column("quad", "string", "quad class", lambda v: v.event.quad, "quads", "by the type"),
    Column("score", "number", "PLOVER score, -10 (conflict) to 10", lambda v: v.event.score, None, "by type and mode"),
    Column(
        "cameo",
        "string",
        "CAMEO code, text with leading zeros",
        lambda v: v.event.cameo,
        "cameo",
        "the trigger word's own code, else the mode's, else the type's",
    ),
    Column("status", "string", "whether it happened", lambda v: v.event.status, "statuses"),
    Column(
        "claimed",
        "boolean",
        "told only in somebody's words",
        lambda v: v.event.statement is not None,
        derived="true where statement_id is filled",
    ),
    Column("statement_id", "string", "the statement that claims it", lambda v: wide_id(v.report, v.event.statement)),
    Column(
        "same_as",
        "string",
        "the event of the same report that tells the same happening most fully",
        lambda v: wide_id(v.report, v.event.same_as),
    ),
)

_WHO: tuple[Column[E], ...] = (
    Column("actor_ids", "string", "acting side: ids", lambda v: joined(v.event.actor)),
    Column("actor_names", "string", "acting side: names", lambda v: joined([a.name for a in v.actors])),
    Column("actor_countries", "string", "acting side: countries", lambda v: _countries(v.actors), "countries"),
    Column("actor_sectors", "string", "acting side: sectors", lambda v: _sectors(v.actors), "sectors"),
    Column("recipient_ids", "string", "side acted upon: ids", lambda v: joined(v.event.recipient)),
    Column("recipient_names", "string", "side acted upon: names", lambda v: joined([a.name for a in v.recipients])),
    Column(
        "recipient_countries", "string", "side acted upon: countries", lambda v: _countries(v.recipients), "countries"
    ),
    Column("recipient_sectors", "string", "side acted upon: sectors", lambda v: _sectors(v.recipients), "sectors"),
)

_WHERE: tuple[Column[E], ...] = (
    Column("place", "string", "where it happened", lambda v: v.event.place.name if v.event.place else None),
    Column(
        "place_kind",
        "string",
        "what the place is: city, admin1, country, sea, region, site",
        lambda v: v.event.place.kind if v.event.place else None,
    ),
    Column(
        "place_country",
        "string",
        "country of the place",
        lambda v: v.event.place.country if v.event.place else None,
        "countries",
    ),
    Column("latitude", "number", "degrees north", lambda v: v.event.place.latitude if v.event.place else None),
    Column("longitude", "number", "degrees east", lambda v: v.event.place.longitude if v.event.place else None),
    Column(
        "geonames",
        "string",
        "GeoNames id of the place",
        lambda v: str(v.event.place.geonames) if v.event.place and v.event.place.geonames is not None else None,
    ),
    Column(
        "place_reason",
        "string",
        "which words put the event there",
        lambda v: v.event.place.reason if v.event.place else None,
    ),
    Column(
        "due_start",
        "date",
        "promised or threatened for: first day",
        lambda v: v.event.due.start if v.event.due else None,
    ),
    Column(
        "due_end", "date", "promised or threatened for: last day", lambda v: v.event.due.end if v.event.due else None
    ),
    Column("killed", "integer", "people killed", lambda v: v.event.magnitude.killed if v.event.magnitude else None),
    Column("injured", "integer", "people injured", lambda v: v.event.magnitude.injured if v.event.magnitude else None),
    Column(
        "size",
        "integer",
        "people taking part or concerned",
        lambda v: v.event.magnitude.size if v.event.magnitude else None,
    ),
    Column("amount", "number", "money", lambda v: v.event.magnitude.amount if v.event.magnitude else None),
    Column("currency", "string", "ISO 4217 code", lambda v: v.event.magnitude.currency if v.event.magnitude else None),
    Column(
        "approximate",
        "boolean",
        "the numbers are rough",
        lambda v: v.event.magnitude.approximate if v.event.magnitude else None,
    ),
)

_PROOF: tuple[Column[E], ...] = (
    Column("confidence", "number", "0 to 1, an estimate", lambda v: v.event.confidence),
    Column("review", "string", "what people said of the record", lambda v: v.review, "reviews"),
    Column("sentence_start", "integer", "evidence sentence: first character", lambda v: v.event.evidence.sentence[0]),
    Column(
        "sentence_end", "integer", "evidence sentence: after the last character", lambda v: v.event.evidence.sentence[1]
    ),
    Column("trigger_start", "integer", "event words: first character", lambda v: v.event.evidence.trigger[0]),
    Column("trigger_end", "integer", "event words: after the last character", lambda v: v.event.evidence.trigger[1]),
    Column("trigger", "string", "the words that tell the event", lambda v: v.words(v.event.evidence.trigger)),
    Column("quote", "string", "the evidence sentence", lambda v: v.words(v.event.evidence.sentence)),
    Column("url", "string", "where the report stands", lambda v: v.report.url),
)


def _event_items(chosen: Chosen, left: Left) -> Iterator[E]:
    """All chosen events."""
    return event_views(chosen)


EVENTS: Table[E] = Table(
    "events",
    "events",
    "one event as one report tells it",
    ("event_id",),
    (*_WHAT, *_WHO, *_WHERE, *_PROOF),
    _event_items,
)


@dataclass
class Member:
    """One actor on one side of an event."""

    view: EventView
    side: str
    ordinal: int
    actor: ActorRecord


def _members(chosen: Chosen, left: Left) -> Iterator[Member]:
    """Actors, then recipients of each chosen event."""
    for view in event_views(chosen):
        for side, actors in (("actor", view.actors), ("recipient", view.recipients)):
            for ordinal, actor in enumerate(actors, 1):
                yield Member(view, side, ordinal, actor)


def _first_country(actor: ActorRecord) -> str | None:
    """An actor's first country that is a state, else its first code."""
    book = code_book()
    return next((c for c in actor.country if c in book.countries), actor.country[0] if actor.country else None)


def _cow(member: Member) -> str | None:
    """Correlates of War number of the first country."""
    country = _first_country(member.actor)
    return code_book().country(country).cow if country else None


PARTICIPANTS: Table[Member] = Table(
    "participants",
    "participants",
    "one actor on one side of one event: multiply out dyads by joining on event_id",
    ("event_id", "side", "ordinal"),
    (
        Column("event_id", "string", "the event", lambda m: m.view.id),
        Column("side", "string", "actor or recipient", lambda m: m.side, "sides"),
        Column("ordinal", "integer", "place on the side, from 1", lambda m: m.ordinal),
        Column(
            "actor_id",
            "string",
            "id of the actor; the same name has the same id in other reports",
            lambda m: m.actor.id,
        ),
        Column("name", "string", "canonical name", lambda m: m.actor.name),
        Column("kind", "string", "person, country, organisation, group", lambda m: m.actor.kind, "actor_kinds"),
        Column("country", "string", "first country", lambda m: _first_country(m.actor), "countries"),
        Column("countries", "string", "all countries", lambda m: joined(m.actor.country), "countries"),
        Column("cow", "string", "Correlates of War number", _cow, None, "by country"),
        Column("sector", "string", "chief sector", lambda m: m.actor.sector[0] if m.actor.sector else None, "sectors"),
        Column("sectors", "string", "all sectors", lambda m: joined(m.actor.sector), "sectors"),
        Column("office", "string", "office at that date", lambda m: m.actor.office),
        Column("wikidata", "string", "Wikidata id", lambda m: m.actor.wikidata),
    ),
    _members,
)
