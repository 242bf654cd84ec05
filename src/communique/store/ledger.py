"""What became of every input, which run has which in hand, and which files need not be opened again."""

from __future__ import annotations

import os
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from communique.store.store import Store

State = Literal["pending", "coded", "copy", "skipped", "failed"]

SILENCE = timedelta(seconds=60)
"""A run on another machine that has given no sign of life for this long is dead, and its claims are void."""


@dataclass(frozen=True, slots=True)
class InputRow:
    """What the store knows of one input.

    Attributes:
        key: the place in the input.
        state: what became of it.
        fingerprint: hash of its bytes.
        settings: coder and reading options it was done with.
        report_key: the report it gave, None for none.
        run_key: the run that last had it in hand.
        attempts: how often it was tried.
    """

    key: str
    state: State
    fingerprint: str
    settings: str
    report_key: int | None
    run_key: int
    attempts: int


@dataclass(frozen=True, slots=True)
class Done:
    """The end of one input, to be written.

    Attributes:
        key, path: the place and its file.
        state: `coded`, `copy`, `skipped` or `failed`.
        fingerprint: hash of its bytes; empty where they could not be read.
        reason_code, reason: why, unless it was coded.
        report_key: its report; None keeps the one it had.
    """

    key: str
    path: str
    state: State
    fingerprint: str = ""
    reason_code: str | None = None
    reason: str | None = None
    report_key: int | None = None


_AT_WORK: set[tuple[str, int]] = set()
"""Runs of this process that have not ended: one that failed on a full disk may have left its row as it was."""


