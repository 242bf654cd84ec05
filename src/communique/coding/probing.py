"""One sentence tried: what is found, and which words might have told an event but did not."""

from __future__ import annotations

from dataclasses import dataclass

from communique.codebook.trigger_book import sense_id
from communique.coding.coder import Coder
from communique.events.parties import Parties
from communique.events.senses import SenseMatcher
from communique.ingest.build import Meta
from communique.ingest.plain import from_text
from communique.records.record import Record


@dataclass(frozen=True, slots=True)
class Unmet:
    """A word with senses none of which fits: the word and the ids of its senses."""

    word: str
    senses: list[str]


@dataclass(frozen=True, slots=True)
class Trial:
    """The record of a tried sentence, and the words that did not become events."""

    record: Record
    unmet: list[Unmet]


def try_text(coder: Coder, text: str, date: str | None = None) -> Trial:
    """Code a sentence or two; `date` is the day on which they were written, YYYY-MM-DD.

    Raises:
        ReadError: the text holds nothing that can be coded.
    """
    document = from_text(text, Meta(), date)
    record = coder.code_document(document)
    reading = coder.read(document)
    matcher = SenseMatcher(reading.parse, coder.books.triggers, Parties(reading))
    told = {t for e in reading.events for t in range(*e.trigger)}
    unmet = []
    for i in range(len(reading.parse)):
        senses = matcher.candidates(i)
        if senses and i not in told:
            fits = matcher.best(i)
            known = [sense_id(fits[0]) + " fits, but names no actor or belongs to another event"] if fits else []
            unmet.append(Unmet(reading.parse.word[i], known or list(dict.fromkeys(sense_id(s) for s in senses))))
    return Trial(record, unmet)
