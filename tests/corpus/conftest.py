"""Corpora for tests of runs: generated reports with copies, namesakes and faults."""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path
from typing import Any

import pytest

from communique.corpus.engine import CoderSpec
from communique.corpus.options import RunOptions
from communique.ingest.options import ReadOptions
from communique.store.reading import lines
from communique.store.store import Store
from communique.store.totals import TABLES

WORDS = [
    "the",
    "river",
    "council",
    "envoy",
    "treaty",
    "border",
    "water",
    "minister",
    "accord",
    "rejected",
    "signed",
    "warned",
    "praised",
    "of",
    "talks",
    "to",
    "delegation",
    "embassy",
    "harvest",
    "ceasefire",
    "convoy",
    "with",
    "and",
    "said",
    "that",
    "in",
    "a",
    "for",
    "on",
]


def story(seed: int, paragraphs: int = 5) -> str:
    """A text of made-up paragraphs."""
    chance = random.Random(seed)
    return "\n\n".join(" ".join(chance.choices(WORDS, k=12)).capitalize() + "." for _ in range(paragraphs))


def reports(number: int = 40) -> list[dict[str, Any]]:
    """Reports with near-copies, exact copies, namesakes, undated ones and one that fails."""
    found: list[dict[str, Any]] = []
    for n in range(number):
        body = story(n)
        day = f"2024-01-{1 + n % 27:02d}"
        found.append(_report(f"r{n}", f"Headline {n}", day, f"Outlet {n % 4}", body))
        if n % 5 == 0:
            found.append(_report(f"cut{n}", f"Other headline {n}", day, "Wire", "\n\n".join(body.split("\n\n")[:4])))
        if n % 7 == 0:
            found.append(_report(f"same{n}", f"Again {n}", f"2024-02-{1 + n % 27:02d}", "Late", body))
        if n % 9 == 0:
            changed = body.replace("\n\n", "\n\nNine people came. ", 1)
            found.append(_report(f"added{n}", f"More {n}", day, "Wire", changed))
        if n % 11 == 0:
            found.append(_report(f"r{n}", f"Namesake {n}", f"2024-03-{1 + n % 27:02d}", "Other", story(1000 + n)))
    found.append(_report("undated", "Undated", None, None, story(5000)))
    found.append(_report("bad", "Bad", "2024-01-05", None, "RAISE " + story(5001)))
    return found


def _report(id: str, title: str, date: str | None, publisher: str | None, text: str) -> dict[str, Any]:
    return {"id": id, "title": title, "date": date, "publisher": publisher, "text": text}


SIDES = ("Kenya", "Peru", "Norway", "India", "Ghana", "Chile", "Japan", "Egypt", "Poland", "Cuba")
TOLD = (
    "{a} and {b} signed a fisheries accord in {c} on Monday after {n} rounds of talks.",
    "{a} accused {b} of shelling a border village, killing {n} people.",
    "The foreign minister of {a} warned that sanctions on {b} would follow if the talks failed.",
    "{b} rejected the demand and recalled its ambassador from {a}.",
    "Officials in {c} said {a} had pledged {n} million dollars in aid to {b}.",
    "Thousands of workers protested in the capital of {b} against the deal.",
)


def real_reports(number: int, seed: int = 1) -> list[dict[str, Any]]:
    """Short reports in which the built-in coder finds events."""
    chance, found = random.Random(seed), []
    for n in range(number):
        sentences = []
        for pattern in chance.sample(TOLD, 3):
            a, b, c = chance.sample(SIDES, 3)
            sentences.append(pattern.format(a=a, b=b, c=c, n=chance.randint(2, 90)))
        found.append(
            _report(f"n{n}", f"Report {n}", f"2024-0{1 + n % 3}-{1 + n % 28:02d}", "Post", " ".join(sentences))
        )
    return found


def write(path: Path, rows: list[dict[str, Any]]) -> Path:
    """JSON lines on disk."""
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def options(*inputs: Path | str, version: int = 1, **told: Any) -> RunOptions:
    """Options of a run with the stand-in coder; the language model, slow to load, is left out."""
    extra = {k: told.pop(k) for k in ("seconds",) if k in told}
    spec = CoderSpec("tests.corpus.standin", {"version": version, "english": True, **extra})
    told.setdefault("read", ReadOptions(any_language=True))
    return RunOptions(inputs=[str(i) for i in inputs], coder=spec, **told)


def sha(path: Path | str) -> str:
    """Hash of everything a store says: records, what became of inputs, sums, rows."""
    total = hashlib.sha256()
    with Store.open(path) as store:
        assert store.check() == []
        assert store.value("SELECT count(*) FROM reports WHERE settled = 0") == 0
        for line in lines(store):
            total.update(line + b"\n")
        for sql in _FACTS:
            for row in store.rows(sql):
                total.update(repr(tuple(row)).encode())
        found, words = store.database.search_condition("envoy", "r")
        for row in store.rows(f"SELECT r.id FROM reports r WHERE {found} ORDER BY 1", words):
            total.update(repr(tuple(row)).encode())
    return total.hexdigest()


_FACTS = [
    "SELECT input_key, state, reason_code, reason, fingerprint FROM inputs ORDER BY input_key",
    "SELECT r.id, e.id, e.type, e.day FROM events e JOIN reports r USING (report_key) ORDER BY 1, 2, 3",
    "SELECT r.id, f.facet, f.value, f.n FROM report_facets f JOIN reports r USING (report_key) ORDER BY 1, 2, 3",
    *[
        f"SELECT {', '.join((*keys, *sums))} FROM {name} WHERE {sums[0]} <> 0 ORDER BY {', '.join(keys)}"
        for name, (keys, sums) in TABLES.items()
    ],
]


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of some 70 reports."""
    return write(tmp_path_factory.mktemp("corpus") / "in.jsonl", reports())


@pytest.fixture(scope="session")
def undisturbed(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Hash of the store that a run over `corpus` makes."""
    from communique.corpus.run import run

    path = tmp_path_factory.mktemp("undisturbed") / "a.db"
    run(path, options(corpus))
    return sha(path)
