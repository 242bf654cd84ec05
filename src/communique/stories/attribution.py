"""Who says it: the statements of a report laid over its text, and speakers with their states."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass

from communique.records.document import Span
from communique.records.record import ActorRecord, Record, StatementRecord
from communique.stories.sentences import Sentence
from communique.stories.stagebook import StageBook
from communique.stories.telling import Member, home_of

OUTLET = "outlet"
"""Who asserts what no statement covers."""
_NEAR = 60
"""Characters from a cue to its speaker's words at most, for "officials of both countries"."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says something: canonical name, states, and whether it speaks for both sides."""

    name: str
    codes: frozenset[str]
    both: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A statement that covers some words."""

    statement: StatementRecord
    speaker: Speaker | None
    hoped: bool
    denied: bool


class Attribution:
    """The statements and mentions of one report, for look-up by position."""

    def __init__(self, record: Record, book: StageBook) -> None:
        """Sort mentions and contents once."""
        self.record, self.book, self.text = record, book, record.report.text
        self.actors: dict[str, ActorRecord] = {a.id: a for a in record.actors}
        self.home = home_of(record)
        mentions = [(m.span, a.id) for a in record.actors for m in a.mentions]
        self.mentions = sorted(mentions, key=lambda m: (m[0], m[1]))
        self.starts = [m[0][0] for m in self.mentions]
        contents = [(span, s) for s in record.statements for span in s.content]
        self.contents = sorted(contents, key=lambda c: (c[0][1] - c[0][0], c[0], c[1].id))

    def codes(self, actor: ActorRecord) -> frozenset[str]:
        """An actor's states; one without is at home in the report's."""
        return frozenset(actor.country) or (frozenset({self.home}) if self.home else frozenset())

    def member(self, actor: ActorRecord) -> Member:
        """An actor as a participant with name and codes."""
        return actor.name, tuple(sorted(self.codes(actor))), tuple(actor.sector)

    def within(self, start: int, end: int) -> list[tuple[Span, ActorRecord]]:
        """Mentions that begin in `[start, end)`, in text order."""
        first = bisect_right(self.starts, start - 1)
        found = []
        for span, actor in self.mentions[first:]:
            if span[0] >= end:
                break
            found.append((span, self.actors[actor]))
        return found

    def states(self, start: int, end: int) -> Counter[str]:
        """How often each state is named in `[start, end)`."""
        return Counter(code for _, actor in self.within(start, end) for code in set(actor.country))

    def said(self, at: int) -> Said | None:
        """The innermost statement whose content holds the character `at`, with what lies around it taken in."""
        around = [s for span, s in self.contents if span[0] <= at < span[1]]
        around = [s for s in around if s.polarity not in ("unsaid", "hypothetical")] or around[:0]
        if not around:
            return None
        spoken = [s for s in around if s.cue_class != "intention"]
        inner = spoken[0] if spoken else around[0]
        hoped = any(s.cue_class == "intention" or self._hopes(s) for s in around)
        return Said(inner, self.speaker(inner), hoped, any(s.polarity == "denied" for s in around))

    def unsaid(self, at: int) -> bool:
        """Whether the words stand in something that was not said, or only if."""
        return any(span[0] <= at < span[1] and s.polarity in ("unsaid", "hypothetical") for span, s in self.contents)

    def _hopes(self, statement: StatementRecord) -> bool:
        cue = statement.cue_span
        return cue is not None and self.book.hopes.search(self.text, *cue) is not None

    def speaker(self, statement: StatementRecord) -> Speaker | None:
        """A statement's speaker with co-speakers; None where nobody is named."""
        ids = [i for i in [statement.speaker, *statement.co_speakers] if i in self.actors]
        found = [self.actors[i] for i in ids if i is not None]
        both = self._both(statement)
        if not found:
            return self._unresolved(statement, both)
        codes = frozenset(c for actor in found for c in actor.country) or self.codes(found[0])
        return Speaker(found[0].name, codes, both or len(codes) > 1)

    def _unresolved(self, statement: StatementRecord, both: bool) -> Speaker | None:
        """A speaker that is no actor: the last one who spoke, for a pronoun; else the words as written."""
        span = statement.speaker_span
        if span is None:
            return None
        words = self.text[slice(*span)]
        if words.lower() in ("it", "they", "he", "she"):
            here = self.before(span[0], statement.evidence.sentence[0])
            if here is not None:
                return Speaker(here.name, here.codes, both)
            before = [
                s for s in self.record.statements if s.speaker_span and s.speaker_span[1] <= span[0] and s.speaker
            ]
            last = max(before, key=lambda s: s.speaker_span or (0, 0), default=None)
            if last is not None and span[0] - (last.speaker_span or (0, 0))[1] < 400:
                return self.speaker(last)
        return Speaker(words, frozenset({self.home}) if self.home else frozenset(), both)

    def _both(self, statement: StatementRecord) -> bool:
        """Whether the speaker's words name both sides: "officials of both countries said", not "told both sides"."""
        span, cue = statement.speaker_span, statement.cue_span
        if span is None:
            return False
        end = cue[0] if cue is not None and span[1] <= cue[0] <= span[0] + _NEAR else span[1]
        return self.book.both.search(self.text, span[0], end) is not None

    def before(self, at: int, start: int) -> Speaker | None:
        """The last actor named in `[start, at)`: who "deny" or "refused" speaks of."""
        found = self.within(start, at)
        if not found:
            return None
        span, actor = found[-1]
        both = self.book.both.search(self.text, max(start, span[0] - 12), span[1]) is not None
        return Speaker(actor.name, self.codes(actor), both)

    def cue_at(self, start: int, end: int) -> StatementRecord | None:
        """The statement whose cue stands in `[start, end)`."""
        for statement in self.record.statements:
            cue = statement.cue_span
            if cue is not None and start <= cue[0] < end:
                return statement
        return None

    def confirmed(self, sentences: list[Sentence], number: int, claimant: Speaker | None) -> bool:
        """Whether somebody else confirms in the sentence or the next one what the claimant says."""
        if claimant is None:
            return False
        last = min(len(sentences) - 1, number + 1)
        start, end = sentences[number].span[0], sentences[last].span[1]
        for statement in self.record.statements:
            cue = statement.cue_span
            if cue is None or not start <= cue[0] < end or "confirm" not in self.text[slice(*cue)].lower():
                continue
            if statement.polarity == "denied":
                continue
            other = self.speaker(statement)
            if other is not None and (other.both or other.name != claimant.name):
                return True
        return False
