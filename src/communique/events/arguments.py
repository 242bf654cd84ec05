"""Who stands where around a word: the syntactic slots of a verb, noun or adjective.

The parser gives the arguments written beside a verb; this module adds those that the verb shares
with another one: "agreed to lift" (control), "is expected to visit" (raising), "urged Kyiv to
withdraw" (object control), "arrived and signed" (coordination), "the troops who attacked"
(relative clause), "a delegation visiting Lima" (participle), "after signing" (gerund).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from communique.codebook.event_words import event_words
from communique.segment.parse import Parse

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
OBJECTS = ("dobj", "obj", "attr", "oprd")
RELATIVES = frozenset({"who", "which", "that", "whom"})
_CHARGES = frozenset({"of", "for", "from", "with", "into", "against"})
"""Prepositions after which a gerund is the object's act: "accused Rome of stalling"."""
_OF_OTHERS = frozenset({"over", "against", "about", "at", "by", "after", "despite", "following", "amid", "under"})
"""Prepositions whose noun is another's plan: "angry over the decision to expel the envoys"."""
_ONLY_PARTICIPLE = ("en", "wn", "ain")
"""Endings of participles that are no past tense too: "beaten", "thrown", "slain"."""
_LENT = frozenset({"with", "against", "between", "on", "to", "by"})
_MOVED = frozenset({"on", "to", "by"})
"""Prepositions that say where a subject goes, not with whom it is: "the talks moved to China"."""
_STRANDED = frozenset({"on", "at", "upon"})
_DEPTH = 6


@dataclass(slots=True)
class Slots:
    """Arguments of one word, as token indices of their head words.

    Attributes:
        subj, obj, iobj: subject, object and indirect object in the sense of the active clause:
            in "the town was shelled by rebels" the town is the object, the rebels the subject.
        prep: what each preposition governs.
        comp: head of the clause that follows ("to leave", "that it would leave").
        comp_kind: "to", "ing" or "that".
        poss, mod: possessors and modifiers of a noun ("Iraq's invasion", "the Israeli strike").
        passive: the verb stands in the passive.
        borrowed: the subject was taken over from another clause.
        by: an agent was written ("by rebels").
    """

    subj: list[int] = field(default_factory=list)
    obj: list[int] = field(default_factory=list)
    iobj: list[int] = field(default_factory=list)
    prep: dict[str, list[int]] = field(default_factory=dict)
    comp: int | None = None
    comp_kind: str | None = None
    poss: list[int] = field(default_factory=list)
    mod: list[int] = field(default_factory=list)
    passive: bool = False
    borrowed: bool = False
    by: bool = False


def is_verb(parse: Parse, i: int) -> bool:
    """Whether the token is used as a verb."""
    return parse.pos[i] in ("VERB", "AUX")


def slots_of(parse: Parse, i: int, lends: Callable[[int], bool]) -> Slots:
    """Slots of the token `i`, whatever its part of speech.

    `lends` tells whether a verb's subject acts in the noun it governs: "held talks", "hopes for a
    deal" lend theirs, "condemned the raid" does not.
    """
    if is_verb(parse, i):
        return verb_slots(parse, i)
    if parse.pos[i] in ("ADJ", "ADV") and parse.dep[i] in ("acomp", "oprd", "ROOT", "conj", "ccomp", "amod", "acl"):
        return adjective_slots(parse, i)
    return noun_slots(parse, i, lends)


def verb_slots(parse: Parse, i: int) -> Slots:
    """Slots of a verb."""
    slots = Slots(passive=is_passive(parse, i))
    for c in parse.children[i]:
        _place_child(parse, slots, c)
    _merge_object_preps(parse, slots)
    if slots.passive:
        agents = [a for a in slots.prep.get("by", []) if parse.pos[a] not in ("NUM",)]
        slots.obj = [o for o in slots.obj if not (parse.dep[o] == "oprd" and parse.pos[o] == "ADJ")] or slots.subj
        if slots.obj is not slots.subj and slots.subj:
            slots.iobj = slots.iobj or slots.subj
        _stranded_prep(parse, i, slots)
        slots.subj, slots.by = agents, bool(agents)
        if not slots.obj:
            slots.obj = borrowed_subject(parse, i, passive=True)
    elif not slots.subj:
        slots.subj = borrowed_subject(parse, i)
        slots.borrowed = bool(slots.subj)
    slots.subj = [antecedent(parse, s) for s in slots.subj]
    slots.obj = [antecedent(parse, o) for o in slots.obj]
    if not slots.obj and not slots.passive and _gapped_object(parse, i, slots):
        slots.obj = [parse.head[i]]
    return slots


