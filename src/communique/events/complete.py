"""The side of an event that its clause does not name, by the learned side head.

The head scores every actor of the sentence and of those before (`side_features.py`); the best one is
taken where it is likely enough, and the event's confidence falls with the doubt. `--explain` says so.
"""

from __future__ import annotations

import math
from functools import lru_cache
from pathlib import Path

import msgspec

from communique.codebook.schema.ontology import EventType
from communique.errors import CodebookError
from communique.events.fold import folds_as_plover
from communique.events.side_features import candidates_for, side_features
from communique.segment.reading import Reading

WEIGHTS = Path(__file__).parent / "side_head.msgpack"
LEAST = {"recipient": 0.45, "actor": 0.6}
"""Least probability at which an actor becomes the side; chosen by cross-validation over reports."""


class SideTable(msgspec.Struct):
    """The stored head: for each side a weight in thousandths for every feature, and a hash of the data."""

    weights: dict[str, dict[str, int]]
    trained_on: str


@lru_cache(maxsize=1)
def load_side_head() -> SideTable | None:
    """The shipped head, None where it was not trained.

    Raises:
        CodebookError: the file is damaged.
    """
    if not WEIGHTS.exists():
        return None
    try:
        return msgspec.msgpack.decode(WEIGHTS.read_bytes(), type=SideTable)
    except msgspec.DecodeError as error:
        raise CodebookError(f"{WEIGHTS.name}: not a head: {error}; train it with scripts/train_sides.py") from error


def complete_sides(reading: Reading, types: dict[str, EventType]) -> None:
    """Fill empty recipients, then empty actors, where the head is sure enough; types of a user's own are let be."""
    table = load_side_head()
    if table is None:
        return
    for side in ("recipient", "actor"):
        weights = table.weights[side]
        for number, event in enumerate(reading.events):
            if getattr(event, side) or (side == "recipient" and len(event.actor) > 1 and event.type == "CONSULT"):
                continue
            if not folds_as_plover(types, types[event.type]):
                continue
            found = _best(reading, number, side, weights)
            if found is None:
                continue
            entity, probability = found
            setattr(event, side, [entity])
            event.confidence = round(event.confidence * (0.6 + 0.4 * probability), 3)
            event.why[f"{side}_inferred"] = [reading.entities[entity].name, round(probability, 2)]


def _best(reading: Reading, number: int, side: str, weights: dict[str, int]) -> tuple[int, float] | None:
    """The likeliest actor for the side and its probability, None where none is likely enough."""
    best: tuple[float, int] | None = None
    for place, candidate in enumerate(candidates_for(reading, number, side)):
        score = sum(weights.get(name, 0) for name in side_features(reading, number, candidate, place, side))
        if best is None or score > best[0]:
            best = (score, candidate.entity)
    if best is None:
        return None
    probability = 1 / (1 + math.exp(-max(-30.0, min(30.0, best[0] / 1000))))
    return (best[1], probability) if probability >= LEAST[side] else None
