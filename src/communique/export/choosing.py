"""Which events and statements an export is asked for."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping

import msgspec

from communique.errors import CommuniqueError
from communique.export.columns import Chosen, Left
from communique.records.record import EventRecord, Record, StatementRecord

STATUSES = ("actual", "historical", "future", "hypothetical", "negated")
_PERIOD = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")


class ChoiceError(CommuniqueError):
    """A filter names a day, type, country or state that does not exist."""


class Choice(msgspec.Struct, frozen=True):
    """Filters; an empty one lets everything pass.

    Attributes:
        since, until: first and last day, month or year, as YYYY, YYYY-MM or YYYY-MM-DD, both included. An event
            goes by its own first day, else by the report's; without either it is left out.
        types: event types.
        countries: codes one of which an actor or recipient, or a statement's speaker, must have.
        statuses: of `actual`, `historical`, `future`, `hypothetical`, `negated`.
        min_confidence: 0 to 1.
        retold: keep events that tell again what another event of the report tells more fully.
        refused: keep events that a person rejected.
        copies: keep reports that are near-copies of another: a wire story that ten outlets print.
    """

    since: str | None = None
    until: str | None = None
    types: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    min_confidence: float = 0.0
    retold: bool = True
    copies: bool = True
    refused: bool = True

    @property
    def everything(self) -> bool:
        """Whether nothing is filtered."""
        return self == Choice()


def make_choice(
    since: str | None = None,
    until: str | None = None,
    types: Iterable[str] = (),
    countries: Iterable[str] = (),
    statuses: Iterable[str] = (),
    min_confidence: float = 0.0,
) -> Choice:
    """Filters from what a user wrote, checked.

    Raises:
        ChoiceError: a day that is none, an unknown type, country or state, a confidence outside 0 to 1.
    """
    from communique.codebook.code_book import code_book

    book = code_book()
    kinds = _known("type", [t.upper() for t in types], book.types)
    lands = _known("country", [c.upper() for c in countries], [*book.countries, *book.bodies])
    states = _known("status", [s.lower() for s in statuses], STATUSES)
    if not 0.0 <= min_confidence <= 1.0:
        raise ChoiceError(f"a confidence of {min_confidence} does not exist; give one from 0 to 1")
    for period in (since, until):
        if period is not None:
            check_period(period)
    return Choice(since, until, kinds, lands, states, min_confidence)


def check_period(period: str) -> None:
    """Refuse what is no year, month or day.

    Raises:
        ChoiceError: with the ways to write one.
    """
    try:
        if not _PERIOD.fullmatch(period):
            raise ValueError
        datetime.date.fromisoformat(period + "-01-01"[len(period) - 4 :] if len(period) < 10 else period)
    except ValueError:
        raise ChoiceError(f"{period!r} is no day; write YYYY, YYYY-MM or YYYY-MM-DD") from None


def _known(what: str, given: list[str], known: Iterable[str]) -> tuple[str, ...]:
    """The given codes, all of which must be known."""
    names = list(known)
    for code in given:
        if code not in names:
            shown = ", ".join(names) if len(names) < 40 else "the codes are ISO 3166 alpha-3, such as FRA"
            raise ChoiceError(f"the {what} {code!r} is unknown; choose of: {shown}")
    return tuple(dict.fromkeys(given))


def within(day: str | None, since: str | None, until: str | None) -> bool:
    """Whether a day lies in a period whose ends are years, months or days."""
    if since is None and until is None:
        return True
    if day is None:
        return False
    return (since is None or day[: len(since)] >= since) and (until is None or day[: len(until)] <= until)


def event_day(record: Record, event: EventRecord) -> str | None:
    """The day an event goes by: its first day, else the report's."""
    return event.date.start if event.date else record.report.date


def choose(
    record: Record,
    choice: Choice,
    left: Left,
    *,
    line: bytes | None = None,
    review: Mapping[str, str] | None = None,
    with_text: bool = False,
) -> Chosen | None:
    """A report with the records that pass the filters; None where none of its records does."""
    if choice.everything:
        return Chosen(record, record.events, record.statements, True, line, review or {}, with_text)
    if not choice.copies and record.report.copy_of is not None:
        left["reports that are copies of another"] += 1
        return None
    countries = {a.id: set(a.country) for a in record.actors}
    said = review or {}
    events = [e for e in record.events if _event_passes(record, e, choice, countries, left)]
    if not choice.refused:
        events = _counted(events, [e for e in events if said.get(e.id) != "rejected"], left, "a person rejected")
    if not choice.retold:
        events = _counted(events, _told_once(events), left, "are told again in the same report")
    kept = {e.id for e in events}
    statements = [s for s in record.statements if _statement_passes(record, s, choice, countries, kept)]
    if not events and not statements:
        return None
    return Chosen(record, events, statements, False, line, said, with_text)


def _counted(before: list[EventRecord], after: list[EventRecord], left: Left, why: str) -> list[EventRecord]:
    """The events that stay; how many do not is counted."""
    left[f"events that {why}"] += len(before) - len(after)
    return after


def _told_once(events: list[EventRecord]) -> list[EventRecord]:
    """The fullest of the chosen tellings of each happening: where the fullest of all was not chosen, the first."""
    chosen = {e.id for e in events}
    told: set[str] = set()
    found = []
    for e in events:
        if e.same_as is None or (e.same_as not in chosen and e.same_as not in told):
            found.append(e)
            told.add(e.same_as or e.id)
    return found


def _event_passes(record: Record, e: EventRecord, choice: Choice, countries: dict[str, set[str]], left: Left) -> bool:
    """Whether an event passes; what a filter of ours, not of the user's, stops is counted by the caller's rule."""
    if choice.types and e.type not in choice.types:
        return False
    if e.confidence < choice.min_confidence or not within(event_day(record, e), choice.since, choice.until):
        return False
    if choice.countries and not _from_any(choice.countries, [*e.actor, *e.recipient], countries):
        return False
    if choice.statuses and e.status not in choice.statuses:
        left[f"events that are {e.status}"] += 1
        return False
    return True


def _statement_passes(
    record: Record, s: StatementRecord, choice: Choice, countries: dict[str, set[str]], events: set[str]
) -> bool:
    """Whether a statement passes: by its own day, speaker and confidence; by type and state through its events."""
    day = s.date.start if s.date else record.report.date
    if not within(day, choice.since, choice.until):
        return False
    if s.confidence is not None and s.confidence < choice.min_confidence:
        return False
    if choice.countries and not _from_any(
        choice.countries, [x for x in (s.speaker, s.on_behalf_of, *s.co_speakers) if x], countries
    ):
        return False
    if choice.types or choice.statuses:
        inside = {e.id for e in record.events if e.statement == s.id} | set(s.performs)
        return bool(inside & events)
    return True


def _from_any(wanted: tuple[str, ...], ids: list[str], countries: dict[str, set[str]]) -> bool:
    """Whether one of the actors is of one of the countries."""
    return any(countries.get(i, set()) & set(wanted) for i in ids)
