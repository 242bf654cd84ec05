"""What stands over an event of a user's own type, and what that makes of it.

PLOVER folds announced, refused and demanded acts into types of its own (`fold.py`). A type of another ontology says
itself into what it folds; where it says nothing it stays itself and only its status changes:

    will strike, plans to strike, announced a strike   `future`, else status future
    refused to talk                                    `negated_by_choice`, else negated
    demanded talks                                     `demanded`, else hypothetical
    threatened to strike                               `threatened`, else hypothetical
    called off the strike                              `cancelled`, else negated
    ended the strike                                   `ceased`, else historical

A fold that leads to another type tells an act that was done: its status is actual.
"""

from __future__ import annotations

from communique.codebook.schema.ontology import EventType
from communique.events.fold import HYPOTHETICAL, OUTCOMES, SPEAKING, Folded, outcome, supposed
from communique.events.scope import Scope, Step
from communique.records.record import Status

_FOLDS: dict[str, tuple[str, Status]] = {
    "promise": ("future", "future"),
    "accede": ("future", "future"),
    "plan": ("future", "future"),
    "announce": ("future", "actual"),
    "refuse": ("negated_by_choice", "negated"),
    "demand": ("demanded", "hypothetical"),
    "threaten": ("threatened", "hypothetical"),
    "cancel": ("cancelled", "negated"),
    "postpone": ("cancelled", "negated"),
    "cease": ("ceased", "historical"),
}
"""Effects of operators: the fold they ask for, and the status where the type has no such fold."""


def fold_own(types: dict[str, EventType], name: str, mode: list[str], scope: Scope) -> Folded:
    """Fold an event of a type that does not fold as PLOVER's do."""
    result = Folded(name, mode=list(mode))
    _own_clause(types[name], result, scope)
    reported = False
    for step in scope.steps:
        _apply(types[name], result, step, reported)
        reported = step.operator.effect == "report"
    if scope.question and result.status == "actual" and result.by is None:
        result.status, result.weight = "hypothetical", result.weight * 0.8
    if scope.background and result.status == "actual":
        result.status = "historical"
    return result


def _own_clause(kind: EventType, result: Folded, scope: Scope) -> None:
    """Negation and modal on the event's own clause."""
    ahead = scope.modal in ("future", "would")
    if scope.condition or (ahead and supposed(scope)):
        result.status = "hypothetical"
    elif ahead and scope.negated:
        _to(kind, result, "negated_by_choice", "negated")
    elif ahead:
        _to(kind, result, "future", "future" if scope.modal == "future" else "hypothetical")
    elif scope.negated:
        result.status = "negated"
    elif scope.modal in ("possible", "ought"):
        result.status = "hypothetical"
    elif (scope.purpose or scope.infinitive) and not scope.steps:
        result.status, result.weight = "hypothetical", 0.7


def _to(kind: EventType, result: Folded, fold: str, otherwise: Status) -> None:
    """Let the type become what its fold names; where it names nothing only the status changes."""
    target = kind.folds.get(fold)
    if target is None or target == result.type:
        result.status = otherwise
    else:
        result.type, result.mode, result.status = target, [], "actual"


def _apply(kind: EventType, result: Folded, step: Step, reported: bool) -> None:
    """What one operator above makes of the event below it; `reported`: a report of it stands between."""
    effect = step.operator.effect
    if effect == "misreport":
        effect = "false" if reported else "neutral"
    if reported and effect == "refuse":
        effect = "deny"
    if effect in HYPOTHETICAL or effect == "purpose":
        result.status = "hypothetical" if result.status in ("actual", "historical", "future") else result.status
    elif effect in OUTCOMES:
        outcome(result, step, effect)
    elif effect in ("expect", "foresee"):
        if result.status == "actual" and result.by is None:
            result.status = "hypothetical" if step.negated or step.open else "future"
    elif effect in _FOLDS:
        _folded(kind, result, step, effect)
    elif effect in ("begin", "neutral", "allow", "force") and result.status == "actual" and result.by is None:
        _step(result, step)


def _folded(kind: EventType, result: Folded, step: Step, effect: str) -> None:
    """An operator whose subject does something by what it does with the event."""
    if result.by is not None or (step.beside and result.status != "actual"):
        return
    if result.status == "negated" and effect in ("promise", "accede", "plan", "threaten"):
        effect = "refuse"
    elif result.status not in ("actual", "future") and effect not in SPEAKING:
        return
    fold, otherwise = _FOLDS[effect]
    if effect == "refuse" and step.negated:
        return
    if effect == "cease" and step.negated:
        return
    if effect != "announce" or fold in kind.folds:
        _to(kind, result, fold, otherwise)
        result.by = None if step.beside and effect == "plan" else step
    _step(result, step)


def _step(result: Folded, step: Step) -> None:
    """Negation and modal on an operator: "did not agree to talk", "may call off the strike"."""
    if step.negated:
        result.status = "negated"
    elif step.modal in ("possible", "would", "ought"):
        result.status = "hypothetical"
    elif step.modal == "future":
        result.status = "future"
