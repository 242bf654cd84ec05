"""Signs of stages in one report: what is told, by whom, for when, and whether it is sure.

"Japan said the accord was concluded. Zambia denied it." holds two signs: a claim by Japan that
the deal is agreed, and a denial by Zambia. A sign that no statement covers is the outlet's own
word. Hopes, plans and demands are kept as such and never taken for facts.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from communique.records.document import Span
from communique.stories.dating import Days


@dataclass(slots=True)
class Sign:
    """One telling of a stage.

    Attributes:
        stage, kind: the stage, and the thread kind that its words speak for.
        manner: `told` by the outlet, `claimed`, `hoped` or `denied`.
        by, by_codes: who says so; `both` where both sides do.
        days, dated: when it was reached; the report's day where no words say so.
        background: told as something past, without a date of its own.
        codes: states named in its sentence; `topic` words that say what the deal is about.
        phrase: the deal's subject as written ("fishing permits").
        denies: the stage that is denied; `answers` where another side's claim of it stands right before.
    """

    report: str
    told: int
    order: int
    paragraph: int
    stage: str
    kind: str | None
    manner: str
    by: str
    by_codes: frozenset[str]
    established: bool
    days: Days
    dated: bool
    background: bool
    span: Span
    quote: str
    codes: Counter[str]
    topic: frozenset[str]
    phrase: str = ""
    statement: str | None = None
    event: str | None = None
    denies: str | None = None
    answers: bool = False


@dataclass(frozen=True, slots=True)
class Blow:
    """An attack that the outlet itself tells, with its day: what breaks a ceasefire."""

    event: str
    days: Days
    codes: frozenset[str]
    span: Span
    quote: str


@dataclass(slots=True)
class ReportSigns:
    """What one report gives to threads; small enough to keep for each report."""

    report: str
    told: int
    outlet: str
    signs: list[Sign]
    title: frozenset[str]
    lead: frozenset[str]
    paragraphs: dict[int, frozenset[str]]
    asides: frozenset[int]
    codes: Counter[str]
    lead_codes: Counter[str]
    members: dict[str, Counter[tuple[str, tuple[str, ...]]]]
    mediators: Counter[str]
    conditions: list[tuple[int, Span, str]] = field(default_factory=list)
    open_points: list[tuple[int, Span, str]] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)
    phrases: dict[str, str] = field(default_factory=dict)
    blows: list[Blow] = field(default_factory=list)
    events: list[tuple[str, int]] = field(default_factory=list)
