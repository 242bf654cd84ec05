"""Train the head that relates two marked parties, on our own sentences and reports; deterministic.

    python scripts/train_head.py [--table]

Reads `training/pairs/*.jsonl` and the reports a to d of `training/reports` (those named e* are held back), writes
`src/communique/events/head.msgpack`. With --table the models that were tried are compared by
five-fold cross-validation on the same sentences. Needs scikit-learn, which is no dependency of the package.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from typing import Any

import msgspec
import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import LinearSVC

import communique
from communique.coding.relate import TERMS, ranked_events, read_as, sentence_of, spans_of
from communique.events.head import WEIGHTS, HeadTable
from communique.events.pair_features import pair_features
from communique.events.trigger_head import load_clusters
from pair_rows import read_pairs, report_pairs

C = 0.05
"""Inverse strength of the penalty."""
WEIGHT = {"f": 2.5, "report": 0.7}
"""Weight of a row by its batch: plain agency sentences count more, those of reports less; others 1."""
PRIOR = 0.75
"""How far the types' shares in whole reports tilt the head, to which all types are alike in training."""
SMALLEST = 2
"""Features seen less often are left out, as are rows of the table with no weight of that many units."""


def main() -> None:
    """Train and write, or print the table of models."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--table", action="store_true")
    args = parser.parse_args()
    rows, digest = all_rows()
    coder, clusters = communique.load(), load_clusters()
    features = [features_of(coder, clusters, row) for row in rows]
    labels = np.array([row.get("plv") or row["type"] for row in rows])
    weights = np.array([WEIGHT.get(row["batch"], 1.0) for row in rows])
    counts = Counter(name for names in features for name in names)
    known = {name: k for k, name in enumerate(sorted(n for n, count in counts.items() if count >= SMALLEST))}
    matrix = matrix_of(features, known)
    if args.table:
        compare(matrix, labels, weights)
        return
    model = logistic(C).fit(matrix, labels, sample_weight=weights)
    model.intercept_ += PRIOR * tilt(rows, labels, model.classes_)
    write(model, list(known), digest)


def all_rows() -> tuple[list[dict[str, Any]], str]:
    """All training rows in file order, and the hash of their texts and labels."""
    rows = [*read_pairs(), *report_pairs()]
    return rows, hashlib.sha256(msgspec.json.encode(rows)).hexdigest()


def features_of(coder: communique.Coder, clusters: dict[str, tuple[int, int]], row: dict[str, Any]) -> list[str]:
    """Features of one row."""
    reading = coder.read(sentence_of(row["text"]))
    spans = spans_of(reading, _span(row, "actor"), _span(row, "recipient"))
    ranked = ranked_events(reading, *spans)
    said = read_as(reading, ranked[0][1], coder.books.triggers.readings[TERMS]) if ranked else None
    return pair_features(reading, coder.books.triggers, clusters, spans, ranked, said)


def _span(row: dict[str, Any], side: str) -> tuple[int, int] | None:
    return (row[side]["start"], row[side]["end"]) if row.get(side) else None


def matrix_of(features: list[list[str]], known: dict[str, int]) -> csr_matrix:
    """Rows of ones."""
    columns = [[known[name] for name in names if name in known] for names in features]
    ends = np.cumsum([0, *map(len, columns)])
    flat = np.array([k for row in columns for k in row])
    return csr_matrix((np.ones(len(flat)), flat, ends), shape=(len(features), len(known)))


def logistic(strength: float) -> LogisticRegression:
    """The model that is shipped."""
    return LogisticRegression(C=strength, max_iter=300, tol=1e-3, class_weight="balanced")


def tilt(rows: list[dict[str, Any]], labels: Any, types: Any) -> Any:
    """Log of how often each type is told in reports, against equal shares; ten more of each so that none is rare."""
    told = Counter(label for row, label in zip(rows, labels, strict=True) if row["batch"] == "report")
    shares = np.array([told[t] + 10 for t in types], dtype=float)
    return np.log(shares / shares.mean())


def compare(matrix: csr_matrix, labels: Any, weights: Any) -> None:
    """Accuracy and macro-F1 of several small models in cross-validation."""
    models = {
        "logistic regression C=0.02": logistic(0.02),
        "logistic regression C=0.05": logistic(0.05),
        "logistic regression C=0.3": logistic(0.3),
        "linear SVM": LinearSVC(C=0.01, class_weight="balanced"),
        "naive Bayes": ComplementNB(),
    }
    for name, model in models.items():
        guess = np.empty_like(labels)
        for train, test in StratifiedKFold(5, shuffle=True, random_state=0).split(matrix, labels):
            model.fit(matrix[train], labels[train], sample_weight=weights[train])
            guess[test] = model.predict(matrix[test])
        macro = f1_score(labels, guess, average="macro")
        print(f"{name:<30} accuracy {(guess == labels).mean():.3f} macro-F1 {macro:.3f}", flush=True)


def write(model: LogisticRegression, names: list[str], digest: str) -> None:
    """Store the weights in signed bytes."""
    weights = model.coef_.T
    step = float(np.abs(weights).max()) / 127
    whole = np.rint(weights / step).astype(np.int8)
    kept = np.abs(whole).max(axis=1) >= SMALLEST
    names = [*(name for name, keep in zip(names, kept, strict=True) if keep), "intercept"]
    last = np.clip(np.rint(model.intercept_ / step), -127, 127).astype(np.int8)
    table = HeadTable(
        labels=[str(c) for c in model.classes_],
        names=names,
        weights=np.vstack([whole[kept], last]).tobytes(),
        step=step,
        trained_on=digest,
    )
    WEIGHTS.write_bytes(msgspec.msgpack.encode(table))
    print(f"{len(names)} features, {WEIGHTS.stat().st_size:,} bytes, trained on {digest[:12]}")


if __name__ == "__main__":
    main()
