"""Words to reports: full-text search over a store, with the passage that matched."""

from __future__ import annotations

import re

import msgspec

from communique.errors import StoreError
from communique.export.cells import flat
from communique.export.choosing import within
from communique.records.record import Record
from communique.store.reading import record_at
from communique.store.store import Store
from communique.store.terms import search_terms

AROUND = 110
"""Characters shown before and after the first match."""
BATCH = 200


class Hit(msgspec.Struct, frozen=True):
    """One report that matches.

    Attributes:
        report, date, publisher, title, url: of the report.
        passage: words around the first match, on one line.
        marks: spans of the matching words in the passage.
        events, statements: how many the report has.
    """

    report: str
    date: str | None
    publisher: str | None
    title: str | None
    url: str | None
    passage: str
    marks: list[tuple[int, int]]
    events: int
    statements: int


def search(path: str, words: str, limit: int = 20, since: str | None = None, until: str | None = None) -> list[Hit]:
    """Reports that hold all the words, best first.

    Args:
        path: a store.
        words: all must occur, in any order; "quoted words" stand together; a word that ends in * is a beginning.
        limit: at most so many reports.
        since, until: days of publication, as days, months or years, both included.

    Raises:
        StoreError: the store cannot be read, or the search has no word in it.
    """
    if not search_terms(words):
        raise StoreError(f"{words!r} has no word to search for")
    found: list[Hit] = []
    pattern = _pattern(words)
    with Store.open(path) as store:
        offset = 0
        while len(found) < limit:
            ranked = store.database.ranked_search(words, BATCH, offset)
            for key, _ in ranked:
                row = store.row("SELECT date FROM reports WHERE report_key = ? AND live = 1", (key,))
                if row is None or not within(row["date"], since, until):
                    continue
                record = record_at(store, key)
                if record is not None and len(found) < limit:
                    found.append(_hit(record, pattern))
            if len(ranked) < BATCH:
                break
            offset += BATCH
    return found


def _pattern(words: str) -> re.Pattern[str]:
    """The words as a pattern for marking, in any form and case; starred ones as beginnings."""
    parts = []
    for phrase, word in re.findall(r'"([^"]*)"|(\S+)', words):
        pieces = re.findall(r"\w+", phrase or word)
        if pieces:
            joined = r"\W+".join(_forms(piece) for piece in pieces)
            parts.append(joined if word.endswith("*") else joined + r"\b")
    return re.compile(r"\b(?:" + "|".join(parts) + ")", re.IGNORECASE)


def _forms(word: str) -> str:
    """A pattern for the forms of a word, about as the index takes them together: "fishery", "fisheries"."""
    stem = re.sub(r"(?:ies|ing|ed|es|s|e|y)$", "", word) if len(word) > 4 else word
    return re.escape(stem) + (r"\w{0,4}" if stem != word or len(word) > 4 else r"(?:s|es)?")


def _hit(record: Record, pattern: re.Pattern[str]) -> Hit:
    """A report with its passage."""
    r = record.report
    body = flat(r.text)
    match = pattern.search(body)
    start = max(0, (match.start() if match else 0) - AROUND)
    end = min(len(body), (match.end() if match else 0) + AROUND)
    start = body.rfind(" ", 0, start) + 1 if start else 0
    stop = body.find(" ", end)
    passage = ("… " if start else "") + body[start : stop if stop > 0 else len(body)].strip()
    passage += " …" if 0 < stop < len(body) else ""
    marks = [m.span() for m in pattern.finditer(passage)]
    return Hit(r.id, r.date, r.publisher, r.title, r.url, passage, marks, len(record.events), len(record.statements))
