"""Whether an event happened: the words over it that deny, plan, fear, demand or doubt it.

From the event word the scope climbs the parse to the main clause and notes, on the way, negation,
modals, conditions and operators ("agreed to", "called off", "hopes of"). The climb stops where a
clause asserts by itself, as a relative clause does.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.codebook.schema.triggers import Operator
from communique.codebook.trigger_book import TriggerBook
from communique.events.arguments import clause_kind, is_verb
from communique.segment.parse import Parse

FUTURE = frozenset({"will", "shall", "'ll", "wo", "’ll"})
POSSIBLE = frozenset({"may", "might", "could", "can", "ca"})
WOULD = frozenset({"would", "'d", "’d"})
OUGHT = frozenset({"should", "must", "ought"})
NEVER = frozenset({"never", "neither", "nor", "hardly", "without", "barely", "scarcely", "nobody", "none", "n't", "not", "n’t"})
CONDITION = frozenset({"if", "unless", "whether", "lest", "should"})
TEMPORAL = frozenset({"once", "until", "when", "before", "after", "till"})
OCCUR = frozenset(
    ["take", "begin", "start", "be", "hold", "happen", "occur", "continue", "resume", "proceed", "go", "open", "follow", "conclude", "end", "come", "ensue", "erupt", "break", "unfold", "last", "convene", "commence", "stage", "conduct", "launch", "carry", "make", "mount", "schedule", "plan", "expect"]
)
_STEPS = 14


@dataclass(slots=True)
class Step:
    """An operator met on the way up: its token, its entry, and its own negation and modal."""

    token: int
    operator: Operator
    negated: bool = False
    modal: str | None = None


@dataclass(slots=True)
class Scope:
    """What stands over an event word.

    Attributes:
        negated: "did not attack", "no talks were held".
        modal: "future", "possible", "would" or "ought", from the event's own clause.
        condition: "if the rebels attack".
        purpose: an infinitive of purpose: "flew in to sign".
        question: the sentence asks.
        steps: operators from the event upwards.
        top: the token at which the climb stopped.
        infinitive: a bare "to" infinitive with no operator known.
    """

    negated: bool = False
    modal: str | None = None
    condition: bool = False
    purpose: bool = False
    question: bool = False
    infinitive: bool = False
    steps: list[Step] = field(default_factory=list)
    top: int = -1


def scope_of(parse: Parse, i: int, book: TriggerBook) -> Scope:
    """Climb from the event word at token `i`."""
    scope = Scope()
    _own_clause(parse, i, scope)
    at, direct = i, True
    for _ in range(_STEPS):
        up, dep = parse.head[at], parse.dep[at]
        if up == at:
            break
        if dep == "relcl" or (dep in ("ccomp", "parataxis") and up > at):
            break
        if dep == "conj":
            _share_from_conjunct(parse, at, up, scope)
            if is_verb(parse, at) and parse.kids(at, "nsubj", "nsubjpass") and not scope.steps:
                if not _to_infinitive(parse, up):
                    at = up
                    continue
            at = up
            continue
        operator = _operator(parse, at, up, dep, book)
        if operator is not None:
            scope.steps.append(Step(up, operator, _negated(parse, up), _modal(parse, up)))
            direct = True
        else:
            _unknown_step(parse, at, up, dep, scope, direct)
            direct = direct and dep in ("prep", "pobj") and parse.lower[at if dep == "prep" else up] in ("of", "to", "in", "for")
        at = up
    scope.top = at
    first, last = parse.sents[parse.sent[i]]
    scope.question = any(parse.word[j] == "?" for j in range(i, min(last, i + 40)))
    return scope


def _own_clause(parse: Parse, i: int, scope: Scope) -> None:
    """Negation, modal and condition written on the event word itself."""
    scope.negated = _negated(parse, i) and not _until(parse, i)
    scope.modal = _modal(parse, i)
    scope.condition = _conditional(parse, i)
    if is_verb(parse, i) and parse.dep[i] in ("advcl", "acl") and _to_infinitive(parse, i):
        scope.purpose = True
    if is_verb(parse, i) and _to_infinitive(parse, i):
        scope.infinitive = True


def _share_from_conjunct(parse: Parse, at: int, up: int, scope: Scope) -> None:
    """A later verb of a coordination shares auxiliaries: "will visit Lima and meet envoys"."""
    if not is_verb(parse, at) or parse.kids(at, "nsubj", "nsubjpass"):
        return
    own = bool(parse.kids(at, "aux", "auxpass"))
    bare = parse.tag[at] == parse.tag[up]
    if not own and bare:
        scope.modal = scope.modal or _modal(parse, up)
        if parse.tag[at] == "VB" and _negated(parse, up) and any(
            parse.lower[c] in ("or", "nor") for c in parse.kids(up, "cc")
        ):
            scope.negated = True
        if _to_infinitive(parse, up):
            scope.infinitive = True
            scope.purpose = scope.purpose or parse.dep[up] == "advcl"
    scope.condition = scope.condition or _conditional(parse, up)


def _unknown_step(parse: Parse, at: int, up: int, dep: str, scope: Scope, direct: bool) -> None:
    """A step through a word that is no operator: what of it still bears on the event.

    `direct`: the event noun itself, or a noun that holds it ("a round of talks"), stands at `at`.
    """
    if direct and dep in ("nsubj", "nsubjpass", "dobj", "pobj", "attr") and not is_verb(parse, at):
        verb = up if is_verb(parse, up) else None
        if verb is not None and parse.lemma[verb] in OCCUR:
            scope.negated = scope.negated or _negated(parse, verb)
            scope.modal = scope.modal or _modal(parse, verb)
            scope.condition = scope.condition or _conditional(parse, verb)
            scope.infinitive = scope.infinitive or _to_infinitive(parse, verb)
            scope.purpose = scope.purpose or (parse.dep[verb] in ("advcl", "acl") and _to_infinitive(parse, verb))
        elif verb is not None and dep in ("dobj", "pobj", "attr"):
            scope.modal = scope.modal or _modal(parse, verb)
            scope.condition = scope.condition or _conditional(parse, verb)
            scope.infinitive = scope.infinitive or _to_infinitive(parse, verb)
            if dep == "dobj":
                scope.negated = scope.negated or _negated(parse, verb)
    elif dep == "xcomp" and is_verb(parse, up):
        scope.negated = scope.negated or _negated(parse, up)
        scope.modal = scope.modal or _modal(parse, up)
    elif dep == "pcomp" and parse.lower[up] == "without":
        scope.negated = True
    elif dep == "prep" and is_verb(parse, up) and parse.kids(at, "pcomp") and scope.modal is None:
        scope.modal = "possible" if _modal(parse, up) in ("would", "possible") else None
    elif dep in ("advcl", "ccomp") and _conditional(parse, at):
        scope.condition = True
    if dep == "pobj" and parse.lower[up] == "without":
        scope.negated = True


def _operator(parse: Parse, at: int, up: int, dep: str, book: TriggerBook) -> Operator | None:
    """The operator entry of the word `up` that governs the event in this frame."""
    link = _frame(parse, at, up, dep)
    governor = up
    if parse.pos[up] == "ADP" and dep in ("pobj", "pcomp"):
        return None
    for kind in _kinds(parse, governor):
        for operator in book.operators.get(f"{kind}:{parse.lemma[governor]}", ()):
            if link & set(operator.frame) or "any" in operator.frame:
                if _phrase_there(parse, governor, operator):
                    return operator
    return None


def _kinds(parse: Parse, i: int) -> tuple[str, ...]:
    """Parts of speech under which a governing word may be listed."""
    if is_verb(parse, i):
        return ("verb",)
    if parse.pos[i] in ("NOUN", "PROPN"):
        return ("noun",)
    return ("adj",) if parse.pos[i] in ("ADJ", "ADV") else ()


def _frame(parse: Parse, at: int, up: int, dep: str) -> set[str]:
    """How the event stands below the governing word, in the names of operator frames."""
    if dep in ("xcomp", "ccomp", "acl", "advcl") and is_verb(parse, at):
        kind = clause_kind(parse, at)
        if dep == "advcl" and kind == "that":
            return set()
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


def _phrase_there(parse: Parse, i: int, operator: Operator) -> bool:
    """Whether the further words of an operator phrase ("call off") follow its head."""
    words = (operator.verb or "").split()[1:]
    at, last = i, parse.sents[parse.sent[i]][1]
    for word in words:
        at = next((j for j in range(at + 1, min(last, i + 7)) if parse.lower[j] == word), -1)
        if at < 0:
            return False
    return True


def _negated(parse: Parse, i: int) -> bool:
    """Negation written on the word: "not", "never", "no talks", "neither side"."""
    for c in parse.children[i]:
        lower, dep = parse.lower[c], parse.dep[c]
        if dep == "neg" or (lower in NEVER and dep in ("advmod", "preconj", "cc", "det")):
            return True
        if dep == "det" and lower in ("no", "neither"):
            return True
        if dep in ("nsubj", "nsubjpass") and (
            lower in ("nobody", "none", "neither", "nothing")
            or any(parse.lower[d] in ("no", "neither") for d in parse.kids(c, "det"))
        ):
            return True
        if dep == "dobj" and any(parse.lower[d] == "no" for d in parse.kids(c, "det")) and is_verb(parse, i):
            return True
    return _yet_to(parse, i)


def _until(parse: Parse, i: int) -> bool:
    """ "did not search the house until October" tells that it was searched."""
    return any(parse.lower[c] == "until" for c in parse.children[i]) or any(
        parse.lower[m] == "until" for c in parse.kids(i, "advcl") for m in parse.kids(c, "mark")
    )


def _yet_to(parse: Parse, i: int) -> bool:
    """The idiom "has yet to sign"."""
    for j in range(max(0, i - 3), i):
        if parse.lower[j] == "yet" and parse.lower[min(j + 1, len(parse) - 1)] == "to":
            return True
    return False


def _modal(parse: Parse, i: int) -> str | None:
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
    if not _to_infinitive(parse, i):
        return None
    up = parse.head[i]
    if parse.dep[i] == "xcomp" and parse.lemma[up] in ("go", "be") and up < i:
        return "future" if parse.lemma[up] == "be" or parse.lower[up] == "going" else None
    if parse.dep[i] == "ROOT" and parse.kids(i, "nsubj"):
        return "future"
    return None


def _to_infinitive(parse: Parse, i: int) -> bool:
    """Whether the verb is an infinitive with "to"."""
    return any(parse.lower[c] == "to" and parse.pos[c] == "PART" for c in parse.children[i])


def _conditional(parse: Parse, i: int) -> bool:
    """Whether the clause is a condition: "if", "unless", "whether", "in case"."""
    for c in parse.children[i]:
        if parse.dep[c] in ("mark", "advmod"):
            if parse.lower[c] in CONDITION:
                return True
            if parse.lower[c] in TEMPORAL and parse.dep[i] == "advcl" and _unfinished(parse, i):
                return True
    return False


def _unfinished(parse: Parse, i: int) -> bool:
    """A present in a clause of time: "once the senate ratifies it", "until they have left"."""
    finite = [i, *parse.kids(i, "aux", "auxpass")]
    return any(parse.tag[k] in ("VBZ", "VBP") for k in finite)
