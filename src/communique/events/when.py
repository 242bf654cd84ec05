"""When an event took place: the date expression that belongs to its clause.

"The envoy, who resigned in March, met the rebels on Monday": Monday belongs to the meeting, March
to the resigning. A sentence's only date serves all its events but those of a clause that has
its own.
"""

from __future__ import annotations

from datetime import date

from communique.events.arguments import is_verb
from communique.segment.parse import Parse
from communique.segment.reading import EventDraft, Reading

HISTORICAL_DAYS = 400
"""An event told with a date that much before the report is background."""


def attach_dates(reading: Reading) -> None:
    """Set the date of events, `due` of promises, and the status of background events."""
    by_sentence: dict[int, list[int]] = {}
    for number, mention in enumerate(reading.dates):
        if mention.recurring or mention.duration:
            continue
        by_sentence.setdefault(reading.parse.sent[mention.tokens[0]], []).append(number)
    for event in reading.events:
        found = _date_of(reading, event, by_sentence.get(event.sentence, []))
        if found is not None:
            _set(reading, event, found)


def _set(reading: Reading, event: EventDraft, number: int) -> None:
    """Give an event its date; a day to come is when a promise falls due."""
    mention = reading.dates[number]
    published = reading.document.date
    ahead = published is not None and mention.start is not None and mention.start > published
    if ahead and event.status == "actual":
        event.due = number
        return
    event.date = number
    if event.status == "actual" and published and mention.end and _days(mention.end, published) > HISTORICAL_DAYS:
        event.status = "historical"
        event.why["historical"] = "date"


def _days(earlier: str, later: str) -> int:
    """Days from one day to another."""
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days


def _date_of(reading: Reading, event: EventDraft, candidates: list[int]) -> int | None:
    """The date mention that belongs to an event."""
    if not candidates:
        return None
    parse = reading.parse
    own = clause_of(parse, event.head)
    inside = []
    for number in candidates:
        first, last = reading.dates[number].tokens
        head = _top(parse, first, last)
        above = _governors(parse, head)
        if event.head in above or event.trigger[0] in above:
            return number
        if own in above[:1]:
            inside.append(number)
    if inside:
        return min(inside, key=lambda n: abs(reading.dates[n].tokens[0] - event.head))
    reachable = [n for n in candidates if _shares_clause(parse, reading.dates[n].tokens, own)]
    return reachable[0] if len(reachable) == 1 else None


def clause_of(parse: Parse, i: int) -> int:
    """The verb of the clause in which a token stands, itself if it is one."""
    if is_verb(parse, i):
        return i
    return next((a for a in parse.ancestors(i) if is_verb(parse, a)), i)


def _top(parse: Parse, first: int, last: int) -> int:
    """The token of a range whose head lies outside it."""
    return next((i for i in range(first, last) if not first <= parse.head[i] < last), first)


def _governors(parse: Parse, i: int) -> list[int]:
    """Words above a date: the nouns it is written on, then its clause's verb, no further."""
    above = []
    for a in parse.ancestors(i):
        above.append(a)
        if is_verb(parse, a):
            break
    return above[-1:] + above[:-1]


def _shares_clause(parse: Parse, tokens: tuple[int, int], own: int) -> bool:
    """Whether a date's clause governs, or is coordinated with, the event's clause."""
    clause = clause_of(parse, _top(parse, *tokens))
    if clause == own:
        return True
    at = own
    for _ in range(6):
        up, dep = parse.head[at], parse.dep[at]
        if up == at or dep in ("relcl", "ccomp"):
            return False
        at = up
        if at == clause:
            return True
    return False
