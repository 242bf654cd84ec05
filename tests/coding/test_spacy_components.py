"""communique inside a spaCy pipeline: each factory, what it sets, and that docs travel."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import communique.coding.component as component  # the import registers the factories where no entry point does
from communique.segment.nlp import DEFAULT_MODEL

PARTS = ("communique_events", "communique_statements", "communique_actors")
TEXT = 'Norway condemned the raid on Tuesday. "We will not accept this," said the Norwegian foreign minister.'


@pytest.fixture(scope="module")
def pipeline() -> Language:
    nlp = spacy.load(DEFAULT_MODEL)
    for name in PARTS:
        nlp.add_pipe(name, config={"date": "2024-11-05"})
    return nlp


@pytest.fixture(scope="module")
def doc(pipeline: Language) -> Doc:
    return pipeline(TEXT)


@pytest.fixture
def bare(pipeline: Language) -> Iterator[Language]:
    """The pipeline with no component of ours, so that each case adds its own."""
    with pipeline.select_pipes(disable=list(PARTS)):
        yield pipeline


def test_every_published_factory_is_there() -> None:
    root = Path(__file__).parents[2]
    published = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["entry-points"][
        "spacy_factories"
    ]
    for name, where in published.items():
        module, _, function = where.partition(":")
        assert callable(getattr(import_module(module), function))
        assert Language.has_factory(name)


def test_events_are_marked_at_their_triggers(doc: Doc) -> None:
    first = doc._.communique_events[0]
    assert (first.type, first.status) == ("ACCUSE", "actual")
    marks = {span.id_: span for span in doc.spans["communique_events"]}
    assert (marks[first.id].text, marks[first.id].label_) == ("condemned", "ACCUSE")
    assert marks.keys() == {e.id for e in doc._.communique_events}


def test_statements_are_marked_at_the_words_said(doc: Doc) -> None:
    kinds = {s.id: s.kind for s in doc._.communique_statements if s.content}
    assert {span.id_: span.label_ for span in doc.spans["communique_statements"]} == kinds
    assert any("We will not accept this" in span.text for span in doc.spans["communique_statements"])


def test_actors_are_marked_at_every_mention(doc: Doc) -> None:
    ids = {a.id for a in doc._.communique_actors if a.mentions}
    assert {span.id_ for span in doc.spans["communique_actors"]} == ids
    assert "Norway" in [span.text for span in doc.spans["communique_actors"]]


def test_the_parts_are_those_of_the_whole_record(doc: Doc) -> None:
    assert doc._.communique.events == doc._.communique_events
    assert doc._.communique.report.date == "2024-11-05"
    assert doc._.communique.report.text == TEXT


def test_components_with_the_same_settings_code_a_doc_once(pipeline: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    import communique.coding.coder as coder

    times: list[str] = []
    whole = coder.record_of_doc
    monkeypatch.setattr(coder, "record_of_doc", lambda doc, *rest: times.append(doc.text) or whole(doc, *rest))
    pipeline(TEXT)
    assert times == [TEXT]


def test_a_docs_own_date_wins(pipeline: Language) -> None:
    doc = pipeline.make_doc(TEXT)
    doc.user_data["date"] = "2020-02-04"
    assert pipeline(doc)._.communique.report.date == "2020-02-04"


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_empty_doc_stops_nothing(pipeline: Language, text: str) -> None:
    doc, after = pipeline.pipe([text, TEXT])
    assert doc._.communique is None
    assert doc._.communique_events == []
    assert len(doc.spans["communique_actors"]) == 0
    assert after._.communique_events


@pytest.mark.parametrize(
    "text",
    ["<html><body> Norway condemned the raid. </body></html>", "Norway  condemned\nthe raid.\r\n\r\nPeru  denied it."],
)
def test_spans_are_those_of_the_doc_even_where_a_report_would_be_cleaned(pipeline: Language, text: str) -> None:
    doc = pipeline(text)
    assert doc._.communique.report.text == text
    assert "condemned" in [span.text for span in doc.spans["communique_events"]]


def test_docs_go_to_disk_and_to_other_processes(doc: Doc, pipeline: Language) -> None:
    held = DocBin(docs=[doc], store_user_data=True).to_bytes()
    [back] = DocBin().from_bytes(held).get_docs(pipeline.vocab)
    assert back._.communique_events == doc._.communique_events
    assert [s.id_ for s in back.spans["communique_events"]] == [s.id_ for s in doc.spans["communique_events"]]


def test_a_users_own_knowledge_is_an_option(bare: Language, tmp_path: Path) -> None:
    (tmp_path / "triggers").mkdir()
    (tmp_path / "triggers" / "ACCUSE_own.yaml").write_text(
        "type: ACCUSE\nabout: Our own.\nsenses:\n  - {verb: frobnicate, recipient: [obj], yes: 'Norway frobnicated Peru.'}\n",
        "utf-8",
    )
    made = component.make_events(bare, "own", None, False, [str(tmp_path)])
    doc = made(bare("Norway frobnicated Peru."))
    assert [(s.text, s.label_) for s in doc.spans["communique_events"]] == [("frobnicated", "ACCUSE")]
    assert not component.make_events(bare, "ours", None, False, [])(
        bare("Norway frobnicated Peru.")
    )._.communique_events
