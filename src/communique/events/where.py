"""Where an event took place, with the reason: its clause, its sentence, or the dateline.

A place that is merely named is no event's place: "the Geneva-based agency", "a visit by the mayor of
Porto". A country standing as an actor is not the place of what it did.
"""

from __future__ import annotations

from communique.events.when import clause_of
from communique.segment.parse import Parse
from communique.segment.reading import EventDraft, Reading

LOCATIVE = frozenset(["in", "at", "near", "outside", "inside", "on", "around", "across", "along", "over", "off", "from", "into", "to", "through", "within"])
_TO_ONLY = frozenset({"from", "into", "to", "through", "over"})
MOVING = frozenset({"CONSULT", "MOBILIZE", "ASSAULT", "RETREAT", "AID"})


def attach_places(reading: Reading) -> None:
    """Set place and reason of each event that has one."""
    by_sentence: dict[int, list[int]] = {}
    for number, place in enumerate(reading.places):
        by_sentence.setdefault(reading.parse.sent[place.tokens[0]], []).append(number)
    for event in reading.events:
        found = _place_of(reading, event, by_sentence.get(event.sentence, []))
        if found is not None:
            event.place, event.place_reason = found


def _place_of(reading: Reading, event: EventDraft, candidates: list[int]) -> tuple[int, str] | None:
    """The place that belongs to an event, and why."""
    parse = reading.parse
    sides = [*event.actor_tokens, *event.recipient_tokens]
    best: tuple[float, int, str] | None = None
    for number in candidates:
        place = reading.places[number]
        preposition = _preposition(parse, place.tokens)
        if preposition is None or parse.lower[preposition] not in LOCATIVE:
            continue
        if parse.lower[preposition] in _TO_ONLY and event.type not in MOVING:
            continue
        acting = any(a < place.tokens[1] and place.tokens[0] < b for a, b in sides)
        score, reason = _score(parse, event, preposition)
        if place.kind == "country":
            score -= 0.5
        if acting:
            score -= 0.6
        if score > 0 and (best is None or score > best[0]):
            best = (score, number, reason)
    return (best[1], best[2]) if best else None


def _preposition(parse: Parse, tokens: tuple[int, int]) -> int | None:
    """The preposition that governs a place name, through "the city of"."""
    head = next((i for i in range(*tokens) if not tokens[0] <= parse.head[i] < tokens[1]), tokens[0])
    for _ in range(4):
        up = parse.head[head]
        if parse.dep[head] == "pobj" and parse.pos[up] == "ADP":
            if parse.lower[up] != "of":
                return up
            head = parse.head[up]
        elif parse.dep[head] in ("compound", "appos", "nmod", "poss", "conj"):
            head = up
        else:
            return None
    return None


def _score(parse: Parse, event: EventDraft, preposition: int) -> tuple[float, str]:
    """How close a locative phrase stands to an event."""
    governor = parse.head[preposition]
    if governor == event.head or event.trigger[0] <= governor < event.trigger[1]:
        return 3.0, "on the event word"
    own = clause_of(parse, event.head)
    if governor == own:
        return 2.0, "in the event's clause"
    if governor in (parse.head[event.head], *parse.children[event.head]):
        return 1.8, "on the event's participant"
    clause = clause_of(parse, governor)
    if clause == own:
        return 1.5, "in the event's clause"
    if parse.head[own] == clause or parse.head[clause] == own:
        return 1.0, "in the event's sentence"
    return 0.7 if parse.dep[clause] != "relcl" else 0.0, "in the event's sentence"
