"""Dates by number and month: "May 6", "6 May 2023", "May 3-5", "2014 to 2019", "2023-05-06"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from communique.dates.days import Days, day_of, month_of, part_of, shifted, year_of
from communique.dates.patterns import NOT_A_DATE, Rule, Setting, group, part_named
from communique.dates.tense import AHEAD, BEHIND

FAR_AHEAD = 45
"""A day of the month without a year and without a verb is taken for a coming one up to here."""
_AFTER_DETERMINER = frozenset(
    [
        "the",
        "a",
        "an",
        "its",
        "his",
        "her",
        "their",
        "our",
        "this",
        "that",
        "'s",
        "’s",
        "initial",
        "previous",
        "first",
        "original",
    ]
)
_BEFORE_MONTH = frozenset(
    [
        "in",
        "since",
        "until",
        "till",
        "by",
        "of",
        "from",
        "during",
        "before",
        "after",
        "through",
        "to",
        "for",
        "and",
        "between",
        "or",
        "mid",
        "around",
        "starting",
        "throughout",
        "following",
        "-",
        "–",
        "(",
        "last",
        "as",
    ]
)


def month_number(text: str, setting: Setting) -> int:
    """Number of a month's name, with or without a point."""
    name = text.rstrip(".")
    return setting.words.months[name]


def day_number(text: str) -> int:
    """Number of a day of the month: "6th" is 6."""
    return int(re.sub(r"\D", "", text))


def year_told(found: re.Match[str], setting: Setting) -> int | None:
    """The year written or meant by "last year"; None where there is none."""
    year = group(found, "y")
    if year:
        return int(year)
    told = group(found, "yr")
    if told is None:
        return None
    if told in ("that", "the same", "the previous", "the following"):
        anchor = setting.anchor()
        if anchor is None:
            return None
        return anchor.start.year + {"the previous": -1, "the following": 1}.get(told, 0)
    if setting.base is None:
        return None
    return setting.base.year + {"last": -1, "next": 1}.get(told, 0)


def nearest_day(month: int, number: int, setting: Setting) -> Days | None:
    """A day of a month without a year: the last one, the next one if the verb looks ahead."""
    base = setting.base
    if base is None:
        return None
    around = [d for y in range(base.year - 4, base.year + 5) if (d := day_of(y, month, number))]
    past = [d for d in around if d.start <= base]
    ahead = [d for d in around if d.start >= base]
    if not past or not ahead:
        return None
    way = setting.way()
    if way == AHEAD:
        return ahead[0]
    gap = (ahead[0].start - base).days
    if way != BEHIND and gap <= FAR_AHEAD and (base - past[-1].start).days > 2 * gap:
        return ahead[0]
    return past[-1]


def nearest_month(month: int, setting: Setting) -> Days | None:
    """A month without a year: the last one begun, the next one if the verb looks ahead."""
    base = setting.base
    if base is None:
        return None
    year = base.year
    if setting.way() == AHEAD:
        return month_of(year if month >= base.month else year + 1, month)
    return month_of(year if month <= base.month else year - 1, month)


def relative_told(found: re.Match[str]) -> bool:
    """Whether the year is told as "last year" and the like."""
    return group(found, "yr") is not None


def _single(found: re.Match[str], setting: Setting) -> Days | None:
    """ "May 6", "6 May 2023", "May 6 last year"."""
    month, number = month_number(found["m"], setting), day_number(found["d"])
    year = year_told(found, setting)
    if year is not None:
        return day_of(year, month, number)
    if relative_told(found):
        return None
    return nearest_day(month, number, setting)


def _joined(found: re.Match[str]) -> bool:
    """Whether the two ends belong together: "and" joins a range only after "between"."""
    return group(found, "sep") != "and" or group(found, "fr") == "between"


def _range(found: re.Match[str], setting: Setting) -> Days | None:
    """ "May 3-5", "between May 30 and June 2", "30 May to 2 June 2023"."""
    month = month_number(found["m"], setting)
    last_month = group(found, "n")
    if last_month is not None and not _joined(found):
        return NOT_A_DATE
    end_month = month_number(found["n"], setting) if last_month is not None else month
    year = year_told(found, setting)
    last = (
        day_of(year, end_month, day_number(found["e"]))
        if year is not None
        else nearest_day(end_month, day_number(found["e"]), setting)
    )
    if last is None or last is NOT_A_DATE:
        return last
    first = day_of(last.start.year if month <= end_month else last.start.year - 1, month, day_number(found["d"]))
    if first is None or first.start > last.start:
        return NOT_A_DATE
    return Days(first.start, last.start, "day")


def _iso(found: re.Match[str], setting: Setting) -> Days | None:
    """ "2023-05-06"."""
    return day_of(int(found["y"]), int(found["m"]), int(found["d"])) or NOT_A_DATE


