"""All areas of the codebook, and how each is built from its files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from communique.codebook import (
    actor_book_tables,
    overlaid,
    yaml_files,
)
from communique.codebook.actor_book_tables import ActorTables, build_actor_tables
from communique.codebook.code_book import CODES
from communique.codebook.event_words import EVENT_WORDS
from communique.codebook.judgement_book import JUDGEMENTS
from communique.codebook.lemma_book import LEMMAS
from communique.codebook.line_book import LINES
from communique.codebook.odds_book import ODDS
from communique.codebook.overlaid import overlaid_bodies, overlaid_countries, overlaid_nouns
from communique.codebook.schema import actors, cues, dates, nouns, places
from communique.codebook.schema.actors import BodiesFile, Country, HoldersFile
from communique.codebook.schema.cues import AttributionWords, CueFile
from communique.codebook.schema.dates import DateWords
from communique.codebook.schema.nouns import NounsFile
from communique.codebook.schema.places import EnglishFile, HistoricFile, PlaceEntry, PlacesFile, PlaceWords
from communique.codebook.story_book import STORIES
from communique.codebook.tables import Area
from communique.codebook.trigger_book import TRIGGERS
from communique.codebook.undertaking_book import UNDERTAKINGS
from communique.errors import CodebookError

T = TypeVar("T")


def read_folder(roots: Sequence[Path], folder: str, model: type[T]) -> list[T]:
    """Read all YAML files of a folder; a later root's file of the same name is read after ours."""
    found = []
    for root in roots:
        for path in sorted((root / folder).glob("*.yaml")):
            found.append(yaml_files.read_struct(path, model, path.relative_to(root).as_posix()))
    return found


def build_actors(roots: Sequence[Path]) -> ActorTables:
    """Tables of states, bodies, persons, offices and actor nouns."""
    layers = [[root] for root in roots]
    countries = overlaid_countries([read_folder(r, "actors/countries", Country) for r in layers])
    countries, bodies = overlaid_bodies(countries, [read_folder(r, "actors/bodies", BodiesFile) for r in layers])
    return build_actor_tables(
        countries,
        read_folder(roots, "actors/holders", HoldersFile),
        bodies,
        overlaid_nouns([read_folder(r, "actors/nouns", NounsFile) for r in layers]),
    )


ACTORS: Area[ActorTables] = Area(
    name="actors",
    folders=("actors",),
    build=build_actors,
    model=ActorTables,
    modules=(__file__, actor_book_tables.__file__, overlaid.__file__, actors.__file__, nouns.__file__),
)


class CueTables(msgspec.Struct):
    """The cue files as they are, and the words that attribution needs beside them."""

    files: list[CueFile]
    words: AttributionWords


def build_cues(roots: Sequence[Path]) -> CueTables:
    """Read the cue files; a cue of a later root takes the place of the same word's of an earlier one."""
    files: list[CueFile] = []
    words: AttributionWords | None = None
    for root in roots:
        here: list[CueFile] = []
        for path in sorted((root / "cues").glob("*.yaml")):
            name = path.relative_to(root).as_posix()
            if path.name == "words.yaml":
                words = yaml_files.read_struct(path, AttributionWords, name)
            else:
                here.append(yaml_files.read_struct(path, CueFile, name))
        files = [_without(file, here) for file in files] + here
    if words is None:
        raise CodebookError("cues/words.yaml is missing")
    return CueTables(files, words)


def _without(file: CueFile, later: Sequence[CueFile]) -> CueFile:
    """A cue file without the words that a later root tells again."""
    kept: dict[str, Any] = {}
    for kind, word in (
        ("verbs", "verb"),
        ("nouns", "noun"),
        ("adjectives", "adjective"),
        ("phrases", "phrase"),
        ("adverbs", "adverb"),
    ):
        told = {getattr(cue, word) for other in later for cue in getattr(other, kind)}
        if told:
            kept[kind] = [cue for cue in getattr(file, kind) if getattr(cue, word) not in told]
    return msgspec.structs.replace(file, **kept) if kept else file


CUES: Area[CueTables] = Area("cues", ("cues",), build_cues, CueTables, (__file__, cues.__file__))


def build_dates(roots: Sequence[Path]) -> DateWords:
    """Read the words of dates; an overlay's file replaces ours."""
    return yaml_files.read_last(roots, "dates/words.yaml", DateWords)


DATES: Area[DateWords] = Area("dates", ("dates",), build_dates, DateWords, (__file__, dates.__file__))


class PlaceTables(msgspec.Struct):
    """Words around place names, and the places that overlays add to the gazetteer's."""

    words: PlaceWords
    added: list[PlaceEntry]


_PLACE_FILES: dict[str, Any] = {"words": PlaceWords, "historic": HistoricFile, "english": EnglishFile}


def build_places(roots: Sequence[Path]) -> PlaceTables:
    """Read all files of places; those of the first root are in the gazetteer already."""
    words: PlaceWords | None = None
    added: list[PlaceEntry] = []
    for number, root in enumerate(roots):
        for path in sorted((root / "places").glob("*.yaml")):
            name = path.relative_to(root).as_posix()
            found = yaml_files.read_struct(path, _PLACE_FILES.get(path.stem, PlacesFile), name)
            if isinstance(found, PlaceWords):
                words = found
            elif isinstance(found, PlacesFile) and number:
                added += found.places
    if words is None:
        raise CodebookError("places/words.yaml is missing")
    return PlaceTables(words, added)


PLACES: Area[PlaceTables] = Area("places", ("places",), build_places, PlaceTables, (__file__, places.__file__))

AREAS: tuple[Area[Any], ...] = (
    ACTORS,
    CUES,
    TRIGGERS,
    LINES,
    LEMMAS,
    EVENT_WORDS,
    JUDGEMENTS,
    UNDERTAKINGS,
    DATES,
    PLACES,
    CODES,
    STORIES,
    ODDS,
)
