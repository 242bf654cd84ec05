"""A forward reader that can look ahead, for formats that must be searched after damage."""

from __future__ import annotations

import re
from typing import BinaryIO

STEP = 65_536


class Scanner:
    """Bytes of a stream, looked at before they are passed.

    Attributes:
        offset: bytes passed so far.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._held = bytearray()
        self._at = 0
        self.offset = 0

    def has(self, count: int) -> int:
        """How many of `count` next bytes there are; they are held from now on."""
        while len(self._held) - self._at < count:
            more = self._stream.read(max(STEP, count - (len(self._held) - self._at)))
            if not more:
                break
            if self._at:
                del self._held[: self._at]
                self._at = 0
            self._held += more
        return min(count, len(self._held) - self._at)

    def look(self, count: int, start: int = 0) -> bytes:
        """Up to `count` bytes from `start` bytes ahead, which stay; fewer at the end of the stream."""
        self.has(start + count)
        return bytes(self._held[self._at + start : self._at + start + count])

    def drop(self, count: int) -> None:
        """Pass over `count` bytes that were looked at."""
        self._at += count
        self.offset += count

    def find(self, pattern: re.Pattern[bytes], overlap: int) -> bool:
        """Pass on to where the pattern matches; False, at the end of the stream, where it does not any more.

        Args:
            pattern: what to search for.
            overlap: bytes that a match may be long.
        """
        step = 1024
        while True:
            window = self.look(step + overlap)
            found = pattern.search(window)
            if found is not None:
                self.drop(found.start())
                return True
            if len(window) < step + overlap:
                self.drop(len(window))
                return False
            self.drop(step)
            step = STEP
