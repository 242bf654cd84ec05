"""From a document to a reading: one pass of the parser over the coded part of the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from communique.records.document import Document, Note, Part
from communique.segment.parse import Parse, parse_columns
from communique.segment.quotes import find_quotes
from communique.segment.reading import PartTokens, Reading
from communique.segment.repairs import repair

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

LONGEST_CODED = 100_000
"""Characters of a report that are coded at most."""
MOST_TOKENS = 20_000
"""Tokens of a report that are coded at most: 330 MB while parsing (16 KB a token)."""


def coded_length(document: Document) -> int:
    """How many characters of the text are coded: whole parts up to `LONGEST_CODED`."""
    if len(document.text) <= LONGEST_CODED:
        return len(document.text)
    ends = [p.span[1] for p in document.parts if p.span[1] <= LONGEST_CODED]
    return max(ends, default=LONGEST_CODED)


def parse_document(nlp: Language, document: Document) -> Doc:
    """Run the spaCy pipeline over the coded part of the text."""
    doc = nlp.make_doc(document.text[: coded_length(document)])
    if len(doc) > MOST_TOKENS:
        doc = nlp.make_doc(document.text[: doc[MOST_TOKENS].idx])
    doc.user_data["communique_starts"] = [_starts_at(document, p) for p in document.parts]
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def _starts_at(document: Document, part: Part) -> int:
    """Where a sentence surely starts: at a part's head, and behind a dateline.

    "KAMPALA, June 3 (Agency) - Kenya accused ...": parsed with it, the town becomes a subject.
    """
    if part.kind != "dateline":
        return part.span[0]
    rest = document.text[part.span[1] : part.span[1] + 20]
    return part.span[1] + len(rest) - len(rest.lstrip(" \t\u00a0-–—:"))


def start_reading(doc: Doc, document: Document) -> Reading:
    """Copy the parse, place the parts and find the quotations."""
    parse = parse_columns(doc)
    repair(parse)
    reading = Reading(document=document, parse=parse, notes=list(document.notes))
    coded = len(parse.text)
    reading.parts = [part for p in document.parts if (part := _part_tokens(parse, p, coded))]
    reading.quotes = find_quotes(parse, reading.parts)
    if coded < len(document.text):
        reading.notes.append(
            Note(
                "cut",
                f"only the first {coded:,} of {len(document.text):,} characters were coded",
                (coded, len(document.text)),
            )
        )
    return reading


def _part_tokens(parse: Parse, part: Part, coded: int) -> PartTokens | None:
    """Tokens of a part, None where it lies beyond the coded text or holds no token."""
    if not len(parse) or part.span[0] >= coded or part.span[0] >= part.span[1]:
        return None
    first, last = parse.tokens_in((part.span[0], min(part.span[1], coded)))
    return PartTokens(part.kind, (first, last)) if last > first else None
