"""One happening told many times is one occurrence, whatever the order of reports."""

from __future__ import annotations

import random

import msgspec
import pytest

from communique.records.record import Record
from communique.records.story import Decision, EventRef, Occurrence, Stories
from communique.stories.build import StoryBuilder, build_stories


def event_near(record: Record, words: str, kind: str) -> str:
    """The event of a type whose sentence holds the words."""
    text = record.report.text
    return next(e.id for e in record.events if words in text[slice(*e.evidence.sentence)] and e.type == kind)


def holder(occurrences: list[Occurrence], report: str, event: str) -> Occurrence:
    return next(o for o in occurrences if any(e.report == report and e.event == event for e in o.events))


def by_id(records: list[Record], ending: str) -> Record:
    return next(r for r in records if r.report.id.endswith(ending))


APART = [
    ("barge_corridor", "04", "held a second round", "CONSULT", "06", "spoke by telephone", "CONSULT"),
    ("barge_corridor", "02", "met in Montevideo", "CONSULT", "04", "held a second round", "CONSULT"),
    ("apple_border", "01", "parked tractors", "PROTEST", "02", "blocked the Budzisko", "PROTEST"),
    ("reef_truce", "04", "accused Eritrea", "ACCUSE", "05", "blamed Djibouti", "ACCUSE"),
]
"""Near but distinct."""


@pytest.mark.parametrize("row", APART, ids=lambda r: f"{r[0]}: {r[2]} / {r[5]}")
def test_near_but_distinct_stays_apart(row: tuple[str, ...], coded: dict[str, list[Record]]) -> None:
    story, one, first, kind, two, second, other = row
    left, right = by_id(coded[story], one), by_id(coded[story], two)
    try:
        a, b = event_near(left, first, kind), event_near(right, second, other)
    except StopIteration:
        pytest.skip("the coder does not find one of the two")
    found = build_stories(coded[story]).occurrences
    assert holder(found, left.report.id, a).id != holder(found, right.report.id, b).id


@pytest.mark.parametrize("story", ["timber_sanctions", "sturgeon_court"])
def test_near_copies_join_the_same_occurrences(story: str, coded: dict[str, list[Record]]) -> None:
    found = build_stories(coded[story]).occurrences
    shared = [o for o in found if {e.report[-2:] for e in o.events} >= {"02", "03"}]
    assert len(shared) >= 2
    assert all(o.outlets < len({e.report for e in o.events}) for o in shared), "a copy is no outlet of its own"


@pytest.mark.parametrize("story", ["barge_corridor", "reef_truce", "ferry_strike", "seawall_aid"])
def test_any_order_and_any_portion_give_the_same(story: str, coded: dict[str, list[Record]]) -> None:
    records = coded[story]
    whole = msgspec.json.encode(build_stories(records, explain=True))
    orders = [list(reversed(records)), sorted(records, key=lambda r: r.report.sha256)]
    orders.append(random.Random(7).sample(records, len(records)))
    for order in orders:
        builder = StoryBuilder()
        for record in order:
            builder.add(record)
            builder.stories()
        assert msgspec.json.encode(builder.stories(explain=True)) == whole


def test_each_merge_says_why(coded: dict[str, list[Record]]) -> None:
    found = build_stories(coded["timber_sanctions"], explain=True).occurrences
    notes = [note for o in found if len(o.events) > 1 for note in o.why or []]
    assert notes
    assert all(note.features or note.reason != "alike" for note in notes)
    assert all(len(o.why or []) == len(o.events) - 1 for o in found)


def test_a_split_by_hand_holds_and_survives_recoding(coded: dict[str, list[Record]]) -> None:
    records = coded["timber_sanctions"]
    one, two = by_id(records, "02"), by_id(records, "03")
    a, b = (event_near(r, "imposed sanctions", "SANCTION") for r in (one, two))
    decision = Decision("split", ref(one, a), ref(two, b), by="me")
    found = build_stories(records, [decision]).occurrences
    assert holder(found, one.report.id, a).id != holder(found, two.report.id, b).id
    again = renamed(records)
    found = build_stories(again, [decision]).occurrences
    assert holder(found, one.report.id, "x" + a).id != holder(found, two.report.id, "x" + b).id


def test_a_join_by_hand_holds_and_the_last_word_wins(coded: dict[str, list[Record]]) -> None:
    records = coded["timber_sanctions"]
    one, two = by_id(records, "02"), by_id(records, "07")
    a, b = event_near(one, "imposed sanctions", "SANCTION"), event_near(two, "lifted its remaining", "CONCEDE")
    join = Decision("join", ref(one, a), ref(two, b), by="me")
    found = build_stories(records, [join]).occurrences
    assert holder(found, one.report.id, a).id == holder(found, two.report.id, b).id
    split = Decision("split", ref(two, b), ref(one, a), by="me")
    found = build_stories(records, [join, split]).occurrences
    assert holder(found, one.report.id, a).id != holder(found, two.report.id, b).id


def test_changed_counts_are_kept(coded: dict[str, list[Record]]) -> None:
    found: Stories = build_stories(coded["reef_truce"])
    for occurrence in found.occurrences:
        for count in occurrence.counts.values():
            assert count.least <= count.latest <= count.most


def ref(record: Record, event: str) -> EventRef:
    found = next(e for e in record.events if e.id == event)
    start, end = found.evidence.trigger
    return EventRef(record.report.id, event, record.report.text[start:end], start)


def renamed(records: list[Record]) -> list[Record]:
    """The same records as a coder with other ids would write them."""
    made = []
    for record in records:
        events = [
            msgspec.structs.replace(e, id="x" + e.id, same_as=None if e.same_as is None else "x" + e.same_as)
            for e in record.events
        ]
        made.append(msgspec.structs.replace(record, events=events))
    return made
