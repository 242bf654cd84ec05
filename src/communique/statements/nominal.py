"""Cue nouns and adjectives: "the mayor's claim that C", "calls for C", "confident that C"."""

from __future__ import annotations

from communique.segment.reading import Range, StatementDraft
from communique.statements.cuebook import Cue
from communique.statements.drafting import draft
from communique.statements.indirect import cut
from communique.statements.speaker import subject_of
from communique.statements.view import Hit, View

_WIDEST_CUE = 4
_BY = frozenset({"by", "from", "among"})


def nominal(view: View) -> list[StatementDraft]:
    """Statements of all cue nouns and adjectives."""
    parse, book, found = view.parse, view.book, []
    nouns, adjectives = book.nouns, book.adjectives
    for i in range(len(parse)):
        pos = parse.pos[i]
        if pos == "NOUN":
            cue = nouns.get(parse.lemma[i])
            if cue is None or parse.dep[i] in ("compound", "nmod", "npadvmod") or view.part_of[i] < 0:
                continue
            made = _noun(view, i, cue)
        elif pos in ("ADJ", "VERB") and parse.lower[i] in adjectives and parse.dep[i] not in ("amod", "prep"):
            if view.part_of[i] < 0:
                continue
            made = _adjective(view, i, adjectives[parse.lower[i]])
        else:
            continue
        if made:
            found.append(made)
    return found


def _noun(view: View, noun: int, cue: Cue) -> StatementDraft | None:
    """The statement of a cue noun; "expressed concern" is one cue."""
    parse = view.parse
    piece = _complement(view, noun, cue.frames, noun) or _beside(view, noun, cue.frames)
    if piece is None or _is_medium(view, noun):
        return None
    span, frame = piece
    speaker, light = _noun_speaker(view, noun)
    if speaker is None and frame != "that" and light is None:
        return None
    hit = Hit(noun, (noun, noun + 1), cue)
    confidence = 0.6 if speaker is not None else 0.4
    if light is not None and light < noun <= light + _WIDEST_CUE and parse.dep[noun] == "dobj":
        hit = Hit(light, (light, noun + 1), cue)
        confidence = 0.75
    return draft(view, hit, [cut(view, span, hit)], "noun", confidence, speaker)


def _beside(view: View, noun: int, frames: frozenset[str]) -> tuple[Range, str] | None:
    """The phrase that the parser hung under the light verb: "made a plea [for calm]"."""
    parse, verb = view.parse, view.parse.head[noun]
    if parse.dep[noun] != "dobj" or parse.lemma[verb] not in view.book.light_verbs:
        return None
    for c in parse.kids(verb, "prep"):
        if parse.left[c] == parse.right[noun] + 1 and parse.lower[c] in frames and parse.right[c] > c:
            return (c + 1, parse.right[c] + 1), parse.lower[c]
    return None


def _is_medium(view: View, noun: int) -> bool:
    """Whether the noun is where a verb of saying puts its words: "said in a statement that"."""
    parse = view.parse
    prep = parse.head[noun]
    if parse.dep[noun] != "pobj" or parse.lower[prep] not in ("in", "at", "during", "on", "through", "via"):
        return False
    cue = view.book.verbs.get(parse.lemma[parse.head[prep]])
    return cue is not None and "that" in cue.frames


def _complement(view: View, noun: int, frames: frozenset[str], after: int) -> tuple[Range, str] | None:
    """What follows the noun or adjective and holds the content, with the frame's name."""
    parse = view.parse
    for c in parse.children[noun]:
        if c < after:
            continue
        dep = parse.dep[c]
        if dep in ("acl", "relcl", "ccomp", "xcomp", "advcl"):
            first, last = max(parse.left[c], after + 1), parse.right[c] + 1
            if first >= last:
                continue
            lower = parse.lower[first]
            if "that" in frames and lower == "that" and _is_clause(view, c, first):
                return (first, last), "that"
            if "bare" in frames and dep == "ccomp" and parse.tag[c] in ("VBD", "VBZ", "VBP", "MD"):
                return (first, last), "bare"
            if "to" in frames and any(parse.dep[k] == "aux" and parse.lower[k] == "to" for k in parse.children[c]):
                return (first, last), "to"
            if "wh" in frames and lower in ("whether", "why", "how", "what", "who", "if", "where"):
                return (first, last), "wh"
        elif dep == "prep" and parse.lower[c] in frames and parse.right[c] > c:
            return (c + 1, parse.right[c] + 1), parse.lower[c]
    return None


def _is_clause(view: View, verb: int, that: int) -> bool:
    """Whether "that" joins a content clause, not a relative one ("claims that hurt him")."""
    parse = view.parse
    if parse.dep[that] in ("nsubj", "nsubjpass", "dobj", "pobj"):
        return False
    return any(parse.dep[c] in ("nsubj", "nsubjpass", "expl", "csubj") and c != that for c in parse.children[verb])


def _noun_speaker(view: View, noun: int) -> tuple[int | None, int | None]:
    """Whose claim it is: possessor, "by X", or the subject of a light verb above it.

    The second value is the light verb, or the noun itself where its owner is named: then a
    saying is told of even if nobody's ("A warning was issued that ...").
    """
    parse = view.parse
    for c in parse.children[noun]:
        if parse.dep[c] == "poss":
            return c, noun
    for c in parse.children[noun]:
        if parse.dep[c] in ("prep", "agent") and parse.lower[c] in _BY:
            for k in parse.kids(c, "pobj"):
                return k, noun
    above = parse.head[noun]
    if parse.dep[noun] in ("dobj", "attr") and parse.lemma[above] in view.book.light_verbs:
        return subject_of(parse, above), above
    if parse.dep[noun] == "nsubjpass" and parse.lemma[above] in view.book.light_verbs:
        return None, above
    return None, None


def _adjective(view: View, adjective: int, cue: Cue) -> StatementDraft | None:
    """The statement of a cue adjective that somebody is: "the coach is sure that C"."""
    parse = view.parse
    piece = _complement(view, adjective, cue.frames, adjective)
    above = parse.head[adjective]
    if piece is None and "that" in cue.frames and above != adjective:
        for c in parse.kids(above, "ccomp"):
            if c > adjective and parse.lower[parse.left[c]] == "that" and parse.left[c] > adjective:
                piece = (parse.left[c], parse.right[c] + 1), "that"
    if piece is None or parse.dep[adjective] not in (
        "acomp",
        "oprd",
        "ROOT",
        "advcl",
        "conj",
        "xcomp",
        "ccomp",
        "relcl",
        "acl",
    ):
        return None
    speaker = subject_of(parse, adjective if parse.pos[adjective] == "VERB" else above)
    if speaker is None or parse.lower[speaker] in ("it", "there", "that", "this"):
        return None
    hit = Hit(adjective, (adjective, adjective + 1), cue)
    return draft(view, hit, [cut(view, piece[0], hit)], "adjective", 0.6, speaker)
