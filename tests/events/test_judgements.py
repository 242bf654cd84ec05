"""Judgements in somebody's words: the examples of the word groups, and whom they are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.codebook.judgement_book import judgement_file
from communique.ingest.build import Meta
from communique.ingest.plain import from_text

if TYPE_CHECKING:
    from communique.coding.coder import Coder
    from communique.segment.reading import EventDraft, Reading

_TYPES = {"bad": "ACCUSE", "wrong": "ACCUSE", "good": "SUPPORT", "false": "REJECT"}
_YES = [(t, g.verdict if not g.only_denied else "bad") for g in judgement_file().groups for t in g.yes]
_NO = [t for g in judgement_file().groups for t in g.no]


def _read(coder: Coder, text: str) -> Reading:
    return coder.read(from_text(text, Meta(), "2024-06-12"))


def _judgements(coder: Coder, text: str) -> list[EventDraft]:
    return [e for e in _read(coder, text).events if e.rule.startswith("judgement:")]


@pytest.mark.parametrize(("text", "verdict"), _YES)
def test_a_judgement_is_an_event(coder: Coder, text: str, verdict: str) -> None:
    """Through the judgement or a trigger that tells the same."""
    told = {e.type for e in _read(coder, text).events}
    assert _TYPES[verdict] in told or (verdict == "wrong" and told & {"COERCE", "REJECT"}), told


@pytest.mark.parametrize("text", _NO)
def test_no_judgement(coder: Coder, text: str) -> None:
    assert not _judgements(coder, text)


@pytest.mark.parametrize(
    ("text", "actor", "recipient"),
    [
        (
            "Riga's foreign minister said that banning Latvian fish would be odd, given what Belarus sells.",
            "LVA",
            "BLR",
        ),
        ('Sudan shelled the border town on Friday. "This is an outrage," the Chadian premier said.', "TCD", "SDN"),
        ("The duties announced by Brazil's president are absurd, the Peruvian trade minister said.", "PER", "BRA"),
        ("Turkey seized the ship, a step which Greece's premier called piracy.", "GRC", "TUR"),
    ],
)
def test_who_is_judged(coder: Coder, text: str, actor: str, recipient: str) -> None:
    reading = _read(coder, text)
    found = [e for e in reading.events if e.type == "ACCUSE"]
    assert [reading.entities[i].country for e in found for i in e.actor] == [[actor]]
    assert [reading.entities[i].country for e in found for i in e.recipient] == [[recipient]]


def test_the_statement_performs_it(coder: Coder) -> None:
    """The judgement stands on its own; the statement lists it."""
    record = coder.code('"The Turkish plan is unworkable," the Cypriot president said.', date="2024-06-12")
    event = next(e for e in record.events if e.type == "ACCUSE")
    assert event.statement is None
    assert any(event.id in s.performs for s in record.statements)
