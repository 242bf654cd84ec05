"""Whether a report is in English, by what its words look like (langid's model, offline, 97 languages)."""

from __future__ import annotations

from functools import cache
from typing import Any

PREFIX = 3000
"""Characters that are looked at; more do not change the answer and cost time."""
SHORTEST = 80
"""Letters below which nothing is said: names and numbers look like any language."""
SURE = 0.95
"""Probability from which another language is believed; English news full of foreign names stays below."""


@cache
def _identifier() -> Any:
    """The model, read once: 0.3 s."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def foreign_language(text: str) -> str | None:
    """ISO 639-1 code of the language a text is in, where it is surely not English; None else.

    A text in two languages is judged by its first 3,000 characters. The answer depends on nothing but the text.
    """
    head = text[:PREFIX]
    if sum(c.isalpha() for c in head) < SHORTEST:
        return None
    language, certainty = _identifier().classify(head)
    return str(language) if language != "en" and float(certainty) >= SURE else None
