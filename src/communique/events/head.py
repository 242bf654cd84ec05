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
import numpy as np

from communique.errors import CodebookError
from communique.events.trigger_head import load_clusters

WEIGHTS = Path(__file__).parent / "head.msgpack"


class HeadTable(msgspec.Struct):
    """The stored head.

    Attributes:
        labels: event types in the order of the columns.
        names: features, in the order of the rows.
        weights: rows of signed bytes, one column a label.
        step: what one unit of a weight is worth.
        trained_on: hash of the sentences, for the model card.
    """

    labels: list[str]
    names: list[str]
    weights: bytes
    step: float
    trained_on: str


class PairHead:
    """Scores event types for a set of features."""

    def __init__(self, table: HeadTable, clusters: dict[str, tuple[int, int]]) -> None:
        self.table = table
        self.clusters = clusters
        self._row = {name: k for k, name in enumerate(table.names)}
        self._weights = np.frombuffer(table.weights, dtype=np.int8).reshape(-1, len(table.labels))

    def probabilities(self, features: Iterable[str]) -> dict[str, float]:
        """Probability of each label, by softmax over summed weights."""
        rows = [k for name in (*features, "intercept") if (k := self._row.get(name)) is not None]
        total = self._weights[rows].sum(axis=0, dtype=np.int32).tolist()
        best = max(total)
        odds = [math.exp((t - best) * self.table.step) for t in total]
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
        return PairHead(msgspec.msgpack.decode(data, type=HeadTable), load_clusters())
    except msgspec.DecodeError as error:
        raise CodebookError(f"{WEIGHTS.name}: not a head: {error}; train it anew with scripts/train_head.py") from error