def _place_child(parse: Parse, slots: Slots, c: int) -> None:
    """Put one dependant of a verb into its slot."""
    dep, lower = parse.dep[c], parse.lower[c]
    if dep in SUBJECTS:
        slots.subj.append(c)
    elif dep in OBJECTS and not (dep == "oprd" and parse.pos[c] == "ADJ"):  # "was shot dead"
        slots.obj.append(c)
    elif dep == "dative" and parse.pos[c] != "ADP":
        slots.iobj.append(c)
    elif dep == "dative":
        slots.iobj.extend(parse.kids(c, "pobj"))
        add_prep(parse, slots, c)
    elif dep == "prt" and parse.kids(c, "pobj"):  # "handed in their rifles"
        slots.obj.extend(parse.kids(c, "pobj"))
    elif dep in ("prep", "agent", "prt") and parse.pos[c] in ("ADP", "SCONJ", "PART", "ADV"):
        add_prep(parse, slots, c)
    elif dep == "advmod" and parse.kids(c, "prep"):
        for p in parse.kids(c, "prep"):
            add_prep(parse, slots, p)
    elif dep == "pobj" and lower:
        slots.obj.append(c)
    elif dep in ("xcomp", "ccomp") and slots.comp is None:
        slots.comp = c
        slots.comp_kind = clause_kind(parse, c)
        if parse.pos[c] in ("NOUN", "PROPN"):
            slots.obj.append(c)


def add_prep(parse: Parse, slots: Slots, p: int) -> None:
    """Record what the preposition `p` governs, through "along with", "because of" and the like."""
    name = parse.lower[p]
    for c in parse.children[p]:
        if parse.dep[c] in ("pobj", "pcomp"):
            slots.prep.setdefault(name, []).append(c)
        elif parse.dep[c] == "prep":
            for d in parse.kids(c, "pobj", "pcomp"):
                slots.prep.setdefault(parse.lower[c], []).append(d)
                slots.prep.setdefault(f"{name} {parse.lower[c]}", []).append(d)
        elif parse.dep[c] == "conj" and parse.pos[c] == "ADP":
            add_prep(parse, slots, c)


def _merge_object_preps(parse: Parse, slots: Slots) -> None:
    """Prepositions on the object serve the verb as well: "imposed sanctions on the junta"."""
    for o in slots.obj:
        for c in parse.kids(o, "prep"):
            if parse.lower[c] != "of":
                extra = Slots()
                add_prep(parse, extra, c)
                for name, heads in extra.prep.items():
                    known = slots.prep.setdefault(name, [])
                    known.extend(h for h in heads if h not in known)
    for heads in list(slots.prep.values()):
        for h in heads[:2]:
            for c in parse.kids(h, "prep"):
                if parse.lower[c] in ("with", "against", "between", "on", "by"):
                    extra = Slots()
                    add_prep(parse, extra, c)
                    for name, found in extra.prep.items():
                        slots.prep.setdefault(name, found)


def _stranded_prep(parse: Parse, i: int, slots: Slots) -> None:
    """A preposition left behind in the passive governs the subject: "the convoy was fired on"."""
    if slots.subj and i + 1 < len(parse) and parse.lower[i + 1] in _STRANDED and parse.head[i + 1] == i:
        if not parse.kids(i + 1, "pobj", "pcomp"):
            slots.prep.setdefault(parse.lower[i + 1], slots.subj)


def clause_kind(parse: Parse, c: int) -> str:
    """Kind of a complement clause by its verb form and marks: "to", "ing" or "that"."""
    for k in parse.children[c]:
        if parse.dep[k] == "aux" and parse.lower[k] == "to":
            return "to"
        if parse.dep[k] == "mark" and parse.lower[k] == "that":
            return "that"
    return "ing" if parse.tag[c] == "VBG" else "that"


def is_passive(parse: Parse, i: int) -> bool:
    """Whether a verb stands in the passive: "was shelled", "the town shelled by rebels"."""
    if parse.lemma[i] in event_words().stative and not parse.kids(i, "agent"):
        return False
    for c in parse.children[i]:
        if parse.dep[c] in ("auxpass", "nsubjpass", "agent"):
            return True
    if parse.tag[i] != "VBN":
        return False
    if parse.dep[i] == "conj" and not parse.kids(i, "aux", "dobj"):  # "six were shot and nine detained"
        return is_passive(parse, parse.head[i])
    if parse.dep[i] in ("acl", "amod", "advcl", "relcl", "oprd"):
        return not parse.kids(i, "aux", "nsubj", "dobj")
    clipped = parse.dep[i] == "ROOT" and parse.lower[i].endswith(_ONLY_PARTICIPLE)
    return clipped and not parse.kids(i, "aux", "dobj")  # "Fishermen beaten at sea"


