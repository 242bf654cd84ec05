"""Dates told from another date: "the following day", "two days later", "a week after Monday's vote".

The other date is the one told last in the sentence, or in the two before it; where there is
none the words stay unresolved, for the report's own day is not what they count from.
"""

from __future__ import annotations

import re
from datetime import timedelta

from communique.dates.days import Days, day, moved, unit_around
from communique.dates.patterns import NOT_A_DATE, Rule, Setting, count, group
from communique.dates.units import counted_back, unit_named

_HALF_DAYS = ("morning", "afternoon", "evening", "night")


def _beside(found: re.Match[str], setting: Setting) -> Days | None:
    """ "the following day", "the previous month", "the same week", "the day before"."""
    unit = unit_named(found["u"])
    unit = "day" if unit in _HALF_DAYS else unit
    told = group(found, "rel") or ""
    anchor = setting.anchor()
    if anchor is None:
        return None
    way = {"before": -1, "earlier": -1, "previous": -1, "preceding": -1, "prior": -1, "same": 0, "that": 0}.get(told, 1)
    if unit == "day" and anchor.granularity != "day":
        return None
    start = anchor.start if way < 0 else anchor.end
    return unit_around(moved(start, unit, way), unit)


def _later(found: re.Match[str], setting: Setting) -> Days | None:
    """ "two days later", "a week earlier"."""
    told = count(found["n"], setting.words)
    anchor = setting.anchor()
    if told is None or anchor is None:
        return None
    unit = unit_named(found["u"])
    if unit == "hour":
        return None
    if unit == "day" and anchor.granularity != "day":
        return None
    way = (
        -1
        if (group(found, "rel") or "").split()[0] in ("earlier", "before", "beforehand", "prior", "previously")
        else 1
    )
    return counted_back(day(anchor.start if way < 0 else anchor.end), unit, told, way)


def _offset(found: re.Match[str], setting: Setting) -> Days | None:
    """ "two days after Monday's attack" counts from Monday.

    In "shells fell on Tuesday, a day after a truce took hold" the words date the truce: a day
    before Tuesday. Without a date in reach weeks and more count from the report.
    """
    told = count(found["n"], setting.words) if group(found, "n") else (1, 1)
    if told is None:
        return None
    unit = unit_named(found["u"])
    unit = "day" if unit in _HALF_DAYS else unit
    way = 1 if group(found, "rel") in ("after", "following", "since") else -1
    inner = setting.inner()
    if inner is not None:
        if unit == "day" and inner.granularity != "day":
            return None
        return counted_back(day(inner.end if way > 0 else inner.start), unit, told, way)
    anchor = setting.anchor()
    if (
        anchor is None
        and unit in ("week", "month", "year", "decade", "fortnight")
        and setting.base is not None
        and group(found, "n")
        and setting.way() < 0
    ):
        anchor = day(setting.base)
    if anchor is None or anchor.granularity != "day":
        return None
    return counted_back(day(anchor.start), unit, told, -way)


def _eve(found: re.Match[str], setting: Setting) -> Days | None:
    """ "on the eve of Sunday's vote"."""
    inner = setting.inner()
    if inner is None:
        return None
    return day(inner.start - timedelta(days=1)) if inner.granularity == "day" else NOT_A_DATE


def _week_of(found: re.Match[str], setting: Setting) -> Days | None:
    """ "the week of May 6"."""
    inner = setting.inner()
    if inner is None or inner.granularity != "day":
        return NOT_A_DATE
    return unit_around(inner.start, "week")


_NEXT = ("after", "before", "following", "prior", "ahead")
_LATER = ("later", "earlier", "after", "beforehand", "previously")
_COUNTED = r"(?:<R>)?(?P<n><V>) (?P<u>(?:<U>|hour)s?)"

RULES = (
    Rule(
        "beside",
        ("unit",),
        r"(?P<x>(?:the (?P<rel>next|following|previous|preceding|same|subsequent)|(?P<that>that very|that)) "
        r"(?P<u>day|week|month|year|night|morning|evening|afternoon))(?! (?:after|before|of)\b)",
        lambda found, setting: _same(found, setting) if group(found, "that") else _beside(found, setting),
        needs=("next", "following", "previous", "preceding", "same", "subsequent", "that"),
    ),
    Rule(
        "beside",
        ("unit",),
        r"the (?P<u>day|week|month|year|night|evening) (?P<rel>before|after|earlier)(?=~(?:[.,;:)—–]|$))",
        _beside,
        needs=("before", "after", "earlier"),
    ),
    Rule(
        "later",
        ("unit", "units"),
        _COUNTED + r" (?P<rel>later|earlier|afterwards?|beforehand|previously)(?! than)",
        _later,
        needs=_LATER,
    ),
    Rule("later", ("unit", "units"), _COUNTED + r" (?P<rel>before|after|prior)(?=~(?:[.,;:)]|$))", _later, needs=_NEXT),
    Rule(
        "offset",
        ("unit", "units"),
        _COUNTED + r" (?P<rel>after|before|following|prior to|ahead of)(?= )",
        _offset,
        needs=_NEXT,
    ),
    Rule(
        "offset",
        ("unit",),
        r"the (?P<u>day|week|month|year|night|evening|morning) (?P<rel>after|before|following)(?= )",
        _offset,
        needs=_NEXT,
    ),
    Rule("eve", ("eve",), r"(?:on )?(?P<x>the eve of)", _eve),
    Rule("week-of", ("unit",), r"(?P<x>the week of)(?= (?:<M>|<D>))", _week_of, needs=("week",)),
)


def _same(found: re.Match[str], setting: Setting) -> Days | None:
    """ "that day", "that year": the one told before."""
    anchor = setting.anchor()
    unit = unit_named(found["u"])
    unit = "day" if unit in _HALF_DAYS else unit
    if anchor is None or (unit == "day" and anchor.granularity != "day"):
        return None
    return unit_around(anchor.start, unit)
