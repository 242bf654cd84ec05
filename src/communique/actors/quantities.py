"""Numbers of people in a noun phrase: "at least 40 ministers", "dozens of protesters"."""

from __future__ import annotations

import re

from communique.segment.numbers import WORDS
from communique.segment.parse import Parse

_WORDS = {w: int(n) for w, n in WORDS.items() if w not in ("a", "an", "half", "both")} | {"dozen": 12}
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000}
_DIGITS = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_ROUGH = frozenset(
    ["least", "about", "around", "some", "nearly", "almost", "over", "than", "up", "roughly", "approximately", "to"]
)
_BEFORE = frozenset(
    [
        "at",
        "least",
        "about",
        "around",
        "some",
        "nearly",
        "almost",
        "over",
        "more",
        "less",
        "fewer",
        "than",
        "up",
        "to",
        "as",
        "many",
    ]
)


def number_before(parse: Parse, left: int, noun: int) -> tuple[int | None, bool, int]:
    """The number in the tokens `[left, noun)`, whether it is rough, and where its words begin.

    "at least 40 African" gives 40, rough. None where there is none.
    """
    for i in range(left, noun):
        value = number_at(parse, i, noun)
        if value is None or (i + 1 < noun and parse.word[i + 1] == "-") or parse.lower[i + 1] in ("year", "years"):
            continue  # "a 42-year-old woman"
        first = i
        while first > 0 and parse.lower[first - 1] in _BEFORE and parse.sent[first - 1] == parse.sent[noun]:
            first -= 1
        rough = any(parse.lower[k] in _ROUGH for k in range(first, i))
        return value, rough, min(first, left) if rough else left
    return None, False, left


def number_at(parse: Parse, i: int, stop: int) -> int | None:
    """The number that begins at token `i`: "40", "1,200", "two hundred", "1.5 million"."""
    word = parse.lower[i]
    if parse.tag[i] != "CD" and word not in _WORDS:
        return None
    if _DIGITS.fullmatch(word):
        value = int(word.replace(",", ""))
        if 1900 <= value <= 2099 and len(word) == 4 and i + 1 < stop and parse.pos[i + 1] != "NOUN":
            return None
    elif word in _WORDS:
        value = _WORDS[word]
    else:
        return None
    if i + 1 < stop and parse.lower[i + 1] in _SCALES:
        value *= _SCALES[parse.lower[i + 1]]
    return value
