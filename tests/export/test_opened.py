"""`communique.open`: tables, filters and dyads for notebooks."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

import communique
from communique.corpus.dyads import period_start
from communique.corpus.opened import ColumnError
from communique.errors import CommuniqueError
from communique.export.choosing import ChoiceError
from communique.export.table_dyads import country_pairs
from communique.records.record import Record
from tests.export.conftest import judge, make_store
from tests.export.made import actor, event, record

TABLES = ("reports", "events", "participants", "statements", "actors", "mentions", "places")


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_the_rows_and_columns_of_the_parquet_export(store_path: Path, exported: Path, name: str) -> None:
    import pyarrow.parquet as parquet

    found = getattr(communique.open(store_path), name)()
    written = parquet.read_table(exported / "parquet" / f"{name}.parquet")
    assert found.arrow.schema.equals(written.schema)
    key = [
        c
        for c in ("event_id", "statement_id", "report_id", "side", "ordinal", "actor_id", "start", "end")
        if c in found.columns
    ]
    order = [(c, "ascending") for c in key]
    assert found.arrow.sort_by(order).equals(written.sort_by(order))
    assert all(found.meanings.values())


def test_filters_and_columns(store_path: Path, records: Sequence[Record]) -> None:
    corpus = communique.open(store_path)
    found = corpus.events(types=["consult"], statuses=["actual"], columns=["event_id", "type", "status"]).to_dicts()
    assert found
    assert all(row["type"] == "CONSULT" and row["status"] == "actual" for row in found)
    assert len(found) == sum(e.type == "CONSULT" and e.status == "actual" for r in records for e in r.events)
    assert corpus.reports(text=True).to_dicts()[0]["text"]


def test_wrong_names_are_refused_with_the_right_ones(store_path: Path, tmp_path: Path) -> None:
    corpus = communique.open(store_path)
    with pytest.raises(ColumnError, match="it has: event_id"):
        corpus.events(columns=["when"])
    with pytest.raises(ColumnError, match="D, W, M, Q, Y"):
        corpus.dyads(freq="H")  # type: ignore[arg-type]
    with pytest.raises(ColumnError, match="type, quad, status"):
        corpus.dyads(by=["mode"])
    with pytest.raises(ChoiceError, match="no day"):
        corpus.events(since="yesterday")
    with pytest.raises(CommuniqueError, match="no such"):
        communique.open(tmp_path / "none.db")


def test_pandas_and_polars(store_path: Path) -> None:
    pandas, polars = pytest.importorskip("pandas"), pytest.importorskip("polars")
    rows = communique.open(store_path).events()
    frame = rows.to_pandas()
    assert len(frame) == len(rows) == len(rows.to_polars()) == len(polars.DataFrame(rows))
    assert pandas.api.types.is_datetime64_any_dtype(frame["day"])


def test_what_a_notebook_shows_is_escaped(tmp_path: Path) -> None:
    path = tmp_path / "corpus.db"
    make_store(path, [record(publisher="<script>alert(1)</script>")])
    corpus = communique.open(path)
    assert "1 reports, 1 events" in corpus._repr_html_()
    shown = corpus.events()._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown
    made = corpus.record("r1")
    assert made is not None
    assert made.report.id == "r1"
    assert corpus.record("r2") is None


PAIRS: list[Any] = [
    pytest.param("ACCUSE", ["NOR"], [], [], id="no recipient"),
    pytest.param("ACCUSE", ["NOR", "PER"], [], [], id="two that condemn together"),
    pytest.param("AID", ["NOR", "PER"], ["CHE"], ["NOR>CHE", "PER>CHE"], id="two givers"),
    pytest.param("CONSULT", ["PER", "NOR"], [], ["NOR>PER", "PER>NOR"], id="a meeting counts both ways"),
    pytest.param("PROTEST", ["EGY"], ["EGY"], ["EGY>EGY"], id="at home"),
]


@pytest.mark.parametrize(("type", "actors", "recipients", "pairs"), PAIRS)
def test_pairs_of_countries(type: str, actors: list[str], recipients: list[str], pairs: list[str]) -> None:
    found = country_pairs(type, None, actors, recipients)
    assert [f"{a}>{b}" for a, b in found] == pairs
    assert len(country_pairs(type, None, actors, recipients, directed=False)) == len({frozenset(p) for p in found})


def test_the_exported_dyads_are_those_that_are_counted(store_path: Path, exported: Path) -> None:
    import pyarrow.parquet as parquet

    rows = parquet.read_table(exported / "parquet" / "dyads.parquet").to_pylist()
    counted = communique.open(store_path).dyads("Y", by=["type"]).to_dicts()
    assert sum(row["events"] for row in counted) == sum(row["day"] is not None for row in rows)
    assert any(row["mutual"] for row in rows)


@pytest.mark.parametrize(
    ("freq", "start"),
    [("D", "2024-05-29"), ("W", "2024-05-27"), ("M", "2024-05-01"), ("Q", "2024-04-01"), ("Y", "2024-01-01")],
)
def test_periods(freq: str, start: str) -> None:
    assert period_start("2024-05-29", freq) == datetime.date.fromisoformat(start)


def test_an_event_without_a_day_is_in_no_period() -> None:
    assert period_start("", "M") is None


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Two months of Norway and Peru, one copy, one event that a person rejected."""
    day = {"start": "2024-04-02", "end": "2024-04-02", "granularity": "day", "span": None}
    mixed = [
        event("e1"),
        event("e2", same_as="e1"),
        event("e3", "AID", quad="material cooperation", score=10.0, date=day),
    ]
    people = [actor("oslo", "Norway", ["NOR"]), actor("lima", "Peru", ["PER"])]
    path = tmp_path / "small.db"
    reports = [
        record("a", mixed, people),
        record("b", [event("e1")], people, copy_of="a"),
        record("c", [event("f1"), event("f2")], people),
    ]
    make_store(path, reports)
    judge(path, "c", "f2", "reject")
    return path


