"""Models of `data/places/`: seas, regions, sites, historic names, and words around places."""

from __future__ import annotations

from typing import Literal

import msgspec

PlaceKind = Literal["city", "admin1", "country", "region", "sea", "river", "site"]


class PlaceEntry(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A place that GeoNames' tables of towns and provinces lack.

    Attributes:
        name: canonical English name, without "the".
        kind: what it is; a strait, canal, reef or lake counts as `sea`, an island as `region`.
        country: ISO alpha-3 where it lies in one country and that is not disputed.
        at: latitude and longitude in degrees; None for what is too wide for a point.
        names: other names.
    """

    name: str
    kind: PlaceKind
    country: str | None = None
    at: tuple[float, float] | None = None
    names: list[str] = []


class PlacesFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A file of places."""

    about: str
    places: list[PlaceEntry]


class HistoricName(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A name that a town, or a state's former capital, has had.

    Attributes:
        name: the old, colonial or foreign name ("Leningrad").
        now: today's name in the gazetteer ("Saint Petersburg").
        country: ISO alpha-3 of today.
    """

    name: str
    now: str
    country: str


class HistoricFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A file of historic and variant names."""

    about: str
    names: list[HistoricName]


class EnglishFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """English names for places listed under a local one: country, then local name, then English.

    A local name is a province's, or with "/city" after it a town's.
    """

    about: str
    names: dict[str, dict[str, str]]


class PlaceWords(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Words that frame a place name, or rule one out.

    Attributes:
        locative: prepositions after which a name is a place ("in", "near").
        moving: prepositions that make a place of a name only for motion ("to", "from").
        classes: nouns for kinds of place before or after a name, with the kind they tell
            ("the town of X", "X province").
        directions: words between preposition and name ("northern").
        particles: small words within names ("Palais des Nations").
        inner: other words within names that are written small ("nuclear" plant).
        not_places: capitalised words that are also towns, but in news nearly always
            something else ("Congress", "March").
        acting: nouns that, after a place name, make it part of another thing's name
            ("Oslo Accords", "Paris Club").
        placing_verbs: verbs whose object is often a town ("shelled X"), whatever the model takes it for.
        motion_verbs: verbs that make a place of a country after "to" or "from".
        state_abbreviations: as in datelines and after members of parliament ("R-Wis.").
    """

    about: str
    locative: list[str]
    moving: list[str]
    classes: dict[str, PlaceKind]
    directions: list[str]
    particles: list[str]
    inner: list[str]
    not_places: list[str]
    acting: list[str]
    placing_verbs: list[str]
    motion_verbs: list[str]
    state_abbreviations: dict[str, str]
