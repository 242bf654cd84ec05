"""Results into the store: reports, what became of their inputs, and finished files, in one transaction."""

from __future__ import annotations

import time

from msgspec import structs

from communique.corpus.flight import Flight, alike, is_explicit
from communique.corpus.intake import OpenFile
from communique.corpus.messages import Coded
from communique.ingest.duplicates import VERSION
from communique.ingest.items import absolute
from communique.records.record import to_json
from communique.store import likeness
from communique.store.codec import pack, unpack_record
from communique.store.ledger import Done, Ledger, State
from communique.store.rows import Prepared
from communique.store.writer import ReportState, Standing, Writer

MOST_WAITING = 64
LONGEST_WAIT = 0.5
"""Results are written when so many wait or the first has waited so many seconds: what a kill can cost."""


class Landing:
    """Gathers results and writes them in batches.

    Attributes:
        waiting: results not yet written.
    """

    def __init__(self, writer: Writer, ledger: Ledger) -> None:
        self.writer = writer
        self.store = writer.store
        self.ledger = ledger
        self.coded: list[tuple[Flight, Coded]] = []
        self.done: list[tuple[Done, OpenFile]] = []
        self.ended: list[OpenFile] = []
        self._since = 0.0

    @property
    def waiting(self) -> int:
        """Results that are not yet in the store."""
        return len(self.coded) + len(self.done) + len(self.ended)

    @property
    def due(self) -> bool:
        """Whether it is time to write."""
        return self.waiting >= MOST_WAITING or (self.waiting > 0 and time.monotonic() - self._since > LONGEST_WAIT)

    def add(
        self,
        *,
        coded: tuple[Flight, Coded] | None = None,
        done: tuple[Done, OpenFile] | None = None,
        ended: OpenFile | None = None,
    ) -> None:
        """Take in one result."""
        if not self.waiting:
            self._since = time.monotonic()
        if coded is not None:
            self.coded.append(coded)
        if done is not None:
            self.done.append(done)
        if ended is not None:
            self.ended.append(ended)

    def write(self) -> list[Done]:
        """Write all that waits in one transaction, and say what became of which inputs."""
        if not self.waiting:
            return []
        written: list[tuple[Done, OpenFile]] = list(self.done)
        with self.writer.batch():
            for flight, coded in self.coded:
                key, state = self._put(flight, coded)
                for one in (flight, *flight.followers):
                    assert one.taken is not None
                    fingerprint = one.head.fingerprint if one.head is not None else ""
                    written.append((accounted(one, state, fingerprint, report_key=key), one.taken.file))
            self.ledger.settle([done for done, _ in written])
            closed = list(self.ended)
            for _, file in written:
                file.open -= 1
                if file.finished:
                    closed.append(file)
            for file in closed:
                assert file.found.fingerprint is not None
                self.ledger.finish_file(file.found.key, file.found.fingerprint, file.items)
        self.coded.clear()
        self.done.clear()
        self.ended.clear()
        return [done for done, _ in written]

    def _put(self, flight: Flight, coded: Coded) -> tuple[int, ReportState]:
        """Write one report under an id that is free, with its signature."""
        head, verdict = flight.head, flight.verdict
        assert head is not None
        assert verdict is not None
        replaces = self._live(verdict.replaces)
        supersedes = self._live(verdict.supersedes)
        own = replaces if replaces is not None else supersedes
        free, alone = self._free_id(head.id, verdict.identity, own)
        prepared = coded.prepared if free == head.id else renamed(coded.prepared, free)
        likes = [k for k in alike(self.store, head) if k.key != own]
        state: ReportState = "coded" if verdict.act == "code" else "copy"
        standing = Standing(
            given_id=head.id,
            identity=verdict.identity,
            explicit=is_explicit(flight),
            settled=verdict.settled and alone and not likes and state == "coded",
            read_notes=coded.read_notes,
        )
        key = self.writer.put(prepared, state, standing, replaces=replaces, supersedes=supersedes)
        likeness.remember(self.store, key, head.signature, head.bands, VERSION)
        return key, state

    def _live(self, key: int | None) -> int | None:
        """A key, if its report is still there and live."""
        if key is None:
            return None
        return key if self.store.value("SELECT live FROM reports WHERE report_key = ?", (key,)) else None

    def _free_id(self, given: str, identity: str, own: int | None) -> tuple[str, bool]:
        """An id that no other live report has, and whether no other was given the same; settling puts names right."""
        if own is not None:
            held = self.store.row("SELECT id, given_id FROM reports WHERE report_key = ?", (own,))
            if held is not None and held["given_id"] == given:
                return str(held["id"]), True
        others = self.store.rows(
            "SELECT report_key FROM reports WHERE given_id = ? AND live = 1"
            " UNION SELECT report_key FROM reports WHERE id = ? AND live = 1",
            (given, given),
        )
        if all(row[0] == own for row in others):
            return given, True
        return distinct_id(given, identity), False


def distinct_id(given: str, identity: str) -> str:
    """The id of a report whose own is another's."""
    return f"{given}~{identity[:10]}"


def renamed(prepared: Prepared, id: str) -> Prepared:
    """The rows of a report under another id."""
    record = unpack_record(prepared.record)
    record = structs.replace(record, report=structs.replace(record.report, id=id))
    return structs.replace(prepared, report={**prepared.report, "id": id}, record=pack(to_json(record)))


def accounted(
    flight: Flight,
    state: State,
    fingerprint: str,
    code: str | None = None,
    reason: str | None = None,
    report_key: int | None = None,
) -> Done:
    """The end of a flight's input."""
    assert flight.taken is not None
    item = flight.taken.item
    return Done(item.key, absolute(item.path), state, fingerprint, code, reason, report_key)
