"""The dates stage: every time expression of a report, with the days it means.

Words that hint at a date ("Monday", "ago", "2014") are looked up token by token; only there are
the rules tried, on the text of the sentence around. The match that starts first wins, then
the longest.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from communique.dates.book import DateBook
from communique.dates.days import Days
from communique.dates.patterns import NOT_A_DATE, Rule
from communique.dates.tense import Tense
from communique.segment.reading import DateMention, Range, Reading

REACH = 8
"""Tokens before a hint at which an expression may start."""
BEYOND = 14
"""Tokens after a hint up to which an expression may go on."""
LOOK_BACK = 2
"""Sentences before a sentence in which the date may stand that it counts from."""
_SKIPPED = frozenset({"link", "credit"})
_STARTS = re.compile(r"(?<![\w$€£])\S")
"""Where an expression may start (see `patterns.compiled`)."""
_SINCE = re.compile(r"\bsince\s+(?:(?:the|about|at\s+least|around|early)\s+)?$", re.IGNORECASE)
_BY = re.compile(r"\b(?:by|until|till|no\s+later\s+than|before|through)\s+(?:the\s+)?$", re.IGNORECASE)


def find_dates(reading: Reading, book: DateBook) -> None:
    """Fill `reading.dates`, in text order.

    Args:
        reading: a reading with parse and parts; `document.date` is the day that relative
            words count from. Without it they are found, but their days stay None.
        book: the vocabulary.
    """
    Finder(reading, book).run()


def _covering(pattern: re.Pattern[str], text: str, starts: Sequence[int], at: int, right: int) -> re.Match[str] | None:
    """The first match from one of the starts that goes beyond `at`; each match takes up its words."""
    free = 0
    for start in starts:
        if start >= free:
            match = pattern.match(text, start, right)
            if match is not None:
                if match.end() > at:
                    return match
                free = match.end()
    return None


class Finder:
    """Finds the dates of one report; also the setting that its rules ask."""

    def __init__(self, reading: Reading, book: DateBook) -> None:
        """Take over the report and its day."""
        self.reading, self.parse, self.book = reading, reading.parse, book
        self.words = book.words
        self.base = date.fromisoformat(reading.document.date) if reading.document.date else None
        self.tense = Tense(reading.parse, book.words)
        for part in reading.parts:
            if part.kind in ("caption", "headline"):
                self.tense.narrating.update(range(*part.tokens))
        self.found: list[DateMention] = []
        self.tokens: Range = (0, 0)
        self.upto = 0

    def run(self) -> None:
        """Go through the hints from left to right."""
        skipped = [p.tokens for p in self.reading.parts if p.kind in _SKIPPED]
        done = 0
        pivot = self.book.pivot
        for i, word in enumerate(self.parse.lower):
            kind = pivot(word)
            if kind is None or i < done or any(a <= i < b for a, b in skipped):
                continue
            made = self._at(i, kind, done)
            if made is not None:
                done = made.tokens[1]
                self.found.append(made)
        self.reading.dates = self.found

    def _at(self, i: int, kind: str, done: int) -> DateMention | None:
        """The expression around the hint at token `i` that starts at `done` or later."""
        for found, rule in self._matches(i, kind, done):
            span = found.span("x") if "x" in found.re.groupindex and found["x"] else found.span()
            self.tokens = self.parse.tokens_in(span)
            self.upto = span[1]
            days = rule.resolve(found, self)
            if days is not NOT_A_DATE:
                return self._mention(self.tokens, rule, days)
        return None

    def _matches(self, i: int, kind: str, done: int) -> list[tuple[re.Match[str], Rule]]:
        """Matches that cover token `i`: the earliest and longest first."""
        parse, text = self.parse, self.parse.text
        first, last = parse.sents[parse.sent[i]]
        left = parse.start[max(first, done, i - REACH)]
        right = parse.end[min(last, i + BEYOND) - 1]
        at, until = parse.start[i], parse.end[i]
        found = []
        near = text[left:right].lower()
        starts = [m.start() for m in _STARTS.finditer(text, left, until)]
        for order, rule in enumerate(self.book.rules.get(kind, ())):
            if rule.needs and not any(word in near for word in rule.needs):
                continue
            match = _covering(self.book.pattern(rule), text, starts, at, right)
            if match is not None:
                start = match.start("x") if "x" in match.re.groupindex and match["x"] else match.start()
                found.append((start, -match.end(), order, match, rule))
        if not found:
            return []
        wrong = self.book.misleading.search(parse.text, left, right)
        while wrong is not None and wrong.end() <= at:
            wrong = self.book.misleading.search(parse.text, wrong.end(), right)
        if (
            wrong is not None
            and wrong.start() < until
            and all(f[0] <= wrong.end() and -f[1] <= wrong.end() for f in found)
        ):
            return []
        return [(match, rule) for *_, match, rule in sorted(found, key=lambda f: f[:3])]

    def _mention(self, tokens: Range, rule: Rule, days: Days | None) -> DateMention:
        """The mention, with "since" and "by" before it taken in."""
        name, base = rule.name, self.base
        before = self.parse.text[max(0, self.parse.start[tokens[0]] - 24) : self.parse.start[tokens[0]]]
        if _SINCE.search(before):
            name += "+since"
            if days is not None and base is not None and days.start <= base:
                days = Days(days.start, max(base, days.start), days.granularity)
        elif _BY.search(before):
            name += "+by"
        if days is None:
            return DateMention(tokens, None, None, "day", name, "past", rule.recurring, rule.duration)
        direction = "future" if base is not None and days.start > base else "past"
        return DateMention(
            tokens,
            days.start.isoformat(),
            days.end.isoformat(),
            days.granularity,
            name,
            direction,
            rule.recurring,
            rule.duration,
        )

    # What rules ask (see `patterns.Setting`).

    def way(self) -> int:
        """1 for ahead of the report, -1 behind it, 0 unknown."""
        return self.tense.of(*self.tokens)

    def anchor(self) -> Days | None:
        """The date told last before these words."""
        sentence = self.parse.sent[self.tokens[0]]
        for mention in reversed(self.found):
            if mention.recurring or mention.duration or "+by" in mention.rule:
                continue
            if sentence - self.parse.sent[mention.tokens[0]] > LOOK_BACK:
                return None
            if mention.start and mention.end:
                return Days(date.fromisoformat(mention.start), date.fromisoformat(mention.end), mention.granularity)
        return None

    def inner(self) -> Days | None:
        """The date told right after these words, before any comma."""
        tokens, upto = self.tokens, self.upto
        first = self.parse.token_at(upto - 1) + 1
        last = self.parse.sents[self.parse.sent[tokens[0]]][1]
        made = None
        for i in range(first, min(last, first + 8)):
            if self.parse.word[i] in (",", ";", ".", "—", ")"):
                break
            kind = self.book.pivot(self.parse.lower[i])
            if kind is not None:
                made = self._at(i, kind, first)
                if made is not None:
                    break
        self.tokens, self.upto = tokens, upto
        if made is None or made.start is None or made.end is None:
            return None
        return Days(date.fromisoformat(made.start), date.fromisoformat(made.end), made.granularity)

    def before(self) -> str:
        """The word before, in lower case."""
        return self.parse.lower[self.tokens[0] - 1] if self.tokens[0] else ""

    def southern(self) -> bool:
        """Whether the sentence or the dateline names a place south of the equator."""
        first, last = self.parse.sents[self.parse.sent[self.tokens[0]]]
        spans = [(first, last), *(p.tokens for p in self.reading.parts if p.kind == "dateline")]
        for a, b in spans:
            words = f" {' '.join(self.parse.word[a:b])} ".lower()
            if any(f" {name.lower()} " in words for name in self.words.southern):
                return True
        return False

    def after(self) -> str:
        """The word after, as written."""
        return self.parse.word[self.tokens[1]] if self.tokens[1] < len(self.parse) else ""

    def counts(self) -> bool:
        """Whether a number counts the noun after it: "2014 soldiers"."""
        after = self.after().lower()
        if after not in self.words.counted:
            return False
        last = self.tokens[1] - 1
        return not self.parse.dep[last] or after in ("gmt", "utc", "hrs") or self.parse.head[last] == last + 1

    def is_time(self) -> bool:
        """Whether the model took the words for a date or time."""
        return any(self.parse.ent[i] in ("DATE", "TIME") for i in range(*self.tokens))
