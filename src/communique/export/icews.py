"""ICEWS's 20 columns, tab-separated: dyads with CAMEO codes."""

from __future__ import annotations

from communique.codebook.code_book import code_book
from communique.export.columns import Cell, Column, Format, Table
from communique.export.pairs import PAIRS_NOTE, Pair, country_name, pairs
from communique.records.record import ActorRecord

P = Pair


def _sectors(actor: ActorRecord | None) -> Cell:
    """Sectors in words with commas between, as ICEWS has them."""
    known = code_book().sectors
    return ",".join(known.get(s, s) for s in actor.sector) if actor and actor.sector else None


def _meaning(p: P) -> Cell:
    """What the CAMEO code means, in our words."""
    code = code_book().cameo.codes.get(p.cameo)
    return code.means if code else None


def _place(p: P, kind: str) -> Cell:
    """Name of the place where it is of a kind."""
    place = p.view.event.place
    return place.name if place and place.kind == kind else None


def _place_country(p: P) -> Cell:
    """Country name of the place."""
    place = p.view.event.place
    return code_book().country(place.country).name if place and place.country else None


_COLUMNS: tuple[Column[P], ...] = (
    Column(
        "Event ID",
        "string",
        "unique over all dates and reports",
        lambda p: p.id,
        None,
        "a number made from report, event and pair; up to 18 digits, so read it as text",
    ),
    Column("Event Date", "date", "first day of the event, else of the report", lambda p: p.view.day),
    Column("Source Name", "string", "the actor", lambda p: p.actor.name if p.actor else None),
    Column("Source Sectors", "string", "the actor's sectors in words", lambda p: _sectors(p.actor), "sector_words"),
    Column("Source Country", "string", "the actor's country by name", lambda p: country_name(p.actor), "country_names"),
    Column("Event Text", "string", "what the CAMEO code means", _meaning, None, "our words, not ICEWS's labels"),
    Column(
        "CAMEO Code",
        "string",
        "text with leading zeros",
        lambda p: p.cameo,
        "cameo",
        "PLOVER has no way back to one CAMEO code: the trigger word's own code, else the mode's, else the type's",
    ),
    Column("Intensity", "number", "Goldstein score of the code", lambda p: code_book().goldstein(p.cameo)),
    Column("Target Name", "string", "the recipient", lambda p: p.recipient.name if p.recipient else None),
    Column(
        "Target Sectors", "string", "the recipient's sectors in words", lambda p: _sectors(p.recipient), "sector_words"
    ),
    Column(
        "Target Country",
        "string",
        "the recipient's country by name",
        lambda p: country_name(p.recipient),
        "country_names",
    ),
    Column("Story ID", "string", "the report", lambda p: p.view.report.id),
    Column(
        "Sentence Number",
        "integer",
        "the event's sentence, from 1",
        lambda p: p.view.sentence_number,
        None,
        "counted by end marks and line ends before it",
    ),
    Column("Publisher", "string", "the outlet", lambda p: p.view.report.publisher),
    Column("City", "string", "place, where it is a town", lambda p: _place(p, "city")),
    Column("District", "string", "always blank: not known to us", lambda p: None),
    Column("Province", "string", "place, where it is a first-order division", lambda p: _place(p, "admin1")),
    Column("Country", "string", "country of the place by name", _place_country, "country_names"),
    Column(
        "Latitude", "number", "degrees north", lambda p: p.view.event.place.latitude if p.view.event.place else None
    ),
    Column(
        "Longitude", "number", "degrees east", lambda p: p.view.event.place.longitude if p.view.event.place else None
    ),
)

ICEWS = Format(
    "icews",
    "ICEWS's 20 columns, tab-separated, one row a dyad",
    "tsv",
    (Table("events", "events", "one event between one actor and one recipient", ("Event ID",), _COLUMNS, pairs),),
    facts=True,
    notes=(PAIRS_NOTE,),
)
