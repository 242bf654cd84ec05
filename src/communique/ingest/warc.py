"""Web archives (WARC), plain or a gzip member a record: pages as items, damage found and located.

The usual readers return a record whose gzip member is cut, and take a false Content-Length as it stands. Here every
record must fill its length, be followed by its two line ends, lie in a member that reaches its check value, and agree
with its digest. After a fault the search goes on at the next record, so that sound pages behind it are read.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from communique.ingest.items import Item
from communique.ingest.places import Place
from communique.ingest.responses import response_item
from communique.ingest.scan import Scanner
from communique.ingest.unpack import FREE

LONGEST_HEADER = 65_536
_RECORD = re.compile(rb"WARC/\d\.\d\r?\n[A-Za-z][A-Za-z0-9\-]*:")
_MEMBER = re.compile(rb"\x1f\x8b\x08[\x00-\x1f]")
_END = re.compile(rb"\r?\n\r?\n")
_LENGTH = re.compile(rb"(?im)^Content-Length:[ \t]*(\d+)[ \t]*\r?$")


@dataclass(slots=True)
class _Count:
    """Records seen so far, sound or not."""

    number: int = 0


def walk_warc(place: Place, stream: BinaryIO) -> Iterator[Item]:
    """The records of an archive that is not packed."""
    yield from _records(place, Scanner(stream), _Count(), None)


def walk_packed_warc(place: Place, stream: BinaryIO) -> Iterator[Item]:
    """The records of an archive of gzip members; offsets are those of the members in the packed file."""
    scanner = Scanner(stream)
    count = _Count()
    while scanner.look(1):
        start = scanner.offset
        fault = None
        if _MEMBER.match(scanner.look(4)):
            data, length, fault = _member(place, scanner)
        else:
            data, length, fault = b"", 0, ("damaged", "no gzip member begins here")
        if fault is None:
            yield from _records(place, Scanner(io.BytesIO(data)), count, start)
            scanner.drop(length)
            continue
        if not any(scanner.look(LONGEST_HEADER)) and len(scanner.look(LONGEST_HEADER)) < LONGEST_HEADER:
            return
        count.number += 1
        yield place.failed(*fault, number=count.number, offset=start)
        scanner.drop(1)
        while scanner.find(_MEMBER, 4) and not _begins_record(scanner.look(512)):
            scanner.drop(1)


def _begins_record(packed: bytes) -> bool:
    """Whether a gzip member that begins here holds a record."""
    try:
        return zlib.decompressobj(wbits=31).decompress(packed, 16).startswith(b"WARC/")
    except zlib.error:
        return False


def _member(place: Place, scanner: Scanner) -> tuple[bytes, int, tuple[str, str] | None]:
    """What a gzip member holds, its packed length, and its fault if it has one."""
    unpacker = zlib.decompressobj(wbits=31)
    most, steepest = place.options.most_unpacked, place.options.steepest
    pieces: list[bytes] = []
    given = taken = 0
    while not unpacker.eof:
        packed = scanner.look(16_384, taken)
        if not packed:
            return b"", taken, ("truncated", "the gzip member is cut short, the file ends in it; fetch it again")
        try:
            piece = unpacker.decompress(packed)
        except zlib.error as error:
            return b"", taken, ("damaged", f"the gzip member is damaged: {error}; fetch the file again")
        taken += len(packed)
        given += len(piece)
        pieces.append(piece)
        if given > FREE and given > steepest * taken:
            return b"", taken, ("bomb", f"more than {steepest} bytes come out for one packed byte; refused as a bomb")
        if given > most:
            return b"", taken, ("too-large", f"the member holds more than {most:,} bytes; pack one record a member")
    return b"".join(pieces), taken - len(unpacker.unused_data), None


def _records(place: Place, scanner: Scanner, count: _Count, member: int | None) -> Iterator[Item]:
    """The records of plain bytes; `member` is the offset of the gzip member that held them."""
    while True:
        while scanner.look(1) in (b"\r", b"\n"):
            scanner.drop(1)
        if not scanner.look(1):
            return
        count.number += 1
        offset = scanner.offset if member is None else member
        header, length, fault = _header(scanner, place.options.most_unpacked)
        fault = fault or _unfilled(scanner, len(header), length)
        if fault is None:
            body = scanner.look(length, len(header))
            yield response_item(place, header, body, count.number, offset)
            scanner.drop(len(header) + length)
            continue
        yield place.failed(*fault, number=count.number, offset=offset)
        scanner.drop(max(1, len(header) - 4))
        if not scanner.find(_RECORD, 256):
            return


def _header(scanner: Scanner, most: int) -> tuple[bytes, int, tuple[str, str] | None]:
    """A record's header with its blank line, the length it gives, and its fault if it has one."""
    head = scanner.look(2048)
    if not head.startswith(b"WARC/"):
        return b"", 0, ("damaged", "no WARC record begins here; what lies before the next record was passed over")
    end = _END.search(head) or _END.search(head := scanner.look(LONGEST_HEADER))
    if end is None:
        if len(head) < LONGEST_HEADER:
            return head, 0, ("truncated", "the file ends in a record's header; fetch it again")
        return head, 0, ("damaged", f"the record's header does not end within {LONGEST_HEADER:,} bytes")
    header = head[: end.end()]
    lengths = _LENGTH.findall(header)
    if len(lengths) != 1:
        return header, 0, ("damaged", "the record's header gives no Content-Length, or several")
    length = int(lengths[0][:20])
    if length > most:
        return header, 0, ("too-large", f"the record's header claims {length:,} bytes; at most {most:,} are read")
    return header, length, None


def _unfilled(scanner: Scanner, header: int, length: int) -> tuple[str, str] | None:
    """The fault of a record whose body does not fill its length exactly."""
    there = scanner.has(header + length)
    if there < header + length:
        return "truncated", f"the record is cut short: {there - header:,} of {length:,} bytes are there"
    after = scanner.look(4, header + length)
    if after == b"\r\n\r\n" or after.startswith(b"\n\n"):
        return None
    if len(after) < 4:
        return "truncated", "the file ends before the record's closing line ends; fetch it again"
    return "damaged", f"the record does not end where its Content-Length of {length:,} says"
