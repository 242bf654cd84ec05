"""A report as read: its text, never altered afterwards, and what is known about it."""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec

Span = tuple[int, int]
"""Half-open `[start, end)` in Unicode code points of the report's text."""

PartKind = Literal["headline", "dateline", "paragraph", "caption", "credit", "link"]


class Part(msgspec.Struct, frozen=True):
    """A stretch of the text and what it is.

    Captions are coded (they tell who met whom), credits and link lines never are. A dateline
    is the part of a first paragraph before its dash: "NAIROBI, May 6 (Agency) -".
    """

    kind: PartKind
    span: Span


class Note(msgspec.Struct, frozen=True):
    """Something a reader of the records should know: a doubt, a cut, an odd encoding."""

    code: str
    message: str
    span: Span | None = None


class Document(msgspec.Struct, frozen=True):
    """One report after reading.

    Attributes:
        id: the id given with the report, or one made from its text.
        text: the clean body with headline and captions; spans of all records point into it.
        parts: stretches of the text in order, not overlapping but for a dateline, which lies
            at the head of its paragraph.
        title: the headline from metadata, whether or not it stands in the text.
        date: publication date as YYYY-MM-DD, or None; never today's.
        date_origin: where the date is from: `option`, `metadata`, `dateline`, `text`.
        language: ISO 639-1 code.
        notes: what reading remarked.
    """

    id: str
    text: str
    parts: list[Part]
    title: str | None = None
    date: str | None = None
    date_origin: str | None = None
    publisher: str | None = None
    authors: list[str] = []
    url: str | None = None
    language: str = "en"
    notes: list[Note] = []

    @property
    def sha256(self) -> str:
        """Hash of the text, in hex: what ids are made from."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
