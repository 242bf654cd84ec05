"""The side that the ground tells: whose soil it is, and whose people they are.

"Rebels killed nine people in Goma": the nine are people of DR Congo. "Vietnamese troops retook a
village in Cambodia": another state acts on Cambodia's ground, so Cambodia is acted upon. A
visitor's host is the state he arrives in. A state is never added for what its own side does at home.
"""

from __future__ import annotations

from communique.segment.reading import EventDraft, Reading

ON_GROUND = frozenset(
    {"ASSAULT", "MOBILIZE", "COERCE", "AID", "AGREE", "REJECT", "THREATEN", "CONCEDE", "SUPPORT", "PROTEST"}
)
"""Types of acts that are done to the state on whose ground they are done, or are promised or refused there."""
MEASURES = frozenset({"COERCE", "CONCEDE"})
"""Types whose measures on an area are measures on its people, at home too: "a curfew in the town"."""
CLOSE = frozenset({"on the event word", "on the event's participant", "in the event's clause"})
"""Reasons of a place that tie it to the event and not only to its sentence."""


def use_ground(reading: Reading) -> None:
    """Fill countries of nameless groups, and hosts and states acted upon, from event places."""
    for event in reading.events:
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


def _measure_on_area(event: EventDraft) -> bool:
    """A restriction laid on or lifted from an area of one's own state."""
    return event.type in MEASURES and event.place_reason == "on the event word" and not {"arrest"} & set(event.mode)
