"""GDELT 2.0's event table: 61 columns, tab-separated, no header line."""

from __future__ import annotations

from collections.abc import Callable

from communique.codebook.code_book import code_book
from communique.export.columns import Cell, Column, Format, Table
from communique.export.pairs import PAIRS_NOTE, Pair, cameo_actor, pairs
from communique.records.record import ActorRecord, PlaceRecord

P = Pair

_GEO_TYPES = {"country": "1", "city": "4", "admin1": "5"}


def _day(p: P) -> str:
    """The event's day as digits, or nothing."""
    return (p.view.day or "").replace("-", "")


def _fraction(p: P) -> Cell:
    """Year and part of the year as GDELT reckons it: (month * 30 + day) / 365."""
    digits = _day(p)
    if len(digits) != 8:
        return None
    return f"{int(digits[:4]) + (int(digits[4:6]) * 30 + int(digits[6:])) / 365:.4f}"


def _actor(n: int, pick: Callable[[P], ActorRecord | None]) -> tuple[Column[P], ...]:
    """The ten columns of Actor1 or Actor2."""

    def role(k: int) -> Callable[[P], Cell]:
        return lambda p: (cameo_actor(pick(p)).types[k : k + 1] or (None,))[0]

    def name(p: P) -> Cell:
        actor = pick(p)
        return actor.name.upper() if actor else None

    who = "the actor" if n == 1 else "the recipient"
    none = "always blank: not coded"
    return (
        Column(
            f"Actor{n}Code",
            "string",
            f"{who}: CAMEO code",
            lambda p: cameo_actor(pick(p)).code or None,
            None,
            "country or group, then up to three roles; PLOVER sectors are mapped, see the code list",
        ),
        Column(f"Actor{n}Name", "string", f"{who}: name in capitals", name),
        Column(
            f"Actor{n}CountryCode",
            "string",
            f"{who}: CAMEO country",
            lambda p: cameo_actor(pick(p)).country or None,
            "cameo_countries",
        ),
        Column(
            f"Actor{n}KnownGroupCode",
            "string",
            f"{who}: CAMEO group",
            lambda p: cameo_actor(pick(p)).group or None,
            "cameo_bodies",
        ),
        Column(f"Actor{n}EthnicCode", "string", none, lambda p: None),
        Column(f"Actor{n}Religion1Code", "string", none, lambda p: None),
        Column(f"Actor{n}Religion2Code", "string", none, lambda p: None),
        *(
            Column(f"Actor{n}Type{k + 1}Code", "string", f"{who}: CAMEO role {k + 1}", role(k), "cameo_types")
            for k in range(3)
        ),
    )


def _geo(name: str, pick: Callable[[P], PlaceRecord | None], about: str) -> tuple[Column[P], ...]:
    """The eight columns of one place."""

    def of(value: Callable[[PlaceRecord], Cell]) -> Callable[[P], Cell]:
        def found(p: P) -> Cell:
            place = pick(p)
            return value(place) if place else None

        return found

    def kind(p: P) -> Cell:
        place = pick(p)
        return _GEO_TYPES.get(place.kind or "", "4") if place else "0"

    def full_name(place: PlaceRecord) -> Cell:
        country = code_book().country(place.country).name if place.country else ""
        return place.name if country in ("", place.name) else f"{place.name}, {country}"

    def fips(place: PlaceRecord) -> Cell:
        return code_book().country(place.country).fips if place.country else None

    return (
        Column(
            f"{name}_Type",
            "string",
            f"{about}: 0 none, 1 country, 4 town abroad, 5 division",
            kind,
            "gdelt_geo_types",
            "all towns are 4 and all divisions 5, those of the United States too; seas, regions and sites are 4",
        ),
        Column(f"{name}_FullName", "string", f"{about}: name and country", of(full_name)),
        Column(f"{name}_CountryCode", "string", f"{about}: FIPS 10-4", of(fips), "fips"),
        Column(
            f"{name}_ADM1Code",
            "string",
            f"{about}: FIPS 10-4 of the country",
            of(fips),
            "fips",
            "divisions are not known, as GDELT does for countries",
        ),
        Column(f"{name}_ADM2Code", "string", "always blank: not known to us", lambda p: None),
        Column(f"{name}_Lat", "number", f"{about}: degrees north", of(lambda x: x.latitude)),
        Column(f"{name}_Long", "number", f"{about}: degrees east", of(lambda x: x.longitude)),
        Column(
            f"{name}_FeatureID",
            "string",
            "always blank: GDELT's are GNS and GNIS numbers, ours GeoNames",
            lambda p: None,
        ),
    )


