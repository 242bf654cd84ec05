"""Stretches told in units from the report's day: "last month", "two weeks ago", "within 60 days"."""

from __future__ import annotations

import re
from datetime import timedelta

from communique.dates.days import Days, day, month_of, moved, part_of, unit_around
from communique.dates.patterns import NOT_A_DATE, Rule, Setting, count, group, part_named
from communique.dates.tense import AHEAD
from communique.records.record import Granularity

VAGUE_AGO = {"day": (1, 6), "week": (2, 8), "month": (2, 12)}
"""What "weeks ago" may mean; years and decades ago are left unknown."""
RECENT = {"day": 7, "week": 8, "month": 10, "year": 6}
"""How many units "in recent weeks" reaches back at most."""
COMING = {"day": 10, "week": 8, "month": 10, "year": 6}


def unit_named(text: str) -> str:
    """The unit in the singular: "fortnight" stays, "weeks" is "week"."""
    return text.lower().removeprefix("fiscal ").strip().removesuffix("s")


def _around(found: re.Match[str], setting: Setting) -> Days | None:
    """ "last month", "earlier this week", "late last year", "the end of the month"."""
    base = setting.base
    mod, unit = group(found, "mod") or "", unit_named(found["u"])
    told = group(found, "part")
    if mod == "the" and told is None:
        return NOT_A_DATE
    if base is None:
        return None
    if mod in ("the past", "this past"):
        return Days(moved(base, unit, -1), base, unit_grain(unit))
    if mod in ("the coming", "this coming"):
        return unit_around(moved(base, unit, 1), unit)
    back = {"last": -1, "next": 1}.get(mod, 0)
    whole = unit_around(moved(base.replace(day=1) if unit != "week" else base, unit, back), unit)
    if told is None:
        return whole
    if told in ("earlier", "later") and back == 0:
        if told == "earlier":
            return Days(whole.start, base, whole.granularity)
        return Days(base, whole.end, whole.granularity)
    part = part_named(told, setting.words)
    return part_of(whole, part) if part else whole


_GRAINS: dict[str, Granularity] = {
    "week": "week",
    "fortnight": "week",
    "month": "month",
    "quarter": "month",
    "year": "year",
    "decade": "year",
}


def unit_grain(unit: str) -> Granularity:
    """Granularity of a unit."""
    return _GRAINS.get(unit, "day")


