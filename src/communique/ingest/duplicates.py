"""Reports that are one report: the same text, and wire copies with another headline or a cut tail.

A text's signature is a MinHash over its runs of three words. Two signatures tell how much of two texts is
common; reports that share a *band key* are worth that comparison, so a store that keeps the keys in an
indexed table finds all likely copies of a report without reading the others:

    mark = signature(document.text)             # bytes to keep; None for a text too short to judge
    for key in band_keys(mark): ...             # 20 numbers to index
    similarity(mark, other) >= COPY             # a copy, if the dates are within the window

Which report is the original does not depend on the order they come in: `find_copies` goes by date and id, and
every copy points to an original, never to another copy.
"""

from __future__ import annotations

import datetime
import hashlib
import re
import struct
from collections import defaultdict
from collections.abc import Iterable

import msgspec

from communique.records.ids import fold

COPY = 0.6
"""Share of common three-word runs from which a report is a copy. A copy that keeps two thirds of a text, under another
headline, has about 0.62; a new report that repeats a third of an older one as background 0.2. The table is in
`tests/ingest/test_duplicates.py`. The estimate from 128 values errs by 0.04 (standard deviation at 0.6)."""
WINDOW = 3
"""Days between a report and its copies at most; a text that is the same to the letter is a copy at any distance."""
VALUES = 128
BANDS = 20
ROWS = 3
"""Of 20 bands of 3 values one agrees for 99.2 % of pairs at 0.6, and for 0.002 % of unrelated ones (0.01)."""
SHORTEST = 30
"""Words; in a shorter text one changed number is much of the news and little of the words."""
SEED = 1
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_PACK = struct.Struct(f"<{VALUES}I")


class Fingerprint(msgspec.Struct, frozen=True):
    """What must be known of a report to find its copies.

    Attributes:
        id: the report's id, unique.
        date: publication date, YYYY-MM-DD, or None.
        sha256: hash of its text.
        signature: as `signature` gives it; None for a short text.
    """

    id: str
    date: str | None
    sha256: str
    signature: bytes | None


def signature(text: str) -> bytes | None:
    """MinHash signature of a text, 512 bytes; None for fewer than 30 words.

    Case, accents, punctuation and spacing count for nothing. The same text gives the same bytes on every machine;
    bytes made by another version of the hash are of no use, so keep `VERSION` beside them.
    """
    words = _WORD.findall(fold(text))
    if len(words) < SHORTEST:
        return None
    from rensa import RMinHash

    runs = sorted({" ".join(words[at : at + 3]) for at in range(len(words) - 2)})
    made = RMinHash(num_perm=VALUES, seed=SEED)
    made.update(runs)
    return _PACK.pack(*made.digest())


VERSION = f"rensa-r2-{VALUES}-{SEED}-3w"
"""Which hash made a signature: signatures of different versions must not be compared."""


def band_keys(mark: bytes) -> list[int]:
    """The 20 keys of a signature, signed 64-bit numbers; two reports with a common key may be copies."""
    size = 4 * ROWS
    return [
        int.from_bytes(
            hashlib.blake2b(bytes([band]) + mark[band * size : (band + 1) * size], digest_size=8).digest(),
            "big",
            signed=True,
        )
        for band in range(BANDS)
    ]


def similarity(mark: bytes, other: bytes) -> float:
    """Share of the three-word runs of two texts that both have, 0 to 1, estimated from their signatures."""
    same: int = sum(a == b for a, b in zip(_PACK.unpack(mark), _PACK.unpack(other), strict=True))
    return same / VALUES


def within(date: str | None, other: str | None, days: int = WINDOW) -> bool:
    """Whether two publication dates, YYYY-MM-DD, lie in one window; undated reports are compared among themselves."""
    if date is None or other is None:
        return date is other
    gap = datetime.date.fromisoformat(date) - datetime.date.fromisoformat(other)
    return abs(gap.days) <= days


def order(report: Fingerprint) -> tuple[bool, str, str]:
    """What the earliest report is earliest by: date, then id; reports without a date come last."""
    return (report.date is None, report.date or "", report.id)


class CopyIndex:
    """Originals known so far, to ask of a further report whether it is a copy of one.

    Reports must come in the order of `order`, so that the result depends on them alone; `find_copies` sees to that.
    """

    def __init__(self, days: int = WINDOW, threshold: float = COPY) -> None:
        self.days = days
        self.threshold = threshold
        self._texts: dict[str, str] = {}
        self._bands: defaultdict[int, list[Fingerprint]] = defaultdict(list)

    def original(self, report: Fingerprint) -> str | None:
        """Id of the report that this one copies: the most similar, of equals the earliest; None for an original."""
        same = self._texts.get(report.sha256)
        if same is not None:
            return same
        if report.signature is None:
            return None
        best: tuple[float, Fingerprint] | None = None
        found = {c.id: c for key in band_keys(report.signature) for c in self._bands.get(key, ())}
        for candidate in sorted(found.values(), key=order):
            if candidate.signature is None or not within(report.date, candidate.date, self.days):
                continue
            alike = similarity(report.signature, candidate.signature)
            if alike >= self.threshold and (best is None or alike > best[0]):
                best = (alike, candidate)
        return best[1].id if best else None

    def add(self, report: Fingerprint) -> str | None:
        """Ask whether a report is a copy, and remember it: as an original, or its text as one of its original's."""
        original = self.original(report)
        self._texts.setdefault(report.sha256, original or report.id)
        if original is None and report.signature is not None:
            for key in band_keys(report.signature):
                self._bands[key].append(report)
        return original


def find_copies(reports: Iterable[Fingerprint], days: int = WINDOW, threshold: float = COPY) -> dict[str, str]:
    """For each copy its original, by id; the same whatever the order of the reports.

    Args:
        reports: all reports; ids are unique.
        days: window on either side.
        threshold: similarity from which a report is a copy.
    """
    index = CopyIndex(days, threshold)
    copies: dict[str, str] = {}
    for report in sorted(reports, key=order):
        original = index.add(report)
        if original is not None:
            copies[report.id] = original
    return copies
