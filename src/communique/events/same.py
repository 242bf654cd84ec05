"""A happening told again in the same report: headline, lead, caption, detail.

Each telling is an event of its own; all but the fullest point to the fullest with `same_as`, so that
users can count happenings. Two tellings are one happening when type, sides, date and words agree;
what differs in any of them stays apart.
"""

from __future__ import annotations

from communique.codebook.event_words import event_words
from communique.records.record import DateRecord
from communique.segment.reading import EventDraft, Reading

MOST_GROUPS = 40
"""Happenings of one type that a new telling is held against: bounds the cost of very long texts."""


def link_same(reading: Reading) -> None:
    """Set `same_as` on every telling but the fullest of each happening."""
    by_type: dict[str, list[list[int]]] = {}
    for number, event in enumerate(reading.events):
        groups = by_type.setdefault(event.type, [])
        for group in groups[-MOST_GROUPS:]:
            if all(_same(reading, reading.events[other], event) for other in (*group[:3], *group[3:][-3:])):
                group.append(number)
                break
        else:
            groups.append([number])
    for group in (g for groups in by_type.values() for g in groups):
        if len(group) < 2:
            continue
        fullest = max(group, key=lambda n: (_fullness(reading.events[n]), -n))
        for number in group:
            if number != fullest:
                reading.events[number].same_as = fullest
                _share_date(reading, reading.events[number], reading.events[fullest])


def _same(reading: Reading, a: EventDraft, b: EventDraft) -> bool:
    """Whether two events of one report tell one happening."""
    if a.type != b.type or (a.status in ("negated", "hypothetical")) != (b.status in ("negated", "hypothetical")):
        return False
    if a.sentence == b.sentence and a.type != "CONSULT":
        return False
    if not _words_agree(reading, a, b) or (a.mode and b.mode and not set(a.mode) & set(b.mode)):
        return False
    return _sides_agree(reading, a, b) and _dates_agree(reading, a, b) and _places_agree(reading, a, b)


def _words_agree(reading: Reading, a: EventDraft, b: EventDraft) -> bool:
    """Whether the triggers are the same word, noun and verb of it, or near synonyms."""
    one, two = (_word(reading, e) for e in (a, b))
    return one == two or any(one in group and two in group for group in event_words().same_words)


def _word(reading: Reading, event: EventDraft) -> str:
    """The trigger's chief word, nouns turned to verbs."""
    lemma = reading.parse.lemma[event.head]
    return event_words().noun_verbs.get(lemma, lemma)


def _sides_agree(reading: Reading, a: EventDraft, b: EventDraft) -> bool:
    """Whether each side that both fill names the same, and some side does."""
    shared = 0
    for one, two in ((a.actor, b.actor), (a.recipient, b.recipient)):
        if one and two:
            if not _overlap(reading, one, two):
                return False
            shared += 1
    return shared > 0 and (shared == 2 or a.type in ("CONSULT", "PROTEST") or not (a.recipient and b.recipient))


def _overlap(reading: Reading, one: list[int], two: list[int]) -> bool:
    """Whether two sides share an entity, or a state and its leader."""
    if set(one) & set(two):
        return True
    for i in one:
        for j in two:
            first, second = reading.entities[i], reading.entities[j]
            official = {"person", "country"} >= {first.kind, second.kind} and first.kind != second.kind
            if (
                official
                and first.country
                and first.country == second.country
                and "GOV" in first.sector
                and "GOV" in second.sector
            ):
                return True
            if i in second.members or j in first.members:
                return True
    return False


def _dates_agree(reading: Reading, a: EventDraft, b: EventDraft) -> bool:
    """Whether the dates can be one; two different days cannot."""
    one, two = (_days(reading, e) for e in (a, b))
    return one is None or two is None or (one[0] <= two[1] and two[0] <= one[1])


def _days(reading: Reading, event: EventDraft) -> tuple[str, str] | None:
    """First and last day of an event's date."""
    if event.date is None:
        return None
    mention = reading.dates[event.date]
    return (mention.start, mention.end) if mention.start and mention.end else None


def _places_agree(reading: Reading, a: EventDraft, b: EventDraft) -> bool:
    """Whether the places can be one: the same, or one inside the other's country."""
    if a.place is None or b.place is None:
        return True
    one, two = reading.places[a.place], reading.places[b.place]
    if one.name == two.name:
        return True
    return one.country == two.country and "country" in (one.kind, two.kind)


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
