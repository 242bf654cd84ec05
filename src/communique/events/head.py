"""A linear head over features of two parties: which event type ties them.

Weights come from `scripts/train_head.py`, which trains on our own sentences; the file beside
this module is MessagePack, holds numbers and names only, and carries the hash of its data.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

import msgspec

from communique.errors import CodebookError

WEIGHTS = Path(__file__).parent / "head.msgpack"


class HeadTable(msgspec.Struct):
    """The stored head.

    Attributes:
        labels: event types in the order of the weights.
        weights: for each feature one number a label, in thousandths.
        trained_on: hash of the sentences, for the model card.
    """

    labels: list[str]
    weights: dict[str, list[int]]
    trained_on: str


class PairHead:
    """Scores event types for a set of features."""

    def __init__(self, table: HeadTable) -> None:
        self.table = table

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """Probability of each label, by softmax over summed weights."""
        total = [0] * len(self.table.labels)
        for name in features:
            row = self.table.weights.get(name)
            if row is not None:
                for k, value in enumerate(row):
                    total[k] += value
        best = max(total)
        odds = [math.exp((t - best) / 1000) for t in total]
        whole = sum(odds)
        return {label: o / whole for label, o in zip(self.table.labels, odds, strict=True)}


@lru_cache(maxsize=1)
def load_head() -> PairHead | None:
    """The shipped head, None where it was not trained.

    Raises:
        CodebookError: the file is damaged.
    """
    try:
        data = WEIGHTS.read_bytes()
    except FileNotFoundError:
        return None
    try:
        return PairHead(msgspec.msgpack.decode(data, type=HeadTable))
    except msgspec.DecodeError as error:
        raise CodebookError(f"{WEIGHTS.name}: not a head: {error}; train it anew with scripts/train_head.py") from error
