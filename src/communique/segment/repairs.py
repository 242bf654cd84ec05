"""Repairs of parses that go wrong in ways that news often brings about.

A small model reads a surname that is also a word as that word ("Trump imposed tariffs on steel":
a noun with a participle), and loses the sentence's verb. A noun cannot have an object, so such a
parse is known for wrong and is turned into subject, verb and object. So is a headline whose verb was
read into the name of its object: "Bolivia shelves gas plan", "Gangs storm prisons".
"""

from __future__ import annotations

import re

from communique.codebook.lemma_book import verb_lemmas
from communique.segment.headlines import mend_headline
from communique.segment.parse import Parse

_MOVED = frozenset(
    {"dobj", "prep", "npadvmod", "advmod", "punct", "advcl", "cc", "conj", "mark", "xcomp", "ccomp", "acl"}
)
_FINITE = frozenset({"VBZ", "VBP", "VBD"})
_NOUNS = frozenset({"NOUN", "PROPN"})
_SUBJECT = frozenset({"nsubj", "ROOT"})
_BEFORE = frozenset({"compound", "nmod", "poss", "nsubj", "dep"})
"""Labels of the nouns before a headline's verb that was taken for a noun."""

_DAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_TIMES = frozenset({"night", "morning", "afternoon", "evening"})
_FAR = 6
_CLIPPED = re.compile(r"[^aeiou]*[aeiou][^aeiouwxys]")


def repair(parse: Parse) -> None:
    """Mend the parse in place."""
    changed = False
    known = verb_lemmas()
    for i, lemma in enumerate(parse.lemma):
        if parse.pos[i] == "VERB":
            word = parse.lower[i]
            parse.lemma[i] = known.get(word) or (_with_e(word, lemma) if len(lemma) < 6 else lemma)
    for first, last in parse.sents:
        _plural_at_start(parse, first, last)
        changed = mend_headline(parse, first, last) or changed
    for i in range(len(parse) - 1):
        if parse.dep[i] == "dobj":
            changed = _noun_with_object(parse, i) or _noun_verb(parse, i) or changed
        elif parse.dep[i] == "compound" and parse.tag[i] in _FINITE and parse.head[i] > i:
            changed = _verb_in_name(parse, i) or changed
        elif parse.dep[i] in ("pobj", "nsubj"):
            changed = _subject_after_day(parse, i) or changed
    if changed:
        parse.children.clear()
        parse.__post_init__()


def _plural_at_start(parse: Parse, first: int, last: int) -> None:
    """The lemma of a plural that opens a sentence and was taken for a name: "Protesters marched"."""
    i = next((k for k in range(first, last) if parse.word[k][:1].isalpha()), last)
    if i < last and parse.pos[i] == "PROPN" and not parse.ent[i] and parse.lemma[i] == parse.lower[i]:
        word = parse.lower[i]
        if len(word) > 4 and word.endswith("men"):
            parse.lemma[i] = word[:-3] + "man"
        elif len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
            parse.lemma[i] = word[:-3] + "y" if word.endswith("ies") else word[:-1]


def _with_e(word: str, lemma: str) -> str:
    """The lemma with its lost "e": "hopes" is of "hope", since "hop" would double its last letter."""
    if word != lemma and word in (lemma + "ed", lemma + "ing", lemma + "es") and _CLIPPED.fullmatch(lemma):
        return lemma + "e"
    return lemma


def _subject_after_day(parse: Parse, noun: int) -> bool:
    """The subject that was read together with the day before it: "On Friday night rebels attacked the barracks"."""
    day = noun - 1
    while day > 0 and parse.lower[day] not in _DAYS and parse.head[day] >= day and noun - day < _FAR:
        day -= 1
    on = day - 1
    if on < 0 or parse.lower[on] != "on" or parse.lower[day] not in _DAYS or parse.tag[noun] not in ("NNS", "NNPS"):
        return False
    verb = parse.head[on] if parse.dep[noun] == "pobj" else parse.head[noun]
    last = day + 1 if parse.lower[day + 1] in _TIMES else day
    joined = {parse.head[day], parse.head[last]} <= {noun, last, day + 1}
    if not joined or last >= noun or verb < noun or parse.pos[verb] not in ("VERB", "AUX"):
        return False
    if parse.dep[noun] == "pobj" and (parse.head[noun] != on or parse.kids(verb, "nsubj", "nsubjpass", "expl")):
        return False
    parse.head[day], parse.dep[day] = last, "compound"
    parse.head[last], parse.dep[last] = on, "pobj"
    parse.head[noun], parse.dep[noun] = verb, "nsubj"
    return True


