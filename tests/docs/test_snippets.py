"""Snippets of Python in the docs compile; those marked `<!-- runs -->` run, and so does the whole tutorial."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import communique
from communique.records.record import Record, from_json
from tests.docs.pages import PAGES, ROOT, Block, blocks

TUTORIAL = ROOT / "docs" / "tutorial.md"
PYTHON = [block for page in PAGES for block in blocks(page) if block.kind == "python"]
RUNNABLE = [b for b in PYTHON if b.runs and b.page != TUTORIAL.name]
BIN = Path(sys.executable).parent


def _name(block: Block) -> str:
    """Page and first telling line of a snippet."""
    return f"{block.page}: {block.body.strip().splitlines()[-1].strip()[:40]}"


@pytest.mark.parametrize("block", PYTHON, ids=_name)
def test_snippets_compile(block: Block) -> None:
    compile(block.body, _name(block), "exec")


def _python(block: Block, names: dict[str, Any] | None = None) -> dict[str, Any]:
    """Run a snippet in the working folder; returns its names."""
    space: dict[str, Any] = {"__name__": "__snippet__", **(names or {})}
    exec(compile(block.body, _name(block), "exec"), space)
    return space


def _shell(line: str, folder: Path) -> str:
    """Run a line of shell with our commands at hand; returns what it printed."""
    path = f"PATH={BIN}:$PATH; set -e\n"
    done = subprocess.run(["bash", "-c", path + line], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder as it lies after the tutorial, and all that its commands printed."""
    folder = tmp_path_factory.mktemp("lake")
    shutil.copy(ROOT / "examples" / "tutorial" / "lake.jsonl", folder)
    printed = ""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for block in blocks(TUTORIAL):
            if not block.runs:
                continue
            if block.kind == "sh":
                printed += _shell(block.body, folder)
            else:
                _python(block)
    return folder, printed


def test_the_tutorial_runs_from_reports_to_the_figure(worked: tuple[Path, str]) -> None:
    folder, printed = worked
    assert "12 coded" in printed
    assert "ACCUSE" in printed
    assert (folder / "tables" / "codebook.json").exists()
    assert (folder / "parquet" / "dyads.parquet").exists()
    figure = (folder / "figure.svg").read_text("utf-8")
    assert figure.count("<rect") >= 4 * 7
    assert all(f">2024-0{month}<" in figure for month in (1, 4, 6, 7))


def test_the_tutorials_correction_is_in_the_tables(worked: tuple[Path, str]) -> None:
    rows = communique.open(worked[0] / "corpus.db").events(types=["ACCUSE"], since="2024-07").arrow.to_pylist()
    corrected = next(r for r in rows if r["report_id"] == "lake-12")
    assert (corrected["review"], corrected["actor_names"], corrected["recipient_names"]) == (
        "corrected",
        "Kenya",
        "Uganda",
    )


def test_what_the_tutorial_does_not_run_is_only_installing_and_serving() -> None:
    assert [b for b in blocks(TUTORIAL) if not b.runs] == []


@pytest.fixture(scope="module")
def stocked(worked: tuple[Path, str]) -> tuple[Path, dict[str, Any]]:
    """The tutorial's folder with what snippets of other pages take for given: a folder of reports, a dataset, names."""
    folder = worked[0]
    (folder / "reports").mkdir()
    (folder / "reports" / "note.txt").write_text("Lima condemned the raid on Monday. Quito praised Lima.")
    _shell("communique run reports/ --out dataset/ --workers 1 --quiet", folder)
    lines = (folder / "records.jsonl").read_text("utf-8").splitlines()
    records: list[Record] = [from_json(line) for line in lines]
    return folder, {"records": records, "reports": ["Lima condemned the raid on Monday."]}


@pytest.mark.parametrize("block", RUNNABLE, ids=_name)
def test_runnable_snippets_run(
    block: Block, stocked: tuple[Path, dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(stocked[0])
    _python(block, stocked[1])


def test_most_snippets_run() -> None:
    """A snippet stays unmarked only where it needs what no test has."""
    unmarked = [_name(b) for b in PYTHON if not b.runs]
    assert len(unmarked) <= 2, unmarked
