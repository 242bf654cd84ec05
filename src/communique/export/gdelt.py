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


def _blank(item: P) -> Cell:
    """Never known."""
    return None


Pick = Callable[[P], ActorRecord | None]
Cells = tuple[tuple[str, str, Callable[[P], Cell], str | None, str | None], ...]

_SECTORS = "country or group, then up to three roles; PLOVER sectors are mapped, see the code list"
_NOT_CODED = "always blank: not coded"


def _actor(n: int, pick: Pick) -> tuple[Column[P], ...]:
    """The ten columns of Actor1 or Actor2."""
    who = "the actor" if n == 1 else "the recipient"
    cells: Cells = (
        ("Code", f"{who}: CAMEO code", lambda p: cameo_actor(pick(p)).code or None, None, _SECTORS),
        ("Name", f"{who}: name in capitals", lambda p: _capitals(pick(p)), None, None),
        ("CountryCode", f"{who}: country", lambda p: cameo_actor(pick(p)).country or None, "cameo_countries", None),
        ("KnownGroupCode", f"{who}: group", lambda p: cameo_actor(pick(p)).group or None, "cameo_bodies", None),
        ("EthnicCode", _NOT_CODED, _blank, None, None),
        ("Religion1Code", _NOT_CODED, _blank, None, None),
        ("Religion2Code", _NOT_CODED, _blank, None, None),
        *((f"Type{k + 1}Code", f"{who}: role {k + 1}", _role(pick, k), "cameo_types", None) for k in range(3)),
    )
    return tuple(Column(f"Actor{n}{title}", "string", about, value, c, d) for title, about, value, c, d in cells)


def _role(pick: Pick, k: int) -> Callable[[P], Cell]:
    """The k-th CAMEO role."""
    return lambda p: (cameo_actor(pick(p)).types[k : k + 1] or (None,))[0]


def _capitals(actor: ActorRecord | None) -> Cell:
    """An actor's name in capitals, as GDELT has names."""
    return actor.name.upper() if actor else None


Spot = Callable[[P], PlaceRecord | None]

_ALL_ABROAD = "all towns are 4 and all divisions 5, those of the United States too; seas, regions and sites are 4"
_NO_DIVISIONS = "divisions are not known: the country's code, as GDELT has it for countries"
_OTHER_NUMBERS = "always blank: GDELT's are GNS and GNIS numbers, ours GeoNames"


def _geo(name: str, pick: Spot, about: str) -> tuple[Column[P], ...]:
    """The eight columns of one place."""
    cells: Cells = (
        ("Type", f"{about}: kind", lambda p: _geo_type(pick(p)), "gdelt_geo_types", _ALL_ABROAD),
        ("FullName", f"{about}: name and country", _of(pick, _full_name), None, None),
        ("CountryCode", f"{about}: FIPS 10-4", _of(pick, _fips), "fips", None),
        ("ADM1Code", f"{about}: FIPS 10-4 of the country", _of(pick, _fips), "fips", _NO_DIVISIONS),
        ("ADM2Code", "always blank: not known to us", _blank, None, None),
        ("Lat", f"{about}: degrees north", _of(pick, lambda x: x.latitude), None, None),
        ("Long", f"{about}: degrees east", _of(pick, lambda x: x.longitude), None, None),
        ("FeatureID", _OTHER_NUMBERS, _blank, None, None),
    )
    return tuple(
        Column(f"{name}_{title}", "number" if title in ("Lat", "Long") else "string", about, value, c, d)
        for title, about, value, c, d in cells
    )


def _of(pick: Spot, value: Callable[[PlaceRecord], Cell]) -> Callable[[P], Cell]:
    """A value of a place, blank where there is none."""

    def found(p: P) -> Cell:
        place = pick(p)
        return value(place) if place else None

    return found


def _geo_type(place: PlaceRecord | None) -> Cell:
    """GDELT's kind of place."""
    return _GEO_TYPES.get(place.kind or "", "4") if place else "0"


def _full_name(place: PlaceRecord) -> Cell:
    """Name and country: "Kiel, Germany"."""
    country = code_book().country(place.country).name if place.country else ""
    return place.name if country in ("", place.name) else f"{place.name}, {country}"


def _fips(place: PlaceRecord) -> Cell:
    """FIPS 10-4 code of the place's country."""
    return code_book().country(place.country).fips if place.country else None


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
