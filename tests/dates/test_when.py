"""Which date belongs to an event, and what is only when a thing is due."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.coding.coder import Coder
from communique.coding.steps import STEPS
from communique.events.when import attach_dates
from communique.records.document import Document, Part
from communique.segment.read import parse_document, start_reading
from communique.segment.reading import EventDraft

LINES = (Path(__file__).parent / "cases" / "when.txt").read_text(encoding="utf-8").splitlines()
ROWS = [tuple(cell.strip() for cell in line.split(" | ")) for line in LINES if line and not line.startswith("#")]


@pytest.mark.parametrize("row", ROWS, ids=lambda r: f"{r[1]} {r[2]}")
def test_date_of_event(coder: Coder, row: tuple[str, ...]) -> None:
    on, text, word, kind, start, due = row
    document = Document("t", text, [Part("paragraph", (0, len(text)))], date=on)
    reading = start_reading(parse_document(coder.nlp, document), document)
    for name, step in STEPS:
        if name == "events":
            break
        step(reading, coder.books)
    at = reading.parse.word.index(word)
    event = EventDraft(kind, (at, at + 1), at, reading.parse.sent[at], "test")
    reading.events = [event]
    attach_dates(reading)
    told = reading.dates[event.date].start if event.date is not None else None
    if event.date_record is not None:
        told = event.date_record.start
    assert (told or "-") == start, [(reading.words(m.tokens), m.start) for m in reading.dates]
    assert (reading.dates[event.due].start if event.due is not None else "-") == due
