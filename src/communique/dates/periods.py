"""Decades, centuries, quarters, halves, seasons and fiscal years."""

from __future__ import annotations

import re

from communique.dates.absolute import year_told
from communique.dates.days import Days, decade_of, months_of, part_of, year_of
from communique.dates.patterns import NOT_A_DATE, Rule, Setting, group, ordinal, part_named
from communique.dates.tense import AHEAD

_DECADES = {
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}


def _part(whole: Days, found: re.Match[str], setting: Setting) -> Days:
    """The part told of a stretch."""
    part = part_named(group(found, "part"), setting.words)
    return part_of(whole, part) if part else whole


def _decade(found: re.Match[str], setting: Setting) -> Days | None:
    """ "the 1990s", "the early '90s", "the nineties"."""
    if found["y"]:
        first = int(found["y"])
    else:
        tens = int(found["s"]) if found["s"] else _DECADES[found["w"].lower()]
        first = 1900 + tens if tens >= 30 or setting.base is None else 2000 + tens
    whole = decade_of(first)
    part = part_named(group(found, "part"), setting.words)
    if part is None:
        return whole
    return decade_of(first + {"early": 0, "middle": 4, "late": 7}[part], {"early": 4, "middle": 3, "late": 3}[part])


def _century(found: re.Match[str], setting: Setting) -> Days | None:
    """ "the 19th century", "the early 20th century"."""
    number = ordinal(found["c"], setting.words)
    if number is None or not 10 <= number <= 22:
        return NOT_A_DATE
    first = (number - 1) * 100 + 1
    part = part_named(group(found, "part"), setting.words)
    return decade_of(first + {"early": 0, "middle": 33, "late": 66}.get(part or "", 0), 34 if part else 100)


def _quarter(found: re.Match[str], setting: Setting) -> Days | None:
    """ "the third quarter of 2023", "the first half of the year", "Q2"."""
    kind = group(found, "k") or "quarter"
    told = found["q"].lower()
    number = (
        4
        if told in ("last", "final") and kind == "quarter"
        else 2
        if told in ("last", "final")
        else ordinal(told, setting.words)
    )
    if number is None or not 1 <= number <= (4 if kind == "quarter" else 2):
        return NOT_A_DATE
    year = year_told(found, setting)
    length = 3 if kind == "quarter" else 6
    if year is not None:
        return months_of(year, (number - 1) * length + 1, length)
    if group(found, "yr") is None and kind == "half":
        return NOT_A_DATE
    base = setting.base
    if base is None:
        return None
    here = months_of(base.year, (number - 1) * length + 1, length)
    if group(found, "yr"):
        return here
    if setting.way() == AHEAD:
        return here if here.end >= base else months_of(base.year + 1, (number - 1) * length + 1, length)
    return here if here.start <= base else months_of(base.year - 1, (number - 1) * length + 1, length)


def _season(found: re.Match[str], setting: Setting) -> Days | None:
    """ "last summer", "in the spring of 2014", "this winter"; not "the fall of Kabul"."""
    name, mod = found["s"].lower(), group(found, "mod") or group(found, "pre")
    year = year_told(found, setting)
    if mod is None and year is None:
        return NOT_A_DATE
    if name == "fall" and year is None and mod not in ("last", "this", "next", "this past", "this coming"):
        return NOT_A_DATE
    if year is None and mod in ("the", "of", "by") and setting.after().isalpha() and group(found, "part") is None:
        return NOT_A_DATE
    first = setting.words.seasons[name]
    if setting.southern():
        first = (first + 5) % 12 + 1
    if year is not None:
        return _part(months_of(year, first, 3), found, setting)
    base = setting.base
    if base is None:
        return None
    here = [months_of(base.year + k, first, 3) for k in (-2, -1, 0, 1)]
    if mod in ("last", "this past"):
        told = [s for s in here if s.end < base][-1]
    elif mod in ("next", "this coming") or setting.way() == AHEAD:
        told = next(s for s in here if (s.start > base if mod == "next" else s.end >= base))
    elif mod == "this":
        told = next((s for s in here if s.start <= base <= s.end), months_of(base.year, first, 3))
    else:
        told = [s for s in here if s.start <= base][-1]
    return _part(told, found, setting)


def _fiscal(found: re.Match[str], setting: Setting) -> Days | None:
    """ "fiscal 2023"."""
    return year_of(int(found["y"]))


_YEAR = r"(?:(?:,| of| in)? (?:(?P<y><Y>)|(?P<yr>last|this|next|the) year))?"

RULES = (
    Rule(
        "decade",
        ("decade",),
        r"(?:the )?(?:<P>)?(?:(?P<y>(?:1[5-9]|20)\d0)s|['’](?P<s>[2-9]0)s"
        r"|(?P<w>twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties))",
        _decade,
    ),
    Rule("century", ("century",), r"(?:the )?(?:<P>)?(?P<c><O>)[- ]century", _century),
    Rule(
        "quarter",
        ("unit",),
        r"(?:the )?(?P<q>first|second|third|fourth|final|1st|2nd|3rd|4th)[- ](?P<k>quarter)(?!-?finals?)" + _YEAR,
        _quarter,
        needs=("quarter",),
    ),
    Rule("half", ("half",), r"(?:the )?(?P<q>first|second)[- ](?P<k>half)" + _YEAR, _quarter),
    Rule("quarter", ("quarter",), r"Q(?P<q>[1-4])(?:,? (?P<y><Y>))?", _quarter),
    Rule(
        "season",
        ("season",),
        r"(?:(?P<pre>in|since|by|until|of|during|over) )?"
        r"(?P<x>(?:<P>)?(?:(?P<mod>last|this past|this coming|this|next|the) )?(?P<s><S>)"
        r"(?:,? (?:of )?(?:(?P<y><Y>)|(?P<yr>last|this|next) year))?)",
        _season,
    ),
    Rule("fiscal-year", ("year",), r"(?:the )?fiscal(?: year)?[ -](?P<y><Y>)", _fiscal, needs=("fiscal",)),
)
