"""Fit the weights by which two tellings are taken for one happening, from our own labelled stories.

    python scripts/train_story_pairs.py [--write]

Pairs of linked mentions of one story are the examples. There are few, so the fit is drawn towards weights set by
hand (PRIOR below); each story is left out once to say how well the fit does on stories it has not seen.
Plain gradient descent from a fixed start: the same data give the same weights.
"""

from __future__ import annotations

import argparse
import sys
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import yaml

import communique
from communique.codebook.schema.stories import PairWeights
from communique.codebook.story_book import STORIES
from communique.codebook.tables import DATA, load_area
from communique.codebook.yaml_files import parse_yaml
from communique.evaluate.story_scores import link
from communique.stories.pairing import FEATURES, PairModel
from communique.stories.telling import tellings_of
from communique.stories.words import Vocabulary

FOLDER = Path(__file__).parents[1] / "training" / "stories"
WEIGHTS = DATA / "stories" / "pair_weights.yaml"
PRIOR_BIAS = -2.6
PRIOR = {
    "same_type": 0.9, "other_mode": -0.4, "same_mode": 0.3, "parties": 1.6, "names": 1.0, "strangers": -1.6,
    "context": 0.9, "other_parties": -1.0, "same_day": 2.7, "next_day": -0.6, "within": 1.4, "undated": 0.4,
    "running": 1.0, "late": -1.2, "same_place": 1.0, "other_place": -1.4, "topic": 1.8, "no_topic": -0.8, "focus": 1.4,
    "other_focus": -0.8, "trigger": 0.9, "other_trigger": -0.1, "wording": 4.0, "number": 0.8, "one_report": -6.0,
    "other_round": -3.0, "other_status": -1.2, "reversed": -3.0,
}  # fmt: skip
PULL = 2.0
"""How strongly the fit is drawn to the weights set by hand, for each weight and example."""


def examples(model: PairModel, vocabulary: Vocabulary) -> dict[str, list[tuple[dict[str, float], int]]]:
    """Feature values and labels of pairs, by story; pairs that a rule keeps apart are left out."""
    coder = communique.load()
    found: dict[str, list[tuple[dict[str, float], int]]] = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        gold: dict[str, Any] = parse_yaml(path.read_bytes(), path.name)
        records = list(coder.code_many(gold["reports"]))
        tellings = {t.key: t for r in records for t in tellings_of(r, vocabulary)}
        linked = link(gold, records)
        rows = []
        for (left, a), (right, b) in combinations(sorted(linked.items()), 2):
            one, two = tellings[a], tellings[b]
            if model.apart(one, two) is None:
                rows.append((model.features(one, two), int(left[0] == right[0])))
        found[gold["story"]] = rows
    return found


def fit(rows: list[tuple[dict[str, float], int]]) -> np.ndarray:
    """Weights and, last, the bias: logistic regression drawn to the prior."""
    x = np.array([[f.get(name, 0.0) for name in FEATURES] + [1.0] for f, _ in rows])
    y = np.array([label for _, label in rows], dtype=float)
    start = np.array([PRIOR.get(name, 0.0) for name in FEATURES] + [PRIOR_BIAS])
    w = start.copy()
    for _ in range(4000):
        p = 1.0 / (1.0 + np.exp(-np.clip(x @ w, -30, 30)))
        w -= 0.02 * (x.T @ (p - y) / len(y) * 10 + PULL * (w - start))
        w = np.where(w * start < 0, 0.0, w)  # a sign of two copies never speaks against them
    return w


def main() -> int:
    """Fit, report, and with --write put the weights into the data file."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--write", action="store_true", help="write the weights to the data file")
    args = parser.parse_args()
    tables = load_area(STORIES)
    vocabulary = Vocabulary(tables.words)
    by_story = examples(PairModel(tables.pairs, vocabulary), vocabulary)
    right = wrong_join = wrong_split = 0
    for story in by_story:
        w = fit([row for name, rows in by_story.items() if name != story for row in rows])
        for features, label in by_story[story]:
            odds = sum(w[n] * features.get(name, 0.0) for n, name in enumerate(FEATURES)) + w[-1]
            right += (odds >= 0) == bool(label)
            wrong_join += odds >= 0 and not label
            wrong_split += odds < 0 and bool(label)
    total = sum(len(rows) for rows in by_story.values())
    print(
        f"{total} pairs; left-out stories: {right} right, {wrong_join} joined wrongly, {wrong_split} kept apart wrongly"
    )
    w = fit([row for rows in by_story.values() for row in rows])
    made = PairWeights(
        bias=round(float(w[-1]), 3), weights={n: round(float(w[i]), 3) for i, n in enumerate(FEATURES)}, join=0.0
    )
    text = "".join(line + "\n" for line in WEIGHTS.read_text(encoding="utf-8").splitlines() if line.startswith("#"))
    text += yaml.safe_dump({"bias": made.bias, "join": made.join, "weights": made.weights}, sort_keys=False)
    if not args.write:
        print(text)
    else:
        WEIGHTS.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
