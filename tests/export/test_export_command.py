"""`communique export` from stores and from JSON lines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from typer.testing import CliRunner

from communique.cli.app import app
from communique.records.record import Record, to_json
from tests.export.conftest import judge, make_store
from tests.export.made import event, record, statement


def run(*words: str | Path) -> tuple[int, str, str]:
    """Exit status, stdout and stderr; an expected error is raised as it is."""
    done = CliRunner().invoke(app, ["export", *map(str, words)], catch_exceptions=True)
    return done.exit_code, done.stdout, done.stderr or str(done.exception or "")


def test_json_lines_through_the_store_come_out_identical(jsonl: Path, store_path: Path, tmp_path: Path) -> None:
    assert run(store_path, "-f", "jsonl", "--with-text", "-o", tmp_path / "out.jsonl")[0] == 0
    assert sorted((tmp_path / "out.jsonl").read_bytes().splitlines()) == sorted(jsonl.read_bytes().splitlines())


def test_a_store_and_its_json_lines_export_alike(jsonl: Path, store_path: Path, tmp_path: Path) -> None:
    run(store_path, "-f", "jsonl", "--with-text", "-o", tmp_path / "in_order.jsonl")
    for path, name in ((store_path, "a"), (tmp_path / "in_order.jsonl", "b")):
        assert run(path, "-f", "csv", "-o", tmp_path / name / "out")[0] == 0
    for file in (tmp_path / "a" / "out").iterdir():
        assert file.read_bytes() == (tmp_path / "b" / "out" / file.name).read_bytes(), file.name


def test_days_narrow_a_store_as_they_narrow_json_lines(jsonl: Path, store_path: Path, tmp_path: Path) -> None:
    for path, name in ((store_path, "a.tsv"), (jsonl, "b.tsv")):
        assert run(path, "-f", "polecat", "--from", "2023-06", "--to", "2023-07", "-o", tmp_path / name)[0] == 0
    found = [sorted((tmp_path / name).read_text("utf-8").splitlines()) for name in ("a.tsv", "b.tsv")]
    assert found[0] == found[1]
    assert len(found[0]) > 1


def test_a_line_that_is_no_record_is_named_and_the_rest_is_written(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(to_json(record("a")) + b'\n{"id": 3}\n\n' + to_json(record("b")) + b"\n")
    status, _, told = run(tmp_path / "in.jsonl", "-f", "plover", "-o", tmp_path / "out.jsonl")
    assert status == 1
    assert "in.jsonl:2: this line is no record of ours" in told
    assert len((tmp_path / "out.jsonl").read_bytes().splitlines()) == 2


def test_what_is_left_out_is_told(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(to_json(record(events=[event("e1"), event("e2", status="negated")])) + b"\n")
    _, out, told = run(tmp_path / "in.jsonl", "-f", "gdelt-events", "-o", "-")
    assert "left out: 1 events that are negated" in told
    assert len(out.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("-f", "sas"), "unknown; choose of: jsonl"),
        (("-f", "brat"), "--with-text"),
        (("--from", "soon"), "YYYY-MM-DD"),
        (("--type", "WAR"), "choose of"),
    ],
    ids=str,
)
def test_usage(jsonl: Path, tmp_path: Path, words: Sequence[str], expected: str) -> None:
    status, _, told = run(jsonl, *words, "-o", tmp_path / "out")
    assert status != 0
    assert expected in told
    assert not (tmp_path / "out").exists()


def test_a_missing_store_is_told(tmp_path: Path) -> None:
    assert "there is no such store" in run(tmp_path / "none.db", "-o", tmp_path / "out")[2]


@pytest.fixture
def judged(tmp_path: Path) -> tuple[Path, Record]:
    """A store in which a person accepted, corrected, rejected, took back and added."""
    ids = ["e0", "e1", "e2", "e3", "e4"]
    made = record(events=[event(i) for i in ids], statements=[statement("s1")])
    path = tmp_path / "judged.db"
    make_store(path, [made])
    judge(path, "r1", "e1", "accept")
    judge(path, "r1", "e2", "edit", field="type", old_value='"ACCUSE"', new_value='"AID"')
    judge(path, "r1", "e3", "reject")
    judge(path, "r1", "e4", "reject")
    judge(path, "r1", "e4", "undo", undoes="j-4")
    judge(path, "r1", "s1", "edit", field="speaker", new_value='"lima"', record_kind="statement")
    words = '{"type": "REQUEST", "actor": ["lima"], "evidence": {"sentence": [0, 24], "trigger": [5, 14], "actor": [], "recipient": []}}'
    judge(path, "r1", "h1", "add", new_value=words)
    judge(path, "r1", "h2", "add", new_value='{"type": "NONSENSE"}')
    return path, made


def test_corrections_are_in_the_export_and_marked(judged: tuple[Path, Record]) -> None:
    _, out, _ = run(judged[0], "-f", "plover", "-o", "-")
    rows = [json.loads(line) for line in out.splitlines()]
    found = {row["id"].split("/")[1]: (row["event"][0], row["review"]) for row in rows}
    assert found == {
        "e0": ("ACCUSE", "machine"),
        "e1": ("ACCUSE", "checked"),
        "e2": ("AID", "corrected"),
        "e3": ("ACCUSE", "rejected"),
        "e4": ("ACCUSE", "machine"),
        "h1": ("REQUEST", "corrected"),
    }
    aid = next(row for row in rows if row["id"].endswith("e2"))
    assert (aid["quad_code"], aid["event_scale"], aid["cameo"]) == (2, 10.0, "070")


def test_a_party_that_a_person_wrote_out_is_an_actor(tmp_path: Path) -> None:
    path = tmp_path / "judged.db"
    make_store(path, [record(statements=[statement("s1")])])
    judge(path, "r1", "e1", "edit", field="recipient", new_value='["Switzerland", "the Blue Front"]')
    judge(path, "r1", "s1", "edit", field="speaker", new_value='"The Blue Front"', record_kind="statement")
    row = json.loads(run(path, "-f", "plover", "-o", "-")[1])
    assert [(p["code"], p["name"]) for p in row["recipient"]] == [("CHEGOV", "Switzerland"), ("", "the Blue Front")]
    run(path, "-f", "csv", "-o", tmp_path / "out")
    assert "The Blue Front" in (tmp_path / "out" / "statements.csv").read_text("utf-8") or "the Blue Front" in (
        tmp_path / "out" / "statements.csv"
    ).read_text("utf-8")


SAME = [
    pytest.param("r1", 1, "again, with the same text", id="the same report twice"),
    pytest.param("another text", 2, "called r1~", id="another report of the same id"),
]


@pytest.mark.parametrize(("sha256", "reports", "words"), SAME)
def test_reports_of_one_id_are_told_apart(tmp_path: Path, sha256: str, reports: int, words: str) -> None:
    lines = [to_json(record(sha256="r1")), to_json(record(sha256=sha256))]
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(lines))
    status, out, told = run(tmp_path / "in.jsonl", "-f", "plover", "-o", "-")
    assert status == 1
    assert words in told
    assert len({json.loads(line)["id"] for line in out.splitlines()}) == reports


def test_a_full_disk_ends_an_export_with_a_reason_and_leaves_nothing(
    jsonl: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from communique.export import media

    def full(*rest: object) -> None:
        raise OSError(28, "No space left on device")

    for name in ("csv", "polecat", "parquet"):
        with monkeypatch.context() as patch:
            for sink in (media.CsvSink, media.TsvSink, media.ParquetSink):
                patch.setattr(sink, "put", full)
            assert "No space left" in run(jsonl, "-f", name, "-o", tmp_path / "out")[2]
    assert list(tmp_path.iterdir()) == []


def test_a_rejected_event_is_no_row_where_no_column_can_say_so(judged: tuple[Path, Record]) -> None:
    _, out, told = run(judged[0], "-f", "polecat", "-o", "-")
    assert "1 events that a person rejected" in told
    assert not any("/e3\t" in line for line in out.splitlines())


def test_the_machines_own_answers_can_be_had(judged: tuple[Path, Record], tmp_path: Path) -> None:
    path, made = judged
    run(path, "-f", "jsonl", "--with-text", "--machine", "-o", tmp_path / "own.jsonl")
    assert (tmp_path / "own.jsonl").read_bytes() == to_json(made) + b"\n"


def test_neither_hash_seed_nor_time_zone_nor_locale_changes_a_byte(jsonl: Path, tmp_path: Path) -> None:
    import os
    import subprocess
    import sys

    for name, settings in (
        ("a", {"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"}),
        ("b", {"PYTHONHASHSEED": "2", "LC_ALL": "C"}),
    ):
        for kind in ("csv", "acled-like"):
            out = tmp_path / name / kind
            start = "from communique.cli.app import main; main()"
            command = [sys.executable, "-c", start, "export", str(jsonl), "-f", kind, "-o", str(out), "-q"]
            subprocess.run(command, check=True, env={**os.environ, **settings})
    files = sorted(p.relative_to(tmp_path / "a") for p in (tmp_path / "a").rglob("*") if p.is_file())
    assert len(files) == 13
    for file in files:
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes(), file


def test_an_export_sees_one_state_of_a_store_that_is_being_written(tmp_path: Path) -> None:
    from communique.corpus.coded import CodedReports
    from communique.store.store import Store
    from communique.store.writer import Writer

    path = tmp_path / "corpus.db"
    make_store(path, [record("a"), record("b"), record("c")])
    reading = iter(CodedReports(path))
    assert next(reading).record.report.id == "a"
    with Store.open(path, "write") as store:
        writer = Writer(store, coder="newer")
        writer.put_report(record("b", events=[]))
        writer.put_report(record("d"))
    assert [(c.record.report.id, len(c.record.events)) for c in reading] == [("b", 1), ("c", 1)]
    assert [c.record.report.id for c in CodedReports(path)] == ["a", "b", "c", "d"]
