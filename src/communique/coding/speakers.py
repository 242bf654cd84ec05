"""Who the speakers of statements are, once mentions are resolved."""

from __future__ import annotations

from communique.segment.reading import Range, Reading


def link_speakers(reading: Reading) -> None:
    """Give each statement its speaker, co-speakers and addressee as entities."""
    for statement in reading.statements:
        statement.entity = _entity_at(reading, statement.speaker_head, statement.speaker)
        others = (_entity_at(reading, head, None) for head in statement.co_heads)
        statement.co_entities = [e for e in others if e is not None and e != statement.entity]
        statement.addressee = _entity_at(reading, statement.addressee_head, None)


def _entity_at(reading: Reading, head: int | None, words: Range | None) -> int | None:
    """Entity of the mention headed by `head`, else of one inside the speaker's words."""
    if head is None:
        return None
    at = reading.mention_at.get(head)
    if at is None and words is not None:
        inside = [m for t, m in reading.mention_at.items() if words[0] <= t < words[1] and m < len(reading.mentions)]
        exact = [m for m in inside if reading.mentions[m].tokens == words]
        appositive = [m for m in inside if reading.parse.head[reading.mentions[m].head] == head]
        at = next(iter(exact or [m for m in appositive if reading.mentions[m].kind == "name"]), None)
    return None if at is None else reading.mentions[at].entity
