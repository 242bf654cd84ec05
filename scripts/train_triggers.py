"""Train the trigger head on our own reports, sentences and lexicon examples; deterministic.

    python scripts/train_triggers.py [--table] [--without FOLD/OF]

Reads `training/reports` (whole reports coded by hand: every word that tells no event is a counter-example;
those named e* are held back, on them confidence is calibrated), `training/pairs/*.jsonl` and the examples of
the lexicon, and writes `src/communique/events/trigger_head.msgpack`. With --table models are compared by
cross-validation over reports; --without leaves every report of a fold out, to measure on these. --cache keeps
the features between runs. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import LinearSVC

import communique
from communique.codebook.schema.triggers import SenseFile
from communique.codebook.trigger_book import sense_word
from communique.codebook.yaml_files import parse_yaml, read_struct
from communique.coding.examples import trigger_files
from communique.events.detect import find_triggers
from communique.events.found import Found
from communique.events.parties import Parties
from communique.events.recognise import candidates
from communique.events.senses import SenseMatcher
from communique.events.trigger_head import NONE, WEIGHTS, TriggerTable, load_clusters
from communique.ingest.build import Meta
from communique.ingest.inputs import read_text
from communique.ingest.plain import from_text
from communique.segment.reading import Reading

ROOT = Path(__file__).resolve().parent.parent
STRENGTH = 0.3
"""Inverse regularisation."""
WEIGHT = {"report": 1.0, "sense": 0.3, "pair": 0.25}
"""How much a word of each kind counts: the reports are as news is."""
SMALLEST = 60
"""Features whose weights all lie below this many thousandths are dropped."""


@dataclass
class Word:
    """One training word."""

    kind: str
    group: str
    features: list[str]
    type: str
    status: str


def main() -> None:
    """Train and write, or print the table of models."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--table", action="store_true")
    parser.add_argument("--without", default=None, help="fold/of: leave these reports out")
    parser.add_argument("--cache", default=None, help="keep the features in this file between runs")
    args = parser.parse_args()
    words = _cached(args.cache)
    if args.table:
        compare(words)
        return
    if args.without:
        fold, of = (int(x) for x in args.without.split("/"))
        out = {name for k, name in enumerate(report_names()) if k % of == fold}
        words = [w for w in words if w.group not in out]
    train(words)


def report_names() -> list[str]:
    """Names of the coded reports, in order."""
    return [p.stem for p in sorted((ROOT / "training" / "reports").glob("[!e]*.yaml"))]


def _cached(path: str | None) -> list[Word]:
    """Training words, from the cache where there is one."""
    if path and Path(path).exists():
        return msgspec.msgpack.decode(Path(path).read_bytes(), type=list[Word])
    coder = communique.load()
    maker = Maker(coder)
    words = [*maker.reports(), *maker.senses(), *maker.pairs()]
    if path:
        Path(path).write_bytes(msgspec.msgpack.encode(words))
    return words


class Maker:
    """Turns our labelled texts into training words."""

    def __init__(self, coder: communique.Coder) -> None:
        self.coder = coder
        self.book = coder.books.triggers
        self.clusters = load_clusters()

    def _words(self, reading: Reading) -> tuple[dict[int, list[str]], list[Found]]:
        """Features of each candidate word, and what the rules keep."""
        matcher = SenseMatcher(reading.parse, self.book, Parties(reading))
        found, kept = find_triggers(reading, matcher, self.book)
        rows = candidates(reading, matcher, self.book, found, kept, self.clusters)
        return {i: features for i, _, features in rows}, kept

    def reports(self) -> list[Word]:
        """Every candidate word of the coded reports."""
        words = []
        for path in sorted((ROOT / "training" / "reports").glob("[!e]*.yaml")):
            gold = parse_yaml(path.read_bytes(), path.name)
            meta = Meta(title=gold.get("title"), publisher=gold.get("publisher"))
            reading = self.coder.read(read_text(gold["text"], meta, path.name, gold["date"]))
            features, kept = self._words(reading)
            heads, inside = _labels(reading, gold)
            rules = {f.token for f in kept}
            for i, names in features.items():
                label = heads.get(i) or (inside.get(i) if i in rules else None)
                if label is None and i in inside:
                    continue
                words.append(Word("report", path.stem, names, *(label or (NONE, NONE))))
        return words

    def senses(self) -> list[Word]:
        """The lexicon's own examples, without what the lexicon and the rules say of them."""
        words = []
        for path in trigger_files():
            file = read_struct(path, SenseFile, path.name)
            for sense in file.senses:
                name, (part, phrase) = sense.type or file.type, sense_word(sense)
                word = phrase.replace("-", " ").split()[-1 if part == "noun" else 0]
                for text, fires in ((sense.yes, True), (sense.no, False)):
                    words += self._sense(path.stem, text, word, name, fires) if text else []
        return words

    def _sense(self, group: str, text: str, word: str, name: str, fires: bool) -> list[Word]:
        """The example's word with the type it tells; a counter-example tells what the rules say."""
        reading = self.coder.read(from_text(text, Meta(), "2024-06-12"))
        parse = reading.parse
        features, kept = self._words(reading)
        at = next((i for i in range(len(parse)) if word in (parse.lemma[i], parse.lower[i])), -1)
        if at not in features:
            return []
        rule = next((f.folded for f in kept if f.token == at), None)
        if not fires and rule is not None and rule.type == name:
            return []
        label = (rule.type, rule.status) if rule else (name, "actual") if fires else (NONE, NONE)
        return [Word("sense", group, _bare(features[at]), *label)]

    def pairs(self) -> list[Word]:
        """Words of labelled sentences for which the rules and the label agree."""
        words = []
        for path in sorted((ROOT / "training" / "pairs").glob("*.jsonl")):
            for line in path.read_text(encoding="utf-8").splitlines():
                row = json.loads(line)
                features, kept = self._words(self.coder.read(from_text(row["text"], Meta(), "2024-06-12")))
                label = (row["type"], row["status"])
                at = next((f.token for f in kept if (f.folded.type, f.folded.status) == label), -1)
                if at in features:
                    words.append(Word("pair", path.stem, _bare(features[at]), *label))
        return words


