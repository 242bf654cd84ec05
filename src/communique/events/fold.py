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

HYPOTHETICAL = frozenset({"hope", "fear", "propose", "try", "doubt", "allege", "imagine"})
"""Effects that leave open whether the event below them happens."""
SPEAKING = frozenset({"promise", "accede", "plan", "refuse", "demand", "threaten", "cancel", "postpone"})
"""Effects whose subject does something by saying it."""
_SAID = ("REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE", "SUPPORT", "CONCEDE")
_ANNOUNCED = ("CONSULT", "AID", "RETREAT", "COOPERATE", "MOBILIZE", "ASSAULT")
_UNFOLDED = ("REQUEST", "REJECT", "ACCUSE")
"""Types that stay what they are when they lie ahead."""
OUTCOMES = frozenset(
    ["fail", "deny", "false", "true", "confirm", "belief", "prevent", "background", "anniversary", "arrive"]
)


FOLDED_INTO = frozenset({"AGREE", "CONCEDE", "REJECT", "REQUEST", "THREATEN"})
"""PLOVER's types that others fold into."""


def folds_as_plover(types: dict[str, EventType], kind: EventType) -> bool:
    """Whether a type folds as PLOVER's do: it says how, and the types that others fold into are there."""
    return kind.request_mode is not None and "future" in kind.folds and types.keys() >= FOLDED_INTO


def _request_mode(kind: EventType) -> list[str]:
    """The mode of a REQUEST or REJECT of an act of this type."""
    return [kind.request_mode] if kind.request_mode is not None else []


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
    reported = False
    for step in scope.steps:
        result = _apply(types, result, step, reported)
        reported = step.operator.effect == "report"
    if scope.question and result.status == "actual" and result.by is None:
        result.status, result.weight = "hypothetical", result.weight * 0.8
    if scope.background and result.status == "actual":
        result.status = "historical"
    return result


def supposed(scope: Scope) -> bool:
    """Whether a future under the words is only hoped, feared, doubted or asked: it folds to nothing."""
    if scope.question:
        return True
    first = next((s for s in scope.steps if s.operator.effect not in ("report", "begin", "neutral")), None)
    if first is None:
        return False
    effect = first.operator.effect
    if effect == "fear" and first.same:
        return False
    return effect in HYPOTHETICAL or effect in ("false", "deny", "purpose") or (effect == "belief" and first.negated)


def _own(types: dict[str, EventType], name: str, mode: list[str], scope: Scope) -> Folded:
    """What negation and modal on the event's own clause make of it."""
    result = Folded(name, mode=list(mode))
    ahead = scope.modal in ("future", "would")
    if scope.condition or (ahead and supposed(scope)):
        result.status = "hypothetical"
    elif ahead:
        _own_future(types, result, scope)
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


def _own_future(types: dict[str, EventType], result: Folded, scope: Scope) -> None:
    """ "will visit", "would not sign", "would demand"."""
    if scope.negated:
        _refuse(types, result)
    elif scope.modal == "would" and result.type in _SAID and result.type not in ("SUPPORT", "CONCEDE"):
        result.status = "hypothetical"
    else:
        _future(types, result)


def _future(types: dict[str, EventType], result: Folded) -> None:
    """An act to come."""
    target = types[result.type].future or result.type
    if target == result.type:
        if result.type in _UNFOLDED:
            result.status = "future"
        return
    result.mode = threat_mode(result.type, result.mode) if target == "THREATEN" else []
    result.type = target


def _refuse(types: dict[str, EventType], result: Folded) -> None:
    """An act that its actor will not do: refusing is REJECT, forswearing harm is AGREE."""
    kind = types[result.type]
    target = kind.negated_by_choice or kind.name
    result.mode = _request_mode(kind) if target == "REJECT" else []
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


def _apply(types: dict[str, EventType], result: Folded, step: Step, reported: bool) -> Folded:
    """What one operator above makes of the event below it; `reported`: a report of it stands between."""
    effect = step.operator.effect
    if reported and effect in ("refuse", "doubt"):
        effect = "deny" if effect == "refuse" else "doubt"
    if effect == "fear" and step.same and result.type == "THREATEN":
        return result
    if step.beside and effect in (SPEAKING | {"expect"}) and result.status != "actual":
        return result
    if effect == "misreport":
        effect = "false" if reported else "neutral"
    if effect in HYPOTHETICAL or effect == "purpose" or (effect == "allow" and result.status != "actual"):
        _suppose(result, step)
    elif effect in OUTCOMES:
        outcome(result, step, effect)
    elif effect == "announce":
        _announce(types, result, step)
    elif effect in ("expect", "foresee"):
        _foretell(types, result, step)
    elif effect in SPEAKING and result.by is None:
        _by_speaker(types, result, step)
    elif effect in SPEAKING:
        if effect == "plan" and result.type in _UNFOLDED and result.status == "actual":
            result.status = "future"
        elif effect == "refuse" and result.type == "REQUEST":
            result.type, result.offer, result.by = "REJECT", result.by, step
        elif effect in ("refuse", "demand") and result.type != "REQUEST":
            result.status = "hypothetical"
    elif effect == "cease":
        _cease(types, result, step)
    elif effect in ("begin", "neutral", "allow", "force") and result.by is None:
        _own_step(types, result, step)
    return result


