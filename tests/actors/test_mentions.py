"""Mentions in sentences of many countries and years: which actor each means, or none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from communique.actors.resolve import find_actors
from communique.actors.scene import ASIDE
from communique.codebook.actor_book import ActorBook
from communique.codebook.areas import CUES
from communique.codebook.tables import load_area
from communique.ingest.jsonl import read_object
from communique.places.gazetteer import Gazetteer
from communique.segment.read import parse_document, start_reading
from communique.segment.reading import Entity, Mention, Reading
from communique.statements.attribute import attribute
from communique.statements.cuebook import CueBook, compile_cues

GAZETTEER = Gazetteer()
CASES = Path(__file__).parent / "cases"
FOLDERS = [
    pytest.param(case, id=f"{path.stem}-{number}")
    for path in sorted(CASES.glob("*.yaml"))
    for number, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), 1)
]


@pytest.fixture(scope="session")
def cues() -> CueBook:
    tables = load_area(CUES)
    return compile_cues(tables.files, tables.words)


def read_case(nlp: Any, cues: CueBook, book: ActorBook, case: dict[str, Any]) -> Reading:
    document = read_object({"id": "case", "text": case["text"], "date": str(case["date"])}, "case")
    reading = start_reading(parse_document(nlp, document), document)
    attribute(reading, cues)
    find_actors(reading, book, GAZETTEER.homes)
    return reading


def place_of(reading: Reading, words: str) -> tuple[int, int]:
    phrase, _, number = words.partition("#")
    at = -1
    for _ in range(int(number or 1)):
        at = reading.parse.text.find(phrase, at + 1)
        while at >= 0 and not _whole(reading.parse.text, at, at + len(phrase)):
            at = reading.parse.text.find(phrase, at + 1)
    assert at >= 0, f"{words!r} is not in the text"
    return reading.parse.tokens_in((at, at + len(phrase)))


def _whole(text: str, first: int, last: int) -> bool:
    before = text[first - 1 : first]
    return not before.isalnum() and not text[last : last + 1].isalnum()


def mention_of(reading: Reading, words: str) -> Mention | None:
    """The proper mention nearest in extent to the words."""
    first, last = place_of(reading, words)
    over = [
        m
        for m in reading.mentions
        if m.rule not in ASIDE and m.tokens[0] < last and first < m.tokens[1] and first <= m.head < last
    ]
    return min(over, key=lambda m: abs(m.tokens[0] - first) + abs(m.tokens[1] - last), default=None)


def faults(reading: Reading, row: list[Any]) -> list[str]:
    words, name, country, sector = (row + [None] * 3)[:4] if len(row) > 1 else [row[0], None, None, None]
    mention = mention_of(reading, words)
    if len(row) == 1:
        if mention is not None and mention.entity is not None:
            return [f"{words}: is {reading.entities[mention.entity].name}, should be null"]
        return []
    if mention is None or mention.entity is None:
        return [f"{words}: {'no mention' if mention is None else 'null'}, should be {name} {country}"]
    entity = reading.entities[mention.entity]
    found = []
    if name is not None and entity.name != name:
        found.append(f"{words}: is {entity.name}, should be {name}")
    if country is not None and not _codes_fit(entity, country):
        found.append(f"{words}: country {entity.country}, should be {country}")
    if sector is not None and not set(entity.sector) & set(sector if isinstance(sector, list) else [sector]):
        found.append(f"{words}: sector {entity.sector}, should be {sector}")
    return found


def _codes_fit(entity: Entity, country: str | list[str]) -> bool:
    if isinstance(country, str):
        return entity.country == [country]
    return set(entity.country) <= set(country) and bool(entity.country)


@pytest.mark.parametrize("case", FOLDERS)
def test_mentions_are_who_they_should_be(nlp: Any, cues: CueBook, book: ActorBook, case: dict[str, Any]) -> None:
    reading = read_case(nlp, cues, book, case)
    found = [fault for row in case.get("mentions", []) for fault in faults(reading, row)]
    for words in case.get("null", []):
        found += faults(reading, [words])
    for words in case.get("not", []):
        mention = mention_of(reading, words)
        if mention is not None:
            found.append(f"{words}: is a mention ({mention.rule}), should be none")
    assert not found
