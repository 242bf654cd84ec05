"""Finding the nouns of the nouns data in a text: "prime minister" at "minister"."""

from __future__ import annotations

from collections.abc import Sequence

from communique.codebook.schema.nouns import NounRow

_LINKS = frozenset({"of", "for", "to", "in", "on"})

Phrase = tuple[tuple[str, ...], tuple[str, ...], str]
"""Words before the chief noun, words after it, and the noun as the data write it."""


class NounPhrases:
    """Noun phrases under their chief word, which is the last before "of", "for" or "to"."""

    def __init__(self, nouns: dict[str, NounRow]) -> None:
        """Index the phrases, the longest first."""
        self._bare: dict[str, str] = {}
        self._longer: dict[str, dict[str, list[Phrase]]] = {}
        for noun in nouns:
            if " " not in noun and "-" not in noun:
                self._bare[noun] = noun
                continue
            words = noun.replace("-", " - ").split()
            at = next((i for i, word in enumerate(words) if word in _LINKS), len(words)) - 1
            if at < 0:
                continue
            before, after = tuple(words[:at]), tuple(words[at + 1 :])
            near = before[-1] if before else after[0]
            self._longer.setdefault(words[at], {}).setdefault(near, []).append((before, after, noun))
        for phrases in self._longer.values():
            for found in phrases.values():
                found.sort(key=lambda p: -len(p[0]) - len(p[1]))

    def find(self, lower: Sequence[str], i: int, form: str) -> tuple[int, int, str] | None:
        """The longest phrase whose chief word is token `i`, read as `form`: its range and noun."""
        longer = self._longer.get(form)
        if longer is not None:
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
        noun_alone = self._bare.get(form)
        return None if noun_alone is None else (i, i + 1, noun_alone)