def _labels(reading: Reading, gold: dict[str, Any]) -> tuple[dict[int, Any], dict[int, Any]]:
    """Labels of the chief words of all triggers, and of the other words in them."""
    parse, text = reading.parse, reading.document.text
    heads: dict[int, Any] = {}
    inside: dict[int, Any] = {}
    for row in gold["events"]:
        near = text.find(row["near"])
        if near < 0:
            continue
        start = near + row["near"].index(row["trigger"])
        end = start + len(row["trigger"])
        tokens = [i for i in range(len(parse)) if parse.start[i] < end and start < parse.end[i]]
        tops = [i for i in tokens if parse.head[i] not in tokens or parse.head[i] == i]
        full = [i for i in tops if parse.pos[i] in ("VERB", "NOUN", "ADJ")] or tops
        if full:
            heads.setdefault(full[0], (row["type"], row["status"]))
            for i in tokens:
                inside.setdefault(i, (row["type"], row["status"]))
    return heads, inside


def _bare(features: list[str]) -> list[str]:
    """Features without the lexicon and the rules, which know their own examples by heart."""
    rules = ("r=", "rs=", "rst=", "rw=", "rboth=", "rx=", "swallowed=")
    return [f for f in features if not f.startswith(rules) and "lex" not in f.partition("=")[0]]


def _matrix(words: list[Word]) -> tuple[Any, DictVectorizer]:
    """Sparse matrix of features that occur twice."""
    counts = Counter(f for w in words for f in set(w.features))
    vectors = DictVectorizer(dtype=np.float32)
    return vectors.fit_transform([{f: 1.0 for f in w.features if counts[f] > 1} for w in words]), vectors


def train(words: list[Word]) -> None:
    """Fit the model and store it."""
    matrix, vectors = _matrix(words)
    weight = np.array([WEIGHT[w.kind] for w in words])
    types = np.array([w.type for w in words])
    model = LogisticRegression(C=STRENGTH, max_iter=400, tol=1e-4).fit(matrix, types, sample_weight=weight)
    columns = model.coef_.T * 1000
    names = [str(n) for n in vectors.get_feature_names_out()]
    columns[names.index("bias")] += model.intercept_ * 1000
    rows = np.flatnonzero(np.abs(columns).max(axis=1) >= SMALLEST)
    digest = hashlib.sha256(msgspec.msgpack.encode(words)).hexdigest()
    weights = np.clip(np.rint(columns[rows]), -32000, 32000).astype("<i2").tobytes()
    table = TriggerTable([str(c) for c in model.classes_], [names[k] for k in rows], weights, digest)
    WEIGHTS.write_bytes(msgspec.msgpack.encode(table))
    print(f"{len(words)} words, {len(rows)} features, {WEIGHTS.stat().st_size:,} bytes, trained on {digest[:12]}")


def compare(words: list[Word]) -> None:
    """Precision, recall and F1 of several small models, four-fold over reports."""
    names = report_names()
    fold = {name: k % 4 for k, name in enumerate(names)}
    models = {
        "rules alone": None,
        "logistic regression C=0.1": LogisticRegression(C=0.1, max_iter=400, tol=1e-3),
        "logistic regression C=0.3": LogisticRegression(C=STRENGTH, max_iter=400, tol=1e-3),
        "linear SVM C=0.03": LinearSVC(C=0.03),
        "naive Bayes": ComplementNB(),
    }
    for title, model in models.items():
        right = told = gold = 0
        for k in range(4):
            learn = [w for w in words if fold.get(w.group) != k]
            test = [w for w in words if fold.get(w.group) == k]
            for w, answer in zip(test, _answers(model, learn, test), strict=True):
                right += answer == w.type != NONE
                told += answer != NONE
                gold += w.type != NONE
        p, r = right / max(1, told), right / gold
        print(f"{title:<28} P {p:.3f} R {r:.3f} F1 {2 * p * r / max(1e-9, p + r):.3f}")


def _answers(model: Any, learn: list[Word], test: list[Word]) -> list[str]:
    """What a model says of the test words."""
    if model is None:
        return [next((f[2:] for f in w.features if f.startswith("r=") and "/" not in f), NONE) for w in test]
    matrix, vectors = _matrix(learn)
    matrix.indices, matrix.indptr = matrix.indices.astype(np.int32), matrix.indptr.astype(np.int32)
    weight = np.array([WEIGHT[w.kind] for w in learn])
    model.fit(matrix, np.array([w.type for w in learn]), sample_weight=weight)
    rows = vectors.transform([dict.fromkeys(w.features, 1.0) for w in test])
    if not hasattr(model, "predict_proba") or isinstance(model, ComplementNB):
        return [str(a) for a in model.predict(rows)]
    shares = model.predict_proba(rows)
    shares[:, list(model.classes_).index(NONE)] -= 0.3
    return [str(model.classes_[k]) for k in shares.argmax(axis=1)]


if __name__ == "__main__":
    main()
