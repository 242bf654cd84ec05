"""How rules are written: a template over named fragments, and a function from match to days.

In a template a space is any white space, `~` optional white space, `-` between tildes a dash of any length, and
`<W>` and the like are fragments made from the vocabulary (see `fragments`). Templates ignore
case, but weekdays and months need their capital. The group `x`, where there is one, marks the
words that are the mention; else the whole match is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from communique.codebook.schema.dates import DateWords
from communique.dates.days import Days

NOT_A_DATE = Days(date.min, date.min, "day")
"""What a rule answers when the words are no date after all; None says: a date, but not known."""


class Setting(Protocol):
    """What a rule may ask about the place where its words stand."""

    base: date | None
    words: DateWords

    def way(self) -> int:
        """1 for ahead of the report, -1 behind it, 0 unknown."""

    def anchor(self) -> Days | None:
        """The date told before these words, in the sentence or just before it."""

    def inner(self) -> Days | None:
        """The date told right after these words: "two days after Monday's attack"."""

    def before(self) -> str:
        """The word before, in lower case."""

    def after(self) -> str:
        """The word after, as written."""

    def southern(self) -> bool:
        """Whether the sentence or the dateline is set south of the equator, where June is winter."""

    def is_time(self) -> bool:
        """Whether the model took the words for a date or time."""

    def counts(self) -> bool:
        """Whether a number counts the noun after it: "2014 soldiers"."""


Resolve = Callable[[re.Match[str], Setting], Days | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to tell a date.

    Attributes:
        name: goes into the records' reasons.
        pivots: kinds of word, one of which the match must cover.
        template: see the module's head.
        resolve: the days meant; None for unknown, `NOT_A_DATE` for no date.
        recurring, duration: the words tell a rhythm or a length.
        needs: one of these (in lower case) must stand near, which saves trying the pattern.
    """

    name: str
    pivots: tuple[str, ...]
    template: str
    resolve: Resolve
    recurring: bool = False
    duration: bool = False
    needs: tuple[str, ...] = ()


def one_of(words: list[str] | dict[str, int]) -> str:
    """An alternation, longest first."""
    return "|".join(
        re.escape(w).replace(r"\ ", r"\s+").replace("'", "['’]") for w in sorted(words, key=len, reverse=True)
    )


_WHOLE = ("May", "MAY", "June", "JUNE", "July", "JULY")
"""Short names of months that are not shortened, so that a point after them ends the sentence."""


def fragments(words: DateWords) -> dict[str, str]:
    """The fragments of the templates.

    W weekday, M month, D day of the month, Y year, N number, V vague or exact number, U unit,
    P part ("early", "the end of"), T part of the day, R rough ("more than"), O ordinal,
    S season, H dash, YS year after a month and day.
    """
    number = rf"(?:\d{{1,3}}(?![\d:%]|[.,]\d)|{one_of(words.numbers)})"
    year = r"(?:1[5-9]|20)\d\d(?![\d:%]|[.,]\d)"
    long, short = (
        [m for m in words.months if len(m) > 4 or m in _WHOLE],
        [m for m in words.months if len(m) <= 4 and m not in _WHOLE],
    )
    part = [*words.early, *words.middle, *words.late, "earlier", "later"]
    return {
        "W": rf"(?-i:{one_of(words.weekdays)})(?![a-z])",
        "M": rf"(?:(?-i:{one_of(long)})(?![A-Za-z])|(?-i:{one_of(short)})(?![A-Za-z])\.?)",
        "D": r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d:%]|[.,]\d)",
        "Y": year,
        "N": number,
        "V": rf"(?:{one_of(list(words.vague))}|{number})",
        "U": r"(?:day|week|month|year|decade|fortnight|quarter)",
        "P": rf"(?:the\s+)?(?P<part>{one_of(part)})(?:-|\s+(?:on\s+|in\s+)?)",
        "T": rf"(?:\s+(?:{one_of(words.dayparts)})s?\b)",
        "R": r"(?:(?:just\s+)?(?:over|under)|(?:more|less)\s+than|about|around|nearly|almost|some|at\s+least"
        r"|roughly|approximately|barely|only|exactly|just|up\s+to)\s+",
        "O": rf"(?:\d{{1,3}}(?:st|nd|rd|th)|{one_of(words.ordinals)})",
        "S": one_of(words.seasons),
        "H": r"\s?[-–—]\s?",
        "YS": rf"(?:(?:,\s*|\s+|\s+of\s+|,\s+of\s+)(?P<y>{year})"
        r"|,?\s+(?:of\s+)?(?P<yr>last|this|next|that|the\s+same|the\s+previous|the\s+following)\s+year)?",
    }


def compiled(template: str, parts: dict[str, str]) -> re.Pattern[str]:
    """Compile a template."""
    text = template.replace(" ", r"\s+").replace("~", r"\s*")
    text = re.sub(r"<([A-Z]+)>", lambda m: parts[m[1]], text)
    return re.compile(rf"(?<![\w$€£])(?:{text})(?!\w)", re.IGNORECASE)


def count(text: str, words: DateWords) -> tuple[int, int] | None:
    """Fewest and most that a number means: "several" is 3 to 7."""
    text = " ".join(text.lower().split())
    if text.isdigit():
        return int(text), int(text)
    if text in words.numbers:
        return words.numbers[text], words.numbers[text]
    return words.vague.get(text)


def ordinal(text: str, words: DateWords) -> int | None:
    """ "third" or "3rd" as 3."""
    digits = re.match(r"\d+", text)
    return int(digits[0]) if digits else words.ordinals.get(text.lower())


def part_named(text: str | None, words: DateWords) -> str | None:
    """ "early", "middle" or "late", whichever the words mean."""
    if text is None:
        return None
    text = " ".join(text.lower().split())
    if text in words.early or text == "earlier":
        return "early"
    if text in words.middle:
        return "middle"
    return "late"


def group(found: re.Match[str], name: str) -> str | None:
    """A named group in lower case with single spaces; None where the pattern lacks it."""
    value = found.groupdict().get(name)
    return " ".join(value.lower().split()) if value is not None else None
