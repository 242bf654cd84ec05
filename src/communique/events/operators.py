"""Finding the operators around a word: those above it, those that modify it, those before it.

Frames say where the event stands: to, ing, that, obj, subj, a preposition, "mod" (the event
modifies the operator: "attack plan"), "modifies" (the operator modifies the event: "planned
attack", "allegedly attacked"), "clause" (a conjunction before the event's clause: "in case").
"""

from __future__ import annotations

from collections.abc import Iterator

from communique.codebook.schema.triggers import Operator
from communique.codebook.trigger_book import TriggerBook
from communique.events.arguments import clause_kind, is_passive, is_verb
from communique.segment.parse import Parse

COPULA = frozenset({"be", "seem", "remain", "look", "appear", "prove", "turn", "become", "sound", "stay"})
_REACH = 7
_ANY = frozenset({"any"})

Governor = tuple[int, frozenset[str]]


def above(parse: Parse, at: int, up: int, dep: str, book: TriggerBook) -> tuple[int, Operator] | None:
    """The operator that governs the word `at` through its head `up`: its token and entry."""
    if parse.pos[up] == "ADP" and dep in ("pobj", "pcomp"):
        return _before_preposition(parse, up, book)
    for token, frames in _governors(parse, at, up, dep, book):
        operator = _entry(parse, token, frames, book)
        if operator is not None:
            return token, operator
    return None


def occurs(parse: Parse, verb: int, dep: str, book: TriggerBook) -> bool:
    """Whether the verb says of the event noun below it that it takes place."""
    frame = "subj" if dep in ("nsubj", "csubj") else "obj"
    entries = book.operators.get(f"verb:{parse.lemma[verb]}", ())
    return any(o.effect == "occur" and frame in o.frame for o in entries)


def _governors(parse: Parse, at: int, up: int, dep: str, book: TriggerBook) -> Iterator[Governor]:
    """Words that may govern the event through `up`, with the frames in which it stands there."""
    subject = dep in ("nsubj", "nsubjpass", "csubj", "csubjpass") and is_verb(parse, up)
    if subject:
        yield from _over_subject(parse, up, dep, book)
    yield up, frozenset(_frame(parse, at, up, dep))
    if parse.lemma[up] in COPULA and dep in ("xcomp", "ccomp", "advcl", "acl"):
        frames = frozenset(_frame(parse, at, up, dep))
        for p in _predicates(parse, up):
            if p != at:
                yield p, frames


def _over_subject(parse: Parse, verb: int, dep: str, book: TriggerBook) -> Iterator[Governor]:
    """Operators over an event that is a subject: "the visit is in doubt", "talks are set to begin"."""
    predicates = _predicates(parse, verb) if parse.lemma[verb] in COPULA else []
    for word in (verb, *predicates):
        if any(occurs(parse, x, d, book) for x in parse.kids(word, "xcomp") for d in ("nsubj", "dobj")):
            yield word, frozenset({"to"})
    for p in predicates:
        yield p, frozenset({"subj"})
    if dep in ("nsubj", "csubj"):
        yield verb, frozenset({"subj"})


def _predicates(parse: Parse, verb: int) -> list[int]:
    """What a copula says of its subject: adjectives, nouns, nouns after a preposition."""
    found = []
    for c in parse.children[verb]:
        dep = parse.dep[c]
        if dep in ("acomp", "attr", "oprd"):
            found.append(c)
        elif dep == "xcomp" and parse.lemma[c] in COPULA:
            found.extend(_predicates(parse, c))
        elif dep == "xcomp" and not is_verb(parse, c):
            found.append(c)
        elif dep == "prep":
            found.extend(parse.kids(c, "pobj"))
    return found


def _frame(parse: Parse, at: int, up: int, dep: str) -> set[str]:
    """How the event stands below the governing word, in the names of operator frames."""
    if dep in ("xcomp", "ccomp", "acl", "advcl", "relcl", "csubj") and is_verb(parse, at):
        kind = clause_kind(parse, at)
        if dep == "advcl" and kind == "that":
            return set()
        if dep == "relcl":
            return {"that"} if any(parse.lower[c] == "that" for c in parse.children[at][:1]) else set()
        return {kind, "that"} if dep == "ccomp" else {kind}
    if dep in ("dobj", "nsubjpass", "attr", "oprd", "obj"):
        return {"obj"}
    if dep == "prep" or parse.pos[at] == "ADP":
        return {parse.lower[at]}
    if dep in ("amod", "compound"):
        return {"mod"}
    if dep in ("appos", "dep", "parataxis") and parse.tag[at] == "VBG":
        return {"ing", "of"}
    return set()


