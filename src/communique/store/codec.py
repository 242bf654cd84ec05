"""A record's line, packed: what comes out is byte for byte what went in."""

from __future__ import annotations

import threading

import msgspec
import zstandard

from communique.errors import StoreError
from communique.records.record import Record

LARGEST = 512 * 1024 * 1024
"""Bytes that a packed line may unpack to."""

_own = threading.local()
_decoder = msgspec.json.Decoder(Record)


def pack(line: bytes) -> bytes:
    """Pack one line; the frame carries a checksum, so a flipped bit is found when it is read."""
    packer = getattr(_own, "packer", None)
    if packer is None:
        packer = _own.packer = zstandard.ZstdCompressor(level=3, write_checksum=True, write_content_size=True)
    return bytes(packer.compress(line))


def unpack(packed: bytes) -> bytes:
    """Unpack one line.

    Raises:
        StoreError: the bytes are damaged.
    """
    unpacker = getattr(_own, "unpacker", None)
    if unpacker is None:
        unpacker = _own.unpacker = zstandard.ZstdDecompressor()
    try:
        return bytes(unpacker.decompress(packed, max_output_size=LARGEST))
    except zstandard.ZstdError as error:
        raise StoreError(f"a record in the store is damaged ({error}); restore the store from a copy") from error


def unpack_record(packed: bytes) -> Record:
    """Unpack and decode one record.

    Raises:
        StoreError: the bytes are damaged or are no record of a known schema.
    """
    try:
        return _decoder.decode(unpack(packed))
    except msgspec.DecodeError as error:
        raise StoreError(f"a record in the store cannot be decoded: {error}") from error
