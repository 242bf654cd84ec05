"""The record of one report, as `communique code` writes it, one JSON object a line.

Field names are a contract: they may be added to, never renamed. Spans are half-open, in code
points of `report.text`, and `text[start:end]` is exactly what the record quotes.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from communique.records.document import Note, Part, Span

SCHEMA = "communique/1"

ActorKind = Literal["person", "country", "organisation", "group"]
MentionKind = Literal["name", "title", "pronoun", "metonym", "nominal"]
Status = Literal["actual", "historical", "future", "hypothetical", "negated"]
StatementKind = Literal["direct", "mixed", "indirect"]
Granularity = Literal["day", "week", "month", "year"]


class ReportInfo(msgspec.Struct, frozen=True):
    """The report the records are of."""

    id: str
    title: str | None
    date: str | None
    publisher: str | None
    authors: list[str]
    url: str | None
    language: str
    text: str
    sha256: str
    parts: list[Part]
    date_origin: str | None = None
    copy_of: str | None = None


class MentionRecord(msgspec.Struct, frozen=True):
    """One naming of an actor: "the French president", "Macron", "he"."""

    span: Span
    kind: MentionKind


class ActorRecord(msgspec.Struct, frozen=True):
    """A person, state, body or group that the report names.

    `country` holds ISO alpha-3 codes or IGO, UNO, EUR, NGO, MNC, IMG; `sector` PLOVER sectors,
    the chief one first. `members` and `size` belong to groups ("at least 40 ministers").
    """

    id: str
    name: str
    kind: ActorKind
    country: list[str]
    sector: list[str]
    office: str | None
    wikidata: str | None
    mentions: list[MentionRecord]
    members: list[str] = []
    size: int | None = None


class DateRecord(msgspec.Struct, frozen=True):
    """A day or a range of days; `end` is inclusive, both YYYY-MM-DD."""

    start: str
    end: str
    granularity: Granularity
    span: Span | None


class PlaceRecord(msgspec.Struct, frozen=True):
    """Where an event took place; `reason` says which words put it there."""

    name: str
    country: str | None
    latitude: float | None
    longitude: float | None
    geonames: int | None
    span: Span | None
    kind: str | None = None
    reason: str | None = None


class Magnitude(msgspec.Struct, frozen=True):
    """Numbers told of an event; a member that the text is silent on is None."""

    killed: int | None = None
    injured: int | None = None
    size: int | None = None
    amount: float | None = None
    currency: str | None = None
    approximate: bool = False


class EventEvidence(msgspec.Struct, frozen=True):
    """The words that prove an event."""

    sentence: Span
    trigger: Span
    actor: list[Span]
    recipient: list[Span]


class EventRecord(msgspec.Struct, frozen=True):
    """Who did what to whom, when, where, how, and whether it happened at all."""

    id: str
    type: str
    mode: list[str]
    context: list[str]
    quad: str
    score: float
    cameo: str | None
    actor: list[str]
    recipient: list[str]
    status: Status
    statement: str | None
    same_as: str | None
    date: DateRecord | None
    place: PlaceRecord | None
    magnitude: Magnitude | None
    confidence: float
    evidence: EventEvidence
    due: DateRecord | None = None
    why: dict[str, Any] | None = None


class StatementEvidence(msgspec.Struct, frozen=True):
    """The sentence in which a statement is attributed."""

    sentence: Span


class StatementRecord(msgspec.Struct, frozen=True):
    """Who said what, to whom, through what.

    `performs` lists the events that the saying itself is (an accusation, a promise). The
    speaker of several is the first; the others stand in `co_speakers`.
    """

    id: str
    kind: StatementKind
    speaker: str | None
    speaker_span: Span | None
    cue_span: Span | None
    content: list[Span]
    medium: str | None
    addressee: str | None
    parent: str | None
    date: DateRecord | None
    evidence: StatementEvidence
    co_speakers: list[str] = []
    on_behalf_of: str | None = None
    performs: list[str] = []
    cue_class: str | None = None
    polarity: str | None = None
    stance: Span | None = None
    outlet: str | None = None
    confidence: float | None = None
    why: dict[str, Any] | None = None


class Record(msgspec.Struct, frozen=True):
    """All that was read out of one report."""

    schema: str
    report: ReportInfo
    actors: list[ActorRecord]
    events: list[EventRecord]
    statements: list[StatementRecord]
    notes: list[Note]


def to_json(record: Record) -> bytes:
    """Write a record as one line of JSON, without the line's end."""
    return msgspec.json.encode(record)


def from_json(line: bytes | str) -> Record:
    """Read a record back from its line."""
    return msgspec.json.decode(line, type=Record)
