"""Clauses that a cue governs: that-, bare and wh-clauses, infinitives and gerunds."""

from __future__ import annotations

from communique.segment.reading import Range
from communique.statements.content import clause, without_lead
from communique.statements.view import Hit, View

Found = tuple[list[Range], float] | None
"""Pieces of content and a confidence, or None where the frame does not fit."""

_WH = frozenset({"what", "how", "why", "who", "where", "when", "which", "whether", "if", "whom", "whose", "whatever"})
_SMALL_TALK = frozenset({"nothing", "little", "much", "goodbye", "hello", "enough", "something", "anything", "it"})
_WIDEST_LEAD = 8
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def complement(view: View, hit: Hit) -> Found:
    """that-, bare, wh-clauses, infinitives and gerunds."""
    parse, frames = view.parse, hit.cue.frames
    for c in parse.children[hit.head]:
        if c < hit.head or not (parse.dep[c] in ("ccomp", "xcomp") or _complement_by_form(view, hit, c)):
            continue
        after = hit.tokens[1] if hit.tokens[1] <= c else hit.head + 1
        span = clause(view, c, after)
        kind = _clause_kind(view, c, span)
        if kind == "bare":
            span = without_lead(view, _with_subject(view, hit.head, c, span), c)
        if kind in ("that", "bare", "wh") and kind in frames:
            return [span], 0.9
        if kind == "obj_to":
            if "obj_to" in frames:
                return [span], 0.8
            if "to_obj" in frames:
                return [(_to(view, c, span[0]), span[1])], 0.8
        if kind == "to":
            return _infinitive(view, hit, c, span)
        if kind == "ing" and "ing" in frames:
            return [span], 0.8
        if kind == "oprd" and "oprd" in frames:
            return [span], 0.8
    return _that_next(view, hit)


def _with_subject(view: View, verb: int, clause_verb: int, span: Range) -> Range:
    """Take in the clause's subject where the parser made it the cue's object.

    "admitted the gap between the two banks would widen"
    """
    parse = view.parse
    if any(parse.dep[c] in ("nsubj", "nsubjpass", "expl", "csubj") for c in parse.children[clause_verb]):
        return span
    for c in parse.children[verb]:
        if verb < c < clause_verb and parse.dep[c] == "dobj" and parse.right[c] + 1 == span[0]:
            return (parse.left[c], span[1])
    return span


def _complement_by_form(view: View, hit: Hit, c: int) -> bool:
    """Whether what the parser calls an adverbial clause is the cue's complement.

    "lobbied the ministry to lift the ban", "debated whether to close the mine".
    """
    parse = view.parse
    if parse.dep[c] != "advcl":
        return False
    first = parse.lower[parse.left[c]]
    before = parse.left[c] - 1
    if first == "whether" or (first in _WH and _asks(view, hit.head)):
        return before == hit.tokens[1] - 1 and "wh" in hit.cue.frames
    if first != "to":
        return False
    if hit.cue.frames & {"obj_to", "to_obj"}:
        return any(
            parse.dep[o] in ("dobj", "pobj", "dative") and parse.right[o] == before for o in parse.children[hit.head]
        )
    return "to" in hit.cue.frames and before == hit.tokens[1] - 1


def _asks(view: View, verb: int) -> bool:
    """Whether a question word after the verb opens its content: "did not say when ..."."""
    parse = view.parse
    return parse.lemma[verb] in ("ask", "explain", "wonder") or any(parse.dep[c] == "neg" for c in parse.children[verb])


def _that_next(view: View, hit: Hit) -> Found:
    """A that-clause that the parser has not joined to the cue, but which follows it."""
    parse, first = view.parse, hit.tokens[1]
    if "that" not in hit.cue.frames or first >= len(parse) or hit.passive:
        return None
    through = _through_medium(view, hit)
    if through:
        return [through], 0.8
    that = that_after(view, hit)
    if that is None:
        return None
    first = that
    last = max(parse.right[hit.head] + 1, parse.right[parse.head[first]] + 1 if parse.head[first] > first else 0)
    return [(first, last)], 0.7


def that_after(view: View, hit: Hit) -> int | None:
    """The "that" which opens the cue's clause a few words on: "told for the first time that"."""
    parse, first = view.parse, hit.tokens[1]
    for i in range(first, min(first + _WIDEST_LEAD, view.sentence(hit.head)[1])):
        if parse.lower[i] == "that" and parse.tag[i] == "IN":
            return i
        if parse.pos[i] in ("PUNCT", "VERB", "AUX", "SCONJ") or i in view.opens:
            return None
    return None


