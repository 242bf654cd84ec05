"""Sentences with two marked parties for the pair head: our own, and those that our coded reports yield."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from communique.codebook.yaml_files import parse_yaml

TRAINING = Path(__file__).resolve().parent.parent / "training"
_END = re.compile(r"(?<=[a-z0-9)\"”])[.!?][\"”]?(?:\s+(?=[A-Z\"“])|$)")
"""The end of a sentence, good enough for cutting our own reports."""
_TOLD = ("actual", "historical")


def read_pairs() -> Iterator[dict[str, Any]]:
    """All sentences of `training/pairs`, in file order."""
    for path in sorted((TRAINING / "pairs").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def report_pairs(names: str = "[a-d]*.yaml") -> Iterator[dict[str, Any]]:
    """Sentences of coded reports that tell an event and name its actor and recipient."""
    for path in sorted((TRAINING / "reports").glob(names)):
        report = parse_yaml(path.read_bytes(), path.name)
        for event in report["events"]:
            if event["status"] not in _TOLD or not event["actor"] or not event["recipient"]:
                continue
            text = _sentence(report["text"], event["near"])
            actor, recipient = _named(text, event["actor"]), _named(text, event["recipient"])
            if actor and recipient and actor["start"] != recipient["start"]:
                row = {"text": text, "actor": actor, "recipient": recipient, "type": event["type"], "batch": "report"}
                yield row | {"plv": _plv(event)}


def _sentence(text: str, near: str) -> str:
    """The sentence that holds some words."""
    at = text.find(near)
    first = text.rfind("\n", 0, at) + 1
    last = text.find("\n", at + len(near))
    paragraph = text[first : len(text) if last < 0 else last]
    at -= first
    starts = [m.end() for m in _END.finditer(paragraph) if m.end() <= at]
    ends = [m.end() for m in _END.finditer(paragraph) if m.end() >= at + len(near)]
    return paragraph[max(starts, default=0) : min(ends, default=len(paragraph))].strip()


def _named(text: str, names: list[str]) -> dict[str, Any] | None:
    """Where the first of the names, or else its last word, stands."""
    for name in names:
        last = name.split()[-1]
        for words in (name, last if last[0].isupper() else name):
            found = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text)
            if found:
                return {"text": words, "start": found.start(), "end": found.end()}
    return None


def _plv(event: dict[str, Any]) -> str | None:
    """The reading of PLV's sentences where it differs from the manual."""
    kind, words, mode = event["type"], event["trigger"].lower(), event.get("mode") or []
    if kind == "SANCTION" and "convict" in mode:
        return "COERCE" if re.search(r"jail|prison|sentence", words) else "ACCUSE"
    if kind == "SANCTION" and re.search(r"sanction|tariff|embargo|blacklist|duty", words):
        return "COERCE"
    if kind == "COERCE" and re.search(r"blockad|besieg|occup", words):
        return "ASSAULT"
    if kind == "CONCEDE" and re.search(r"apolog|regret|sorry", words):
        return "SUPPORT"
    if kind == "CONCEDE" and re.search(r"\b(will|would|promis|pledg|agreed? to|offer|plan|vow|ready)", words):
        return "AGREE"
    return None