def _lead(p: P) -> Cell:
    """1 where the event stands in the headline or the first paragraph."""
    start = p.view.event.evidence.sentence[0]
    leads = [x.span for x in p.view.report.parts if x.kind == "paragraph"][:1]
    leads += [x.span for x in p.view.report.parts if x.kind == "headline"]
    return 1 if any(a <= start < b for a, b in leads) else 0


def _tellings(p: P) -> Cell:
    """How often the report tells the happening."""
    return 1 + sum(e.same_as == p.view.event.id for e in p.view.record.events)


def _added(p: P) -> Cell:
    """Day of publication at midnight."""
    return (p.view.report.date or "").replace("-", "") + "000000" if p.view.report.date else None


_COLUMNS: tuple[Column[P], ...] = (
    Column(
        "GLOBALEVENTID",
        "string",
        "unique over all reports",
        lambda p: p.id,
        None,
        "a number made from report, event and pair; up to 18 digits, so read it as text",
    ),
    Column(
        "SQLDATE",
        "string",
        "day of the event as YYYYMMDD",
        lambda p: _day(p) or None,
        None,
        "first day, else the report's",
    ),
    Column("MonthYear", "string", "YYYYMM", lambda p: _day(p)[:6] or None),
    Column("Year", "string", "YYYY", lambda p: _day(p)[:4] or None),
    Column("FractionDate", "string", "year and part of the year", _fraction, None, "(month * 30 + day) / 365"),
    *_actor(1, lambda p: p.actor),
    *_actor(2, lambda p: p.recipient),
    Column("IsRootEvent", "integer", "1 in the headline or first paragraph", _lead),
    Column(
        "EventCode",
        "string",
        "CAMEO code, text with leading zeros",
        lambda p: p.cameo,
        "cameo",
        "PLOVER has no way back to one CAMEO code: the trigger word's own code, else the mode's, else the type's",
    ),
    Column("EventBaseCode", "string", "its first three digits", lambda p: p.cameo[:3], "cameo"),
    Column("EventRootCode", "string", "its first two digits", lambda p: p.cameo[:2], "cameo"),
    Column(
        "QuadClass",
        "integer",
        "1 verbal, 2 material cooperation, 3 verbal, 4 material conflict",
        lambda p: code_book().cameo.quads.get(p.cameo[:2]),
        None,
        "by CAMEO root, as GDELT does; PLOVER's quad may differ",
    ),
    Column("GoldsteinScale", "number", "Goldstein score of the code", lambda p: code_book().goldstein(p.cameo)),
    Column("NumMentions", "integer", "tellings in this report", _tellings),
    Column("NumSources", "integer", "always 1: a row is of one report", lambda p: 1),
    Column("NumArticles", "integer", "always 1: a row is of one report", lambda p: 1),
    Column("AvgTone", "number", "always blank: tone is not measured", lambda p: None),
    *_geo("Actor1Geo", lambda p: None, "the actor's place (never known)"),
    *_geo("Actor2Geo", lambda p: None, "the recipient's place (never known)"),
    *_geo("ActionGeo", lambda p: p.view.event.place, "the event's place"),
    Column(
        "DATEADDED", "string", "YYYYMMDDHHMMSS", _added, None, "day of publication at midnight, so that exports repeat"
    ),
    Column(
        "SOURCEURL",
        "string",
        "where the report stands",
        lambda p: p.view.report.url,
        None,
        "blank where no address is known",
    ),
)

GDELT = Format(
    "gdelt-events",
    "GDELT 2.0 events: 61 columns, tab-separated, no header, one row a dyad",
    "tsv",
    (Table("events", "events", "one event between one actor and one recipient", ("GLOBALEVENTID",), _COLUMNS, pairs),),
    header=False,
    facts=True,
    notes=(PAIRS_NOTE,),
)
