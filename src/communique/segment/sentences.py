"""Sentence boundaries that respect paragraphs, captions, quotations and abbreviations.

The parser decides where sentences end, within bounds set before it runs: a part of the report
always starts a sentence, and some places never do ("Mr. | Lavrov", `"Why?" | he asked`).
"""

from __future__ import annotations

import re
from typing import Any

import numpy
from spacy.attrs import IDX, IS_SPACE, ORTH, SENT_START, SPACY
from spacy.language import Language
from spacy.tokens import Doc

_NO_STOP_AFTER = frozenset(
    [
        "mr.",
        "mrs.",
        "ms.",
        "dr.",
        "prof.",
        "gen.",
        "col.",
        "lt.",
        "maj.",
        "capt.",
        "sgt.",
        "cmdr.",
        "adm.",
        "brig.",
        "sen.",
        "rep.",
        "gov.",
        "hon.",
        "rev.",
        "fr.",
        "st.",
        "sr.",
        "no.",
        "vs.",
        "pres.",
        "amb.",
        "messrs.",
        "mme.",
        "mlle.",
        "sheikh.",
        "feb.",
        "jan.",
        "aug.",
        "sept.",
        "oct.",
        "nov.",
        "dec.",
    ]
)
_STOPS = frozenset({".", "!", "?", ";", ":"})
LONGEST_SENTENCE = 250
"""Tokens without a stop after which a sentence is cut: longer ones are lists or no prose."""
_NO_START = 2**64 - 1
"""spaCy's -1 among unsigned numbers."""
_CLOSING = frozenset("\"”’»)]''")
_ENDS = re.compile(r"[?!…]$")


@Language.component("communique_boundaries", assigns=["token.is_sent_start"])
def set_boundaries(doc: Any) -> Doc:
    """Fix sentence starts at parts and forbid them at false stops.

    `doc.user_data["communique_starts"]` holds the character offsets at which parts start; a
    doc without it is cut at line breaks.
    """
    if not len(doc):
        empty: Doc = doc
        return empty
    starts = doc.user_data.get("communique_starts")
    cut_at = set(starts) if starts is not None else None
    numbers, offsets, blanks, gaps, marks = doc.to_array([ORTH, IDX, IS_SPACE, SPACY, SENT_START]).T.tolist()
    text_of = {number: doc.vocab.strings[number] for number in set(numbers)}
    words = [text_of[number] for number in numbers]
    fresh = True
    since = 0
    for i, word in enumerate(words):
        since = 0 if word in _STOPS else since + 1
        if blanks[i]:
            fresh = fresh or (cut_at is None and "\n" in word)
            marks[i] = 1 if i == 0 else _NO_START
            continue
        if fresh or (cut_at is not None and offsets[i] in cut_at) or since > LONGEST_SENTENCE:
            marks[i] = 1
            since = 0
        elif i and _never_starts(words[i - 1], bool(gaps[i - 1]), word):
            marks[i] = _NO_START
        fresh = False
    # A token's own setter looks at the whole doc each time.
    doc.from_array([SENT_START], numpy.array(marks, dtype="uint64"))
    marked: Doc = doc
    return marked


def _never_starts(before: str, gap: bool, word: str) -> bool:
    """Whether `word` surely goes on with the sentence of the word `before`; `gap`: a space is between them."""
    if before.lower() in _NO_STOP_AFTER:
        return True
    if word in _CLOSING and not gap:
        return True
    if word[0].islower():
        if before in _CLOSING or _ENDS.search(before) or before in (",", "—", "–", "-"):
            return True
        return before == "."  # "the U.S. said": a lower-case word after a point
    return before in (",", "—", "–")
