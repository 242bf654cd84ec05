"""Where a judging word stands as a predicate, of what, and in whose mouth.

"The levy is unfair", "called the levy unfair", "denounced it as a crime", "was disappointed with Rome",
"Rome has violated the truce": the word, the clause that carries it, what it is said of, who names it so.
"""

from __future__ import annotations

from dataclasses import dataclass

from communique.codebook.judgement_book import JudgementGroup, judgement_file, judgement_words
from communique.events import modality
from communique.events.arguments import antecedent, borrowed_subject, is_verb, verb_slots
from communique.segment.parse import Parse
from communique.segment.reading import Range

_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass")
_TOWARDS = ("with", "by", "at", "about", "over", "of", "to", "in", "for", "from")
_TRYING = frozenset(
    {
        "try",
        "seek",
        "threaten",
        "attempt",
        "continue",
        "aim",
        "effort",
        "campaign",
        "want",
        "help",
        "begin",
        "bid",
        "use",
        "conspire",
    }
)


@dataclass(slots=True)
class Predicate:
    """A judging word in its clause.

    Attributes:
        word: its token; `first` where its phrase begins.
        clause: the verb that carries it.
        about: tokens that it is said of.
        namer: the verb of naming over it, None where the word is simply said.
        feeler: who feels, for words of feeling.
        denied: a negation reaches it.
    """

    word: int
    clause: int
    about: list[int]
    groups: list[JudgementGroup]
    first: int
    namer: int | None = None
    feeler: list[int] | None = None
    denied: bool = False

    @property
    def range(self) -> Range:
        """Tokens of the trigger."""
        return (self.first, self.word + 1)


def predicate_at(parse: Parse, i: int) -> Predicate | None:
    """The judgement that the token tells, None where it is none or stands under a condition or question."""
    groups = _groups(parse, i)
    if not groups:
        return None
    found = _verb(parse, i, groups) if groups[0].verb else _complement(parse, i, groups)
    if found is None or _open(parse, found):
        return None
    found.denied = _denied(parse, found)
    found.first = _first(parse, found)
    return found


def _groups(parse: Parse, i: int) -> list[JudgementGroup]:
    """Groups that list the token, by its use."""
    words = judgement_words()
    if parse.pos[i] == "NOUN":
        listed = [g for g in words.get(f"noun:{parse.lemma[i]}", ()) if _phrase(parse, i, g) is not None]
        return listed or _groups_within(parse, i)
    adjective = words.get(f"adj:{parse.lower[i]}")
    if parse.pos[i] in ("ADJ", "ADV") or (adjective and parse.tag[i] in ("VBN", "VBG", "VBD")):
        return list(adjective or ())
    if parse.pos[i] == "VERB":
        return list(words.get(f"verb:{parse.lemma[i]}", ()))
    return []


def _groups_within(parse: Parse, i: int) -> list[JudgementGroup]:
    """Groups of the words that colour a complement: "an unfair levy", "an act of piracy", "a petulant response"."""
    if parse.dep[i] not in ("attr", "oprd", "pobj", "dobj", "ccomp"):
        return []
    words = judgement_words()
    for c in parse.kids(i, "amod"):
        found = [g for g in words.get(f"adj:{parse.lower[c]}", ()) if not g.feeling and not g.only_denied]
        if found:
            return found
    inner = [k for p in parse.kids(i, "prep") if parse.lower[p] in ("of", "by", "in") for k in parse.kids(p, "pobj")]
    for c in (*parse.kids(i, "compound"), *inner):
        found = [g for g in words.get(f"noun:{parse.lemma[c]}", ()) if g.bare and _phrase(parse, c, g) is not None]
        if found:
            return found
    return []


def _phrase(parse: Parse, i: int, group: JudgementGroup) -> int | None:
    """Where the noun phrase of a group begins that ends, or starts, with the noun at `i`."""
    for phrase in group.noun:
        parts = phrase.replace("-", " - ").split()
        for at, part in enumerate(parts):
            start = i - at
            if parse.lemma[i] == part and start >= 0 and start + len(parts) <= len(parse):
                if all(parse.lower[start + k] == p or parse.lemma[start + k] == p for k, p in enumerate(parts)):
                    return start
    return None


def _complement(parse: Parse, i: int, groups: list[JudgementGroup]) -> Predicate | None:
    """An adjective or noun that says what something is, or is called."""
    at, words = i, judgement_file()
    while parse.dep[at] == "conj" and parse.head[at] != at:
        at = parse.head[at]
    if (
        parse.dep[at] == "pobj"
        and parse.lower[parse.head[at]] in ("of", "in", "by")
        and parse.dep[parse.head[at]] == "prep"
    ):
        return None
    if parse.tag[at] in ("VBN", "VBD") and is_verb(parse, at):
        if parse.kids(at, "auxpass") and not (parse.kids(at, "agent") and not groups[0].feeling):
            return _said_of(parse, i, at, groups)
        return None
    up = parse.head[at]
    if parse.dep[at] in ("pobj", "amod") and parse.lower[up] == "as":
        return _named_as(parse, i, parse.head[up], groups)
    if parse.kids(at, *_SUBJECTS) and any(parse.lemma[c] == "be" for c in parse.kids(at, "aux", "cop", "auxpass")):
        return _said_of(parse, i, at, groups)
    if parse.dep[at] in ("acomp", "attr", "oprd", "ccomp", "xcomp", "dobj", "advcl"):
        if parse.lemma[up] in words.copulas and parse.dep[at] in ("acomp", "attr", "oprd", "xcomp"):
            return _said_of(parse, i, up, groups)
        if parse.lemma[up] in words.naming and is_verb(parse, up) and not groups[0].feeling:
            return _named(parse, i, up, groups)
    return None