def _entry(parse: Parse, token: int, frames: frozenset[str], book: TriggerBook) -> Operator | None:
    """The entry of a word that has one of the frames."""
    best: tuple[int, Operator] | None = None
    for kind in _kinds(parse, token):
        for operator in book.operators.get(f"{kind}:{parse.lemma[token]}", ()):
            length = len((operator.noun or operator.verb or operator.adj or operator.adv or "").split())
            if operator.effect == "occur" or not (frames | _ANY) & set(operator.frame):
                continue
            if best is None or length > best[0]:
                if _voice_fits(parse, token, operator) and _phrase_there(parse, token, operator):
                    best = (length, operator)
    return best[1] if best else None


def _voice_fits(parse: Parse, token: int, operator: Operator) -> bool:
    """Whether a verb stands in the voice that its entry asks for."""
    return operator.voice is None or (operator.voice == "passive") == is_passive(parse, token)


def _kinds(parse: Parse, i: int) -> tuple[str, ...]:
    """Parts of speech under which a governing word may be listed."""
    if is_verb(parse, i):
        return ("verb", "adj")
    if parse.pos[i] in ("NOUN", "PROPN"):
        return ("noun",)
    return ("adj", "adv") if parse.pos[i] in ("ADJ", "ADV") else ()


def _phrase_there(parse: Parse, i: int, operator: Operator) -> bool:
    """Whether the further words of a phrase stand by its head: after a verb, before a noun."""
    if operator.noun:
        words = [w for w in operator.noun.split()[:-1] if w != "the"]
        written = range(max(0, i - len(words) - 2), i)
        before = [parse.lower[j] for j in written if parse.pos[j] != "DET" or parse.lower[j] == "no"]
        return before[len(before) - len(words) :] == words
    words = (operator.verb or operator.adj or operator.adv or "").split()[1:]
    at, last = i, parse.sents[parse.sent[i]][1]
    for word in words:
        at = next((j for j in range(at + 1, min(last, i + _REACH)) if parse.lower[j] == word), -1)
        if at < 0:
            return False
    return True


def _before_preposition(parse: Parse, preposition: int, book: TriggerBook) -> tuple[int, Operator] | None:
    """Phrases that end in the preposition over the event: "instead of", "rather than", "ahead of"."""
    for first in (preposition, preposition - 1, preposition - 2):
        if first < 0:
            break
        written = " ".join(parse.lower[first : preposition + 1])
        for operator in book.operators.get(f"adv:{parse.lower[first]}", ()):
            if operator.adv == written and "any" in operator.frame:
                return first, operator
    return None


def modifying(parse: Parse, at: int, book: TriggerBook) -> list[tuple[int, Operator]]:
    """Operators that modify a word: "the planned visit", "allegedly attacked"."""
    found = []
    for c in parse.children[at]:
        dep = parse.dep[c]
        if dep in ("amod", "advmod", "compound", "nmod") or (dep == "acl" and parse.tag[c] == "VBN"):
            for kind in ("adj", "adv"):
                for operator in book.operators.get(f"{kind}:{parse.lower[c]}", ()):
                    if "modifies" in operator.frame:
                        found.append((c, operator))
        if dep == "acl" and parse.tag[c] in ("VBN", "VBD"):
            entry = _entry(parse, c, frozenset({"obj"}), book)
            if entry is not None:
                found.append((c, entry))
    return found


def conjunction(parse: Parse, i: int, book: TriggerBook) -> Operator | None:
    """The conjunction phrase before a clause: "in case Poland arrested", "in order to sign"."""
    first = parse.sents[parse.sent[i]][0]
    start = min([parse.left[i], *(parse.left[c] for c in parse.children[i])])
    for j in range(max(first, start - 3), min(start + 4, i)):
        for operator in book.operators.get(f"adv:{parse.lower[j]}", ()):
            words = (operator.adv or "").split()
            if "clause" in operator.frame and parse.lower[j : j + len(words)] == words and j + len(words) <= i:
                return operator
    return None


def period(parse: Parse, i: int, book: TriggerBook) -> Operator | None:
    """A past period or age that the clause names: "during the Cold War", "under Stalin"."""
    for p in parse.kids(i, "prep"):
        if parse.pos[p] not in ("ADP", "SCONJ"):
            continue
        for j in range(p + 1, max(parse.right[p] + 1, min(p + 4, len(parse)))):
            for operator in book.operators.get(f"noun:{parse.lower[j]}", ()):
                if operator.effect == "background" and parse.lower[p] in operator.frame:
                    if _phrase_there(parse, j, operator):
                        return operator
    return None
