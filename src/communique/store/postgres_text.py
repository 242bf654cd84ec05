"""Full-text search in PostgreSQL: the same words find the same reports as in a SQLite store, but for stemming.

Letters are folded and everything but letters and digits becomes a space here, so that the server's own parser, which
knows addresses, files and hyphens, sees plain words only. No word is left out as too common.
"""

from __future__ import annotations

import re
import unicodedata

from communique.store.terms import search_terms

TABLES = (
    'CREATE TEXT SEARCH DICTIONARY "words" (TEMPLATE = pg_catalog.snowball, LANGUAGE = english)',
    'CREATE TEXT SEARCH CONFIGURATION "words" (COPY = pg_catalog.simple)',
    'ALTER TEXT SEARCH CONFIGURATION "words" ALTER MAPPING FOR asciiword, word, numword WITH "words"',
    "CREATE TABLE reports_text (report_key BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)",
    "CREATE INDEX reports_text_words ON reports_text USING gin (words)",
)
"""What holds the index; made once, beside the migrations."""

INDEX = (
    "INSERT INTO reports_text (report_key, words) VALUES (?,"
    " setweight(to_tsvector('words'::regconfig, ?::text), 'A')"
    " || setweight(to_tsvector('words'::regconfig, ?::text), 'B'))"
)
FORGET = "DELETE FROM reports_text WHERE report_key = ?"
MATCHES = "SELECT report_key FROM reports_text WHERE words @@ to_tsquery('words'::regconfig, ?::text)"
RANKED = (
    "SELECT report_key, -ts_rank('{0, 0, 0.33, 1}', words, to_tsquery('words'::regconfig, ?::text), 1) AS rank"
    " FROM reports_text WHERE words @@ to_tsquery('words'::regconfig, ?::text)"
    " ORDER BY rank, report_key LIMIT ? OFFSET ?"
)
"""Headlines weigh threefold, as in SQLite; long texts a little less."""

LONGEST = 400_000
"""Characters of a text that are indexed: a row's words may take a megabyte at most."""

_APART = re.compile(r"[\W_]+")


def plain_words(text: str) -> str:
    """Text as words of small letters without accents, with single spaces between."""
    if not text.isascii():
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in decomposed if not unicodedata.combining(c))
    return _APART.sub(" ", text.lower()).strip()


def query(words: str) -> str:
    """A person's words as the server's query language has them; empty where there is no word in them.

    >>> query('"border talks" fish*')
    "('border' <-> 'talks') & ('fish':*)"
    """
    terms = []
    for term, beginning in search_terms(words):
        tokens = [f"'{token}'" for token in plain_words(term).split()]
        if tokens:
            terms.append("(" + " <-> ".join(tokens) + (":*" if beginning else "") + ")")
    return " & ".join(terms)
