"""Force and protest in the shapes that news gives them: headlines, gapped passives, pronouns, bare numbers."""

from __future__ import annotations

import pytest

from communique.coding.coder import Coder
from communique.ingest.build import Meta
from communique.ingest.plain import from_text
from communique.segment.reading import Reading

TOLD = [
    # text, word of the trigger, type
    ("Gangs storm prison in Guayaquil", "storm", "ASSAULT"),
    ("Lorry drivers ring ministry", "ring", "PROTEST"),
    ("Police haul protesters from square", "haul", "COERCE"),
    ("Several teachers were arrested and three journalists detained.", "detained", "COERCE"),
    ("The convoy was fired on near Gao.", "fired", "ASSAULT"),
    ("A Chadian soldier was shot dead near the well.", "shot", "ASSAULT"),
    ("Rebels seized the village and burned it.", "burned", "ASSAULT"),
    ("A sit-in by students in Dakar entered its second week.", "sit-in", "PROTEST"),
    ("About 6,700 were detained.", "detained", "COERCE"),
    ("Several hundred sat down on the railway line.", "sat", "PROTEST"),
    ("Thousands of Slovaks gathered to denounce the new law.", "gathered", "PROTEST"),
]
SILENT = [
    "March exports of Chile to Peru fell by a fifth.",
    "Stocks rally on hopes of rate cut",
    "Results of the general election",
    "The tenor held the audience for two hours.",
    "The Senate killed two bills.",
    "The bank seized the chance in Fiji.",
]
FORCE = {"ASSAULT", "MOBILIZE", "PROTEST", "COERCE"}


def read(coder: Coder, text: str) -> Reading:
    """Code a text."""
    return coder.read(from_text(text, Meta(), "2024-06-12"))


@pytest.mark.parametrize(("text", "word", "kind"), TOLD, ids=[t[0] for t in TOLD])
def test_told(coder: Coder, text: str, word: str, kind: str) -> None:
    """The word tells an event of the type, with somebody on one of its sides."""
    reading = read(coder, text)
    told = [e for e in reading.events if e.type == kind and word in reading.words(e.trigger)]
    assert told
    assert told[0].actor or told[0].recipient


@pytest.mark.parametrize("text", SILENT)
def test_silent(coder: Coder, text: str) -> None:
    """Months, markets, counts and idioms tell no force."""
    assert not [e for e in read(coder, text).events if e.type in FORCE]


def test_gapped_passive_is_done_to_its_subject(coder: Coder) -> None:
    """In "teachers were arrested and journalists detained" the journalists detain nobody."""
    reading = read(coder, "Several teachers were arrested and three journalists detained.")
    last = reading.events[-1]
    assert not last.actor
    assert [reading.entities[i].sector for i in last.recipient] == [["JRN"]]
