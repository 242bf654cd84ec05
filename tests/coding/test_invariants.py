"""What holds of every record: spans, ids, round trips, sameness from run to run."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.coding.collect import record_spans
from communique.ingest.items import read_documents
from communique.records.record import Record, from_json, to_json

REPORTS = Path(__file__).parents[2] / "examples" / "reports"


@pytest.fixture(scope="module")
def records(coder) -> list[Record]:  # type: ignore[no-untyped-def]
    return [coder.code_document(document) for document in read_documents([str(REPORTS)])]


def check(record: Record) -> None:
    text = record.report.text
    assert all(0 <= start < end <= len(text) for start, end in record_spans(record))
    ids = {a.id for a in record.actors}
    statements = {s.id for s in record.statements}
    events = {e.id for e in record.events}
    assert len(ids) == len(record.actors)
    assert len(statements) == len(record.statements)
    assert len(events) == len(record.events)
    for e in record.events:
        assert e.actor or e.recipient
        assert {*e.actor, *e.recipient} <= ids
        assert e.statement is None or e.statement in statements
        assert e.same_as is None or (e.same_as in events and e.same_as != e.id)
        assert 0 < e.confidence < 1
        start, end = e.evidence.sentence
        assert text[start:end] == text[start:end].strip()
    for s in record.statements:
        named = [s.speaker, s.addressee, s.on_behalf_of, *s.co_speakers]
        assert {n for n in named if n is not None} <= ids
        assert s.parent is None or s.parent in statements
        assert set(s.performs) <= events
    assert from_json(to_json(record)) == Record(**{f: getattr(record, f) for f in record.__struct_fields__})


def test_every_span_of_the_examples_lies_in_the_text(records: list[Record]) -> None:
    assert len(records) == 7
    for record in records:
        check(record)


def test_the_examples_give_events_statements_and_actors(records: list[Record]) -> None:
    for record in records:
        assert len(record.events) >= 6
        assert len(record.statements) >= 8
        assert len(record.actors) >= 8


def test_credits_and_links_give_no_event(records: list[Record]) -> None:
    for record in records:
        credit_spans = [p.span for p in record.report.parts if p.kind == "credit"]
        for e in record.events:
            assert not any(a <= e.evidence.trigger[0] < b for a, b in credit_spans)


def test_coding_twice_gives_the_same_bytes(coder) -> None:  # type: ignore[no-untyped-def]
    documents = list(read_documents([str(REPORTS)]))
    first = [to_json(coder.code_document(d)) for d in documents]
    again = [to_json(coder.code_document(d)) for d in reversed(documents)]
    assert first == again[::-1]


_WORDS = st.sampled_from(
    [
        "Lima",
        "Quito",
        "Kenya",
        "Macron",
        "the",
        "minister",
        "said",
        "that",
        "he",
        "will",
        "not",
        "attack",
        "rebels",
        "on",
        "Monday",
        "in",
        "of",
        "and",
        "“",
        "”",
        '"',
        "'",
        "(",
        ")",
        ",",
        ".",
        "?",
        "!",
        "—",
        "-",
        "talks",
        "sanctions",
        "agreed",
        "to",
        "12",
        "million",
        "dollars",
        "\n\n",
        "2021",
        "who",
        "which",
        "«",
        "»",
        "''",
        "Mr.",
        "U.S.",
        "it",
        "they",
        "killed",
        "é",
        "\u202e",
        "\u200b",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(_WORDS, min_size=1, max_size=60))
def test_any_text_gives_a_sound_record(words: list[str], coder) -> None:  # type: ignore[no-untyped-def]
    text = " ".join(words)
    if not any(c.isalpha() for c in text):
        return
    check(coder.code(text, date="2024-02-29"))
