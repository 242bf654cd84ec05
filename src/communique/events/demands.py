"""Demands made by "must" and "should" in somebody's words.

"Both sides must stop the shelling," the envoy said: nothing was stopped, but the envoy demands it
of both sides. The hypothetical event becomes the speaker's REQUEST; where the speaker means
himself it stays what it was.
"""

from __future__ import annotations

from communique.codebook.schema.ontology import EventType
from communique.events.fold import HYPOTHETICAL, folds_as_plover
from communique.segment.reading import EventDraft, Reading


def ask_of_others(reading: Reading, types: dict[str, EventType]) -> None:
    """Turn obligations that a speaker lays on others into requests."""
    for event in reading.events:
        if event.status != "hypothetical" or "ought" not in event.why.get("scope", ()):
            continue
        if any(str(o).rpartition(":")[2] in HYPOTHETICAL for o in event.why.get("operators", ())):
            continue
        speaker = _speaker(reading, event)
        if speaker is None or speaker in event.actor or not event.actor:
            continue
        kind = types[event.type]
        if not folds_as_plover(types, kind):
            continue
        stopping = any(str(o).endswith(":cease") for o in event.why.get("operators", ()))
        event.mode = ["yield" if stopping else (kind.request_mode or "assist") if kind.cooperative else "change"]
        event.type, event.status = "REQUEST", "actual"
        event.recipient, event.recipient_tokens = event.actor, event.actor_tokens
        event.actor, event.actor_tokens = [speaker], []
        event.cameo = None
        event.confidence = round(event.confidence * 0.8, 3)
        event.why["demand"] = "ought in the speaker's words"


def _speaker(reading: Reading, event: EventDraft) -> int | None:
    """Speaker of the innermost statement that holds the event."""
    best: tuple[int, int | None] | None = None
    for statement in reading.statements:
        if any(a <= event.head < b for a, b in statement.content):
            length = sum(b - a for a, b in statement.content)
            if best is None or length < best[0]:
                best = (length, statement.entity)
    return best[1] if best else None
