"""`communique timeline`: what is between two parties, what is one entry, what is shown."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from communique.cli.app import app
from communique.corpus.timeline import entries, party_code
from communique.export.choosing import Choice, ChoiceError
from communique.export.exporting import Coded
from communique.records.record import Record, to_json
from tests.export.conftest import judge, make_store
from tests.export.made import actor, event, record, statement

PEOPLE = [actor("oslo", "Norway", ["NOR"]), actor("lima", "Peru", ["PER"]), actor("bern", "Switzerland", ["CHE"]),
          actor("both", "envoys", ["NOR", "PER"])]  # fmt: skip


def found(*reports: Record, choice: Choice | None = None) -> list[Any]:
    return entries([Coded(r) for r in reports], "NOR", "PER", choice or Choice())


def told(id: str = "r1", **fields: Any) -> Record:
    return record(id, [event("e1", **fields)], PEOPLE, publisher=f"Paper {id}")


OUTSIDE = [
    pytest.param(told(recipient=["bern"]), id="one party only"),
    pytest.param(told(actor=["bern"], recipient=["bern"]), id="neither"),
    pytest.param(told(actor=["both"], recipient=["bern"]), id="one group of both is not two parties"),
    pytest.param(record("r2", [event("e1")], PEOPLE, copy_of="r1"), id="a copy"),
]


@pytest.mark.parametrize("report", OUTSIDE)
def test_not_between_them(report: Record) -> None:
    assert found(report) == []


INSIDE = [
    pytest.param(told(), id="one to the other"),
    pytest.param(told(actor=["lima"], recipient=["oslo"]), id="the other way"),
    pytest.param(told(actor=["lima", "oslo"], recipient=[]), id="both acting"),
    pytest.param(told(type="CONSULT", actor=["both"], recipient=[]), id="one group of both that meets"),
    pytest.param(told(status="negated"), id="what did not happen is shown as such"),
]


@pytest.mark.parametrize("report", INSIDE)
def test_between_them(report: Record) -> None:
    assert len(found(report)) == 1


def test_reports_that_tell_an_event_alike_are_one_entry() -> None:
    entry, other = found(told("r1"), told("r2", confidence=0.9), told("r3", type="AID"))
    assert (entry.type, entry.outlets, entry.confidence) == ("ACCUSE", ["Paper r1", "Paper r2"], 0.9)
    assert entry.events == [{"report": "r1", "event": "e1"}, {"report": "r2", "event": "e1"}]
    assert other.type == "AID"


def test_a_claim_stays_apart_and_names_its_speaker() -> None:
    claim = record("r2", [event("e1", statement="s1")], PEOPLE, [statement("s1")])
    assert [e.said_by for e in found(told(), claim)] == [None, "Norway"]


def test_entries_stand_by_day_and_those_without_one_come_last() -> None:
    day = {"start": "2023-01-02", "end": "2023-01-04", "granularity": "day", "span": None}
    undated = record("r0", [event("e1")], PEOPLE, date=None)
    shown = [(e.day, e.until, e.dated) for e in found(undated, told("r1"), told("r2", date=day))]
    assert shown == [("2023-01-02", "2023-01-04", True), ("2024-03-05", None, False), (None, None, False)]


@pytest.mark.parametrize(
    ("name", "code"), [("per", "PER"), ("Norway", "NOR"), ("united nations", None), ("UNO", "UNO"), ("Atlantis", None)]
)
def test_names_of_parties(name: str, code: str | None) -> None:
    if code is None:
        with pytest.raises(ChoiceError, match="ISO 3166"):
            party_code(name)
    else:
        assert party_code(name) == code


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """The same reports as a store and as JSON lines."""
    reports = [
        told("r1"),
        told("r2", recipient=["bern"]),
        told("r3", actor=["lima", "oslo"], recipient=[], type="CONSULT"),
    ]
    (tmp_path / "in.jsonl").write_bytes(b"".join(to_json(r) + b"\n" for r in reports))
    make_store(tmp_path / "in.db", reports)
    return {"store": tmp_path / "in.db", "lines": tmp_path / "in.jsonl", "page": tmp_path / "page.html"}


def run(*words: str | Path) -> str:
    done = CliRunner().invoke(app, list(map(str, words)))
    assert done.exit_code == 0, done.output
    return done.stdout


def test_store_and_json_lines_agree(files: dict[str, Path]) -> None:
    lines = [
        run("timeline", files[kind], "--between", "NOR", "Peru", "--json").splitlines() for kind in ("store", "lines")
    ]
    assert lines[0] == lines[1]
    assert [json.loads(line)["type"] for line in lines[0]] == ["ACCUSE", "CONSULT"]


def test_on_the_terminal_an_entry_has_its_sentence_and_outlet(files: dict[str, Path]) -> None:
    shown = run("timeline", files["store"], "--between", "NOR", "PER", "--type", "ACCUSE")
    for words in (
        "Norway and Peru",
        "2024-03",
        "happened",
        "ACCUSE",
        "Norway → Peru",
        "Oslo condemned Lima again.",
        "Paper r1",
    ):
        assert words in shown
    assert "CONSULT" not in shown


def test_the_page_escapes_what_reports_say(files: dict[str, Path], tmp_path: Path) -> None:
    evil = record("x", [event("e1")], PEOPLE, publisher="<img src=x>", url="javascript:alert(1)")
    (tmp_path / "evil.jsonl").write_bytes(to_json(evil) + b"\n")
    run("timeline", tmp_path / "evil.jsonl", "--between", "NOR", "PER", "--html", files["page"])
    page = files["page"].read_text("utf-8")
    assert "<img" not in page
    assert "javascript:" not in page
    assert "<script" not in page


def test_a_correction_moves_an_event_into_the_timeline(files: dict[str, Path]) -> None:
    judge(files["store"], "r2", "e1", "edit", field="recipient", new_value='["lima"]')
    assert len(run("timeline", files["store"], "--between", "NOR", "PER", "--json").splitlines()) == 2
    assert '"r2"' in run("timeline", files["store"], "--between", "NOR", "PER", "--json")
