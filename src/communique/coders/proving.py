"""What another coder says, held against the text: records of what can be proved, a note for everything else."""

from __future__ import annotations

import re

from communique.codebook.code_book import code_book
from communique.coders.found import Found, FoundEvent, FoundStatement, Party
from communique.coding.collect import report_info
from communique.records.document import Document, Note, Span
from communique.records.ids import digest, fold, slug
from communique.records.record import (
    SCHEMA,
    ActorRecord,
    EventEvidence,
    EventRecord,
    Magnitude,
    MentionRecord,
    Record,
    StatementEvidence,
    StatementRecord,
)

UNPROVED = "unproved"
"""Code of the note on an item whose words are not in the report."""
UNKNOWN = "unknown-code"
"""Code of the note on an item with a type that the codebook lacks."""


class CoderRecord(Record, frozen=True, kw_only=True):
    """A record that another coder made: the same fields, and the coder's id."""

    coder: str


class Prover:
    """Collects what is proved of one report.

    Args:
        document: the report.
        coder: the coder's id.
        confidence: what its events carry; how sure such a coder is is not known, so one number for all.
    """

    def __init__(self, document: Document, coder: str, confidence: float = 0.5) -> None:
        self.document, self.coder, self.confidence = document, coder, confidence
        self.text = document.text
        self.book = code_book()
        self.events: dict[str, EventRecord] = {}
        self.statements: dict[str, StatementRecord] = {}
        self.actors: dict[str, ActorRecord] = {}
        self.notes: list[Note] = []

    def add(self, found: Found, within: Span | None = None) -> None:
        """Prove what was found in a stretch of the text, the whole one by default."""
        area = within or (0, len(self.text))
        for event in found.events:
            self._event(event, area)
        for statement in found.statements:
            self._statement(statement, area)

    def record(self) -> CoderRecord:
        """The record, in the order of the text."""
        return CoderRecord(
            schema=SCHEMA,
            report=report_info(self.document),
            actors=list(self.actors.values()),
            events=sorted(self.events.values(), key=lambda e: (e.evidence.trigger, e.id)),
            statements=sorted(self.statements.values(), key=lambda s: (s.content, s.id)),
            notes=[*self.document.notes, *self.notes],
            coder=self.coder,
        )

    def _drop(self, code: str, what: str, words: str) -> None:
        """Say what is not taken over, and why."""
        reason = "its words are not in the report" if code == UNPROVED else "the codebook has no such type"
        self.notes.append(Note(code, f"{what} left out, {reason}: {words[:160]!r}"))

    def _event(self, e: FoundEvent, area: Span) -> None:
        """One event."""
        kind = self.book.types.get(e.type)
        if kind is None:
            self._drop(UNKNOWN, "event", e.type)
            return
        sentence = find(self.text, e.sentence, area)
        trigger = sentence and find(self.text, e.trigger, sentence)
        if sentence is None or trigger is None:
            self._drop(UNPROVED, f"{e.type} event", e.trigger if sentence else e.sentence)
            return
        actor, recipient = self._parties(e.actor, sentence, area), self._parties(e.recipient, sentence, area)
        modes = [m for m in dict.fromkeys(e.mode) if m in kind.modes]
        scores = [kind.mode_scores[m] for m in modes if m in kind.mode_scores]
        codes = [code for m in modes if (code := kind.modes[m][1])]
        sides = ([i for i, _ in actor], [i for i, _ in recipient])
        own = "e-" + digest(self.document.sha256, self.coder, e.type, trigger, *sides)
        self.events[own] = EventRecord(
            id=own,
            type=e.type,
            mode=modes,
            context=[],
            quad=kind.quad,
            score=min(scores, default=kind.score),
            cameo=codes[0] if codes else kind.cameo,
            actor=sides[0],
            recipient=sides[1],
            status=e.status,
            statement=None,
            same_as=None,
            date=None,
            place=None,
            magnitude=Magnitude(),
            confidence=self.confidence,
            evidence=EventEvidence(sentence, trigger, [s for _, s in actor], [s for _, s in recipient]),
        )

    def _statement(self, s: FoundStatement, area: Span) -> None:
        """One statement."""
        sentence = find(self.text, s.sentence, area)
        contents = [find(self.text, c, sentence or area) or find(self.text, c, area) for c in s.content]
        spans = [c for c in contents if c is not None]
        if sentence is None or not spans or len(spans) < len(contents):
            self._drop(UNPROVED, "statement", s.sentence if sentence is None else " … ".join(s.content))
            return
        speaker = self._parties([s.speaker] if s.speaker else [], sentence, area)
        cue = find(self.text, s.cue, sentence) if s.cue else None
        own = "s-" + digest(self.document.sha256, self.coder, spans, cue)
        self.statements[own] = StatementRecord(
            id=own,
            kind=s.kind,
            speaker=speaker[0][0] if speaker else None,
            speaker_span=speaker[0][1] if speaker else None,
            cue_span=cue,
            content=spans,
            medium=None,
            addressee=None,
            parent=None,
            date=None,
            evidence=StatementEvidence(sentence),
            confidence=self.confidence,
        )

    def _parties(self, parties: list[Party], sentence: Span, area: Span) -> list[tuple[str, Span]]:
        """Ids and spans of the parties whose words are in the report, in the sentence before elsewhere."""
        out: dict[str, Span] = {}
        for p in parties:
            span = find(self.text, p.quote, sentence) or find(self.text, p.quote, area)
            if span is None:
                self._drop(UNPROVED, "party", p.quote)
            else:
                out.setdefault(self._actor(p, span), span)
        return list(out.items())

    def _actor(self, p: Party, span: Span) -> str:
        """The id of a party's actor; one name is one actor."""
        name = " ".join(p.quote.split())
        own, mention = slug(name), MentionRecord(span, "name")
        held = self.actors.get(own)
        if held is not None:
            if mention not in held.mentions:
                held.mentions.append(mention)
            return own
        codes = [c for c in p.country if c in self.book.countries or c in self.book.bodies]
        codes = codes or [c.code for c in self.book.countries.values() if fold(c.name) == fold(name)][:1]
        sectors = [s for s in p.sector if s in self.book.sectors]
        self.actors[own] = ActorRecord(own, name, p.kind, codes, sectors, None, None, [mention])
        return own


def find(text: str, words: str, area: Span) -> Span | None:
    """Where the words stand in a stretch of the text, white space of any kind alike; None where they do not.

    Words begin and end where words do: "art" is not found in "party".
    """
    parts = words.split()
    if not parts:
        return None
    middle = r"\s+".join(re.escape(p) for p in parts)
    before, after = (r"(?<!\w)" if parts[0][0].isalnum() else ""), (r"(?!\w)" if parts[-1][-1].isalnum() else "")
    found = re.compile(before + middle + after).search(text, *area)
    return found.span() if found else None
