"""Filters: what passes, what does not, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from communique.export.choosing import Choice, ChoiceError, choose, make_choice, within
from communique.export.columns import Left
from tests.export.made import event, record, statement

PERIODS = [
    pytest.param(None, "2024", None, False, id="no day is in no period"),
    pytest.param("2024-03-05", "2024-03-06", None, False, id="too early"),
    pytest.param("2024-03-05", None, "2024-02", False, id="too late by a month"),
    pytest.param("2024-03-05", None, None, True, id="no period"),
    pytest.param(None, None, None, True, id="no day, no period"),
    pytest.param("2024-03-05", "2024-03-05", "2024-03-05", True, id="both ends included"),
    pytest.param("2024-03-05", "2024", "2024", True, id="a year"),
    pytest.param("2024-03-31", "2024-03", "2024-03", True, id="a month to its last day"),
]


@pytest.mark.parametrize(("day", "since", "until", "passes"), PERIODS)
def test_periods(day: str | None, since: str | None, until: str | None, passes: bool) -> None:
    assert within(day, since, until) is passes


DAY = {"start": "2023-01-02", "end": "2023-01-02", "granularity": "day", "span": None}
CASES: list[Any] = [
    pytest.param({"types": ["AID"]}, {}, False, id="another type"),
    pytest.param({"countries": ["CHE"]}, {}, False, id="another country"),
    pytest.param({"statuses": ["negated"]}, {}, False, id="another state"),
    pytest.param({"min_confidence": 0.9}, {}, False, id="not sure enough"),
    pytest.param({"since": "2024"}, {"date": DAY}, False, id="its own day wins over the report's"),
    pytest.param({"types": ["accuse"]}, {}, True, id="small letters"),
    pytest.param({"countries": ["per"]}, {}, True, id="the recipient's country"),
    pytest.param({"since": "2024-03", "until": "2024-03"}, {}, True, id="the report's day"),
    pytest.param({"min_confidence": 0.8}, {}, True, id="just sure enough"),
]


@pytest.mark.parametrize(("filters", "fields", "passes"), CASES)
def test_events(filters: dict[str, Any], fields: dict[str, Any], passes: bool) -> None:
    found = choose(record(events=[event("e1", **fields)]), make_choice(**filters), Left())
    assert (found is not None) is passes


def test_a_statement_passes_with_the_event_it_performs_or_holds() -> None:
    said = [statement("s1", performs=["e1"]), statement("s2"), statement("s3")]
    whole = record(events=[event("e1"), event("e2", "AID", statement="s2")], statements=said)
    found = choose(whole, make_choice(types=["ACCUSE"]), Left())
    assert found is not None
    assert [s.id for s in found.statements] == ["s1"]


def test_copies_and_retellings_can_be_left_out_and_are_counted() -> None:
    left = Left()
    once = Choice(statuses=("actual",), retold=False, copies=False)
    assert choose(record(copy_of="r0"), once, left) is None
    found = choose(record(events=[event("e1"), event("e2", same_as="e1")]), once, left)
    assert found is not None
    assert [e.id for e in found.events] == ["e1"]
    assert left == {
        "reports that are copies of another": 1,
        "events that are told again in the same report": 1,
    }


@pytest.mark.parametrize(
    ("filters", "words"),
    [
        ({"types": ["WAR"]}, "the type 'WAR' is unknown; choose of: ACCUSE"),
        ({"countries": ["XYZ"]}, "the country 'XYZ'"),
        ({"statuses": ["maybe"]}, "choose of: actual"),
        ({"since": "05.03.2024"}, "write YYYY"),
        ({"until": "2024-02-30"}, "'2024-02-30' is no day"),
        ({"since": "2024-13"}, "'2024-13' is no day"),
        ({"min_confidence": 2.0}, "from 0 to 1"),
    ],
    ids=lambda v: str(v),
)
def test_what_does_not_exist_is_refused(filters: dict[str, Any], words: str) -> None:
    with pytest.raises(ChoiceError, match=words):
        make_choice(**filters)


TELLINGS = [
    pytest.param([("e1", None, "actual"), ("e2", "e1", "actual")], ["e1"], id="the fullest"),
    pytest.param([("e1", "e2", "actual"), ("e2", None, "actual")], ["e2"], id="the fullest, wherever it stands"),
    pytest.param(
        [("e1", None, "negated"), ("e2", "e1", "actual"), ("e3", "e1", "actual")],
        ["e2"],
        id="the fullest is another state",
    ),
]


@pytest.mark.parametrize(("tellings", "kept"), TELLINGS)
def test_a_happening_is_never_lost_with_its_fullest_telling(
    tellings: list[tuple[str, str | None, str]], kept: list[str]
) -> None:
    events = [event(i, same_as=same, status=status) for i, same, status in tellings]
    found = choose(record(events=events), Choice(statuses=("actual",), retold=False), Left())
    assert found is not None
    assert [e.id for e in found.events] == kept
