"""The side that the ground tells: whose soil it is, and whose people they are.

"Rebels killed nine people in Goma": the nine are people of DR Congo. "Vietnamese troops retook a
village in Cambodia": another state acts on Cambodia's ground, so Cambodia is acted upon. A
visitor's host is the state he arrives in. A state is never added for what its own side does at home.
"""

from __future__ import annotations

from communique.events.arguments import is_passive, is_verb
from communique.segment.reading import EventDraft, Reading

ON_GROUND = frozenset(
    {"ASSAULT", "MOBILIZE", "COERCE", "AID", "AGREE", "REJECT", "THREATEN", "CONCEDE", "SUPPORT", "PROTEST"}
)
"""Types of acts that are done to the state on whose ground they are done, or are promised or refused there."""
MEASURES = frozenset({"COERCE", "CONCEDE"})
"""Types whose measures on an area are measures on its people, at home too: "a curfew in the town"."""
CUSTODY = frozenset({"COERCE", "ACCUSE", "SANCTION"})
"""Types that only an authority does, the state of the place where none is named."""
CUSTODY_MODES = frozenset({"arrest", "deport", "allege", "investigate", "convict"})
CLOSE = frozenset({"on the event word", "on the event's participant", "in the event's clause"})
"""Reasons of a place that tie it to the event and not only to its sentence."""


def use_ground(reading: Reading) -> None:
    """Fill countries of nameless groups, and hosts and states acted upon, from event places."""
    for event in reading.events:
        for index, tokens in zip(event.recipient, event.recipient_tokens, strict=False):
            _land_of_group(reading, index, tokens)
        if event.place is None or event.place_reason not in CLOSE:
            continue
        country = reading.places[event.place].country
        if country is None:
            continue
        for index in [*event.actor, *event.recipient]:
            entity = reading.entities[index]
            if entity.kind == "group" and not entity.country and entity.known is None:
                entity.country = [country]
        if not event.recipient:
            _add_state(reading, event, country)
        if not event.actor:
            _add_authority(reading, event)


def _land_of_group(reading: Reading, index: int, tokens: tuple[int, int]) -> None:
    """Country of nameless people from the clause or phrase on them: "refugees fleeing the war in Liberia"."""
    entity, parse = reading.entities[index], reading.parse
    if entity.kind != "group" or entity.country or entity.known is not None:
        return
    head = next((m.head for m in reading.mentions if m.entity == index and m.tokens == tokens), None)
    if head is None:
        return
    lands = {p.country for p in reading.places if head < p.tokens[0] <= parse.right[head] and p.country}
    if len(lands) == 1 and any(parse.dep[c] in ("acl", "prep") for c in parse.children[head] if c > head):
        entity.country = sorted(lands)


def _add_state(reading: Reading, event: EventDraft, country: str) -> None:
    """Add the state of the place where another acts on it, or hosts a visitor."""
    visiting = event.type == "CONSULT" and "visit" in event.mode
    if not visiting and event.type not in ON_GROUND:
        return
    acting = {c for i in event.actor for c in reading.entities[i].country}
    if not acting or (country in acting and not _measure_on_area(event)):
        return
    place = reading.places[event.place] if event.place is not None else None
    if place is None:
        return
    for t in range(*place.tokens):
        at = reading.mention_at.get(t)
        mention = reading.mentions[at] if at is not None else None
        if (
            mention is not None
            and mention.entity is not None
            and mention.entity not in event.actor
            and country in reading.entities[mention.entity].country
        ):
            event.recipient, event.recipient_tokens = [mention.entity], [mention.tokens]
            event.why["recipient_from_place"] = True
            return


def _add_authority(reading: Reading, event: EventDraft) -> None:
    """The state in which somebody was arrested or charged by nobody named: "was put on trial in Italy"."""
    if event.type not in CUSTODY or not CUSTODY_MODES & set(event.mode) or not event.recipient:
        return
    if event.status not in ("actual", "historical"):
        return
    place = reading.places[event.place] if event.place is not None else None
    if place is None or not is_verb(reading.parse, event.head) or not is_passive(reading.parse, event.head):
        return
    at = next((reading.mention_at[t] for t in range(*place.tokens) if t in reading.mention_at), None)
    state = reading.mentions[at].entity if at is not None else None
    if state is not None and state not in event.recipient and reading.entities[state].kind == "country":
        event.actor, event.actor_tokens = [state], [place.tokens]
        event.why["actor_from_place"] = True


def _measure_on_area(event: EventDraft) -> bool:
    """A restriction laid on or lifted from an area of one's own state."""
    return event.type in MEASURES and event.place_reason == "on the event word" and not {"arrest"} & set(event.mode)
