"""Datasets by shards: the same files whatever the engine, the workers and the interruptions."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.dataset as arrow_dataset
import pyarrow.parquet as parquet
import pytest

from communique.coding.coder import Coder
from communique.corpus.batch import TABLES, code_batch
from communique.corpus.engine import CoderSpec
from communique.corpus.engines.choice import Totals, make_dataset
from communique.corpus.shards import DatasetError, plan, read_manifest
from communique.errors import ReadError
from communique.ingest.items import read_documents
from communique.records.record import from_json, to_json
from tests.corpus.conftest import story
from tests.corpus.standin import Standin

ROOT = Path(__file__).resolve().parents[2]
STANDIN = CoderSpec("tests.corpus.standin", {})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Six Parquet files of 20 reports over three months, with a report that fails and one in another language."""
    made = tmp_path_factory.mktemp("parquet")
    for number in range(6):
        rows: list[dict[str, Any]] = [
            {
                "id": f"r{number}-{i}",
                "body": story(number * 100 + i),
                "published": None if i == 3 else f"2024-{1 + i % 3:02d}-{1 + i:02d}",
                "outlet": "The Quen Post",
            }
            for i in range(20)
        ]
        if number == 2:
            rows[5]["body"] = "   "
            rows[6]["body"] = "Le ministre a déclaré que la réunion des deux pays aurait lieu dans la capitale. " * 5
        parquet.write_table(pa.Table.from_pylist(rows), made / f"part-{number}.parquet")
    return made


@pytest.fixture(autouse=True)
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    """A shard a file; workers find the stand-in."""
    monkeypatch.setattr("communique.corpus.shards.MOST_FILES", 1)
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT / "src"), str(ROOT)]))


def contents(out: Path) -> dict[str, bytes]:
    """All files of a dataset."""
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in sorted(out.rglob("*")) if p.is_file()}


