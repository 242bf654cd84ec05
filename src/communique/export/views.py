"""An event or statement with its report and actors at hand: what a row is made from."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from communique.export.cells import quoted
from communique.export.choosing import event_day
from communique.export.columns import Chosen
from communique.records.document import Span
from communique.records.record import ActorRecord, EventRecord, Record, ReportInfo, StatementRecord

_SENTENCE_END = re.compile(r"(?:[.!?][\"”’')]*(?=\s)|\n)\s*")


@dataclass
class EventView:
    """One event of one report."""

    chosen: Chosen
    event: EventRecord

    @property
    def record(self) -> Record:
        """The record the event is of."""
        return self.chosen.record

    @property
    def report(self) -> ReportInfo:
        """The report it is told in."""
        return self.chosen.record.report

    @cached_property
    def actors(self) -> list[ActorRecord]:
        """The acting side."""
        return self.chosen.actors(self.event.actor)

    @cached_property
    def recipients(self) -> list[ActorRecord]:
        """The side acted upon."""
        return self.chosen.actors(self.event.recipient)

    @property
    def id(self) -> str:
        """An id unique over all reports."""
        return wide_id(self.report, self.event.id) or ""

    @property
    def day(self) -> str | None:
        """The event's first day, else the report's."""
        return event_day(self.record, self.event)

    @property
    def review(self) -> str:
        """What people said of it."""
        return self.chosen.review.get(self.event.id, "machine")

    def words(self, span: Span | None) -> str | None:
        """Words of the report, cut to about a sentence."""
        return quoted(self.report.text, span) if span is not None else None

    @property
    def sentence_number(self) -> int:
        """The number of the event's sentence in the report, counted by end marks and line ends, from 1."""
        return 1 + len(_SENTENCE_END.findall(self.report.text[: self.event.evidence.sentence[0]]))


@dataclass
class StatementView:
    """One statement of one report."""

    chosen: Chosen
    statement: StatementRecord

    @property
    def report(self) -> ReportInfo:
        """The report it is quoted in."""
        return self.chosen.record.report

    @cached_property
    def speaker(self) -> ActorRecord | None:
        """The first speaker, where known."""
        found = self.chosen.actors([self.statement.speaker] if self.statement.speaker else [])
        return found[0] if found else None

    def words(self, span: Span | None) -> str | None:
        """Words of the report, cut to about a sentence."""
        return quoted(self.report.text, span) if span is not None else None


@dataclass
class ActorView:
    """One actor of one report."""

    chosen: Chosen
    actor: ActorRecord

    @property
    def report(self) -> ReportInfo:
        """The report that names the actor."""
        return self.chosen.record.report


def wide_id(report: ReportInfo, inner: str | None) -> str | None:
    """An id of a report's record that is unique over all reports."""
    return None if inner is None else f"{report.id}/{inner}"


def number_id(*parts: str) -> str:
    """A number of at most 18 digits from parts, as text: the same parts give the same number.

    For formats whose ids are numbers. Among ten million ids two fall together with a chance of 1 in 20,000.
    """
    raw = hashlib.blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return str(int.from_bytes(raw, "big") % 10**18)


def event_views(chosen: Chosen) -> Iterator[EventView]:
    """The chosen events of a report."""
    for event in chosen.events:
        yield EventView(chosen, event)


def named_actors(chosen: Chosen) -> list[ActorRecord]:
    """All actors of a report, or, of a filtered one, those of the chosen events and statements."""
    if chosen.whole:
        return chosen.record.actors
    ids = {i for e in chosen.events for i in (*e.actor, *e.recipient)}
    for s in chosen.statements:
        ids |= {x for x in (s.speaker, s.addressee, s.on_behalf_of, *s.co_speakers) if x}
    by_id = {a.id: a for a in chosen.record.actors}
    ids |= {m for i in ids if i in by_id for m in by_id[i].members}
    return [a for a in chosen.record.actors if a.id in ids]
