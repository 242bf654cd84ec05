"""Many who write and many who judge at once: nothing is lost, nobody waits for ever, all sums are right.

`pytest tests/store/test_together.py --together 120` runs it for two minutes on each database.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import Place
from tests.store.test_writing import TEXT, record, sums

from communique.store import judgements
from communique.store.reading import record_of, records
from communique.store.store import Store
from communique.store.writer import Writer

WRITERS = REVIEWERS = 8


class Crowd:
    """Threads that work on one store until the time is up, each through a connection of its own.

    Attributes:
        written: ids of the reports that were committed.
        judged: ids of the judgements that were committed.
        errors: what went wrong.
    """

    def __init__(self, path: str | Path, seconds: float) -> None:
        self.path = path
        self.end = time.monotonic() + seconds
        self.written: list[str] = []
        self.judged: list[str] = []
        self.errors: list[BaseException] = []

    def run(self) -> None:
        """Let them work, and wait for them."""
        works = [(self.write, n) for n in range(WRITERS)] + [(self.judge, n) for n in range(REVIEWERS)]
        threads = [threading.Thread(target=self._guarded, args=work, daemon=True) for work in works]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(max(1.0, self.end - time.monotonic()) + 90)
            assert not thread.is_alive(), "somebody waits for ever"

    def _guarded(self, work: Callable[[Store, int, int], None], number: int) -> None:
        try:
            with Store.open(self.path, "write", any_thread=True) as store:
                turn = 0
                while time.monotonic() < self.end:
                    work(store, number, turn)
                    turn += 1
        except BaseException as error:  # noqa: BLE001 (the main thread asks)
            self.errors.append(error)

    def write(self, store: Store, number: int, turn: int) -> None:
        """Three new reports in one transaction, and an old one of all writers coded anew."""
        writer = Writer(store, f"coder-{number}")
        names = [f"w{number}-{turn}-{n}" for n in range(3)]
        with writer.batch():
            for name in names:
                writer.put_report(record(name, f"{TEXT} {name}"))
            writer.put_report(record("shared", TEXT, type="PROTEST" if turn % 2 else "ACCUSE"))
        self.written += names

    def judge(self, store: Store, number: int, turn: int) -> None:
        """A verdict on the report that all share, or on one just written; then a list is read."""
        recent = self.written[-1:] if turn % 2 else []
        name = recent[0] if recent else "shared"
        found = record_of(store, name)
        assert found is not None
        verdict = "reject" if turn % 3 else "accept"
        made = judgements.make(
            name, found.report.sha256, "event", found.events[0].id, verdict, f"reviewer-{number}", judgements.now()
        )
        judgements.add(store, [made])
        self.judged.append(made.id)
        with store.snapshot():
            assert store.value("SELECT count(*) FROM reports") == store.value("SELECT count(*) FROM reports")


def test_eight_writers_and_eight_reviewers(place: Place, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    with Store.open(place("a"), "create") as store:
        Writer(store).put_report(record("shared", TEXT))
    crowd = Crowd(place("a"), float(request.config.getoption("--together")))
    crowd.run()
    assert crowd.errors == []
    with Store.open(place("a")) as store:
        assert store.check() == []
        assert {r[0] for r in store.rows("SELECT id FROM reports")} == {*crowd.written, "shared"}
        assert sorted(r[0] for r in store.rows("SELECT id FROM judgements")) == sorted(crowd.judged)
        assert len(crowd.written) >= 3 * WRITERS
        assert len(crowd.judged) >= REVIEWERS
        events = store.value("SELECT count(*) FROM events")
        assert events == len(crowd.written) + 1 == store.value("SELECT sum(n) FROM day_totals")
        with Store.open(tmp_path / "again.db", "create") as again:
            writer = Writer(again)
            with writer.batch():
                for one in records(store):
                    writer.put_report(one)
            assert sums(again) == sums(store), "sums are what the records say"
        for name, judged in store.rows("SELECT id, judged FROM reports WHERE judged > 0"):
            assert judged == 1, name
