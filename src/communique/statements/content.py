"""Where a content begins and ends, and which part of it is quoted."""

from __future__ import annotations

from communique.records.record import StatementKind
from communique.segment.reading import Range
from communique.statements.view import View

_TIME = frozenset({"DATE", "TIME"})
_SAYING_PREPS = frozenset({"in", "at", "on", "during", "via", "through", "to"})


def clause(view: View, verb: int, after: int) -> Range:
    """The clause of `verb` from token `after` on: "said [the road would open]"."""
    parse = view.parse
    return (max(parse.left[verb], after), parse.right[verb] + 1)


def without_lead(view: View, span: Range, verb: int) -> Range:
    """Drop a date or a medium that the parser put at the clause's head.

    "said Friday the road would open" and "said in a statement it would" both tell when or
    where it was said, not what.
    """
    parse, (first, last) = view.parse, span
    subjects = [c for c in parse.children[verb] if parse.dep[c] in ("nsubj", "nsubjpass", "expl")]
    if not subjects or parse.left[subjects[0]] <= first:
        return span
    start = parse.left[subjects[0]]
    lead = range(first, start)
    if parse.ent[first] in _TIME and all(parse.ent[i] in _TIME or parse.pos[i] in ("DET", "PUNCT") for i in lead):
        return (start, last)
    if parse.lower[first] in _SAYING_PREPS and not any(parse.word[i] == "," for i in lead):
        words = {parse.lower[i] for i in lead} | {f"{parse.lower[i]} {parse.lower[i + 1]}" for i in lead}
        if any(w in view.book.media for w in words) or parse.ent[first + 1] in _TIME:
            return (start, last)
    return span


def whole_quotes(view: View, span: Range, cue: int) -> Range:
    """Widen a content that begins or ends inside a quotation to the whole quotation."""
    first, last = span
    if last <= first:
        return span
    k = view.quote_of[last - 1]
    if k >= 0 and view.quote_of[cue] != k:
        last = max(last, view.quotes[k].outer[1])
    k = view.quote_of[first]
    if k >= 0 and view.quote_of[cue] != k:
        first = min(first, view.quotes[k].outer[0])
    return (first, last)


def without_chain(view: View, span: Range, cue: int) -> Range:
    """Cut a participle that opens a statement of its own: "..., adding that ...".

    The parser often hangs it under the clause before; only after a comma, outside
    quotations, and only verbs of the codebook's `chain_verbs`.
    """
    parse, (first, last) = view.parse, span
    for i in range(first + 2, last - 1):
        if parse.word[i] == "," and view.quote_of[i] < 0:
            k = i + 1
            while k < last - 1 and parse.pos[k] in ("ADV", "CCONJ"):
                k += 1
            if parse.tag[k] == "VBG" and parse.lemma[k] in view.book.chain_verbs and k > cue:
                return (first, i)
    return span


def kind_of(view: View, content: list[Range]) -> StatementKind:
    """direct where every word stands in quotation marks, mixed where some, else indirect."""
    inside = outside = False
    for first, last in content:
        for i in range(first, last):
            if view.parse.pos[i] in ("PUNCT", "SPACE") or view.mark[i]:
                continue
            if view.quoted[i]:
                inside = True
            else:
                outside = True
    if inside:
        return "mixed" if outside else "direct"
    return "indirect"

