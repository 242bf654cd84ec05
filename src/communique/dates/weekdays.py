"""Weekdays and weekends: "on Monday", "next Friday", "from Monday to Wednesday", "the weekend".

A bare weekday is the last one, the report's own day included; the coming one where the verb
looks ahead. "Last Monday" said on a Tuesday is not yesterday, but a week before it.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from communique.dates.days import Days, day, week_of, weekend_of
from communique.dates.patterns import NOT_A_DATE, Rule, Setting, count, group
from communique.dates.tense import AHEAD

TOO_NEAR = 3
"""Days within one week that are too few for "last Monday" to mean this week's."""


def back_to(base: date, weekday: int) -> date:
    """The last such weekday, the day itself included."""
    return base - timedelta(days=(base.weekday() - weekday) % 7)


def on_to(base: date, weekday: int) -> date:
    """The next such weekday, the day itself included."""
    return base + timedelta(days=(weekday - base.weekday()) % 7)


def _number(text: str, setting: Setting) -> int:
    """Monday is 0."""
    return setting.words.weekdays[text]


def _beside(weekday: int, mod: str, base: date, setting: Setting) -> date | None:
    """A weekday with a word before it: "last", "next", "this coming"."""
    if mod == "last":
        back = back_to(base - timedelta(days=1), weekday)
        near = (base - back).days <= TOO_NEAR and back.weekday() < base.weekday()
        return back - timedelta(days=7) if near else back
    if mod in ("this past", "past", "the past"):
        return back_to(base - timedelta(days=1), weekday)
    if mod == "next":
        return week_of(base).start + timedelta(days=7 + weekday)
    if mod in ("this coming", "coming", "the coming", "the upcoming"):
        return on_to(base + timedelta(days=1), weekday)
    if mod in ("the following", "the next", "the previous", "that"):
        anchor = setting.anchor()
        if anchor is None:
            return None
        if mod == "the previous":
            return back_to(anchor.start - timedelta(days=1), weekday)
        if mod == "that":
            return week_of(anchor.start).start + timedelta(days=weekday)
        return on_to(anchor.end + timedelta(days=1), weekday)
    return on_to(base, weekday) if setting.way() >= 0 else back_to(base, weekday)


def _weekday(found: re.Match[str], setting: Setting) -> Days | None:
    """ "Monday", "late on Monday night", "Friday last week", "this Sunday"."""
    base, weekday = setting.base, _number(found["w"], setting)
    mod, week = group(found, "mod"), group(found, "wk")
    if base is None:
        return None
    if week in ("last", "next", "this"):
        return day(week_of(base).start + timedelta(days=weekday + {"last": -7, "next": 7, "this": 0}[week]))
    if week is not None:
        anchor = setting.anchor()
        return (
            day(week_of(anchor.start).start + timedelta(days=weekday + 7 * (week == "the following")))
            if anchor
            else None
        )
    if group(found, "ago"):
        weeks = count(group(found, "ago") or "", setting.words)
        return day(back_to(base, weekday) - timedelta(days=7 * weeks[0])) if weeks else None
    if mod is not None:
        at = _beside(weekday, mod, base, setting)
        return day(at) if at else None
    return day(on_to(base, weekday) if setting.way() == AHEAD else back_to(base, weekday))


def _weeks_from(found: re.Match[str], setting: Setting) -> Days | None:
    """ "a week from Monday", "two weeks from Friday"."""
    weeks = count(found["n"], setting.words)
    if setting.base is None or weeks is None:
        return None
    return day(on_to(setting.base, _number(found["w"], setting)) + timedelta(days=7 * weeks[0]))


