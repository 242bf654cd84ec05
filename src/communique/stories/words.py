"""Words as stems, and which of them tell what a sentence is about."""

from __future__ import annotations

import re
from functools import lru_cache
from sys import intern

from communique.codebook.schema.stories import StoryWords
from communique.records.ids import fold

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_DOUBLE = re.compile(r"([bdgklmnprt])\1$")
_REMEMBERED = 100_000
"""Words whose stems are remembered; then all are forgotten, so that memory stays flat."""
_SHORTEST = 4
"""A stem keeps so many letters."""


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A crude stem, enough to see "talks" and "talk", "signed" and "signing" as one.

    Args:
        word: one word in any case; a possessive ending is taken off.
    """
    low = fold(word)
    low = low.removesuffix("'s").removesuffix("'")
    if len(low) <= _SHORTEST or not low.isalpha():
        return low
    if low.endswith("ies"):
        return low[:-3] + "y"
    for ending in ("sses", "shes", "ches", "xes", "zes"):
        if low.endswith(ending):
            return low[:-2]
    if low.endswith("s") and not low.endswith(("ss", "us", "is")):
        low = low[:-1]
    for ending in ("ing", "ed"):
        if low.endswith(ending) and len(low) - len(ending) >= _SHORTEST - 1:
            cut = low[: -len(ending)]
            return _DOUBLE.sub(r"\1", cut)
    return low.removesuffix("e") if len(low) > _SHORTEST + 1 else low


class Vocabulary:
    """The words of `stories/words.yaml`, stemmed for look-up."""

    def __init__(self, words: StoryWords) -> None:
        """Stem the lists once."""
        self.words = words
        self.plain = frozenset(words.plain.split()) | frozenset(map(stem, words.plain.split()))
        self.frame = frozenset(words.frame.split()) | frozenset(map(stem, words.frame.split()))
        self.ordinals = {stem(w): n for n, group in words.ordinals.items() for w in group}
        self.family = {kind: name for name, kinds in words.families.items() for kind in kinds}
        self.directed = frozenset(words.directed)
        self._known: dict[str, str] = {}
        starts = "|".join(re.escape(a) for a in sorted(words.aside, key=len, reverse=True))
        self.aside = re.compile(rf"\b(?:{starts})\b", re.IGNORECASE)

    def stems(self, text: str) -> frozenset[str]:
        """Stems of the words that may tell a subject: no function, news or number words."""
        known = self._known
        found = set()
        for word in _WORD.findall(text):
            cut = known.get(word)
            if cut is None:
                cut = self._learn(word)
            if cut:
                found.add(cut)
        return frozenset(found)

    def _learn(self, word: str) -> str:
        """The stem of a word that may tell a subject, else the empty string; remembered."""
        cut = ""
        low = fold(word)
        if len(word) > 2 and not word[0].isdigit() and low not in self.plain:
            cut = stem(low)
            if len(cut) < 3 or cut in self.plain:
                cut = ""
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[word] = intern(cut)
        return cut

    def topic(self, text: str) -> frozenset[str]:
        """Stems that tell a subject, words of dealings left out too."""
        return self.stems(text) - self.frame

    def round_of(self, text: str) -> int | None:
        """The number of a round or meeting that the words give: "second round of talks" is 2."""
        for match in _WORD.finditer(text):
            number = self.ordinals.get(stem(match[0]))
            if number is not None:
                return number
        return None
