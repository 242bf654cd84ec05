"""Stories in a store, on the command line, and in exports."""

from __future__ import annotations

import csv
import json
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

from communique.cli.app import app
from communique.corpus.stories import join_or_split, stories_of
from communique.errors import StoreError
from communique.export.network import networks
from communique.records.record import Record, to_json
from communique.store.store import Store
from communique.store.stories import decisions, read_stories
from communique.store.writer import Writer


@pytest.fixture
def corpus(tmp_path: Path, coded: dict[str, list[Record]]) -> Path:
    path = tmp_path / "corpus.db"
    with Store.open(path, "create") as store:
        writer = Writer(store, coder="test")
        with writer.batch():
            for record in coded["timber_sanctions"]:
                writer.put_report(record)
    return path


def test_a_store_keeps_what_was_worked_out(corpus: Path) -> None:
    first = stories_of(corpus)
    with Store.open(corpus) as store:
        assert read_stories(store) == first
        assert store.value("SELECT count(*) FROM thread_stages") == sum(len(t.stages) for t in first.threads)
    assert stories_of(corpus) == first


def test_a_split_by_hand_is_remembered_in_the_store(corpus: Path) -> None:
    joined = next(o for o in stories_of(corpus).occurrences if len({e.report for e in o.events}) > 1)
    a, b = joined.events[0], next(e for e in joined.events if e.report != joined.events[0].report)
    join_or_split(corpus, "split", f"{a.report}:{a.event}", f"{b.report}:{b.event}", "me")
    for _ in range(2):
        owner = {(e.report, e.event): o.id for o in stories_of(corpus).occurrences for e in o.events}
        assert owner[a.report, a.event] != owner[b.report, b.event]
    with Store.open(corpus) as store:
        assert [d.verdict for d in decisions(store)] == ["split"]


def test_a_decision_on_an_event_that_is_not_there_is_refused(corpus: Path) -> None:
    with pytest.raises(StoreError, match="no live report"):
        join_or_split(corpus, "join", "nowhere:e-1", "nowhere:e-2", "me")
    with pytest.raises(StoreError, match="has no event"):
        join_or_split(corpus, "join", "timber_sanctions-01:e-1", "timber_sanctions-02:e-2", "me")


def test_the_command_prints_states_lines_and_pages(corpus: Path, tmp_path: Path) -> None:
    run = CliRunner()
    shown = run.invoke(app, ["stories", str(corpus), "--about", "timber", "--party", "SLB"])
    assert shown.exit_code == 0, shown.output
    assert "lifted" in shown.output
    lines = run.invoke(app, ["stories", str(corpus), "--json"]).stdout.splitlines()
    kinds = [next(iter(json.loads(line))) for line in lines]
    assert kinds == sorted(kinds), "occurrences come first"
    assert {"occurrence", "thread"} == set(kinds)
    page = tmp_path / "page.html"
    assert run.invoke(app, ["stories", str(corpus), "--html", str(page)]).exit_code == 0
    assert "<ol>" in page.read_text(encoding="utf-8")
    assert run.invoke(app, ["stories", str(corpus), "--since", "2030"]).stdout.strip() == "no threads found"
    digest = run.invoke(app, ["digest", str(corpus), "--date", "2016-08-20"])
    assert digest.exit_code == 0
    assert "contradicts" in digest.output
    assert run.invoke(app, ["digest", str(corpus), "--date", "someday"]).exit_code == 2


def test_a_file_of_records_does_as_well(tmp_path: Path, coded: dict[str, list[Record]]) -> None:
    path = tmp_path / "records.jsonl"
    path.write_bytes(b"".join(to_json(r) + b"\n" for r in coded["seawall_aid"]))
    assert stories_of(path).threads[0].stage == "completed"


def test_exports_carry_occurrences_threads_and_stages(corpus: Path, tmp_path: Path) -> None:
    run, found = CliRunner(), stories_of(corpus)
    for form in ("csv", "parquet", "jsonl", "graphml"):
        done = run.invoke(app, ["stories", str(corpus), "--export", str(tmp_path / form), "--format", form])
        assert done.exit_code == 0, done.output
    with (tmp_path / "csv" / "stages.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == sum(len(t.stages) for t in found.threads)
    import pyarrow.parquet as parquet

    assert parquet.read_table(tmp_path / "parquet" / "occurrences.parquet").num_rows == len(found.occurrences)
    lines = (tmp_path / "jsonl" / "stories.jsonl").read_bytes().splitlines()
    assert len(lines) == len(found.occurrences) + len(found.threads)
    assert msgspec.json.decode(lines[-1])["thread"]["kind"] == "sanctions"
    assert run.invoke(app, ["stories", str(corpus), "--export", str(tmp_path / "x"), "--format", "xls"]).exit_code == 2


def test_the_network_counts_what_happened_once(corpus: Path) -> None:
    found = networks(stories_of(corpus).occurrences, "year")
    assert set(found) >= {"2016"}
    root = ElementTree.fromstring(found["2016"])
    space = "{http://graphml.graphdrawing.org/xmlns}"
    nodes = {n.get("id") for n in root.iter(f"{space}node")}
    edges = [(e.get("source"), e.get("target")) for e in root.iter(f"{space}edge")]
    assert {"AUS", "SLB"} <= nodes
    assert all(a in nodes and b in nodes and a != b for a, b in edges)
    assert len(edges) == len(set(edges))