def _slashed(found: re.Match[str], setting: Setting) -> Days | None:
    """ "25/12/2023"; "5/6/2023" may be either, hence unknown."""
    a, b, year = int(found["a"]), int(found["b"]), int(found["y"])
    if a > 12 and b <= 12:
        return day_of(year, b, a) or NOT_A_DATE
    if b > 12 and a <= 12:
        return day_of(year, a, b) or NOT_A_DATE
    return day_of(year, a, b) if a == b else None


def _month_year(found: re.Match[str], setting: Setting) -> Days | None:
    """ "September 2023", "early April of last year"."""
    year = year_told(found, setting)
    if year is None:
        return None
    return _part(month_of(year, month_number(found["m"], setting)), found, setting)


def _part(whole: Days, found: re.Match[str], setting: Setting) -> Days:
    """The part of a month or year that is told, else all of it."""
    part = part_named(group(found, "part"), setting.words)
    return part_of(whole, part) if part else whole


def _month(found: re.Match[str], setting: Setting) -> Days | None:
    """ "in September", "last May", "early April"; not "June Smith"."""
    name = found["m"].rstrip(".").lower()
    mod = group(found, "mod")
    if name in setting.words.names_of_people and mod is None and group(found, "part") is None:
        if not _is_month(found, setting):
            return NOT_A_DATE
    elif (
        setting.after()[:1].isupper()
        and setting.before() not in _BEFORE_MONTH
        and not setting.is_time()
        and mod is None
    ):
        return NOT_A_DATE
    if setting.base is None:
        return None
    month = month_number(found["m"], setting)
    if mod is None:
        whole = nearest_month(month, setting)
    else:
        whole = _month_beside(month, mod, setting.base)
    return _part(whole, found, setting) if whole else None


def _is_month(found: re.Match[str], setting: Setting) -> bool:
    """Whether "May" or "April" stands where a month does."""
    before, after = setting.before(), setting.after()
    if after in ("'s", "’s"):
        return before.isalpha() and before.islower()  # "after April's vote", not "April's words surprised everyone"
    if before in _BEFORE_MONTH:
        return before not in ("and", "or", "to", "for", "-", "–") or setting.is_time()
    return (
        before in _AFTER_DETERMINER
        and after.isalpha()
        and after.islower()
        and after not in ("on", "for", "of", "against", "to", "through")
    )


def _month_beside(month: int, mod: str, base: date) -> Days:
    """ "last May", "next March", "this June"."""
    if mod in ("last", "this past", "past"):
        return month_of(base.year if month < base.month else base.year - 1, month)
    if mod in ("next", "this coming", "the coming", "coming"):
        return month_of(base.year if month > base.month else base.year + 1, month)
    return month_of(base.year, month)


def _months(found: re.Match[str], setting: Setting) -> Days | None:
    """ "between March and May 2023", "from June to August"."""
    if not _joined(found):
        return NOT_A_DATE
    first, last = month_number(found["m"], setting), month_number(found["n"], setting)
    year = int(found["y"]) if found["y"] else None
    if year is None and setting.base is None:
        return None
    whole = month_of(year, last) if year else nearest_month(last, setting)
    assert whole is not None
    start_year = int(found["y0"]) if found["y0"] else whole.start.year - (first > last)
    start = month_of(start_year, first).start
    return Days(start, whole.end, "month") if start <= whole.end else NOT_A_DATE


def _years(found: re.Match[str], setting: Setting) -> Days | None:
    """ "from 2014 to 2019", "2014-19"."""
    if not _joined(found) or (group(found, "sep") == "to" and group(found, "fr") is None):
        return NOT_A_DATE
    first, text = int(found["y"]), found["z"]
    last = int(text) if len(text) == 4 else first // 100 * 100 + int(text)
    if not first < last <= first + 150 or (len(text) == 2 and last > 2100):
        return NOT_A_DATE
    if (
        group(found, "sep") != "and"
        and setting.before() in ("-", "–", "(", "no.", "resolution")
        and not setting.is_time()
    ):
        return NOT_A_DATE
    return Days(year_of(first).start, year_of(last).end, "year")


def _year(found: re.Match[str], setting: Setting) -> Days | None:
    """ "in 1991", "late 2022"; a count of things is none."""
    if group(found, "part") is None and setting.counts():
        return NOT_A_DATE
    whole = year_of(int(found["y"]))
    return _part(whole, found, setting)


def _attributive(found: re.Match[str], setting: Setting) -> Days | None:
    """ "the 2015 nuclear deal"."""
    if setting.after().lower() in setting.words.counted or setting.counts() or not setting.after().isalpha():
        return NOT_A_DATE
    if setting.before() not in _AFTER_DETERMINER and not setting.is_time():
        return NOT_A_DATE
    return year_of(int(found["y"]))


