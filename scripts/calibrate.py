"""Fit the confidence of events on our own reports d and e, or show what it is worth.

    python scripts/calibrate.py [--files GLOB ...] [--write]

No rule and no head was built on these reports. An event of ours is right where the hand coding has one
of its type in the same sentence, at its trigger if there is one, with the same status and the same
sides: at least half of the coded parties of each side and none that is not coded. The table is
made by leaving out each fifth of the reports in turn; --write fits all of them and writes the log odds to
`src/communique/codebook/data/odds/events.yaml`. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

import communique
from communique.codebook.yaml_files import parse_yaml
from communique.events import stage
from communique.events.calibration import bins, chance, signs
from communique.ingest.build import Meta
from communique.ingest.inputs import read_text
from communique.segment.reading import EventDraft, Reading

ROOT = Path(__file__).resolve().parent.parent
ODDS = ROOT / "src" / "communique" / "codebook" / "data" / "odds" / "events.yaml"
FOLDS = 5
STRENGTH = 0.3
"""Inverse regularisation."""


def main() -> None:
    """Fit, print the table, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", nargs="+", default=["d*.yaml", "e*.yaml"])
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    paths = sorted(path for glob in args.files for path in (ROOT / "training" / "reports").glob(glob))
    found = [judge(path) for path in _uncalibrated(paths)]
    rows = [(k % FOLDS, s, right) for k, report in enumerate(found) for s, right in report]
    told = []
    for fold in range(FOLDS):
        odds = fit([(s, right) for k, s, right in rows if k != fold])
        told += [(chance(s, odds), right) for k, s, right in rows if k == fold]
    print(table(told, len(paths)))
    if args.write:
        write(fit([(s, right) for _, s, right in rows]))


def _uncalibrated(paths: Sequence[Path]) -> list[tuple[Reading, Mapping[str, Any]]]:
    """Readings of the reports with the first estimates, and their hand coding."""
    stage.calibrate = lambda reading: None  # type: ignore[assignment]
    coder = communique.load()
    pairs = []
    for path in paths:
        gold = parse_yaml(path.read_bytes(), path.name)
        meta = Meta(title=gold.get("title"), publisher=gold.get("publisher"))
        pairs.append((coder.read(read_text(gold["text"], meta, path.name, gold["date"])), gold))
    return pairs


def judge(pair: tuple[Reading, Mapping[str, Any]]) -> list[tuple[dict[str, float], bool]]:
    """The signs of each event of a report, and whether it is right."""
    reading, gold = pair
    parse, text = reading.parse, reading.parse.text
    free = []
    for row in gold["events"]:
        start = text.find(row["near"]) + row["near"].index(row["trigger"])
        free.append((row, parse.tokens_in((start, start + len(row["trigger"])))))
    judged: dict[int, bool] = {}
    for strict in (True, False):
        for number, event in enumerate(reading.events):
            fit_rows = [
                pair
                for pair in free
                if pair[0]["type"] == event.type
                and (_meets(event.trigger, pair[1]) if strict else _meets(parse.sents[event.sentence], pair[1]))
            ]
            if number in judged or not fit_rows:
                continue
            best = min(fit_rows, key=lambda p: (p[0]["status"] != event.status, abs(p[1][0] - event.trigger[0])))
            judged[number] = best[0]["status"] == event.status and _sides(reading, event, best[0])
            free.remove(best)
    return [(signs(event), judged.get(number, False)) for number, event in enumerate(reading.events)]


def _meets(one: tuple[int, int], two: tuple[int, int]) -> bool:
    return one[0] < two[1] and two[0] < one[1]


def _sides(reading: Reading, event: EventDraft, row: Mapping[str, Any]) -> bool:
    """Whether both sides are the coded ones; of a meeting, the two together."""
    if event.type == "CONSULT" and _side(reading, [*event.actor, *event.recipient], [*row["actor"], *row["recipient"]]):
        return True
    return _side(reading, event.actor, row["actor"]) and _side(reading, event.recipient, row["recipient"])


def _side(reading: Reading, found: Sequence[int], words: Sequence[str]) -> bool:
    """Whether at least half of the coded parties are found and no other."""
    if not words or not found:
        return not words and not found
    parse, hits = reading.parse, set()
    for number, word in enumerate(words):
        at = parse.text.find(word)
        while at >= 0:
            span = parse.tokens_in((at, at + len(word)))
            hits |= {(number, m.entity) for m in reading.mentions if m.entity in found and _meets(m.tokens, span)}
            at = parse.text.find(word, at + 1)
    return len({n for n, _ in hits}) * 2 >= len(words) and {e for _, e in hits} >= set(found)


def fit(rows: Sequence[tuple[dict[str, float], bool]]) -> dict[str, float]:
    """Log odds of each sign, in hundredths."""
    vectors = DictVectorizer()
    matrix = vectors.fit_transform([{k: v for k, v in s.items() if k != "always"} for s, _ in rows])
    model = LogisticRegression(C=STRENGTH, max_iter=3000).fit(matrix, np.array([right for _, right in rows]))
    odds = {name: round(float(w), 2) for name, w in zip(vectors.get_feature_names_out(), model.coef_[0], strict=True)}
    return {"always": round(float(model.intercept_[0]), 2), **odds}


def table(told: Sequence[tuple[float, bool]], reports: int) -> str:
    """The reliability table, the error of calibration and how well confidence tells right from wrong."""
    lines = [
        f"{len(told)} events of {reports} reports",
        "",
        "| confidence | events | mean | right |",
        "|---|---|---|---|",
    ]
    gap = 0.0
    for low, high, count, mean, right in bins(told):
        lines.append(f"| {low:.1f} to {high:.1f} | {count} | {mean:.2f} | {right:.2f} |")
        gap += count * abs(mean - right) / len(told)
    brier = sum((c - r) ** 2 for c, r in told) / len(told)
    share = sum(r for _, r in told) / len(told)
    lines += [
        "",
        f"Mean gap between confidence and share right {gap:.3f}; Brier score {brier:.3f}, "
        f"{share * (1 - share):.3f} for saying {share:.2f} of all;",
        f"in {_rank(told):.2f} of the pairs of a right and a wrong event the right one has the higher confidence.",
    ]
    return "\n".join(lines)


def _rank(told: Sequence[tuple[float, bool]]) -> float:
    """Share of pairs of a right and a wrong event of which the right one has the higher confidence."""
    good = [c for c, r in told if r]
    bad = [c for c, r in told if not r]
    won = sum((a > b) + 0.5 * math.isclose(a, b) for a in good for b in bad)
    return won / max(1, len(good) * len(bad))


def write(odds: Mapping[str, float]) -> None:
    """Put the odds into the data file."""
    text = ODDS.read_text(encoding="utf-8")
    head = text[: text.index("confidence:")]
    body = "".join(f"  {name}: {value}\n" for name, value in odds.items())
    ODDS.write_text(f"{head}confidence:\n{body}", encoding="utf-8")


if __name__ == "__main__":
    main()