@pytest.fixture(scope="module")
def expected(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The dataset as one undisturbed process makes it."""
    out = tmp_path_factory.mktemp("expected")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("communique.corpus.shards.MOST_FILES", 1)
        totals = make_dataset([str(folder)], out, coder=STANDIN)
    assert totals == Totals(shards=6, done=6, reports=118, skipped=1, failed=1)
    return contents(out)


def test_tables_are_partitioned_by_month_and_read_as_one(expected: dict[str, bytes], tmp_path: Path) -> None:
    for name, data in expected.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    months = {name.split("/")[1] for name in expected if name.startswith("events/")}
    assert months == {"month=2024-01", "month=2024-02", "month=2024-03", "month=undated"}
    assert {name.split("/")[0] for name in expected} >= {*TABLES, "manifests", "dataset.json"} - {"places"}
    events = arrow_dataset.dataset(tmp_path / "events", partitioning="hive")
    assert events.count_rows(filter=arrow_dataset.field("month") == "2024-02") > 0
    failures = arrow_dataset.dataset(tmp_path / "failures", partitioning="hive").to_table().to_pylist()
    assert sorted((row["state"], row["code"]) for row in failures) == [("failed", "no-text"), ("skipped", "language")]


def test_a_manifest_says_what_was_read_and_written(folder: Path, tmp_path: Path) -> None:
    make_dataset([str(folder / "part-2.parquet")], tmp_path, coder=STANDIN)
    (path,) = (tmp_path / "manifests").iterdir()
    found = read_manifest(tmp_path, path.stem)
    assert found is not None
    assert (found.reports, found.skipped, found.failed) == (18, 1, 1)
    assert found.coder == STANDIN.identity()
    assert found.inputs[0].key.endswith("part-2.parquet")
    rows = sum(part.rows for part in found.parts if part.path.startswith("records/"))
    assert rows == 18


def test_records_equal_those_of_coding_one_by_one(coder: Coder, tmp_path: Path) -> None:
    reports = str(ROOT / "examples" / "reports")
    one_by_one = {d.id: to_json(coder.code_document(d)) for d in read_documents([reports])}
    make_dataset([reports], tmp_path)
    table = arrow_dataset.dataset(tmp_path / "records", partitioning="hive").to_table()
    assert dict(zip(table["report_id"].to_pylist(), table["record"].to_pylist(), strict=True)) == one_by_one


def test_done_shards_are_passed_over_and_changed_ones_made_anew(folder: Path, tmp_path: Path) -> None:
    copy, out = tmp_path / "in", tmp_path / "out"
    shutil.copytree(folder, copy)
    make_dataset([str(copy)], out, coder=STANDIN)
    first = contents(out)
    assert make_dataset([str(copy)], out, coder=STANDIN) == Totals(shards=6, before=6)
    os.utime(copy / "part-0.parquet", (1, 1))
    assert make_dataset([str(copy)], out, coder=STANDIN).before == 6  # touched, the same bytes
    rows = parquet.read_table(copy / "part-1.parquet").to_pylist()[:4]
    parquet.write_table(pa.Table.from_pylist(rows), copy / "part-1.parquet")
    assert make_dataset([str(copy)], out, coder=STANDIN) == Totals(shards=6, before=5, done=1, reports=4)
    second = contents(out)
    gone = [name for name in first if name not in second]
    assert any(name.startswith("records/") for name in gone) or len(second) <= len(first)
    assert sum(json.loads(d)["reports"] for n, d in second.items() if n.startswith("manifests/")) == 102
    newer = CoderSpec("tests.corpus.standin", {"version": 2})
    assert make_dataset([str(copy)], out, coder=newer).done == 6


def test_a_half_written_shard_is_cleared(folder: Path, tmp_path: Path, expected: dict[str, bytes]) -> None:
    make_dataset([str(folder)], tmp_path, coder=STANDIN)
    (shard,) = plan([str(folder / "part-0.parquet")])
    manifest = tmp_path / "manifests" / f"{shard.name}.json"
    stray = f"events/month=1999-01/{shard.name}.parquet"
    (tmp_path / stray).parent.mkdir()
    (tmp_path / stray).write_bytes(b"half")
    (tmp_path / "events/month=1999-01" / f".{shard.name}.parquet.77.tmp").write_bytes(b"hal")
    manifest.with_name(f".{shard.name}.json.77.tmp").write_bytes(b"{")
    manifest.with_suffix(".begun").write_text(json.dumps([stray]))
    manifest.unlink()
    assert make_dataset([str(folder)], tmp_path, coder=STANDIN).done == 1
    assert contents(tmp_path) == expected


def test_files_that_are_grouped_anew_are_there_once(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A new file shifts the groups behind it; one that is gone goes with its group."""
    monkeypatch.setattr("communique.corpus.shards.MOST_FILES", 2)
    copied, out = tmp_path / "in", tmp_path / "out"
    copied.mkdir()
    for name in ("b", "c", "d"):
        shutil.copy(folder / f"part-{'abcd'.index(name)}.parquet", copied / f"{name}.parquet")
    make_dataset([str(copied)], out, coder=STANDIN)
    shutil.copy(folder / "part-0.parquet", copied / "a.parquet")
    (copied / "c.parquet").unlink()
    assert make_dataset([str(copied)], out, coder=STANDIN) == Totals(shards=2, before=1, done=1, reports=40)
    keys = arrow_dataset.dataset(out / "records", partitioning="hive").to_table(["key"])["key"].to_pylist()
    assert len(keys) == len(set(keys)) == 60
    assert {Path(key.partition("#")[0]).name for key in keys} == {"a.parquet", "b.parquet", "d.parquet"}
    with pytest.raises(DatasetError, match=r"a\.parquet was coded in one shard"):
        make_dataset([str(copied / "b.parquet")], out, coder=STANDIN)


def test_a_table_in_memory_is_coded_by_its_columns() -> None:
    table = pa.table(
        {"headline": ["A", "B"], "article_text": ["Oslo spoke. Rome left.", ""], "pub_date": ["2024-05-06", None]}
    )
    tables = code_batch(table, Standin({}))
    assert tuple(tables) == TABLES
    (record,) = tables["records"].to_pylist()
    assert (record["month"], from_json(record["record"]).report.title) == ("2024-05", "A")
    assert tables["events"].num_rows == 2
    assert tables["failures"].to_pylist()[0]["key"] == "batch#record-2"


REFUSED = [
    ("no column of text", lambda tmp: code_batch(pa.table({"x": ["y"]}), Standin({})), ReadError),
    ("standard input", lambda tmp: make_dataset(["-"], tmp, coder=STANDIN), DatasetError),
    ("an unknown engine", lambda tmp: make_dataset([str(tmp)], tmp, engine="abacus", coder=STANDIN), DatasetError),
]


@pytest.mark.parametrize(("what", "act", "error"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_cannot_be_done_is_said(what: str, act: Any, error: type[Exception], tmp_path: Path) -> None:
    with pytest.raises(error):
        act(tmp_path)


def test_the_snippets_of_the_docs_run(
    coder: Coder, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (ROOT / "docs" / "scale.md").read_text(encoding="utf-8")
    snippets = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("communique.coding.coder.load", lambda **_: coder)
    copied = tmp_path / "in"
    copied.mkdir()
    shutil.copy(folder / "part-0.parquet", copied / "a.parquet")
    rows = parquet.read_table(copied / "a.parquet").to_pylist()[:1]
    parquet.write_table(pa.Table.from_pylist([{**rows[0], "id": "same"}]), copied / "b.parquet")
    make_dataset([str(copied)], "dataset", coder=STANDIN)
    found: dict[str, Any] = {}
    for snippet in snippets:
        exec(snippet, found)
    assert found["tables"]["events"].column("type").to_pylist() == ["ACCUSE"]
    assert found["copies"] == {"same": "r0-0"}
