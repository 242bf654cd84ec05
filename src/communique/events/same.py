"""A happening told again in the same report: headline, lead, caption, detail.

Each telling is an event of its own; all but the fullest point to the fullest with `same_as`, so that
users can count happenings. In the order of the text each event joins the earlier one that it is most
like (`events.alike`), if it is like enough; then each event of a headline or a caption joins the one
below that it is most like, which it nearly always tells ahead.
"""

from __future__ import annotations

from communique.events.alike import Likeness
from communique.records.record import DateRecord
from communique.segment.reading import EventDraft, Reading

MOST = 40
"""Earlier events of a type that a new one is held against: bounds the cost of very long texts."""
ENOUGH = -0.8
"""Log odds from which two events of the text are tellings of one happening."""
ENOUGH_ABOVE = -1.0
"""The same for an event of a headline and one below it."""


def link_same(reading: Reading) -> None:
    """Set `same_as` on every telling but the fullest of each happening."""
    likeness = Likeness(reading)
    group = list(range(len(reading.events)))
    for numbers in _by_type(reading):
        top = [n for n in numbers if likeness.in_top(reading.events[n])]
        body = [n for n in numbers if n not in top]
        for k, number in enumerate(body):
            _join(reading, likeness, group, number, body[max(0, k - MOST) : k], ENOUGH)
        for number in top:
            _join(reading, likeness, group, number, body[:MOST], ENOUGH_ABOVE)
    for numbers in _gathered(group):
        fullest = max(numbers, key=lambda n: (_fullness(reading.events[n]), -n))
        for number in numbers:
            if number != fullest:
                reading.events[number].same_as = fullest
                _share_date(reading, reading.events[number], reading.events[fullest])


def _by_type(reading: Reading) -> list[list[int]]:
    """Numbers of the events of each type that has several."""
    found: dict[str, list[int]] = {}
    for number, event in enumerate(reading.events):
        found.setdefault(event.type, []).append(number)
    return [numbers for numbers in found.values() if len(numbers) > 1]


def _join(
    reading: Reading, likeness: Likeness, group: list[int], number: int, others: list[int], enough: float
) -> None:
    """Put an event into the group of the one that it is most like, if it is like enough."""
    best, most = -1, enough
    for other in others:
        first, last = sorted((number, other), key=lambda n: reading.events[n].head)
        value = likeness(reading.events[first], reading.events[last])
        if value is not None and value > most:
            best, most = other, value
    if best >= 0:
        group[number] = group[best]


def _gathered(group: list[int]) -> list[list[int]]:
    """Groups of several events."""
    found: dict[int, list[int]] = {}
    for number, first in enumerate(group):
        found.setdefault(first, []).append(number)
    return [numbers for numbers in found.values() if len(numbers) > 1]


def _fullness(event: EventDraft) -> float:
    """How much a telling tells."""
    value = (
        2.0 * bool(event.actor)
        + 2.0 * bool(event.recipient)
        + bool(event.date is not None)
        + bool(event.place is not None)
    )
    return value + 0.5 * len(event.mode) + event.confidence


def _share_date(reading: Reading, event: EventDraft, fullest: EventDraft) -> None:
    """A telling without a date has the happening's, without words of its own for it."""
    if event.date is None and fullest.date is not None and event.date_record is None:
        mention = reading.dates[fullest.date]
        if mention.start and mention.end:
            event.date_record = DateRecord(mention.start, mention.end, mention.granularity, None)
