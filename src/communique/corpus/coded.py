"""Coded reports to work on, from a store or from JSON lines: one after another, people's corrections in them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import msgspec

from communique.corpus.judged import judged_record, opinions_of
from communique.errors import ReadError
from communique.export.choosing import Choice
from communique.export.exporting import Coded
from communique.records.record import Record, from_json
from communique.store.address import is_server
from communique.store.reading import lines
from communique.store.store import Store

_STORE = b"SQLite format 3\x00"


def is_store(path: str | Path) -> bool:
    """Whether this is a store, on a database server or a database file, rather than JSON lines."""
    if is_server(path):
        return True
    try:
        with Path(path).open("rb") as stream:
            return stream.read(len(_STORE)) == _STORE
    except OSError:
        return False


class CodedReports:
    """The coded reports of a store or a JSON-lines file, each time from the beginning.

    Attributes:
        problems: lines that could not be read, with file and line, since the last beginning.

    Args:
        path: a store, a file of our records, or `-` for standard input.
        choice: reports that hold nothing of it may be passed over.
        machine: leave people's corrections out.
        condition: a condition on a store's table `reports` with its parameters; without it, the one that follows
            from `choice`.

    Raises:
        ReadError: there is no such file.
        StoreError: the store cannot be opened.
    """

    def __init__(
        self,
        path: str | Path,
        choice: Choice | None = None,
        *,
        machine: bool = False,
        condition: tuple[str, tuple[str, ...]] | None = None,
    ) -> None:
        self.path = str(path)
        self.choice = choice or Choice()
        self.machine = machine
        self.condition = condition
        self.problems: list[str] = []
        if self.path != "-" and not is_server(path) and not Path(self.path).is_file():
            raise ReadError("missing", "there is no such store or file of records", self.path)

    def __iter__(self) -> Iterator[Coded]:
        """The reports in the store's order (by day and id) or the file's."""
        self.problems = []
        if self.path != "-" and is_store(self.path):
            yield from self._from_store()
        else:
            yield from self._from_lines()

    def _from_store(self) -> Iterator[Coded]:
        """Live reports of a store."""
        where, parameters = self.condition or _condition(self.choice)
        with Store.open(self.path) as store, store.snapshot():
            judged = set() if self.machine else {r[0] for r in store.rows("SELECT DISTINCT report_id FROM judgements")}
            for line in lines(store, where, parameters):
                record = from_json(line)
                if record.report.id in judged:
                    record, review = judged_record(record, opinions_of(store, record.report.id))
                    yield Coded(record, None, review)
                else:
                    yield Coded(record, line)

    def _from_lines(self) -> Iterator[Coded]:
        """Records of a file, one a line; a line that is no record is a problem, not the end.

        Two reports of one id: the same text again is left out, another text gets an id of its own.
        """
        seen: dict[str, str] = {}
        with ExitStack() as stack:
            stream = sys.stdin.buffer if self.path == "-" else stack.enter_context(Path(self.path).open("rb"))
            for number, raw in enumerate(stream, 1):
                line = raw.rstrip(b"\r\n")
                if not line.strip():
                    continue
                try:
                    record: Record = from_json(line)
                except (msgspec.DecodeError, UnicodeDecodeError) as error:
                    self.problems.append(f"{self.path}:{number}: this line is no record of ours: {error}")
                    continue
                report = record.report
                if report.id not in seen:
                    seen[report.id] = report.sha256
                    yield Coded(record, line)
                    continue
                own = f"{report.id}~{report.sha256[:8]}"
                if report.sha256 == seen[report.id] or own in seen:
                    self.problems.append(f"{self.path}:{number}: {report.id} again, with the same text; left out")
                    continue
                seen[own] = report.sha256
                self.problems.append(f"{self.path}:{number}: another report with the id {report.id}; called {own}")
                renamed = msgspec.structs.replace(report, id=own)
                yield Coded(msgspec.structs.replace(record, report=renamed), None)


def _condition(choice: Choice) -> tuple[str, tuple[str, ...]]:
    """A condition on `reports` that no chosen report fails: by days, where days are chosen."""
    tests, parameters = [], []
    if choice.since is not None:
        tests.append("day >= ?")
        parameters.append(choice.since)
    if choice.until is not None:
        tests.append("day <= ?")
        parameters.append(choice.until + "~")
    if not tests:
        return "", ()
    inside = " AND ".join(tests)
    any_of = (
        "state = 'copy'",
        "id IN (SELECT report_id FROM judgements)",
        f"report_key IN (SELECT report_key FROM events WHERE {inside})",  # noqa: S608 (our own words)
        f"report_key IN (SELECT report_key FROM statements WHERE {inside})",  # noqa: S608
    )
    return " OR ".join(any_of), (*parameters, *parameters)