def antecedent(parse: Parse, i: int) -> int:
    """The noun that a relative pronoun stands for, else the token itself."""
    if parse.lower[i] in RELATIVES and parse.tag[i] in ("WP", "WDT", "WP$", "IN"):
        clause = parse.head[i]
        for _ in range(_DEPTH):
            if parse.dep[clause] == "relcl":
                return parse.head[clause]
            if parse.head[clause] == clause:
                break
            clause = parse.head[clause]
    return i


def borrowed_subject(parse: Parse, i: int, passive: bool = False, depth: int = 0) -> list[int]:
    """Subject that a verb without one shares with another clause."""
    head, dep = parse.head[i], parse.dep[i]
    if depth > _DEPTH or head == i or (dep == "ccomp" and head > i):
        return []  # whoever is quoted after the clause does nothing in it: "resigned, the paper reported"
    if dep == "conj" and is_verb(parse, head):
        return _own_subject(parse, head) or borrowed_subject(parse, head, passive, depth + 1)
    if dep in ("xcomp", "ccomp", "advcl", "pcomp", "dep") and is_verb(parse, head):
        return _controller(parse, head, dep, depth)
    if dep == "ccomp" or (dep == "xcomp" and parse.pos[head] == "ADJ"):
        copula = parse.head[head]
        return _own_subject(parse, copula) if parse.dep[head] == "acomp" else _own_subject(parse, head)
    if dep == "pcomp":
        return _of_gerund(parse, i, depth)
    if dep in ("acl", "relcl", "amod"):
        return _of_noun_clause(parse, i, head, depth)
    return []


def _of_gerund(parse: Parse, i: int, depth: int) -> list[int]:
    """Subject of a gerund after a preposition: the one accused of it, else the verb's subject."""
    verb = next((a for a in parse.ancestors(i) if is_verb(parse, a)), None)
    if verb is None:
        return []
    preposition = parse.head[i]
    if parse.head[preposition] == verb and parse.lower[preposition] in _CHARGES:
        if is_passive(parse, verb):
            return _own_subject(parse, verb)
        objects = parse.kids(verb, "dobj", "dative")
        if objects:
            return objects
    return _own_subject(parse, verb) or borrowed_subject(parse, verb, is_passive(parse, verb), depth + 1)


def _of_noun_clause(parse: Parse, i: int, noun: int, depth: int) -> list[int]:
    """Subject of a clause on a noun: the noun itself, or whoever has the plan to do it."""
    infinitive = any(parse.lower[k] == "to" and parse.dep[k] == "aux" for k in parse.children[i])
    if not infinitive or parse.dep[i] == "relcl":
        return [noun]
    owner = parse.kids(noun, "poss")
    if owner:
        return owner
    if parse.dep[noun] in ("dobj", "pobj", "attr", "oprd"):
        verb = next((a for a in parse.ancestors(noun) if is_verb(parse, a)), None)
        if verb is not None and not _anothers(parse, noun, verb):
            return _own_subject(parse, verb) or borrowed_subject(parse, verb, False, depth + 1)
    return [noun] if parse.pos[noun] == "PROPN" else []


def _anothers(parse: Parse, noun: int, verb: int) -> bool:
    """Whether the plan or decision is not the verb's subject's: "condemned the decision to expel the envoys"."""
    if parse.dep[noun] == "pobj" and parse.lower[parse.head[noun]] in _OF_OTHERS:
        return True
    return parse.lemma[verb] in event_words().reacting


def _own_subject(parse: Parse, verb: int) -> list[int]:
    """Written subject of a verb, also where the parser hangs it on the auxiliary."""
    found = parse.kids(verb, "nsubj", "nsubjpass", "csubj")
    if not found:
        found = [s for a in parse.kids(verb, "aux", "auxpass") for s in parse.kids(a, "nsubj", "nsubjpass")]
    return [antecedent(parse, s) for s in found]


def _controller(parse: Parse, verb: int, dep: str, depth: int) -> list[int]:
    """Who does the verb below: the object of "urged Kyiv to withdraw", else the subject."""
    if dep in ("xcomp", "ccomp") and parse.lemma[verb] in event_words().object_control:
        objects = parse.kids(verb, "dobj", "dative")
        if objects:
            return objects
        if is_passive(parse, verb):
            return _own_subject(parse, verb)
        for p in parse.kids(verb, "prep"):
            if parse.lower[p] in ("on", "upon", "for"):
                return parse.kids(p, "pobj")
    found = _own_subject(parse, verb)
    return found or borrowed_subject(parse, verb, is_passive(parse, verb), depth + 1)


