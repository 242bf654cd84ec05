"""One run over a corpus: inputs to workers, their answers to the store, until nothing is left or a signal comes.

All that a run knows is in the store: it can be killed at any moment, and the next one goes on where it was.
"""

from __future__ import annotations

import contextlib
import json
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

from communique.corpus import messages as m
from communique.corpus.flight import Deciding, Flight
from communique.corpus.intake import Intake, measure
from communique.corpus.landing import Landing, accounted
from communique.corpus.options import Counts, RunOptions, Summary
from communique.corpus.pool import Died, Event, Pool, Process
from communique.corpus.settlement import Settlement
from communique.errors import CommuniqueError, StoreError
from communique.store.ledger import Done, Ledger, State
from communique.store.store import Store
from communique.store.writer import Writer

BEAT = 10.0
"""Seconds between signs of life."""
MOST_DEATHS = 4
"""Workers that may die over one report before it is given up, each time after others had their turn; a report
whose worker our watch ended is given up at once."""


class Run:
    """A run on an open store.

    Args:
        store: opened for writing.
        options: what to do.
        on_progress: called a few times a second with the counts.
        on_failure: called for every input that failed.

    Attributes:
        stop: set it to a signal's number, and the run ends cleanly within a second or two.
    """

    def __init__(
        self,
        store: Store,
        options: RunOptions,
        on_progress: Callable[[Counts], None] | None = None,
        on_failure: Callable[[Done], None] | None = None,
    ) -> None:
        self.store = store
        self.options = options
        self.on_progress = on_progress or (lambda counts: None)
        self.on_failure = on_failure or (lambda done: None)
        self.stop: int | None = None
        self.counts = Counts()
        self.coder = options.coder.identity()
        settings = options.settings(self.coder)
        self.ledger = Ledger.begin(store, self.coder, settings, json.dumps({"inputs": options.inputs}))
        generation = self.ledger.generation
        self.writer = Writer(store, self.coder, self.ledger.run_key, generation)
        self.deciding = Deciding(store, self.coder, generation)
        self.landing = Landing(self.writer, self.ledger)
        self.intake = Intake(self._inputs(), options.read, self.ledger, options.retry_failed)
        self.pool = Pool(options.coder, options.workers, options.most_cpu, options.most_memory)
        self.flights: dict[int, Flight] = {}
        self.backlog: deque[Flight] = deque()
        self._taken = 0
        self._number = 0
        self._whole = (
            measure(self._inputs(), options.read, self.ledger)
            if options.estimate and not options.retry_failed and options.limit is None
            else None
        )
        self._beat = self._told = time.monotonic()

    def _inputs(self) -> list[str]:
        """What the user named; to try failed ones again, without naming any, the files they lie in."""
        if self.options.inputs or not self.options.retry_failed:
            return self.options.inputs
        rows = self.store.rows("SELECT DISTINCT path FROM inputs WHERE state = 'failed' ORDER BY path")
        return [row[0] for row in rows if row[0] != "-"]

    def execute(self) -> Summary:
        """Do the run.

        Raises:
            CommuniqueError: the coder cannot be loaded, or workers cannot be started.
            StoreError: the store cannot be written any more; what was written before holds.
        """
        outcome = "failed"
        try:
            self._code()
            if self.stop is None:
                self.counts.phase = "settling copies"
                Settlement(self).settle()
            self.tell(force=True)
            outcome = "finished" if self.stop is None else "stopped"
        finally:
            self.pool.close()
            with contextlib.suppress(StoreError):
                self.ledger.end(outcome)
        return Summary(self.counts, outcome, self.stop, self.ledger.run_key)

    def _code(self) -> None:
        """Read and code all inputs."""
        while self.stop is None:
            self._take()
            self._give()
            if not self.flights and not self.landing.waiting and self._at_end():
                break
            if not self.flights and not self.landing.waiting:
                time.sleep(0.2)
            for event in self.pool.poll(0.2 if self.flights else 0.0):
                self._handle(event)
            self.write(force=not self.flights)
            self.tell()
        self.write(force=True)

    def _at_end(self) -> bool:
        """Whether there is nothing more to take in hand."""
        return self.intake.exhausted or self._left() <= 0

    def _left(self) -> int:
        """Reports that may still be taken in hand."""
        return (1 << 60) if self.options.limit is None else self.options.limit - self._taken

    def _take(self) -> None:
        """Claim further inputs when the backlog runs low."""
        wanted = self.options.batch_size * self.options.workers
        if len(self.backlog) >= wanted or self.intake.exhausted or self._left() <= 0:
            return
        with self.store.transaction():
            chunk = self.intake.take(min(2 * wanted, self._left()))
        self._taken += len(chunk.taken)
        self.counts.same += chunk.same + chunk.files_same
        for done, file in chunk.done:
            self.landing.add(done=(done, file))
        for file in chunk.files:
            self.landing.add(ended=file)
        for taken in chunk.taken:
            self.backlog.append(self.flight(Flight(0, taken)))

    def flight(self, flight: Flight) -> Flight:
        """Give a task its number."""
        self._number += 1
        flight.number = self._number
        self.flights[flight.number] = flight
        return flight

    def _give(self) -> None:
        """Hand the backlog to the workers, to the least busy first."""
        if not self.backlog:
            return
        self.pool.fill()
        orders: dict[int, list[m.Order]] = {}
        given: dict[int, int] = {id(w): len(w.tasks) for w in self.pool.workers}
        while self.backlog:
            worker = min(self.pool.workers, key=lambda w: given[id(w)])
            if given[id(worker)] >= self.options.batch_size:
                break
            flight = self.backlog.popleft()
            assert flight.taken is not None
            orders.setdefault(id(worker), []).append(m.Read.of(flight.number, flight.taken.item))
            given[id(worker)] += 1
        for worker in list(self.pool.workers):
            if id(worker) in orders:
                self.pool.send(worker, orders[id(worker)])

    def _handle(self, event: Event) -> None:
        """Deal with an answer or a death."""
        if isinstance(event, Died):
            self._mourn(event)
            return
        worker, answer = event
        if isinstance(answer, m.Unfit):
            raise CommuniqueError(f"the coder cannot be loaded: {answer.reason}")
        if isinstance(answer, m.Found):
            self._decide(worker, self.flights[answer.task], answer)
        elif isinstance(answer, m.Nothing):
            flight = self.flights.pop(answer.task)
            state: State = "skipped" if answer.skipped else "failed"
            assert flight.taken is not None
            done = accounted(flight, state, answer.fingerprint, answer.code, answer.reason)
            self.landing.add(done=(done, flight.taken.file))
        elif isinstance(answer, m.Coded):
            flight = self.flights[answer.task]
            self.landing.add(coded=(flight, answer))
        elif isinstance(answer, m.Broken):
            self.give_up(self.flights[answer.task], "internal", answer.reason)

    def _decide(self, worker: Process, flight: Flight, head: m.Found) -> None:
        """Tell the worker what to do with the report it read."""
        assert flight.taken is not None
        if self.options.since is not None and head.date is not None and head.date < self.options.since:
            reason = f"dated {head.date}, before {self.options.since} (--since)"
            done = accounted(flight, "skipped", head.fingerprint, "before-since", reason)
            self._drop(worker, flight)
            self.landing.add(done=(done, flight.taken.file))
            return
        verdict = self.deciding.decide(flight, head)
        if verdict.act in ("code", "keep"):
            self.pool.send(worker, [m.Code(flight.number) if verdict.act == "code" else m.Keep(flight.number)])
            return
        self._drop(worker, flight)
        if verdict.leader is not None:
            flight.head = head
            verdict.leader.followers.append(flight)
            return
        state = self.store.value("SELECT state FROM reports WHERE report_key = ?", (verdict.same,))
        done = accounted(flight, state, head.fingerprint, report_key=verdict.same)
        self.landing.add(done=(done, flight.taken.file))

    def _drop(self, worker: Process, flight: Flight) -> None:
        """End a flight whose report needs no work."""
        self.pool.send(worker, [m.Drop(flight.number)])
        self.flights.pop(flight.number, None)

    def give_up(self, flight: Flight, code: str, reason: str) -> None:
        """Note that a report cannot be coded, and so those that turned out to be the same."""
        self.flights.pop(flight.number, None)
        for one in (flight, *flight.followers):
            assert one.taken is not None
            fingerprint = one.head.fingerprint if one.head is not None else one.taken.item.sha256 or ""
            done = accounted(one, "failed", fingerprint, code, f"{one.taken.item.where}: {reason}")
            self.landing.add(done=(done, one.taken.file))
        flight.followers = []
        self.deciding.land(flight)

    def _mourn(self, event: Died) -> None:
        """A worker is gone: its current report is tried again or given up, the others go to the next."""
        self.counts.deaths += 1
        for number in sorted(event.tasks, reverse=True):
            flight = self.flights.get(number)
            if flight is None:
                continue
            if number == event.current:
                flight.deaths += 1
                if event.why != "crashed" or flight.deaths >= MOST_DEATHS:
                    code = "worker-died" if event.why == "crashed" else f"too-much-{event.why}"
                    self.give_up(flight, code, event.reason)
                    continue
            followers, flight.followers = flight.followers, []
            self.deciding.land(flight)
            for one in (flight, *followers):
                one.head = None
                self.flights[one.number] = one
                if number == event.current:
                    self.backlog.append(one)
                else:
                    self.backlog.appendleft(one)

    def write(self, force: bool = False) -> None:
        """Write what waits, if it is time."""
        if not self.landing.waiting or not (force or self.landing.due):
            return
        flights = [flight for flight, _ in self.landing.coded]
        for done in self.landing.write():
            self._count(done)
        for flight in flights:
            self.flights.pop(flight.number, None)
            self.deciding.land(flight)

    def _count(self, done: Done) -> None:
        """Count an input by what became of it."""
        if done.state == "failed":
            self.counts.failed += 1
            self.on_failure(done)
        elif done.state == "skipped":
            self.counts.skipped += 1
        elif done.state == "copy":
            self.counts.copies += 1
        else:
            self.counts.coded += 1

    def tell(self, force: bool = False) -> None:
        """Give signs of life to the store and to the user."""
        moment = time.monotonic()
        if moment - self._beat > BEAT:
            self._beat = moment
            self.ledger.beat()
        if force or moment - self._told > 0.25:
            self._told = moment
            self.counts.in_hand = len(self.flights)
            if self._whole:
                waiting = 1 - min(0.5, len(self.flights) / max(1, len(self.flights) + self.counts.done))
                self.counts.share = min(1.0, self.intake.bytes_walked / self._whole) * waiting
            self.on_progress(self.counts)


def run(
    store: str | Path,
    options: RunOptions,
    on_progress: Callable[[Counts], None] | None = None,
    on_failure: Callable[[Done], None] | None = None,
) -> Summary:
    """Run over a corpus into a store, which is made where there is none.

    Raises:
        StoreError: the store cannot be opened or written.
        CommuniqueError: the coder cannot be loaded.
    """
    with Store.open(store, "create") as opened:
        return Run(opened, options, on_progress, on_failure).execute()
