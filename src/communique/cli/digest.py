"""`communique digest`: what is new on one day, each sentence with its evidence."""

from __future__ import annotations

import sys

import typer


def digest(
    records: str = typer.Argument(..., help="A store, or a file of records as `code` writes it."),
    date: str = typer.Option(..., "--date", help="The day, YYYY-MM-DD; reports count for the day they are dated."),
    json: bool = typer.Option(False, "--json", help="One JSON object a sentence."),
) -> None:
    """Tell by thread what is new, what changed stage and who contradicts whom.

    Sentences are made from records by templates; nothing is said without the words it rests on.
    """
    import datetime

    try:
        datetime.date.fromisoformat(date)
    except ValueError:
        raise typer.BadParameter(f"{date!r} is no day; write it as YYYY-MM-DD", param_hint="--date") from None
    from communique.corpus.stories import day_digest, report_titles

    items = day_digest(records, date)
    if json:
        import msgspec

        for item in items:
            sys.stdout.buffer.write(msgspec.json.encode(item) + b"\n")
        sys.stdout.flush()
        return
    from rich.console import Console

    from communique.show.digest import print_digest

    rows = [(item.title, item.text, [(e.report, e.quote) for e in item.evidence]) for item in items]
    print_digest(Console(highlight=False), date, rows, report_titles(records))
