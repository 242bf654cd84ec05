"""ACLED-like rows: political violence and protest in ACLED's 31 columns. The rows are not ACLED data."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Callable, Iterator

from communique.codebook.code_book import code_book
from communique.codebook.schema.codes import AcledRule
from communique.export.cells import joined
from communique.export.columns import Cell, Chosen, Column, Format, Left, Table
from communique.export.views import EventView, event_views, number_id
from communique.records.record import ActorRecord, PlaceRecord

V = EventView

_ARMED = {"State forces", "Rebel group", "Political militia"}
_GEO_PRECISION = {"city": "1", "site": "1", "region": "2", "admin1": "3"}
_TIME_PRECISION = {"day": "1", "week": "2", "month": "3"}


def _items(chosen: Chosen, left: Left) -> Iterator[V]:
    """Events that a rule turns into ACLED's types and that lie in a known country."""
    for view in event_views(chosen):
        if _rule(view) is None:
            left["events of types that ACLED does not have"] += 1
        elif view.event.place is None or view.event.place.country is None:
            left["events without a country of the place"] += 1
        else:
            yield view


def _rule(v: V) -> AcledRule | None:
    """The first rule whose type, mode and arms fit."""
    armed = sum(_inter(a) in _ARMED for a in (*v.actors, *v.recipients)) > 1
    for rule in code_book().acled.rules:
        if rule.type == v.event.type and (rule.mode is None or rule.mode in v.event.mode) and (armed or not rule.armed):
            return rule
    return None


def _sides(v: V) -> tuple[list[ActorRecord], list[ActorRecord]]:
    """Actors and recipients; of a mutual event the first party stands against the others."""
    known = code_book().types.get(v.event.type)
    if not v.recipients and known is not None and known.symmetric:
        return v.actors[:1], v.actors[1:]
    return v.actors, v.recipients


def _inter(actor: ActorRecord | None) -> str | None:
    """ACLED's class of an actor."""
    if actor is None:
        return None
    table = code_book().acled.inter
    return next((table[s] for s in actor.sector if s in table), None)


def _class(v: V, side: int) -> str | None:
    """The class of the first actor of a side; crowds that protest or riot are classed by the event."""
    rule, actors = _rule(v), _sides(v)[side]
    if side == 0 and rule is not None and v.event.type == "PROTEST":
        return "Rioters" if rule.event == "Riots" else "Protesters"
    return _inter(actors[0]) if actors else None


def _name(v: V, side: int) -> Cell:
    """The first actor of a side."""
    actors = _sides(v)[side]
    return actors[0].name if actors else None


def _others(v: V, side: int) -> Cell:
    """The further actors of a side."""
    return joined([a.name for a in _sides(v)[side][1:]])


def _of_rule(field: str) -> Callable[[V], Cell]:
    """A field of the rule that the event falls under."""
    return lambda v: getattr(_rule(v), field, None)


def _time_precision(v: V) -> Cell:
    """How finely the event is dated; one that only has the report's day is coarse."""
    return _TIME_PRECISION.get(v.event.date.granularity, "3") if v.event.date else "3"


def _killed(v: V) -> Cell:
    """People killed, where told."""
    return v.event.magnitude.killed if v.event.magnitude else None


def _place(v: V) -> PlaceRecord:
    """The event's place, which every row has."""
    assert v.event.place is not None
    return v.event.place


def _interaction(v: V) -> Cell:
    """Both classes in one."""
    first, second = _class(v, 0), _class(v, 1)
    return f"{first}-{second}" if first and second else f"{first} only" if first else None


def _civilians(v: V) -> Cell:
    """ACLED's mark for civilians as the main target."""
    return "Civilian targeting" if _class(v, 1) == "Civilians" and v.event.type == "ASSAULT" else None


def _tags(v: V) -> Cell:
    """The size of a crowd, as ACLED tags it."""
    size = v.event.magnitude.size if v.event.magnitude else None
    return (
        f"crowd size={'about ' if v.event.magnitude and v.event.magnitude.approximate else ''}{size}"
        if size is not None
        else None
    )