def now() -> str:
    """This moment in UTC, as the store writes times."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Ledger:
    """The books of one run."""

    def __init__(self, store: Store, run_key: int, settings: str) -> None:
        self.store = store
        self.run_key = run_key
        self.settings = settings
        self._alive: dict[int, bool] = {}

    @classmethod
    def begin(cls, store: Store, coder: str, settings: str, options: str = "{}") -> Ledger:
        """Open the books for a new run; claims of runs that died are void from here on."""
        with store.transaction():
            last = store.row("SELECT generation, outcome FROM runs ORDER BY run_key DESC LIMIT 1")
            generation = 1 if last is None else last["generation"] + (last["outcome"] == "finished")
            moment = now()
            key = store.execute(
                "INSERT INTO runs (started_at, seen_at, coder, options, host, process, generation)"
                " VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING run_key",
                (moment, moment, coder, options, socket.gethostname(), process_mark(os.getpid()), generation),
            ).fetchone()[0]
        ledger = cls(store, int(key), settings)
        _AT_WORK.add((store.identity, ledger.run_key))
        ledger.bury()
        return ledger

    @property
    def generation(self) -> int:
        """Generation of this run."""
        return int(self.store.value("SELECT generation FROM runs WHERE run_key = ?", (self.run_key,)))

    def beat(self) -> None:
        """Give a sign of life; call it at least every 20 seconds."""
        self._alive.clear()
        self.store.execute("UPDATE runs SET seen_at = ? WHERE run_key = ?", (now(), self.run_key))

    def end(self, outcome: str) -> None:
        """Close the books: `finished`, `stopped` or `failed`. What is still in hand is given back."""
        _AT_WORK.discard((self.store.identity, self.run_key))
        with self.store.transaction():
            self.release()
            self.store.execute(
                "UPDATE runs SET outcome = ?, ended_at = ? WHERE run_key = ?", (outcome, now(), self.run_key)
            )

    def bury(self) -> None:
        """Give back what dead runs had in hand."""
        for row in self.store.rows(
            "SELECT run_key FROM runs WHERE outcome = 'running' AND run_key <> ?", (self.run_key,)
        ):
            if not self.alive(row[0]):
                with self.store.transaction():
                    self._release(row[0])
                    self.store.execute(
                        "UPDATE runs SET outcome = 'failed', ended_at = ? WHERE run_key = ? AND outcome = 'running'",
                        (now(), row[0]),
                    )

    def alive(self, run_key: int) -> bool:
        """Whether a run is still at work."""
        if run_key == self.run_key:
            return True
        known = self._alive.get(run_key)
        if known is None:
            row = self.store.row("SELECT host, process, seen_at, outcome FROM runs WHERE run_key = ?", (run_key,))
            known = row is not None and row["outcome"] == "running" and _still_there(*tuple(row)[:3])
            if known and row is not None and row["process"] == process_mark(os.getpid()):
                known = (self.store.identity, run_key) in _AT_WORK
            self._alive[run_key] = known
        return known

    def others(self) -> list[int]:
        """Other runs that are at work on this store now."""
        self._alive.clear()
        rows = self.store.rows("SELECT run_key FROM runs WHERE outcome = 'running'")
        return [row[0] for row in rows if row[0] != self.run_key and self.alive(row[0])]

    def file_done(self, path: str, fingerprint: str | None) -> bool:
        """Whether all items of a file are accounted for and it has not changed since."""
        if fingerprint is None:
            return False
        row = self.store.row("SELECT fingerprint, settings FROM files WHERE path = ?", (path,))
        return row is not None and row[0] == fingerprint and row[1] == self.settings

    def finish_file(self, path: str, fingerprint: str, items: int) -> None:
        """Note that all items of a file are accounted for."""
        self.store.execute(
            "INSERT INTO files (path, fingerprint, items, settings, run_key) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (path) DO UPDATE SET fingerprint = excluded.fingerprint, items = excluded.items,"
            " settings = excluded.settings, run_key = excluded.run_key",
            (path, fingerprint, items, self.settings, self.run_key),
        )

    def known(self, keys: Sequence[str]) -> dict[str, InputRow]:
        """What is known of some inputs."""
        found: dict[str, InputRow] = {}
        for start in range(0, len(keys), 500):
            part = keys[start : start + 500]
            rows = self.store.rows(
                "SELECT input_key, state, fingerprint, settings, report_key, run_key, attempts FROM inputs"
                f" WHERE input_key IN ({', '.join('?' * len(part))})",
                part,
            )
            found.update((row[0], InputRow(*row)) for row in rows)
        return found

    def claim(self, items: Sequence[tuple[str, str]]) -> None:
        """Take inputs in hand, given as key and path; call it inside a transaction that also looked them up."""
        self.store.execute_many(
            "INSERT INTO inputs (input_key, path, state, attempts, run_key) VALUES (?, ?, 'pending', 1, ?)"
            " ON CONFLICT (input_key) DO UPDATE SET state = 'pending', attempts = inputs.attempts + 1,"
            " run_key = excluded.run_key",
            [(key, path, self.run_key) for key, path in items],
        )

    def settle(self, done: Sequence[Done]) -> None:
        """Write what became of inputs."""
        self.store.execute_many(
            "INSERT INTO inputs (input_key, path, fingerprint, state, reason_code, reason, report_key, attempts,"
            " settings, run_key) VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?)"
            " ON CONFLICT (input_key) DO UPDATE SET fingerprint = excluded.fingerprint, state = excluded.state,"
            " reason_code = excluded.reason_code, reason = excluded.reason,"
            " report_key = coalesce(excluded.report_key, inputs.report_key), settings = excluded.settings,"
            " run_key = excluded.run_key",
            [
                (
                    d.key,
                    d.path,
                    d.fingerprint,
                    d.state,
                    d.reason_code,
                    d.reason,
                    d.report_key,
                    self.settings,
                    self.run_key,
                )
                for d in done
            ],
        )

    def release(self) -> None:
        """Give back everything this run still has in hand."""
        self._release(self.run_key)

    def _release(self, run_key: int) -> None:
        """Forget claims: an input that gave a report before is to be done anew, any other counts as never seen."""
        self.store.execute(
            "UPDATE inputs SET settings = '', reason_code = NULL, reason = NULL,"
            " state = (SELECT state FROM reports WHERE reports.report_key = inputs.report_key)"
            " WHERE state = 'pending' AND run_key = ? AND report_key IS NOT NULL",
            (run_key,),
        )
        self.store.execute("DELETE FROM inputs WHERE state = 'pending' AND run_key = ?", (run_key,))


def process_mark(process: int) -> str:
    """A process by its id and, where the system tells, the moment it began: ids are used again."""
    try:
        with open(f"/proc/{process}/stat", encoding="ascii", errors="replace") as stream:
            return f"{process}-{stream.read().rpartition(')')[2].split()[19]}"
    except (OSError, IndexError):
        return str(process)


def _still_there(host: str, process: str, seen_at: str) -> bool:
    """Whether the process of a run lives: asked of the system here, judged by its signs of life elsewhere."""
    if host == socket.gethostname():
        number = int(process.split("-")[0])
        try:
            os.kill(number, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            pass
        return process_mark(number) == process
    seen = datetime.strptime(seen_at, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    return datetime.now(UTC) - seen < SILENCE
