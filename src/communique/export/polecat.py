"""POLECAT's 40 columns, tab-separated, in the published order and with the published names."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from communique.codebook.code_book import code_book
from communique.export.cells import joined
from communique.export.columns import Cell, Chosen, Column, Format, Left, Table
from communique.export.views import EventView, event_views
from communique.records.document import Span
from communique.records.record import ActorRecord, PlaceRecord
from communique.records.version import __version__

V = EventView

_FEATURES = {"city": "PPL", "admin1": "ADM1", "country": "PCLI"}


def coder_version() -> str:
    """Name and version of the program, as rows carry it."""
    return f"communique-{__version__}"


Pick = Callable[[V], list[ActorRecord]]
Spans = Callable[[V], list[Span]]


def _side(name: str, pick: Pick, spans: Spans) -> tuple[Column[V], ...]:
    """The eight columns of one side, `name` being Actor or Recipient."""
    several = "several actors stand in one cell, '; ' between; the event is not multiplied out"
    no_page = "we hold Wikidata ids, not page ids of Wikipedia"
    cells: tuple[tuple[str, str, Callable[[V], Cell], str | None, str | None], ...] = (
        (f"{name} Name", "canonical names", lambda v: joined([a.name for a in pick(v)]), None, several),
        (f"{name} Country", "ISO 3166 alpha-3 or body code", _each(pick, lambda a: a.country), "countries", None),
        (f"{name} COW", "Correlates of War numbers, text", _each(pick, _cow), "cow", "by country"),
        (f"Primary {name} Sector", "chief sector of the first", lambda v: _chief(pick(v)), "sectors", None),
        (f"{name} Sectors", "all sectors", _each(pick, lambda a: a.sector), "sectors", None),
        (f"{name} Title", "office at that date", _each(pick, lambda a: [a.office or ""]), None, None),
        (f"{name} Name Raw", "the words of the evidence", _raw(spans), None, None),
        (f"Wikipedia {name} ID", "Wikidata id (Q...)", _each(pick, lambda a: [a.wikidata or ""]), None, no_page),
    )
    return tuple(Column(title, "string", about, value, codes, derived) for title, about, value, codes, derived in cells)


def _each(pick: Pick, values: Callable[[ActorRecord], list[str]]) -> Callable[[V], Cell]:
    """Values of all actors of a side, those that are blank left out."""
    return lambda v: joined([x for a in pick(v) for x in values(a) if x])


def _cow(actor: ActorRecord) -> list[str]:
    """COW numbers of an actor's countries."""
    return [code_book().country(c).cow or "" for c in actor.country]


def _chief(side: list[ActorRecord]) -> Cell:
    """The chief sector of the first actor that has one."""
    return next((a.sector[0] for a in side if a.sector), None)


def _raw(spans: Spans) -> Callable[[V], Cell]:
    """The words at the spans of a side."""
    return lambda v: joined([w for s in spans(v) if (w := v.words(s))])


def _place(value: Callable[[PlaceRecord], Cell]) -> Callable[[V], Cell]:
    """A value of the event's place, blank where it has none."""
    return lambda v: value(v.event.place) if v.event.place else None


def _people(*kinds: str) -> Callable[[V], Cell]:
    """Names of the report's actors of some kinds."""
    return lambda v: joined([a.name for a in v.record.actors if a.kind in kinds])


def _members_places(v: V) -> Cell:
    """Names of all places of the report's events."""
    return joined([e.place.name for e in v.record.events if e.place])


_COLUMNS: tuple[Column[V], ...] = (
    Column("Event ID", "string", "unique over all reports", lambda v: v.id, None, "report id / event id"),
    Column("Event Date", "date", "first day of the event, else of the report", lambda v: v.day),
    Column("Event Type", "string", "PLOVER type", lambda v: v.event.type, "types"),
    Column("Event Mode", "string", "PLOVER modes", lambda v: joined(v.event.mode), "modes"),
    Column("Intensity", "number", "PLOVER score", lambda v: v.event.score),
    Column("Quad Code", "string", "quad class in capitals", lambda v: v.event.quad.upper(), None, "by the type"),
    Column("Contexts", "string", "PLOVER contexts", lambda v: joined(v.event.context), "contexts"),
    *_side("Actor", lambda v: v.actors, lambda v: v.event.evidence.actor),
    *_side("Recipient", lambda v: v.recipients, lambda v: v.event.evidence.recipient),
    Column("Placename", "string", "name of the place", _place(lambda p: p.name)),
    Column("City", "string", "the same where it is a town", _place(lambda p: p.name if p.kind == "city" else None)),
    Column("District", "string", "always blank: not known to us", lambda v: None),
    Column(
        "Province",
        "string",
        "name where it is a first-order division",
        _place(lambda p: p.name if p.kind == "admin1" else None),
    ),
    Column("Country", "string", "ISO 3166 alpha-3 of the place", _place(lambda p: p.country), "countries"),
    Column("Latitude", "number", "degrees north", _place(lambda p: p.latitude)),
    Column("Longitude", "number", "degrees east", _place(lambda p: p.longitude)),
    Column(
        "GeoNames ID", "string", "GeoNames id", _place(lambda p: str(p.geonames) if p.geonames is not None else None)
    ),
    Column(
        "Raw Placename",
        "string",
        "the words of the report",
        lambda v: v.words(v.event.place.span) if v.event.place else None,
    ),
    Column(
        "Feature Type", "string", "GeoNames feature code", _place(lambda p: _FEATURES.get(p.kind or "")), "features"
    ),
    Column("Source", "string", "the outlet", lambda v: v.report.publisher),
    Column("Publication Date", "date", "day of publication", lambda v: v.report.date),
    Column("Story People", "string", "persons of the report", _people("person")),
    Column("Story Organizations", "string", "organisations of the report", _people("organisation")),
    Column("Story Locations", "string", "places of the report's events", _members_places),
    Column("Language", "string", "ISO 639-1", lambda v: v.report.language),
    Column("Version", "string", "program that coded it", lambda v: coder_version()),
)


def _items(chosen: Chosen, left: Left) -> Iterator[V]:
    """The chosen events."""
    return event_views(chosen)


POLECAT = Format(
    "polecat",
    "POLECAT's 40 columns, tab-separated, one row an event",
    "tsv",
    (Table("events", "events", "one event", ("Event ID",), _COLUMNS, _items),),
    facts=True,
)
