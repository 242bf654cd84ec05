"""Coders beside ours: in a store, compared, combined; a classifier from a folder; the commands."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

from communique.cli.app import app
from communique.coders.beside import code_beside, records_of
from communique.coders.classifier import load_classifier
from communique.coders.combine import combine
from communique.coders.endpoint import Endpoint, Limits
from communique.coders.errors import CoderError
from communique.coders.found import Found
from communique.coders.language_model import LanguageModelCoder
from communique.coders.proving import CoderRecord, Prover
from communique.coding.collect import check_spans
from communique.ingest.build import Meta
from communique.ingest.plain import from_text
from communique.records.record import Record, from_json, to_json
from communique.store import coder_records
from communique.store.store import Store
from communique.store.writer import Writer
from tests.coders.stub import TEXT, answer, event, party, said, served
from tests.conftest import Place

if TYPE_CHECKING:
    from communique.coding.coder import Coder

DOCUMENT = from_text(TEXT, Meta(id="r1"), "2024-05-06")
ARREST = {"type": "COERCE", "sentence": TEXT[35:], "trigger": "arrested", "actor": [party("Police")],
          "recipient": [], "mode": []}  # fmt: skip
SAYING = {"kind": "indirect", "sentence": TEXT[35:], "content": ["Police arrested two Ugandan drivers in Busia"],
          "speaker": party("the ministry"), "cue": "said"}  # fmt: skip


def made(coder: str, *events: dict[str, Any], told: bool = False) -> CoderRecord:
    """A record of TEXT by a coder."""
    import msgspec

    prover = Prover(DOCUMENT, coder)
    found = {"events": list(events), "statements": [SAYING] if told else []}
    prover.add(msgspec.convert(found, Found))
    assert not prover.notes
    return prover.record()


ACCUSE, ARRESTED = event(), event(**ARREST)
THREE = {
    "a": made("a", ACCUSE, ARRESTED, told=True),
    "b": made("b", event(trigger="Kenya accused", actor=[party("Kenya", "country", ("KEN",))]), told=True),
    "c": made("c", event(type="REJECT")),
}


@pytest.mark.parametrize(
    ("rule", "types", "statements"),
    [
        ("intersection", [], 0),
        ("vote", ["ACCUSE"], 1),
        ("union", ["ACCUSE", "COERCE", "REJECT"], 1),
        ("prefer:c", ["REJECT"], 0),
        ("prefer:z", ["ACCUSE", "COERCE"], 1),
    ],
)
def test_rules(rule: str, types: list[str], statements: int) -> None:
    record = combine(THREE, rule)
    assert sorted(e.type for e in record.events) == types
    assert len(record.statements) == statements
    assert record.coder.startswith(rule.partition(":")[0])
    assert all(e.why and e.why["combined"] == rule for e in record.events)
    known = {a.id for a in record.actors}
    assert all(i in known for e in record.events for i in (*e.actor, *e.recipient))
    check_spans(record)


def test_a_combined_event_says_who_has_it() -> None:
    found = combine(THREE, "union").events
    assert {e.type: (e.why or {})["coders"] for e in found} == {"ACCUSE": ["a", "b"], "COERCE": ["a"], "REJECT": ["c"]}


def test_of_two_tellings_in_one_sentence_each_finds_its_own() -> None:
    two = event(sentence=TEXT, trigger="arrested")
    one, other = made("a", event(sentence=TEXT), two), made("b", two, event(sentence=TEXT))
    assert len(combine({"a": one, "b": other}, "intersection").events) == 2


def test_two_actors_of_one_id_stay_two() -> None:
    other = made("b", event(type="REJECT", actor=[party("Kenya", "country", ("UGA",))]))
    record = combine({"a": THREE["a"], "b": other}, "union")
    assert {a.id: a.country for a in record.actors if a.name == "Kenya"} == {"kenya": ["KEN"], "kenya~b": ["UGA"]}


def test_links_lead_to_what_was_kept(coder: Coder) -> None:
    ours = coder.code_document(DOCUMENT)
    record = combine({"communique": ours, "a": THREE["a"]}, "union")
    events, statements = {e.id for e in record.events}, {s.id for s in record.statements}
    assert all(e.statement in {None, *statements} and e.same_as in {None, *events} for e in record.events)
    assert all(p in events for s in record.statements for p in s.performs)


@pytest.mark.parametrize("rule", ["", "best", "prefer:", "vote:a"])
def test_an_unknown_rule_is_refused(rule: str) -> None:
    with pytest.raises(CoderError, match="choose of union"):
        combine(THREE, rule)


def test_only_one_text_can_be_combined() -> None:
    other = Prover(from_text("Another text.", Meta(), None), "x").record()
    with pytest.raises(CoderError, match="one and the same text"):
        combine({"a": THREE["a"], "x": other}, "union")


def filled(place: Path | str, coder: Coder) -> list[Record]:
    """Three reports in a store."""
    texts = [TEXT, TEXT.replace("Kenya", "Chad"), "Norway sent Rwanda rice on Monday, the embassy said."]
    with Store.open(place, "create") as store:
        out = [coder.code(t, date="2024-05-06", id=f"r{n}") for n, t in enumerate(texts)]
        for record in out:
            Writer(store, coder="tests").put_report(record)
    return out


def test_records_stand_beside_ours_and_a_run_goes_on(place: Place, coder: Coder) -> None:
    address = place("corpus")
    ours = filled(address, coder)
    with served(answer(event()), said("no"), said("no"), answer(), answer(event())) as stub:
        other = LanguageModelCoder(Endpoint(stub.url, "stub", sleep=lambda _: None))
        failures: list[str] = []
        with Store.open(address, "write") as store:
            first = code_beside(store, other, failure=failures.append)
            again = code_beside(store, other)
            assert (first.coded, first.failed, first.same) == (2, 1, 0)
            assert (again.coded, again.failed, again.same) == (1, 0, 2)
            assert "twice" in failures[0]
            assert coder_records.coders(store) == [(other.id, 3)]
            assert [r.report.id for r in records_of(store, other.id)] == ["r0", "r1", "r2"]
            assert [to_json(r) for r in records_of(store, "communique")] == [to_json(r) for r in ours]
            with pytest.raises(CoderError, match="there are communique, llm:stub"):
                list(records_of(store, "llm:other"))
        other.endpoint.close()


def test_a_budget_ends_a_run_and_keeps_what_was_coded(tmp_path: Path, coder: Coder) -> None:
    filled(tmp_path / "s.db", coder)
    with served(answer(event())) as stub, Store.open(tmp_path / "s.db", "write") as store:
        other = LanguageModelCoder(Endpoint(stub.url, "stub", limits=Limits(requests=1)))
        out = code_beside(store, other)
        other.endpoint.close()
    assert (out.coded, out.failed) == (1, 0)
    assert out.stopped
    assert "1 requests" in out.stopped


def test_the_record_of_an_older_text_does_not_count(tmp_path: Path, coder: Coder) -> None:
    filled(tmp_path / "s.db", coder)
    with Store.open(tmp_path / "s.db", "write") as store:
        coder_records.put(store, "x", "r0", "0" * 64, b"{}")
        assert list(records_of(store, "x")) == []


def fake_transformers(monkeypatch: pytest.MonkeyPatch, labels: dict[int, str]) -> None:
    """A module in the place of transformers whose model calls every arrest COERCE and all else by the first label."""

    def pipeline(task: str, model: str, device: int) -> Any:
        def run(sentences: list[str], truncation: bool) -> list[dict[str, Any]]:
            return [{"label": labels[1] if "arrested" in s else labels[0], "score": 0.9} for s in sentences]

        run.model = SimpleNamespace(config=SimpleNamespace(id2label=labels))  # type: ignore[attr-defined]
        return run

    module = ModuleType("transformers")
    module.pipeline = pipeline  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "transformers", module)


def test_a_classifier_gives_types_and_we_give_sides(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, coder: Coder
) -> None:
    fake_transformers(monkeypatch, {0: "none", 1: "COERCE"})
    record = load_classifier(tmp_path, coder).code_document(DOCUMENT)
    assert [(e.type, TEXT[slice(*e.evidence.trigger)]) for e in record.events] == [("COERCE", "arrested")]
    assert record.events[0].recipient
    assert record.events[0].confidence == 0.9
    assert record.coder == f"classifier:{tmp_path.name}"
    check_spans(record)


def test_labels_are_mapped_or_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, coder: Coder) -> None:
    fake_transformers(monkeypatch, {0: "LABEL_0", 1: "LABEL_1"})
    with pytest.raises(CoderError, match="no label is an event type"):
        load_classifier(tmp_path, coder)
    (tmp_path / "labels.json").write_text(json.dumps({"LABEL_1": "GOSSIP"}))
    with pytest.raises(CoderError, match="unknown types GOSSIP"):
        load_classifier(tmp_path, coder)
    (tmp_path / "labels.json").write_text(json.dumps({"LABEL_1": "COERCE"}))
    assert len(load_classifier(tmp_path, coder).code_document(DOCUMENT).events) == 1


def test_without_transformers_the_error_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, coder: Coder
) -> None:
    monkeypatch.setitem(sys.modules, "transformers", None)
    with pytest.raises(CoderError, match="pip install transformers"):
        load_classifier(tmp_path, coder)


def test_the_commands(tmp_path: Path, coder: Coder) -> None:
    filled(tmp_path / "s.db", coder)
    (tmp_path / "in.txt").write_text(TEXT)
    run, store = CliRunner().invoke, str(tmp_path / "s.db")
    with served(answer(event())) as stub:
        named = ["--coder", "llm", "--endpoint", stub.url, "--model-name", "stub"]
        done = run(app, ["code", str(tmp_path / "in.txt"), "-o", str(tmp_path / "out.jsonl"), *named])
        assert done.exit_code == 0, done.output
        assert from_json((tmp_path / "out.jsonl").read_bytes()).events[0].type == "ACCUSE"
        done = run(app, ["recode", store, *named])
        assert done.exit_code == 0, done.output
        other = done.output.split(": ")[0]
    done = run(app, ["compare", "communique", other, "--store", store, "--json"])
    assert done.exit_code == 0, done.output
    assert json.loads(done.output)["reports"] == 3
    out = tmp_path / "both.jsonl"
    done = run(app, ["compare", "communique", other, "--store", store, "--combine", "union", "-o", str(out)])
    assert done.exit_code == 0, done.output
    lines = [json.loads(line) for line in out.read_text().splitlines()]
    assert [line["coder"] for line in lines] == [f"union(communique, {other})"] * 3
    assert run(app, ["compare", str(out), str(out)]).exit_code == 0


@pytest.mark.parametrize(
    "given",
    [
        ["code", "x.txt", "--coder", "oracle"],
        ["code", "x.txt", "--coder", "llm", "--model-name", "m"],
        ["recode", "s.db", "--coder", "llm", "--endpoint", "http://x"],
        ["recode", "s.db"],
        ["compare", "a"],
        ["compare", "a", "b", "c"],
        ["compare", "a", "b", "--combine", "prefer:c"],
    ],
)
def test_usage(given: list[str]) -> None:
    assert CliRunner().invoke(app, given).exit_code == 2
