"""Content that the cue governs, by the frames of its entry."""

from __future__ import annotations

from collections.abc import Callable

from communique.segment.reading import Range, StatementDraft
from communique.statements.clauses import Found, complement, loose_clause
from communique.statements.content import to_the_end, whole_quotes, without_aside, without_chain, without_next
from communique.statements.drafting import draft
from communique.statements.objects import called, charge, plain_object, prepositional, raised
from communique.statements.view import Hit, View

FRAMES: tuple[tuple[str, Callable[[View, Hit], Found]], ...] = (
    ("raised", raised),
    ("clause", complement),
    ("called", called),
    ("prepositional", prepositional),
    ("charge", charge),
    ("object", plain_object),
    ("loose", loose_clause),
)
"""The readings of a governing cue, tried in this order."""


def governed(view: View, hit: Hit) -> StatementDraft | None:
    """The statement whose content the cue governs, by the first frame that fits."""
    for rule, find in FRAMES:
        found = find(view, hit)
        if found is not None:
            pieces, confidence = found
            if any(first <= hit.head < last for first, last in pieces):
                continue
            pieces = [cut(view, p, hit) for p in pieces]
            if rule == "clause":
                pieces[-1] = to_the_end(view, pieces[-1], hit)
            speaker = hit.agent if hit.passive or hit.agent is not None else hit.subject
            return draft(view, hit, pieces, rule, confidence, speaker)
    return None


def cut(view: View, span: Range, hit: Hit) -> Range:
    """The piece with whole quotations and without what is no part of it."""
    span = whole_quotes(view, span, hit.head)
    return without_aside(view, without_next(view, without_chain(view, span, hit), hit))
