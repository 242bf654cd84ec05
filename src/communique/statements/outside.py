"""The words of a statement's sentence that are no content: where date and medium stand."""

from __future__ import annotations

from collections.abc import Iterator

from communique.segment.reading import StatementDraft
from communique.statements.view import View

WINDOW = 120
"""Tokens on either side of the cue in which its date and medium are looked for."""


def is_outside(made: StatementDraft, token: int) -> bool:
    """Whether the token lies in no piece of the content."""
    for first, last in made.content:
        if first <= token < last:
            return False
    return True


def tokens_outside(view: View, made: StatementDraft) -> Iterator[int]:
    """Tokens of the cue's sentence, within `WINDOW`, outside the content and outside quotations."""
    if made.cue_head is None:
        return
    first, last = view.sentence(made.cue_head)
    first, last = max(first, made.cue_head - WINDOW), min(last, made.cue_head + WINDOW)
    quotes = view.quote_of
    quote = quotes[made.cue_head]
    for i in range(first, last):
        if quotes[i] == quote and is_outside(made, i):
            yield i
