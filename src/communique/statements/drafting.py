"""Turning a cue, a speaker and pieces of content into a statement draft."""

from __future__ import annotations

from communique.segment.reading import Range, StatementDraft
from communique.statements.content import kind_of
from communique.statements.speaker import joint_heads, mention_range
from communique.statements.view import Hit, View

_PHRASAL = frozenset({"object", "prepositional", "called", "charge", "noun", "adjective"})
"""Rules whose content is a phrase of the outlet's sentence: quoted or not, it is not a saying of its own."""


def draft(
    view: View, hit: Hit, pieces: list[Range], rule: str, confidence: float, speaker: int | None = -1
) -> StatementDraft | None:
    """Make a draft; None where trimming leaves no content.

    Args:
        view: the reading.
        hit: the cue.
        pieces: content in tokens, in text order; edges are trimmed here.
        rule: which rule found it, for `why`.
        confidence: 0..1.
        speaker: head of the speaker's mention where it is not the hit's own subject; None
            for a statement without speaker.
    """
    content = []
    for first, last in sorted(pieces):
        quoted = view.quote_of[last - 1] >= 0 if last > first else False
        first, last = view.trim(first, last, keep_stop=quoted)
        if last > first:
            content.append((first, last))
    if not content:
        return None
    head = hit.subject if speaker == -1 else speaker
    span = mention_range(view.parse, head) if head is not None else None
    made = StatementDraft(
        kind=kind_of(view, content),
        content=content,
        cue=hit.tokens,
        speaker=span,
        speaker_head=head,
        sentence=view.parse.sent[hit.head],
        rule=rule,
        cue_head=hit.head,
        cue_class=hit.cue.cue_class,
        medium=hit.cue.medium,
        polarity=hit.cue.polarity,
        confidence=confidence,
    )
    if made.kind == "direct" and rule in _PHRASAL:
        made.kind = "mixed"
    if head is not None:
        made.co_heads = joint_heads(view.parse, head)
    return made
