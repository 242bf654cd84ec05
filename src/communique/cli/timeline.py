"""`communique timeline`: what happened between two countries, in order."""

from __future__ import annotations

import sys
from pathlib import Path

import typer


def timeline(
    records: str = typer.Argument(..., help="A store, or a file of records as `code` writes it."),
    between: tuple[str, str] = typer.Option(..., "--between", help="Two countries, by ISO alpha-3 or name: IND PAK."),
    since: str | None = typer.Option(None, "--from", help="First day, month or year."),
    until: str | None = typer.Option(None, "--to", help="Last day, month or year, included."),
    type: list[str] = typer.Option([], "--type", help="Event types; may be repeated."),
    status: list[str] = typer.Option([], "--status", help="actual, historical, future, hypothetical, negated."),
    min_confidence: float = typer.Option(0.0, "--min-confidence", help="Leave out events less sure, 0 to 1."),
    json: bool = typer.Option(False, "--json", help="One JSON object a line."),
    html: Path | None = typer.Option(None, "--html", help="Write a page to this file."),
) -> None:
    """Show what happened between two countries, with the sentence that says so.

    Events that several reports tell alike (same day, type, sides) are one entry; copies of reports are left out.
    """
    from communique.codebook.code_book import code_book
    from communique.corpus.timeline import party_code
    from communique.corpus.timeline import timeline as collect
    from communique.export.choosing import make_choice

    one, other = (party_code(name) for name in between)
    found = collect(records, one, other, make_choice(since, until, type, (), status, min_confidence))
    names = {**{c.code: c.name for c in code_book().countries.values()}, **code_book().bodies}
    title = f"{names[one]} and {names[other]}"
    if html is not None:
        from communique.cli.code import write_whole
        from communique.show.timeline import render_timeline

        write_whole(html, render_timeline(title, found).encode("utf-8", "surrogatepass"))
    elif json:
        import msgspec

        for entry in found:
            sys.stdout.buffer.write(msgspec.json.encode(entry) + b"\n")
        sys.stdout.flush()
    else:
        from rich.console import Console

        from communique.show.timeline import print_timeline

        print_timeline(Console(highlight=False), title, found)
