"""Recipients of help and of measures that only the report's topic tells.

"Botswana has sent 296 men to Mozambique, Lesotho promised 125": the second help goes where the first does. In a
report on Fiji "the European Union has frozen its sugar aid" is done to Fiji. Only for types that need a recipient,
done by a state or body from outside, and only where one state stands out in the report.
"""

from __future__ import annotations

from communique.events.before import named_states, others
from communique.segment.reading import EventDraft, Reading

GIVEN = frozenset({"AID", "AGREE"})
"""Types whose neighbours go to one receiver."""
NEEDY = frozenset({"AID", "SANCTION"})
"""Types that need a recipient."""
REACH = 2
"""Sentences between neighbouring gifts."""
STANDING_OUT = 1.5
"""How many times as often as the next the topic must be named."""
LEAST = 3
"""How often it must be named at least."""
SURENESS = 0.75
"""Factor on the confidence."""


def use_topic(reading: Reading) -> None:
    """Fill recipients of help and measures from neighbouring ones and from the report's topic."""
    topic: int | None = None
    sought = False
    for event in reading.events:
        if event.recipient or not event.actor or event.status == "negated":
            continue
        found = _neighbours(reading, event) if event.type in GIVEN and _gift(event) else []
        if (
            not found
            and (event.type in NEEDY or (event.type == "AGREE" and _gift(event)))
            and _from_outside(reading, event)
        ):
            if not sought:
                topic, sought = _topic(reading), True
            found = others(reading, event, [topic]) if topic is not None else []
        if found:
            event.recipient, event.recipient_tokens = found, []
            event.confidence = round(event.confidence * SURENESS, 3)
            event.why["recipient_from_topic"] = [reading.entities[i].name for i in found]


def _gift(event: EventDraft) -> bool:
    """Whether help is given or promised, no mere agreement."""
    return event.type == "AID" or event.rule.endswith("/AID")


def _neighbours(reading: Reading, event: EventDraft) -> list[int]:
    """Recipients of help told of just before or after."""
    near = sorted(
        (e for e in reading.events if e is not event and _gift(e) and abs(e.sentence - event.sentence) <= REACH),
        key=lambda e: abs(e.head - event.head),
    )
    for other in near:
        landed = [i for i in other.recipient if reading.entities[i].country or reading.entities[i].known]
        if found := others(reading, event, landed):
            return found
    return []


def _from_outside(reading: Reading, event: EventDraft) -> bool:
    """Whether the actor is a foreign state, its government or a body between states."""
    return any(
        reading.entities[i].country
        and (reading.entities[i].kind == "country" or reading.entities[i].known or "GOV" in reading.entities[i].sector)
        for i in event.actor
    )


def _topic(reading: Reading) -> int | None:
    """The state that the report names far oftener than any other."""
    named, states = named_states(reading)
    ranked = named.most_common(2)
    if not ranked or ranked[0][1] < LEAST or ranked[0][0] not in states:
        return None
    second = ranked[1][1] if len(ranked) > 1 else 0
    return states[ranked[0][0]] if ranked[0][1] >= STANDING_OUT * second else None
