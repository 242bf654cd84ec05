"""Whether an event happened: the words over it that deny, plan, fear, demand or doubt it.

From the event word the scope climbs the parse to the main clause and notes, on the way, negation,
modals, conditions and operators ("agreed to", "called off", "hopes of"). The climb stops where a
clause asserts by itself, as a relative clause does.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from msgspec import structs

from communique.codebook.event_words import event_words
from communique.codebook.schema.triggers import Operator
from communique.codebook.trigger_book import TriggerBook
from communique.events import modality, operators
from communique.events.arguments import is_passive, is_verb
from communique.segment.parse import Parse

_STEPS = 14
_HEDGED = frozenset({"false", "allege", "doubt"})
"""Effects of adverbs that reach from a verb of saying down to what is said: "falsely claimed"."""
_PRONOUNS = frozenset({"it", "they", "he", "she", "we", "i"})
_RANKS = frozenset({"first", "second", "third", "last", "latest", "only"})


@dataclass(slots=True)
class Step:
    """An operator met on the way up: its token, its entry, and its own negation and modal.

    `open` says that the operator itself lies under a condition or purpose ("to prevent attacks");
    `same` that what it governs has a pronoun as subject ("warned that it would"); `thing` that
    the event is a noun that stands as its subject ("a strike is due"); `beside` that it only
    modifies the event ("the planned visit").
    """

    token: int
    operator: Operator
    negated: bool = False
    modal: str | None = None
    open: bool = False
    same: bool = False
    thing: bool = False
    beside: bool = False


@dataclass(slots=True)
class Scope:
    """What stands over an event word.

    Attributes:
        negated: "did not attack", "no talks were held".
        modal: "future", "possible", "would" or "ought", from the event's own clause.
        condition: "if the rebels attack".
        purpose: an infinitive of purpose: "flew in to sign".
        question: the sentence asks.
        background: a past period or age stands beside it: "during the Cold War".
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
    background: bool = False
    steps: list[Step] = field(default_factory=list)
    top: int = -1


def scope_of(parse: Parse, i: int, book: TriggerBook) -> Scope:
    """Climb from the event word at token `i`."""
    scope = Scope()
    _own_clause(parse, i, scope, book)
    at, direct = i, True
    for _ in range(_STEPS):
        up, dep = parse.head[at], parse.dep[at]
        if up == at or _asserts(parse, at, up, dep, book) or _touched(parse, at, up, dep):
            break
        if dep == "conj":
            _share_from_conjunct(parse, at, up, scope)
            at = up
            continue
        found = operators.above(parse, at, up, dep, book)
        if found is not None and not (found[1].effect == "demand" and _asked(parse, at)):
            scope.steps.append(_step(parse, i, at, *found))
            direct = True
        else:
            _unknown_step(parse, at, up, dep, scope, book if direct else None)
            _hedges(parse, up, scope, book)
            of = parse.lower[at if dep == "prep" else up] in ("of", "to", "in", "for")
            direct = direct and dep in ("prep", "pobj") and of
        at = up
    scope.top = at
    scope.question = modality.asks(parse, i)
    return scope


def _asked(parse: Parse, at: int) -> bool:
    """ "asked whether Lima had left" demands nothing."""
    return any(parse.lower[c] in ("whether", "if") for c in parse.kids(at, "mark"))


def _touched(parse: Parse, at: int, up: int, dep: str) -> bool:
    """Whether the event goes on whatever its verb may do to it: "doubts that the vote will harm the talks"."""
    noun = dep in ("dobj", "nsubjpass") and not is_verb(parse, at)
    return noun and is_verb(parse, up) and parse.lemma[up] in event_words().touching


def _asserts(parse: Parse, at: int, up: int, dep: str, book: TriggerBook) -> bool:
    """Whether a clause asserts by itself: a relative clause, or what is quoted before its verb."""
    if dep == "relcl":
        return operators.above(parse, at, up, dep, book) is None
    return dep in ("ccomp", "parataxis") and up > at and not modality.conditional(parse, at)


def _own_clause(parse: Parse, i: int, scope: Scope, book: TriggerBook) -> None:
    """Negation, modal, condition and modifiers written on the event word itself."""
    scope.negated = modality.negated(parse, i) and not modality.until(parse, i)
    scope.modal = modality.modal(parse, i)
    scope.condition = modality.conditional(parse, i)
    verb = is_verb(parse, i)
    if verb and modality.infinitive(parse, i):
        scope.infinitive = not _ranked(parse, i)
        scope.purpose = scope.infinitive and parse.dep[i] in ("advcl", "acl")
    if verb:
        _conjunction(parse, i, scope, book)
    for token, operator in operators.modifying(parse, i, book):
        if operator.effect == "background":
            scope.background = True
        elif operator.effect != "false":
            scope.steps.append(Step(token, operator, beside=True))
    for at in (i, parse.head[i], parse.head[parse.head[i]]):
        if (at == i or not is_verb(parse, i)) and operators.period(parse, at, book) is not None:
            scope.background = True


def _ranked(parse: Parse, i: int) -> bool:
    """ "the first leader to visit Kyiv" has visited it."""
    if parse.dep[i] not in ("relcl", "acl"):
        return False
    return any(parse.lower[c] in _RANKS for c in parse.kids(parse.head[i], "amod", "det", "advmod"))


