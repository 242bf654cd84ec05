"""A record of a web archive to an item: HTTP responses that are HTML pages; all else says why it is none."""

from __future__ import annotations

import io
import re
import zlib
from typing import Any

from communique.errors import ReadError
from communique.ingest.html import looks_like_html
from communique.ingest.items import Item
from communique.ingest.options import ReadOptions
from communique.ingest.places import Place
from communique.ingest.unpack import FREE, read_all, unpacked

_TYPE = re.compile(rb"(?im)^WARC-Type:[ \t]*([\w\-]+)")
_DIGEST = re.compile(rb"(?im)^WARC-(Block|Payload)-Digest:[ \t]*(sha1|sha256|md5):")
_CHUNK = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")


def response_item(place: Place, header: bytes, body: bytes, number: int, offset: int) -> Item:
    """The item of one sound record.

    Args:
        place: the archive.
        header: the record's header with its blank line.
        body: the record's block.
        number: of the record in the archive, from 1.
        offset: of the record, or of the gzip member that holds it, in bytes.
    """
    kind = found[1].decode().lower() if (found := _TYPE.search(header)) else "untyped"
    if kind != "response":
        return place.skipped("no-page", f"a {kind} record holds no page", number=number, offset=offset)
    try:
        record = _parsed(header, body)
        _check_digests(record, header)
        return _page(place, record, number, offset)
    except ReadError as error:
        return place.failed(error.code, error.message, number=number, offset=offset)
    except (OSError, ValueError, zlib.error, UnicodeError) as error:
        return place.failed("damaged", f"the record cannot be read: {error}", number=number, offset=offset)


def _parsed(header: bytes, body: bytes) -> Any:
    """The record as fastwarc parses it, HTTP header not yet."""
    from fastwarc.warc import ArchiveIterator

    record = next(iter(ArchiveIterator(io.BytesIO(header + body + b"\r\n\r\n"), parse_http=False)), None)
    if record is None:
        raise ReadError("damaged", "the record's header cannot be read")
    record.freeze()
    return record


def _check_digests(record: Any, header: bytes) -> None:
    """Refuse a record whose bytes are not those its digests were made of.

    A payload digest is asked only where there is no block digest and no transfer encoding: crawlers differ in whether
    they take it before or after that encoding.
    """
    kinds = {kind.lower() for kind, _ in _DIGEST.findall(header)}
    if b"block" in kinds:
        if not record.verify_block_digest():
            raise ReadError("digest", "the record's bytes do not agree with its WARC-Block-Digest; it is damaged")
    record.parse_http()
    http = record.http_headers
    if kinds == {b"payload"} and http is not None and "transfer-encoding" not in {k.lower() for k, _ in http.items()}:
        if not record.verify_payload_digest():
            raise ReadError("digest", "the page's bytes do not agree with its WARC-Payload-Digest; it is damaged")


def _page(place: Place, record: Any, number: int, offset: int) -> Item:
    """The item of a response: its page, or why it has none."""
    http = record.http_headers
    if http is None:
        return place.skipped("no-page", "the response is not HTTP", number=number, offset=offset)
    fields = {str(name).lower(): str(value) for name, value in http.items()}
    status = http.status_code
    if status != 200:
        return place.skipped("no-page", f"the server answered {status}, not 200", number=number, offset=offset)
    kind = fields.get("content-type", "").split(";")[0].strip().lower()
    if kind not in ("", "text/html", "application/xhtml+xml"):
        return place.skipped("no-page", f"the response is {kind}, not HTML", number=number, offset=offset)
    body = decoded_body(record.reader.read(), fields, place.options)
    if not kind and not looks_like_html(body[:2000].decode("utf-8", "replace")):
        return place.skipped("no-page", "the response is untyped and no HTML", number=number, offset=offset)
    known = {"url": str(record.headers.get("WARC-Target-URI") or "").strip("<>"), "form": "html"}
    if record.record_id:
        known["id"] = str(record.record_id).strip("<>").removeprefix("urn:uuid:")
    if record.http_charset:
        known["charset"] = str(record.http_charset)
    return place.item(body, number=number, offset=offset, known={k: v for k, v in known.items() if v})


def decoded_body(body: bytes, fields: dict[str, str], options: ReadOptions) -> bytes:
    """A response's body without its transfer and content encodings.

    Args:
        body: as it lies in the archive.
        fields: HTTP header, names in lower case.
        options: the limits.

    Raises:
        ReadError: `truncated`, `damaged`, `bomb`, `too-large` or `content-encoding`.
    """
    if "chunked" in fields.get("transfer-encoding", "").lower():
        body = _joined_chunks(body)
    for coding in reversed([c.strip() for c in fields.get("content-encoding", "").lower().split(",")]):
        if coding in ("", "identity", "none", "utf-8"):
            continue
        body = _without(coding, body, options)
    return body


def _without(coding: str, body: bytes, options: ReadOptions) -> bytes:
    """A body without one content encoding; a crawler may have taken it off and left the header's word."""
    if coding in ("gzip", "x-gzip", "zstd"):
        magic, kind = (b"\x28\xb5\x2f\xfd", "zstd") if coding == "zstd" else (b"\x1f\x8b", "gzip")
        if not body.startswith(magic):
            return body
        return read_all(unpacked(io.BytesIO(body), kind, "", options), "", options)
    if coding == "deflate":
        return _inflated(body, options)
    raise ReadError(
        "content-encoding", f"the page is packed with {coding!r}, which is not read; unpack it with a WARC tool"
    )


def _inflated(body: bytes, options: ReadOptions) -> bytes:
    """A deflated body, with zlib's wrapper or without."""
    for wbits in (15, -15):
        unpacker = zlib.decompressobj(wbits=wbits)
        most = min(options.most_unpacked, max(FREE, options.steepest * len(body)))
        try:
            data = unpacker.decompress(body, most + 1)
        except zlib.error:
            continue
        if len(data) > most:
            raise ReadError("bomb", "the page unpacks beyond the limits; refused as a bomb")
        if not unpacker.eof:
            raise ReadError("truncated", "the page's deflated bytes are cut short")
        return data
    return body


def _joined_chunks(body: bytes) -> bytes:
    """A body without its chunk marks; one that has none was joined by the crawler."""
    pieces: list[bytes] = []
    at = 0
    while True:
        mark = _CHUNK.match(body, at)
        if mark is None:
            if at == 0:
                return body
            raise ReadError("damaged", "the page's chunks are damaged or cut short")
        size = int(mark[1], 16)
        if size == 0:
            return b"".join(pieces)
        piece = body[mark.end() : mark.end() + size]
        if len(piece) < size:
            raise ReadError("truncated", f"the page's last chunk is cut short: {len(piece)} of {size} bytes")
        pieces.append(piece)
        at = mark.end() + size
        at += 2 if body[at : at + 2] == b"\r\n" else int(body[at : at + 1] == b"\n")
