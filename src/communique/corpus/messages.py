"""What a run and its workers say to each other, as MessagePack frames over a socket.

run:     Read ──▶                     ◀── Begun, Found | Nothing         a report is read and signed
run:     Code | Keep | Drop ──▶       ◀── Begun, Coded | Broken          the run decides: code it, or it is a copy
run:     Finish ──▶                   ◀── Begun, Coded | Broken          a stored report is coded or made a copy
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any

import msgspec

from communique.ingest.items import Item
from communique.ingest.options import ReadOptions
from communique.store.rows import Prepared


class Read(msgspec.Struct, tag="read"):
    """Read an item; keep its document until told what to do with it.

    Attributes:
        task: number of the task.
        item: the fields of the item, which has nothing but plain values and its options.
    """

    task: int
    item: dict[str, Any]

    @classmethod
    def of(cls, task: int, item: Item) -> Read:
        """The order to read an item."""
        return cls(task, msgspec.structs.asdict(item))

    def unpacked(self) -> Item:
        """The item."""
        options = msgspec.convert(self.item["options"], ReadOptions)
        return Item(**{**self.item, "options": options, "outcome": None})


class Code(msgspec.Struct, tag="code"):
    """Code the document that was read."""

    task: int


class Keep(msgspec.Struct, tag="keep"):
    """Make a record without events of the document that was read: it seems to be a copy."""

    task: int


class Drop(msgspec.Struct, tag="drop"):
    """Forget the document that was read."""

    task: int


class Finish(msgspec.Struct, tag="finish"):
    """Make the final record of a report in the store.

    Attributes:
        task: number of the task.
        record: its record, packed.
        read_notes: how many of its notes come from reading.
        original: packed record of the report it copies; None: it is to be coded.
        complete: whether its own record is a whole coding by today's coder.
    """

    task: int
    record: bytes
    read_notes: int
    original: bytes | None
    complete: bool


class Ready(msgspec.Struct, tag="ready"):
    """The worker has loaded its coder."""


class Unfit(msgspec.Struct, tag="unfit"):
    """The worker cannot load its coder; no other could."""

    reason: str


class Begun(msgspec.Struct, tag="begun"):
    """A task was taken up, with the CPU seconds the worker has used before."""

    task: int
    cpu: float


class Found(msgspec.Struct, tag="found"):
    """A report was read.

    Attributes:
        task: number of the task.
        fingerprint: hash of the bytes it was read from.
        id, sha256, date, title, publisher, url: of the document.
        signature, bands: of its text; None and empty for a short text.
    """

    task: int
    fingerprint: str
    id: str
    sha256: str
    date: str | None
    title: str | None
    publisher: str | None
    url: str | None
    signature: bytes | None
    bands: list[int]


class Nothing(msgspec.Struct, tag="nothing"):
    """An item gave no report."""

    task: int
    fingerprint: str
    skipped: bool
    code: str
    reason: str


class Coded(msgspec.Struct, tag="coded"):
    """A record is made."""

    task: int
    prepared: Prepared
    read_notes: int


class Broken(msgspec.Struct, tag="broken"):
    """Coding failed, by a fault of ours or of the text."""

    task: int
    reason: str


Order = Read | Code | Keep | Drop | Finish
Answer = Ready | Unfit | Begun | Found | Nothing | Coded | Broken

_LENGTH = struct.Struct("<I")
_encoder = msgspec.msgpack.Encoder()
orders = msgspec.msgpack.Decoder(list[Order])
answers = msgspec.msgpack.Decoder(list[Answer])


def frame(messages: Sequence[Order] | Sequence[Answer]) -> bytes:
    """Messages as bytes with their length before them."""
    data = _encoder.encode(messages)
    return _LENGTH.pack(len(data)) + data


def cut_frames(buffer: bytearray) -> list[bytes]:
    """Take the whole frames out of a buffer."""
    found = []
    at = 0
    while len(buffer) - at >= _LENGTH.size:
        (length,) = _LENGTH.unpack_from(buffer, at)
        if len(buffer) - at - _LENGTH.size < length:
            break
        found.append(bytes(buffer[at + _LENGTH.size : at + _LENGTH.size + length]))
        at += _LENGTH.size + length
    del buffer[:at]
    return found