def test_dyads_count_tellings_and_mean_scores(small: Path) -> None:
    rows = communique.open(small).dyads(by=["quad"]).to_dicts()
    march, april = datetime.date(2024, 3, 1), datetime.date(2024, 4, 1)
    pair = {"actor": "NOR", "recipient": "PER"}
    assert rows == [
        {"period": march, **pair, "quad": "verbal conflict", "events": 3, "happenings": 2, "claimed": 0, "score": -2.0},
        {
            "period": april,
            **pair,
            "quad": "material cooperation",
            "events": 1,
            "happenings": 1,
            "claimed": 0,
            "score": 10.0,
        },
    ]


def test_occurrences_and_threads_come_from_the_stores_tables(small: Path, jsonl: Path) -> None:
    from communique.store.store import Store

    with Store.open(small, "write") as store, store.transaction():
        store.execute(
            "INSERT INTO occurrences (id, type, mode, context, quad, score, status, day, events, reports, outlets, confidence, data)"
            " VALUES ('o1', 'AID', '[]', '[\"economic\"]', 'material cooperation', 10.0, 'actual', '2024-04-02', 3, 2, 2, 0.9, '{}')"
        )
        for side, name, country in (("actor", "Norway", "NOR"), ("recipient", "Peru", "PER")):
            store.execute("INSERT INTO occurrence_sides VALUES ('o1', ?, 1, NULL, ?, ?, 'GOV')", (side, name, country))
        store.execute(
            "INSERT INTO threads VALUES ('t1', 'Fish', 'talks', 'signed', 1, '2024-03-01', '2024-05-02', 4, '{}')"
        )
        store.execute("INSERT INTO thread_parties VALUES ('t1', 'party', 1, NULL, 'Norway', 'NOR', 'GOV')")
        store.execute("INSERT INTO thread_parties VALUES ('t1', 'mediator', 1, NULL, 'Switzerland', 'CHE', 'GOV')")
    corpus = communique.open(small)
    found = corpus.occurrences(types=["AID"], countries=["PER"]).to_dicts()[0]
    assert (found["occurrence_id"], found["actor_names"], found["recipient_countries"], found["reports"]) == (
        "o1",
        "Norway",
        "PER",
        2,
    )
    assert len(corpus.occurrences(since="2024-05")) == 0
    thread = corpus.threads(
        since="2024-04", until="2024-04", columns=["title", "parties", "mediators", "disputed"]
    ).to_dicts()[0]
    assert thread == {"title": "Fish", "parties": "Norway", "mediators": "Switzerland", "disputed": True}
    with pytest.raises(ColumnError, match="in a store"):
        communique.open(jsonl).threads()


def test_dyads_of_a_store_and_of_json_lines_agree(store_path: Path, jsonl: Path) -> None:
    filters: list[dict[str, Any]] = [
        {}, {"since": "2023", "until": "2023-07"}, {"types": ["CONSULT"]}, {"min_confidence": 0.7}, {"countries": ["USA"]}
    ]  # fmt: skip
    for chosen in filters:
        for directed in (True, False):
            one, other = (communique.open(p).dyads(directed=directed, **chosen).to_dicts() for p in (store_path, jsonl))
            assert one == other
