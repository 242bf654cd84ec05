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
    inside = view.quote_of[hit.head]
    for first, last in sorted(pieces):
        if inside >= 0 and view.quote_of[min(first, len(view.quote_of) - 1)] == inside:
            last = min(last, view.quotes[inside].inner[1])
        quoted = view.quote_of[last - 1] >= 0 if last > first else False
        first, last = view.trim(first, last, keep_stop=quoted)
        if last - first > 1 and view.parse.pos[last - 1] == "CCONJ" and view.quote_of[last - 1] < 0:
            first, last = view.trim(first, last - 1)
        first, last = _with_partner(view, first, last)
        if last > first:
            content.append((first, last))
    if not content:
        return None
    head = hit.subject if speaker == -1 else speaker
    span = _coded(view, mention_range(view.parse, head)) if head is not None else None
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


def _with_partner(view: View, first: int, last: int) -> Range:
    """Take in a mark right beside the content whose partner stands inside it."""
    if first < last < len(view.mark) and view.mark[last] and first < view.partner.get(last, -1) < last:
        last += 1
    if 0 < first < last and view.mark[first - 1] and first < view.partner.get(first - 1, -1) < last - 1:
        first -= 1
    return (first, last)


def _coded(view: View, mention: Range) -> Range:
    """The mention without words of a dateline or another part that is never coded."""
    first, last = mention
    while first < last - 1 and view.part_of[first] < 0:
        first += 1
    return (first, last)
