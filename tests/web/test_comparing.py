"""What judgements come to, and how two coders compare: pure functions on rows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from communique.store.judgements import Judgement, add, last_act, make, now, of_report
from communique.store.opinions import CHECKED, CORRECTED, MACHINE, STARTED, of_coder, report_review, settled
from communique.store.reading import record_of
from communique.store.store import Store
from communique.store.writer import Writer


def rows(*acts: tuple[Any, ...]) -> list[Judgement]:
    """Judgements from (coder, record, verdict[, field, JSON]); `undo` takes back the coder's last row on the record."""
    made: list[Judgement] = []
    for n, (coder, record, verdict, *more) in enumerate(acts):
        given: dict[str, Any] = {"final": coder.endswith("!")}
        name = coder.rstrip("!")
        if verdict == "edit":
            given |= {"field": more[0], "new_value": more[1]}
        if verdict == "add":
            given |= {"new_value": more[0]}
        if verdict == "undo":
            given |= {"undoes": next(j.id for j in reversed(made) if j.coder == name and j.record_id == record)}
        made.append(make("r", "0" * 64, "event", record, verdict, name, f"2024-05-06T00:00:{n:02}.000000Z", **given))
    return made


VERDICTS = {
    "nobody judged": ((), {}),
    "accepted": ((("Ada", "e1", "accept"),), {"e1": "accepted"}),
    "rejected after accepted": ((("Ada", "e1", "accept"), ("Ada", "e1", "reject")), {"e1": "rejected"}),
    "accepted after rejected": ((("Ada", "e1", "reject"), ("Ada", "e1", "accept")), {"e1": "accepted"}),
    "an edit is a correction": ((("Ada", "e1", "edit", "type", '"AID"'),), {"e1": "corrected"}),
    "accepting keeps the correction": (
        (("Ada", "e1", "edit", "type", '"AID"'), ("Ada", "e1", "accept")),
        {"e1": "corrected"},
    ),
    "taken back": ((("Ada", "e1", "reject"), ("Ada", "e1", "undo")), {"e1": ""}),
    "taken back to what was before": (
        (("Ada", "e1", "accept"), ("Ada", "e1", "reject"), ("Ada", "e1", "undo")),
        {"e1": "accepted"},
    ),
    "another coder's is not seen": ((("Ben", "e1", "accept"),), {}),
    "a final one is not a coder's": ((("Ada!", "e1", "reject"),), {}),
    "added": ((("Ada", "h1", "add", '{"type": "AID"}'),), {"h1": "added"}),
}


@pytest.mark.parametrize("name", VERDICTS)
def test_a_coders_opinion(name: str) -> None:
    acts, expected = VERDICTS[name]
    assert {key: o.verdict for key, o in of_coder(rows(*acts), "Ada").items()} == expected


STATES = {
    "nothing": ((), MACHINE),
    "one of two": ((("Ada", "e1", "accept"),), STARTED),
    "both accepted": ((("Ada", "e1", "accept"), ("Ada", "e2", "accept")), CHECKED),
    "by two people": ((("Ada", "e1", "accept"), ("Ben", "e2", "accept")), CHECKED),
    "one rejected": ((("Ada", "e1", "accept"), ("Ada", "e2", "reject")), CORRECTED),
    "one added": ((("Ada", "e1", "accept"), ("Ada", "e2", "accept"), ("Ada", "h", "add", "{}")), CORRECTED),
    "all taken back": ((("Ada", "e1", "accept"), ("Ada", "e1", "undo")), MACHINE),
}


@pytest.mark.parametrize("name", STATES)
def test_how_far_a_report_is_looked_at(name: str) -> None:
    acts, state = STATES[name]
    assert report_review(rows(*acts), ["e1", "e2"])[0] == state


def test_a_final_judgement_counts_above_later_ones() -> None:
    found = rows(("Ada!", "e1", "reject"), ("Ben", "e1", "accept"))
    assert settled(found)["e1"].verdict == "rejected"


def test_undo_takes_back_a_whole_act_once() -> None:
    at = "2024-05-06T00:00:00.000000Z"
    act = [make("r", "0", "event", "e1", "edit", "Ada", at, field=f, new_value="1") for f in ("type", "status")]
    assert last_act(act, "Ada") == act
    undone = [*act, *(make("r", "0", "event", "e1", "undo", "Ada", "2024-05-06T00:00:01Z", undoes=j.id) for j in act)]
    assert last_act(undone, "Ada") == []


def test_recoding_brings_the_state_of_a_report_up_to_date(corpus: Path) -> None:
    """A record that the new coder finds and nobody has judged opens the report again; judgements stay."""
    with Store.open(corpus, "write") as store:
        record = record_of(store, "ferry-1")
        assert record
        fewer = msgspec.structs.replace(record, events=record.events[:1], statements=[])
        Writer(store, coder="older").put_report(fewer)
        add(store, [make("ferry-1", record.report.sha256, "event", record.events[0].id, "accept", "Ada", now())])
        assert store.value("SELECT review FROM reports WHERE id = 'ferry-1' AND live = 1") == CHECKED
        Writer(store, coder="newer").put_report(record)
        assert store.value("SELECT review FROM reports WHERE id = 'ferry-1' AND live = 1") == STARTED
        assert len(of_report(store, "ferry-1")) == 1
