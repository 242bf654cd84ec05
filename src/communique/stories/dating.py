"""The dates that a report's words give, read again from its text without a parse."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import lru_cache

from communique.dates.book import DateBook
from communique.dates.find import find_dates
from communique.records.document import Document, Span
from communique.records.record import Granularity, Record
from communique.segment.parse import Parse
from communique.segment.reading import PartTokens, Reading
from communique.stories.sentences import Sentence, sentences_of

_RUNNING = 4
"""Days before a report that its news may lie back."""
_TOKEN = re.compile(r"['’]s\b|\w+(?:-\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days, `last` inclusive, as proleptic ordinals; `span` the words that give it."""

    first: int
    last: int
    granularity: Granularity
    span: Span | None = None
    ahead: bool = False

    @property
    def exact(self) -> bool:
        """Whether it is a day, or a few days that hang together."""
        return self.last - self.first <= 3

    def gap(self, other: Days) -> int:
        """Days between the two stretches; 0 where they touch."""
        return max(0, other.first - self.last, self.first - other.last)


def ordinal(day: str) -> int:
    """A day's number, for comparing."""
    return datetime.date.fromisoformat(day).toordinal()


def iso(day: int) -> str:
    """A day as YYYY-MM-DD."""
    return datetime.date.fromordinal(day).isoformat()


@lru_cache(maxsize=1)
def _book() -> DateBook:
    """The built-in vocabulary of dates, compiled once."""
    return DateBook.load()


def dates_in(record: Record, sentences: list[Sentence] | None = None) -> list[Days]:
    """All dates of a report's sentences that name certain days, in text order.

    Args:
        record: the coded report; relative words count from its date.
        sentences: its sentences where they are known already.
    """
    sentences = sentences_of(record) if sentences is None else sentences
    report = record.report
    parse = _tokens(report.text, sentences)
    if not parse.word:
        return []
    document = Document(id=report.id, text=report.text, parts=report.parts, date=report.date)
    reading = Reading(document, parse, [PartTokens("paragraph", (0, len(parse)))])
    find_dates(reading, _book())
    found = []
    for mention in reading.dates:
        if mention.start is None or mention.end is None or mention.recurring or mention.duration:
            continue
        found.append(
            Days(
                ordinal(mention.start),
                ordinal(mention.end),
                mention.granularity,
                parse.span(*mention.tokens),
                mention.direction == "future",
            )
        )
    return found


def running_day(dates: list[Days], at: int, told: int) -> Days | None:
    """The day that a report is telling of at a position: the last one named before, if it is near the report's own.

    Args:
        dates: the report's dates in text order.
        at: character offset.
        told: the report's day.
    """
    before = [d for d in dates if d.span and d.span[0] < at and d.first == d.last and not d.ahead]
    near = [d for d in before if 0 <= told - d.last <= _RUNNING]
    return near[-1] if near else None


def _tokens(text: str, sentences: list[Sentence]) -> Parse:
    """The sentences as bare tokens: enough for time expressions, without syntax."""
    start: list[int] = []
    end: list[int] = []
    words: list[str] = []
    sents: list[tuple[int, int]] = []
    for sentence in sentences:
        first = len(words)
        for match in _TOKEN.finditer(text, *sentence.span):
            start.append(match.start())
            end.append(match.end())
            words.append(match[0])
        if len(words) > first:
            sents.append((first, len(words)))
    lower = [w.lower() for w in words]
    blank = [""] * len(words)
    return Parse(
        text,
        start,
        end,
        words,
        lower,
        lower,
        blank,
        list(blank),
        list(blank),
        list(blank),
        list(range(len(words))),
        sents,
    )
