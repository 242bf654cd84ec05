"""Dates and places of events against our own reports, whose events say them in the report's words.

    python benchmarks/own_places_dates.py [--show]

An event counts where its type and trigger are met. `right`: our words and the report's overlap; `none`: neither
has any; `extra`: ours where the report's event says nothing; `implied`: a date without words of its own.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

import communique
from communique.records.record import EventRecord, Record

REPORTS = Path(__file__).resolve().parent.parent / "training" / "reports"


def main() -> int:
    """Code the reports and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="print each event that is not right")
    args = parser.parse_args()
    coder = communique.load()
    counts: Counter[str] = Counter()
    for path in sorted(REPORTS.glob("*.yaml")):
        report = yaml.safe_load(path.read_text(encoding="utf-8"))
        record = coder.code(report["text"], date=report["date"])
        for field, verdict, gold, ours in compare(report["events"], record):
            counts[f"{field} {verdict}"] += 1
            if args.show and verdict not in ("right", "none"):
                print(f"{path.stem} {field} {verdict}: {gold['near']!r} {gold.get(field)!r} {ours!r}")
    for key in sorted(counts):
        print(f"{key:<16} {counts[key]:>5}")
    return 0


def compare(events: list[dict[str, Any]], record: Record) -> Iterator[tuple[str, str, dict[str, Any], str | None]]:
    """Field, verdict, the report's event and our words, for each event that was met."""
    text = record.report.text
    for gold in events:
        at = text.find(gold["near"])
        first = text.find(gold["trigger"], max(0, at - 120)) if at >= 0 else -1
        if first < 0:
            continue
        met = _met(record, gold["type"], first, first + len(gold["trigger"]))
        if met is None:
            yield "event", "missed", gold, None
            continue
        for field in ("date", "place"):
            found = getattr(met, field)
            words = text[slice(*found.span)] if found is not None and found.span else None
            yield field, _verdict(gold.get(field), words, found is not None), gold, words


def _met(record: Record, kind: str, first: int, last: int) -> EventRecord | None:
    """The event of this type whose trigger overlaps the characters."""
    for event in record.events:
        if event.type == kind and event.evidence.trigger[0] < last and first < event.evidence.trigger[1]:
            return event
    return None


def _verdict(gold: str | None, words: str | None, known: bool) -> str:
    """How our words compare to the report's."""
    if gold is None:
        return "extra" if words else ("implied" if known else "none")
    if words is None:
        return "missed"
    return "right" if gold.lower() in words.lower() or words.lower() in gold.lower() else "wrong"


if __name__ == "__main__":
    raise SystemExit(main())
