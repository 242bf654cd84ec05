"""Dates of what is done by saying: an accusation is made on the day it is said.

"The tariff is unfair, the minister said on Tuesday": the accusation is Tuesday's. Later "he rejected
the claim" in the same report is of that day too, where the same speaker is dated nowhere else.
"""

from __future__ import annotations

from datetime import date

from communique.records.record import DateRecord
from communique.segment.reading import DateMention, EventDraft, Reading, StatementDraft

SAYING = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "AGREE", "SUPPORT", "CONCEDE"})
"""Types that are done in words."""
FRESH_DAYS = 3
"""Days before the report within which one dated saying dates the speaker's other ones."""
_APART = frozenset({"after", "before", "since", "once"})
_EARLIER = frozenset({"had", "previously", "earlier", "formerly", "repeatedly", "long", "once", "initial", "initially"})


def date_sayings(reading: Reading) -> None:
    """Give undated events that are sayings the date of the statement around them, or their speaker's."""
    dated = _dated_speakers(reading)
    for event in reading.events:
        if event.date is not None or event.date_record is not None or event.type not in SAYING:
            continue
        if event.status not in ("actual", "negated"):
            continue
        holding = _around(reading, event)
        around = next((s for s in holding if s.date is not None), holding[0] if holding else None)
        if around is not None and around.date is not None:
            if not _another_time(reading, event, around):
                _set(reading, event, around.date, around.sentence == event.sentence)
        elif not _of_old(reading, event):
            found = _of_speaker(dated, event, around)
            if found is not None:
                _set(reading, event, found, False)
                event.why["date"] = "the speaker's other saying"


def _around(reading: Reading, event: EventDraft) -> list[StatementDraft]:
    """Statements whose content or cue holds the event, the innermost first."""
    holding = [
        s
        for s in reading.statements
        if any(a <= event.head < b for a, b in s.content) or (s.cue is not None and s.cue[0] <= event.head < s.cue[1])
    ]
    return sorted(holding, key=lambda s: sum(b - a for a, b in s.content))


def _another_time(reading: Reading, event: EventDraft, around: StatementDraft) -> bool:
    """Whether "after" or "before" stands between the event and the cue: "agreed, after Lima had offered"."""
    parse = reading.parse
    for a in (event.head, *parse.ancestors(event.head)):
        if a == around.cue_head:
            return False
        if parse.lower[a] in _APART or any(
            parse.lower[c] in _APART and parse.dep[c] == "mark" for c in parse.children[a]
        ):
            return True
    return False


def _set(reading: Reading, event: EventDraft, number: int, written: bool) -> None:
    """Date an event, with the words of the date only where they are in its sentence."""
    mention = reading.dates[number]
    if mention.start is None or mention.end is None:
        return
    published = reading.document.date
    if published is not None and mention.start > published:
        return
    if written:
        event.date = number
    else:
        event.date_record = DateRecord(mention.start, mention.end, mention.granularity, None)


def _dated_speakers(reading: Reading) -> dict[int, list[tuple[int, int]]]:
    """For each speaker, the sentences and dates of sayings of the report's own days."""
    found: dict[int, list[tuple[int, int]]] = {}
    for statement in reading.statements:
        if statement.date is None or not _fresh(reading, reading.dates[statement.date]):
            continue
        for entity in [statement.entity, *statement.co_entities]:
            if entity is not None:
                found.setdefault(entity, []).append((statement.sentence, statement.date))
    for event in reading.events:
        if event.date is not None and event.type in SAYING and _fresh(reading, reading.dates[event.date]):
            for entity in event.actor:
                found.setdefault(entity, []).append((event.sentence, event.date))
    return found


def _fresh(reading: Reading, mention: DateMention) -> bool:
    """Whether a date is one day, of the report or just before it."""
    published = reading.document.date
    if published is None or mention.start is None or mention.start != mention.end:
        return False
    return 0 <= (date.fromisoformat(published) - date.fromisoformat(mention.start)).days <= FRESH_DAYS


def _of_speaker(
    dated: dict[int, list[tuple[int, int]]], event: EventDraft, around: StatementDraft | None
) -> int | None:
    """The date of the speaker's saying told last before the event, else told first after it."""
    speakers = [e for e in ([around.entity] if around is not None else []) if e is not None] or event.actor
    for entity in speakers:
        sayings = sorted(dated.get(entity, ()))
        if sayings:
            before = [n for sentence, n in sayings if sentence <= event.sentence]
            return before[-1] if before else sayings[0][1]
    return None


def _of_old(reading: Reading, event: EventDraft) -> bool:
    """Whether words near the event put it before the report's days: "had asked", "previously wrote"."""
    parse = reading.parse
    near = [*parse.children[event.head], *parse.children[parse.head[event.head]], event.head - 1]
    return any(i >= 0 and parse.lower[i] in _EARLIER for i in near)
