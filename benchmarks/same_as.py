"""How well happenings told again are linked, on our own reports.

    python benchmarks/same_as.py [--files GLOB] [--list missed|wrong]

Of the pairs of events that the hand coding of `training/reports` calls one happening (an event and
the fullest telling it points to), those are counted whose two events our coder finds, each with its
type at its trigger: the share that it links too is `linked`. Of the pairs of found events that it
links, the share that the hand coding links is `right`. What lies in one group counts as linked,
whichever telling is taken for the fullest.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

import communique
from communique.codebook.yaml_files import parse_yaml
from communique.records.record import EventRecord, Record

ROOT = Path(__file__).resolve().parent.parent / "training" / "reports"


@dataclass
class Links:
    """Counts over reports, and lines to print for `--list`."""

    told: int = 0
    """Pairs in the hand coding."""
    found: int = 0
    """Of these, pairs both of whose events the coder finds."""
    linked: int = 0
    """Of these, pairs that it links."""
    made: int = 0
    """Links it makes between events that the hand coding has."""
    right: int = 0
    """Of these, links that the hand coding makes too."""
    lines: dict[str, list[str]] = field(default_factory=lambda: {"missed": [], "wrong": []})


def main() -> None:
    """Code the reports, count and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--files", default="*.yaml")
    parser.add_argument("--list", choices=("missed", "wrong"))
    args = parser.parse_args()
    links = Links()
    coder = communique.load()
    for path in sorted(ROOT.glob(args.files)):
        gold = parse_yaml(path.read_bytes(), path.name)
        record = coder.code(gold["text"], date=gold["date"], title=gold.get("title"), publisher=gold.get("publisher"))
        count(path.stem, gold["events"], record, links)
    print(f"pairs told again {links.told}, both found {links.found}")
    print(f"linked {links.linked} of {links.found} ({links.linked / max(1, links.found):.1%})")
    print(f"right {links.right} of {links.made} links made ({links.right / max(1, links.made):.1%})")
    for line in links.lines.get(args.list or "", []):
        print(line)


def count(name: str, gold: Sequence[Mapping[str, Any]], record: Record, links: Links) -> None:
    """Add one report's pairs to the counts."""
    found = meet(gold, record)
    one = {n: _top(n, {k: row["same_as"] for k, row in enumerate(gold)}) for n in range(len(gold))}
    tops = {e.id: e.same_as for e in record.events}
    two = {n: _top(event.id, tops) for n, event in found.items()}
    links.told += sum(row["same_as"] is not None for row in gold)
    for n, row in enumerate(gold):
        other = row["same_as"]
        if other is None or n not in found or other not in found:
            continue
        links.found += 1
        if two[n] == two[other]:
            links.linked += 1
        else:
            links.lines["missed"].append(_line(name, gold, n, other))
    for n, m in combinations(sorted(found), 2):
        if two[n] == two[m]:
            links.made += 1
            links.right += one[n] == one[m]
            if one[n] != one[m]:
                links.lines["wrong"].append(_line(name, gold, n, m))


def meet(gold: Sequence[Mapping[str, Any]], record: Record) -> dict[int, EventRecord]:
    """The coder's event of the same type at the trigger of each coded event, each used once."""
    met: dict[int, EventRecord] = {}
    free = list(record.events)
    for n, row in enumerate(gold):
        near = record.report.text.find(row["near"])
        start = near + row["near"].index(row["trigger"])
        end = start + len(row["trigger"])
        fit = [e for e in free if e.type == row["type"] and _overlap(e.evidence.trigger, (start, end))]
        if near >= 0 and fit:
            met[n] = min(fit, key=lambda e: abs(e.evidence.trigger[0] - start))
            free.remove(met[n])
    return met


def _overlap(one: tuple[int, int], two: tuple[int, int]) -> bool:
    return one[0] < two[1] and two[0] < one[1]


def _top(key: Any, tops: Mapping[Any, Any]) -> Any:
    """The fullest telling that an event points to, itself if none."""
    seen = set()
    while tops.get(key) is not None and key not in seen:
        seen.add(key)
        key = tops[key]
    return key


def _line(name: str, gold: Sequence[Mapping[str, Any]], n: int, m: int) -> str:
    tell = [
        f"[{r['near']}] {'+'.join(r['actor'])} -> {'+'.join(r['recipient'])} ({r['date']}, {r['place']})"
        for r in (gold[n], gold[m])
    ]
    return f"{name} {gold[n]['type']} {tell[0]} || {tell[1]}"


if __name__ == "__main__":
    main()
