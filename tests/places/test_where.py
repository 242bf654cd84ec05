"""Which place belongs to an event; a place that is only named belongs to none."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.coding.coder import Coder
from communique.coding.steps import STEPS
from communique.events.where import attach_places
from communique.records.document import Document, Part
from communique.segment.read import parse_document, start_reading
from communique.segment.reading import EventDraft, Reading

LINES = (Path(__file__).parent / "cases" / "where.txt").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(cell.strip() for cell in line.split(" | ")) for line in LINES if line and not line.startswith("#")]


def with_event(coder: Coder, text: str, word: str, kind: str, parts: list[Part] | None = None) -> Reading:
    document = Document("t", text, parts or [Part("paragraph", (0, len(text)))], date="2023-05-09")
    reading = start_reading(parse_document(coder.nlp, document), document)
    for name, step in STEPS:
        if name == "events":
            break
        step(reading, coder.books)
    at = reading.parse.word.index(word)
    reading.events = [EventDraft(kind, (at, at + 1), at, reading.parse.sent[at], "test")]
    attach_places(reading)
    return reading


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r[0])
def test_place_of_event(coder: Coder, row: tuple[str, ...]) -> None:
    reading = with_event(coder, *row[:3])
    event = reading.events[0]
    found = "-" if event.place is None else reading.places[event.place].name
    assert found == row[3], [p.name for p in reading.places]
    assert (event.place is None) == (event.place_reason is None)


def test_the_dateline_is_the_last_resort(coder: Coder) -> None:
    text = "NAIROBI, May 6 (Agency) — Police clashed with students on Monday."
    parts = [Part("dateline", (0, 25)), Part("paragraph", (0, len(text)))]
    reading = with_event(coder, text, "clashed", "ASSAULT", parts)
    place = reading.places[reading.events[0].place or 0]
    assert (place.name, reading.events[0].place_reason) == ("Nairobi", "dateline")
    assert place.confidence <= 0.3


def test_the_dateline_gives_way_to_the_sentence(coder: Coder) -> None:
    text = "NAIROBI, May 6 (Agency) — Police clashed with students in Kisumu on Monday."
    parts = [Part("dateline", (0, 25)), Part("paragraph", (0, len(text)))]
    reading = with_event(coder, text, "clashed", "ASSAULT", parts)
    assert reading.places[reading.events[0].place or 0].name == "Kisumu"
