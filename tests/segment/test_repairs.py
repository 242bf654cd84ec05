"""Headlines whose verb was read into a name are turned into subject, verb and object."""

from __future__ import annotations

import pytest

import communique


@pytest.mark.parametrize(
    ("text", "kind", "actors"),
    [
        ("Peru shelves gas export plan after protests", "", ["Peru"]),
        ("Togo and Benin swap prisoners at Hilacondji", "RETREAT", ["Togo", "Benin"]),
        ("Gambia's new leader pardons miners, reopens radio", "CONCEDE", None),
    ],
)
def test_headline_verbs(text: str, kind: str, actors: list[str] | None) -> None:
    """The nouns before the verb act, the noun it was read into is its object."""
    record = communique.load().code(text, date="2024-06-12")
    events = [e for e in record.events if not kind or e.type == kind]
    assert events
    names = {a.id: a.name for a in record.actors}
    if actors is not None:
        assert [names[a] for a in events[0].actor] == actors


def test_a_relative_clause_keeps_its_noun() -> None:
    """A verb after "whose" belongs to the noun of its clause, not to the one above."""
    record = communique.load().code("Togo, whose border leaks petrol by the barrel, pledged help.", date="2024-06-12")
    assert [e.type for e in record.events] == ["AGREE"]
