"""A store copied into another database is the same store."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.conftest import Place
from tests.store.test_writing import TEXT, record

from communique.errors import StoreError
from communique.store import judgements
from communique.store.copying import copy_store, tables
from communique.store.ledger import Ledger
from communique.store.reading import lines, record_of, versions
from communique.store.store import Store
from communique.store.writer import Writer


def filled(store: Store) -> None:
    """Reports of two versions, a judgement, a run at work with an input in hand."""
    ledger = Ledger.begin(store, "tests", "settings")
    writer = Writer(store, "tests", ledger.run_key)
    with writer.batch():
        for n in range(12):
            writer.put_report(record(f"r{n}", f"{TEXT} Report {n}.", date=None if n == 3 else f"2024-01-{n + 1:02d}"))
    writer.put_report(record("r1", TEXT + " Corrected, with \x00 in it."))
    found = record_of(store, "r2")
    assert found is not None
    judged = judgements.make(
        "r2", found.report.sha256, "event", found.events[0].id, "accept", "ann", judgements.now(), span=(0, 3)
    )
    judgements.add(store, [judged])
    with store.transaction():
        ledger.claim([("in.jsonl#9", "in.jsonl")])


def contents(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but those about runs, which differ on purpose."""
    left_out = ("runs", "inputs", "meta")
    return {
        name: sorted((tuple(r) for r in store.rows(f"SELECT * FROM {name}")), key=repr)
        for name in tables()
        if name not in left_out
    }


def test_there_and_back_again(tmp_path: Path, place: Place) -> None:
    with (
        Store.open(tmp_path / "first.db", "create") as first,
        Store.open(place("second"), "create") as second,
        Store.open(tmp_path / "third.db", "create") as third,
    ):
        filled(first)
        told: list[int] = []
        written = copy_store(first, second, told.append)
        copy_store(second, third)
        assert written["judgements"] == 1
        assert told[-1] == sum(written.values())
        assert list(lines(first)) == list(lines(second)) == list(lines(third))
        assert contents(first) == contents(second) == contents(third)
        assert [v.live for v in versions(second, "r1")] == [False, True]
        assert [len(s.database.ranked_search("corrected", 9, 0)) for s in (first, second, third)] == [1, 1, 1]
        assert second.value("SELECT count(*) FROM inputs") == 0, "what another run had in hand is read anew"
        assert second.value("SELECT outcome FROM runs") == "stopped"
        key = Writer(second).put_report(record("new", "A new report."))
        assert key == second.value("SELECT max(report_key) FROM reports")


def test_a_store_that_holds_something_is_left_as_it_is(tmp_path: Path, place: Place) -> None:
    with Store.open(tmp_path / "a.db", "create") as old, Store.open(place("b"), "create") as new:
        filled(old)
        Writer(new).put_report(record("other", "Another report."))
        with pytest.raises(StoreError, match="not empty"):
            copy_store(old, new)
        assert new.value("SELECT count(*) FROM reports") == 1
        assert new.value("SELECT count(*) FROM judgements") == 0
