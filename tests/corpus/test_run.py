"""What a run does with its inputs, and that nothing but the inputs decides what the store holds."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from communique.corpus.options import Counts
from communique.corpus.run import run
from communique.store.ledger import Done
from communique.store.reading import record_of, records, versions
from communique.store.store import Store
from tests.conftest import Place
from tests.corpus.conftest import options, reports, sha, story, write


def states(path: Path | str) -> dict[str, int]:
    """Inputs by state."""
    with Store.open(path) as store:
        return {r[0]: r[1] for r in store.rows("SELECT state, count(*) FROM inputs GROUP BY state ORDER BY 1")}


@pytest.mark.parametrize(
    ("workers", "batch_size", "seed"),
    [(1, 1, None), (2, 512, None), (4, 8, None), (1, 8, 1), (2, 3, 2)],
    ids=lambda v: str(v),
)
def test_neither_workers_nor_batches_nor_the_order_of_inputs_change_a_byte(
    corpus: Path, undisturbed: str, tmp_path: Path, workers: int, batch_size: int, seed: int | None
) -> None:
    """Keys name lines, so a shuffled file is compared by its records alone."""
    if seed is None:
        run(tmp_path / "b.db", options(corpus, workers=workers, batch_size=batch_size))
        assert sha(tmp_path / "b.db") == undisturbed
        return
    rows = reports()
    random.Random(seed).shuffle(rows)
    parts = [write(tmp_path / f"{n}.jsonl", rows[n::3]) for n in range(3)]
    run(tmp_path / "a.db", options(*parts, workers=workers, batch_size=batch_size))
    run(tmp_path / "b.db", options(corpus))
    with Store.open(tmp_path / "a.db") as one, Store.open(tmp_path / "b.db") as other:
        assert list(records(one)) == list(records(other))


def test_a_database_server_holds_the_same_bytes(corpus: Path, undisturbed: str, place: Place) -> None:
    run(place("a"), options(corpus, workers=2))
    assert sha(place("a")) == undisturbed


def test_every_input_is_accounted_for(corpus: Path, tmp_path: Path) -> None:
    failures: list[Done] = []
    summary = run(tmp_path / "a.db", options(corpus), on_failure=failures.append)
    found = states(tmp_path / "a.db")
    assert sum(found.values()) == len(reports())
    assert found["failed"] == 1
    assert "told to" in (failures[0].reason or "")
    assert summary.outcome == "finished"


def test_a_second_run_does_nothing(corpus: Path, tmp_path: Path) -> None:
    run(tmp_path / "a.db", options(corpus))
    before = sha(tmp_path / "a.db")
    summary = run(tmp_path / "a.db", options(corpus))
    assert (summary.counts.done, summary.counts.same) == (0, 1)
    assert sha(tmp_path / "a.db") == before


def test_a_grown_file_costs_only_its_new_lines(tmp_path: Path) -> None:
    rows = reports(10)
    path = write(tmp_path / "in.jsonl", rows[:6])
    run(tmp_path / "a.db", options(path))
    write(path, rows)
    summary = run(tmp_path / "a.db", options(path))
    assert (summary.counts.done, summary.counts.same) == (len(rows) - 6, 6)
    write(tmp_path / "in.jsonl", rows)
    run(tmp_path / "b.db", options(path))
    assert sha(tmp_path / "a.db") == sha(tmp_path / "b.db")


def test_a_touched_file_is_read_and_not_coded(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(story(1), encoding="utf-8")
    run(tmp_path / "a.db", options(path))
    import os

    os.utime(path, ns=(1, 1))
    with Store.open(tmp_path / "a.db") as store:
        before = store.value("SELECT run_key FROM reports")
    run(tmp_path / "a.db", options(path))
    with Store.open(tmp_path / "a.db") as store:
        assert store.value("SELECT run_key FROM reports") == before
        assert store.value("SELECT fingerprint FROM files").endswith("-1")


def test_a_newer_coder_codes_everything_anew_and_keeps_judgements(corpus: Path, tmp_path: Path, place: Place) -> None:
    run(place("a"), options(corpus))
    with Store.open(place("a"), "write") as store:
        store.execute(
            "INSERT INTO judgements (id, report_id, sha256, record_kind, record_id, verdict, coder, judged_at)"
            " VALUES ('j1', 'r1', '', 'event', 'e-1', 'accept', 'ann', '2024-01-01T00:00:00Z')"
        )
        keys = [tuple(r) for r in store.rows("SELECT id, report_key FROM reports ORDER BY 1")]
    run(place("a"), options(corpus, version=2))
    run(place("b"), options(corpus, version=2))
    assert sha(place("a")) == sha(place("b"))
    with Store.open(place("a")) as store:
        assert store.value("SELECT count(*) FROM judgements") == 1
        assert [tuple(r) for r in store.rows("SELECT id, report_key FROM reports ORDER BY 1")] == keys


def test_changed_text_supersedes_and_the_old_version_is_kept(tmp_path: Path, place: Place) -> None:
    path = write(tmp_path / "in.jsonl", [row("r1", story(1)), row("r2", story(2))])
    run(place("a"), options(path))
    write(path, [row("r1", story(3)), row("r2", story(2))])
    run(place("a"), options(path))
    with Store.open(place("a")) as store:
        assert [v.live for v in versions(store, "r1")] == [False, True]
        found = record_of(store, "r1")
        assert found is not None
        assert found.report.text == story(3)
        assert store.value("SELECT count(*) FROM reports WHERE live = 1") == 2


def test_a_later_file_with_the_same_id_brings_the_new_version(tmp_path: Path) -> None:
    old = write(tmp_path / "old.jsonl", [row("r1", story(1))])
    new = write(tmp_path / "new.jsonl", [row("r1", story(3))])
    run(tmp_path / "a.db", options(old))
    run(tmp_path / "a.db", options(new))
    run(tmp_path / "a.db", options(old, new, version=2))
    with Store.open(tmp_path / "a.db") as store:
        assert [v.live for v in versions(store, "r1")] == [False, True]
        found = record_of(store, "r1")
        assert found is not None
        assert found.report.text == story(3)


def test_one_report_in_two_files_is_one_report(tmp_path: Path) -> None:
    one = write(tmp_path / "a.jsonl", [row("r1", story(1))])
    two = write(tmp_path / "b.jsonl", [row("r1", story(1))])
    run(tmp_path / "a.db", options(one, two, workers=2))
    with Store.open(tmp_path / "a.db") as store:
        assert store.value("SELECT count(*) FROM reports") == 1
        assert store.value("SELECT count(DISTINCT report_key) FROM inputs") == 1
    assert states(tmp_path / "a.db") == {"coded": 2}


class TestCopies:
    """A wire report counts once; its copies point to the earliest."""

    @pytest.mark.parametrize("reverse", [False, True])
    def test_the_earliest_is_the_original_whatever_came_first(
        self, tmp_path: Path, place: Place, reverse: bool
    ) -> None:
        body = story(1, 8)
        rows = [
            row("late", body, date="2024-01-03", publisher="B"),
            row("first", body, date="2024-01-01", publisher="A"),
            row("cut", "\n\n".join(body.split("\n\n")[:6]), date="2024-01-02", publisher="C"),
        ]
        for name, part in (("x", rows[:2]), ("y", rows[2:]))[:: -1 if reverse else 1]:
            run(place("a"), options(write(tmp_path / f"{name}.jsonl", part[:: -1 if reverse else 1])))
        with Store.open(place("a")) as store:
            found = {r.report.id: r for r in records(store)}
            assert {k: r.report.copy_of for k, r in found.items()} == {"first": None, "late": "first", "cut": "first"}
            assert store.value("SELECT count(*) FROM events") == len(found["first"].events)
            assert store.value("SELECT sum(n) FROM outlet_totals") == 3
        for record in found.values():
            for event in record.events:
                quoted = record.report.text[slice(*event.evidence.sentence)]
                assert quoted in body
                assert quoted.startswith(record.report.text[slice(*event.evidence.trigger)])

    def test_an_earlier_report_makes_the_old_original_a_copy(self, tmp_path: Path, place: Place) -> None:
        body = story(1, 8)
        run(place("a"), options(write(tmp_path / "x.jsonl", [row("b", body, date="2024-01-03")])))
        run(place("a"), options(write(tmp_path / "y.jsonl", [row("a", body, date="2024-01-01")])))
        with Store.open(place("a")) as store:
            assert {r.report.id: r.report.copy_of for r in records(store)} == {"a": None, "b": "a"}

    def test_a_copy_with_words_of_its_own_is_coded_for_itself(self, tmp_path: Path, place: Place) -> None:
        body = story(1, 8)
        more = body.replace("\n\n", "\n\nNine people came. ", 1)
        rows = [row("a", body, date="2024-01-01"), row("b", more, date="2024-01-02")]
        run(place("a"), options(write(tmp_path / "x.jsonl", rows)))
        with Store.open(place("a")) as store:
            copy = record_of(store, "b")
            assert copy is not None
            assert copy.report.copy_of == "a"
            assert any("Nine" in copy.report.text[slice(*e.evidence.trigger)] for e in copy.events)

    def test_a_copy_whose_original_changes_is_a_report_of_its_own(self, tmp_path: Path, place: Place) -> None:
        body = story(1, 8)
        path = write(tmp_path / "x.jsonl", [row("a", body, date="2024-01-01"), row("b", body, date="2024-01-02")])
        run(place("a"), options(path))
        write(path, [row("a", story(9, 8), date="2024-01-01"), row("b", body, date="2024-01-02")])
        run(place("a"), options(path))
        with Store.open(place("a")) as store:
            found = {r.report.id: r for r in records(store)}
            assert found["b"].report.copy_of is None
            assert len(found["b"].events) == 8


class TestFaults:
    """One bad report never stops a run."""

    @pytest.mark.parametrize(
        ("word", "code"),
        [("RAISE", "internal"), ("CRASH", "worker-died"), ("HANG", "too-much-cpu"), ("GROW", "too-much-memory")],
    )
    def test_a_report_that_harms_its_worker_is_a_row_with_its_reason(
        self, tmp_path: Path, word: str, code: str
    ) -> None:
        rows = [row("good1", story(1)), row("bad", f"{word} {story(2)}"), row("good2", story(3))]
        path = write(tmp_path / "in.jsonl", rows)
        told = options(path, workers=2, most_cpu=1.5, most_memory=400_000_000)
        summary = run(tmp_path / "a.db", told)
        assert summary.outcome == "finished"
        assert states(tmp_path / "a.db") == {"coded": 2, "failed": 1}
        with Store.open(tmp_path / "a.db") as store:
            found = store.value("SELECT reason_code FROM inputs WHERE state = 'failed'")
        assert found == code or (word == "GROW" and found in ("internal", "worker-died"))

    def test_failed_inputs_are_tried_again_only_when_asked(self, tmp_path: Path) -> None:
        path = write(tmp_path / "in.jsonl", [row("a", story(1)), row("bad", "RAISE " + story(2))])
        run(tmp_path / "a.db", options(path))
        assert run(tmp_path / "a.db", options(path)).counts.done == 0
        again = run(tmp_path / "a.db", options(retry_failed=True))
        assert (again.counts.done, again.counts.failed) == (1, 1)


def test_since_and_limit(tmp_path: Path) -> None:
    rows = [row(f"r{n}", story(n), date=f"2024-01-0{n}") for n in range(1, 6)]
    path = write(tmp_path / "in.jsonl", rows)
    run(tmp_path / "a.db", options(path, since="2024-01-03", limit=4))
    assert states(tmp_path / "a.db") == {"coded": 2, "skipped": 2}
    run(tmp_path / "a.db", options(path))
    assert states(tmp_path / "a.db") == {"coded": 5}


def test_progress_is_told(corpus: Path, tmp_path: Path) -> None:
    told: list[Counts] = []
    run(tmp_path / "a.db", options(corpus, estimate=True), on_progress=told.append)
    assert told[-1].done == len(reports())


def row(id: str, text: str, date: str | None = "2024-01-01", publisher: str | None = None) -> dict[str, Any]:
    """A line of input."""
    return {"id": id, "title": f"On {id}", "date": date, "publisher": publisher, "text": text}
