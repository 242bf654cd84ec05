"""What a report has told before an event: its earlier events and sayings, the nearest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from communique.segment.reading import EventDraft, Reading

ANY = "any"
SAID = "said"
_TOLD = frozenset({"actual", "historical"})


def told_before(reading: Reading, event: EventDraft, types: frozenset[str], reach: int) -> Iterator[EventDraft]:
    """Events of the types told before another, at most `reach` sentences back, the nearest first."""
    found = [
        other
        for other in reading.events
        if other is not event
        and other.head < event.head
        and event.sentence - other.sentence <= reach
        and other.status in _TOLD
        and (ANY in types or other.type in types)
    ]
    yield from sorted(found, key=lambda other: -other.head)


def others(reading: Reading, event: EventDraft, side: list[int]) -> list[int]:
    """The actors of a side that cannot be the event's own actor: not itself, its members or its state.

    "Congo rejected the charge" is no answer to Congo's government; a ministry may answer its own state's court.
    """
    entities = reading.entities
    own = set(event.actor) | {m for i in event.actor for m in entities[i].members}
    lands = {c for i in event.actor for c in entities[i].country}
    found = []
    for i in side:
        entity = entities[i]
        if i in own or own & set(entity.members) or entity.is_outlet:
            continue
        whole = entity.kind == "country" or any(entities[a].kind == "country" for a in event.actor)
        if whole and lands & set(entity.country):
            continue
        alike = any(
            entities[a].sector[:1] == entity.sector[:1] and entities[a].kind == entity.kind != "person"
            for a in event.actor
        )
        if alike and (lands & set(entity.country) or not entity.country):
            continue
        found.append(i)
    return found


def speakers_before(reading: Reading, event: EventDraft, reach: int) -> Iterator[list[int]]:
    """Speakers of what was said before an event, the nearest first."""
    for statement in reversed(reading.statements):
        last = max(b for _, b in statement.content)
        if last <= event.head and 0 <= event.sentence - statement.sentence <= reach and statement.entity is not None:
            yield [statement.entity, *statement.co_entities]


def named_states(reading: Reading) -> tuple[Counter[str], dict[str, int]]:
    """How often the countries of the report's actors are named, and the states among them as actors of the report."""
    named: Counter[str] = Counter()
    states: dict[str, int] = {}
    for mention in reading.mentions:
        if mention.entity is None:
            continue
        entity = reading.entities[mention.entity]
        named.update(entity.country)
        if entity.kind == "country" and entity.country:
            states.setdefault(entity.country[0], mention.entity)
    return named, states
