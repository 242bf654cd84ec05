"""An item's bytes to a document, with every fault turned into a reason."""

from __future__ import annotations

from msgspec import structs

from communique.errors import ReadError
from communique.ingest.build import Meta
from communique.ingest.decode import clean_controls, decode
from communique.ingest.html import from_html
from communique.ingest.inputs import read_text
from communique.ingest.items import Failed, Item, Skipped
from communique.ingest.jsonl import parse_object, read_object
from communique.ingest.language import foreign_language
from communique.ingest.plain import from_text
from communique.records.document import Document, Note


def read_item(item: Item) -> Document | Skipped | Failed:
    """Read an item; never raises for what the input holds."""
    if item.outcome is not None:
        return item.outcome
    try:
        document = _document(item, item.bytes())
        if not any(c.isalpha() for c in document.text):
            raise ReadError("no-words", "the report holds no words", item.where)
        return _if_english(item, document)
    except ReadError as error:
        return Failed(error.code, error.message, item.where)
    except Exception as error:  # noqa: BLE001 (one bad report never stops a run)
        return Failed("internal", f"reading failed: {type(error).__name__}: {error}; please report it", item.where)


def _document(item: Item, data: bytes) -> Document:
    """The document of an item's bytes."""
    if item.form != "report":
        return _of_object(item, data)
    known = item.known
    text, notes = decode(data, item.where, known.get("charset"))
    text, more = clean_controls(text)
    meta = Meta(
        id=known.get("id"),
        title=known.get("title"),
        date=known.get("date"),
        publisher=known.get("publisher"),
        url=known.get("url"),
        language=known.get("language"),
        notes=[*notes, *more],
    )
    if known.get("form") == "html":
        return from_html(text, meta, item.where, item.options.date)
    if known.get("form") == "text":
        return from_text(text, meta, item.options.date)
    return read_text(text, meta, item.where, item.options.date)


def _of_object(item: Item, data: bytes) -> Document:
    """The document of a JSON object."""
    value, notes = parse_object(data, item.where)
    columns = item.options.columns if item.form == "object" else {}
    document = read_object(value, item.where, item.options.date, columns)
    if "encoding" in item.known:
        notes = [*notes, Note("encoding", f"read as {item.known['encoding']}")]
    if "summary" in item.known:
        notes = [*notes, Note("summary", item.known["summary"])]
    return structs.replace(document, notes=[*notes, *document.notes]) if notes else document


def _if_english(item: Item, document: Document) -> Document | Skipped:
    """The document, or why a report in another language is passed over."""
    language = foreign_language(document.text)
    if language is None:
        return document
    if item.options.any_language:
        return structs.replace(document, language=language)
    reason = f"the report is in another language ({language}), not in English; --any-language reads it all the same"
    return Skipped("language", reason, item.where)
