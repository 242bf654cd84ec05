"""Finding cues: verbs with their particles and prepositions, and what they govern."""

from __future__ import annotations

from communique.segment.parse import Parse
from communique.statements.cuebook import Cue, CueBook
from communique.statements.speaker import agent_of, is_passive, subject_of
from communique.statements.view import Hit, View

_VERBAL = frozenset({"VERB", "AUX"})
_PAUSES = frozenset({",", '"', "”", "''", "’", "'", "—", "–"})
_ENDS = frozenset({",", ".", ":", ";", '"', "“", "''", "—", "("})
_NOMINAL = frozenset({"PROPN", "NOUN", "DET", "ADJ", "NUM", "PART"})
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
        if word not in verbs and word not in phrasal:
            word = book.forms.get(parse.lower[i], word)
        if (word in verbs or word in phrasal) and part_of[i] >= 0 and parse.dep[i] not in ("amod", "compound", "aux"):
            hit = _hit(parse, book, i, word)
            if hit:
                found.append(hit)
    return found


def _hit(parse: Parse, book: CueBook, verb: int, lemma: str) -> Hit | None:
    """The cue that token `verb` heads, with its second word where the entry has one."""
    passive = is_passive(parse, verb)
    second, cue = _second(parse, book, verb, lemma)
    if cue is None:
        cue = book.verbs.get(lemma)
    if cue is None:
        return None
    last = verb + 1
    if second is not None and second <= verb + 3:
        last = second + 1
    agent = agent_of(parse, verb) if passive or (parse.dep[verb] == "acl" and parse.tag[verb] == "VBN") else None
    subject = _inverted(parse, verb) if not passive and cue.frames & {"quote", "bare"} else None
    if subject is None:
        subject = subject_of(parse, verb)
        if subject is not None and parse.dep[verb] == "acl" and subject == parse.head[verb]:
            subject = _author(parse, book, subject)
    if subject is not None and subject < verb:
        subject = _past_dateline(parse, subject, verb)
    return Hit(verb, (verb, last), cue, subject, passive, agent)


def _past_dateline(parse: Parse, subject: int, verb: int) -> int:
    """The speaker after a dateline that the parser took for the subject: "ACCRA - Ghana said"."""
    if not parse.word[subject].isupper() or parse.sents[parse.sent[subject]][0] < subject - 6:
        return subject
    for dash in range(subject + 1, verb):
        if parse.word[dash] in ("–", "—", "-", "--"):
            for i in range(dash + 1, verb):
                if parse.pos[i] in ("NOUN", "PROPN", "PRON") and not dash < parse.head[i] < verb:
                    return i
    return subject


def _author(parse: Parse, book: CueBook, noun: int) -> int:
    """Who put out what speaks: in "the guild sent a letter warning ...", the guild."""
    if parse.lower[noun] not in book.media and parse.lemma[noun] not in book.nouns:
        return noun
    owner = next((c for c in parse.children[noun] if parse.dep[c] == "poss"), None)
    if owner is not None:
        return owner
    above = parse.head[noun]
    if parse.dep[noun] == "dobj" and (parse.lemma[above] in book.puts_out or parse.lemma[above] in book.light_verbs):
        found = subject_of(parse, above)
        return found if found is not None else noun
    return noun


def _inverted(parse: Parse, verb: int) -> int | None:
    """The subject right after a verb that follows a pause: `..., said Ana Ruiz, a nurse`."""
    if verb < 2 or verb + 1 >= len(parse) or parse.tag[verb] not in ("VBD", "VBZ", "VBP"):
        return None
    if parse.word[verb - 1] not in _PAUSES or parse.pos[verb + 1] not in ("PROPN", "DET", "NOUN"):
        return None
    i = verb + 1
    head = None
    while i < len(parse) and parse.pos[i] in _NOMINAL and i < verb + 9:
        if parse.pos[i] in ("PROPN", "NOUN"):
            head = i
        i += 1
    if head is None or parse.ent[head] in ("DATE", "TIME") or (i < len(parse) and parse.word[i] not in _ENDS):
        return None
    if parse.word[verb - 1] == "," and _after_aside(parse, verb):
        return None
    if any(c > verb and parse.dep[c] in ("ccomp", "xcomp") and c < i for c in parse.children[verb]):
        return None
    parser = next((c for c in parse.children[verb] if parse.dep[c] == "nsubj" and c > verb), None)
    return parser if parser is not None else head


def _after_aside(parse: Parse, verb: int) -> bool:
    """Whether the comma before the verb ends an aside of its subject: `Ruiz, a nurse, said`."""
    subject = next((c for c in parse.children[verb] if parse.dep[c] == "nsubj" and c < verb), None)
    if subject is None:
        return False
    at = verb - 2
    for above in (at, *parse.ancestors(at)):
        if above == subject:
            return False
        if parse.dep[above] in ("appos", "relcl", "acl", "advcl", "npadvmod", "advmod", "nummod"):
            return True
    return False


def _second(parse: Parse, book: CueBook, verb: int, lemma: str) -> tuple[int | None, Cue | None]:
    """The particle or preposition that makes a longer entry: "call for", "point out"."""
    table = book.phrasal.get(lemma)
    if table:
        for c in parse.children[verb]:
            if c > verb and parse.dep[c] in _SECONDS and parse.lower[c] in table and c <= verb + 12:
                if parse.dep[c] == "prep" and any(verb < o < c for o in parse.kids(verb, "dobj")):
                    continue
                return c, table[parse.lower[c]]
    return None, None
