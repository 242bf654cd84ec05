"""Whose words they are: the subject of a cue, and the span of its mention."""

from __future__ import annotations

from communique.segment.parse import Parse
from communique.segment.reading import Range

SUBJECTS = ("nsubj", "csubj", "expl")
PASSIVE_SUBJECTS = ("nsubjpass", "csubjpass")
_BORROWS = frozenset({"conj", "xcomp", "advcl", "pcomp", "ccomp", "dep", "parataxis"})
_SUBJECT_CONTROL = frozenset(
    {"use", "take", "spend", "hold", "call", "release", "issue", "send", "give", "make", "have"}
)
_NOUNS = frozenset({"NOUN", "PROPN", "PRON"})
_KEPT = frozenset({"prep", "nummod", "compound", "nmod", "quantmod", "case", "flat", "poss", "amod", "det", "predet"})
_BREAKS = frozenset({",", ";", ":", "(", "—", "–", "--", "-LRB-", "―"})


def is_passive(parse: Parse, verb: int) -> bool:
    """Whether the verb is in the passive: "was told", "is being urged", "asked why, he left"."""
    if parse.tag[verb] != "VBN":
        return False
    auxiliaries = [c for c in parse.children[verb] if parse.dep[c] in ("aux", "auxpass", "nsubjpass")]
    if not auxiliaries:
        return parse.dep[verb] == "advcl" and own_subject(parse, verb) is None
    return any(parse.dep[c] in ("auxpass", "nsubjpass") for c in auxiliaries)


def agent_of(parse: Parse, verb: int) -> int | None:
    """The agent of a passive: "was rejected by the court"."""
    for by in parse.children[verb]:
        if parse.dep[by] == "agent" or (parse.lower[by] == "by" and parse.dep[by] == "prep"):
            for noun in parse.kids(by, "pobj"):
                return noun
    return None


def own_subject(parse: Parse, verb: int) -> int | None:
    """The verb's own subject: in "Mali, officials said, will go" that of "said"."""
    best: int | None = None
    for c in parse.children[verb]:
        if parse.dep[c] == "nsubj" and (best is None or abs(c - verb) < abs(best - verb)):
            best = c
    if best is not None:
        return best
    for c in parse.children[verb]:
        if parse.dep[c] in ("nsubjpass", "csubj", "csubjpass"):
            return c
    return None


def subject_of(parse: Parse, verb: int) -> int | None:
    """The subject of the verb, borrowed from the verb above where it has none.

    "She came late, saying the road was shut": `saying` has the subject of `came`. A
    participle after a noun takes the noun: "a letter saying ...".
    """
    at, steps = verb, 0
    while steps < 6:
        found = own_subject(parse, at)
        if found is None and parse.tag[at] in ("VBD", "VBZ", "VBP"):
            found = _mislabelled(parse, at)
        if found is not None:
            return found
        head, dep = parse.head[at], parse.dep[at]
        if head == at:
            return None
        if dep == "acl" and parse.pos[head] in _NOUNS:
            return _above_noun(parse, at, head)
        if dep == "relcl":
            return head
        if dep == "xcomp" and (objects := parse.kids(head, "dobj", "dative")) and _object_control(parse, at):
            return objects[0]
        if dep == "ccomp" and steps == 0 and any(parse.dep[c] == "mark" for c in parse.children[at]):
            return None
        if dep in ("prep", "pcomp", "agent") or dep in _BORROWS:
            at = head
            steps += 1
            if parse.pos[at] in ("NOUN", "PROPN"):
                return _owner(parse, at)
            continue
        return None
    return None


def _mislabelled(parse: Parse, verb: int) -> int | None:
    """A noun before a finite verb that the parser has not called its subject."""
    for c in reversed(parse.children[verb]):
        if c < verb and parse.pos[c] in _NOUNS and parse.dep[c] in ("dep", "npadvmod", "nmod", "dobj", "attr"):
            if parse.ent[c] not in ("DATE", "TIME") and parse.tag[c] not in ("WP", "WDT"):
                return c
    return None