def _through_medium(view: View, hit: Hit) -> Range | None:
    """The that-clause that hangs under the medium: "said in a statement [that ...]"."""
    parse = view.parse
    nouns = [n for p in parse.kids(hit.head, "prep") if p > hit.head for n in parse.kids(p, "pobj")]
    nouns += [n for n in parse.kids(hit.head, "dobj", "dative") if n > hit.head and "to_obj" in hit.cue.frames]
    for noun in nouns:
        for c in parse.kids(noun, "acl", "relcl", "ccomp"):
            first = parse.left[c]
            if first > noun and parse.lower[first] == "that" and parse.dep[first] == "mark":
                return (first, parse.right[c] + 1)
    return None


def loose_clause(view: View, hit: Hit) -> Found:
    """A clause right after a verb of saying that the parser has not joined to it."""
    parse, i = view.parse, hit.tokens[1]
    if not {"quote", "bare"} <= hit.cue.frames or hit.cue.cue_class != "speech" or hit.cue.second or hit.passive:
        return None
    if parse.tag[hit.head] not in ("VBD", "VBZ", "VBP") or hit.subject is None or hit.subject > hit.head:
        return None
    last = view.sentence(hit.head)[1]
    while i < last and (parse.ent[i] in ("DATE", "TIME") or parse.pos[i] == "ADV"):
        i += 1
    if (
        i >= last
        or parse.lower[i] in _SMALL_TALK
        or parse.pos[i] not in ("DET", "PRON", "NOUN", "PROPN", "ADJ", "NUM")
        or parse.dep[i] == "mark"
    ):
        return None
    for k in range(i, last):
        if parse.tag[k] in _FINITE:
            return [(i, last)], 0.6
        if parse.word[k] in (",", ";", ":") or parse.tag[k] in ("WDT", "WP", "WRB") or parse.lower[k] == "that":
            return None
    return None


def _clause_kind(view: View, verb: int, span: Range) -> str:
    """What sort of clause the complement is."""
    parse = view.parse
    first = parse.lower[span[0]]
    subject = aux_to = finite = that = False
    for c in parse.children[verb]:
        dep = parse.dep[c]
        subject = subject or dep in ("nsubj", "nsubjpass", "expl", "csubj")
        aux_to = aux_to or (dep == "aux" and parse.lower[c] == "to")
        finite = finite or (dep in ("aux", "auxpass") and parse.tag[c] in _FINITE)
        that = that or (dep == "mark" and parse.lower[c] == "that")
    if that or first == "that":
        return "that"
    if first in _WH or any(
        parse.lower[c] in ("whether", "if") and parse.dep[c] == "mark" for c in parse.children[verb]
    ):
        return "wh"
    if aux_to:
        return "obj_to" if subject else "to"
    if parse.tag[verb] in _FINITE or finite:
        return "bare"
    if parse.tag[verb] == "VBG":
        return "ing"
    return "oprd" if subject else ""


def _to(view: View, verb: int, first: int) -> int:
    """The "to" of an infinitive, its quotation mark aside."""
    for c in view.parse.children[verb]:
        if view.parse.dep[c] == "aux" and view.parse.lower[c] == "to":
            return c
    return first


def _infinitive(view: View, hit: Hit, verb: int, span: Range) -> Found:
    """An infinitive, with the object before it where that belongs to the content."""
    parse, frames = view.parse, hit.cue.frames
    if hit.passive:
        if "obj_to" in frames or "to_obj" in frames or "to" in frames:
            return [span], 0.7
        return None
    objects = [c for c in parse.children[hit.head] if parse.dep[c] in ("dobj", "dative") and hit.head < c < verb]
    if hit.cue.second and "obj_to" in frames:
        objects = [
            k for c in parse.children[hit.head] if parse.lower[c] == hit.cue.second for k in parse.kids(c, "pobj")
        ]
        if objects and objects[0] < verb:
            return [(parse.left[objects[0]], span[1])], 0.8
    if objects:
        if "obj_to" in frames:
            return [(max(parse.left[objects[0]], hit.head + 1), span[1])], 0.8
        if "to_obj" in frames:
            return [(_to(view, verb, span[0]), span[1])], 0.8
        return None
    if "to" in frames or "obj_to" in frames or "to_obj" in frames:
        return [(_to(view, verb, span[0]), span[1])] if parse.word[span[0]] != "not" else [span], 0.8
    return None
