"""A spokesperson speaks for a body: "a spokesman for the Turkish foreign ministry said"."""

from __future__ import annotations

import pytest

NOBODY = [
    "The Kenyan president said the talks had failed.",
    "A farmer from Peru said the wells were dry.",
    "Turkey said the talks had failed.",
]
SPOKEN = [
    (
        "A spokesman for the Turkish foreign ministry said the talks had failed.",
        "Ministry of Foreign Affairs of Turkey",
    ),
    ("The Kremlin spokesman, Dmitry Peskov, said the talks had failed.", "Kremlin"),
    ("A spokeswoman for the European Union said it would send aid.", "European Union"),
    ("Hamas spokesman Adel Nasser said the talks had failed. Nasser said nobody had called.", "Hamas"),
    ("A spokesperson for the rebels said the bridge had fallen.", "rebels"),
]


@pytest.mark.parametrize("text", NOBODY)
def test_others_speak_for_themselves(text: str, coder) -> None:  # type: ignore[no-untyped-def]
    record = coder.code(text, date="2021-05-06")
    assert record.statements
    assert all(s.on_behalf_of is None for s in record.statements)


@pytest.mark.parametrize(("text", "body"), SPOKEN)
def test_a_spokesperson_speaks_for(text: str, body: str, coder) -> None:  # type: ignore[no-untyped-def]
    record = coder.code(text, date="2021-05-06")
    names = {a.id: a.name for a in record.actors}
    assert record.statements
    assert [names.get(s.on_behalf_of) for s in record.statements] == [body] * len(record.statements)