def _conjunction(parse: Parse, i: int, scope: Scope, book: TriggerBook) -> None:
    """The conjunction of the event's clause: "in case", "so that", "as soon as"."""
    operator = operators.conjunction(parse, i, book)
    if operator is None:
        return
    if operator.effect == "purpose":
        scope.purpose = True
        scope.steps.append(Step(i, operator))
    elif operator.effect == "condition":
        scope.condition = True


def _step(parse: Parse, event: int, at: int, token: int, operator: Operator) -> Step:
    """A step with what is written on the operator, or on the copula that carries it."""
    verb = token
    if not is_verb(parse, token):
        verb = next((a for a in list(parse.ancestors(token))[:2] if parse.lemma[a] in operators.COPULA), token)
    negated = modality.negated(parse, token) or (verb != token and modality.negated(parse, verb))
    subjects = parse.kids(at, "nsubj") if is_verb(parse, at) else []
    if (operator.noun or "").startswith("no "):
        negated = False
    if operator.effect == "plan" and parse.lemma[parse.head[token]] in ("look", "seem", "appear"):
        operator = structs.replace(operator, effect="expect")
    few = operator.effect == "belief" and any(parse.lower[s] == "few" for s in parse.kids(verb, "nsubj"))
    return Step(
        token,
        operator,
        negated or few,
        modality.modal(parse, token) or (modality.modal(parse, verb) if verb != token else None),
        modality.conditional(parse, verb) or (is_verb(parse, verb) and modality.infinitive(parse, verb)),
        any(parse.lower[s] in _PRONOUNS for s in subjects),
        not is_verb(parse, event) and parse.dep[at] in ("nsubj", "nsubjpass"),
    )


def _hedges(parse: Parse, up: int, scope: Scope, book: TriggerBook) -> None:
    """Adverbs on a verb of saying that reach down to what is said: "falsely claimed"."""
    if is_verb(parse, up):
        for token, operator in operators.modifying(parse, up, book):
            if operator.effect in _HEDGED:
                scope.steps.append(Step(token, operator))


def _share_from_conjunct(parse: Parse, at: int, up: int, scope: Scope) -> None:
    """A later verb of a coordination shares auxiliaries: "will visit Lima and meet envoys"."""
    if not is_verb(parse, at) or parse.kids(at, "nsubj", "nsubjpass"):
        return
    own = bool(parse.kids(at, "aux", "auxpass"))
    bare = parse.tag[at] == parse.tag[up]
    if not own and bare:
        scope.modal = scope.modal or modality.modal(parse, up)
        joined = any(parse.lower[c] in ("or", "nor") for c in parse.kids(up, "cc"))
        if parse.tag[at] == "VB" and joined and modality.negated(parse, up):
            scope.negated = True
        if modality.infinitive(parse, up):
            scope.infinitive = True
            scope.purpose = scope.purpose or parse.dep[up] == "advcl"
    scope.condition = scope.condition or modality.conditional(parse, up)


def _unknown_step(parse: Parse, at: int, up: int, dep: str, scope: Scope, book: TriggerBook | None) -> None:
    """A step through a word that is no operator: what of it still bears on the event.

    `book` is given where the event noun itself, or a noun that holds it ("a round of talks"),
    stands at `at`.
    """
    gerund = parse.tag[at] == "VBG" and dep in ("nsubj", "nsubjpass", "csubj")
    noun = (gerund or not is_verb(parse, at)) and is_verb(parse, up)
    if noun and book is not None and dep in ("nsubj", "nsubjpass", "csubj", "dobj", "pobj", "attr"):
        _through_verb(parse, up, dep, scope, operators.occurs(parse, up, dep, book))
    elif dep == "xcomp" and is_verb(parse, up):
        scope.negated = scope.negated or modality.negated(parse, up)
        scope.modal = scope.modal or modality.modal(parse, up)
    elif dep == "prep" and is_verb(parse, up) and scope.modal is None:
        supposed = ("would", "possible") if parse.kids(at, "pcomp") else ("would",)
        scope.modal = "possible" if modality.modal(parse, up) in supposed else None
    elif dep in ("advcl", "ccomp") and modality.conditional(parse, at):
        scope.condition = True
    if dep in ("pobj", "pcomp") and parse.lower[up] == "without":
        scope.negated = True


def _through_verb(parse: Parse, verb: int, dep: str, scope: Scope, occurs: bool) -> None:
    """What an event noun takes from its verb: "no talks were held", "a visit would help"."""
    mood = modality.modal(parse, verb)
    if occurs:
        scope.negated = scope.negated or modality.negated(parse, verb)
        scope.modal = scope.modal or mood
        scope.condition = scope.condition or modality.conditional(parse, verb)
        to = modality.infinitive(parse, verb)
        scope.infinitive = scope.infinitive or to
        scope.purpose = scope.purpose or (to and parse.dep[verb] in ("advcl", "acl"))
    elif dep in ("dobj", "pobj", "attr"):
        scope.modal = scope.modal or mood
        scope.condition = scope.condition or modality.conditional(parse, verb)
        scope.infinitive = scope.infinitive or modality.infinitive(parse, verb)
        if dep == "dobj":
            scope.negated = scope.negated or modality.negated(parse, verb)
    elif dep == "nsubj" and mood == "would" and not is_passive(parse, verb):
        scope.modal = scope.modal or "possible"
