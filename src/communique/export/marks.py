"""What annotation tools mark in a report: mentions of parties, triggers of events, statements; links between them."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from communique.export.columns import Chosen, Left
from communique.export.views import named_actors
from communique.records.annotation import ACTOR, PARTIES, RECIPIENT, SAID_BY, STATEMENT, event_label
from communique.records.document import Span
from communique.records.record import ActorRecord, EventRecord, StatementRecord

_SENTENCE_END = re.compile(r"(?:[.!?][\"”’')]*(?=\s)|\n)\s*")


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of the report with a label; `of` is the record that they are of."""

    span: Span
    label: str
    of: ActorRecord | EventRecord | StatementRecord


@dataclass
class Marks:
    """The marks of one report in the text's order, and links as (mark, label, mark) by their numbers."""

    text: str
    marks: list[Mark] = field(default_factory=list)
    links: list[tuple[int, str, int]] = field(default_factory=list)


def marks_of(chosen: Chosen, left: Left) -> Marks:
    """The marks of a report; sides that the text does not name are counted as left out."""
    text = chosen.record.report.text
    found = [Mark(m.span, PARTIES[a.kind], a) for a in named_actors(chosen) for m in a.mentions]
    found += [Mark(e.evidence.trigger, event_label(e.type, e.status), e) for e in chosen.events]
    found += [Mark(span, STATEMENT, s) for s in chosen.statements for span in s.content]
    found = [m for m in found if 0 <= m.span[0] < m.span[1] <= len(text)]
    sheet = Marks(text, sorted(found, key=lambda m: (m.span, m.label, m.of.id)))
    _link(sheet, left)
    return sheet


def _link(sheet: Marks, left: Left) -> None:
    """Link events to their sides and statements to their speakers."""
    mentions: dict[str, list[int]] = {}
    for number, mark in enumerate(sheet.marks):
        if isinstance(mark.of, ActorRecord):
            mentions.setdefault(mark.of.id, []).append(number)
    shared = Counter((m.span, m.label) for m in sheet.marks)
    for number, mark in enumerate(sheet.marks):
        for label, actor in _sides(mark):
            near = mentions.get(actor, [])
            if not near:
                left["sides and speakers that the text does not name"] += 1
                continue
            best = min(near, key=lambda n: _distance(sheet.marks[n], mark, shared))
            sheet.links.append((number, label, best))


def _sides(mark: Mark) -> Iterator[tuple[str, str]]:
    """The links that a record asks for: label, and the id of an actor."""
    if isinstance(mark.of, EventRecord):
        yield from ((ACTOR, i) for i in dict.fromkeys(mark.of.actor))
        yield from ((RECIPIENT, i) for i in dict.fromkeys(mark.of.recipient))
    elif isinstance(mark.of, StatementRecord) and mark.of.speaker is not None:
        yield SAID_BY, mark.of.speaker


def _distance(party: Mark, mark: Mark, shared: Counter[tuple[Span, str]]) -> tuple[bool, int, Span]:
    """How far a mention is from a mark; one whose words stand for several parties comes last."""
    gap = max(party.span[0] - mark.span[1], mark.span[0] - party.span[1], 0)
    return shared[party.span, party.label] > 1, gap, party.span


def codes(actor: ActorRecord) -> list[str]:
    """An actor's countries and sectors."""
    return [*actor.country, *actor.sector]


def tokens(sheet: Marks) -> list[Span]:
    """Words, signs and line ends; every mark begins and ends with a token."""
    edges = {edge for m in sheet.marks for edge in m.span}
    found: list[Span] = []
    for m in re.finditer(r"\w+|\n+|[^\w\s]", sheet.text):
        cuts = [m.start(), *sorted(e for e in edges if m.start() < e < m.end()), m.end()] if edges else list(m.span())
        found.extend(itertools.pairwise(cuts))
    return found


def sentences(sheet: Marks) -> list[Span]:
    """Sentences by end marks and line ends, and exactly as coded where a record lies in them."""
    text = sheet.text
    known = sorted({m.of.evidence.sentence for m in sheet.marks if not isinstance(m.of, ActorRecord)})
    cuts = {0, len(text)} | {m.end() for m in _SENTENCE_END.finditer(text)}
    for start, end in known:
        cuts = {c for c in cuts if not start < c < end} | {start, end}
    ordered = sorted(c for c in cuts if 0 <= c <= len(text))
    pieces = ((a, b, text[a:b]) for a, b in itertools.pairwise(ordered))
    return [(a + len(s) - len(s.lstrip()), a + len(s.rstrip())) for a, b, s in pieces if s.strip()]
