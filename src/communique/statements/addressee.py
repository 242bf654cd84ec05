"""To whom something was said: "told reporters", "in a letter to the governor", "urged both"."""

from __future__ import annotations

from communique.segment.reading import StatementDraft
from communique.statements.outside import is_outside, tokens_outside
from communique.statements.view import Hit, View

_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})


def set_addressees(view: View) -> None:
    """Fill `addressee_head` of all drafts: the chief token of the mention addressed."""
    by_head = {hit.head: hit for hit in view.hits}
    for made in view.drafts:
        if made.cue_head is None:
            continue
        hit = by_head.get(made.cue_head)
        found = _of_verb(view, made, hit) if hit else _of_noun(view, made)
        made.addressee_head = found if found is not None else _of_letter(view, made)


def _of_verb(view: View, made: StatementDraft, hit: Hit) -> int | None:
    """The addressee of a verbal cue."""
    parse, verb = view.parse, hit.head
    lemma = parse.lemma[verb]
    if lemma in view.book.told_verbs:
        if hit.passive:
            subject = next((c for c in parse.kids(verb, "nsubjpass") if is_outside(made, c)), hit.subject)
            return subject if subject is not None and is_outside(made, subject) else None
        for c in parse.children[verb]:
            if c > verb and parse.dep[c] in ("dobj", "dative") and parse.pos[c] in _NOUNS and c != hit.subject:
                if parse.dep[c] == "dative" and parse.pos[c] == "ADP":
                    continue
                return c
        return _embedded_subject(view, verb)
    if hit.cue.second in ("on", "upon", "to", "with") and "obj_to" in hit.cue.frames:
        for prep in parse.children[verb]:
            if parse.lower[prep] == hit.cue.second:
                return next(iter(parse.kids(prep, "pobj")), None)
    if lemma in view.book.to_verbs:
        for prep in parse.children[verb]:
            if parse.lower[prep] == "to" and parse.dep[prep] in ("prep", "dative") and is_outside(made, prep):
                return next((k for k in parse.kids(prep, "pobj")), None)
    return None


def _embedded_subject(view: View, verb: int) -> int | None:
    """The subject of the infinitive: "urged [both sides] to talk"."""
    parse = view.parse
    for c in parse.kids(verb, "ccomp", "xcomp"):
        to = any(parse.dep[k] == "aux" and parse.lower[k] == "to" for k in parse.children[c])
        if to:
            return next((k for k in parse.kids(c, "nsubj") if k > verb), None)
    return None


def _of_noun(view: View, made: StatementDraft) -> int | None:
    """The addressee of a noun cue: "a warning to the port that ..."."""
    parse, noun = view.parse, made.cue_head
    if noun is None or parse.pos[noun] != "NOUN":
        return None
    return _to(view, made, noun)


def _of_letter(view: View, made: StatementDraft) -> int | None:
    """The addressee of a letter: "said in a letter to the court"."""
    for i in tokens_outside(view, made):
        if view.parse.lemma[i] in view.book.sent_things:
            return _to(view, made, i)
    return None


def _to(view: View, made: StatementDraft, noun: int) -> int | None:
    """The noun after "to" below a noun, outside the content."""
    parse = view.parse
    for prep in parse.kids(noun, "prep"):
        if parse.lower[prep] == "to" and is_outside(made, prep):
            return next((k for k in parse.kids(prep, "pobj") if parse.pos[k] in _NOUNS and is_outside(made, k)), None)
    return None
