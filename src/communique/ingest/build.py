"""A document from its blocks: the text joined, the parts placed, the date found."""

from __future__ import annotations

from dataclasses import dataclass, field

from communique.ingest.blocks import block_parts
from communique.ingest.report_date import find_date
from communique.records.document import Document, Note, Part, Span
from communique.records.ids import digest


@dataclass(slots=True)
class Meta:
    """What is known of a report beside its text; all of it may be missing."""

    id: str | None = None
    title: str | None = None
    date: str | None = None
    publisher: str | None = None
    authors: list[str] = field(default_factory=list)
    url: str | None = None
    language: str | None = None
    notes: list[Note] = field(default_factory=list)


@dataclass(slots=True)
class Block:
    """A piece of a page before the text is joined."""

    text: str
    caption: bool = False


def from_blocks(blocks: list[Block], meta: Meta, given_date: str | None = None) -> Document:
    """Join the blocks with blank lines, the title first, and find the parts."""
    kept = [b for b in blocks if b.text.strip()]
    if meta.title and not any(_same(b.text, meta.title) for b in kept[:3]):
        kept.insert(0, Block(meta.title))
    pieces, spans, at = [], [], 0
    for block in kept:
        text = block.text.strip()
        pieces.append(text)
        spans.append((at, at + len(text)))
        at += len(text) + 2
    text = "\n\n".join(pieces)
    return assemble(text, spans, [b.caption for b in kept], meta, given_date)


def _same(line: str, title: str) -> bool:
    """Whether a block is the title."""
    return "".join(line.split()).lower() == "".join(title.split()).lower()


def assemble(text: str, spans: list[Span], captions: list[bool], meta: Meta, given_date: str | None = None) -> Document:
    """A document from a text and the spans of its blocks.

    Args:
        text: the report's text, as it will stay.
        spans: blocks in order.
        captions: for each block whether the page marked it as a caption.
        meta: what is known beside the text.
        given_date: a date that the user gave; it wins.
    """
    parts: list[Part] = []
    running = False
    seen_title = False
    for span, caption in zip(spans, captions, strict=True):
        title = None if seen_title else meta.title
        found = block_parts(text, span, not running, title, caption)
        seen_title = seen_title or any(p.kind == "headline" for p in found)
        running = running or any(p.kind == "paragraph" for p in found)
        parts.extend(found)
    date, origin, notes = find_date(text, parts, given_date, meta.date)
    title = meta.title or next((text[slice(*p.span)] for p in parts if p.kind == "headline"), None)
    return Document(
        id=meta.id or digest(text, size=8),
        text=text,
        parts=parts,
        title=" ".join(title.split()) if title else None,
        date=date,
        date_origin=origin,
        publisher=meta.publisher,
        authors=meta.authors,
        url=meta.url,
        language=meta.language or "en",
        notes=[*meta.notes, *notes],
    )