def _past_span(found: re.Match[str], setting: Setting) -> Days | None:
    """ "in recent weeks", "over the past three days", "in the last 24 hours"."""
    base = setting.base
    if base is None:
        return None
    unit = unit_named(found["u"])
    if unit == "hour":
        hours = (count(found["n"], setting.words) or (24, 24))[1] if group(found, "n") else 24
        return Days(base - timedelta(days=max(1, (hours + 12) // 24)), base, "day")
    number = count(found["n"], setting.words) if group(found, "n") else None
    most = number[1] if number else RECENT.get(unit, 10)
    return Days(moved(base, unit, -most), base, unit_grain(unit))


def _coming_span(found: re.Match[str], setting: Setting) -> Days | None:
    """ "in the coming weeks", "over the next three months"."""
    base = setting.base
    if base is None:
        return None
    unit = unit_named(found["u"])
    number = count(found["n"], setting.words) if group(found, "n") else None
    if unit == "hour":
        return Days(base, base + timedelta(days=((number or (24, 24))[1] + 12) // 24 or 1), "day")
    return Days(base, moved(base, unit, number[1] if number else COMING.get(unit, 10)), unit_grain(unit))


def _ago(found: re.Match[str], setting: Setting) -> Days | None:
    """ "two weeks ago", "three years ago", "months ago"."""
    base, unit = setting.base, unit_named(found["u"])
    if base is None:
        return None
    if group(found, "half"):
        return unit_around(moved(base, "year", -50), "year") if unit == "century" else NOT_A_DATE
    if not group(found, "n"):
        if unit not in VAGUE_AGO:
            return None
        near, far = VAGUE_AGO[unit]
        return Days(moved(base, unit, -far), moved(base, unit, -near), unit_grain(unit))
    told = count(found["n"], setting.words)
    if told is None:
        return None
    return counted_back(day(base), unit, told, -1)


def counted_back(anchor: Days, unit: str, told: tuple[int, int], way: int) -> Days:
    """The day, week, month or year that lies some units from an anchor."""
    least, most = told
    if unit == "decade":
        unit, least, most = "year", least * 10, most * 10
    if unit == "century":
        unit, least, most = "year", least * 100, most * 100
    grain = "week" if unit == "fortnight" else unit
    one = unit_around(moved(anchor.start, unit, way * most), grain)
    two = unit_around(moved(anchor.start, unit, way * least), grain)
    first, last = (one, two) if one.start <= two.start else (two, one)
    return Days(first.start, last.end, first.granularity)


def _within(found: re.Match[str], setting: Setting) -> Days | None:
    """ "within 60 days" of the report, unless the clause is told as past."""
    base = setting.base
    told = count(found["n"], setting.words)
    if told is None or setting.way() < 0:
        return None
    if base is None:
        return None
    unit = unit_named(found["u"])
    if unit == "hour":
        return Days(base, base + timedelta(days=max(1, (told[1] + 12) // 24)), "day")
    return Days(base, moved(base, unit, told[1]), "day" if unit == "day" else unit_grain(unit))


def _in_units(found: re.Match[str], setting: Setting) -> Days | None:
    """ "will meet in two weeks", "in three days' time"; "the third in two weeks" is none."""
    told = count(found["n"], setting.words)
    if told is None or (not group(found, "time") and setting.way() != AHEAD):
        return NOT_A_DATE
    if setting.after().lower() == "of" or setting.base is None:
        return None if setting.base is None else NOT_A_DATE
    return counted_back(day(setting.base), unit_named(found["u"]), told, 1)


def _from_now(found: re.Match[str], setting: Setting) -> Days | None:
    """ "two weeks from now"."""
    told = count(found["n"], setting.words)
    return counted_back(day(setting.base), unit_named(found["u"]), told, 1) if told and setting.base else None


def _year_end(found: re.Match[str], setting: Setting) -> Days | None:
    """ "by year-end"."""
    return month_of(setting.base.year, 12) if setting.base else None


def _never(found: re.Match[str], setting: Setting) -> Days | None:
    """Lengths and rhythms have no days."""
    return None


def _length(found: re.Match[str], setting: Setting) -> Days | None:
    """ "for two days"; an age is none."""
    after = setting.after().lower()
    return NOT_A_DATE if after in ("old", "-", "–", "ago", "later", "earlier", "before", "after") else None


_AT = r"(?:in|over|during|within|throughout|for|of|from)"
_BEHIND = ("past", "last", "previous", "preceding")
_PAST = r"(?:the )?(?:past|last|previous|preceding)"

RULES = (
    Rule(
        "unit",
        ("unit",),
        r"(?:<P>)?(?P<mod>last|this past|this coming|this|next|the past|the coming|the current|the) "
        r"(?P<u>week|month|year|quarter|decade|fortnight|fiscal year)(?!-)",
        _around,
        needs=("week", "month", "year", "quarter", "decade", "fortnight"),
    ),
    Rule("recent", ("units",), r"(?P<x>(?:the )?recent (?P<u>days|weeks|months|years))", _past_span, needs=("recent",)),
    Rule(
        "past-span", ("units", "unit"), rf"(?P<x>{_PAST} (?P<n><V>) (?P<u>(?:<U>|hour)s?))", _past_span, needs=_BEHIND
    ),
    Rule(
        "past-span", ("units",), r"(?P<x>the (?:past|last) (?P<u>days|weeks|months|years))", _past_span, needs=_BEHIND
    ),
    Rule(
        "coming-span",
        ("units", "unit"),
        r"(?P<x>(?:the )?(?:next|coming|following) (?P<n><V>) (?P<u>(?:<U>|hour)s?))",
        _coming_span,
        needs=("next", "coming", "following"),
    ),
    Rule(
        "coming-span",
        ("units",),
        r"(?P<x>(?:the )?(?:next few|coming|weeks and months|upcoming) (?P<u>hours|days|weeks|months|years))",
        _coming_span,
        needs=("next", "coming", "weeks", "upcoming"),
    ),
    Rule("ago", ("ago",), r"(?:<R>)?(?P<n><V>) (?P<u>(?:<U>|century|centurie)s?) ago", _ago),
    Rule("ago", ("ago",), r"(?P<half>half) a (?P<u>century|year|decade) ago", _ago),
    Rule("ago", ("ago",), r"(?:(?:many|long) )?(?P<u>days|weeks|months|years|decades|centuries) ago", _ago),
    Rule(
        "within",
        ("unit", "units"),
        r"(?P<x>within (?:the (?:next|coming) )?(?:<R>)?(?P<n><V>) (?P<u>(?:<U>|hour)s?))",
        _within,
        needs=("within",),
    ),
    Rule(
        "in-units",
        ("unit", "units"),
        r"(?P<x>in (?:<R>)?(?P<n><V>) (?P<u><U>s?)(?P<time>['’]?s?['’]? time)?)",
        _in_units,
    ),
    Rule(
        "from-now",
        ("unit", "units"),
        r"(?:<R>)?(?P<n><V>) (?P<u><U>s?) (?:from now|hence)",
        _from_now,
        needs=("from now", "hence"),
    ),
    Rule("year-end", ("unit",), r"year[- ]end", _year_end, needs=("end",)),
    Rule(
        "rhythm",
        ("unit", "units"),
        r"(?:every|each) (?:other |second |<N> )?(?:<U>|hour)s?",
        _never,
        recurring=True,
        needs=("every", "each"),
    ),
    Rule(
        "rhythm",
        ("unit",),
        r"(?:once|twice|<N> times|several times) (?:a|every|each|per) (?:<U>)",
        _never,
        recurring=True,
        needs=("once", "twice", "times"),
    ),
    Rule(
        "length",
        ("unit", "units"),
        r"for (?P<x>(?:<R>)?(?:(?:a|the) (?:full|whole|entire) |<V> )(?:<U>|hour|minute|decade)s?)",
        _length,
        duration=True,
        needs=("for",),
    ),
    Rule(
        "length",
        ("units",),
        r"for (?P<x>(?:hours|days|weeks|months|years|decades))",
        _length,
        duration=True,
        needs=("for",),
    ),
    Rule("length", ("unit",), r"(?P<x><N>[- ](?:<U>|hour|minute)(?:-long)?)(?= [a-z])", _length, duration=True),
)
