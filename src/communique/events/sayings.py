"""Who is speaking at a word, and whether two parties stand on one side.

What a speaker says of others can be the event itself: a judgement, a demand, a promise. The modules
that find such events ask here whose words a token lies in.
"""

from __future__ import annotations

from dataclasses import dataclass

from communique.codebook.judgement_book import judgement_file
from communique.segment.reading import Entity, EventDraft, Reading, StatementDraft

_OBSERVERS = frozenset({"EDU", "JRN"})
_BACKED = frozenset({"GOV", "MIL", "SPY", "COP", "JUD"})
_SILENT = frozenset({"denied", "declined", "not said", "would say", "asked"})
"""Polarities of statements whose words the speaker does not stand for."""


@dataclass(slots=True, frozen=True)
class Saying:
    """The innermost statement around a token: its number, its speaker, whether the words are quoted."""

    number: int
    speaker: int
    direct: bool


def statements_by_token(reading: Reading) -> dict[int, int]:
    """Innermost statement of every token that lies in somebody's words."""
    sized = [(sum(b - a for a, b in s.content), n) for n, s in enumerate(reading.statements)]
    found: dict[int, int] = {}
    for _, number in sorted(sized, reverse=True):
        for a, b in reading.statements[number].content:
            for i in range(a, b):
                found[i] = number
    return found


def saying(reading: Reading, number: int | None) -> Saying | None:
    """The statement with that number if a party with a stand says it: no outlet, no observer, no mere question."""
    if number is None:
        return None
    statement = reading.statements[number]
    if statement.entity is None or statement.polarity in _SILENT or not stands_for_something(reading, statement.entity):
        return None
    return Saying(number, statement.entity, statement.kind == "direct")


def stands_for_something(reading: Reading, index: int) -> bool:
    """Whether an actor is a party to affairs: a state, a body, an official, a group of some country.

    Experts and journalists comment for their readers: "the plan is unwise, an analyst said".
    """
    entity = reading.entities[index]
    if entity.is_outlet or _observes(entity):
        return False
    return bool(entity.country or entity.sector or entity.known or entity.kind in ("organisation", "country"))


def _observes(entity: Entity) -> bool:
    """Whether an actor comments for readers: scholars and think tanks, journalists, "analysts at a bank"."""
    observers = judgement_file().observers
    if entity.role in observers or (entity.kind != "country" and entity.name.lower().split(" ")[0] in observers):
        return True
    return entity.kind != "group" and bool(entity.sector) and entity.sector[0] in _OBSERVERS


def same_side(reading: Reading, one: int, two: int) -> bool:
    """Whether two actors are one, or a state and those who act for it."""
    if one == two:
        return True
    a, b = reading.entities[one], reading.entities[two]
    if two in a.members or one in b.members:
        return True
    if not set(a.country) & set(b.country):
        return False
    return _official(a) and _official(b)


def _official(entity: Entity) -> bool:
    """Whether an actor is a state or acts for one."""
    return entity.kind == "country" or (bool(entity.sector) and entity.sector[0] in _BACKED)


def covers(event: EventDraft, first: int, last: int) -> bool:
    """Whether an event's words or head lie in the tokens `[first, last)`."""
    return (event.trigger[0] < last and first < event.trigger[1]) or first <= event.head < last


def speaker_of(reading: Reading, token: int) -> int | None:
    """Speaker of the innermost statement that holds the token."""
    best: tuple[int, StatementDraft] | None = None
    for statement in reading.statements:
        if any(a <= token < b for a, b in statement.content):
            length = sum(b - a for a, b in statement.content)
            if best is None or length < best[0]:
                best = (length, statement)
    return best[1].entity if best else None
