"""What the stages find in one report: the blackboard they share.

Actors, statements and events do not import each other. Each reads and writes the lists of a
`Reading`; all positions are token indices of its `parse`, ranges are half-open. `coding` turns
the finished reading into records.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from communique.records.document import Document, Note, PartKind, Span
from communique.records.record import ActorKind, DateRecord, Granularity, Magnitude, MentionKind, StatementKind, Status
from communique.segment.parse import Parse

Range = tuple[int, int]
"""Half-open range of token indices."""


@dataclass(slots=True)
class Quote:
    """A stretch between quotation marks; `inner` leaves the marks out.

    `closed` is False where the closing mark is missing and the paragraph's end closes it;
    `runs_on` is True where the next paragraph opens with a mark and goes on. `scare` marks a
    stretch that is no saying: a title, a nickname, a slogan, a "so-called" word.
    """

    outer: Range
    inner: Range
    mark: str
    closed: bool = True
    runs_on: bool = False
    depth: int = 0
    scare: bool = False


@dataclass(slots=True)
class DateMention:
    """A time expression and the days it means: "on Monday", "earlier this month".

    `start` and `end` are YYYY-MM-DD, both None where the report's date is unknown and the
    words are relative. `recurring` marks "every Friday", `duration` "for two hours".
    """

    tokens: Range
    start: str | None
    end: str | None
    granularity: Granularity
    rule: str
    direction: str = "past"
    recurring: bool = False
    duration: bool = False


@dataclass(slots=True)
class PlaceMention:
    """A place name and what it was resolved to; `country` is ISO alpha-3."""

    tokens: Range
    name: str
    kind: str
    country: str | None
    latitude: float | None
    longitude: float | None
    geonames: int | None
    confidence: float
    rule: str
    admin1: str | None = None


@dataclass(slots=True)
class Mention:
    """Words that name an actor: `head` is their chief token, `entity` an index or None.

    `tokens` is the name without its title ("Angela Merkel"); `full` is the whole noun phrase
    ("the German chancellor, Angela Merkel, 62,").
    """

    tokens: Range
    head: int
    kind: MentionKind
    entity: int | None = None
    full: Range | None = None
    rule: str = ""
    confidence: float = 1.0


@dataclass(slots=True)
class Entity:
    """An actor of the report with all that is known of it."""

    name: str
    kind: ActorKind
    country: list[str] = field(default_factory=list)
    sector: list[str] = field(default_factory=list)
    office: str | None = None
    wikidata: str | None = None
    gender: str | None = None
    plural: bool = False
    members: list[int] = field(default_factory=list)
    size: int | None = None
    role: str | None = None
    body: str | None = None
    known: str | None = None
    is_outlet: bool = False
    confidence: float = 1.0


@dataclass(slots=True)
class StatementDraft:
    """An attribution found in the parse; `speaker` is the mention as written.

    `speaker_head` is its chief token, `cue` the cue's tokens. `entity`, `co_entities` and
    `addressee` are filled once mentions are resolved. `parent` is the index of the statement
    this one lies in; `performs` holds indices of events.
    """

    kind: StatementKind
    content: list[Range]
    cue: Range | None
    speaker: Range | None
    speaker_head: int | None
    sentence: int
    rule: str
    cue_head: int | None = None
    cue_class: str = "speech"
    medium: str | None = None
    outlet: Range | None = None
    addressee_head: int | None = None
    co_heads: list[int] = field(default_factory=list)
    parent: int | None = None
    polarity: str | None = None
    stance: Range | None = None
    date: int | None = None
    confidence: float = 1.0
    entity: int | None = None
    co_entities: list[int] = field(default_factory=list)
    on_behalf_of: int | None = None
    addressee: int | None = None
    performs: list[int] = field(default_factory=list)
    why: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class EventDraft:
    """An event found in the parse; actors and recipients are entity indices.

    `said` is the index of the statement whose words are the event: a judgement, demand or promise.
    """

    type: str
    trigger: Range
    head: int
    sentence: int
    rule: str
    mode: list[str] = field(default_factory=list)
    context: list[str] = field(default_factory=list)
    cameo: str | None = None
    actor: list[int] = field(default_factory=list)
    recipient: list[int] = field(default_factory=list)
    actor_tokens: list[Range] = field(default_factory=list)
    recipient_tokens: list[Range] = field(default_factory=list)
    status: Status = "actual"
    statement: int | None = None
    said: int | None = None
    same_as: int | None = None
    date: int | None = None
    date_record: DateRecord | None = None
    due: int | None = None
    place: int | None = None
    place_reason: str | None = None
    magnitude: Magnitude | None = None
    confidence: float = 0.5
    why: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class PartTokens:
    """A part of the report in tokens."""

    kind: PartKind
    tokens: Range


@dataclass(slots=True)
class Reading:
    """One report in the course of being coded."""

    document: Document
    parse: Parse
    parts: list[PartTokens] = field(default_factory=list)
    quotes: list[Quote] = field(default_factory=list)
    dates: list[DateMention] = field(default_factory=list)
    places: list[PlaceMention] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    statements: list[StatementDraft] = field(default_factory=list)
    events: list[EventDraft] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    mention_at: dict[int, int] = field(default_factory=dict)
    """Head token of a mention to its index in `mentions`; filled by the actors stage."""

    def part_kind(self, token: int) -> PartKind | None:
        """Kind of the part in which a token lies (a dateline before its paragraph)."""
        for part in self.parts:
            if part.tokens[0] <= token < part.tokens[1]:
                return part.kind
        return None

    def characters(self, tokens: Range) -> Span:
        """Character span of a token range."""
        return self.parse.span(*tokens)

    def words(self, tokens: Range) -> str:
        """Text of a token range."""
        first, last = self.characters(tokens)
        return self.parse.text[first:last]
