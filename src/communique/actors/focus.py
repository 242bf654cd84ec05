"""The state that is spoken of: whose "police" a bare word means.

Each naming of a state has a weight by what it does in its sentence: the subject weighs more than
an object, a place ("in Nairobi") more than a title ("the French envoy") for people on the spot. Near
sentences count more than far ones; the dateline and the report as a whole count a little. The
heaviest state is meant if it is clearly the heaviest: "the army" between two warring states is nobody's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from communique.actors.cast import PRIVATE, Cast
from communique.actors.scene import Scene, Spot
from communique.actors.states import LOCATIVE, governing, is_modifier, is_subject
from communique.codebook.actor_book_tables import BODY

_PAIR = 0.7
"""Share of all namings of states that makes two of them the pair that a report is about."""
_NEAR = (1.0, 0.7, 0.4, 0.2)
"""Weight of a sentence by how many sentences back it lies."""
_BEHIND = 0.6
"""Factor for what is named only after the word in question."""
_DOER = 2.0
"""Added for the subject of the clause in which the word stands."""
_LEAD = 0.3
"""Factor for the first sentence of a report where it lies further back: it tells what the report is about."""
_MEETING = frozenset(
    {"talk", "negotiation", "meeting", "meet", "summit", "conference", "sign", "negotiate", "accord", "session"}
    | {"forum", "congress", "consultation", "mediation", "mediate", "confer", "speak"}
)
_REPORT, _DATELINE, _SAME_PARAGRAPH = 1.5, 1.2, 0.8
_LEAST, _CLEAR = 0.8, 0.25
"""Least weight of the state meant, and by which share of it the next must fall behind."""
_SUBJECT, _SHARED, _WHOSE, _PLACE, _WAY, _OTHER = 3.0, 1.2, 2.4, 1.6, 1.5, 1.0
_GROUND = {"COP": 0.5, "JUD": 0.5, "GOV": 0.0, "MIL": 0.0, "LEG": 0.0, "SPY": 0.0}
"""How much those of a sector belong to where they are (1) rather than to who acts (0)."""


_DEALING = 0.4
"""Factor for a state that is no place where they fight."""
_FOES = frozenset({"REB", "UAF"})
"""Sectors that are of the land they fight in, no state's that deals with them: "Oslo will help the rebels"."""


@dataclass(slots=True)
class Naming:
    """One naming of a state: `act` is its weight for organs of states, `ground` for people on the spot."""

    token: int
    row: int
    act: float
    ground: float


def focus_state(scene: Scene, cast: Cast, token: int, sector: Sequence[str] = ()) -> int | None:
    """Row of the state whose people or organs a bare word at `token` means; None where none is plain.

    Args:
        scene: the report.
        cast: its entities so far.
        token: the word, such as "police".
        sector: sectors of what the word means; people are of the place, organs of the state that acts.
    """
    share = _GROUND.get(sector[0], 1.0) if sector else 0.0
    rebels = bool(sector) and sector[0] in _FOES
    namings, parse = _namings(scene), scene.parse
    sentence = parse.sent[token]
    scores: dict[int, float] = {}
    for back, factor in enumerate(_NEAR):
        here = namings.get(sentence - back, [])
        if back == 0 and not rebels:
            here = here + _told_again(scene, cast, token, {n.token for n in here})
        doer = _doer(scene, token) if back == 0 and not rebels else None
        if rebels:
            here = [replace(n, ground=n.ground * (1 if n.ground > n.act else _DEALING)) for n in here]
        for row, weight in _in_sentence(here, token, share, doer).items():
            scores[row] = scores.get(row, 0.0) + factor * weight
    if sentence >= len(_NEAR):
        for row, weight in _in_sentence(namings.get(0, []), token, share, None).items():
            scores[row] = scores.get(row, 0.0) + _LEAD * weight
    for row, weight in _of_report(scene, cast, token).items():
        scores[row] = scores.get(row, 0.0) + weight
    ranked = sorted(scores.items(), key=lambda pair: -pair[1])
    if not ranked or ranked[0][1] < _LEAST:
        return None
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _CLEAR * ranked[0][1]:
        return None
    return ranked[0][0]


def _doer(scene: Scene, token: int) -> int | None:
    """Subject of the nearest clause in which a word is no subject itself: "Oslo agreed to deploy troops"."""
    parse = scene.parse
    for above in parse.ancestors(token):
        subjects = [c for c in parse.kids(above, "nsubj", "nsubjpass") if c < token <= above or c < above < token]
        if subjects:
            return None if parse.left[subjects[0]] <= token <= parse.right[subjects[0]] else subjects[0]
    return None


def _in_sentence(namings: list[Naming], token: int, share: float, doer: int | None) -> dict[int, float]:
    """Weights of the states of one sentence; a state named twice gains little."""
    best: dict[int, float] = {}
    for naming in namings:
        weight = naming.act * (1 - share) + naming.ground * share
        if naming.token > token:
            weight *= _BEHIND
        elif naming.token == doer:
            weight += _DOER
        known = best.get(naming.row)
        if known is None:
            best[naming.row] = weight
        else:
            best[naming.row] = max(known, weight) + 0.25 * min(known, weight)
    return best


def _told_again(scene: Scene, cast: Cast, token: int, named: set[int]) -> list[Naming]:
    """The last subject of the sentence before the word, where it is no name: "he", "the minister"."""
    best: Naming | None = None
    for traits in cast.traits:
        at = traits.subject
        if len(traits.states) == 1 and 0 <= at < token and at not in named:
            if scene.parse.sent[at] == scene.parse.sent[token] and (best is None or at > best.token):
                best = Naming(at, next(iter(traits.states)), _WHOSE, _WHOSE)
    return [best] if best else []