def _ordinal_day(found: re.Match[str], setting: Setting) -> Days | None:
    """ "on the 24th": of this month, or the last one to have come."""
    base = setting.base
    if base is None:
        return None
    number = day_number(found["d"])
    told = group(found, "of")
    back = {"last": -1, "next": 1}.get(told or "", 0)
    at = shifted(base.replace(day=1), back)
    if told is None and setting.way() != AHEAD and number > base.day:
        at = base.replace(day=1) - timedelta(days=1)
    elif told is None and setting.way() == AHEAD and number < base.day:
        at = shifted(base.replace(day=1), 1)
    return day_of(at.year, at.month, number) or NOT_A_DATE


DIGITS = tuple("0123456789")
_FROM = r"(?:(?P<fr>from|between) )?"
_SEP = r"(?P<sep><H>| to | through | until | till | and )"
_WEEKDAY = r"(?:<W>(?:,~|~\(~| )(?:the )?)?"

RULES = (
    Rule("iso", ("year",), r"(?P<y><Y>)[-/](?P<m>0[1-9]|1[0-2])[-/](?P<d>0[1-9]|[12]\d|3[01])", _iso),
    Rule("slashed", ("slash",), r"(?P<a>\d\d?)/(?P<b>\d\d?)/(?P<y><Y>)", _slashed),
    Rule(
        "days",
        ("month",),
        _FROM + r"(?P<m><M>) (?P<d><D>)" + _SEP + r"(?P<e><D>)(?! (?:<M>))<YS>",
        _range,
        needs=DIGITS,
    ),
    Rule(
        "days",
        ("month",),
        _FROM + r"(?P<m><M>) (?P<d><D>)(?:, <Y>)?" + _SEP + r"(?P<n><M>) (?P<e><D>)<YS>",
        _range,
        needs=DIGITS,
    ),
    Rule(
        "days",
        ("month",),
        _FROM + r"(?:the )?(?P<d><D>)" + _SEP + r"(?:the )?(?P<e><D>) (?:of )?(?P<m><M>)<YS>",
        _range,
        needs=DIGITS,
    ),
    Rule(
        "days",
        ("month",),
        _FROM + r"(?P<d><D>) (?P<m><M>)(?: <Y>)?" + _SEP + r"(?P<e><D>) (?P<n><M>)<YS>",
        _range,
        needs=DIGITS,
    ),
    Rule("day", ("month", "weekday"), _WEEKDAY + r"(?P<m><M>) (?:the )?(?P<d><D>)<YS>", _single, needs=DIGITS),
    Rule("day", ("month", "weekday"), _WEEKDAY + r"(?:the )?(?P<d><D>) (?:of )?(?P<m><M>)<YS>", _single, needs=DIGITS),
    Rule(
        "months",
        ("month",),
        _FROM + r"(?P<m><M>)(?: (?P<y0><Y>))?" + _SEP + r"(?P<n><M>)(?! \d\d?(?!\d))(?:,? (?:of )?(?P<y><Y>))?",
        _months,
    ),
    Rule("month", ("month",), r"(?:<P>)?(?P<m><M>)(?:,| of)? (?P<y><Y>)", _month_year, needs=DIGITS),
    Rule(
        "month",
        ("month",),
        r"(?:<P>)?(?P<m><M>)(?: of| in)? (?P<yr>last|this|next|that|the same|the previous|the following) year",
        _month_year,
        needs=("year",),
    ),
    Rule(
        "month", ("month",), r"(?:<P>)?(?:(?P<mod>last|next|this past|this coming|the coming|this) )?(?P<m><M>)", _month
    ),
    Rule("years", ("year",), _FROM + r"(?P<y><Y>)" + _SEP + r"(?P<z><Y>|\d\d(?!\d))", _years),
    Rule("year", ("year",), r"(?P<x><P>(?P<y><Y>))", _year),
    Rule(
        "year",
        ("year",),
        r"(?:in|since|by|until|till|from|before|after|during|of|for|through|around|circa|as of|than|throughout|and|or)"
        r"(?: the year)? (?P<x>(?P<y><Y>))(?!['’]?s)",
        _year,
    ),
    Rule("year", ("year",), r"(?P<x>(?P<y><Y>))(?= [A-Za-z])", _attributive),
    Rule(
        "day-of-month",
        ("ordinal",),
        r"on the (?P<x>(?P<d>\d\d?(?:st|nd|rd|th))(?: of (?P<of>this|last|next) month)?)"
        r"(?=~(?:[.,;)]|$| (?:and|when|after|before|with|by|in|at)(?!\w)))",
        _ordinal_day,
    ),
)
