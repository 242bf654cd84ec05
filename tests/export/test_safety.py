"""What is written is safe: no live formulas, no broken rows, whole files or none, no article that was not asked for."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from communique.export.cells import QUOTE_LENGTH, csv_cell, tsv_cell
from communique.export.choosing import Choice
from communique.export.formats import ExportError, all_formats, find_format
from communique.records.record import Record, to_json
from tests.export.conftest import export_to
from tests.export.made import actor, record

CELLS = [
    pytest.param("Oslo", "Oslo", id="plain"),
    pytest.param("a=b", "a=b", id="an equals sign inside"),
    pytest.param(-3.5, "-3.5", id="a negative number is a number"),
    pytest.param(2.0, "2", id="a whole number"),
    pytest.param(None, "", id="not known"),
    pytest.param(True, "true", id="true"),
    pytest.param("=1+1", "'=1+1", id="equals"),
    pytest.param("+47", "'+47", id="plus"),
    pytest.param("-cmd", "'-cmd", id="minus"),
    pytest.param("@SUM(A1)", "'@SUM(A1)", id="at"),
    pytest.param("\t=1", "' =1", id="tab"),
    pytest.param("\r=1", "' =1", id="carriage return"),
    pytest.param("＝1", "'＝1", id="wide equals"),
    pytest.param("a\nb\x00c", "a b c", id="line ends and controls"),
    pytest.param("x\ud800y", "x\ufffdy", id="half a character"),
]


@pytest.mark.parametrize(("cell", "written"), CELLS)
def test_cells(cell: object, written: str) -> None:
    assert csv_cell(cell) == written  # type: ignore[arg-type]


def test_a_tab_separated_cell_has_no_quote_and_no_tab() -> None:
    assert tsv_cell('"no"\tnever') == "'no' never"


EVIL = '=HYPERLINK("http://x.example","y")\n\tz'


@pytest.mark.parametrize("name", ["polecat", "icews", "gdelt-events", "csv"])
def test_a_hostile_name_stays_one_harmless_cell(tmp_path: Path, name: str) -> None:
    hostile = record(
        id="@r\t1", actors=[actor("oslo", EVIL, ["NOR"]), actor("lima", EVIL, ["PER"])], publisher="-2+3", title=EVIL
    )
    export_to([hostile], name, tmp_path / "out")
    for path in (tmp_path / "out").glob("events.*"):
        delimiter, quoting = ("\t", csv.QUOTE_NONE) if path.suffix == ".tsv" else (",", csv.QUOTE_MINIMAL)
        rows = list(csv.reader(path.read_text("utf-8").splitlines(), delimiter=delimiter, quoting=quoting))
        assert len({len(row) for row in rows}) == 1
        for cell in (c for row in rows for c in row):
            assert not cell.startswith(("=", "@", "+", "\t", "\r"))
            assert not cell.startswith("-") or float(cell) < 0


def test_articles_are_left_out_unless_asked_for(records: Sequence[Record], exported: Path) -> None:
    long_pieces = [r.report.text[-400:].replace("\n", " ") for r in records]
    written = [
        p.read_text("utf-8") for p in exported.rglob("*") if p.is_file() and p.suffix in (".csv", ".tsv", ".jsonl")
    ]
    assert written
    for text in written:
        assert not any(piece in text.replace("\\n", " ") for piece in long_pieces)
    lines = (exported / "jsonl" / "records.jsonl").read_bytes().splitlines()
    for line in lines:
        found = json.loads(line)
        assert found["report"]["text"] == ""
        assert found["notes"][-1]["code"] == "text-left-out"
        assert all(len(e["quotes"]["sentence"]) <= QUOTE_LENGTH for e in found["events"])


def test_with_text_the_lines_are_the_records_byte_for_byte(records: Sequence[Record], tmp_path: Path) -> None:
    export_to(records, "jsonl", tmp_path / "all.jsonl", with_text=True)
    assert (tmp_path / "all.jsonl").read_bytes() == b"".join(to_json(r) + b"\n" for r in records)
    assert {p.name for p in tmp_path.iterdir()} == {"all.jsonl", "all.codebook.json", "all.datapackage.json"}


def test_brat_without_text_is_refused() -> None:
    with pytest.raises(ExportError, match="--with-text"):
        find_format("brat")


def test_an_unknown_format_names_the_known() -> None:
    with pytest.raises(ExportError, match="polecat"):
        find_format("sas")


def test_several_tables_need_a_folder(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="name a folder"):
        export_to([record()], "csv", tmp_path / "out.csv")


def test_a_failed_export_leaves_the_old_one_and_no_rubbish(tmp_path: Path) -> None:
    export_to([record()], "polecat", tmp_path / "out")
    before = {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()}

    def broken() -> object:
        yield from ()
        raise KeyboardInterrupt

    from communique.export.exporting import export

    with pytest.raises(KeyboardInterrupt):
        export(broken(), find_format("polecat"), tmp_path / "out", Choice())  # type: ignore[arg-type]
    assert {p.name: p.read_bytes() for p in (tmp_path / "out").iterdir()} == before
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_an_export_over_an_older_one_keeps_strangers_and_drops_its_own_leftovers(tmp_path: Path) -> None:
    export_to([record("one"), record("two")], "brat", tmp_path / "out", with_text=True)
    (tmp_path / "out" / "mine.txt").write_text("mine")
    export_to([record("one")], "brat", tmp_path / "out", with_text=True)
    names = sorted(p.name for p in (tmp_path / "out").iterdir())
    assert "mine.txt" in names
    assert sum(n.endswith(".ann") for n in names) == 1


def test_the_same_records_give_the_same_bytes(records: Sequence[Record], tmp_path: Path) -> None:
    for name in all_formats():
        for turn in ("a", "b"):
            export_to(records, name, tmp_path / turn / name, with_text=True)
        for path in (tmp_path / "a" / name).iterdir():
            assert path.read_bytes() == (tmp_path / "b" / name / path.name).read_bytes(), path


@pytest.mark.parametrize("name", ["polecat", "csv", "parquet", "plover"])
def test_the_package_describes_its_files(exported: Path, name: str) -> None:
    import hashlib

    package = json.loads((exported / name / "datapackage.json").read_bytes())
    files = {p.name for p in (exported / name).iterdir()} - {"codebook.json", "datapackage.json"}
    assert {r["path"] for r in package["resources"]} == files
    for resource in package["resources"]:
        data = (exported / name / resource["path"]).read_bytes()
        assert resource["bytes"] == len(data)
        assert resource["hash"] == "sha256:" + hashlib.sha256(data).hexdigest()