def _above_noun(parse: Parse, verb: int, noun: int) -> int | None:
    """The subject of a verb under a noun.

    A participle has the noun ("a man saying no"); an infinitive has whoever has the noun: "his
    chance to say no", "she used her time to say no".
    """
    infinitive = any(parse.dep[c] == "aux" and parse.lower[c] == "to" for c in parse.children[verb])
    if not infinitive:
        return noun
    owner = _owner(parse, noun)
    if owner is None and parse.dep[noun] in ("dobj", "attr"):
        return own_subject(parse, parse.head[noun])
    return owner


def _object_control(parse: Parse, verb: int) -> bool:
    """Whether the infinitive's subject is the object: "told aides to say no"."""
    if parse.lemma[parse.head[verb]] in _SUBJECT_CONTROL:
        return False
    return any(parse.dep[c] == "aux" and parse.lower[c] == "to" for c in parse.children[verb])


def _owner(parse: Parse, noun: int) -> int | None:
    """The possessor of a noun: "his habit of saying ..."."""
    for c in parse.children[noun]:
        if parse.dep[c] == "poss":
            return c
    return None


def mention_range(parse: Parse, head: int) -> Range:
    """The words of the mention: the noun phrase to its first pause, without relative clause.

    "Jean Ngandu, a former envoy, who ..." gives "Jean Ngandu"; "a spokesman for the mission"
    stays whole; a coordination stays whole ("the mayor and two aides").
    """
    first = parse.left[head]
    for c in parse.children[head]:
        if c < head and parse.dep[c] in (
            "advmod",
            "cc",
            "preconj",
            "punct",
            "mark",
            "intj",
            "dep",
            "advcl",
            "prep",
        ):
            first = max(first, parse.right[c] + 1)
    first = min(first, head)
    for i in range(first, head):
        if parse.word[i] in ("–", "—", "--", "―") or parse.tag[i] == "_SP":
            first = i + 1
    while first < head and parse.word[first] in _BREAKS | {'"', "“", "”", "''", "``"}:
        first += 1
    last = head + 1
    for c in parse.children[head]:
        if c < head:
            continue
        dep = parse.dep[c]
        if dep in _KEPT and parse.left[c] <= last:
            last = _to_break(parse, last, parse.right[c] + 1)
        elif dep in ("cc", "conj") or (dep == "punct" and parse.lower[c] in (",",) and _joins(parse, head, c)):
            last = max(last, _conjunct_end(parse, c) if dep == "conj" else c + 1)
        else:
            break
    while last > head + 1 and parse.tag[last - 1] == "POS" and parse.dep[head] == "poss" and last - 1 != head:
        last -= 1
    while last > head + 1 and parse.word[last - 1] in _BREAKS | {"and", "or", "&"}:
        last -= 1
    return (first, last)


def _joins(parse: Parse, head: int, comma: int) -> bool:
    """Whether the comma stands in a list: "Chad, Niger and Mali"."""
    return any(c > comma and parse.dep[c] == "conj" for c in parse.children[head]) and not any(
        c > comma and parse.dep[c] in ("appos", "relcl", "acl") for c in parse.children[head]
    )


def _conjunct_end(parse: Parse, noun: int) -> int:
    """Where a conjunct's mention ends."""
    return mention_range(parse, noun)[1]


def _to_break(parse: Parse, first: int, last: int) -> int:
    """The first pause in `[first, last)`, or `last`."""
    for i in range(first, last):
        if parse.word[i] in _BREAKS or (parse.dep[i] in ("relcl", "acl") and i > first + 1):
            return parse.left[i] if parse.dep[i] in ("relcl", "acl") and parse.left[i] > first else i
    return last


def joint_heads(parse: Parse, head: int) -> list[int]:
    """The other heads of a joint mention: in "Chad and Niger said", Niger."""
    return [c for c in parse.conjuncts(head)[1:] if parse.pos[c] in _NOUNS]
