"""Sentence boundaries that respect paragraphs, captions, quotations and abbreviations.

The parser decides where sentences end, within bounds set before it runs: a part of the report
always starts a sentence, and some places never do ("Mr. | Lavrov", `"Why?" | he asked`).
"""

from __future__ import annotations

import re

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
_CLOSING = frozenset("\"”’»)]''")
_ENDS = re.compile(r"[?!…]$")


@Language.component("communique_boundaries", assigns=["token.is_sent_start"])
def set_boundaries(doc: Doc) -> Doc:
    """Fix sentence starts at parts and forbid them at false stops.

    `doc.user_data["communique_starts"]` holds the character offsets at which parts start; a
    doc without it is cut at line breaks.
    """
    starts = doc.user_data.get("communique_starts")
    cut_at = set(starts) if starts is not None else None
    fresh = True
    since = 0
    for i, token in enumerate(doc):
        since = 0 if token.text in _STOPS else since + 1
        if token.is_space:
            fresh = fresh or (cut_at is None and "\n" in token.text)
            token.is_sent_start = i == 0
            continue
        if fresh or (cut_at is not None and token.idx in cut_at) or since > LONGEST_SENTENCE:
            token.is_sent_start = True
            since = 0
        elif i and _never_starts(doc, i):
            token.is_sent_start = False
        fresh = False
    return doc


def _never_starts(doc: Doc, i: int) -> bool:
    """Whether token `i` surely goes on with the sentence before it."""
    before, text = doc[i - 1], doc[i].text
    if before.lower_ in _NO_STOP_AFTER:
        return True
    if text in _CLOSING and not before.whitespace_:
        return True
    if text[0].islower():
        if before.text in _CLOSING or _ENDS.search(before.text) or before.text in (",", "—", "–", "-"):
            return True
        return before.text == "."  # "the U.S. said": a lower-case word after a point
    return before.text in (",", "—", "–")
