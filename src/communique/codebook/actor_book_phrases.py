"""Finding the nouns of the nouns data in a text: "prime minister" at "minister"."""

from __future__ import annotations

from collections.abc import Sequence

from communique.codebook.schema.nouns import NounRow, chief_word, noun_words

Phrase = tuple[tuple[str, ...], tuple[str, ...], str]
"""Words before the chief noun, words after it, and the noun as the data write it."""


class NounPhrases:
    """Noun phrases under their chief word; each chief word is indexed when a text has it."""

    def __init__(self, nouns: dict[str, NounRow], heads: dict[str, list[str]]) -> None:
        """Hold the nouns and, for those of several words, their chief words."""
        self._nouns = nouns
        self._heads = heads
        self._longer: dict[str, dict[str, list[Phrase]]] = {}

    def _index(self, chief: str) -> dict[str, list[Phrase]]:
        """The phrases of a chief word under the word beside it, the longest first."""
        index: dict[str, list[Phrase]] = {}
        for noun in self._heads[chief]:
            words = noun_words(noun)
            at = chief_word(words)
            before, after = tuple(words[:at]), tuple(words[at + 1 :])
            index.setdefault(before[-1] if before else after[0], []).append((before, after, noun))
        for found in index.values():
            found.sort(key=lambda p: -len(p[0]) - len(p[1]))
        self._longer[chief] = index
        return index

    def find(self, lower: Sequence[str], i: int, form: str) -> tuple[int, int, str] | None:
        """The longest phrase whose chief word is token `i`, read as `form`: its range and noun."""
        if form in self._heads:
            longer = self._longer.get(form) or self._index(form)
            n = len(lower)
            best: tuple[int, int, str] | None = None
            for near in (lower[i - 1] if i else "", lower[i + 1] if i + 1 < n else ""):
                for before, after, noun in longer.get(near, ()):
                    first, last = i - len(before), i + 1 + len(after)
                    if best is not None and last - first <= best[1] - best[0]:
                        break
                    if first < 0 or last > n:
                        continue
                    if tuple(lower[first:i]) == before and tuple(lower[i + 1 : last]) == after:
                        best = (first, last, noun)
                        break
            if best is not None:
                return best
        return (i, i + 1, form) if form in self._nouns else None
