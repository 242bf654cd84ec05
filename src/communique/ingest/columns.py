"""Which column or key of others' data is which of our fields.

The names are those that news corpora use: NGEC's `event_text` and `pub_date`, the columns of the common crawlers
(`maintext`, `date_publish`, `source_domain`), exports of press archives (`full_text`, `publication`). A mapping that
the user gives wins; names are compared without case and punctuation, in the order of the lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

FIELDS: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "event_text", "body", "content", "article", "article_text", "article_body", "full_text", "fulltext",
        "maintext", "main_text", "clean_text", "plain_text", "raw_text", "news_text", "story_text", "story",
    ),
    "html": ("html", "raw_html", "page", "page_html", "article_html"),
    "id": ("id", "doc_id", "document_id", "article_id", "report_id", "story_id", "news_id", "uid", "uuid", "guid"),
    "title": ("title", "headline", "heading", "article_title"),
    "date": (
        "date", "pub_date", "published", "publication_date", "publish_date", "date_publish", "date_published",
        "published_at", "published_date", "datetime", "pub_time",
    ),
    "publisher": (
        "publisher", "outlet", "publication", "newspaper", "source_name", "source_domain", "source", "site_name",
        "sitename", "site", "media", "media_name", "domain",
    ),
    "authors": ("authors", "author", "byline", "creator"),
    "url": ("url", "link", "uri", "source_url", "article_url", "web_url"),
    "language": ("language", "lang"),
}  # fmt: skip


def plain(name: str) -> str:
    """A column's name as it is compared: "Pub. Date", "pubDate" and "pub_date" are one."""
    return re.sub(r"[^a-z0-9]+", "", name.lower())


def unknown_fields(columns: Mapping[str, str]) -> list[str]:
    """Fields of a mapping that are none of ours."""
    return [field for field in columns if field not in FIELDS]


def guess_columns(names: Iterable[str], given: Mapping[str, str]) -> dict[str, str]:
    """Our field name to the column's name, for all fields that are there.

    Args:
        names: columns or keys, as written.
        given: what the user maps; such a column is not used for another field.

    Returns:
        The mapping; a given column that is not among the names is left out.
    """
    written = list(names)
    exact = set(written)
    found = {field: column for field, column in given.items() if column in exact}
    free = {plain(name): name for name in reversed(written) if name not in found.values()}
    for field, guesses in FIELDS.items():
        if field in given:
            continue
        for guess in guesses:
            name = free.get(plain(guess))
            if name is not None:
                found[field] = name
                del free[plain(guess)]
                break
    return found


def no_text_column(names: Iterable[str], given: Mapping[str, str]) -> str:
    """What to say where no column holds the reports: the columns found, and what to do."""
    shown = [str(name) for name in names]
    listed = ", ".join(shown[:40]) + (f" and {len(shown) - 40} more" if len(shown) > 40 else "")
    missing = [column for column in given.values() if column not in shown]
    if missing:
        return f"there is no column {missing[0]!r}; the columns are {listed}"
    return f"no column is known to hold text or html; name it with --columns text=NAME; the columns are {listed}"
