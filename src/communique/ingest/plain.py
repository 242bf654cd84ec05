"""Plain text with paragraphs to a document; the text stays as it is."""

from __future__ import annotations

import re

from communique.ingest.build import Meta, assemble
from communique.records.document import Document, Span

_BLANK = re.compile(r"\n[ \t\u00a0]*\n\s*")
_ENDED = re.compile(r"[.!?…:][\"”’')\]]*\s*$")
MOST_BLOCKS = 4000
"""Blocks of one report; a list of a hundred thousand words is no report, its rest is one block."""


def from_text(text: str, meta: Meta, given_date: str | None = None) -> Document:
    """A document from plain text: paragraphs are blank-line blocks, else lines."""
    spans = _line_spans(text) if not _BLANK.search(text.strip()) else _blank_spans(text)
    if len(spans) > MOST_BLOCKS:
        spans = [*spans[: MOST_BLOCKS - 1], (spans[MOST_BLOCKS - 1][0], spans[-1][1])]
    return assemble(text, spans, [False] * len(spans), meta, given_date)


def _blank_spans(text: str) -> list[Span]:
    """Blocks between blank lines; a block of whole sentences a line is cut at its lines."""
    spans: list[Span] = []
    at = 0
    for gap in [*_BLANK.finditer(text), None]:
        end = gap.start() if gap else len(text)
        spans.extend(_trim(text, at, end))
        at = gap.end() if gap else end
    return spans


def _line_spans(text: str) -> list[Span]:
    """One block a line, unless the lines are wrapped: then all are one block."""
    lines = [(m.start(), m.end()) for m in re.finditer(r"[^\n]+", text)]
    spans = [span for line in lines for span in _trim(text, *line)]
    if len(spans) > 3:
        ended = sum(bool(_ENDED.search(text[a:b])) for a, b in spans)
        longest = max(b - a for a, b in spans)
        if ended < len(spans) * 0.6 and longest <= 110 and sum(b - a for a, b in spans) > 45 * len(spans):
            return (
                [spans[0], (spans[1][0], spans[-1][1])]
                if not _ENDED.search(text[slice(*spans[0])])
                else [(spans[0][0], spans[-1][1])]
            )
    return spans


def _trim(text: str, start: int, end: int) -> list[Span]:
    """The span without white space at its edges; none where nothing is left."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return [(start, end)] if end > start else []
