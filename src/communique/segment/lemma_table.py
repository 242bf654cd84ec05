"""spaCy's rule lemmatizer with a memory, with the same result token for token.

A rule lemma depends on the word, its part of speech and its morphology alone. The stock component asks
again for every token that is already in its base form; here each combination is asked for once.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy
from spacy.attrs import LEMMA, MORPH, ORTH, POS
from spacy.lang.en.lemmatizer import EnglishLemmatizer
from spacy.tokens import Doc

_MOST_KEPT = 50_000
"""Combinations remembered before the memory is emptied."""


@dataclass(repr=False)
class LemmaTable:
    """Takes the lemmatizer's place in the pipeline."""

    lemmatizer: Any
    _lemmas: dict[tuple[int, int, int], str] = field(default_factory=dict)

    def __call__(self, doc: Any) -> Doc:
        """Set the lemma of each token that has none, or of all where the lemmatizer overwrites."""
        if len(self._lemmas) > _MOST_KEPT:
            self._lemmas.clear()
            self.lemmatizer.cache.clear()
        words, poses, morphs, lemmas = doc.to_array([ORTH, POS, MORPH, LEMMA]).T.tolist()
        add, known, overwrite = doc.vocab.strings.add, self._lemmas, self.lemmatizer.overwrite
        for i, key in enumerate(zip(words, poses, morphs, strict=True)):
            if overwrite or not lemmas[i]:
                lemma = known.get(key)
                if lemma is None:
                    lemma = known[key] = self.lemmatizer.lemmatize(doc[i])[0]
                lemmas[i] = add(lemma)
        done: Doc = doc.from_array([LEMMA], numpy.array([lemmas], dtype="uint64").T)
        return done


def remember_lemmas(lemmatizer: Any) -> LemmaTable | None:
    """The lemmatizer with a memory; None where it is not spaCy's English one by rules."""
    if type(lemmatizer) is EnglishLemmatizer and lemmatizer.mode == "rule":
        return LemmaTable(lemmatizer)
    return None
