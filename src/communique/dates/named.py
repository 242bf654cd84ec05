"""Days with names: "yesterday", "Christmas Eve", "9/11", "the tenth anniversary of the coup"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from communique.codebook.schema.dates import DateWords
from communique.dates.absolute import nearest_day, year_told
from communique.dates.days import Days, day, day_of, easter_of, year_of
from communique.dates.patterns import NOT_A_DATE, Rule, Setting, count, group, one_of, ordinal
from communique.dates.tense import AHEAD

EASTER_AHEAD = 30
"""Days before a feast that moves with Easter from which on it is this year's."""


def _plain(text: str) -> str:
    """Lower case, straight apostrophes, single spaces."""
    return " ".join(text.lower().replace("’", "'").split())


class NamedDays:
    """Resolves the names of the vocabulary."""

    def __init__(self, words: DateWords) -> None:
        """Index the names."""
        self.words = words
        self.nearby = {_plain(w): n for n in words.nearby for w in n.words}
        self.festivals = {_plain(f.name): f for f in words.festivals}
        self.known = {_plain(name): k.date for k in words.known for name in k.names}

    def near(self, found: re.Match[str], setting: Setting) -> Days | None:
        """ "yesterday", "overnight"."""
        if setting.base is None:
            return None
        told = self.nearby[_plain(found["n"])]
        if found["n"].lower() == "overnight" and setting.way() == AHEAD:
            return Days(setting.base, setting.base + timedelta(days=1), "day")
        start, end = (setting.base + timedelta(days=k) for k in (told.first, told.last))
        return Days(start, end, told.granularity)

    def festival(self, found: re.Match[str], setting: Setting) -> Days | None:
        """ "Christmas Eve", "Good Friday last year"."""
        told = self.festivals[_plain(found["n"])]
        year = year_told(found, setting)
        if told.easter is None:
            if told.month is None or told.day is None:
                return NOT_A_DATE
            return day_of(year, told.month, told.day) if year else nearest_day(told.month, told.day, setting)
        if year is None:
            if setting.base is None:
                return None
            year = setting.base.year
            at = easter_of(year) + timedelta(days=told.easter)
            if at > setting.base + timedelta(days=EASTER_AHEAD) and setting.way() != AHEAD:
                year -= 1
        return day(easter_of(year) + timedelta(days=told.easter))

    def known_day(self, found: re.Match[str], setting: Setting) -> Days | None:
        """ "9/11"."""
        return day(date.fromisoformat(self.known[_plain(found["n"])]))

    def anniversary(self, found: re.Match[str], setting: Setting) -> Days | None:
        """ "the tenth anniversary of the fall of the Berlin Wall"; unknown where the first day is."""
        if found["o"]:
            number = ordinal(found["o"], self.words)
        else:
            number = (count(found["k"], self.words) or (0, 0))[0]
        told = group(found, "of")
        first = day(date.fromisoformat(self.known[_plain(told)])) if told else setting.inner()
        if first is None or not number:
            return None
        if first.start == first.end:
            return day_of(first.start.year + number, first.start.month, first.start.day) or NOT_A_DATE
        return year_of(first.start.year + number) if first.granularity == "year" else None

    def rules(self) -> tuple[Rule, ...]:
        """Rules over the names."""
        alone = [name for k in self.words.known if k.alone for name in k.names]
        named = one_of(list(self.festivals))
        return (
            Rule("nearby", ("nearby", "unit"), rf"(?P<n>{one_of(list(self.nearby))})", self.near),
            Rule(
                "festival",
                ("festival", "weekday", "month", "unit", "eve"),
                rf"(?P<n>{named})<YS>",
                self.festival,
                needs=tuple(dict.fromkeys(name.partition("'")[0].split()[0] for name in self.festivals)),
            ),
            Rule("known-day", ("slash",), rf"(?P<n>{one_of(alone)})", self.known_day),
            Rule(
                "anniversary",
                ("anniversary",),
                r"(?:the )?(?:(?P<o><O>)|(?P<k><N>)[- ]year) anniversary"
                rf"(?: of (?:the |an? )?(?P<of>{one_of(list(self.known))})?)?",
                self.anniversary,
            ),
        )
