"""Stretches of the calendar, and arithmetic with them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from communique.records.record import Granularity


class Days(NamedTuple):
    """A stretch of days, `end` inclusive, and how exactly the words told it."""

    start: date
    end: date
    granularity: Granularity


def day(at: date) -> Days:
    """One day."""
    return Days(at, at, "day")


def day_of(year: int, month: int, number: int) -> Days | None:
    """One day by its numbers, None where there is no such day."""
    if 1 <= month <= 12 and 1 <= number <= monthrange(year, month)[1]:
        return day(date(year, month, number))
    return None


def month_of(year: int, month: int) -> Days:
    """A whole month."""
    return Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]), "month")


def months_of(year: int, month: int, count: int) -> Days:
    """`count` months from one on; `month` may lie beyond December."""
    first = shifted(date(year, 1, 1), month - 1)
    last = shifted(first, count - 1)
    return Days(first, month_of(last.year, last.month).end, "month")


def year_of(year: int) -> Days:
    """A whole year."""
    return Days(date(year, 1, 1), date(year, 12, 31), "year")


def week_of(at: date) -> Days:
    """The week from Monday to Sunday around a day."""
    monday = at - timedelta(days=at.weekday())
    return Days(monday, monday + timedelta(days=6), "week")


def weekend_of(at: date) -> Days:
    """Saturday and Sunday of the week around a day."""
    saturday = at + timedelta(days=5 - at.weekday())
    return Days(saturday, saturday + timedelta(days=1), "week")


def shifted(at: date, months: int) -> date:
    """The same day some months away, or the last of that month."""
    total = at.year * 12 + at.month - 1 + months
    year, month = total // 12, total % 12 + 1
    return date(year, month, min(at.day, monthrange(year, month)[1]))


def unit_around(at: date, unit: str) -> Days:
    """The day, week, month, quarter, year or decade that holds a day."""
    if unit == "week":
        return week_of(at)
    if unit == "month":
        return month_of(at.year, at.month)
    if unit == "quarter":
        return months_of(at.year, (at.month - 1) // 3 * 3 + 1, 3)
    if unit == "year":
        return year_of(at.year)
    if unit == "decade":
        return decade_of(at.year // 10 * 10)
    return day(at)


def decade_of(year: int, years: int = 10) -> Days:
    """Ten years, or as many as told, from a year on."""
    return Days(date(year, 1, 1), date(year + years - 1, 12, 31), "year")


def moved(at: date, unit: str, count: int) -> date:
    """A day `count` units later (earlier where negative)."""
    if unit == "fortnight":
        return at + timedelta(days=14 * count)
    if unit == "week":
        return at + timedelta(days=7 * count)
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120}.get(unit)
    if months is not None:
        return shifted(at, months * count)
    return at + timedelta(days=count)


def part_of(whole: Days, part: str) -> Days:
    """Early, middle or late part of a stretch: the first, second or last third."""
    length = (whole.end - whole.start).days + 1
    third = 10 if 28 <= length <= 31 else max(1, length // 3)
    if length > 300 and length < 400:
        year = whole.start.year
        return months_of(year, {"early": 1, "middle": 5, "late": 9}[part], 4)
    first = whole.start + timedelta(days=third)
    last = whole.start + timedelta(days=2 * third)
    if part == "early":
        return Days(whole.start, first - timedelta(days=1), whole.granularity)
    if part == "middle":
        return Days(first, last - timedelta(days=1), whole.granularity)
    return Days(last, whole.end, whole.granularity)


def easter_of(year: int) -> date:
    """Easter Sunday of the western churches."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)
