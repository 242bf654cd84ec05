"""Verbs that a small model reads as nouns in headlines.

"Gangs storm prison", "Lorry drivers ring ministry": without articles and in the present tense a
verb looks like one more noun of a long compound. A line without any verb of its own whose noun
has such a word behind it is read again as subject, verb and object.
"""

from __future__ import annotations

from communique.codebook.lemma_book import headline_verbs
from communique.segment.parse import Parse

_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})
_NOMINAL = ("NOUN", "PROPN")
_WITHIN = ("NOUN", "PROPN", "ADJ", "NUM", "DET", "PRON")
_PLURAL = frozenset({"police", "people", "troops", "crew", "staff"})
_ALONE = frozenset({"march", "protest", "clash", "riot", "rally", "flee", "strike", "walk", "mass", "rebel"})
"""Verbs that need no object."""
LONGEST = 16
"""Tokens of the longest line that is looked at."""


def mend_headline(parse: Parse, first: int, last: int) -> bool:
    """Turn a sentence without a verb into subject, verb and object, if a hidden verb is found in it."""
    if not 3 <= last - first <= LONGEST or any(parse.tag[k] in _FINITE for k in range(first, last - 1)):
        return False
    if parse.tag[last - 1] == "VBZ":  # "Mobs torch shacks": the plural was taken for the verb
        parse.pos[last - 1], parse.tag[last - 1] = "NOUN", "NNS"
    elif parse.tag[last - 1] in _FINITE or parse.word[last - 1] in (".", "!", "?"):
        return False
    for i in range(first + 1, last - 1):
        lemma = headline_verbs().get(parse.lower[i])
        if lemma is not None and _hidden(parse, i, lemma, first, last):
            _rebuild(parse, i, lemma, first, last)
            return True
    return False


def _hidden(parse: Parse, i: int, lemma: str, first: int, last: int) -> bool:
    """Whether the word stands as a verb does: its noun agrees with it, and its object or a preposition follows."""
    subject = i - 1
    if parse.pos[subject] not in _NOMINAL or parse.pos[i] not in (*_NOMINAL, "ADJ", "VERB") or parse.tag[i] == "VBN":
        return False
    plural = parse.tag[subject] in ("NNS", "NNPS") or parse.lower[subject] in _PLURAL
    plural = plural or (parse.lower[subject].endswith("s") and not parse.lower[subject].endswith("ss"))
    if plural != (parse.lower[i] == lemma) and not (parse.lower[subject] in _PLURAL and parse.lower[i] == lemma):
        return False
    follows = i + 1
    if parse.pos[follows] in _WITHIN:
        return any(parse.pos[k] in (*_NOMINAL, "NUM", "PRON") for k in range(follows, min(last, follows + 4)))
    return lemma in _ALONE and parse.pos[follows] in ("ADP", "ADV", "SCONJ") and parse.lower[follows] != "of"


def _rebuild(parse: Parse, i: int, lemma: str, first: int, last: int) -> None:
    """Make token `i` the root, the noun before it its subject, the noun after it its object."""
    subject, thing = i - 1, _object(parse, i, last)
    for k in range(first, last):
        inside = first <= k < subject and (parse.head[k] >= subject or parse.head[k] == k)
        if inside:
            parse.head[k], parse.dep[k] = subject, parse.dep[k] if parse.dep[k] in ("amod", "nummod") else "compound"
        elif thing is not None and i < k < thing and not i < parse.head[k] <= thing:
            parse.head[k], parse.dep[k] = thing, "compound"
        elif k > (thing or i) and (parse.head[k] <= i or parse.head[k] == k):
            parse.head[k] = i
    parse.head[i], parse.dep[i] = i, "ROOT"
    parse.pos[i], parse.tag[i], parse.lemma[i] = "VERB", "VBP" if parse.lower[i] == lemma else "VBZ", lemma
    parse.head[subject], parse.dep[subject] = i, "nsubj"
    if thing is not None:
        parse.head[thing], parse.dep[thing] = i, "dobj"
    for k in range(first, last):
        _reattach(parse, k, i)


def _object(parse: Parse, i: int, last: int) -> int | None:
    """The last noun of the noun phrase right behind the verb."""
    found = None
    for k in range(i + 1, last):
        if parse.pos[k] not in _WITHIN and parse.word[k] != "-":
            break
        if parse.pos[k] in (*_NOMINAL, "NUM", "PRON"):
            found = k
    return found


def _reattach(parse: Parse, k: int, root: int) -> None:
    """Hang a token whose way up does not end at the root on the root itself."""
    at, steps = k, 0
    while parse.head[at] != at and steps < LONGEST:
        at, steps = parse.head[at], steps + 1
    if at != root:
        parse.head[k] = root
