"""The learned trigger head: which event, if any, a word tells.

A linear model over the features of `trigger_features.py`: for every event type and for "no event" a
weight a feature. `scripts/train_triggers.py` makes the files beside this
module from our own reports, sentences and lexicon examples; they hold numbers and names only.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import msgspec
import numpy as np

from communique.errors import CodebookError

WEIGHTS = Path(__file__).parent / "trigger_head.msgpack"
CLUSTERS = Path(__file__).parent / "clusters.msgpack"
NONE = "-"
"""The label of a word that tells no event."""


class TriggerTable(msgspec.Struct):
    """The stored head.

    Attributes:
        types: labels of the columns, `-` among them.
        names: features, in the order of the rows.
        weights: rows of 16-bit integers in thousandths, one column a label.
        trained_on: hash of the training data, for the model card.
    """

    types: list[str]
    names: list[str]
    weights: bytes
    trained_on: str


class TriggerHead:
    """Weighs words as triggers."""

    def __init__(self, table: TriggerTable, clusters: dict[str, tuple[int, int]]) -> None:
        self.types = table.types
        self.clusters = clusters
        self._row = {name: k for k, name in enumerate(table.names)}
        weights = np.frombuffer(table.weights, dtype="<i2").reshape(-1, len(table.types))
        self._weights = np.vstack([weights, np.zeros((1, len(table.types)), dtype="<i2")])
        self._nothing = len(weights)

    def knows(self, feature: str) -> bool:
        """Whether the feature occurred in training: `v=shell` for the verb "shell"."""
        return feature in self._row

    def judge(self, words: list[list[str]]) -> list[dict[str, float]]:
        """Probabilities of the types, `-` among them, for each word by its features: all words of a report at once."""
        if not words:
            return []
        rows: list[int] = []
        firsts: list[int] = []
        for features in words:
            firsts.append(len(rows))
            rows.append(self._nothing)
            rows += {k for name in features if (k := self._row.get(name)) is not None}
        weights = self._weights.take(rows, axis=0)
        scores = np.add.reduceat(weights, firsts, axis=0, dtype=np.int32) / 1000.0
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        odds /= odds.sum(axis=1, keepdims=True)
        return [dict(zip(self.types, row, strict=True)) for row in odds.tolist()]


@lru_cache(maxsize=1)
def load_trigger_head() -> TriggerHead | None:
    """The shipped head, None where it was not trained.

    Raises:
        CodebookError: a file is damaged.
    """
    if not WEIGHTS.exists() or not CLUSTERS.exists():
        return None
    try:
        table = msgspec.msgpack.decode(WEIGHTS.read_bytes(), type=TriggerTable)
        clusters = msgspec.msgpack.decode(CLUSTERS.read_bytes(), type=dict[str, tuple[int, int]])
    except msgspec.DecodeError as error:
        raise CodebookError(f"{WEIGHTS.name}: not a head: {error}; train it with scripts/train_triggers.py") from error
    return TriggerHead(table, clusters)


def load_clusters() -> dict[str, tuple[int, int]]:
    """Word clusters alone, for training."""
    return msgspec.msgpack.decode(CLUSTERS.read_bytes(), type=dict[str, tuple[int, int]])
