"""`communique run --out`: options that go together and those that do not."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from communique.cli.app import app

REPORTS = str(Path(__file__).parents[2] / "examples" / "reports" / "02_border_clash.txt")

REFUSED = [
    ("neither store nor folder", [REPORTS], "--store"),
    ("both", [REPORTS, "--out", "x", "--store", "y.db"], "--store"),
    ("an engine without a folder", [REPORTS, "--engine", "ray"], "--out"),
    ("a limit", [REPORTS, "--out", "x", "--limit", "5"], "--limit"),
    ("no mapping", [REPORTS, "--out", "x", "--columns", "body"], "FIELD=COLUMN"),
    ("no field", [REPORTS, "--out", "x", "--columns", "colour=body"], "FIELD=COLUMN"),
    ("no form", [REPORTS, "--out", "x", "--format", "scroll"], "scroll"),
    ("no day", [REPORTS, "--store", "y.db", "--since", "May"], "YYYY-MM-DD"),
    ("nothing unpacked", [REPORTS, "--out", "x", "--most-unpacked", "0"], "--most-unpacked"),
    ("standard input", ["-", "--out", "x"], "standard input"),
]


@pytest.mark.parametrize(("what", "arguments", "named"), REFUSED, ids=[row[0] for row in REFUSED])
def test_what_does_not_go_together_is_said(
    what: str, arguments: list[str], named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(app, ["run", *arguments])
    assert done.exit_code != 0
    assert named in (done.output + str(done.exception))
    assert not (tmp_path / "x" / "records").exists()


def test_a_folder_of_parquet_is_written_once(tmp_path: Path) -> None:
    arguments = ["run", REPORTS, "--date", "2023-05-06", "--out", str(tmp_path / "out"), "--workers", "1"]
    first = CliRunner().invoke(app, arguments)
    assert first.exit_code == 0, first.output
    assert "finished: 1 of 1 shards, 1 coded" in first.stderr
    assert list((tmp_path / "out").glob("events/month=2023-05/*.parquet"))
    again = CliRunner().invoke(app, arguments)
    assert "0 coded, 1 shards done before" in again.stderr
