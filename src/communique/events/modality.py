"""What is written on a verb or noun itself: negation, modals, conditions, infinitives.

These are closed classes of grammar ("not", "would", "if"); words with a meaning of their own, such
as "hopes" or "denied", are operators in `data/triggers/operators/`.
"""

from __future__ import annotations

from communique.events.arguments import is_verb
from communique.segment.parse import Parse

FUTURE = frozenset({"will", "shall", "'ll", "wo", "’ll"})
POSSIBLE = frozenset({"may", "might", "could", "can", "ca"})
WOULD = frozenset({"would", "'d", "’d"})
OUGHT = frozenset({"should", "must", "ought"})
NEVER = frozenset(
    ["never", "neither", "nor", "hardly", "without", "barely", "scarcely", "nobody", "none", "n't", "not", "n’t"]
)
NOBODY = frozenset({"nobody", "none", "neither", "nothing"})
CONDITION = frozenset({"if", "unless", "whether", "lest", "should"})
TEMPORAL = frozenset({"once", "until", "when", "before", "after", "till", "as"})
INVERTED = frozenset({"had", "were", "should"})
_SUBJECTS = ("nsubj", "nsubjpass")


def negated(parse: Parse, i: int) -> bool:
    """Negation written on the word: "not", "never", "no talks", "neither side", "killed nobody"."""
    verb = is_verb(parse, i)
    for c in parse.children[i]:
        lower, dep = parse.lower[c], parse.dep[c]
        if dep == "neg" and not _not_only(parse, c):
            return True
        if lower in NEVER and dep in ("advmod", "preconj", "cc", "det") and not _not_only(parse, c):
            return True
        if dep == "det" and lower in ("no", "neither"):
            return True
        if dep in _SUBJECTS and (lower in NOBODY or _no_noun(parse, c)):
            return True
        if verb and dep == "dobj" and (lower in NOBODY or _no_noun(parse, c)):
            return True
    return yet_to(parse, i)


def _not_only(parse: Parse, c: int) -> bool:
    """ "not only", "not just": no negation."""
    after = parse.lower[c + 1] if c + 1 < len(parse) else ""
    return parse.lower[c] == "not" and after in ("only", "just", "merely")


def _no_noun(parse: Parse, c: int) -> bool:
    """ "no talks", "neither side", "not one soldier"."""
    for d in parse.children[c]:
        if parse.dep[d] == "det" and parse.lower[d] in ("no", "neither"):
            return True
        if parse.dep[d] == "neg" and d < c and not _not_only(parse, d):
            return True
        if parse.dep[d] == "nummod" and any(parse.lower[e] == "not" for e in parse.children[d]):
            return True
    return False


def until(parse: Parse, i: int) -> bool:
    """ "did not search the house until October" tells that it was searched."""
    return any(parse.lower[c] == "until" for c in parse.children[i]) or any(
        parse.lower[m] == "until" for c in parse.kids(i, "advcl") for m in parse.kids(c, "mark")
    )


def yet_to(parse: Parse, i: int) -> bool:
    """The idiom "has yet to sign"."""
    for j in range(max(0, i - 3), i):
        if parse.lower[j] == "yet" and parse.lower[min(j + 1, len(parse) - 1)] == "to":
            return True
    return False


def modal(parse: Parse, i: int) -> str | None:
    """Modal written on the verb: "future", "possible", "would", "ought"."""
    for c in parse.kids(i, "aux"):
        lower = parse.lower[c]
        if lower in FUTURE:
            return "future"
        if lower in WOULD:
            return "would"
        if lower in POSSIBLE:
            return "possible"
        if lower in OUGHT:
            return "ought"
    return _be_to(parse, i)


def _be_to(parse: Parse, i: int) -> str | None:
    """The futures "is going to visit", "is to visit" and the headline's "to visit"."""
    if not infinitive(parse, i):
        return None
    up = parse.head[i]
    if parse.dep[i] == "xcomp" and up < i:
        if parse.lemma[up] == "be":
            said = any(c < i and parse.dep[c] in ("prep", "acomp", "attr") for c in parse.children[up])
            return None if said else "future"
        return "future" if parse.lower[up] == "going" else None
    if parse.dep[i] == "ROOT" and any(c < i and parse.pos[c] != "PUNCT" for c in parse.kids(i, "nsubj", "dep")):
        return "future"
    return None


def infinitive(parse: Parse, i: int) -> bool:
    """Whether the verb is an infinitive with "to"."""
    return any(parse.lower[c] == "to" and parse.pos[c] == "PART" for c in parse.children[i])


def conditional(parse: Parse, i: int) -> bool:
    """Whether the clause is a condition: "if", "unless", "whether", "had Egypt attacked"."""
    for c in parse.children[i]:
        if parse.dep[c] in ("mark", "advmod"):
            if parse.lower[c] in CONDITION and parse.dep[c] == "mark":
                return True
            if parse.lower[c] in CONDITION - {"should"} and c < i:
                return True
            if parse.lower[c] in TEMPORAL and parse.dep[i] == "advcl" and _unfinished(parse, i, c):
                return True
    return _inverted(parse, i)


def _inverted(parse: Parse, i: int) -> bool:
    """ "Had Egypt attacked the dam, ...", "Should Washington impose sanctions, ..."."""
    if parse.dep[i] not in ("advcl", "ccomp") or not is_verb(parse, i):
        return False
    subjects = parse.kids(i, "nsubj", "nsubjpass")
    first = [c for c in parse.kids(i, "aux", "auxpass") if parse.lower[c] in INVERTED]
    if not subjects or not first or first[0] > subjects[0]:
        return False
    return parse.left[i] == first[0] and parse.word[parse.sents[parse.sent[i]][1] - 1] != "?"


def _unfinished(parse: Parse, i: int, mark: int) -> bool:
    """A present in a clause of time: "once the senate ratifies it", "until they have left".

    "before" leaves open what its clause tells where a modal stands there; "as soon as" and "as
    long as" stand before a present too, a bare "as" does not.
    """
    if parse.lower[mark] == "as" and (mark == 0 or parse.lower[mark - 1] not in ("soon", "long", "until")):
        return False
    finite = [i, *parse.kids(i, "aux", "auxpass")]
    if parse.lower[mark] == "before" and any(parse.lower[k] in POSSIBLE for k in finite):
        return True
    if parse.lower[mark] in ("until", "till") and any(parse.lower[k] == "had" for k in finite):
        return modal(parse, parse.head[i]) is not None  # "would send no boats until they had settled it"
    return any(parse.tag[k] in ("VBZ", "VBP") for k in finite) or (len(finite) == 1 and parse.tag[i] == "VB")


def asks(parse: Parse, i: int) -> bool:
    """Whether the sentence is a question from the word on."""
    last = parse.sents[parse.sent[i]][1]
    return any(parse.word[j] == "?" for j in range(i, min(last, i + 40)))
