"""From what a word means and what stands over it to the event that is recorded.

PLOVER folds announced acts: cooperation to come is AGREE, hostility to come THREATEN, an announced
withdrawal CONCEDE; a refusal is REJECT and not a negated event; what is demanded is REQUEST. The
table of folds is in the ontology files (`future`, `negated_by_choice`, `ceased`, `request_mode`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.codebook.schema.ontology import EventType
from communique.events.scope import Scope, Step
from communique.records.record import Status

HYPOTHETICAL = frozenset({"hope", "fear", "propose", "try", "doubt", "prevent", "allege"})
SPEAKING = frozenset({"promise", "accede", "plan", "refuse", "demand", "threaten", "cancel", "postpone"})


@dataclass(slots=True)
class Folded:
    """The event that is recorded.

    Attributes:
        type, mode, status: as recorded.
        offer: the request or offer that was refused, as a step of its own.
        by: the operator step that decided, whose subject acts; None for the event word itself.
        weight: factor on the confidence.
    """

    type: str
    status: Status = "actual"
    mode: list[str] = field(default_factory=list)
    by: Step | None = None
    offer: Step | None = None
    weight: float = 1.0
    kept_mode: bool = True


def fold(types: dict[str, EventType], name: str, mode: list[str], scope: Scope) -> Folded:
    """Fold the event type `name` with what stands over it."""
    result = _own(types, name, mode, scope)
    for step in scope.steps:
        result = _apply(types, result, step)
    if scope.question and result.status == "actual" and result.by is None:
        result.status, result.weight = "hypothetical", result.weight * 0.8
    return result


def _own(types: dict[str, EventType], name: str, mode: list[str], scope: Scope) -> Folded:
    """What negation and modal on the event's own clause make of it."""
    result = Folded(name, mode=list(mode))
    speaking = name in ("REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE", "SUPPORT", "CONCEDE")
    if scope.condition:
        result.status = "hypothetical"
    elif scope.modal in ("future", "would"):
        if scope.negated:
            _refuse(types, result)
        elif scope.modal == "would" and speaking and name != "SUPPORT":
            result.status = "hypothetical"
        else:
            _future(types, result)
    elif scope.negated:
        result.status = "negated"
    elif scope.modal in ("possible", "ought"):
        result.status = "hypothetical"
    elif scope.purpose and not scope.steps:
        result.status = "actual" if name == "CONSULT" else "hypothetical"
        result.weight = 0.6
    elif scope.infinitive and not scope.steps:
        result.status, result.weight = "hypothetical", 0.7
    return result


def _future(types: dict[str, EventType], result: Folded) -> None:
    """An act to come."""
    target = types[result.type].future
    if target == result.type:
        if result.type in ("REQUEST", "REJECT", "ACCUSE"):
            result.status = "future"
        return
    result.mode = threat_mode(result.type, result.mode) if target == "THREATEN" else []
    result.type = target


def _refuse(types: dict[str, EventType], result: Folded) -> None:
    """An act that its actor will not do: refusing is REJECT, forswearing harm is AGREE."""
    kind = types[result.type]
    target = kind.negated_by_choice
    result.mode = [kind.request_mode] if target == "REJECT" else []
    result.type, result.status = target, "actual"


def threat_mode(name: str, mode: list[str]) -> list[str]:
    """Mode of a THREATEN from the type and mode of what is threatened."""
    if name == "PROTEST":
        return ["restrict"]
    if name == "SANCTION":
        return ["expel"] if "expel" in mode else ["relations"]
    if name == "COERCE":
        if "arrest" in mode:
            return ["arrest"]
        return ["expel"] if "deport" in mode else ["restrict"]
    return ["violence"] if name in ("ASSAULT", "MOBILIZE") else []


