"""Quotations that no cue claims: a verb that is no cue above them, or a speaker carried over."""

from __future__ import annotations

from communique.segment.reading import Quote, Range, StatementDraft
from communique.statements.cuebook import Cue
from communique.statements.drafting import draft
from communique.statements.speaker import agent_of, is_passive, subject_of
from communique.statements.view import Hit, View

_FEWEST_WORDS = 4
_CLAUSAL = frozenset({"VERB", "AUX"})


def orphans(view: View, claimed: dict[int, StatementDraft]) -> list[StatementDraft]:
    """Statements of quotations of some length that no statement holds yet.

    Inside a sentence the verb above the quotation is the cue ("The ruling 'leaves the fishermen
    with nothing to sell', the guild's letter runs"); a quotation that is a sentence of its own
    has no cue, and its speaker is the one who spoke before.
    """
    found: list[StatementDraft] = []
    for k, quote in enumerate(view.quotes):
        if quote.depth or quote.scare or k in claimed or view.part_of[quote.outer[0]] < 0:
            continue
        words = sum(view.parse.pos[i] not in ("PUNCT", "SPACE") for i in range(*quote.inner))
        if words < _FEWEST_WORDS:
            continue
        made = _embedded(view, quote)
        if made:
            found.append(made)
    return found


def _embedded(view: View, quote: Quote) -> StatementDraft | None:
    """The statement of a quotation that is part of a sentence."""
    parse = view.parse
    verb = _verb_above(view, quote.inner)
    if verb is None:
        return None
    subject = agent_of(parse, verb) if is_passive(parse, verb) else subject_of(parse, verb)
    if subject is None or view.quote_of[subject] >= 0:
        return None
    hit = Hit(verb, (verb, verb + 1), Cue(parse.lemma[verb], "", frozenset(), "speech"), subject)
    return draft(view, hit, [quote.inner], "embedded", 0.5, subject)


def _verb_above(view: View, inner: Range) -> int | None:
    """The verb outside the quotation that governs its head."""
    parse = view.parse
    for i in range(*inner):
        head = parse.head[i]
        if not inner[0] <= head < inner[1]:
            steps = 0
            while steps < 8:
                if parse.pos[head] in _CLAUSAL and view.quote_of[head] < 0:
                    return head
                if parse.head[head] == head:
                    return None
                head = parse.head[head]
                steps += 1
    return None
