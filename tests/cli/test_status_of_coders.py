"""`communique status`: what a store holds, other coders' records beside ours."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.store.test_writing import record
from typer.testing import CliRunner

from communique.cli.app import app
from communique.store import coder_records
from communique.store.store import Store
from communique.store.writer import Writer


@pytest.fixture
def store(tmp_path: Path) -> str:
    """A store with two reports, one of them coded by another coder too."""
    path = tmp_path / "a.db"
    with Store.open(path, "create") as opened:
        writer = Writer(opened, coder="communique-9")
        for name in ("r1", "r2"):
            writer.put_report(record(name))
        coder_records.put(opened, "llm-tiny", "r1", "", b"{}")
    return str(path)


def test_both_our_coder_and_others_are_told(store: str) -> None:
    done = CliRunner().invoke(app, ["status", store])
    assert done.exit_code == 0, done.output
    assert "2 by communique-9" in done.output
    assert "beside      1 by llm-tiny" in done.output
    found = json.loads(CliRunner().invoke(app, ["status", store, "--json"]).output)
    assert (found["coders"], found["other_coders"]) == ({"communique-9": 2}, {"llm-tiny": 1})
