"""An item's bytes to a document, with every fault turned into a reason."""

from __future__ import annotations

from msgspec import structs

from communique.errors import ReadError
from communique.ingest.build import Meta
from communique.ingest.decode import clean_controls, decode
from communique.ingest.inputs import read_text
from communique.ingest.items import Failed, Item, Skipped
from communique.ingest.jsonl import parse_object, read_object
from communique.records.document import Document


def read_item(item: Item) -> Document | Skipped | Failed:
    """Read an item; never raises for what the input holds."""
    if item.outcome is not None:
        return item.outcome
    try:
        document = _document(item, item.bytes())
    except ReadError as error:
        return Failed(error.code, error.message, item.where)
    except Exception as error:  # noqa: BLE001 (one bad report never stops a run)
        return Failed("internal", f"reading failed: {type(error).__name__}: {error}; please report it", item.where)
    return document


def _document(item: Item, data: bytes) -> Document:
    """The document of an item's bytes."""
    if item.form == "object":
        value, notes = parse_object(data, item.where)
        document = read_object(value, item.where, item.options.date)
        return structs.replace(document, notes=[*notes, *document.notes]) if notes else document
    text, notes = decode(data, item.where)
    text, more = clean_controls(text)
    known = item.known
    meta = Meta(
        id=known.get("id"),
        title=known.get("title"),
        date=known.get("date"),
        publisher=known.get("publisher"),
        url=known.get("url"),
        language=known.get("language"),
        notes=[*notes, *more],
    )
    return read_text(text, meta, item.where, item.options.date)
