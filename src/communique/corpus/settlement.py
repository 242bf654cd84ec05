"""The end of a run: reports whose part among near-copies is open get their final records."""

from __future__ import annotations

import time
from collections import deque
from typing import TYPE_CHECKING

from communique.corpus import messages as m
from communique.corpus.flight import Flight
from communique.corpus.landing import renamed
from communique.corpus.pool import Died
from communique.corpus.settling import Job, settle_names, settle_parts, unsettled
from communique.errors import CommuniqueError
from communique.store.totals import drop_empty
from communique.store.writer import ReportState, Standing

if TYPE_CHECKING:
    from communique.corpus.run import Run

MOST_DEATHS = 4


class Settlement:
    """Settles all open reports of a store with the workers of a run."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.store = run.store

    def settle(self) -> None:
        """Go on until no report is open; only one run settles at a time."""
        while self.run.stop is None and not self._have_turn():
            time.sleep(0.2)
            self.run.tell()
        try:
            while self.run.stop is None:
                keys = unsettled(self.store)
                if not keys:
                    break
                with self.run.writer.batch():
                    settle_names(self.run.writer, keys)
                    jobs = settle_parts(self.store, keys, self.run.coder)
                for kind in (False, True):
                    self._do([job for job in jobs if (job.original is not None) is kind])
            with self.store.transaction():
                drop_empty(self.store)
        finally:
            with self.store.transaction():
                self.store.execute(
                    "DELETE FROM meta WHERE name = 'settling' AND value = ?", (str(self.run.ledger.run_key),)
                )

    def _have_turn(self) -> bool:
        """Take the turn to settle, unless a living run has it."""
        with self.store.transaction():
            held = self.store.value("SELECT value FROM meta WHERE name = 'settling'")
            if held is not None and int(held) != self.run.ledger.run_key:
                self.run.ledger.beat()
                if self.run.ledger.alive(int(held)):
                    return False
            self.store.execute(
                "INSERT INTO meta (name, value) VALUES ('settling', ?)"
                " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                (str(self.run.ledger.run_key),),
            )
        return True

    def _do(self, jobs: list[Job]) -> None:
        """Have records made anew and write them."""
        waiting = deque(self.run.flight(Flight(0, key=job.key)) for job in jobs)
        originals = {job.key: job.original for job in jobs}
        made: list[tuple[Flight, m.Coded]] = []
        while self.run.flights and self.run.stop is None:
            self._give(waiting, originals)
            for event in self.run.pool.poll(0.2):
                if isinstance(event, Died):
                    self._mourn(event, waiting)
                    continue
                _, answer = event
                if isinstance(answer, m.Unfit):
                    raise CommuniqueError(f"the coder cannot be loaded: {answer.reason}")
                if isinstance(answer, m.Coded):
                    made.append((self.run.flights.pop(answer.task), answer))
                elif isinstance(answer, m.Broken):
                    self._give_up(self.run.flights.pop(answer.task), "internal", answer.reason)
            if len(made) >= 32 or not self.run.flights:
                self._write(made)
            self.run.tell()
        self._write(made)
        self.run.flights.clear()

    def _give(self, waiting: deque[Flight], originals: dict[int, int | None]) -> None:
        """Hand jobs to the least busy workers."""
        if not waiting:
            return
        self.run.pool.fill()
        for worker in sorted(self.run.pool.workers, key=lambda w: len(w.tasks)):
            while waiting and len(worker.tasks) < self.run.options.batch_size:
                flight = waiting.popleft()
                order = self._order(flight, originals)
                if order is None:
                    self.run.flights.pop(flight.number)
                else:
                    self.run.pool.send(worker, [order])

    def _order(self, flight: Flight, originals: dict[int, int | None]) -> m.Finish | None:
        """What a worker needs for a job; None where the report is gone meanwhile."""
        assert flight.key is not None
        row = self.store.row(
            "SELECT record, read_notes, state, coder FROM reports WHERE report_key = ? AND live = 1", (flight.key,)
        )
        original = originals[flight.key]
        packed = None
        if original is not None:
            packed = self.store.value(
                "SELECT record FROM reports WHERE report_key = ? AND live = 1 AND state = 'coded'", (original,)
            )
        if row is None or (original is not None and packed is None):
            return None
        complete = row["state"] == "coded" and row["coder"] == self.run.coder
        return m.Finish(flight.number, row["record"], row["read_notes"], packed, complete)

    def _write(self, made: list[tuple[Flight, m.Coded]]) -> None:
        """Write finished records; their reports keep key, id and standing."""
        if not made:
            return
        with self.run.writer.batch():
            for flight, coded in made:
                row = self.store.row(
                    "SELECT id, given_id, identity, explicit, sha256 FROM reports WHERE report_key = ? AND live = 1",
                    (flight.key,),
                )
                prepared = coded.prepared
                if row is None or row["sha256"] != prepared.report["sha256"]:
                    continue
                if row["id"] != prepared.report["id"]:
                    prepared = renamed(prepared, row["id"])
                standing = Standing(row["given_id"], row["identity"], bool(row["explicit"]), True, coded.read_notes)
                state: ReportState = "copy" if prepared.report["copy_of"] else "coded"
                self.run.writer.put(prepared, state, standing, replaces=flight.key)
                self.store.execute(
                    "UPDATE inputs SET state = ? WHERE report_key = ? AND state IN ('coded', 'copy')",
                    (state, flight.key),
                )
                self.run.counts.settled += 1
        made.clear()

    def _give_up(self, flight: Flight, code: str, reason: str) -> None:
        """A report that cannot be coded is taken out; its inputs say why."""
        assert flight.key is not None
        with self.run.writer.batch():
            self.store.execute(
                "UPDATE inputs SET state = 'failed', reason_code = ?, reason = path || ?, report_key = NULL"
                " WHERE report_key = ?",
                (code, f": {reason}", flight.key),
            )
            self.run.writer.remove(flight.key)
        self.run.counts.failed += 1

    def _mourn(self, event: Died, waiting: deque[Flight]) -> None:
        """A worker is gone: its current job is tried again or given up."""
        self.run.counts.deaths += 1
        for number in sorted(event.tasks, reverse=True):
            flight = self.run.flights.get(number)
            if flight is None:
                continue
            if number == event.current:
                flight.deaths += 1
                if event.why != "crashed" or flight.deaths >= MOST_DEATHS:
                    code = "worker-died" if event.why == "crashed" else f"too-much-{event.why}"
                    self._give_up(self.run.flights.pop(number), code, event.reason)
                    continue
            waiting.append(flight)
