"""The learned head beside the rules, and recipients that stand below or around the event's words."""

from __future__ import annotations

from pathlib import Path

import pytest

from communique.coding.coder import Coder
from communique.errors import CodebookError
from communique.events import recognise, trigger_head
from communique.events.trigger_head import NONE, load_trigger_head
from communique.ingest.build import Meta
from communique.ingest.plain import from_text
from communique.segment.reading import Reading

NOTHING = [
    "The striker scored twice in the second half before the final whistle.",
    "Shares in the bank fell 3 percent after a rally on Thursday.",
    "The film opens on Friday and stars an actor from Lisbon.",
    "Heavy rain is expected along the coast, forecasters said.",
]

BELOW = [
    # text, type, recipient
    ("Auditors raised concerns that the Transport Ministry of Kenya had hidden losses.", "ACCUSE", "Kenya"),
    ("Students in Lima blocked a bridge to press their demands for a vote from the government of Peru.", "PROTEST", "Peru"),
    ("Norwegian police opened an investigation into thefts committed by Russian sailors.", "ACCUSE", "Russia"),
]  # fmt: skip

GROUND = [
    ("Ghana refused to send peacekeepers to be deployed in Mali.", "REJECT", "Mali"),
    ("The United Nations rejected a call for its troops to be deployed in Chad.", "REJECT", "Chad"),
]


def read(coder: Coder, text: str) -> Reading:
    """The reading of one sentence."""
    return coder.read(from_text(text, Meta(), "2024-06-12"))


@pytest.mark.parametrize("text", NOTHING)
def test_nothing_is_added(coder: Coder, text: str) -> None:
    """Sport, markets, films and weather tell no event of politics, whatever the head thinks of "attack"."""
    assert [e for e in read(coder, text).events if e.status in ("actual", "historical")] == []


@pytest.mark.parametrize(("text", "kind", "country"), BELOW + GROUND)
def test_recipients_not_in_the_words_own_slots(coder: Coder, text: str, kind: str, country: str) -> None:
    """Whom an act is aimed at may stand in a clause below it, or be whoever lives where it is done."""
    reading = read(coder, text)
    names = {
        reading.entities[i].name + "/" + "+".join(reading.entities[i].country)
        for e in reading.events
        if e.type == kind
        for i in e.recipient
    }
    codes = {"Kenya": "KEN", "Peru": "PER", "Russia": "RUS", "Mali": "MLI", "Chad": "TCD"}
    assert any(codes[country] in name for name in names), (names, [(e.type, e.why) for e in reading.events])


def test_without_the_head_the_rules_stand(coder: Coder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no head was trained the events are the rules'."""
    monkeypatch.setattr(recognise, "load_trigger_head", lambda: None)
    events = read(coder, "Oslo condemned the raid by Malian soldiers.").events
    assert [e.type for e in events if e.rule.startswith("verb:condemn")] == ["ACCUSE"]


def test_probabilities_sum_to_one() -> None:
    """A word is one type or none."""
    head = load_trigger_head()
    assert head is not None
    [types] = head.judge([["bias", "k=v", "v=condemn"]])
    assert sum(types.values()) == pytest.approx(1.0)
    assert NONE in types


def test_features_never_seen_say_nothing() -> None:
    """Unknown features add nothing, and the head says that it does not know them."""
    head = load_trigger_head()
    assert head is not None
    assert not head.knows("v=zorble")
    assert head.judge([["bias"], ["bias", "v=zorble"]]) == head.judge([["bias"]]) * 2


@pytest.mark.parametrize("name", ["WEIGHTS", "CLUSTERS"])
def test_damaged_heads_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A damaged file is an error that says how to make it anew."""
    path = tmp_path / "damaged.msgpack"
    path.write_bytes(b"\xc1not a head")
    monkeypatch.setattr(trigger_head, name, path)
    load_trigger_head.cache_clear()
    with pytest.raises(CodebookError, match=r"train_triggers\.py"):
        load_trigger_head()
    load_trigger_head.cache_clear()
