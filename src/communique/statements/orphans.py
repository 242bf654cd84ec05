"""Quotations that no cue claims: a verb that is no cue above them, or a speaker carried over."""

from __future__ import annotations

from communique.segment.reading import Quote, Range, StatementDraft
from communique.statements.content import kind_of
from communique.statements.cuebook import Cue
from communique.statements.drafting import draft
from communique.statements.speaker import agent_of, is_passive, subject_of
from communique.statements.view import Hit, View

_FEWEST_WORDS = 4
_WIDEST_GAP = 12
_CLAUSAL = frozenset({"VERB", "AUX"})


def embedded(view: View, owner: dict[int, StatementDraft]) -> list[StatementDraft]:
    """Statements of quotations inside a sentence that no statement holds yet.

    Where a content breaks off shortly before, it is lengthened; else the verb above the
    quotation is the cue ("The guild's letter runs that the ruling 'leaves us nothing to sell'").
    """
    found: list[StatementDraft] = []
    for quote in _free(view, owner):
        if not _joined(view, quote):
            made = _embedded(view, quote)
            if made:
                found.append(made)
    return found


def carried(view: View, owner: dict[int, StatementDraft]) -> list[StatementDraft]:
    """Statements of quotations that are sentences of their own, without any cue.

    Their speaker is the one who spoke before; paragraphs of this kind in a row are one.
    """
    found: list[StatementDraft] = []
    for quote in _free(view, owner):
        first, last = view.trim(*quote.inner, keep_stop=True)
        if last <= first or view.parse.word[last - 1] not in (".", "?", "!"):
            continue
        if found and view.part_of[first] - view.part_of[found[-1].content[-1][0]] == 1:
            found[-1].content.append((first, last))
        else:
            found.append(_carried(view, (first, last)))
    return found


def _free(view: View, owner: dict[int, StatementDraft]) -> list[Quote]:
    """Quotations of some length that no statement holds."""
    free = []
    for k, quote in enumerate(view.quotes):
        if quote.depth or quote.scare or k in owner or view.part_of[quote.outer[0]] < 0:
            continue
        if sum(view.parse.pos[i] not in ("PUNCT", "SPACE") for i in range(*quote.inner)) >= _FEWEST_WORDS:
            free.append(quote)
    return free


def _joined(view: View, quote: Quote) -> bool:
    """Lengthen a content that breaks off shortly before the quotation in its sentence.

    `said she "never sold a boat," but "kept the nets for another year"`: one content.
    """
    first = quote.outer[0]
    sentence = view.parse.sent[first]
    for made in reversed(view.drafts):
        if made.sentence != sentence or made.cue_head is None or not made.content or made.cue_head >= first:
            continue
        last = made.content[-1][1]
        if not made.cue_head < last <= first or first - last > _WIDEST_GAP or made.rule == "reported":
            continue
        if any(last <= hit.head < first for hit in view.hits):
            continue
        made.content[-1] = view.trim(made.content[-1][0], quote.outer[1], keep_stop=True)
        made.kind = kind_of(view, made.content)
        return True
    return False


def _carried(view: View, span: Range) -> StatementDraft:
    """A quotation that is a sentence of its own, given to the one who spoke before."""
    first = span[0]
    before = [d for d in view.drafts if d.cue_head is not None and d.cue_head < first and d.speaker_head is not None]
    speaker = max(before, key=lambda d: d.cue_head or 0).speaker_head if before else None
    return StatementDraft(
        kind="direct",
        content=[span],
        cue=None,
        speaker=None,
        speaker_head=speaker,
        sentence=view.parse.sent[first],
        rule="carried",
        confidence=0.4,
    )


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
