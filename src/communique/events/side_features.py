"""Features of an actor as the side of an event that its own clause does not name.

"Kinshasa rejected the accusation": whose? The one that made it, a sentence before. The learned side
head weighs every actor named in the sentence or shortly before: where it stands, how it hangs on
the event's word, what it did to the other side before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.segment.reading import Entity, EventDraft, Mention, Reading

BACK = 3
"""Sentences before the event's in which an actor may stand."""
_ARMED = frozenset({"MIL", "REB", "COP", "UAF", "PRM", "SPY"})
_PATH = 5


@dataclass(slots=True)
class Candidate:
    """An actor that may be the side, with its mention nearest to the event."""

    entity: int
    mention: Mention
    apart: int


def candidates_for(reading: Reading, number: int, side: str) -> list[Candidate]:
    """Actors named in the event's sentence or up to `BACK` sentences before, nearest mention first.

    Args:
        number: the event's place in `reading.events`.
        side: "actor" or "recipient": the side that is empty.
    """
    event = reading.events[number]
    other = event.recipient if side == "actor" else event.actor
    best: dict[int, tuple[tuple[int, int], Candidate]] = {}
    for mention in reading.mentions:
        entity = mention.entity
        if entity is None or entity in other or reading.entities[entity].is_outlet:
            continue
        apart = event.sentence - reading.parse.sent[mention.head]
        if not 0 <= apart <= BACK:
            continue
        rank = (apart, abs(mention.head - event.head))
        if entity not in best or rank < best[entity][0]:
            best[entity] = (rank, Candidate(entity, mention, apart))
    return [c for _, c in sorted(best.values(), key=lambda item: item[0])]


def side_features(reading: Reading, number: int, candidate: Candidate, place: int, side: str) -> list[str]:
    """Names of the features of one candidate; `place` is its rank by nearness."""
    event = reading.events[number]
    entity = reading.entities[candidate.entity]
    base = [
        *_standing(reading, event, candidate, place),
        *_nature(reading, event, entity, side),
        *_history(reading, number, candidate.entity, side),
    ]
    found = ["bias", *base]
    found += [f"{event.type}:{name}" for name in base]
    lemma = reading.parse.lemma[event.head]
    found += [f"{lemma}:{name}" for name in base if name.startswith(("way=", "rule="))]
    found += [f"bias:{event.type}", f"bias:{lemma}", f"bias:{event.status}", f"bias:{event.type}:{event.status}"]
    return found


def _standing(reading: Reading, event: EventDraft, candidate: Candidate, place: int) -> Iterator[str]:
    """Where the actor stands and how it hangs on the event's word."""
    parse, head = reading.parse, candidate.mention.head
    yield f"apart={candidate.apart}"
    yield f"place={min(place, 4)}"
    yield f"dep={parse.dep[head]}"
    yield f"kind={candidate.mention.kind}"
    yield f"rule={candidate.mention.rule}"
    if candidate.apart:
        yield f"before:{parse.dep[head]}:{candidate.apart}"
        return
    after = head > event.head
    yield "after" if after else "ahead"
    way = _way(reading, head, event.head)
    yield f"way={way}"
    yield f"near={min(abs(head - event.head) // 4, 5)}:{'after' if after else 'ahead'}"


def _way(reading: Reading, low: int, high: int) -> str:
    """Labels and prepositions on the way from the actor up to the event's word, or where it leaves."""
    parse = reading.parse
    labels, at = [], low
    for _ in range(_PATH):
        labels.append(parse.lower[at] if parse.dep[at] == "prep" else parse.dep[at])
        at = parse.head[at]
        if at == high:
            return ">".join(labels)
        if parse.head[at] == at:
            break
    up = [high, *parse.ancestors(high)][:_PATH]
    labels, at = [], low
    for _ in range(_PATH):
        labels.append(parse.dep[at])
        at = parse.head[at]
        if at in up:
            return ">".join(labels) + "<" + "<".join(parse.dep[a] for a in up[: up.index(at)])
    return "far"


def _nature(reading: Reading, event: EventDraft, entity: Entity, side: str) -> Iterator[str]:
    """What the actor is, by itself and beside the other side."""
    armed = bool(_ARMED & set(entity.sector))
    yield f"is={entity.kind}{'!' if armed else ''}"
    if entity.sector:
        yield f"sector={entity.sector[0]}"
    other = event.recipient if side == "actor" else event.actor
    if not other:
        yield "alone"
        return
    theirs = {c for i in other for c in reading.entities[i].country}
    same = bool(theirs & set(entity.country))
    yield f"same={same}" if entity.country and theirs else "same=?"
    yield f"pair={reading.entities[other[0]].kind}-{entity.kind}:{same}"


def _history(reading: Reading, number: int, entity: int, side: str) -> Iterator[str]:
    """What the actor and the other side did to each other before in the report."""
    event = reading.events[number]
    other = set(event.recipient if side == "actor" else event.actor)
    seen = set()
    for before in reading.events[max(0, number - 12) : number]:
        if entity in before.recipient and other & set(before.actor):
            seen.add("did_to")
            seen.add(f"did_to:{before.type == event.type}")
        if entity in before.actor and other & set(before.recipient):
            seen.add("done_by")
            seen.add(f"done_by:{before.type}")
        if before.type == event.type and entity in (before.actor if side == "actor" else before.recipient):
            seen.add("role")
            if reading.parse.lemma[before.head] == reading.parse.lemma[event.head]:
                seen.add("role_word")
        if entity in before.actor and side == "recipient":
            seen.add("acted")
    last = reading.events[number - 1] if number else None
    if last is not None:
        seen.add(f"last={'a' if entity in last.actor else 'r' if entity in last.recipient else '-'}")
    yield from sorted(seen)
    if any(s.entity == entity and _holds(s.content, event.head) for s in reading.statements):
        yield "speaker"
    if any(s.addressee == entity and _holds(s.content, event.head) for s in reading.statements):
        yield "addressee"


def _holds(content: list[tuple[int, int]], i: int) -> bool:
    """Whether a statement's content holds a token."""
    return any(a <= i < b for a, b in content)
