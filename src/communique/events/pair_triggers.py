"""What the rules make of the words around two marked parties, as features of the pair head."""

from __future__ import annotations

from collections.abc import Iterator

from communique.events.arguments import is_verb
from communique.events.found import Found
from communique.events.pair import Pair, within
from communique.segment.reading import Range

_NEAR = {"way": 2.0, "recipient": 1.0, "under": 0.8, "between": 0.7, "actor": 0.0, "off": -1.0}
"""How much the place of a trigger counts for it."""


def trigger_features(pair: Pair) -> Iterator[str]:
    """Every trigger with its type, fold, status, place and sides; the best in more detail; the rules' answer."""
    best: tuple[float, Found, str, str] | None = None
    for found in pair.found:
        place, sides = _place(pair, found), _sides(pair, found)
        own, folded, status = found.sense.type, found.folded.type, found.folded.status
        yield f"T={folded}/{place}"
        yield f"Ts={own}>{folded}/{place}"
        yield f"Tm={folded}/{sides}"
        yield f"Tst={folded}/{status}/{place}"
        yield f"Tby={_effect(found)}>{own}"
        value = sum(3.0 if s in "AR" else 1.5 for s in sides) + _NEAR[place]
        if best is None or value > best[0]:
            best = (value, found, place, sides)
    if best is None:
        yield "T0=none"
    else:
        yield from _best(pair, *best)
    yield from _answer(pair)


def _best(pair: Pair, value: float, found: Found, place: str, sides: str) -> Iterator[str]:
    """The trigger that ties the parties best."""
    parse, scope = pair.parse, found.scope
    own, folded, status = found.sense.type, found.folded.type, found.folded.status
    yield f"T0={folded}"
    yield f"T0x={own}>{folded}/{_effect(found)}"
    yield f"T0m={folded}/{sides}/{place}"
    yield f"T0s={folded}/{status}"
    yield f"T0k={folded}/{'verb' if is_verb(parse, found.token) else 'noun'}"
    yield f"T0l={folded}/{parse.lemma[found.token]}"
    yield f"T0q={folded}/{int(value)}"
    yield f"T0n={folded}/{scope.negated}/{scope.modal}/{scope.purpose or scope.infinitive}"
    for mode in found.folded.mode:
        yield f"T0mo={folded}/{mode}"


def _answer(pair: Pair) -> Iterator[str]:
    """What the rules answer."""
    if pair.ranked:
        fit, event = pair.ranked[0]
        yield f"said={pair.said}"
        yield f"said={pair.said}/{int(fit)}"
        for mode in event.mode:
            yield f"rmo={pair.said}/{mode}"


def _effect(found: Found) -> str:
    """Effect of the operator that decided."""
    return found.folded.by.operator.effect if found.folded.by else "-"


def _place(pair: Pair, found: Found) -> str:
    """Where a trigger stands to the parties."""
    token, by = found.token, found.folded.by
    if within(token, pair.two):
        return "recipient"
    if within(token, pair.one):
        return "actor"
    if token in pair.way:
        return "way"
    if within(token, pair.gap):
        return "between"
    if by is not None and by.token in pair.way:
        return "way"
    return "under" if any(a in pair.way for a in list(pair.parse.ancestors(token))[:2]) else "off"


def _sides(pair: Pair, found: Found) -> str:
    """Which of the parties its sides touch: A and R as marked, a and r the other way round."""
    actor, recipient = [t for _, t in found.sides.actor], [t for _, t in found.sides.recipient]
    checks = (("A", actor, pair.one), ("R", recipient, pair.two), ("a", actor, pair.two), ("r", recipient, pair.one))
    return "".join(name for name, spans, marked in checks if touches(spans, marked))


def touches(spans: list[Range], marked: Range) -> bool:
    """Whether one of the spans shares a token with the marked one."""
    return any(a < marked[1] and marked[0] < b for a, b in spans)