def outcome(result: Folded, step: Step, effect: str) -> None:
    """Operators that say whether the event came about."""
    if effect in ("background", "anniversary"):
        result.status = "historical" if result.status == "actual" else result.status
    elif effect in ("fail", "deny", "false"):
        _undo(result, step, effect)
    elif effect == "prevent":
        if step.negated:
            return
        result.status = "hypothetical" if step.open or step.modal else "negated"
    elif effect == "true":
        result.status = "negated" if step.negated else result.status
    elif effect in ("confirm", "belief") and step.negated and result.status == "actual":
        result.status = "hypothetical"
    elif effect == "arrive" and result.status == "hypothetical" and result.type in ("SUPPORT", "CONSULT"):
        result.status = "actual"


def _undo(result: Folded, step: Step, effect: str) -> None:
    """ "failed to sign", "denied attacking": not done; "did not fail to sign": done."""
    if effect == "fail" and (step.modal in ("possible", "would") or step.open):
        result.status = "hypothetical"
    else:
        result.status = "actual" if step.negated and effect != "deny" else "negated"


def _suppose(result: Folded, step: Step) -> None:
    """Hoped, feared, proposed, tried: open. An attempt on a life is an assault whether or not it succeeds."""
    if step.operator.effect == "try" and result.type == "ASSAULT" and "targeted" in result.mode and not step.negated:
        if result.status == "hypothetical" and not step.open and step.modal is None:
            result.status = "actual"
        return
    if result.status in ("actual", "historical"):
        result.status = "hypothetical"


def _foretell(types: dict[str, EventType], result: Folded, step: Step) -> None:
    """What the outlet or others expect: the folded type, still ahead.

    "Talks are expected in Doha" is an AGREE to come. What one side expects of another's hostility
    ("Kyiv expects Moscow to attack") stays open.
    """
    if result.status in ("negated", "historical"):
        return
    if result.by is not None:
        result.status = "future" if result.type in _UNFOLDED and result.status == "actual" else result.status
        return
    if step.operator.effect == "foresee" and not types[result.type].cooperative:
        result.status = "hypothetical"
        return
    _future(types, result)
    result.status = "hypothetical" if step.negated or step.open else "future"


def _announce(types: dict[str, EventType], result: Folded, step: Step) -> None:
    """Announced cooperation lies ahead; measures announced are taken: "announced new sanctions"."""
    if result.status != "actual" or result.by is not None:
        return
    if result.type in _ANNOUNCED:
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
    result.by, result.status = (None if step.beside and effect == "plan" else step), "actual"
    if effect == "forswear" or (effect == "refuse" and not step.negated):
        _refuse(types, result)
    elif effect in ("cancel", "postpone"):
        hostile = not kind.cooperative
        result.type = "CONCEDE" if hostile else "REJECT"
        result.mode = [] if hostile else ["meet"] if kind.name == "CONSULT" else _request_mode(kind)
    elif effect == "demand":
        result.mode = ["change"] if not kind.cooperative and kind.name != "SANCTION" else _request_mode(kind)
        result.type = "REQUEST"
    elif effect == "threaten" and kind.name != "THREATEN":
        result.mode, result.type = threat_mode(kind.name, result.mode) or ["violence"], "THREATEN"
        if kind.cooperative:
            result.mode = ["relations"]
    elif effect == "accede" and kind.name in ("MOBILIZE", "COERCE"):
        result.type, result.mode = "AGREE", []
    elif effect in ("promise", "accede", "plan"):
        _future(types, result)
        if step.thing and result.type == "THREATEN":
            result.status, result.by = "future", None
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
    if kind.name == "CONSULT" and step.operator.verb == "end":  # "ended a visit": it took place
        return
    if kind.ceased is None or kind.ceased == kind.name:
        return
    result.type = kind.ceased
    result.mode = {"SANCTION": ["discontinue"], "RETREAT": ["ceasefire"]}.get(kind.ceased, [])
    result.by = step
    if step.modal in ("future", "would"):
        _future(types, result)
