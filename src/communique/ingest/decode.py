"""From bytes to text: which encoding, what was odd about it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from communique.errors import ReadError
from communique.records.document import Note

_DECLARED = re.compile(rb"""(?i)(?:charset\s*=\s*["']?|encoding\s*=\s*["'])([a-z0-9_\-]+)""")
_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def decode(data: bytes, where: str, declared: str | None = None) -> tuple[str, list[Note]]:
    """Decode a report's bytes.

    UTF-8 first, then what the page declares, then what the bytes look like; anything but clean
    UTF-8 leaves a note.

    Args:
        data: the bytes.
        where: the input, for messages.
        declared: encoding that the page's server named, which goes before the page's own word.

    Raises:
        ReadError: `empty`, `not-text` (a binary file), or `encoding` with the byte offset.
    """
    if not data.strip():
        raise ReadError("empty", "the file is empty; nothing to code", where)
    for bom, name in _BOMS:
        if data.startswith(bom):
            return _tried(data, name, where), [] if name == "utf-8-sig" else [_note(name)]
    if _looks_binary(data):
        raise ReadError("not-text", "the file is binary, not text or HTML; give text, HTML or JSONL", where)
    try:
        return data.decode("utf-8"), []
    except UnicodeDecodeError as error:
        offset = error.start
    inside = _DECLARED.search(data[:4096])
    for name in _candidates(data, declared, inside[1].decode("ascii") if inside else None):
        try:
            return data.decode(name), [_note(name, offset)]
        except (LookupError, ValueError):
            continue
    raise ReadError("encoding", f"byte {offset} is not UTF-8 and no other encoding fits; save it as UTF-8", where)


def _candidates(data: bytes, declared: str | None, inside: str | None) -> Iterator[str]:
    """Encodings to try, the likeliest first; guessed only where none is declared that fits."""
    yield from (name for name in (declared, inside) if name and name.lower() not in ("utf-8", "utf8"))
    guess = _guess(data)
    if guess:
        yield guess
    yield "cp1252"


def _tried(data: bytes, name: str, where: str) -> str:
    """Decode with the encoding that a byte order mark names."""
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise ReadError("encoding", f"byte {error.start} is not {name}, which its mark declares", where) from error


def _note(name: str, offset: int | None = None) -> Note:
    """A note that the text was not plain UTF-8."""
    why = f"; byte {offset} is not UTF-8" if offset is not None else ""
    return Note("encoding", f"read as {name}{why}")


def _looks_binary(data: bytes) -> bool:
    """Whether the first bytes hold what text never does."""
    head = data[:8192]
    if head.startswith((b"%PDF", b"PK\x03\x04", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x7fELF")):
        return True
    control = sum(head.count(bytes([c])) for c in (*range(9), *range(14, 32)) if c != 27)
    return control > len(head) * 0.05 + 3


def _guess(data: bytes) -> str | None:
    """Encoding that the bytes look like, by charset-normalizer."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    return best.encoding if best is not None else None


def clean_controls(text: str) -> tuple[str, list[Note]]:
    """Replace control characters by spaces, with a note of how many there were.

    Line ends become plain line feeds. Bidirectional marks and zero-width characters stay: they
    are part of the text as printed.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = _CONTROL.findall(text)
    if not found:
        return text, []
    note = Note("control-characters", f"{len(found)} control characters were replaced by spaces")
    return _CONTROL.sub(" ", text), [note]
