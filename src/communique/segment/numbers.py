"""Numbers as news writes them: "at least 40", "dozens of", "1.5 million", "hundreds of millions"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from communique.segment.parse import Parse

_UNITS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
]
WORDS: dict[str, float] = {word: float(n) for n, word in enumerate(_UNITS)}
WORDS |= {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
WORDS |= {"a": 1, "an": 1, "half": 0.5, "both": 2}
SCALES: dict[str, float] = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
    "mn": 1e6,
    "bn": 1e9,
    "m": 1e6,
    "b": 1e9,
    "tn": 1e12,
    "k": 1e3,
}
VAGUE = {"dozens": 24.0, "scores": 40.0, "hundreds": 200.0, "thousands": 2000.0, "millions": 2e6, "billions": 2e9}
"""Plurals of scales: the least they can mean, marked approximate."""
VAGUE |= {"several": 3.0, "tens": 20.0}
ROUGH = frozenset(
    [
        "about",
        "around",
        "some",
        "nearly",
        "almost",
        "over",
        "roughly",
        "approximately",
        "least",
        "most",
        "than",
        "up",
        "estimated",
        "more",
    ]
)
_DIGITS = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?")
_GLUED = re.compile(r"(\d[\d,]*(?:\.\d+)?)(mn|bn|tn|m|b|k)$")


@dataclass(frozen=True, slots=True)
class Number:
    """A number with the tokens `[first, last)` that write it."""

    value: float
    approximate: bool
    first: int
    last: int


def number_at(parse: Parse, i: int) -> Number | None:
    """The number that begins at token `i`, None where none does.

    "two dozen" gives 24, "hundreds of millions" 200 million, approximate.
    """
    word = parse.lower[i]
    last, n = parse.sents[parse.sent[i]][1], len(parse)
    if word in VAGUE:
        return _vague(parse, i, min(last, n))
    value = _single(parse, i, word)
    if value is None:
        return None
    j = i + 1
    while j < min(last, n):
        nxt = parse.lower[j]
        if nxt in SCALES and (word not in ("a", "an") or nxt in SCALES):
            value *= SCALES[nxt]
        elif nxt == "-" and j + 1 < n and parse.lower[j + 1] in SCALES:
            pass
        elif nxt in WORDS and 20 <= value < 100 and WORDS[nxt] < 10:
            value += WORDS[nxt]
        else:
            break
        j += 1
    if word in ("a", "an", "half") and j == i + 1:
        return None
    return Number(value, _rough_before(parse, i), i, j)


def _vague(parse: Parse, i: int, last: int) -> Number:
    """ "dozens", "tens of thousands", "hundreds of millions"."""
    value, j = VAGUE[parse.lower[i]], i + 1
    if j + 1 < last and parse.lower[j] == "of" and parse.lower[j + 1] in VAGUE:
        scale = SCALES.get(parse.lower[j + 1].rstrip("s"))
        if scale:
            value, j = (
                (10.0 if parse.lower[i] == "tens" else 200.0 if parse.lower[i] == "hundreds" else value) * scale,
                j + 2,
            )
            if parse.lower[i] == "tens":
                value *= 2
    return Number(value, True, i, j)


def _single(parse: Parse, i: int, word: str) -> float | None:
    """Value of one number token."""
    found = _DIGITS.fullmatch(word)
    if found:
        return float(word.replace(",", ""))
    glued = _GLUED.fullmatch(word)
    if glued:
        return float(glued[1].replace(",", "")) * SCALES[glued[2]]
    return WORDS.get(word)


def _rough_before(parse: Parse, i: int) -> bool:
    """Whether words before the number make it rough: "at least", "more than"."""
    return any(parse.lower[k] in ROUGH for k in range(max(0, i - 2), i))
