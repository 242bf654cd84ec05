"""What is known over reports: occurrences and threads, as `communique stories --json` writes them.

Dates are objects of two fields, `start` and `end` (inclusive, YYYY-MM-DD); where one day is
meant both are that day.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from communique.records.document import Span
from communique.records.record import Magnitude, PlaceRecord, Status

ThreadKind = Literal["talks", "agreement", "ceasefire", "aid", "sanctions", "dispute", "conflict", "protest"]


class StoryDate(msgspec.Struct, frozen=True):
    """A stretch of days; `granularity` is that of the words it rests on."""

    start: str
    end: str
    granularity: str = "day"


class StoryActor(msgspec.Struct, frozen=True):
    """A participant over reports: the name told most often, with codes."""

    name: str
    country: list[str]
    sector: list[str]


class Told(msgspec.Struct, frozen=True):
    """One event of one report."""

    report: str
    event: str


class Count(msgspec.Struct, frozen=True):
    """A number as reports gave it: the latest, the least and the most."""

    latest: float
    least: float
    most: float
    report: str


class MergeNote(msgspec.Struct, frozen=True):
    """Why two tellings were taken for one happening."""

    first: Told
    second: Told
    reason: str
    odds: float
    features: dict[str, float]


class Evidence(msgspec.Struct, frozen=True):
    """Words of a report: `quote` is `text[start:end]`."""

    report: str
    span: Span
    quote: str


class Occurrence(msgspec.Struct, frozen=True):
    """One thing that happened, however many reports tell it.

    `magnitude` holds the latest numbers told, `counts` each number's range over reports.
    `outlets` counts publishers, near-copies once. `evidence` is the sentence of its surest telling.
    """

    id: str
    type: str
    mode: list[str]
    actor: list[StoryActor]
    recipient: list[StoryActor]
    status: Status
    date: StoryDate | None
    place: PlaceRecord | None
    magnitude: Magnitude | None
    events: list[Told]
    outlets: int
    confidence: float
    context: list[str] = []
    quad: str = ""
    score: float = 0.0
    counts: dict[str, Count] = {}
    evidence: list[Evidence] = []
    why: list[MergeNote] | None = None


class EventRef(msgspec.Struct, frozen=True):
    """One event of one report; `quote` are its trigger's words, `near` their start in the text.

    Where re-coding gave the event another id, its words find it again.
    """

    report: str
    event: str
    quote: str = ""
    near: int = 0


class Decision(msgspec.Struct, frozen=True):
    """What a person decided: two events tell one happening (`join`), or two (`split`)."""

    verdict: Literal["join", "split"]
    first: EventRef
    second: EventRef
    by: str = ""
    at: str = ""


class Stage(msgspec.Struct, frozen=True):
    """One step of a thread, as told.

    Attributes:
        stage: a word of the thread's state machine.
        date: when it was reached, or None.
        asserted_by: `outlet`, or the canonical name of who says it.
        established: whether an outlet asserts it or both sides say it.
        report, event, statement, evidence: where it is told first.
        manner: `told`, `claimed`, `hoped`, `denied`.
        also: where else it is told.
    """

    stage: str
    date: StoryDate | None
    asserted_by: str
    established: bool
    report: str
    evidence: Span
    quote: str
    event: str | None = None
    statement: str | None = None
    manner: str = "told"
    also: list[Evidence] = []


class Dispute(msgspec.Struct, frozen=True):
    """Two claims about one stage that cannot both hold, with who made them."""

    stage: str
    claimed_by: str
    claim: Evidence
    denied_by: str
    denial: Evidence


class Thread(msgspec.Struct, frozen=True):
    """Where one negotiation, deal, ceasefire, aid package, sanction, dispute, conflict or protest stands."""

    id: str
    title: str
    kind: ThreadKind
    parties: list[StoryActor]
    mediators: list[StoryActor]
    subject: list[str]
    stage: str | None
    stages: list[Stage]
    disputed: bool
    occurrences: list[str]
    reports: list[str]
    first: str | None
    last: str | None
    disputes: list[Dispute] = []
    conditions: list[Evidence] = []
    open_points: list[Evidence] = []
    names: list[str] = []


class Stories(msgspec.Struct, frozen=True):
    """All occurrences and threads of a corpus."""

    occurrences: list[Occurrence]
    threads: list[Thread]


def story_lines(stories: Stories) -> list[dict[str, Any]]:
    """The lines of `communique stories --json`: occurrences first, then threads."""
    return [{"occurrence": o} for o in stories.occurrences] + [{"thread": t} for t in stories.threads]
