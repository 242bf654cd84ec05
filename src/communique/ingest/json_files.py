"""JSON lines, a JSON array, or one object, as items; nothing is parsed that reading parses again."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator

import msgspec

from communique.errors import ReadError
from communique.ingest.decode import decode
from communique.ingest.items import Item
from communique.ingest.places import Place
from communique.ingest.unpack import read_all


def walk_json(place: Place, stream: io.BufferedReader) -> Iterator[Item]:
    """The objects of a JSON file in whichever of the three layouts it has."""
    head = stream.peek(4096)
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text, _ = decode(read_all(stream, place.where, place.options), place.where)
        stream = io.BufferedReader(io.BytesIO(text.encode("utf-8", "surrogatepass")))
        head = stream.peek(4096)
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if start[:1] == b"[" and not (place.member or place.path).lower().endswith((".jsonl", ".ndjson")):
        yield from _array(place, stream)
    elif start.split(b"\n", 1)[0].strip() == b"{":
        yield place.item(read_all(stream, place.where, place.options), form="object")
    else:
        yield from _lines(place, stream)


def _array(place: Place, stream: io.BufferedReader) -> Iterator[Item]:
    """The members of a JSON array."""
    text, _ = decode(read_all(stream, place.where, place.options), place.where)
    try:
        members = msgspec.json.decode(text, type=list[msgspec.Raw])
    except (msgspec.MsgspecError, RecursionError) as error:
        raise ReadError("bad-json", f"not a JSON array of objects: {error}", place.where) from error
    for number, member in enumerate(members, 1):
        yield place.item(bytes(member), form="object", number=number)


def _lines(place: Place, stream: io.BufferedReader) -> Iterator[Item]:
    """The lines of a stream, blank ones passed over."""
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
