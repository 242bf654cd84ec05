"""Reports from JSON lines, in our keys, NGEC's, or communique's own records."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from communique.errors import ReadError
from communique.ingest.build import Meta
from communique.ingest.decode import clean_controls, decode
from communique.ingest.html import from_html
from communique.ingest.items import Item
from communique.ingest.places import Place
from communique.ingest.plain import from_text
from communique.ingest.report_date import parse_given
from communique.records.document import Document, Note

_TEXT_KEYS = ("text", "event_text", "body", "content")
_DATE_KEYS = ("date", "pub_date", "published", "publication_date")


def read_lines(data: bytes, where: str, given_date: str | None = None) -> Iterator[tuple[str, Document | ReadError]]:
    """Read one report a line; a bad line gives an error with its number and the rest goes on."""
    try:
        text, notes = decode(data, where)
    except ReadError as error:
        yield where, error
        return
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        place = f"{where}:{number}"
        try:
            document = read_object(_object(line, place), place, given_date)
        except ReadError as error:
            yield place, error
            continue
        if notes:
            document = msgspec.structs.replace(document, notes=[*notes, *document.notes])
        yield place, document


def walk_lines(place: Place, stream: BinaryIO) -> Iterator[Item]:
    """The lines of a stream as items, blank ones passed over; a line is not parsed before it is read."""
    most = place.options.most_unpacked
    number, offset = 0, 0
    while line := stream.readline(most + 1):
        number += 1
        start, offset = offset, offset + len(line)
        if len(line) > most:
            reason = f"the line is longer than {most:,} bytes; it was passed over"
            yield place.failed("too-large", reason, number=number, unit="line", offset=start)
            while line and not line.endswith(b"\n"):
                line = stream.readline(most)
                offset += len(line)
        elif line.strip():
            data = line.rstrip(b"\r\n")
            yield place.item(data, form="object", number=number, unit="line", offset=start)


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


def read_object(value: dict[str, Any], place: str, given_date: str | None = None) -> Document:
    """A document from a JSON object with `text` or `html` and optional metadata.

    Raises:
        ReadError: `no-text`, where neither is there or both are empty.
    """
    text = next((value[k] for k in _TEXT_KEYS if isinstance(value.get(k), str) and value[k].strip()), None)
    page = value.get("html")
    date = next((str(value[k]) for k in _DATE_KEYS if value.get(k)), None)
    if text is None and not (isinstance(page, str) and page.strip()):
        raise ReadError("no-text", "the object has neither text nor html", place)
    authors = value.get("authors") or value.get("author") or []
    meta = Meta(
        id=str(value["id"]) if value.get("id") is not None else None,
        title=_string(value, "title", "headline"),
        date=date if date and parse_given(date) else None,
        publisher=_string(value, "publisher", "outlet"),
        authors=[str(a) for a in authors] if isinstance(authors, list) else [str(authors)],
        url=_string(value, "url"),
        language=_string(value, "language"),
    )
    if text is None:
        return from_html(str(page), meta, place, given_date)
    text, notes = clean_controls(text)
    meta.notes.extend(notes)
    if not any(c.isalpha() for c in text):
        raise ReadError("no-words", "the report holds no words", place)
    return from_text(text, meta, given_date)


def _string(value: dict[str, Any], *keys: str) -> str | None:
    """The first of the keys that holds text."""
    for key in keys:
        if isinstance(value.get(key), str) and value[key].strip():
            return str(value[key]).strip()
    return None
