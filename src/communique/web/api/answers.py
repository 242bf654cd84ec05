"""What is answered: each struct is the only definition of its object, written and described from here."""

from __future__ import annotations

import msgspec

from communique.records.story import Occurrence, Thread


class Page(msgspec.Struct, kw_only=True):
    """One page of a list. `next` is the offset of the following page, null on the last."""

    next: int | None


class ReportItem(msgspec.Struct):
    """A report in a list; its text and records are in `record`."""

    id: str
    title: str | None
    date: str | None
    publisher: str | None
    events: int
    statements: int
    actors: int
    least_confidence: float | None
    review: str
    copy_of: str | None


class Reports(Page, kw_only=True):
    """Reports; `total` counts those that match, up to 10,001."""

    items: list[ReportItem]
    total: int


class Party(msgspec.Struct):
    """An actor on one side of an event."""

    id: str
    name: str
    country: str | None
    sector: str | None


class EventItem(msgspec.Struct):
    """An event as one report tells it. `day` is its first day, else the report's."""

    id: str
    report: str
    type: str
    mode: list[str]
    status: str
    quad: str
    score: float
    day: str | None
    place: str | None
    actor: list[Party]
    recipient: list[Party]
    confidence: float
    statement: str | None
    same_as: str | None


class Events(Page, kw_only=True):
    """Events, newest first."""

    items: list[EventItem]


class StatementItem(msgspec.Struct):
    """A statement as one report has it. `content` are spans of the report's text."""

    id: str
    report: str
    kind: str
    speaker: str | None
    speaker_name: str | None
    speaker_country: str | None
    medium: str | None
    polarity: str | None
    day: str | None
    content: list[tuple[int, int]]
    confidence: float | None


class Statements(Page, kw_only=True):
    """Statements, newest first."""

    items: list[StatementItem]


class ActorItem(msgspec.Struct):
    """An actor over all reports: how many name it, and how often it is named, acts, is acted upon and speaks."""

    id: str
    name: str
    kind: str
    country: str | None
    sector: str | None
    reports: int
    mentions: int
    acting: int
    receiving: int
    speaking: int


class Actors(Page, kw_only=True):
    """Actors, those of most reports first."""

    items: list[ActorItem]


class Occurrences(Page, kw_only=True):
    """Occurrences as `communique stories` kept them, by day."""

    items: list[Occurrence]


class Threads(Page, kw_only=True):
    """Threads as `communique stories` kept them, the latest first."""

    items: list[Thread]


class Counts(msgspec.Struct):
    """What the store holds; the four at the end are reports by how far people have looked at them."""

    reports: int
    events: int
    occurrences: int
    threads: int
    machine: int
    started: int
    checked: int
    corrected: int


class Problem(msgspec.Struct):
    """Why a request was refused, in words."""

    status: int
    message: str