def _gapped_object(parse: Parse, i: int, slots: Slots) -> bool:
    """Whether the noun over a relative clause is the verb's object: "the town they shelled"."""
    if parse.dep[i] != "relcl" or parse.pos[parse.head[i]] not in ("NOUN", "PROPN"):
        return False
    if any(parse.lower[c] in ("where", "when", "why", "whose") for c in parse.kids(i, "advmod", "poss")):
        return False
    return bool(slots.subj) and parse.head[i] not in slots.subj and slots.comp is None


def noun_slots(parse: Parse, i: int, lends: Callable[[int], bool]) -> Slots:
    """Slots of a noun: "Iraq's invasion of Kuwait", "talks between A and B"."""
    slots = Slots()
    for c in parse.children[i]:
        dep = parse.dep[c]
        if dep == "poss":
            slots.poss.append(c)
        elif dep in ("compound", "amod", "nmod", "nummod"):
            slots.mod.append(c)
            slots.mod.extend(
                d for d in parse.kids(c, "conj", "compound", "punct", "nmod", "amod") if parse.dep[d] != "punct"
            )
        elif dep in ("prep", "agent"):
            add_prep(parse, slots, c)
        elif dep in ("acl", "relcl") and slots.comp is None:
            slots.comp, slots.comp_kind = c, clause_kind(parse, c)
            if parse.tag[c] == "VBN" or parse.tag[c] == "VBG":
                _add_clause_preps(parse, slots, c)
    _borrow_from_verb(parse, slots, i, lends)
    return slots


def _add_clause_preps(parse: Parse, slots: Slots, c: int) -> None:
    """Participants written on a participle: "talks held with Oman", "an attack blamed on rebels"."""
    for p in parse.kids(c, "prep", "agent"):
        extra = Slots()
        add_prep(parse, extra, p)
        for name, heads in extra.prep.items():
            slots.prep.setdefault(name, heads)


def _borrow_from_verb(parse: Parse, slots: Slots, i: int, lends: Callable[[int], bool]) -> None:
    """Subject and prepositions of the verb whose object the noun is: "held talks with Oman"."""
    head, dep = parse.head[i], parse.dep[i]
    if dep == "conj":
        first = parse.head[i]
        head, dep = parse.head[first], parse.dep[first]
        if not slots.poss:
            slots.poss = parse.kids(first, "poss")
    if dep == "pobj" and parse.lower[head] == "of" and parse.lemma[parse.head[head]] in event_words().partitive:
        whole = parse.head[head]
        head, dep = parse.head[whole], parse.dep[whole]
        slots.poss = slots.poss or parse.kids(whole, "poss")
        for p in parse.kids(whole, "prep"):
            if parse.head[i] != p:
                add_prep(parse, slots, p)
    if dep == "pobj":
        head = parse.head[head]
    if not is_verb(parse, head) or dep not in ("dobj", "pobj", "nsubjpass", "attr", "nsubj"):
        return
    verb = verb_slots(parse, head)
    if dep in ("dobj", "pobj", "nsubjpass") and (lends(head) or (dep == "pobj" and parse.lemma[head] == "be")):
        slots.subj = [s for s in verb.subj if s != i]
        slots.borrowed = True
    if dep in ("dobj", "nsubjpass", "nsubj"):
        for name, heads in verb.prep.items():
            if name in _LENT and (dep != "nsubj" or name not in _MOVED):
                slots.prep.setdefault(name, [h for h in heads if h != i])


def adjective_slots(parse: Parse, i: int) -> Slots:
    """Slots of an adjective: "Lima is critical of the plan", "workers on strike"."""
    slots = Slots()
    for c in parse.children[i]:
        if parse.dep[c] in ("prep", "agent"):
            add_prep(parse, slots, c)
        elif parse.dep[c] in ("xcomp", "ccomp"):
            slots.comp, slots.comp_kind = c, clause_kind(parse, c)
    verb = parse.head[i]
    if parse.dep[i] == "amod":
        slots.subj = [verb]
    elif is_verb(parse, verb):
        found = verb_slots(parse, verb)
        slots.subj = found.subj or found.obj
        for name, heads in found.prep.items():
            slots.prep.setdefault(name, heads)
    return slots
