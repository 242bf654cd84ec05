"""Train the head that relates two marked parties, on our own sentences; deterministic.

    python scripts/train_head.py [--table]

Reads `training/pairs/*.jsonl`, writes `src/communique/events/head.msgpack`. With --table the
models that were tried are compared by five-fold cross-validation on the same sentences.
Needs scikit-learn, which is no dependency of the package.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import LinearSVC

import communique
from communique.coding.relate import ranked_events, spans_of
from communique.events.head import WEIGHTS, HeadTable
from communique.events.pair_features import pair_features
from communique.ingest.build import Meta
from communique.ingest.plain import from_text

ROOT = Path(__file__).resolve().parent.parent
SMALLEST = 15
"""Weights below this many thousandths are dropped."""


def main() -> None:
    """Train and write, or print the table of models."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--table", action="store_true")
    args = parser.parse_args()
    rows, digest = read_rows()
    coder = communique.load()
    features = [features_of(coder, row) for row in rows]
    labels = np.array([row.get("plv") or row["type"] for row in rows])
    vectors = DictVectorizer()
    matrix = vectors.fit_transform([dict.fromkeys(f, 1.0) for f in features])
    if args.table:
        compare(matrix, labels)
        return
    model = LogisticRegression(C=1.0, max_iter=2000, class_weight="balanced").fit(matrix, labels)
    write(model, vectors, digest)


def read_rows() -> tuple[list[dict[str, Any]], str]:
    """All training rows in file order, and their hash."""
    rows, total = [], hashlib.sha256()
    for path in sorted((ROOT / "training" / "pairs").glob("*.jsonl")):
        total.update(path.read_bytes())
        rows += [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return rows, total.hexdigest()


def features_of(coder: communique.Coder, row: dict[str, Any]) -> list[str]:
    """Features of one row."""
    reading = coder.read(from_text(row["text"], Meta(), "2024-06-12"))
    one, two = spans_of(reading, _span(row, "actor"), _span(row, "recipient"))
    return pair_features(reading, coder.books.triggers, one, two, ranked_events(reading, one, two))


def _span(row: dict[str, Any], side: str) -> tuple[int, int] | None:
    return (row[side]["start"], row[side]["end"]) if row.get(side) else None


def compare(matrix: Any, labels: Any) -> None:
    """Accuracy of several small models in cross-validation."""
    models = {
        "logistic regression C=0.3": LogisticRegression(C=0.3, max_iter=2000, class_weight="balanced"),
        "logistic regression C=1": LogisticRegression(C=1.0, max_iter=2000, class_weight="balanced"),
        "logistic regression C=3": LogisticRegression(C=3.0, max_iter=2000, class_weight="balanced"),
        "linear SVM": LinearSVC(C=0.1, class_weight="balanced"),
        "naive Bayes": ComplementNB(),
    }
    for name, model in models.items():
        right = (cross_val_predict(model, matrix, labels, cv=5) == labels).mean()
        print(f"{name:<30} {right:.3f}")


def write(model: Any, vectors: DictVectorizer, digest: str) -> None:
    """Store the weights in thousandths."""
    names = vectors.get_feature_names_out()
    table = HeadTable([str(c) for c in model.classes_], {}, digest)
    for k, name in enumerate(names):
        row = [round(float(w) * 1000) for w in model.coef_[:, k]]
        if max(map(abs, row)) >= SMALLEST:
            table.weights[str(name)] = row
    table.weights["bias"] = [round(float(b) * 1000) for b in model.intercept_]
    WEIGHTS.write_bytes(msgspec.msgpack.encode(table))
    print(f"{len(table.weights)} features, {WEIGHTS.stat().st_size:,} bytes, trained on {digest[:12]}")


if __name__ == "__main__":
    main()