def _apply(types: dict[str, EventType], result: Folded, step: Step) -> Folded:
    """What one operator above makes of the event below it."""
    effect = step.operator.effect
    if effect in HYPOTHETICAL or (effect in ("allow",) and result.status != "actual"):
        if result.status == "actual" or effect == "prevent":
            result.status = "hypothetical"
        return result
    if effect in ("fail", "deny"):
        result.status = "negated" if not step.negated else "actual"
    elif effect == "anniversary":
        result.status = "historical"
    elif effect == "announce":
        _announce(types, result, step)
    elif effect in SPEAKING and result.by is None:
        _by_speaker(types, result, step)
    elif effect in SPEAKING:
        if effect == "refuse" and result.type == "REQUEST":
            result.type, result.offer, result.by = "REJECT", result.by, step
        elif effect in ("refuse", "demand") and result.type != "REQUEST":
            result.status = "hypothetical"
    elif effect == "cease":
        _cease(types, result, step)
    elif effect in ("begin", "neutral", "allow", "force") and result.by is None:
        _own_step(types, result, step)
    return result


def _announce(types: dict[str, EventType], result: Folded, step: Step) -> None:
    """Announced cooperation lies ahead; measures announced are taken: "announced new sanctions"."""
    if result.status != "actual" or result.by is not None:
        return
    if result.type in ("CONSULT", "AID", "RETREAT", "COOPERATE", "MOBILIZE", "ASSAULT"):
        result.by = step
        _future(types, result)
    _own_step(types, result, step)


def _own_step(types: dict[str, EventType], result: Folded, step: Step) -> None:
    """Negation and modal on an operator that leaves the event as it is: "did not begin to"."""
    if result.status != "actual":
        return
    if step.modal in ("future", "would"):
        _refuse(types, result) if step.negated else _future(types, result)
    elif step.negated:
        result.status = "negated"
    elif step.modal in ("possible", "ought"):
        result.status = "hypothetical"


def _by_speaker(types: dict[str, EventType], result: Folded, step: Step) -> None:
    """An operator whose subject makes a commitment, refusal, demand or threat of the event."""
    effect = step.operator.effect
    kind = types[result.type]
    if result.status == "negated" and effect in ("promise", "accede", "plan", "threaten"):
        effect = "forswear"
    result.by, result.status = step, "actual"
    if effect == "forswear" or (effect == "refuse" and not step.negated):
        _refuse(types, result)
    elif effect in ("cancel", "postpone"):
        hostile = not kind.cooperative
        result.type = "CONCEDE" if hostile else "REJECT"
        result.mode = [] if hostile else ["meet" if kind.name == "CONSULT" else kind.request_mode]
    elif effect == "demand":
        result.mode = ["change" if not kind.cooperative and kind.name != "SANCTION" else kind.request_mode]
        result.type = "REQUEST"
    elif effect == "threaten" and kind.name != "THREATEN":
        result.mode, result.type = threat_mode(kind.name, result.mode) or ["violence"], "THREATEN"
        if kind.cooperative:
            result.mode = ["relations"]
    elif effect == "accede" and kind.name in ("MOBILIZE", "COERCE"):
        result.type, result.mode = "AGREE", []
    elif effect in ("promise", "accede", "plan"):
        _future(types, result)
    _step_own(result, step)


def _step_own(result: Folded, step: Step) -> None:
    """Negation and modal on the deciding operator itself: "did not agree to", "may threaten to"."""
    if step.negated and step.operator.effect != "refuse":
        result.status = "negated"
    elif step.modal in ("possible", "would"):
        result.status = "hypothetical"
    elif step.modal == "future":
        result.status = "future" if result.type != "AGREE" else "actual"
    elif step.modal == "ought":
        result.status = "hypothetical"


def _cease(types: dict[str, EventType], result: Folded, step: Step) -> None:
    """Something running is stopped: aid cut is SANCTION, fire held is RETREAT."""
    if result.by is not None or result.status == "hypothetical":
        return
    if step.negated:
        if step.modal in ("future", "would"):
            result.type, result.mode, result.by, result.status = "REJECT", ["yield"], step, "actual"
        return
    if step.modal in ("possible", "ought"):
        result.status = "hypothetical"
        return
    kind = types[result.type]
    if kind.ceased == kind.name:
        return
    result.type = kind.ceased
    result.mode = {"SANCTION": ["discontinue"], "RETREAT": ["ceasefire"]}.get(kind.ceased, [])
    result.by = step
    if step.modal in ("future", "would"):
        _future(types, result)
