"""How far a second reader agrees with the labels of our own sentences and reports.

    python scripts/second_reader.py

`training/second_reader.jsonl` holds 500 labels drawn at random and coded again, blind, by somebody who
had not written them: of a pair the two marked spans in the order of the text, of an event its paragraph
and trigger. `first` is the label as it stood, `second` the second reader's. Kappa is Cohen's: agreement
beyond what the two readers' own shares of each value would give by chance.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Hashable, Sequence
from pathlib import Path
from typing import Any

SHEET = Path(__file__).resolve().parent.parent / "training" / "second_reader.jsonl"


def main() -> None:
    """Print the table of agreement."""
    rows = [json.loads(line) for line in SHEET.read_text(encoding="utf-8").splitlines()]
    print("| field | labels | agree | kappa |\n|---|---|---|---|")
    for name, pairs in fields(rows).items():
        print(f"| {name} | {len(pairs)} | {share(pairs):.1%} | {kappa(pairs):.2f} |")
    print(f"\ncorrected after the check: {sum('corrected' in row for row in rows)} labels")


def fields(rows: Sequence[dict[str, Any]]) -> dict[str, list[tuple[Hashable, Hashable]]]:
    """The two readers' values by field; modes only where both chose the same type."""
    both = [(row["first"], row["second"]) for row in rows]
    events = [row for row in rows if row["kind"] == "event"]
    return {
        "type": [(a["type"], b["type"]) for a, b in both],
        "type, sentences": [(r["first"]["type"], r["second"]["type"]) for r in rows if r["kind"] == "pair"],
        "type, events in reports": [(r["first"]["type"], r["second"]["type"]) for r in events],
        "status": [(a["status"], b["status"]) for a, b in both],
        "mode, same type": [
            ("+".join(sorted(a["mode"])), "+".join(sorted(b["mode"]))) for a, b in both if a["type"] == b["type"]
        ],
        "who did it to whom, sentences": [
            (r["first"]["direction"], r["second"]["direction"]) for r in rows if r["kind"] == "pair"
        ],
        "actor the same, events": [(_one(r, "actor"), _two(r, "actor")) for r in events],
        "recipient the same, events": [(_one(r, "recipient"), _two(r, "recipient")) for r in events],
    }


def _one(row: dict[str, Any], side: str) -> str:
    return ";".join(row["first"][side])


def _two(row: dict[str, Any], side: str) -> str:
    """The second reader's side, in the first reader's words where both name the same."""
    return _one(row, side) if row[f"same_{side}"] else "2: " + ";".join(row["second"][side])


def share(pairs: Sequence[tuple[Hashable, Hashable]]) -> float:
    """Share of labels on which both agree."""
    return sum(a == b for a, b in pairs) / len(pairs)


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float:
    """Cohen's kappa of two readers' values."""
    one, two = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(one[value] * two[value] for value in one) / len(pairs) ** 2
    return (share(pairs) - chance) / (1 - chance)


if __name__ == "__main__":
    main()
