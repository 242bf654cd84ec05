"""Train the side head on our coded reports; deterministic.

    python scripts/train_sides.py [--table]

For every event of `training/reports` that the coder finds with a side missing, each actor near it is a
training row: right where the gold names it. Reports named e* are held back, on them confidence is calibrated.
Writes `src/communique/events/side_head.msgpack`. With --table thresholds are compared by five-fold
cross-validation over reports. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

import communique
from communique.codebook.yaml_files import parse_yaml
from communique.events import complete
from communique.events.complete import WEIGHTS, SideTable
from communique.events.side_features import candidates_for, side_features
from communique.ingest.build import Meta
from communique.ingest.inputs import read_text
from communique.segment.reading import EventDraft, Reading

ROOT = Path(__file__).resolve().parent.parent
STRENGTH = 0.1
SIDES = ("recipient", "actor")


@dataclass
class Row:
    """One candidate of one event."""

    side: str
    report: str
    event: int
    features: list[str]
    right: bool
    gold: bool


def main() -> None:
    """Train and write, or print the table of thresholds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--table", action="store_true")
    args = parser.parse_args()
    complete.load_side_head = lambda: None  # type: ignore[assignment]
    rows = _rows()
    if args.table:
        for side in SIDES:
            compare([r for r in rows if r.side == side], side)
        return
    table = SideTable({side: fit([r for r in rows if r.side == side]) for side in SIDES}, _digest(rows))
    WEIGHTS.write_bytes(msgspec.msgpack.encode(table))
    print(f"{len(rows)} rows, {WEIGHTS.stat().st_size:,} bytes, trained on {table.trained_on[:12]}")


def _digest(rows: list[Row]) -> str:
    return hashlib.sha256(msgspec.msgpack.encode(rows)).hexdigest()


def _rows() -> list[Row]:
    """Candidates of all events found with a side missing."""
    coder, rows = communique.load(), []
    for path in sorted((ROOT / "training" / "reports").glob("[!e]*.yaml")):
        gold = parse_yaml(path.read_bytes(), path.name)
        meta = Meta(title=gold.get("title"), publisher=gold.get("publisher"))
        reading = coder.read(read_text(gold["text"], meta, path.name, gold["date"]))
        for number, row in _matched(reading, gold):
            for side in SIDES:
                if not getattr(reading.events[number], side):
                    rows += _of_event(reading, number, row, side, path.stem)
    return rows


def _matched(reading: Reading, gold: dict[str, Any]) -> list[tuple[int, dict[str, Any]]]:
    """Events with the gold row that they tell: same type, overlapping triggers, or one sentence."""
    text, pairs, used = reading.document.text, [], set()
    for exact in (True, False):
        for row in gold["events"]:
            near = text.find(row["near"])
            if near < 0 or id(row) in used:
                continue
            start = near + row["near"].index(row["trigger"])
            span = (start, start + len(row["trigger"]))
            for number, event in enumerate(reading.events):
                if number not in used and event.type == row["type"] and _touches(reading, event, span, exact):
                    used |= {number, id(row)}
                    pairs.append((number, row))
                    break
    return pairs


def _touches(reading: Reading, event: EventDraft, span: tuple[int, int], exact: bool) -> bool:
    parse = reading.parse
    words = event.trigger if exact else parse.sents[event.sentence]
    return parse.start[words[0]] < span[1] and span[0] < parse.end[words[1] - 1]


def _of_event(reading: Reading, number: int, row: dict[str, Any], side: str, report: str) -> list[Row]:
    """One row a candidate."""
    spans = _places(reading.document.text, row.get(side) or [])
    rows = []
    for place, candidate in enumerate(candidates_for(reading, number, side)):
        right = any(m.entity == candidate.entity and _overlap(reading, m.tokens, spans) for m in reading.mentions)
        features = side_features(reading, number, candidate, place, side)
        rows.append(Row(side, report, number, features, right, bool(row.get(side))))
    return rows


def _places(text: str, words: list[str]) -> list[tuple[int, int]]:
    """Where the gold words stand."""
    found = []
    for word in words:
        at = text.find(word)
        while at >= 0:
            found.append((at, at + len(word)))
            at = text.find(word, at + 1)
    return found


def _overlap(reading: Reading, tokens: tuple[int, int], spans: list[tuple[int, int]]) -> bool:
    first, last = reading.parse.start[tokens[0]], reading.parse.end[tokens[1] - 1]
    return any(first < end and start < last for start, end in spans)


def _fitted(rows: list[Row]) -> tuple[LogisticRegression, DictVectorizer]:
    counts = Counter(f for r in rows for f in set(r.features))
    vectors = DictVectorizer(dtype=np.float32)
    matrix = vectors.fit_transform([{f: 1.0 for f in r.features if counts[f] > 2} for r in rows])
    model = LogisticRegression(C=STRENGTH, max_iter=2000, tol=1e-5)
    return model.fit(matrix, np.array([r.right for r in rows])), vectors


def fit(rows: list[Row]) -> dict[str, int]:
    """Weights in thousandths."""
    model, vectors = _fitted(rows)
    weights = {
        str(n): round(float(w) * 1000)
        for n, w in zip(vectors.get_feature_names_out(), model.coef_[0], strict=True)
        if abs(w) >= 0.004
    }
    weights["bias"] = weights.get("bias", 0) + round(float(model.intercept_[0]) * 1000)
    return dict(sorted(weights.items()))


def compare(rows: list[Row], side: str) -> None:
    """What each threshold fills, rightly and wrongly, over reports held out in turn."""
    reports = sorted({r.report for r in rows})
    fold = {name: k % 5 for k, name in enumerate(reports)}
    events: dict[tuple[str, int], list[tuple[float, Row]]] = {}
    for k in range(5):
        model, vectors = _fitted([r for r in rows if fold[r.report] != k])
        test = [r for r in rows if fold[r.report] == k]
        shares = model.predict_proba(vectors.transform([dict.fromkeys(r.features, 1.0) for r in test]))[:, 1]
        for share, row in zip(shares, test, strict=True):
            events.setdefault((row.report, row.event), []).append((float(share), row))
    best = [max(found, key=lambda item: item[0]) for found in events.values()]
    named = sum(row.gold for _, row in best)
    print(f"{side}: {len(best)} events, gold names a side in {named}")
    for least in (0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6):
        filled = [row for share, row in best if share >= least]
        right = sum(r.right for r in filled)
        print(f"  >= {least}: filled {len(filled)}, right {right}, wrong {sum(r.gold for r in filled) - right},"
              f" should be empty {sum(not r.gold for r in filled)}")  # fmt: skip


if __name__ == "__main__":
    main()