def _of_report(scene: Scene, cast: Cast, token: int) -> dict[int, float]:
    """What the dateline and the report as a whole add."""
    counts = _counts(scene, cast)
    total = sum(counts.values())
    scores = {row: _REPORT * count / total for row, count in counts.items()}
    for part in scene.reading.parts:
        if part.kind != "dateline":
            continue
        for spot in scene.spots:
            row = scene.state_of(spot) if part.tokens[0] <= spot.first < part.tokens[1] else None
            if row is not None:
                near = scene.parse.sent[token] - scene.parse.sent[spot.first] <= 1
                scores[row] = scores.get(row, 0.0) + _DATELINE + (_SAME_PARAGRAPH if near else 0.0)
        break
    return scores


def _namings(scene: Scene) -> dict[int, list[Naming]]:
    """Sentence to the states named in it, by name, body, place and known person."""
    if scene.namings is not None:
        return scene.namings
    found: dict[int, list[Naming]] = {}
    for spot in scene.spots:
        row = _row(scene, spot)
        if row is not None and scene.reading.part_kind(spot.first) != "dateline":
            act, ground = _weights(scene, spot)
            found.setdefault(scene.parse.sent[spot.first], []).append(
                Naming(scene.span_head(spot.first, spot.last), row, act, ground)
            )
    if scene.person_at:  # else persons are not known yet, and the answer is not kept
        scene.namings = found
    return found


def name_persons(scene: Scene, cast: Cast) -> None:
    """Let the states of the known persons count, once it is known who they are."""
    namings = _namings(scene)
    for name in scene.names:
        number = scene.person_at.get(name.first)
        if number is None or len(cast.traits[number].states) != 1:
            continue
        weight = 2.0 if is_subject(scene, name.head) else 1.0
        naming = Naming(name.head, next(iter(cast.traits[number].states)), weight, 0.7 * weight)
        namings.setdefault(scene.parse.sent[name.first], []).append(naming)
    scene.namings = namings


def _row(scene: Scene, spot: Spot) -> int | None:
    """The state that a spot names, itself or as that of a body; outlets tell nothing."""
    if _of_outlet(scene, spot):
        return None
    row = scene.state_of(spot)
    return row if row is not None else _home(scene, spot)


def _weights(scene: Scene, spot: Spot) -> tuple[float, float]:
    """Weight of a naming for organs, and for people on the spot."""
    parse, head = scene.parse, scene.span_head(spot.first, spot.last)
    if spot.last < len(parse) and parse.word[spot.last] == "-":
        return 0.2, 0.2  # "US-backed"
    if is_modifier(scene, spot, head) or parse.dep[head] == "poss":
        owned = governing(scene, parse.head[head])
        if parse.lower[owned] == "counterpart":
            return 0.2, 0.2
        if is_subject(scene, owned):
            return (_WHOSE, _WHOSE) if parse.dep[head] == "poss" else (2.0, 2.0)
        return (1.2, 1.2) if parse.dep[head] == "poss" else (0.8, _OTHER)
    top = governing(scene, head)
    dep = parse.dep[top]
    if dep in ("nsubj", "nsubjpass", "csubj"):
        joint = top != head or any(c in scene.spot_at for c in parse.kids(head, "conj"))
        return (_SHARED, _SHARED) if joint else (_SUBJECT, 2.5)
    if dep != "pobj":
        return _OTHER, _OTHER
    preposition = parse.head[top]
    word = parse.lower[preposition]
    if word in LOCATIVE and _venue(scene, preposition):
        return 0.4, 0.4
    if word in LOCATIVE:
        return (_WAY, 2.5) if word in ("into", "through", "via") else (_PLACE, 4.0)
    if word == "on" and parse.pos[parse.head[preposition]] in ("NOUN", "PROPN"):
        return 0.4, 0.4  # "a committee on China"
    if word in ("to", "from", "toward", "towards", "on", "against"):
        return _WAY, _OTHER
    if word == "of":
        return (_WHOSE, _WHOSE) if is_subject(scene, parse.head[preposition]) else (1.2, 1.2)
    return _OTHER, _OTHER


def _venue(scene: Scene, preposition: int) -> bool:
    """Whether a place is where others meet: "talks in Geneva" are nothing of Switzerland's."""
    parse = scene.parse
    above = parse.head[preposition]
    near = [above, parse.head[above], *parse.kids(above, "dobj", "nsubj"), *parse.kids(parse.head[above], "dobj")]
    return any(parse.lemma[i] in _MEETING for i in near)


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


def main_states(scene: Scene, cast: Cast) -> list[int]:
    """The two states that between them have most of the report's namings of states."""
    counts = _counts(scene, cast)
    pair = sorted(counts, key=lambda r: -counts[r])[:2]
    return pair if sum(counts[r] for r in pair) >= _PAIR * sum(counts.values()) else []


def named_states(scene: Scene) -> list[int]:
    """Rows of the states that the report names."""
    return list(dict.fromkeys(n.row for found in _namings(scene).values() for n in found))


def _counts(scene: Scene, cast: Cast) -> dict[int, int]:
    """How often each state, or a known person of it, is named."""
    counts: dict[int, int] = {}
    for found in _namings(scene).values():
        for naming in found:
            counts[naming.row] = counts.get(naming.row, 0) + 1
    return counts
