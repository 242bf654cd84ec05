"""The vocabulary and rules of dates, compiled once; patterns are compiled when first needed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from communique.codebook.areas import DATES
from communique.codebook.schema.dates import DateWords
from communique.codebook.tables import load_area
from communique.dates import absolute, anchored, periods, units, weekdays
from communique.dates.named import NamedDays
from communique.dates.patterns import Rule, compiled, fragments, one_of

_UNITS = (
    "day",
    "week",
    "month",
    "year",
    "quarter",
    "decade",
    "fortnight",
    "hour",
    "night",
    "morning",
    "evening",
    "afternoon",
)
_NUMERIC = re.compile(r"(?:1[5-9]|20)\d\d")


class DateBook:
    """Which words hint at a date, and the rules to try at each."""

    def __init__(self, words: DateWords) -> None:
        """Compile nothing yet; sort the rules by their hints."""
        self.words = words
        self.parts = fragments(words)
        rules = [
            *NamedDays(words).rules(),
            *absolute.RULES,
            *periods.RULES,
            *weekdays.RULES,
            *anchored.RULES,
            *units.RULES,
        ]
        self.rules: dict[str, list[Rule]] = {}
        for rule in rules:
            for pivot in rule.pivots:
                self.rules.setdefault(pivot, []).append(rule)
        self.pivots = _pivots(words)
        self._patterns: dict[str, re.Pattern[str]] = {}
        self._misleading: re.Pattern[str] | None = None

    @classmethod
    def load(cls, overlays: Sequence[Path] = ()) -> DateBook:
        """The built-in vocabulary with users' files laid over it."""
        return cls(load_area(DATES, overlays))

    def pattern(self, rule: Rule) -> re.Pattern[str]:
        """The compiled template of a rule."""
        found = self._patterns.get(rule.template)
        if found is None:
            found = self._patterns[rule.template] = compiled(rule.template, self.parts)
        return found

    @property
    def misleading(self) -> re.Pattern[str]:
        """Phrases that hold date words and are no dates."""
        if self._misleading is None:
            self._misleading = re.compile(rf"\b(?:{one_of(self.words.misleading)})\b", re.IGNORECASE)
        return self._misleading

    def pivot(self, word: str) -> str | None:
        """The kind of hint that a word (in lower case) gives, None for most words."""
        kind = self.pivots.get(word)
        if kind is not None or word.isalpha() or not any(c.isdigit() for c in word):
            return kind
        return _numeric(word)


def _numeric(word: str) -> str | None:
    """What kind of hint a token with digits gives."""
    if "/" in word:
        return "slash"
    if word.endswith("0s"):
        return "decade"
    if _NUMERIC.search(word) and not word.startswith(("$", "€", "£")):
        return "year"
    if word[-2:] in ("st", "nd", "rd", "th"):
        return "ordinal"
    if word[0] == "q" and len(word) == 2:
        return "quarter"
    return None


def _pivots(words: DateWords) -> dict[str, str]:
    """Hints by word."""
    found: dict[str, str] = {}
    for unit in _UNITS:
        found[unit], found[unit + "s"] = "unit", "units"
    found |= {"century": "century", "ago": "ago", "half": "half", "anniversary": "anniversary", "eve": "eve"}
    found |= {"weekend": "weekend", "weekends": "plural", "weekdays": "plural"}
    found |= dict.fromkeys(words.seasons, "season")
    found |= dict.fromkeys(
        ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties"), "decade"
    )
    for near in words.nearby:
        found |= {w.split()[-1].lower(): "nearby" for w in near.words if w.split()[-1] not in _UNITS}
    for festival in words.festivals:
        for word in festival.name.lower().replace("’", "'").split():
            if word in (
                "christmas",
                "halloween",
                "easter",
                "boxing",
                "palm",
                "maundy",
                "whit",
                "bastille",
                "armistice",
                "valentine's",
            ):
                found[word] = "festival"
    for name in words.weekdays:
        found[name.lower()] = found[name.lower().rstrip(".")] = "weekday"
        if not name.endswith("."):
            found[name.lower() + "s"] = "plural"
    for name in words.months:
        found[name.lower()] = found[name.lower() + "."] = "month"
    return found
