"""Reports that are near-copies of each other, found by their words.

Agencies' reports are printed by many papers with small changes. Shingles of four words are
sampled by their hashes (the smallest of each of 16 bands), so that only likely pairs are compared; the earliest
report of a group, by date and id, counts as the one that the others copy.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from communique.records.record import Record

_WORD = re.compile(r"\w+")
_SIZE = 4
_KEPT = 48
"""Smallest hashes of shingles that stand for a report."""
_SHARED = 0.5
"""Share of the smaller report's sampled shingles that the other must hold."""
_DAYS = 4
"""Days between a report and its copy at most."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """A report in little: its id, day and smallest shingle hashes."""

    report: str
    day: int
    hashes: tuple[int, ...]


def sketch(record: Record, day: int) -> Sketch:
    """The sketch of one report's body.

    Args:
        record: the coded report; its paragraphs are read.
        day: its publication day as an ordinal, 0 where unknown.
    """
    words = _WORD.findall(record.report.text.lower())
    shingles = {" ".join(words[i : i + _SIZE]) for i in range(max(1, len(words) - _SIZE + 1))}
    hashes = sorted(int.from_bytes(hashlib.blake2b(s.encode(), digest_size=8).digest(), "big") for s in shingles)
    return Sketch(record.report.id, day, tuple(hashes[:_KEPT]))


def copies(sketches: Iterable[Sketch]) -> dict[str, str]:
    """For each report that copies another, the report it copies; the same for any order of `sketches`."""
    ordered = sorted(sketches, key=lambda s: (s.day, s.report))
    holders: dict[int, list[int]] = defaultdict(list)
    root: dict[str, str] = {}
    oldest = 0
    for number, one in enumerate(ordered):
        while one.day - ordered[oldest].day > _DAYS:
            _forget(oldest, ordered[oldest], holders)
            oldest += 1
        shared: dict[int, int] = defaultdict(int)
        for value in one.hashes:
            for other in holders[value]:
                shared[other] += 1
            holders[value].append(number)
        for other in sorted(shared):
            if one.report not in root and _alike(one, ordered[other]):
                original = ordered[other].report
                root[one.report] = root.get(original, original)
    return root


def _forget(number: int, one: Sketch, holders: dict[int, list[int]]) -> None:
    """Drop a report that is too old to be copied any more."""
    for value in one.hashes:
        held = holders[value]
        held.remove(number)
        if not held:
            del holders[value]


def _alike(a: Sketch, b: Sketch) -> bool:
    """Whether the two samples, cut to the range of hashes that both cover, hold mostly the same."""
    if not a.hashes or not b.hashes:
        return False
    top = min(a.hashes[-1], b.hashes[-1])
    left, right = {h for h in a.hashes if h <= top}, {h for h in b.hashes if h <= top}
    smaller = min(len(left), len(right))
    return smaller >= 5 and len(left & right) / smaller >= _SHARED
