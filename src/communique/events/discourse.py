"""Recipients that the report has named before and does not repeat.

"The committee demanded answers from the ministry. ... The members asked for a briefing by May." The
second demand goes to the ministry too. Only sayings are completed, only where all earlier
sayings of that type by the same side went to one recipient, and not over a long distance.
"""

from __future__ import annotations

from communique.segment.reading import EventDraft, Reading

SAYINGS = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN"})
REACH = 14
"""Sentences over which a recipient is carried on."""
SURENESS = 0.8
"""Factor on the confidence of a completed event."""


def complete_recipients(reading: Reading) -> None:
    """Give sayings without a recipient the one that the same side addressed before."""
    for number, event in enumerate(reading.events):
        if event.type not in SAYINGS or event.recipient or not event.actor or event.status == "negated":
            continue
        found = _addressed(reading, number, event)
        if found is not None and found not in event.actor:
            event.recipient = [found]
            event.confidence = round(event.confidence * SURENESS, 3)
            event.why["recipient_from_before"] = reading.entities[found].name


def _addressed(reading: Reading, number: int, event: EventDraft) -> int | None:
    """The recipient of earlier sayings of the type by the same side, all of one state and sector."""
    found: list[int] = []
    for other in reading.events[:number]:
        if other.type != event.type or not other.recipient or event.sentence - other.sentence > REACH:
            continue
        if _same_side(reading, event.actor, other.actor):
            found.extend(other.recipient)
    codes = {(tuple(reading.entities[i].country), tuple(reading.entities[i].sector[:1])) for i in found}
    return found[-1] if len(codes) == 1 and codes != {((), ())} else None


def _same_side(reading: Reading, one: list[int], two: list[int]) -> bool:
    """Whether two sides share an actor, or are a body and its members: "the committee", "lawmakers"."""
    if set(one) & set(two):
        return True
    for i in one:
        for j in two:
            a, b = reading.entities[i], reading.entities[j]
            bodies = {a.kind, b.kind} <= {"organisation", "group"}
            if bodies and a.country and a.country == b.country and a.sector and a.sector[:1] == b.sector[:1]:
                return True
    return False
