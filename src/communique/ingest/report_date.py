"""The date of a report: given, from metadata, from its dateline or from its text.

A report without a date gets none: "on Monday" then has no day, and nothing is dated today.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from communique.ingest.blocks import MONTH, find_dateline
from communique.records.document import Note, Part

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_FULL = re.compile(
    rf"(?:(?P<weekday>(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?)[,.]?\s+(?:on\s+)?)?"
    rf"(?:(?P<m1>{MONTH})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y1>\d{{4}})"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m2>{MONTH}),?\s+(?P<y2>\d{{4}}))"
)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def parse_given(value: str) -> str | None:
    """A date in a metadata field or option as YYYY-MM-DD, None where it is none."""
    found = _ISO.search(value)
    if found:
        return _valid(int(found[1]), int(found[2]), int(found[3]))
    compact = re.fullmatch(r"\s*(\d{4})(\d{2})(\d{2})\d*\s*", value)
    if compact:
        return _valid(int(compact[1]), int(compact[2]), int(compact[3]))
    full = _FULL.search(value)
    return _from_match(full) if full else None


def find_date(
    text: str, parts: list[Part], given: str | None, metadata: str | None
) -> tuple[str | None, str | None, list[Note]]:
    """Date and its origin: `option`, `metadata`, `dateline` or `text`; with notes."""
    if given:
        return given, "option", []
    if metadata:
        found = parse_given(metadata)
        if found:
            return found, "metadata", []
    for part in parts:
        if part.kind == "dateline":
            dated = _dateline_date(text[slice(*part.span)])
            if dated:
                return (
                    dated,
                    "dateline",
                    [Note("date-from-dateline", f"report date {dated} is the dateline's", part.span)],
                )
    for found_in_text in _FULL.finditer(text[:3000]):
        if found_in_text["weekday"] and _agrees(found_in_text):
            day = _from_match(found_in_text)
            span = found_in_text.span()
            return day, "text", [Note("date-from-text", f"report date {day} is a full date in the text", span)]
    return None, None, [Note("no-date", "the report has no date; days such as 'on Monday' stay unresolved")]


def _dateline_date(line: str) -> str | None:
    """Full date of a dateline; one without a year says too little."""
    found = find_dateline(line + " ")
    dated = found and found["date"] and re.search(r"\d{4}", found["date"])
    match = _FULL.search(line) if dated else None
    return _from_match(match) if match else None


def _agrees(found: re.Match[str]) -> bool:
    """Whether the weekday named is the date's."""
    day = _from_match(found)
    return day is not None and _DAYS[date.fromisoformat(day).weekday()] == found["weekday"][:3].lower()


def _from_match(found: re.Match[str]) -> str | None:
    """YYYY-MM-DD of a full date."""
    month = (found["m1"] or found["m2"])[:3].lower()
    return _valid(int(found["y1"] or found["y2"]), _MONTHS.index(month) + 1, int(found["d1"] or found["d2"]))


def _valid(year: int, month: int, day: int) -> str | None:
    """The date if there is such a day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def far_off(day: str, today: date) -> bool:
    """Whether a report's date lies in the future by more than two days."""
    return date.fromisoformat(day) > today + timedelta(days=2)
