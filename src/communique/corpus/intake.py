"""What a run takes in hand next: inputs walked lazily, what is done passed over, the rest claimed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass

from communique.ingest.items import Input, Item, Skipped, absolute, iter_inputs
from communique.ingest.options import ReadOptions
from communique.store.ledger import Done, InputRow, Ledger, State

CHUNK_BYTES = 8_000_000
"""Bytes of records that are taken in hand at a time at most."""


@dataclass(eq=False)
class OpenFile:
    """A file of which items are in hand.

    Attributes:
        found: the file.
        items: items met so far.
        open: items that are not yet accounted for.
        walked: whether all its items have been met.
        partial: whether some were left to others: to another run, or for a later one.
    """

    found: Input
    items: int = 0
    open: int = 0
    walked: bool = False
    partial: bool = False

    @property
    def finished(self) -> bool:
        """Whether nothing of it is left to do."""
        return self.walked and not self.open and not self.partial and self.found.fingerprint is not None


@dataclass(eq=False)
class Taken:
    """An item in hand."""

    item: Item
    file: OpenFile
    known: InputRow | None


@dataclass
class Chunk:
    """What was taken in one go.

    Attributes:
        taken: items to read, claimed for this run.
        done: items that need no reading: places without a report, and why.
        files: files that came to their end without an item in hand.
        same: items passed over because they are done.
        files_same: files passed over because all of theirs are.
    """

    taken: list[Taken]
    done: list[tuple[Done, OpenFile]]
    files: list[OpenFile]
    same: int = 0
    files_same: int = 0


class Intake:
    """Walks the inputs of one run.

    Args:
        inputs: what the user named.
        options: how to read.
        ledger: the run's books.
        retry: take up failed inputs only.
    """

    def __init__(self, inputs: list[str], options: ReadOptions, ledger: Ledger, retry: bool = False) -> None:
        self.ledger = ledger
        self.options = options
        self.retry = retry
        self.again: list[str] = []
        self._files_same = 0
        self._walk = self._items(inputs)
        self._ended: list[OpenFile] = []
        self.exhausted = False
        self.walked = 0
        self.at: tuple[Input, int] | None = None

    def _items(self, inputs: list[str]) -> Iterator[tuple[OpenFile, Item]]:
        """All items of all files that are not known to be finished."""
        for found in iter_inputs(inputs, self.options):
            if not self.retry and self.ledger.file_done(found.key, found.fingerprint):
                self._files_same += 1
                continue
            file = OpenFile(found)
            for item in found.items():
                file.items += 1
                file.open += 1
                self.at = (found, item.offset or 0)
                if item.path == "-" and item.data is not None:
                    item.bytes()
                    item.key = f"-#{(item.sha256 or '')[:20]}"
                yield file, item
            file.walked = True
            self.walked += size_of(found)
            self.at = (found, 0)
            if not file.open:
                self._ended.append(file)

    @property
    def bytes_walked(self) -> int:
        """Bytes of the files walked to their end, and of the current one so far."""
        if self.at is None:
            return 0
        found, offset = self.at
        return self.walked + min(offset, size_of(found))

    def take(self, most: int) -> Chunk:
        """Take up to so many items; call it inside a transaction."""
        met: list[tuple[OpenFile, Item]] = []
        size = 0
        while len(met) < most and size < CHUNK_BYTES:
            following = next(self._walk, None)
            if following is None:
                self.exhausted = not self.again
                if self.again and not met:
                    self._walk = self._items(list(dict.fromkeys(self.again)))
                    self.again = []
                break
            met.append(following)
            size += len(following[1].data or b"")
        chunk = Chunk([], [], [])
        known = self.ledger.known([item.key for _, item in met])
        for file, item in met:
            self._sort(file, item, known.get(item.key), chunk)
        self.ledger.claim([(t.item.key, absolute(t.item.path)) for t in chunk.taken])
        chunk.files = [file for file in self._ended if file.finished]
        self._ended = []
        chunk.files_same, self._files_same = self._files_same, 0
        return chunk

    def _sort(self, file: OpenFile, item: Item, known: InputRow | None, chunk: Chunk) -> None:
        """Decide whether an item is to be read."""
        if known is not None and known.state == "pending" and self.ledger.alive(known.run_key):
            if known.run_key != self.ledger.run_key and item.path != "-":
                self.again.append(file.found.path)
            file.partial = True
            self._close(file)
            return
        if self.retry and (known is None or known.state != "failed"):
            file.partial = True
            self._close(file)
            return
        if item.outcome is not None:
            state: State = "skipped" if isinstance(item.outcome, Skipped) else "failed"
            reason = f"{item.outcome.where}: {item.outcome.reason}"
            done = Done(item.key, absolute(item.path), state, "", item.outcome.code, reason)
            chunk.done.append((done, file))
            return
        if item.data is not None:
            item.bytes()
            if not self.retry and is_done(known, item.sha256 or "", self.ledger.settings):
                chunk.same += 1
                self._close(file)
                return
        chunk.taken.append(Taken(item, file, known))

    def _close(self, file: OpenFile) -> None:
        """Account for one item of a file."""
        file.open -= 1
        if file.walked and not file.open:
            self._ended.append(file)


def size_of(found: Input) -> int:
    """Bytes of a file as its fingerprint tells them."""
    return int(found.fingerprint.split("-")[0]) if found.fingerprint else 0


def measure(inputs: list[str], options: ReadOptions, ledger: Ledger, seconds: float = 2.0) -> int | None:
    """Bytes of all files that are not finished; None where counting takes too long or standard input is read."""
    end = time.monotonic() + seconds
    total = 0
    for found in iter_inputs(inputs, options):
        if found.path == "-" or time.monotonic() > end:
            return None
        if not ledger.file_done(found.key, found.fingerprint):
            total += size_of(found)
    return total


def is_done(known: InputRow | None, fingerprint: str, settings: str) -> bool:
    """Whether an input was done before, with the same bytes, coder and options."""
    return (
        known is not None
        and known.state != "pending"
        and known.settings == settings
        and known.fingerprint == fingerprint
        and fingerprint != ""
    )
