"""One report from bytes or text: which of text and HTML it is."""

from __future__ import annotations

from pathlib import Path

from communique.errors import ReadError
from communique.ingest.build import Meta
from communique.ingest.decode import clean_controls, decode
from communique.ingest.html import from_html, looks_like_html
from communique.ingest.plain import from_text
from communique.records.document import Document


def read_report(data: bytes, where: str, given_date: str | None = None) -> Document:
    """Read the bytes of one report, text or HTML.

    Raises:
        ReadError: nothing in it can be coded.
    """
    text, notes = decode(data, where)
    text, more = clean_controls(text)
    meta = Meta(notes=[*notes, *more], id=Path(where).stem if where != "-" else None)
    return read_text(text, meta, where, given_date)


def read_text(text: str, meta: Meta, where: str, given_date: str | None = None) -> Document:
    """Read one report from text or HTML already decoded."""
    if not any(c.isalpha() for c in text):
        raise ReadError("no-words", "the report holds no words", where)
    if looks_like_html(text):
        return from_html(text, meta, where, given_date)
    return from_text(text, meta, given_date)
