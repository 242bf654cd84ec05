"""A report from a JSON object, in our keys, NGEC's, other corpora's, or communique's own records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from communique.errors import ReadError
from communique.ingest.build import Meta, from_blocks
from communique.ingest.columns import guess_columns
from communique.ingest.decode import clean_controls, decode
from communique.ingest.fragment import fragment_blocks, has_markup, is_page
from communique.ingest.html import from_html
from communique.ingest.plain import from_text
from communique.ingest.report_date import parse_given
from communique.records.document import Document, Note


def parse_object(data: bytes, place: str) -> tuple[dict[str, Any], list[Note]]:
    """The JSON object of a line's bytes, with what was odd about its encoding.

    Raises:
        ReadError: `bad-json`, or as `decode`.
    """
    text, notes = decode(data, place)
    return _object(text, place), notes


def _object(line: str, place: str) -> dict[str, Any]:
    """The JSON object of a line."""
    try:
        value = msgspec.json.decode(line)
    except (msgspec.DecodeError, RecursionError) as error:
        raise ReadError("bad-json", f"not a JSON object: {error}", place) from error
    if not isinstance(value, dict):
        raise ReadError("bad-json", f"a JSON object was expected, got {type(value).__name__}", place)
    return value.get("report", value) if isinstance(value.get("report"), dict) else value


def read_object(
    value: dict[str, Any], place: str, given_date: str | None = None, columns: Mapping[str, str] | None = None
) -> Document:
    """A document from a JSON object with `text` or `html` and optional metadata.

    Args:
        value: the object; keys are guessed as `communique.ingest.columns` says.
        place: where it is from, for messages.
        given_date: a date that wins.
        columns: our field name to the object's key, where it is not to be guessed.

    Raises:
        ReadError: `no-text`, where neither is there or both are empty.
    """
    filled = [key for key, cell in value.items() if cell not in (None, "", []) and isinstance(key, str)]
    keys = guess_columns(filled, columns or {})
    text, page = (_words(value, keys, field) for field in ("text", "html"))
    if text is None and page is None:
        shown = ", ".join(repr(str(key)) for key in list(value)[:20])
        raise ReadError("no-text", f"the object has neither text nor html; its keys are {shown or 'none'}", place)
    meta = _meta(value, keys)
    if text is None or is_page(text):
        return from_html(clean_controls(page or text or "")[0], meta, place, given_date)
    text, notes = clean_controls(text)
    meta.notes.extend(notes)
    if not any(c.isalpha() for c in text):
        raise ReadError("no-words", "the report holds no words", place)
    if has_markup(text):
        return from_blocks(fragment_blocks(text), meta, given_date)
    return from_text(text, meta, given_date)


def _meta(value: dict[str, Any], keys: Mapping[str, str]) -> Meta:
    """What an object says of its report beside the text; a date that is none leaves a note."""
    date = str(value[keys["date"]]) if "date" in keys else None
    notes: list[Note] = []
    if date and not parse_given(date):
        notes.append(Note("date-unread", f"the date {date[:40]!r} was not understood; write it as YYYY-MM-DD"))
        date = None
    authors = value[keys["authors"]] if "authors" in keys else []
    listed = authors if isinstance(authors, list) else str(authors).split(";")
    return Meta(
        id=str(value[keys["id"]]) if "id" in keys else None,
        title=_words(value, keys, "title"),
        date=date,
        publisher=_words(value, keys, "publisher"),
        authors=[name for a in listed if (name := str(a).strip())],
        url=_words(value, keys, "url"),
        language=_words(value, keys, "language"),
        notes=notes,
    )


def _words(value: dict[str, Any], keys: Mapping[str, str], field: str) -> str | None:
    """A field that holds text."""
    cell = value.get(keys.get(field, ""))
    return cell.strip() if isinstance(cell, str) and cell.strip() else None
