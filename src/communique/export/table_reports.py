"""The flat tables `reports` and `places`: one row a report; one row a place of a report's events."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.export.cells import joined
from communique.export.columns import Chosen, Column, Left, Table
from communique.records.record import PlaceRecord, ReportInfo

C = Chosen


def _one(chosen: Chosen, left: Left) -> Iterator[Chosen]:
    """The report itself."""
    yield chosen


def reports_table(with_text: bool) -> Table[C]:
    """The table of reports, with or without their text."""
    text: tuple[Column[C], ...] = (
        Column("text", "string", "the whole text, which all spans point into", lambda c: c.record.report.text),
    )
    return Table("reports", "reports", "one report", ("report_id",), (*_REPORT, *(text if with_text else ())), _one)


_REPORT: tuple[Column[C], ...] = (
    Column("report_id", "string", "the report's id", lambda c: c.record.report.id),
    Column("date", "date", "day of publication", lambda c: c.record.report.date),
    Column(
        "date_origin",
        "string",
        "where the date is from: option, metadata, dateline, text",
        lambda c: c.record.report.date_origin,
    ),
    Column("publisher", "string", "the outlet", lambda c: c.record.report.publisher),
    Column("title", "string", "the headline", lambda c: c.record.report.title),
    Column("authors", "string", "authors, '; ' between", lambda c: joined(c.record.report.authors)),
    Column("url", "string", "where it stands", lambda c: c.record.report.url),
    Column("language", "string", "ISO 639-1", lambda c: c.record.report.language),
    Column("copy_of", "string", "the report of which this is a near-copy", lambda c: c.record.report.copy_of),
    Column("sha256", "string", "hash of the text, to join it again", lambda c: c.record.report.sha256),
    Column("characters", "integer", "length of the text in code points", lambda c: len(c.record.report.text)),
    Column("actors", "integer", "actors in the whole report", lambda c: len(c.record.actors)),
    Column("events", "integer", "chosen events", lambda c: len(c.events)),
    Column("statements", "integer", "chosen statements", lambda c: len(c.statements)),
    Column("notes", "string", "remarks of the reader and coder", lambda c: joined([n.code for n in c.record.notes])),
)


@dataclass
class Spot:
    """One place of a report with how many chosen events lie there."""

    report: ReportInfo
    ordinal: int
    place: PlaceRecord
    events: int


def _spots(chosen: Chosen, left: Left) -> Iterator[Spot]:
    """The places of the chosen events, each once, in the order of the events."""
    found: dict[tuple[str, str | None, int | None], list[PlaceRecord]] = {}
    for event in chosen.events:
        if event.place is not None:
            found.setdefault((event.place.name, event.place.country, event.place.geonames), []).append(event.place)
    for ordinal, places in enumerate(found.values(), 1):
        yield Spot(chosen.record.report, ordinal, places[0], len(places))


PLACES: Table[Spot] = Table(
    "places",
    "places",
    "one place where events of one report happened",
    ("report_id", "ordinal"),
    (
        Column("report_id", "string", "the report", lambda s: s.report.id),
        Column("ordinal", "integer", "from 1, in the order of the events", lambda s: s.ordinal),
        Column("place", "string", "name", lambda s: s.place.name),
        Column("place_kind", "string", "city, admin1, country, sea, region, site", lambda s: s.place.kind),
        Column("country", "string", "country of the place", lambda s: s.place.country, "countries"),
        Column("latitude", "number", "degrees north", lambda s: s.place.latitude),
        Column("longitude", "number", "degrees east", lambda s: s.place.longitude),
        Column(
            "geonames",
            "string",
            "GeoNames id",
            lambda s: str(s.place.geonames) if s.place.geonames is not None else None,
        ),
        Column("events", "integer", "events there", lambda s: s.events),
    ),
    _spots,
)
