"""Our coder against the reports we coded by hand (`training/reports`): what it finds, what it gets wrong.

    python benchmarks/own_reports.py [--files GLOB] [--fold K/N] [--list missed|extra|type|status|sides] [--type T]

A gold event is met by an event of its type whose sentence holds its trigger, each predicted event
used once, those that overlap the trigger first. A side is right when the predicted actor has a
mention over one of the gold words, or has none where the gold has none. These reports were partly
read while rules were made: the figures show where work is due, not how good the program is.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import communique
from communique.codebook.yaml_files import parse_yaml
from communique.records.record import EventRecord, Record

ROOT = Path(__file__).resolve().parent.parent / "training" / "reports"
LEVELS = ("type", "type+status", "type+sides", "all")


@dataclass
class Tally:
    """Counts over all reports, and the lines to print for `--list`."""

    gold: Counter[str] = field(default_factory=Counter)
    predicted: Counter[str] = field(default_factory=Counter)
    met: dict[str, Counter[str]] = field(default_factory=lambda: {level: Counter() for level in LEVELS})
    confused: Counter[tuple[str, str]] = field(default_factory=Counter)
    status: Counter[tuple[str, str]] = field(default_factory=Counter)
    lines: dict[str, list[str]] = field(default_factory=dict)

    def note(self, kind: str, line: str) -> None:
        """Keep a line to print."""
        self.lines.setdefault(kind, []).append(line)


def main() -> None:
    """Code every report and print the table."""
    args = _arguments()
    coder = communique.load(explain=True)
    tally = Tally()
    for number, path in enumerate(sorted(ROOT.glob(args.files))):
        if args.fold and number % int(args.fold.split("/")[1]) != int(args.fold.split("/")[0]):
            continue
        gold = parse_yaml(path.read_bytes(), path.name)
        record = coder.code(gold["text"], date=gold["date"], title=gold.get("title"), publisher=gold.get("publisher"))
        score_report(path.stem, gold, record, tally)
    print_table(tally)
    for line in tally.lines.get(args.list or "", []):
        if not args.type or f" {args.type} " in line:
            print(line)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", default="*.yaml")
    parser.add_argument("--fold", default=None, help="k/n: every n-th report from the k-th on")
    parser.add_argument("--list", default=None)
    parser.add_argument("--type", default=None)
    return parser.parse_args()


def score_report(name: str, gold: dict[str, Any], record: Record, tally: Tally) -> None:
    """Match gold events with predicted ones and count."""
    text = record.report.text
    rows = [(row, *_trigger(text, row)) for row in gold["events"]]
    free = list(record.events)
    pairs: list[tuple[dict[str, Any], EventRecord | None]] = [(row, None) for row in gold["events"]]
    for loose in (False, True):
        for n, (row, start, end) in enumerate(rows):
            if pairs[n][1] is not None or start < 0:
                continue
            fit = [e for e in free if e.type == row["type"] and _near(e, start, end, loose)]
            fit.sort(key=lambda e: (e.status != row["status"], abs(e.evidence.trigger[0] - start)))
            if fit:
                pairs[n] = (row, fit[0])
                free.remove(fit[0])
    for (row, event), (_, start, end) in zip(pairs, rows, strict=True):
        _count(name, record, row, event, free, (start, end), tally)
    for event in record.events:
        tally.predicted[event.type] += 1
    for event in free:
        tally.note("extra", f"{name} {event.type} {event.status} {describe(record, event)}")


def _trigger(text: str, row: dict[str, Any]) -> tuple[int, int]:
    """Where the gold trigger stands."""
    near = text.find(row["near"])
    if near < 0:
        return (-1, -1)
    start = near + row["near"].index(row["trigger"])
    return (start, start + len(row["trigger"]))


def _near(event: EventRecord, start: int, end: int, loose: bool) -> bool:
    """Whether an event stands at the gold trigger, or anywhere in its sentence."""
    first, last = event.evidence.sentence if loose else event.evidence.trigger
    return first < end and start < last


def _count(
    name: str, record: Record, row: dict[str, Any], event: EventRecord | None, free: list[EventRecord],
    where: tuple[int, int], tally: Tally,
) -> None:  # fmt: skip
    """Count one gold event."""
    kind = row["type"]
    tally.gold[kind] += 1
    told = (
        f"{name} {kind} {row['status']} [{row['trigger']}] {row.get('actor')} -> {row.get('recipient')} | {row['near']}"
    )
    if event is None:
        other = next((e for e in free if _near(e, *where, False)), None)
        tally.confused[kind, other.type if other else "none"] += 1
        tally.note("type" if other else "missed", told + (f"\n      GOT {describe(record, other)}" if other else ""))
        return
    status = event.status == row["status"]
    sides = _side(record, event.actor, row.get("actor")) and _side(record, event.recipient, row.get("recipient"))
    joint = not row.get("recipient") or not event.recipient
    if not sides and joint:
        both = [*(row.get("actor") or []), *(row.get("recipient") or [])]
        sides = kind == "CONSULT" and _side(record, [*event.actor, *event.recipient], both)
    for level, right in zip(LEVELS, (True, status, sides, status and sides), strict=True):
        tally.met[level][kind] += right
    if not status:
        tally.status[row["status"], event.status] += 1
        tally.note("status", f"{told}\n      GOT {event.status} {describe(record, event)}")
    if not sides:
        tally.note("sides", f"{told}\n      GOT {describe(record, event)}")


def _side(record: Record, found: list[str], words: list[str] | None) -> bool:
    """Whether the predicted actors of one side are the gold ones: at least half of them, none invented."""
    if not words:
        return not found
    if not found:
        return False
    text = record.report.text
    spans: list[list[tuple[int, int]]] = []
    for word in words:
        at, places = text.find(word), []
        while at >= 0:
            places.append((at, at + len(word)))
            at = text.find(word, at + 1)
        spans.append(places)
    actors = {a.id: a for a in record.actors}
    hit = set()
    for number, places in enumerate(spans):
        for actor in found:
            if any(s < m.span[1] and m.span[0] < e for m in actors[actor].mentions for s, e in places):
                hit.add((number, actor))
    named = {n for n, _ in hit}
    return len(named) * 2 >= len(words) and {a for _, a in hit} >= set(found)


def describe(record: Record, event: EventRecord) -> str:
    """An event in a line: type, trigger, sides and what fired."""
    text, names = record.report.text, {a.id: a.name for a in record.actors}
    words = text[slice(*event.evidence.trigger)]
    sides = " -> ".join("+".join(names[i] for i in side) or "-" for side in (event.actor, event.recipient))
    why = event.why or {}
    more = " ".join(f"{k}={v}" for k, v in why.items() if k in ("sense", "operators", "scope"))
    return f"{event.type} [{words}] {sides} ({more}) | {text[slice(*event.evidence.sentence)][:230]}"


def print_table(tally: Tally) -> None:
    """Recall and precision by type at each level."""
    print(
        f"{'type':10} {'gold':>5} {'pred':>5} "
        + " ".join(f"{'R ' + level:>13}" for level in LEVELS)
        + "   P type   P all"
    )
    for kind in [*sorted(tally.gold), "ALL"]:
        gold = tally.gold[kind] if kind != "ALL" else tally.gold.total()
        predicted = tally.predicted[kind] if kind != "ALL" else tally.predicted.total()
        met = [tally.met[v][kind] if kind != "ALL" else tally.met[v].total() for v in LEVELS]
        cells = " ".join(f"{m / max(1, gold):13.3f}" for m in met)
        print(
            f"{kind:10} {gold:5} {predicted:5} {cells} "
            f"{met[0] / max(1, predicted):8.3f} {met[3] / max(1, predicted):7.3f}"
        )
    print("confused:", ", ".join(f"{a}>{b} {n}" for (a, b), n in tally.confused.most_common(40)))
    print("status (gold>got):", ", ".join(f"{a}>{b} {n}" for (a, b), n in tally.status.most_common(14)))


if __name__ == "__main__":
    main()
