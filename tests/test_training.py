"""Our own labelled sentences and reports are well formed: every span says what it marks."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from communique.codebook.trigger_book import TriggerBook
from communique.codebook.yaml_files import parse_yaml

ROOT = Path(__file__).parents[1] / "training"
STATUSES = {"actual", "historical", "future", "hypothetical", "negated"}


@pytest.mark.parametrize("path", sorted((ROOT / "pairs").glob("*.jsonl")), ids=lambda p: p.name)
def test_pairs(path: Path) -> None:
    types = set(TriggerBook.load().types)
    seen = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        assert row["id"] not in seen
        seen.add(row["id"])
        assert row["type"] in types
        assert row["status"] in STATUSES
        assert row.get("plv") is None or row["plv"] in types
        for side in (row["actor"], row["recipient"]):
            assert side is None or row["text"][side["start"] : side["end"]] == side["text"]


@pytest.mark.parametrize("path", sorted((ROOT / "reports").glob("*.yaml")), ids=lambda p: p.name)
def test_reports(path: Path) -> None:
    types = TriggerBook.load().types
    report = parse_yaml(path.read_bytes(), path.name)
    text = report["text"]
    for number, event in enumerate(report["events"]):
        where = f"{path.name} event {number} {event['trigger']!r}"
        assert text.count(event["near"]) == 1, where
        assert event["trigger"] in event["near"], where
        assert event["type"] in types, where
        assert event["status"] in STATUSES, where
        assert set(event.get("mode") or []) <= {m.name for m in types[event["type"]].modes}, where
        for words in [*(event.get("actor") or []), *(event.get("recipient") or [])]:
            assert words in text, f"{where}: {words!r}"
        same = event.get("same_as")
        assert same is None or (0 <= same < len(report["events"]) and same != number), where
    for statement in report["statements"]:
        for words in statement["content"]:
            assert words in text, f"{path.name}: {words!r}"


@pytest.mark.parametrize("path", sorted((ROOT / "stories").glob("*.yaml")), ids=lambda p: p.stem)
def test_stories(path: Path) -> None:
    story = parse_yaml(path.read_bytes(), path.name)
    texts = {r["id"]: r["text"] for r in story["reports"]}
    ids = [o["id"] for o in story["occurrences"]]
    assert story["story"] == path.stem
    assert len(set(ids)) == len(ids)
    assert len(texts) >= 6
    for occurrence in story["occurrences"]:
        assert set(occurrence["distinct_from"]) <= set(ids)
        for mention in occurrence["mentions"]:
            assert texts[mention["report"]].count(mention["near"]) == 1, f"{occurrence['id']}: {mention['near']}"
    for thread in story["threads"]:
        assert set(thread["reports"]) <= set(texts)
        assert {s["report"] for s in thread["stages"]} <= set(texts)
    assert all(set(group) <= set(texts) for group in story["duplicates"])
