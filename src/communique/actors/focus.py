"""The state that is spoken of: whose "police" a bare word means."""

from __future__ import annotations

from communique.actors.cast import PRIVATE, Cast
from communique.actors.scene import Scene, Spot
from communique.codebook.actor_book_tables import BODY

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
        found = _states_of(scene, cast).get(number, [])
        if len(set(found)) == 1:
            return found[0]
        if number == sentence and len(set(found)) > 1:
            before = _nearest_subject(scene, cast, token)
            if before is not None:
                return before
    return _dominant(scene, cast)


def _states_of(scene: Scene, cast: Cast) -> dict[int, list[int]]:
    """Sentence to the states named in it, and those of the persons named."""
    if scene.states_of is not None:
        return scene.states_of
    found: dict[int, list[int]] = {}
    for spot in scene.spots:
        if _of_outlet(scene, spot):
            continue
        row = scene.state_of(spot)
        row = row if row is not None else _home(scene, spot)
        if row is not None:
            found.setdefault(scene.parse.sent[spot.first], []).append(row)
    if scene.person_at:  # else persons are not known yet, and the answer is not kept
        scene.states_of = found
    return found


def _persons_states(scene: Scene, cast: Cast) -> list[int]:
    """States of the known persons named in the report, once for each naming."""
    rows = []
    for name in scene.names:
        number = scene.person_at.get(name.first)
        if number is not None and len(cast.traits[number].states) == 1:
            rows.append(next(iter(cast.traits[number].states)))
    return rows


def _of_outlet(scene: Scene, spot: Spot) -> bool:
    """Whether a spot is an outlet, or says whose an outlet or refugees are: "the Saudi-owned daily"."""
    above = scene.described.get(scene.parse.head[spot.last - 1])
    if above is not None and above.row.sector[:1] in (["JRN"], ["REF"]):
        return True
    return any(e.kind == BODY and scene.book.bodies[e.row].kind == "outlet" for e in spot.entries)


def _home(scene: Scene, spot: Spot) -> int | None:
    """The state whose body a spot names, where it is one."""
    rows = [e.row for e in spot.entries if e.kind == BODY]
    if len(rows) != 1 or spot.key in scene.book.generic or spot.key in scene.book.common_words:
        return None
    if scene.book.bodies[rows[0]].kind in PRIVATE:
        return None
    country = scene.book.bodies[rows[0]].country
    return scene.book.state_by_code.get(country[0]) if len(country) == 1 else None


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


def main_states(scene: Scene, cast: Cast) -> list[int]:
    """The two states that between them have most of the report's namings of states."""
    counts = _counts(scene, cast)
    pair = sorted(counts, key=lambda r: -counts[r])[:2]
    return pair if sum(counts[r] for r in pair) >= _PAIR * sum(counts.values()) else []


def _counts(scene: Scene, cast: Cast) -> dict[int, int]:
    counts: dict[int, int] = {}
    for found in _states_of(scene, cast).values():
        for row in found:
            counts[row] = counts.get(row, 0) + 1
    for row in _persons_states(scene, cast):
        counts[row] = counts.get(row, 0) + 1
    return counts


def _dominant(scene: Scene, cast: Cast) -> int | None:
    counts = _counts(scene, cast)
    if not counts:
        return None
    total = sum(counts.values())
    row = max(counts, key=lambda r: counts[r])
    return row if counts[row] >= _SHARE * total else None
