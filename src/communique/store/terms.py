"""What a person typed into a search box, as terms: words and "quoted words" that stand together."""

from __future__ import annotations

import re

_TERM = re.compile(r'"([^"]*)"|(\S+)')
_MARKS = re.compile(r"[^\w\s'’-]")


def search_terms(words: str) -> list[tuple[str, bool]]:
    """The terms, all of which must occur, each with whether it is only a beginning (`fish*`).

    >>> search_terms('"border talks" fish* !')
    [('border talks', False), ('fish', True)]
    """
    terms = []
    for phrase, word in _TERM.findall(words):
        cleaned = _MARKS.sub(" ", phrase or word).strip()
        if any(c.isalnum() for c in cleaned):
            terms.append((cleaned, word.endswith("*") and not phrase))
    return terms


def like_pattern(words: str) -> str:
    """A pattern for `lower(column) LIKE ? ESCAPE '~'` that finds the words as they stand, in any case.

    >>> like_pattern("50% ASEAN")
    '%50~% asean%'
    """
    return "%" + re.sub(r"([~%_])", r"~\1", words.lower()) + "%"