def _range(found: re.Match[str], setting: Setting) -> Days | None:
    """ "from Monday to Wednesday", "between Friday and Sunday", "Monday-Friday"."""
    if group(found, "sep") == "and" and group(found, "fr") != "between":
        return NOT_A_DATE
    if setting.base is None:
        return None
    first, last = _number(found["w"], setting), _number(found["v"], setting)
    length = timedelta(days=(last - first) % 7)
    if setting.way() == AHEAD:
        start = on_to(setting.base, first)
        return Days(start, start + length, "day")
    end = back_to(setting.base, last)
    return Days(end - length, end, "day")


def _overnight(found: re.Match[str], setting: Setting) -> Days | None:
    """ "overnight into Tuesday", "Monday night into Tuesday"."""
    if setting.base is None:
        return None
    end = back_to(setting.base, _number(found["w"], setting))
    return Days(end - timedelta(days=1), end, "day")


def _weekend(found: re.Match[str], setting: Setting) -> Days | None:
    """ "over the weekend", "next weekend"; the last one unless the verb looks ahead."""
    base, mod = setting.base, group(found, "mod")
    if base is None:
        return None
    here = weekend_of(base)
    week = timedelta(days=7)
    if mod in ("that", "the same", "the following", "the previous"):
        anchor = setting.anchor()
        if anchor is None:
            return None
        base, here = anchor.start, weekend_of(anchor.start)
        return here if mod in ("that", "the same") else _moved(here, week if mod == "the following" else -week)
    on_it = base.weekday() >= 5
    if mod in ("next", "the coming", "this coming", "the upcoming"):
        return _moved(here, week) if on_it or (mod == "next" and base.weekday() >= 3) else here
    if mod in ("last", "this past", "the past"):
        return _moved(here, -week)
    if on_it:
        return here
    if setting.way() == AHEAD or (mod == "this" and setting.way() == 0):
        return here
    return _moved(here, -week)


def _moved(days: Days, by: timedelta) -> Days:
    """The same stretch some days away."""
    return Days(days.start + by, days.end + by, days.granularity)


def _never(found: re.Match[str], setting: Setting) -> Days | None:
    """A rhythm has no days."""
    return None


_MOD = (
    r"(?:(?P<mod>last|next|this past|this coming|this|the past|the coming|the upcoming|the following|the next"
    r"|the previous|coming|past|that) )?"
)
_EVERY = ("every", "each", "alternate")
_EDGE = r"(?:(?:early|late|earlier|later)(?: on)? |overnight (?:on )?)?"

RULES = (
    Rule(
        "every-weekday",
        ("weekday",),
        r"(?:every|each|every other|alternate) (?:<W>)<T>?",
        _never,
        recurring=True,
        needs=_EVERY,
    ),
    Rule(
        "weekdays",
        ("plural",),
        r"(?-i:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days)|weekdays|weekends",
        _never,
        recurring=True,
    ),
    Rule(
        "overnight",
        ("weekday", "nearby"),
        r"(?:overnight|(?:<W>) night) (?:in)?to (?P<w><W>)<T>?",
        _overnight,
        needs=("night",),
    ),
    Rule(
        "weekdays-range",
        ("weekday",),
        r"(?:(?P<fr>from|between) )?(?P<w><W>)<T>?(?P<sep><H>| to | through | until | till | and )(?P<v><W>)<T>?",
        _range,
    ),
    Rule("weeks-from", ("weekday",), r"(?P<n><N>) weeks? (?:from|on|after) (?P<w><W>)", _weeks_from, needs=("week",)),
    Rule(
        "weekday",
        ("weekday",),
        _MOD + _EDGE + r"(?P<w><W>)<T>?(?:,? (?:of )?(?P<wk>last|next|this|that|the same|the following) week"
        r"|,? (?P<ago><N>) weeks? ago)?",
        _weekday,
    ),
    Rule(
        "weekend",
        ("weekend",),
        r"(?:(?P<mod>last|next|this past|this coming|this|the past|the coming|the upcoming|the following"
        r"|the previous|the same|that|the|a|at) )(?:long |holiday |\w+ )?weekend",
        _weekend,
    ),
)
