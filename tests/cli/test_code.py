"""`communique code`: JSON lines, pages, ledgers and exit codes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from communique.records.record import from_json

EXAMPLES = Path(__file__).parents[2] / "examples" / "reports"
COMMAND = [str(Path(sys.executable).parent / "communique")]


def run(*words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*COMMAND, *words], input=stdin, capture_output=True, check=False)


def test_help_is_quick_and_loads_no_model() -> None:
    probe = "import sys, communique.cli.app; print([m for m in ('spacy', 'trafilatura', 'rich.console', 'numpy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, check=True)
    assert "spacy" not in done.stdout.decode()
    assert run("--help").returncode == 0


def test_version() -> None:
    assert run("--version").stdout.startswith(b"communique 0.")


def test_records_ledger_and_page_of_a_folder_with_a_bad_file(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("Lima condemned the raid on Monday.")
    (folder / "b.txt").write_bytes(b"")
    (folder / "c.txt").write_text("Lima condemned the raid on Monday.")
    (folder / "d.jsonl").write_text('{"id": "d1", "text": "Oslo praised Bern."}\nbroken\n')
    (folder / "e.html").write_text("<html><body><script>alert(1)</script><p>x</p></body></html>")
    out, page, ledger = tmp_path / "o.jsonl", tmp_path / "o.html", tmp_path / "l.jsonl"
    done = run(
        "code", str(folder), "-o", str(out), "--html", str(page), "--ledger", str(ledger), "--date", "2024-05-06"
    )
    assert done.returncode == 1, done.stderr
    records = [from_json(line) for line in out.read_bytes().splitlines()]
    assert [r.report.id for r in records] == ["a", "d1"]
    rows = {Path(r["path"]).name: r for r in map(json.loads, ledger.read_text().splitlines())}
    assert {name: (r["status"], r["docs"]) for name, r in rows.items()} == {
        "a.txt": ("coded", 1),
        "b.txt": ("rejected", 0),
        "c.txt": ("copy", 0),
        "d.jsonl": ("partial", 1),
        "e.html": ("rejected", 0),
    }
    assert rows["b.txt"]["reason"].startswith("empty: ")
    assert rows["d.jsonl"]["reason"].startswith("bad-json: ")
    assert b"empty" in done.stderr
    assert "<!doctype html>" in page.read_text()


def test_stdin_to_stdout() -> None:
    done = run("code", "-", "--date", "2024-05-06", stdin=b"Lima condemned the raid on Monday.")
    assert done.returncode == 0
    record = from_json(done.stdout)
    assert record.report.date == "2024-05-06"
    assert [e.type for e in record.events][:1] == ["ACCUSE"]


def test_explain_says_which_rule_fired() -> None:
    done = run("code", "-", "--explain", stdin=b"Lima condemned the raid.")
    assert "condemn" in from_json(done.stdout).events[0].why["sense"]  # type: ignore[index]


def test_only_statements() -> None:
    record = from_json(run("code", "-", "--only", "statements", stdin=b'"We won," the mayor of Lima said.').stdout)
    assert record.statements
    assert not record.events


@pytest.mark.parametrize(
    "words",
    [
        ("code",),
        ("code", "x.txt", "--date", "yesterday"),
        ("code", "x.txt", "--only", "verbs"),
        ("code", "x.txt", "--knowledge", "no/such/folder"),
        ("nonsense",),
    ],
)
def test_wrong_usage_is_2(words: tuple[str, ...]) -> None:
    done = run(*words)
    assert done.returncode == 2
    assert done.stderr


def test_a_missing_model_is_one_clear_line() -> None:
    done = run("code", str(EXAMPLES / "02_border_clash.txt"), "--model", "en_no_such_model")
    assert done.returncode == 2
    assert b"en_no_such_model" in done.stderr
    assert b"Traceback" not in done.stderr


def test_an_output_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    done = run("code", "-", "-o", str(tmp_path / "no" / "such" / "o.jsonl"), stdin=b"Lima met Quito.")
    assert done.returncode == 2
    assert b"cannot be written" in done.stderr
