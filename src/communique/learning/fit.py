"""The learnt head fitted: regularised softmax regression in numpy, the same bytes from the same examples.

Only features that stand in at least two corrected examples get weights, so what shares nothing with a correction
cannot change. The coder's own answer enters as a fixed prior; our own reports and what people accepted hold the rest.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import numpy as np

from communique.coding.learned import OUT, PRIOR, Corrections, Weights
from communique.learning.examples import Example

STRENGTH = 0.5
"""Weight of the squared weights in the loss: large keeps the coder's answer."""
ANCHOR = 0.5
"""How much an event of our own reports counts beside a judgement."""
MOST_FEATURES = 1500
MOST_ROWS = 20_000
_ROUNDS = 300

Array = np.ndarray[Any, np.dtype[np.float64]]
Answer = Callable[[Example], tuple[str, str]]


def _types(e: Example) -> tuple[str, str]:
    """The coder's and people's type."""
    return e.type, e.right_type


def _statuses(e: Example) -> tuple[str, str]:
    """The coder's and people's status."""
    return e.status, e.right_status


def fit(examples: Sequence[Example], anchors: Sequence[Example] = ()) -> Corrections:
    """Fit the head.

    Args:
        examples: judged events.
        anchors: events that are right as they are, with half weight.
    """
    told = [e for e in examples if e.right_type != OUT]
    modes: dict[str, Counter[str]] = {}
    for e in told:
        if e.modes is not None and e.type != e.right_type:
            modes.setdefault(f"{e.right_type}/{e.trigger}", Counter())["\x1f".join(e.modes)] += 1
    best = {key: min(c, key=lambda m: (-c[m], m)) for key, c in sorted(modes.items())}
    return Corrections(
        _fit(examples, anchors, _types),
        _fit(told, anchors, _statuses),
        {key: value.split("\x1f") for key, value in best.items() if value},
        hashlib.sha256(msgspec.msgpack.encode([list(examples), list(anchors)])).hexdigest(),
        len(examples),
    )


def _fit(examples: Sequence[Example], anchors: Sequence[Example], answer: Answer) -> Weights:
    """Weights of one answer; none where nobody corrected it."""
    wrong = [e for e in examples if len(set(answer(e))) == 2]
    counts = Counter(f for e in wrong for f in e.features)
    names = sorted(f for f, n in sorted(counts.items(), key=lambda x: (-x[1], x[0]))[:MOST_FEATURES] if n > 1)
    if not names:
        return Weights()
    labels = sorted({label for e in wrong for label in answer(e)})
    known = set(labels)
    rows = [(e, 1.0) for e in examples if known >= set(answer(e))]
    rows += [(e, ANCHOR) for e in anchors if known >= set(answer(e))]
    rows = rows[:MOST_ROWS]
    column, place = {f: k for k, f in enumerate(names)}, {label: k for k, label in enumerate(labels)}
    x, prior = np.zeros((len(rows), len(names))), np.zeros((len(rows), len(labels)))
    y, weight = np.zeros((len(rows), len(labels))), np.array([w for _, w in rows])
    for n, (e, _) in enumerate(rows):
        x[n, [column[f] for f in e.features if f in column]] = 1.0
        said, right = answer(e)
        prior[n, place[said]], y[n, place[right]] = PRIOR, 1.0
    found = np.rint(_solve(x, y, prior, weight) * 1000).astype(int)
    return Weights(labels, {f: found[k].tolist() for k, f in enumerate(names) if found[k].any()})


def _solve(x: Array, y: Array, prior: Array, weight: Array) -> Array:
    """Minimise the weighted loss with the weights' squares by Nesterov's method."""
    weighted = x * weight[:, None]
    direction = np.ones(x.shape[1])
    for _ in range(20):
        direction = weighted.T @ (x @ direction)
        direction /= np.linalg.norm(direction) or 1.0
    steepest = float(np.linalg.norm(weighted.T @ (x @ direction)))
    step = 1.0 / (0.55 * steepest + STRENGTH)
    now = np.zeros((x.shape[1], y.shape[1]))
    ahead = now
    for n in range(_ROUNDS):
        score = x @ ahead + prior
        odds = np.exp(score - score.max(axis=1, keepdims=True))
        odds /= odds.sum(axis=1, keepdims=True)
        after = ahead - step * (weighted.T @ (odds - y) + STRENGTH * ahead)
        ahead = after + (n / (n + 3)) * (after - now)
        now = after
    return np.asarray(now)
