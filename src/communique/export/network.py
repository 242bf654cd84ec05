"""The actor network by period, as GraphML: who did what to whom, counted by happening."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from communique.records.story import Occurrence

Period = Literal["year", "month", "all"]

_QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
_LENGTH = {"year": 4, "month": 7, "all": 0}


@dataclass(slots=True)
class _Tie:
    """What one country did to another in one period."""

    counts: dict[str, int]
    score: float = 0.0
    occurrences: int = 0
    outlets: int = 0


def networks(occurrences: Iterable[Occurrence], period: Period) -> dict[str, bytes]:
    """GraphML files by period: nodes are countries, edges lead from actor to recipient.

    Only what did happen counts (`actual`), each occurrence once however often it was told. Members of one side
    who act together (talks, clashes) are tied both ways.

    Args:
        occurrences: from `communique stories`.
        period: `year`, `month`, or `all` for one file.

    Returns:
        Bytes of each file by period, such as "2021"; "all" without periods.
    """
    ties: dict[str, dict[tuple[str, str], _Tie]] = defaultdict(dict)
    for o in occurrences:
        if o.status != "actual" or o.date is None:
            continue
        when = o.date.start[: _LENGTH[period]] or "all"
        for pair in _pairs(o):
            tie = ties[when].setdefault(pair, _Tie(dict.fromkeys(_QUADS, 0)))
            if o.quad in tie.counts:
                tie.counts[o.quad] += 1
            tie.score += o.score
            tie.occurrences += 1
            tie.outlets += o.outlets
    return {when: _graphml(when, found) for when, found in sorted(ties.items())}


def write_networks(occurrences: Iterable[Occurrence], folder: Path, period: Period) -> dict[str, int]:
    """Write `network-PERIOD.graphml` files to a folder; gives their sizes in bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    written = {}
    for when, data in networks(occurrences, period).items():
        path = folder / f"network-{when}.graphml"
        path.write_bytes(data)
        written[path.name] = len(data)
    return written


def _pairs(o: Occurrence) -> set[tuple[str, str]]:
    """Country pairs that an occurrence ties."""
    left = {c for a in o.actor for c in a.country}
    right = {c for r in o.recipient for c in r.country}
    if right - left:
        return {(a, b) for a in left for b in right if a != b}
    return {(a, b) for a in left for b in left if a != b}


def _graphml(when: str, ties: dict[tuple[str, str], _Tie]) -> bytes:
    """One network; nodes and edges in the order of their codes."""
    keys = [
        ("occurrences", "int"),
        ("outlets", "int"),
        ("score", "double"),
        *((q.replace(" ", "_"), "int") for q in _QUADS),
    ]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">']
    lines += [f'  <key id="{k}" for="edge" attr.name="{k}" attr.type="{kind}"/>' for k, kind in keys]
    lines.append(f'  <graph id={quoteattr(when)} edgedefault="directed">')
    lines += [f"    <node id={quoteattr(code)}/>" for code in sorted({c for pair in ties for c in pair})]
    for (one, two), tie in sorted(ties.items()):
        values: list[tuple[str, str]] = [
            ("occurrences", str(tie.occurrences)),
            ("outlets", str(tie.outlets)),
            ("score", repr(round(tie.score / tie.occurrences, 4))),
            *((q.replace(" ", "_"), str(tie.counts[q])) for q in _QUADS),
        ]
        lines.append(f"    <edge source={quoteattr(one)} target={quoteattr(two)}>")
        lines += [f'      <data key="{k}">{escape(v)}</data>' for k, v in values]
        lines.append("    </edge>")
    lines += ["  </graph>", "</graphml>", ""]
    return "\n".join(lines).encode()
