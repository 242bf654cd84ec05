"""The state that is spoken of: whose "police" a bare word means."""

from __future__ import annotations

from communique.actors.cast import Cast
from communique.actors.scene import Scene, Spot
from communique.codebook.actor_book_tables import BODY, METONYM

_SHARE = 0.6
"""Share of all namings of states that makes one the state the report is about."""
_PAIR = 0.7


def focus_state(scene: Scene, cast: Cast, token: int) -> int | None:
    """Row of the state that the sentence, the one before it, or the report is about.

    None where the nearest words name several: a bare "the army" between two warring states is
    nobody's.
    """
    parse = scene.parse
    sentence = parse.sent[token]
    for number in (sentence, sentence - 1):
        found = _states_of(scene).get(number, [])
        if len(set(found)) == 1:
            return found[0]
        if number == sentence and len(set(found)) > 1:
            before = _nearest_subject(scene, cast, token)
            if before is not None:
                return before
    return _dominant(scene)


def _states_of(scene: Scene) -> dict[int, list[int]]:
    """Sentence to the states named in it."""
    cached = scene.states_of
    if cached is None:
        cached = scene.states_of = {}
        for spot in scene.spots:
            if _of_outlet(scene, spot):
                continue
            rows = [e.row for e in spot.entries if e.kind <= METONYM] or _home(scene, spot)
            if rows:
                cached.setdefault(scene.parse.sent[spot.first], []).append(rows[0])
    return cached


def _of_outlet(scene: Scene, spot: Spot) -> bool:
    """Whether a spot is an outlet, or says whose an outlet or refugees are: "the Saudi-owned daily"."""
    above = scene.described.get(scene.parse.head[spot.last - 1])
    if above is not None and above.row.sector[:1] in (["JRN"], ["REF"]):
        return True
    return any(e.kind == BODY and scene.book.bodies[e.row].kind == "outlet" for e in spot.entries)


def _home(scene: Scene, spot: Spot) -> list[int]:
    """The state whose body a spot names, where it is one."""
    rows = [e.row for e in spot.entries if e.kind == BODY]
    if len(rows) != 1 or spot.key in scene.book.generic or spot.key in scene.book.common_words:
        return []
    country = scene.book.bodies[rows[0]].country
    state = scene.book.state_by_code.get(country[0]) if len(country) == 1 else None
    return [] if state is None else [state]


def _nearest_subject(scene: Scene, cast: Cast, token: int) -> int | None:
    """State of the last subject mentioned in the same sentence."""
    parse = scene.parse
    best: tuple[int, int] | None = None
    for traits in cast.traits:
        if traits.states and len(traits.states) == 1 and traits.subject >= 0:
            if parse.sent[traits.subject] == parse.sent[token] and traits.subject < token:
                if best is None or traits.subject > best[0]:
                    best = (traits.subject, next(iter(traits.states)))
    return best[1] if best else None


def main_states(scene: Scene) -> list[int]:
    """The two states that between them have most of the report's namings of states."""
    counts = _counts(scene)
    pair = sorted(counts, key=lambda r: -counts[r])[:2]
    return pair if sum(counts[r] for r in pair) >= _PAIR * sum(counts.values()) else []


def _counts(scene: Scene) -> dict[int, int]:
    counts: dict[int, int] = {}
    for found in _states_of(scene).values():
        for row in found:
            counts[row] = counts.get(row, 0) + 1
    return counts


def _dominant(scene: Scene) -> int | None:
    counts = _counts(scene)
    if not counts:
        return None
    total = sum(counts.values())
    row = max(counts, key=lambda r: counts[r])
    return row if counts[row] >= _SHARE * total else None
