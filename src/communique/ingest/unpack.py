"""Packed bytes as a stream with bounds: gzip and zstd, bombs and cuts found and located.

The standard readers take a cut file for a whole one in some layouts, and unpack whatever they are given. Here every
frame must reach its end and its check value, and no more bytes come out than the options allow.
"""

from __future__ import annotations

import io
import zlib
from typing import BinaryIO, Protocol

from communique.errors import ReadError
from communique.ingest.options import ReadOptions

GZIP = b"\x1f\x8b"
ZSTD = b"\x28\xb5\x2f\xfd"
_SKIPPABLE = tuple(bytes([0x50 + low]) + b"\x2a\x4d\x18" for low in range(16))
_WIDEST = 2**27
"""Bytes of a zstd frame's window at most: what `zstd --long` makes by default."""
FREE = 1_000_000
"""Bytes that may come out at any ratio: a short table of one repeated value is no bomb."""


class _Decoder(Protocol):
    """What gzip and zstd decoders have in common here."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def feed(self, data: bytes) -> bytes:
        """Bytes that come out for the bytes given."""
        ...


class _Gzip:
    """One gzip member."""

    slice = 16_384

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def feed(self, data: bytes) -> bytes:
        """At most 1,032 times as much as was given: deflate allows no more."""
        return self._inner.decompress(data)


class _Zstd:
    """One zstd frame."""

    slice = 512
    """A few bytes can stand for a block of 128 KB, so little is fed at a time."""

    def __init__(self) -> None:
        import zstandard

        self._inner = zstandard.ZstdDecompressor(max_window_size=_WIDEST).decompressobj()

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def feed(self, data: bytes) -> bytes:
        """Bytes that come out; damage is a `zlib.error`, as for gzip."""
        import zstandard

        try:
            return self._inner.decompress(data)
        except zstandard.ZstdError as error:
            raise zlib.error(str(error)) from error


def packing(head: bytes) -> str | None:
    """`gzip` or `zstd` by the first bytes, None for neither."""
    if head.startswith(GZIP):
        return "gzip"
    return "zstd" if head.startswith((ZSTD, *_SKIPPABLE)) else None


class Unpacked(io.RawIOBase):
    """The bytes of a gzip or zstd stream of one or more frames.

    Reading raises `ReadError`: `bomb` or `too-large` past the limits, `truncated` where the last frame is cut,
    `damaged` with the byte offset in the packed file.
    """

    def __init__(self, packed: BinaryIO, kind: str, where: str, options: ReadOptions) -> None:
        self._packed = packed
        self._kind = kind
        self._where = where
        self._options = options
        self._decoder: _Gzip | _Zstd | None = None
        self._pending = b""
        self._out = b""
        self._taken = 0
        self._given = 0
        self._frame = 0

    def readable(self) -> bool:
        """A stream to read from."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill the buffer with as much as there is; 0 at the end."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        while not self._out:
            if not self._more():
                return 0
        count = min(len(view), len(self._out))
        view[:count] = self._out[:count]
        self._out = self._out[count:]
        return count

    def _more(self) -> bool:
        """Unpack a further slice; False at the sound end of the stream."""
        if not self._pending:
            self._pending = self._packed.read(_Gzip.slice)
        if not self._pending:
            if self._decoder is None:
                return False
            reason = (
                f"the {self._kind} frame that begins at byte {self._frame} is cut short; "
                f"{self._given:,} bytes came out before; fetch the file again"
            )
            raise ReadError("truncated", reason, self._where)
        if self._decoder is None:
            return self._next_frame()
        slice_ = self._pending[: self._decoder.slice]
        self._pending = self._pending[len(slice_) :]
        try:
            self._out = self._decoder.feed(slice_)
        except zlib.error as error:
            reason = f"the {self._kind} data is damaged near byte {self._taken}: {error}; fetch the file again"
            raise ReadError("damaged", reason, self._where) from error
        self._taken += len(slice_)
        self._given += len(self._out)
        if self._decoder.eof:
            self._pending = self._decoder.unused_data + self._pending
            self._taken -= len(self._decoder.unused_data)
            self._decoder = None
        self._check()
        return True

    def _next_frame(self) -> bool:
        """Begin the frame that the pending bytes start with; zero bytes at the end are padding."""
        if len(self._pending) < 4:
            self._pending += self._packed.read(_Gzip.slice)
        if packing(self._pending) == self._kind:
            self._decoder = _Gzip() if self._kind == "gzip" else _Zstd()
            self._frame = self._taken
            return True
        rest = self._pending.lstrip(b"\0")
        while not rest:
            self._pending = self._packed.read(_Gzip.slice)
            if not self._pending:
                return False
            rest = self._pending.lstrip(b"\0")
        reason = f"bytes that are no {self._kind} data follow at byte {self._taken}; what came before was read"
        raise ReadError("damaged", reason, self._where)

    def _check(self) -> None:
        """Hold the limits."""
        if self._given > FREE and self._given > self._options.steepest * max(1, self._taken):
            reason = f"more than {self._options.steepest} bytes come out for one packed byte; refused as a bomb"
            raise ReadError("bomb", reason, self._where)
        if self._given > self._options.most_unpacked:
            reason = f"more than {self._options.most_unpacked:,} bytes unpacked; split it, or raise --most-unpacked"
            raise ReadError("too-large", reason, self._where)


def unpacked(packed: BinaryIO, kind: str, where: str, options: ReadOptions) -> io.BufferedReader:
    """A buffered stream of what a gzip or zstd stream holds."""
    return io.BufferedReader(Unpacked(packed, kind, where, options), 65_536)


def read_all(stream: BinaryIO, where: str, options: ReadOptions) -> bytes:
    """All bytes of a stream.

    Raises:
        ReadError: `too-large`, or as the stream does.
    """
    data = stream.read(options.most_unpacked + 1)
    if len(data) > options.most_unpacked:
        raise ReadError("too-large", f"more than {options.most_unpacked:,} bytes; split it", where)
    return data
