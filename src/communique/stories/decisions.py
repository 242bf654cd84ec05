"""Joins and splits by hand, remembered over re-coding.

A decision names two events by report, id and quoted trigger: where re-coding gave an event
another id, its words find it again.
"""

from __future__ import annotations

from collections.abc import Iterable

from communique.records.record import Record
from communique.records.story import Decision, EventRef
from communique.stories.telling import Key


class EventIndex:
    """Finds the events that decisions mean among those that are there now."""

    def __init__(self) -> None:
        """Start empty."""
        self.words: dict[str, list[tuple[str, int, str]]] = {}
        self.known: set[Key] = set()

    def add(self, record: Record) -> None:
        """Take in a record's events."""
        text, report = record.report.text, record.report.id
        rows = []
        for event in record.events:
            start, end = event.evidence.trigger
            rows.append((event.id, start, text[start:end]))
            self.known.add((report, event.id))
        self.words[report] = rows

    def find(self, ref: EventRef) -> Key | None:
        """The event meant: by id, else by the same words nearest to where they stood."""
        if (ref.report, ref.event) in self.known:
            return (ref.report, ref.event)
        same = [
            (abs(start - ref.near), event)
            for event, start, quote in self.words.get(ref.report, [])
            if quote == ref.quote
        ]
        return (ref.report, min(same)[1]) if same and ref.quote else None


def resolve(decisions: Iterable[Decision], index: EventIndex) -> dict[tuple[Key, Key], bool]:
    """Pairs of event keys, in order, and whether they belong together; the last decision wins."""
    found: dict[tuple[Key, Key], bool] = {}
    for decision in decisions:
        a, b = index.find(decision.first), index.find(decision.second)
        if a is None or b is None or a == b:
            continue
        found[(min(a, b), max(a, b))] = decision.verdict == "join"
    return found
