"""RSS and Atom files: one report an entry, from its full text or from the page saved beside the feed.

An entry's summary is what is read where there is nothing else; a note says so.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import unquote, urlsplit

import msgspec

from communique.errors import ReadError
from communique.ingest.fragment import fragment_blocks
from communique.ingest.items import Item, read_whole
from communique.ingest.places import Place
from communique.ingest.report_date import parse_given

_ROOT = re.compile(rb"<(?:[\w\-]+:)?(rss|feed|RDF)[\s>]")
_TAG = re.compile(rb"<(/?)[A-Za-z](?:[^<>]{0,4000}[^<>/])?>")
DEEPEST = 200
"""Elements within elements; feeds stay below 15, and the parser's time grows with the square."""
LARGEST = 20_000_000
"""Bytes of one feed; the parser is slow, and feeds of a day have a hundredth of this."""
FULL = 400
"""Characters from which an entry's own text is taken for the article and not for a teaser."""


def looks_like_feed(head: bytes) -> bool:
    """Whether the first bytes of a file are those of an RSS or Atom feed."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    found = _ROOT.search(head)
    return start.startswith(b"<") and found is not None and b"<html" not in head[: found.start()].lower()


def walk_feed(place: Place, stream: BinaryIO) -> Iterator[Item]:
    """The entries of a feed as items; nothing is fetched.

    Raises:
        ReadError: `damaged`, where no entry can be read; `too-large`.
    """
    import feedparser

    data = stream.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ReadError("too-large", f"the feed is larger than {LARGEST:,} bytes; split it", place.where)
    if _depth(data) > DEEPEST:
        raise ReadError("damaged", f"elements are nested more than {DEEPEST} deep; this is no sound feed", place.where)
    try:
        feed = feedparser.parse(io.BytesIO(data), sanitize_html=True, resolve_relative_uris=False)
    except Exception as error:  # (the parser lets through whatever its own parts raise)
        raise ReadError("damaged", f"the feed cannot be read: {type(error).__name__}: {error}", place.where) from error
    if not feed.entries:
        if feed.bozo:
            raise ReadError("damaged", f"the feed cannot be read: {_fault(feed)}", place.where)
        raise ReadError("empty", "the feed has no entries", place.where)
    publisher = _words(feed.feed.get("title"))
    for number, entry in enumerate(feed.entries, 1):
        yield _entry(place, entry, number, publisher, _words(feed.feed.get("language")))
    if feed.bozo and not isinstance(feed.bozo_exception, feedparser.CharacterEncodingOverride):
        reason = f"the feed is damaged after entry {len(feed.entries)}: {_fault(feed)}; entries may be missing"
        yield place.failed("damaged", reason, number=len(feed.entries) + 1)


def _depth(data: bytes) -> int:
    """How deep the elements of a feed are nested at most; text in CDATA does not count."""
    depth = deepest = 0
    for tag in _TAG.finditer(re.sub(rb"<!\[CDATA\[.*?\]\]>", b"", data, flags=re.DOTALL)):
        depth += -1 if tag[1] else 1
        deepest = max(deepest, depth)
    return deepest


def _fault(feed: Any) -> str:
    """What the parser found wrong, with its line."""
    fault = feed.get("bozo_exception")
    line = fault.getLineNumber() if hasattr(fault, "getLineNumber") else None
    words = fault.getMessage() if hasattr(fault, "getMessage") else str(fault)
    return f"line {line}: {words}" if line else words


def _entry(place: Place, entry: Any, number: int, publisher: str | None, language: str | None) -> Item:
    """One entry as an item."""
    value: dict[str, Any] = {
        "id": _words(entry.get("id")),
        "title": _words(entry.get("title")),
        "date": _date(entry),
        "publisher": _words(entry.get("source", {}).get("title")) or publisher,
        "authors": [name for a in entry.get("authors", []) if (name := _words(a.get("name")))],
        "url": _words(entry.get("link")),
        "language": (language or "")[:2].lower() or None,
    }
    text = _text(max((str(c.get("value", "")) for c in entry.get("content", [])), key=len, default=""))
    summary = _text(str(entry.get("summary", "")))
    if len(text) >= FULL or len(summary) >= FULL:
        return _fields(place, value, max(text, summary, key=len), number)
    page = _saved_page(place, str(entry.get("link", "")))
    if page is not None:
        known = {k: v for k, v in value.items() if isinstance(v, str)}
        return place.item(read_whole(str(page), place.options.most_unpacked), number=number, known=known)
    return _fields(place, value, text or summary, number, {"summary": "only the feed's own summary was there to read"})


def _fields(place: Place, value: dict[str, Any], text: str, number: int, known: dict[str, str] | None = None) -> Item:
    """An entry with its own text as an item."""
    if not text:
        reason = "the entry has no text, and its page is not saved beside the feed"
        return place.failed("no-text", reason, number=number)
    return place.item(msgspec.json.encode(value | {"text": text}), form="fields", number=number, known=known)


def _text(fragment: str) -> str:
    """The text of an entry's HTML, paragraphs with a blank line between."""
    return "\n\n".join(block.text for block in fragment_blocks(fragment)) if fragment.strip() else ""


def _words(value: Any) -> str | None:
    """A feed's field as text without mark-up."""
    if not isinstance(value, str) or not value.strip():
        return None
    return " ".join(block.text for block in fragment_blocks(value)) if "<" in value else " ".join(value.split())


def _date(entry: Any) -> str | None:
    """Day on which an entry was published, as its outlet counts days; else the day of its last change."""
    written = parse_given(str(dict.get(entry, "published") or dict.get(entry, "updated") or ""))
    if written:
        return written
    parsed = dict.get(entry, "published_parsed") or dict.get(entry, "updated_parsed")
    return f"{parsed.tm_year:04}-{parsed.tm_mon:02}-{parsed.tm_mday:02}" if parsed else None


def _saved_page(place: Place, link: str) -> Path | None:
    """The page of an entry's link, where it lies beside the feed or in a folder there; never outside."""
    if place.member is not None or place.path == "-" or not link:
        return None
    folder = Path(place.path).resolve().parent
    try:
        path = unquote(urlsplit(link).path).strip("/")
    except ValueError:
        return None
    if not path or "\0" in path:
        return None
    last = path.rpartition("/")[2]
    for name in (path, f"{path}.html", last, f"{last}.html", f"{last}.htm"):
        try:
            page = (folder / name).resolve()
            if page.is_relative_to(folder) and page.is_file() and page.suffix.lower() in (".html", ".htm", ".xhtml"):
                if os.path.samefile(page, place.path):
                    continue
                return page
        except OSError:
            continue
    return None
