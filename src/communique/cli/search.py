"""`communique search`: reports by their words."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from rich.text import Text

    from communique.corpus.search import Hit


def search(
    store: str = typer.Argument(..., help="A store."),
    words: str = typer.Argument(..., help='All must occur; "quoted words" stand together; fish* is a beginning.'),
    limit: int = typer.Option(20, "--limit", min=1, help="At most so many reports."),
    since: str | None = typer.Option(None, "--from", help="First day, month or year of publication."),
    until: str | None = typer.Option(None, "--to", help="Last day, month or year of publication, included."),
    json: bool = typer.Option(False, "--json", help="One JSON object a line."),
) -> None:
    """Find reports by their words, best first, with the passage that matched. Exit status 1: nothing found."""
    from communique.corpus.search import search as find
    from communique.export.choosing import check_period

    for period in (since, until):
        if period is not None:
            check_period(period)
    hits = find(store, words, limit, since, until)
    if json:
        import msgspec

        for hit in hits:
            sys.stdout.buffer.write(msgspec.json.encode(hit) + b"\n")
        sys.stdout.flush()
    else:
        from rich.console import Console

        console = Console(highlight=False)
        for hit in hits:
            console.print(_shown(hit))
        if not hits:
            print("communique: nothing found", file=sys.stderr)
    raise typer.Exit(0 if hits else 1)


def _shown(hit: Hit) -> Text:
    """A hit on three lines."""
    from rich.text import Text

    from communique.show.wording import visible

    text = Text()
    text.append(visible(hit.title or hit.report), style="bold")
    about = [hit.date, hit.publisher, f"{hit.events} events", f"{hit.statements} statements", hit.report]
    text.append("\n  " + " · ".join(visible(x) for x in about if x), style="dim")
    text.append("\n  ")
    at = 0
    for start, end in hit.marks:
        text.append(visible(hit.passage[at:start]))
        text.append(visible(hit.passage[start:end]), style="bold reverse")
        at = end
    text.append(visible(hit.passage[at:]) + "\n")
    return text
