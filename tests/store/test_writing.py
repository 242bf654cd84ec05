"""Records into the store and out again."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest
from tests.conftest import Place

from communique.errors import StoreError
from communique.records.document import Part
from communique.records.record import (
    SCHEMA,
    ActorRecord,
    DateRecord,
    EventEvidence,
    EventRecord,
    MentionRecord,
    PlaceRecord,
    Record,
    ReportInfo,
    StatementEvidence,
    StatementRecord,
    to_json,
)
from communique.store.reading import lines, record_of, versions
from communique.store.store import Store
from communique.store.totals import TABLES
from communique.store.writer import Writer

TEXT = "Quenland condemned the raid near Torvik. It will not be forgotten, said Mara Lund."


def record(id: str = "r1", text: str = TEXT, type: str = "ACCUSE", date: str | None = "2024-05-06") -> Record:
    """A small record, written by hand."""
    from hashlib import sha256

    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    day = DateRecord("2024-05-05", "2024-05-05", "day", None)
    event = EventRecord(
        id="e-" + digest[:8],
        type=type,
        mode=["disapprove"],
        context=[],
        quad="verbal conflict",
        score=-2.2,
        cameo="111",
        actor=["quenland", "mara-lund"],
        recipient=[],
        status="actual",
        statement=None,
        same_as=None,
        date=day,
        place=PlaceRecord("Torvik", "NOR", 61.5, 6.25, None, (28, 34)),
        magnitude=None,
        confidence=0.5,
        evidence=EventEvidence((0, 40), (9, 18), [(0, 8)], []),
    )
    said = StatementRecord(
        id="s-" + digest[:8],
        kind="indirect",
        speaker="mara-lund",
        speaker_span=None,
        cue_span=None,
        content=[(43, 67)],
        medium=None,
        addressee=None,
        parent=None,
        date=None,
        evidence=StatementEvidence((43, 84)),
    )
    return Record(
        schema=SCHEMA,
        report=ReportInfo(id, "A raid", date, "Gazette", [], None, "en", text, digest, [Part("paragraph", (0, 84))]),
        actors=[
            ActorRecord(
                "quenland", "Quenland", "country", ["NOR"], ["GOV"], None, None, [MentionRecord((0, 8), "name")]
            ),
            ActorRecord("mara-lund", "Mara Lund", "person", ["NOR", "SWE"], [], None, None, []),
        ],
        events=[event],
        statements=[said],
        notes=[],
    )


@pytest.fixture
def store(place: Place) -> Iterator[Store]:
    with Store.open(place("a"), "create") as opened:
        yield opened


def sums(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """All sums that are not nothing."""
    return {
        name: sorted((tuple(r) for r in store.rows(f"SELECT * FROM {name} WHERE {s[0]} <> 0")), key=repr)
        for name, (_, s) in TABLES.items()
    }


def test_a_line_comes_back_byte_for_byte(store: Store) -> None:
    written = [
        to_json(record("b", TEXT + " b")),
        to_json(record("a", TEXT + " a")),
        to_json(record("0", "z", date=None)),
    ]
    for line in written:
        from communique.records.record import from_json

        Writer(store).put_report(from_json(line), line)
    assert list(lines(store)) == [written[2], written[1], written[0]]
    assert list(lines(store, "date >= ?", ("2024-01-01",))) == [written[1], written[0]]


def test_re_coding_replaces_rows_and_leaves_no_trace_in_the_sums(store: Store) -> None:
    writer = Writer(store, "old")
    key = writer.put_report(record())
    before = sums(store)
    assert writer.put_report(record(type="PROTEST")) == key
    assert sums(store) != before
    assert Writer(store, "new").put_report(record()) == key
    assert sums(store) == before
    assert store.value("SELECT count(*) FROM events") == 1
    assert store.value("SELECT coder FROM reports") == "new"
    assert [key for key, _ in store.database.ranked_search("raid", 10, 0)] == [key]


def test_changed_text_supersedes_and_keeps_the_old_version(store: Store) -> None:
    writer = Writer(store)
    writer.put_report(record())
    writer.put_report(record(text=TEXT + " Corrected."))
    first, second = versions(store, "r1")
    assert (first.version, first.live, second.version, second.live) == (1, False, 2, True)
    assert store.value("SELECT superseded_by FROM reports WHERE version = 1") == second.key
    found = record_of(store, "r1")
    assert found is not None
    assert found.report.text.endswith("Corrected.")
    assert store.value("SELECT count(*) FROM events") == 1
    assert store.value("SELECT sum(n) FROM outlet_totals") == 1


def test_an_error_in_a_batch_leaves_nothing(store: Store) -> None:
    writer = Writer(store)
    with contextlib.suppress(RuntimeError), writer.batch():
        writer.put_report(record())
        raise RuntimeError
    assert store.value("SELECT count(*) FROM reports") == 0
    writer.put_report(record())
    assert store.value("SELECT sum(n) FROM day_totals") == 1


def test_nothing_is_written_through_a_store_opened_for_reading(store: Store) -> None:
    with Store.open(store.path) as reader, pytest.raises(StoreError, match="for reading only"):
        Writer(reader).put_report(record())


def test_a_copy_is_found_and_read_but_its_events_count_once(store: Store) -> None:
    from msgspec import structs

    writer = Writer(store)
    writer.put_report(record())
    before = sums(store)
    copy = record(id="r2")
    writer.put_report(structs.replace(copy, report=structs.replace(copy.report, copy_of="r1")))
    after = sums(store)
    assert {k: v for k, v in after.items() if k != "outlet_totals"} == {
        k: v for k, v in before.items() if k != "outlet_totals"
    }
    assert after["outlet_totals"] == [("2024-05-06", "Gazette", "coded", 1), ("2024-05-06", "Gazette", "copy", 1)]
    found = record_of(store, "r2")
    assert found is not None
    assert len(found.events) == 1


def test_a_new_name_is_followed_by_what_names_the_report(store: Store) -> None:
    writer = Writer(store)
    writer.put_report(record())
    key = writer.put_report(record(text=TEXT + " Corrected."))
    writer.rename(key, "r1~2")
    assert record_of(store, "r1") is None
    assert [v.version for v in versions(store, "r1~2")] == [1, 2]
    assert next(lines(store)).startswith(b'{"schema":"communique/1","report":{"id":"r1~2"')
