"""Files of every form, made from one report: what the tests of reading read."""

from __future__ import annotations

import base64
import gzip
import hashlib
import io
import zipfile

import zstandard

BODY = (
    "The foreign ministers of Chile and Bolivia met in Arica on Monday and agreed to open a second crossing for lorries.",
    "Bolivia's minister, Rosa Quispe, said that the talks had been long but friendly and thanked the hosts for their patience.",
    "Both sides will name engineers by the end of the month, and a first convoy is to roll before the rains begin.",
)
TEXT = "\n\n".join(BODY)
GERMAN = (
    "Die Außenminister von Chile und Bolivien haben sich am Montag in Arica getroffen und vereinbart, einen zweiten Übergang für "
    "Lastwagen zu öffnen. Die bolivianische Ministerin sagte, die Gespräche seien lang, aber freundlich gewesen."
)


def page(title: str = "Ministers open a crossing", body: tuple[str, ...] = BODY, charset: str = "utf-8") -> bytes:
    paragraphs = "".join(f"<p>{text}</p>" for text in body)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="{charset}"><title>{title}</title>'
        f'<meta property="article:published_time" content="2024-05-06T09:00:00Z"></head>'
        f"<body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
    ).encode(charset)


def packed_zip(members: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return held.getvalue()


def packed_gzip(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)


def packed_zstd(data: bytes) -> bytes:
    return zstandard.ZstdCompressor(write_checksum=True).compress(data)


def http(body: bytes, kind: str = "text/html; charset=utf-8", status: str = "200 OK", extra: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{extra}\r\n".encode() + body


def record(
    block: bytes,
    kind: str = "response",
    number: int = 1,
    length: int | None = None,
    digest: bool = True,
    extra: str = "",
) -> bytes:
    """One WARC record; `length` is a false Content-Length."""
    sha = base64.b32encode(hashlib.sha1(block).digest()).decode()
    lines = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{number:012}>",
        "WARC-Date: 2024-05-07T00:00:00Z",
        f"WARC-Target-URI: https://news.example/{number}",
        f"Content-Type: application/http; msgtype={kind}",
        *([f"WARC-Block-Digest: sha1:{sha}"] if digest else []),
        *([extra] if extra else []),
        f"Content-Length: {len(block) if length is None else length}",
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + block + b"\r\n\r\n"


def response(number: int, **given: object) -> bytes:
    """A sound record of a page of its own."""
    return record(http(page(f"Ministers open crossing {number}")), number=number, **given)  # type: ignore[arg-type]


def rss(entries: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        f"<channel><title>Altiplano Post</title><link>https://post.example/</link>{entries}</channel></rss>"
    ).encode()


def entry(body: str, link: str = "https://post.example/a", title: str = "Ministers open a crossing") -> str:
    return (
        f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid>"
        f"<pubDate>Tue, 07 May 2024 01:30:00 +0300</pubDate>{body}</item>"
    )
