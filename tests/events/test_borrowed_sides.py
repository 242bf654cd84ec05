"""Whose subject a verb without one may borrow, and what an outer verb leaves untouched."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.ingest.build import Meta
from communique.ingest.plain import from_text

if TYPE_CHECKING:
    from communique.coding.coder import Coder


@pytest.mark.parametrize(
    ("text", "kind", "country"),
    [
        ("Finland welcomed the decision to arrest the Russian captain.", "THREATEN", "FIN"),
        ("Fired on a convoy near Goma, the Congolese army said.", "ASSAULT", "COD"),
    ],
)
def test_it_does_not_act(coder: Coder, text: str, kind: str, country: str) -> None:
    """Nor who welcomes another's decision, nor who is quoted after a clause."""
    reading = coder.read(from_text(text, Meta(), "2024-06-12"))
    acting = [c for e in reading.events if e.type == kind for i in e.actor for c in reading.entities[i].country]
    assert country not in acting


def test_what_is_affected_goes_on(coder: Coder) -> None:
    """ "wondered how the vote would affect the war": the war is on."""
    text = "Many wondered how the vote would affect Armenia's war with Azerbaijan."
    reading = coder.read(from_text(text, Meta(), "2024-06-12"))
    assert [e.status for e in reading.events if e.type == "ASSAULT"] == ["actual"]
