"""Worker processes and the watch over them: started when needed, replaced when they die, ended when stuck."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from typing import IO, Literal

import msgspec

from communique.corpus import messages as m
from communique.corpus.engine import CoderSpec
from communique.errors import CommuniqueError

WALL = 5.0
"""By the clock a task may last this many times its CPU seconds, plus `GRACE`: machines are busy, disks hang."""
GRACE = 60.0


@dataclass
class Process:
    """One worker as the run sees it.

    Attributes:
        tasks: what it was given and has not answered.
        current: the task it is at, None between tasks.
    """

    process: subprocess.Popen[bytes]
    channel: socket.socket
    ready: bool = False
    tasks: set[int] = field(default_factory=set)
    current: int | None = None
    began_cpu: float = 0.0
    began: float = 0.0
    incoming: bytearray = field(default_factory=bytearray)
    outgoing: bytearray = field(default_factory=bytearray)


@dataclass(frozen=True)
class Died:
    """A worker is gone.

    Attributes:
        tasks: all that it had in hand.
        current: the one it was at.
        why: `killed` or `crashed` from outside or of itself; `cpu` or `memory` by our watch.
        reason: in words.
    """

    worker: Process
    tasks: frozenset[int]
    current: int | None
    why: Literal["crashed", "cpu", "memory"]
    reason: str


Event = tuple[Process, m.Answer] | Died


class Pool:
    """A number of workers with one coder.

    Args:
        spec: the coder they load.
        size: how many.
        most_cpu: CPU seconds that one task may use.
        most_memory: bytes that a worker may have in memory.
    """

    def __init__(self, spec: CoderSpec, size: int, most_cpu: float, most_memory: int) -> None:
        self.spec = spec
        self.size = size
        self.most_cpu = most_cpu
        self.most_memory = most_memory
        self.workers: list[Process] = []
        self.deaths = 0
        self._selector = selectors.DefaultSelector()
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 (closed with the pool)
        self._watched = 0.0
        self._early_deaths = 0

    def fill(self) -> None:
        """Start workers up to the size."""
        while len(self.workers) < self.size:
            self.workers.append(self._start())

    def _start(self) -> Process:
        """Start one worker."""
        ours, theirs = socket.socketpair()
        try:
            command = [sys.executable, "-m", "communique.corpus.worker", str(theirs.fileno())]
            command += [msgspec.json.encode(self.spec).decode(), str(self.most_memory)]
            environment = {**os.environ, "OMP_NUM_THREADS": os.environ.get("OMP_NUM_THREADS", "1")}
            environment["PYTHONPATH"] = os.pathsep.join(p for p in sys.path if p)
            process = subprocess.Popen(  # noqa: S603 (our own module)
                command,
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                env=environment,
            )
        except OSError as error:
            ours.close()
            raise CommuniqueError(f"a worker process cannot be started: {error.strerror}") from error
        finally:
            theirs.close()
        ours.setblocking(False)
        worker = Process(process, ours)
        self._selector.register(ours, selectors.EVENT_READ, worker)
        return worker

    def send(self, worker: Process, orders: list[m.Order]) -> None:
        """Give a worker orders; never waits."""
        worker.tasks.update(order.task for order in orders if not isinstance(order, m.Drop))
        worker.outgoing += m.frame(orders)
        self._flush(worker)

    def _flush(self, worker: Process) -> None:
        """Send what the socket takes and wait for room with the rest."""
        with contextlib.suppress(BlockingIOError, BrokenPipeError, ConnectionResetError):
            while worker.outgoing:
                sent = worker.channel.send(memoryview(worker.outgoing)[: 1 << 18])
                del worker.outgoing[:sent]
        wanted = selectors.EVENT_READ | (selectors.EVENT_WRITE if worker.outgoing else 0)
        self._selector.modify(worker.channel, wanted, worker)

    def poll(self, seconds: float) -> list[Event]:
        """What has happened; waits for something at most so long."""
        events: list[Event] = []
        for key, ready in self._selector.select(seconds):
            worker: Process = key.data
            if ready & selectors.EVENT_WRITE:
                self._flush(worker)
            if ready & selectors.EVENT_READ:
                events += self._receive(worker)
        events += self._watch()
        return events

    def _receive(self, worker: Process) -> list[Event]:
        """Take in a worker's answers, or its death."""
        try:
            data = worker.channel.recv(1 << 20)
        except BlockingIOError:
            return []
        except ConnectionResetError:
            data = b""
        if not data:
            return [self._bury(worker)]
        worker.incoming += data
        events: list[Event] = []
        for found in m.cut_frames(worker.incoming):
            for answer in m.answers.decode(found):
                self._note(worker, answer)
                if not isinstance(answer, m.Begun):
                    events.append((worker, answer))
        return events

    def _note(self, worker: Process, answer: m.Answer) -> None:
        """Keep in mind what a worker is at."""
        if isinstance(answer, m.Ready):
            worker.ready = True
        elif isinstance(answer, m.Begun):
            worker.current, worker.began_cpu, worker.began = answer.task, answer.cpu, time.monotonic()
        elif not isinstance(answer, m.Unfit):
            worker.current = None
            worker.tasks.discard(answer.task)
            self._early_deaths = 0

    def _bury(
        self, worker: Process, why: Literal["crashed", "cpu", "memory"] = "crashed", reason: str | None = None
    ) -> Died:
        """Remove a worker that is gone, or make it go."""
        with contextlib.suppress(OSError):
            worker.process.kill()
        status = worker.process.wait()
        self._selector.unregister(worker.channel)
        worker.channel.close()
        self.workers.remove(worker)
        self.deaths += 1
        if not worker.ready:
            self._early_deaths += 1
            if self._early_deaths > 3:
                raise CommuniqueError(f"worker processes die while they start: {self._last_words() or _fate(status)}")
        return Died(worker, frozenset(worker.tasks), worker.current, why, reason or f"the worker {_fate(status)}")

    def _last_words(self) -> str:
        """The end of what workers wrote on their error stream."""
        with contextlib.suppress(OSError):
            self._errors.seek(0, os.SEEK_END)
            self._errors.seek(max(0, self._errors.tell() - 500))
            return self._errors.read().decode("utf-8", "replace").strip().rpartition("\n")[2]
        return ""

    def _watch(self) -> list[Event]:
        """End workers whose task takes too much; looked at four times a second."""
        moment = time.monotonic()
        if moment - self._watched < 0.25:
            return []
        self._watched = moment
        events: list[Event] = []
        for worker in list(self.workers):
            if worker.current is None:
                continue
            cpu, memory = usage(worker.process.pid)
            if memory > self.most_memory:
                size = f"{self.most_memory // 1_000_000:,} MB"
                events.append(self._bury(worker, "memory", f"it takes more than {size} of memory; cut the report"))
            elif cpu - worker.began_cpu > self.most_cpu:
                events.append(self._bury(worker, "cpu", f"it takes more than {self.most_cpu:.0f} CPU seconds"))
            elif moment - worker.began > self.most_cpu * WALL + GRACE:
                events.append(self._bury(worker, "cpu", f"nothing came of it in {moment - worker.began:.0f} seconds"))
        return events

    def close(self) -> None:
        """End all workers; they hold nothing that could be lost."""
        for worker in self.workers:
            with contextlib.suppress(OSError):
                worker.process.kill()
        for worker in self.workers:
            worker.process.wait()
            worker.channel.close()
        self.workers.clear()
        self._selector.close()
        self._errors.close()


def usage(process: int) -> tuple[float, int]:
    """CPU seconds and bytes in memory of a process; zeros where the system does not tell."""
    try:
        with open(f"/proc/{process}/stat", encoding="ascii", errors="replace") as stream:
            fields = stream.read().rpartition(")")[2].split()
    except OSError:
        return (0.0, 0)
    ticks = os.sysconf("SC_CLK_TCK")
    return ((int(fields[11]) + int(fields[12])) / ticks, int(fields[21]) * os.sysconf("SC_PAGE_SIZE"))


def _fate(status: int) -> str:
    """How a process ended, in words."""
    if status < 0:
        with contextlib.suppress(ValueError):
            return f"was killed by {signal.Signals(-status).name}"
        return f"was killed by signal {-status}"
    return f"ended with status {status}"
