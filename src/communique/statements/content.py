"""Where a content begins and ends, and which part of it is quoted."""

from __future__ import annotations

from communique.records.record import StatementKind
from communique.segment.reading import Range
from communique.statements.speaker import own_subject
from communique.statements.view import Hit, View

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


def without_chain(view: View, span: Range, cue: Hit) -> Range:
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
            if parse.tag[k] == "VBG" and parse.lemma[k] in view.book.chain_verbs and k > cue.head:
                _hand_down(view, cue, k)
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


def without_aside(view: View, span: Range) -> Range:
    """Cut a relative clause set off by a comma at the end of an object or clause.

    "announced a truce with the clan, which holds the pass": the outlet's aside, not said.
    """
    parse, (first, last) = view.parse, span
    for i in range(last - 2, first + 1, -1):
        if parse.word[i] == "," and view.quote_of[i] < 0 and parse.tag[i + 1] in ("WDT", "WP", "WP$", "WRB"):
            clause_head = next((c for c in parse.ancestors(i + 1) if parse.dep[c] == "relcl"), None)
            if clause_head is not None and parse.right[clause_head] >= last - 2:
                return (first, i)
    return span


def without_next(view: View, span: Range, cue: Hit) -> Range:
    """Cut a coordinated clause with a cue of its own.

    "Half said they would stay and a third said they would go", "said it was early but added
    that": two statements, though the parser may hang the second under the first.
    """
    parse, (first, last) = view.parse, span
    for hit in view.hits_in(first + 2, last):
        head = hit.head
        if view.quote_of[head] >= 0 or hit.cue.cue_class != "speech":
            continue
        if parse.tag[head] != parse.tag[cue.head] or parse.dep[head] not in ("conj", "ccomp", "dep", "advcl"):
            continue
        if not hit.cue.frames & {"that", "quote"} and not _own_pronoun(view, head):
            continue
        start = _coordinator(view, head, first)
        if start is not None and parse.lower[start + 1] not in ("that", "who", "which"):
            _hand_down(view, cue, head)
            return (first, start)
    return span


def _hand_down(view: View, cue: Hit, verb: int) -> None:
    """Give the cue's speaker to a cue that was cut off it and has no subject of its own."""
    for hit in view.hits_in(verb, verb + 1):
        if own_subject(view.parse, verb) is None and not hit.passive:
            hit.subject = cue.agent if cue.passive else cue.subject


def _own_pronoun(view: View, verb: int) -> bool:
    """Whether the verb has a personal pronoun as its own subject."""
    parse = view.parse
    return any(parse.dep[c] == "nsubj" and parse.lower[c] in ("he", "she", "they") for c in parse.children[verb])


def _coordinator(view: View, verb: int, first: int) -> int | None:
    """The "and", "but" or "while" before the verb's own clause."""
    parse = view.parse
    start = verb
    for c in parse.children[verb]:
        if c < verb and parse.dep[c] in ("nsubj", "aux", "advmod", "neg"):
            start = min(start, parse.left[c])
    before = start - 1
    while before > first and parse.pos[before] == "ADV":
        before -= 1
    if before > first and parse.lower[before] in ("and", "but", "while", "though"):
        return before
    return None


_ADDS = frozenset(
    {"because", "so", "if", "unless", "though", "although", "since", "when", "but", "even", "while", "until"}
)


def to_the_end(view: View, span: Range, cue: Hit) -> Range:
    """Lengthen a clause to the sentence's end where only a subordinate clause is left.

    "The envoy said he would stay, because the talks were close": the parser often hangs the
    reason under "said".
    """
    parse, (first, last) = view.parse, span
    end = view.sentence(cue.head)[1]
    start = last
    while start < end and parse.word[start] in (",", "—", "–", "--", "-"):
        start += 1
    if start >= end or parse.lower[start] not in _ADDS or view.hits_in(start, end):
        return span
    if view.quote_of[start] != view.quote_of[last - 1]:
        return span
    return (first, end)
