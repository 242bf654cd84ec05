"""Days with names: "yesterday", "Christmas Eve", "9/11", "the tenth anniversary of the coup"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from communique.codebook.schema.dates import DateWords
from communique.dates.absolute import nearest_day, year_told
from communique.dates.days import Days, day, day_of, easter_of, year_of
from communique.dates.patterns import NOT_A_DATE, Rule, Setting, count, group, one_of, ordinal
from communique.dates.tense import AHEAD


FESTIVE = ("day", "eve", "easter", "halloween", "july", "thursday", "wednesday", "monday", "friday", "sunday")


def _plain(text: str) -> str:
    """Lower case, straight apostrophes, single spaces."""
    return " ".join(text.lower().replace("’", "'").split())


def named_rules(words: DateWords) -> tuple[Rule, ...]:
    """Rules over the names in the vocabulary."""
    nearby = {_plain(w): n for n in words.nearby for w in n.words}
    festivals = {_plain(f.name): f for f in words.festivals}
    known = {_plain(name): k.date for k in words.known for name in k.names}
    alone = [name for k in words.known if k.alone for name in k.names]

    def near(found: re.Match[str], setting: Setting) -> Days | None:
        """ "yesterday", "overnight"."""
        if setting.base is None:
            return None
        told = nearby[_plain(found["n"])]
        if found["n"].lower() == "overnight" and setting.way() == AHEAD:
            return Days(setting.base, setting.base + timedelta(days=1), "day")
        start, end = (setting.base + timedelta(days=k) for k in (told.first, told.last))
        return Days(start, end, told.granularity)

    def festival(found: re.Match[str], setting: Setting) -> Days | None:
        """ "Christmas Eve", "Good Friday last year"."""
        told = festivals[_plain(found["n"])]
        year = year_told(found, setting)
        if told.easter is None:
            assert told.month is not None and told.day is not None
            return day_of(year, told.month, told.day) if year else nearest_day(told.month, told.day, setting)
        if year is None:
            if setting.base is None:
                return None
            year = setting.base.year
            at = easter_of(year) + timedelta(days=told.easter)
            if at > setting.base + timedelta(days=30) and setting.way() != AHEAD:
                year -= 1
        return day(easter_of(year) + timedelta(days=told.easter))

    def known_day(found: re.Match[str], setting: Setting) -> Days | None:
        """ "9/11"."""
        return day(date.fromisoformat(known[_plain(found["n"])]))

    def anniversary(found: re.Match[str], setting: Setting) -> Days | None:
        """ "the tenth anniversary of the fall of the Berlin Wall"; else unknown."""
        number = ordinal(found["o"], setting.words) if found["o"] else (count(found["k"], setting.words) or (0, 0))[0]
        first = day(date.fromisoformat(known[_plain(found["of"])])) if group(found, "of") else setting.inner()
        if first is None or not number:
            return None
        if first.granularity == "day" and first.start == first.end:
            told = day_of(first.start.year + number, first.start.month, first.start.day)
            return told or NOT_A_DATE
        return year_of(first.start.year + number) if first.granularity == "year" else None

    return (
        Rule("nearby", ("nearby", "unit"), rf"(?P<n>{one_of(list(nearby))})", near),
        Rule("festival", ("festival", "weekday", "month", "unit", "eve"), rf"(?P<n>{one_of(list(festivals))})<YS>", festival, needs=FESTIVE),
        Rule("known-day", ("slash",), rf"(?P<n>{one_of(alone)})", known_day),
        Rule(
            "anniversary",
            ("anniversary",),
            rf"(?:the )?(?:(?P<o><O>)|(?P<k><N>)[- ]year) anniversary(?: of (?:the |an? )?(?P<of>{one_of(list(known))})?)?",
            anniversary,
        ),
    )
