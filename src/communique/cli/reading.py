"""Options of reading that commands share, checked before anything is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from communique.ingest.options import ReadOptions

COLUMNS_HELP = "Which columns or keys are which fields, as text=body,date=pubdate; the rest is guessed."
FORM_HELP = "Read all inputs as this form: text, html, jsonl, csv, tsv, parquet, warc, feed."
LANGUAGE_HELP = "Read reports in other languages than English too."
UNPACKED_HELP = "Megabytes that one report, record or packed member may hold."


def read_options(
    date: str | None, columns: str | None, any_language: bool, form: str | None, most_unpacked: int
) -> ReadOptions:
    """Options of reading from what the user wrote.

    Args:
        date: publication date of all reports, YYYY-MM-DD.
        columns: `field=column`, with commas between.
        any_language: read other languages too.
        form: one of `communique.ingest.options.FORMS`.
        most_unpacked: megabytes.

    Raises:
        typer.BadParameter: an option is wrong; says what would be right.
    """
    from communique.ingest.columns import FIELDS
    from communique.ingest.options import FORMS, ReadOptions

    if date is not None:
        import datetime

        try:
            datetime.date.fromisoformat(date)
        except ValueError:
            raise typer.BadParameter(f"{date!r} is no day; write it as YYYY-MM-DD", param_hint="--date") from None
    mapped: dict[str, str] = {}
    for pair in (columns or "").split(","):
        field, mark, column = (word.strip() for word in pair.partition("="))
        if pair.strip() and (not mark or not column or field not in FIELDS):
            message = f"{pair.strip()!r} is no mapping; write FIELD=COLUMN, FIELD one of {', '.join(FIELDS)}"
            raise typer.BadParameter(message, param_hint="--columns")
        if pair.strip():
            mapped[field] = column
    if form is not None and form not in FORMS:
        raise typer.BadParameter(f"{form!r} is unknown; choose {', '.join(FORMS)}", param_hint="--format")
    if most_unpacked < 1:
        raise typer.BadParameter("at least 1", param_hint="--most-unpacked")
    return ReadOptions(
        date=date, columns=mapped, any_language=any_language, form=form, most_unpacked=most_unpacked * 1_000_000
    )
