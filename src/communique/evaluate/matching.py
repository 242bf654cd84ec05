"""Which event of one coding is which of the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from communique.evaluate.codings import CodedEvent


@dataclass(frozen=True, slots=True)
class Match:
    """A gold event and a coded one that stand in the same sentence; one is None where it has no partner."""

    gold: CodedEvent | None
    coded: CodedEvent | None

    @property
    def same_type(self) -> bool:
        """Whether both are there and of one type."""
        return self.gold is not None and self.coded is not None and self.gold.type == self.coded.type


def overlaps(one: CodedEvent, other: CodedEvent) -> bool:
    """Whether two events can be the same by place: their sentences share a character, or one's is not known."""
    if one.sentence is None or other.sentence is None:
        return True
    return one.sentence[0] < other.sentence[1] and other.sentence[0] < one.sentence[1]


def match(gold: Sequence[CodedEvent], coded: Sequence[CodedEvent]) -> list[Match]:
    """Match the events of one report, each at most once.

    First as many as possible of the same type in the same sentence, those whose sides and state agree best
    before others; then what is left by sentence alone. The order of the lists does not matter for the numbers.
    """
    pairs = _assign(gold, coded, same_type=True)
    rest_gold = [i for i in range(len(gold)) if i not in pairs]
    rest_coded = sorted(set(range(len(coded))) - set(pairs.values()))
    loose = _assign([gold[i] for i in rest_gold], [coded[j] for j in rest_coded], same_type=False)
    pairs |= {rest_gold[i]: rest_coded[j] for i, j in loose.items()}
    found = [Match(gold[i], coded[j]) for i, j in sorted(pairs.items())]
    found += [Match(g, None) for i, g in enumerate(gold) if i not in pairs]
    found += [Match(None, c) for j, c in enumerate(coded) if j not in set(pairs.values())]
    return found


def _assign(gold: Sequence[CodedEvent], coded: Sequence[CodedEvent], same_type: bool) -> dict[int, int]:
    """The largest matching (augmenting paths), best partners tried first: gold number to coded number."""
    wanted = [
        sorted(
            (j for j, c in enumerate(coded) if overlaps(g, c) and (not same_type or g.type == c.type)),
            key=lambda j, g=g: (-likeness(g, coded[j]), coded[j].sentence or (0, 0), j),  # type: ignore[misc]
        )
        for g in gold
    ]
    taken: dict[int, int] = {}

    def place(i: int, seen: set[int]) -> bool:
        for j in wanted[i]:
            if j not in seen:
                seen.add(j)
                if j not in taken or place(taken[j], seen):
                    taken[j] = i
                    return True
        return False

    best = [(max((likeness(g, coded[j]) for j in wanted[i]), default=0.0), i) for i, g in enumerate(gold)]
    for _, i in sorted(best, key=lambda x: (-x[0], x[1])):
        place(i, set())
    return {i: j for j, i in taken.items()}


def likeness(gold: CodedEvent, coded: CodedEvent) -> float:
    """How much two events agree in what both say: sides, state, mode; 0 to 4."""
    score = 0.0
    for one, other in ((gold.actor, coded.actor), (gold.recipient, coded.recipient), (gold.mode, coded.mode)):
        if one is not None and other is not None:
            score += len(one & other) / len(one | other) if one | other else 1.0
    return score + (gold.status is not None and gold.status == coded.status)
