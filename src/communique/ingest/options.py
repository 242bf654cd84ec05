"""What a caller may ask of reading: dates, columns, languages and the limits against bombs."""

from __future__ import annotations

import msgspec

UNPACKED = 100_000_000
"""Bytes that one packed member, one report or one record may hold; a long news report has 30,000."""
RATIO = 200
"""Bytes unpacked for one byte packed; news text packs about 3:1, repetitive tables 30:1, a bomb 1,000:1."""

FORMS = ("text", "html", "jsonl", "csv", "tsv", "parquet", "warc", "feed")
"""Forms that `--format` takes."""


class ReadOptions(msgspec.Struct, frozen=True, kw_only=True):
    """How inputs are read. Travels with every item, so that a worker reads as the parent would.

    Attributes:
        date: publication date of all reports, YYYY-MM-DD; wins over what they say.
        columns: our field name to the column's or key's own name, as `{"text": "body"}`, for CSV, TSV, Parquet and JSON
            lines; fields not named are guessed.
        any_language: read reports in other languages than English too.
        form: read every file as this form (see `FORMS`), whatever its name says.
        most_unpacked: bytes that one report, record or packed member may hold.
        steepest: bytes unpacked for one packed byte beyond which a member is refused as a bomb.
    """

    date: str | None = None
    columns: dict[str, str] = {}
    any_language: bool = False
    form: str | None = None
    most_unpacked: int = UNPACKED
    steepest: int = RATIO


DEFAULTS = ReadOptions()