def _said_of(parse: Parse, i: int, clause: int, groups: list[JudgementGroup]) -> Predicate | None:
    """ "the levy is unfair", "it is wrong to ban milk", "was disappointed with Rome"."""
    subjects = [antecedent(parse, s) for s in parse.kids(clause, *_SUBJECTS)]
    if not subjects and parse.dep[clause] in ("xcomp", "conj", "pcomp", "acl", "relcl"):
        subjects = borrowed_subject(parse, clause)
    if groups[0].feeling:
        about = _towards(parse, i, clause)
        return Predicate(i, clause, about, groups, i, feeler=subjects) if about and subjects else None
    if any(parse.lower[s] == "it" for s in subjects):
        subjects = _clause_for_it(parse, (clause, i)) or subjects
    return Predicate(i, clause, subjects, groups, i) if subjects else None


def _clause_for_it(parse: Parse, over: tuple[int, int]) -> list[int]:
    """The clause for which an empty "it" stands: "it is wrong to ban milk", "called it odd that Riga left"."""
    below = [c for x in over for c in parse.kids(x, "xcomp", "ccomp", "advcl", "csubj", "acl")]
    found = [c for c in below if c > over[0] and is_verb(parse, c) and _infinitive_or_that(parse, c)]
    return found[:1]


def _infinitive_or_that(parse: Parse, c: int) -> bool:
    """Whether a clause stands for an empty "it"."""
    return any(parse.lower[k] in ("to", "that") and parse.dep[k] in ("aux", "mark") for k in parse.children[c])


def _named(parse: Parse, i: int, namer: int, groups: list[JudgementGroup]) -> Predicate | None:
    """ "called the levy unfair", "the levy was described as a crime by Riga"."""
    slots = verb_slots(parse, namer)
    same = parse.conjuncts(i)
    about = [o for o in slots.obj if o not in same and parse.head[o] != i] or parse.kids(i, "nsubj")
    if any(parse.lower[a] == "it" for a in about):
        about = _clause_for_it(parse, (i, namer)) or about
    if not about and parse.dep[namer] in ("relcl", "acl"):
        about = [parse.head[namer]]
    if not about and parse.pos[i] != "NOUN":
        about = [c for c in parse.kids(i, "compound", "nmod") if c < i]  # "called the catalogue provocative"
    return Predicate(i, namer, about, groups, i, namer=namer, feeler=slots.subj) if about else None


def _named_as(parse: Parse, i: int, over: int, groups: list[JudgementGroup]) -> Predicate | None:
    """ "described the answer as inadequate", where "as" may hang on the verb or on its object."""
    for verb in (over, parse.head[over]):
        if is_verb(parse, verb) and parse.lemma[verb] in judgement_file().naming:
            return _named(parse, i, verb, groups)
    return None


def _towards(parse: Parse, i: int, clause: int) -> list[int]:
    """Whom or what a feeling is about: after a preposition, or the subject of "that ..." and "because ..."."""
    found = []
    for x in dict.fromkeys((i, clause)):
        for p in parse.kids(x, "prep", "agent"):
            if parse.lower[p] in _TOWARDS:
                found += parse.kids(p, "pobj")
        for c in parse.kids(x, "ccomp", "advcl", "xcomp"):
            marks = [parse.lower[m] for m in parse.kids(c, "mark")]
            if c > i and ("that" in marks or "because" in marks):
                found += parse.kids(c, "nsubj")
    return found


def _verb(parse: Parse, i: int, groups: list[JudgementGroup]) -> Predicate | None:
    """A misdeed told by a verb: "has violated the truce", "threatens to harm our farmers"."""
    slots = verb_slots(parse, i)
    held = {parse.lemma[c] for o in slots.obj for c in parse.conjuncts(o)}
    fitting = [g for g in groups if not g.needs or held & set(g.needs)]
    if not fitting or not slots.subj:
        return None
    if modality.infinitive(parse, i) and parse.lemma[parse.head[i]] not in _TRYING:
        return None
    return Predicate(i, i, slots.subj, fitting, i)


def _open(parse: Parse, found: Predicate) -> bool:
    """Whether the judgement is only possible, conditional, asked or demanded."""
    verb = found.clause
    if modality.modal(parse, verb) in ("possible", "ought") or modality.conditional(parse, verb):
        return True
    if found.namer is not None and (modality.negated(parse, verb) or modality.modal(parse, verb) is not None):
        return True
    if found.namer is not None and modality.infinitive(parse, verb):
        return True
    if any(modality.conditional(parse, a) for a in parse.ancestors(verb)):
        return True
    if any(parse.lower[c] in ("any", "every") for a in found.about for c in parse.kids(a, "det")):
        return True
    return modality.asks(parse, found.word)


def _denied(parse: Parse, found: Predicate) -> bool:
    """Whether a "not" reaches the word, also from "do not think that it is fair"."""
    flips = modality.negated(parse, found.clause) or modality.negated(parse, found.word)
    verb = found.clause
    while parse.dep[verb] == "ccomp" and parse.lemma[parse.head[verb]] in judgement_file().holding:
        verb = parse.head[verb]
        flips = flips != modality.negated(parse, verb)
    return flips


def _first(parse: Parse, found: Predicate) -> int:
    """Where the trigger begins: the verb of naming, the "not", the words that modify the judging one."""
    if found.namer is not None and 0 < found.word - found.namer <= 5:
        return found.namer
    first = found.word
    for c in (*parse.children[found.word], *parse.kids(found.clause, "neg")):
        if c < found.word and found.word - c <= 4 and parse.dep[c] in ("neg", "amod", "advmod", "compound", "det"):
            first = min(first, c)
    return first
