"""Promises, threats, refusals and demands that verbs without a sense tell in somebody's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.ingest.build import Meta
from communique.ingest.plain import from_text

if TYPE_CHECKING:
    from communique.coding.coder import Coder


def _told(coder: Coder, text: str) -> list[tuple[str, list[str], list[str]]]:
    reading = coder.read(from_text(text, Meta(), "2024-06-12"))
    own = [e for e in reading.events if e.rule.startswith("undertaking:")]
    sides = [([c for i in side for c in reading.entities[i].country] for side in (e.actor, e.recipient)) for e in own]
    return [(e.type, *pair) for e, pair in zip(own, sides, strict=True)]


@pytest.mark.parametrize(
    ("text", "kind", "actor", "recipient"),
    [
        ('"Washington must show restraint," the Chinese ambassador said.', "REQUEST", ["CHN"], ["USA"]),
        ('"It is time for Britain to pay its share," the Greek premier said.', "REQUEST", ["GRC"], ["GBR"]),
        ("Kenya's president said Uganda needs to return the cattle.", "REQUEST", ["KEN"], ["UGA"]),
        ("The culprits must be held to account, the French foreign minister said.", "REQUEST", ["FRA"], []),
        ("Peru's foreign minister said Chile should have asked the fishermen first.", "ACCUSE", ["PER"], ["CHL"]),
        ("The Chilean minister said he will present the case to the Peruvian senate.", "AGREE", ["CHL"], ["PER"]),
        ('"We are not going to be dragged into this quarrel," the Algerian minister said.', "REJECT", ["DZA"], []),
        ("The Norwegian premier said his country would not turn the boats around.", "REJECT", ["NOR"], []),
        ('"We will fight the Indian levy," the Nepalese minister said.', "THREATEN", ["NPL"], ["IND"]),
        ("Hungary's premier said his government would respond to the duties.", "THREATEN", ["HUN"], []),
        ("The Cypriot government said it would not tolerate new drilling.", "THREATEN", ["CYP"], []),
    ],
)
def test_what_speakers_commit_to(coder: Coder, text: str, kind: str, actor: list[str], recipient: list[str]) -> None:
    assert _told(coder, text) == [(kind, actor, recipient)]


@pytest.mark.parametrize(
    "text",
    [
        "The Danish minister said that the weather would improve.",
        "The Danish minister said she would not comment on the case.",
        '"You should take an umbrella," the Danish mayor said.',
        "The Serbian coach said the team must win.",
        '"I must admit that I was wrong," the Swedish minister said.',
        "The Swedish minister said she would help if the Danes asked.",
        "Denmark must decide by June.",
        "The Danish minister spoke of the chance that Sweden has to speak.",
        "An analyst in Oslo said Sweden should reconsider.",
        "Would Sweden help, the Norwegian minister asked?",
    ],
)
def test_what_commits_nobody(coder: Coder, text: str) -> None:
    assert _told(coder, text) == []