def _stamp(v: V) -> Cell:
    """Day of publication as seconds since 1970, UTC."""
    if v.report.date is None:
        return None
    return calendar.timegm(datetime.date.fromisoformat(v.report.date).timetuple())


def _country(v: V) -> Cell:
    """Name of the place's country."""
    return code_book().country(_place(v).country or "").name


def _iso(v: V) -> Cell:
    """ISO 3166 numeric code, text with leading zeros."""
    return code_book().country(_place(v).country or "").numeric


_COLUMNS: tuple[Column[V], ...] = (
    Column(
        "event_id_cnty",
        "string",
        "unique id: country and number",
        lambda v: f"{_place(v).country}{number_id(v.report.id, v.event.id)}",
    ),
    Column("event_date", "date", "first day of the event, else of the report", lambda v: v.day),
    Column("year", "string", "its year", lambda v: v.day[:4] if v.day else None),
    Column("time_precision", "string", "1 day, 2 week, 3 month or coarser, or the report's day", _time_precision),
    Column("disorder_type", "string", "ACLED's class", _of_rule("disorder"), "acled_rules"),
    Column(
        "event_type",
        "string",
        "ACLED's type",
        _of_rule("event"),
        "acled_rules",
        "first rule of the list that fits type and mode",
    ),
    Column("sub_event_type", "string", "ACLED's sub-type", _of_rule("sub"), "acled_rules"),
    Column("actor1", "string", "first actor", lambda v: _name(v, 0)),
    Column("assoc_actor_1", "string", "further actors", lambda v: _others(v, 0)),
    Column("inter1", "string", "class of actor1", lambda v: _class(v, 0), "acled_inter", "by sector"),
    Column("actor2", "string", "first recipient; of mutual fighting, the second party", lambda v: _name(v, 1)),
    Column("assoc_actor_2", "string", "further recipients", lambda v: _others(v, 1)),
    Column("inter2", "string", "class of actor2", lambda v: _class(v, 1), "acled_inter", "by sector"),
    Column("interaction", "string", "both classes", _interaction),
    Column("civilian_targeting", "string", "civilians are the target", _civilians),
    Column("iso", "string", "ISO 3166 numeric, text", _iso),
    Column("region", "string", "always blank: ACLED's own regions", lambda v: None),
    Column("country", "string", "country of the place by name", _country, "country_names"),
    Column(
        "admin1",
        "string",
        "place, where it is a first-order division",
        lambda v: _place(v).name if _place(v).kind == "admin1" else None,
    ),
    Column("admin2", "string", "always blank: not known to us", lambda v: None),
    Column("admin3", "string", "always blank: not known to us", lambda v: None),
    Column("location", "string", "the place", lambda v: _place(v).name),
    Column("latitude", "number", "degrees north", lambda v: _place(v).latitude),
    Column("longitude", "number", "degrees east", lambda v: _place(v).longitude),
    Column(
        "geo_precision",
        "string",
        "1 town, 2 region, 3 division or country",
        lambda v: _GEO_PRECISION.get(_place(v).kind or "", "3"),
    ),
    Column("source", "string", "the outlet", lambda v: v.report.publisher),
    Column("source_scale", "string", "always blank: not known to us", lambda v: None),
    Column("notes", "string", "the evidence sentence", lambda v: v.words(v.event.evidence.sentence)),
    Column(
        "fatalities", "integer", "people killed", _killed, None, "blank where the report is silent, which is not none"
    ),
    Column("tags", "string", "crowd size", _tags),
    Column("timestamp", "integer", "day of publication, seconds since 1970", _stamp, None, "so that exports repeat"),
)

ACLED = Format(
    "acled-like",
    "violence and protest in ACLED's 31 columns, CSV; not ACLED data",
    "csv",
    (Table("events", "events", "one event of political violence or protest", ("event_id_cnty",), _COLUMNS, _items),),
    facts=True,
    notes=("Column names are ACLED's so that scripts can be kept; coding rules, coverage and checks are not ACLED's.",),
)
