"""A worker process: reads reports and codes them, one at a time, as the run that started it says.

It opens no store and keeps nothing: it can be killed at any moment. When its run dies, it ends.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import sys
import time
from collections import deque

import msgspec
from msgspec import structs

from communique.corpus import messages as m
from communique.corpus.carry import carry_over, document_of, info_of
from communique.corpus.engine import CoderSpec, Codes
from communique.ingest.duplicates import band_keys, signature
from communique.ingest.items import Item
from communique.ingest.language import foreign_language
from communique.records.document import Document
from communique.records.record import SCHEMA, Record
from communique.store.codec import unpack_record
from communique.store.rows import prepare


class Worker:
    """Takes orders from a socket until it closes."""

    def __init__(self, channel: socket.socket, coder: Codes) -> None:
        self.channel = channel
        self.coder = coder
        self.buffer = bytearray()
        self.orders: deque[m.Code | m.Keep | m.Drop | m.Finish] = deque()
        self.reads: deque[m.Read] = deque()
        self.documents: dict[int, Document] = {}

    def work(self) -> None:
        """Do orders; coding goes before reading, so that few documents wait in memory."""
        self.say(m.Ready())
        while True:
            self._listen(wait=not (self.orders or self.reads))
            order = self.orders.popleft() if self.orders else self.reads.popleft()
            if isinstance(order, m.Drop):
                self.documents.pop(order.task, None)
                continue
            self.say(m.Begun(order.task, time.process_time()))
            self.say(self._do(order))

    def _listen(self, wait: bool) -> None:
        """Take in what has come; wait for an order where there is none to do."""
        self.channel.setblocking(wait)
        while True:
            try:
                data = self.channel.recv(1 << 20)
            except BlockingIOError:
                break
            if not data:
                raise EOFError
            self.buffer += data
            for found in m.cut_frames(self.buffer):
                for order in m.orders.decode(found):
                    if isinstance(order, m.Read):
                        self.reads.append(order)
                    else:
                        self.orders.append(order)
            if self.orders or self.reads:
                self.channel.setblocking(False)
        self.channel.setblocking(True)

    def say(self, answer: m.Answer) -> None:
        """Send an answer."""
        self.channel.sendall(m.frame([answer]))

    def _do(self, order: m.Read | m.Code | m.Keep | m.Finish) -> m.Answer:
        """Carry out one order."""
        if isinstance(order, m.Read):
            return self._read(order.task, order.unpacked())
        try:
            if isinstance(order, m.Finish):
                return self._finish(order)
            document = self.documents.pop(order.task)
            record = self.coder.code_document(document) if isinstance(order, m.Code) else _provisional(document)
            return m.Coded(order.task, prepare(record), len(document.notes))
        except MemoryError:
            return m.Broken(order.task, "coding it takes more memory than a report may have")
        except Exception as error:  # noqa: BLE001 (one bad report never stops a run)
            return m.Broken(order.task, f"coding failed: {type(error).__name__}: {error}")

    def _read(self, task: int, item: Item) -> m.Answer:
        """Read a report and sign its text."""
        found = item.read()
        if not isinstance(found, Document):
            skipped = type(found).__name__ == "Skipped"
            return m.Nothing(task, item.sha256 or "", skipped, found.code, f"{found.where}: {found.reason}")
        self.documents[task] = found
        mark = signature(found.text)
        return m.Found(
            task=task,
            fingerprint=item.sha256 or "",
            id=found.id,
            sha256=found.sha256,
            date=found.date,
            title=found.title,
            publisher=found.publisher,
            url=found.url,
            signature=mark,
            bands=band_keys(mark) if mark is not None else [],
        )

    def _finish(self, order: m.Finish) -> m.Answer:
        """Make the final record of a stored report: coded for itself, or carried over from its original."""
        held = unpack_record(order.record)
        document = document_of(held, order.read_notes)
        record: Record | None = None
        copy_of = None
        if order.original is not None:
            original = unpack_record(order.original)
            copy_of = original.report.id
            record = carry_over(original, document)
        if record is None:
            record = held if order.complete else self.coder.code_document(document)
            record = structs.replace(record, report=structs.replace(record.report, copy_of=copy_of))
        return m.Coded(order.task, prepare(record), order.read_notes)


def _provisional(document: Document) -> Record:
    """The record of a report that seems to be a copy, until it is settled of which."""
    return Record(
        schema=SCHEMA, report=info_of(document), actors=[], events=[], statements=[], notes=list(document.notes)
    )


def main(arguments: list[str]) -> None:
    """Entry of the process: the socket's number, the coder, the most memory in bytes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    channel = socket.socket(fileno=int(arguments[0]))
    spec = msgspec.json.decode(arguments[1], type=CoderSpec)
    _bound_memory(int(arguments[2]))
    try:
        try:
            coder = spec.make()
            foreign_language("so that what reading loads is there, or this worker says at once what it lacks " * 2)
        except Exception as error:  # noqa: BLE001 (told to the run, which stops)
            channel.sendall(m.frame([m.Unfit(f"{error}")]))
            return
        import gc

        gc.collect()
        gc.freeze()
        Worker(channel, coder).work()
    except (EOFError, BrokenPipeError, ConnectionResetError):
        pass


def _bound_memory(most: int) -> None:
    """Let the system refuse memory beyond half as much again as the run's watchdog allows."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_DATA)
        wanted = most * 3 // 2
        resource.setrlimit(resource.RLIMIT_DATA, (wanted if hard < 0 else min(wanted, hard), hard))


if __name__ == "__main__":
    main(sys.argv[1:])