def _noun_with_object(parse: Parse, i: int) -> bool:
    """A noun `s` with an object `i` whose participle stands right after `s`: it is the verb."""
    s = parse.head[i]
    if parse.pos[s] not in ("NOUN", "PROPN") or s >= i or not parse.word[s][:1].isupper():
        return False
    verb = s + 1
    while verb < i and parse.pos[verb] == "ADV":
        verb += 1
    if verb >= i or parse.tag[verb] not in ("VBN", "VBD") or parse.dep[verb] not in ("amod", "acl"):
        return False
    if parse.head[verb] not in (i, s):
        return False
    parse.head[verb] = verb if parse.head[s] == s else parse.head[s]
    parse.dep[verb] = parse.dep[s]
    parse.pos[verb], parse.tag[verb] = "VERB", "VBD"
    for c in list(parse.children[s]):
        if c > verb and parse.dep[c] in _MOVED:
            parse.head[c] = verb
    parse.head[s], parse.dep[s] = verb, "nsubj"
    parse.pos[s], parse.tag[s] = "PROPN", "NNP"
    return True


def _verb_in_name(parse: Parse, verb: int) -> bool:
    """A finite verb that stands as part of a noun's name: "Latvian port seizes cargo"."""
    thing = parse.head[verb]
    above, label = parse.head[thing], parse.dep[thing]
    before = [c for c in (*parse.children[verb], *parse.children[thing]) if c < verb]
    nouns = [c for c in before if parse.pos[c] in _NOUNS and parse.dep[c] in _BEFORE]
    apart = any(parse.tag[k][:1] in ("W", ":") for k in range(above, verb))
    listed = label == "appos" and parse.pos[above] in _NOUNS and parse.dep[above] in _SUBJECT and not apart
    if not nouns and not listed:
        return False
    subject = above if listed else max(nouns)
    if listed:  # "Togo, Benin sign pact"
        above, label = parse.head[above], "ccomp"
        for c in nouns:
            parse.dep[c] = "conj"
    _crown(parse, verb, above if above not in (subject, thing) else verb, "relcl" if label == "appos" else label)
    parse.head[thing], parse.dep[thing] = verb, "dobj"
    parse.head[subject], parse.dep[subject] = verb, "nsubj"
    for c in before:
        if c != subject:
            parse.head[c] = subject
    for c in parse.children[thing]:
        if c > thing and parse.dep[c] in _MOVED - {"acl", "cc", "conj"} and parse.lower[c] != "of":
            parse.head[c] = verb
    return True


def _noun_verb(parse: Parse, thing: int) -> bool:
    """A headline's verb that was read as a noun with an object: "Gangs storm prisons"."""
    verb = parse.head[thing]
    last = parse.sents[parse.sent[verb]][1]
    if parse.pos[verb] != "NOUN" or verb > thing or parse.pos[thing] == "PROPN":
        return False
    if any(parse.word[k] in (".", "?") for k in range(verb, last)):
        return False
    before = [c for c in parse.children[verb] if c < verb]
    nouns = [c for c in before if parse.pos[c] in _NOUNS and parse.dep[c] in _BEFORE]
    if not nouns:
        return False
    subject, above = max(nouns), parse.head[verb]
    plural = parse.tag[verb] == "NNS"
    if parse.dep[verb] == "nsubj" and above > thing:  # "leader pardons miners, reopens mine"
        _crown(parse, verb, parse.head[above] if parse.head[above] != above else verb, parse.dep[above])
        parse.head[above], parse.dep[above] = verb, "conj"
    else:
        _crown(parse, verb, above, parse.dep[verb])
    parse.tag[verb] = "VBZ" if plural else "VBP"
    parse.head[subject], parse.dep[subject] = verb, "nsubj"
    for c in before:
        if c != subject:
            parse.head[c] = subject
    return True


def _crown(parse: Parse, verb: int, above: int, label: str) -> None:
    """Make a token the verb of its clause, in the place of what stood there."""
    parse.head[verb] = above
    parse.dep[verb] = "ROOT" if above == verb else label
    parse.pos[verb] = "VERB"
