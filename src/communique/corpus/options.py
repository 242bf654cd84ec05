"""What a run is asked to do, and what it tells of itself."""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass, field
from typing import Any

import msgspec

from communique.corpus.engine import CoderSpec
from communique.ingest.options import DEFAULTS, ReadOptions

MOST_CPU = 120.0
MOST_MEMORY = 2_000_000_000


class RunOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What a run is asked to do.

    Attributes:
        inputs: files, folders, patterns or `-`.
        read: how to read them.
        coder: which coder.
        workers: processes that read and code.
        batch_size: reports that a worker has in hand at most.
        since: reports dated before this day are passed over; undated ones are not.
        limit: reports to take in hand at most.
        retry_failed: take up only what failed before.
        estimate: measure the inputs first, for at most two seconds, to tell how much is left.
        most_cpu: CPU seconds for one report.
        most_memory: bytes of memory for one worker.
    """

    inputs: list[str] = []
    read: ReadOptions = DEFAULTS
    coder: CoderSpec = CoderSpec()
    workers: int = 1
    batch_size: int = 8
    since: str | None = None
    limit: int | None = None
    retry_failed: bool = False
    estimate: bool = False
    most_cpu: float = MOST_CPU
    most_memory: int = MOST_MEMORY

    def settings(self, coder: str) -> str:
        """Digest of all that changes what becomes of an input: another one means that inputs are looked at again."""
        told: list[Any] = [coder, self.since, msgspec.to_builtins(self.read, order="sorted")]
        return hashlib.blake2b(msgspec.json.encode(told), digest_size=8).hexdigest()


@dataclass
class Counts:
    """What a run has done so far.

    Attributes:
        same: inputs passed over because they were done before; a file that has not changed counts once.
        coded, copies, skipped, failed: inputs by what became of them in this run.
        settled: reports whose part among near-copies was decided anew.
        deaths: workers that died and were replaced.
        in_hand: reports claimed and not yet written.
        phase: `coding`, or `settling copies` at the end.
        share: of the input's bytes walked so far, 0 to 1; None where the whole is not known.
        started: when, on the clock of `time.monotonic`.
    """

    same: int = 0
    coded: int = 0
    copies: int = 0
    skipped: int = 0
    failed: int = 0
    settled: int = 0
    deaths: int = 0
    in_hand: int = 0
    phase: str = "coding"
    share: float | None = None
    started: float = field(default_factory=time.monotonic)

    @property
    def done(self) -> int:
        """Inputs accounted for in this run, without those passed over."""
        return self.coded + self.copies + self.skipped + self.failed

    @property
    def left(self) -> float | None:
        """Seconds that are left by the share that is done; None where that says nothing yet."""
        spent = time.monotonic() - self.started
        if self.share is None or self.share < 0.01 or spent < 3:
            return None
        return spent * (1 - self.share) / self.share

    @property
    def rate(self) -> float:
        """Inputs a second."""
        return self.done / max(0.001, time.monotonic() - self.started)


@dataclass(frozen=True)
class Summary:
    """How a run ended.

    Attributes:
        counts: what it did.
        outcome: `finished`, or `stopped` by a signal.
        signal: its number.
        run_key: the run's row in the store.
    """

    counts: Counts
    outcome: str
    signal: int | None
    run_key: int
