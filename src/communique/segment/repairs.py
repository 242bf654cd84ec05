"""Repairs of parses that go wrong in ways that news often brings about.

A small model reads a surname that is also a word as that word ("Trump imposed tariffs on steel":
a noun with a participle), and loses the sentence's verb. A noun cannot have an object, so such a
parse is known for wrong and is turned into subject, verb and object.
"""

from __future__ import annotations

import re

from communique.codebook.lemma_book import verb_lemmas
from communique.segment.parse import Parse

_MOVED = frozenset(
    {"dobj", "prep", "npadvmod", "advmod", "punct", "advcl", "cc", "conj", "mark", "xcomp", "ccomp", "acl"}
)


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
    for i in range(len(parse) - 1):
        if parse.dep[i] == "dobj":
            changed = _noun_with_object(parse, i) or changed
    if changed:
        parse.children.clear()
        parse.__post_init__()


def _plural_at_start(parse: Parse, first: int, last: int) -> None:
    """The lemma of a plural that opens a sentence and was taken for a name: "Protesters marched"."""
    i = next((k for k in range(first, last) if parse.word[k][:1].isalpha()), last)
    if i < last and parse.pos[i] == "PROPN" and not parse.ent[i] and parse.lemma[i] == parse.lower[i]:
        word = parse.lower[i]
        if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
            parse.lemma[i] = word[:-3] + "y" if word.endswith("ies") else word[:-1]


def _with_e(word: str, lemma: str) -> str:
    """The lemma with its lost "e": "hopes" is of "hope", since "hop" would double its last letter."""
    if word != lemma and word in (lemma + "ed", lemma + "ing", lemma + "es") and _CLIPPED.fullmatch(lemma):
        return lemma + "e"
    return lemma


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
