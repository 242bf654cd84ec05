"""Finding cues: verbs with their particles and prepositions, and what they govern."""

from __future__ import annotations

from communique.segment.parse import Parse
from communique.statements.cuebook import Cue, CueBook
from communique.statements.speaker import agent_of, is_passive, subject_of
from communique.statements.view import Hit, View

_VERBAL = frozenset({"VERB", "AUX"})
_SECONDS = frozenset({"prt", "prep", "advmod", "advprep", "dative"})


def verb_hits(view: View) -> list[Hit]:
    """All verbal cues outside parts that are never coded, in text order."""
    parse, book, found = view.parse, view.book, []
    verbs, phrasal = book.verbs, book.phrasal
    pos, lemma, part_of = parse.pos, parse.lemma, view.part_of
    for i in range(len(parse)):
        if pos[i] not in _VERBAL:
            continue
        word = lemma[i]
        if (word in verbs or word in phrasal) and part_of[i] >= 0 and parse.dep[i] not in ("amod", "compound", "aux"):
            hit = _hit(parse, book, i)
            if hit:
                found.append(hit)
    return found


def _hit(parse: Parse, book: CueBook, verb: int) -> Hit | None:
    """The cue that token `verb` heads, with its second word where the entry has one."""
    passive = is_passive(parse, verb)
    second, cue = _second(parse, book, verb)
    if cue is None:
        cue = book.verbs.get(parse.lemma[verb])
    if cue is None:
        return None
    last = verb + 1
    if second is not None and second <= verb + 3:
        last = second + 1
    agent = agent_of(parse, verb) if passive or (parse.dep[verb] == "acl" and parse.tag[verb] == "VBN") else None
    return Hit(verb, (verb, last), cue, subject_of(parse, verb), passive, agent)


def _second(parse: Parse, book: CueBook, verb: int) -> tuple[int | None, Cue | None]:
    """The particle or preposition that makes a longer entry: "call for", "point out"."""
    table = book.phrasal.get(parse.lemma[verb])
    if table:
        for c in parse.children[verb]:
            if c > verb and parse.dep[c] in _SECONDS and parse.lower[c] in table and c <= verb + 12:
                return c, table[parse.lower[c]]
    return None, None
