"""Towns and provinces: whose police, governor or protesters a place name tells.

The book of actors knows capitals; any other town or province comes from outside, as a function
from a name to the states that have such a place. "Karachi police" are Pakistan's, and so are the
police in a sentence that is set in Karachi.
"""

from __future__ import annotations

from collections.abc import Callable

from communique.actors.scene import Scene, Spot
from communique.codebook.actor_book import Entry
from communique.codebook.actor_book_tables import CAPITAL

Homes = Callable[[str], list[tuple[str, float]]]
"""A place name to the countries (ISO alpha-3) that have such a place, the likeliest first, with its weight.

A weight is about the number of inhabitants."""

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_SURE = 5.0
"""How many times the next country's place must be outweighed, where nothing else in the report speaks."""
_KNOWN = 40_000.0
"""Weight from which a place is believed though nothing else in the report is of its country."""


def spot_towns(scene: Scene, homes: Homes | None) -> None:
    """Add towns and provinces to the spots, as names that only tell where."""
    if homes is None:
        return
    parse = scene.parse
    found = []
    for first, last in _candidates(scene):
        while first < last and (parse.lower[first] == "the" or not parse.word[first][0].isupper()):
            first += 1
        if first < last and not _taken(scene, first, last):
            found.append((first, last, homes(" ".join(scene.text(first, last).split()))))
    states = {scene.book.states[row].country for s in scene.spots if (row := scene.state_of(s)) is not None}
    for first, last, countries in found:
        code = _choose(countries, states)
        row = scene.book.state_by_code.get(code) if code else None
        if row is not None:
            spot = Spot(first, last, "", [Entry(CAPITAL, row)], town=True)
            scene.spots.append(spot)
            for token in range(first, last):
                scene.spot_at[token] = spot
    scene.spots.sort(key=lambda s: s.first)


def _taken(scene: Scene, first: int, last: int) -> bool:
    """Whether the words already name something; a dateline's first words are a town, whatever a recogniser says."""
    if scene.reading.part_kind(first) == "dateline":
        return any(t in scene.spot_at for t in range(first, last))
    return any(t in scene.spot_at or t in scene.name_at or t in scene.body_name_at for t in range(first, last))


def _candidates(scene: Scene) -> list[tuple[int, int]]:
    """What the recogniser takes for places, and how a dateline begins."""
    parse = scene.parse
    runs = [(first, last) for first, last, label in parse.ents if label in _PLACES]
    for part in scene.reading.parts:
        if part.kind == "dateline":
            first = last = part.tokens[0]
            end, word = part.tokens[1], parse.word
            while last < end and word[last][0].isalpha() and word[last].replace("-", "a").isalpha():
                last += 1
            runs = [run for run in runs if run[1] <= first or run[0] >= last]
            runs.append((first, last))
    return sorted(runs)


def _choose(countries: list[tuple[str, float]], states: set[str]) -> str | None:
    """The country meant: one that the report names, else one that outweighs the others by far."""
    here = [code for code, _ in countries if code in states]
    if here:
        return here[0] if len(here) == 1 else countries[0][0] if countries[0][0] == here[0] else None
    if not countries or countries[0][1] < _KNOWN:
        return None
    rival = countries[1][1] if len(countries) > 1 else 0.0
    return countries[0][0] if countries[0][1] >= _SURE * rival else None
