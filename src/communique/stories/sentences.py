"""Paragraphs and sentences of a coded report, from its text and parts alone.

A store holds records, not parses; what threads need of sentences is found again by punctuation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from communique.records.document import Span
from communique.records.record import Record

_BREAK = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])")
_NO_BREAK = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Gov|Sen|Rep|Sgt|Prof|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|No|vs|Inc|Ltd|Co"
    r"|a\.m|p\.m|U\.S|U\.N|U\.K)\.|\b[A-Z]\.)$"
)
_SKIPPED = frozenset({"credit", "link", "dateline", "headline"})


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its characters, the number of its paragraph, and whether it opens it."""

    span: Span
    paragraph: int
    opens: bool


def sentences_of(record: Record) -> list[Sentence]:
    """The sentences of a report's paragraphs and captions in order; datelines and headlines left out."""
    text = record.report.text
    parts = sorted((p for p in record.report.parts if p.kind in ("paragraph", "caption")), key=lambda p: p.span)
    skipped = [p.span for p in record.report.parts if p.kind in _SKIPPED]
    spans = [p.span for p in parts] or [(0, len(text))]
    found = []
    for number, (start, end) in enumerate(spans):
        for a, b in skipped:
            if a <= start < b <= end:
                start = b
        opens = True
        for span in _split(text, start, end):
            found.append(Sentence(span, number, opens))
            opens = False
    return found


def _split(text: str, start: int, end: int) -> list[Span]:
    """Sentence spans within `[start, end)`, blanks at the edges left out."""
    spans, at = [], start
    for match in _BREAK.finditer(text, start, end):
        if _NO_BREAK.search(text[max(at, match.start() - 6) : match.start()]):
            continue
        spans.append((at, match.end()))
        at = match.end()
    spans.append((at, end))
    trimmed = []
    for a, b in spans:
        piece = text[a:b]
        a += len(piece) - len(piece.lstrip(" \n\t-–—"))
        b -= len(piece) - len(piece.rstrip())
        if a < b:
            trimmed.append((a, b))
    return trimmed
