"""`communique stories`: what happened, each once, and where each negotiation stands."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import typer

if TYPE_CHECKING:
    from communique.export.network import Period
    from communique.export.story_tables import StoryMedium
    from communique.records.story import Occurrence, Stories, Thread


def stories(
    records: str = typer.Argument(..., help="A store, a file of records as `code` writes it, or - for stdin."),
    json: bool = typer.Option(False, "--json", help="One JSON object a line: occurrences, then threads."),
    since: str | None = typer.Option(None, "--since", help="Threads told of since this day, month or year."),
    about: str | None = typer.Option(None, "--about", help='Threads about these words: "Nile dam".'),
    party: str | None = typer.Option(None, "--party", help="Threads with this state, by ISO alpha-3 or name."),
    html: Path | None = typer.Option(None, "--html", help="Write a page with a stage line for each thread."),
    export: Path | None = typer.Option(None, "--export", help="Write occurrences, threads and stages to this folder."),
    format: str = typer.Option("csv", "--format", help="Of --export: jsonl, csv, parquet, graphml (actor network)."),
    period: str = typer.Option("year", "--period", help="Of graphml: year, month or all."),
    join: tuple[str, str] | None = typer.Option(
        None, "--join", help="Remember that two events (REPORT:EVENT) are one happening.", metavar="EVENT EVENT"
    ),
    split: tuple[str, str] | None = typer.Option(
        None, "--split", help="Remember that two events are two happenings.", metavar="EVENT EVENT"
    ),
    by: str = typer.Option("me", "--by", help="Who joins or splits."),
) -> None:
    """Show for each thread its state, then its dated stages with who says so and the quote.

    A store keeps what was worked out; joins and splits by hand survive re-running and re-coding.
    """
    from communique.corpus.stories import chosen_threads, join_or_split, report_titles, stories_of

    for verdict, pair in (("join", join), ("split", split)):
        if pair is not None:
            name = join_or_split(records, verdict, pair[0], pair[1], by)
            print(f"communique: {verdict} remembered as {name}", file=sys.stderr)
    code = None
    if party is not None:
        from communique.corpus.timeline import party_code

        code = party_code(party)
    found = stories_of(records)
    threads = chosen_threads(found, since=since, about=about, party=code)
    if export is not None:
        from communique.records.story import Stories

        _export(Stories(found.occurrences, threads), export, format, period)
        return
    if html is not None:
        from communique.cli.code import write_whole
        from communique.show.stories import render_threads

        write_whole(html, render_threads(threads, report_titles(records)).encode("utf-8", "surrogatepass"))
    elif json:
        _write_json(found.occurrences, threads, whole=len(threads) == len(found.threads))
    else:
        from rich.console import Console

        from communique.show.stories import print_threads

        print_threads(Console(highlight=False), threads, report_titles(records))


def _export(found: Stories, folder: Path, format: str, period: str) -> None:
    """Write tables, lines or networks, and say what was written."""
    from communique.export.network import write_networks
    from communique.export.story_tables import export_stories

    if format == "graphml" and period in ("year", "month", "all"):
        written = write_networks(found.occurrences, folder, cast("Period", period))
    elif format in ("jsonl", "csv", "parquet"):
        written = export_stories(found, folder, cast("StoryMedium", format))
    else:
        raise typer.BadParameter("choose jsonl, csv, parquet or graphml, with --period year, month or all")
    for name, rows in written.items():
        print(f"communique: {folder / name}: {rows:,} {'bytes' if format == 'graphml' else 'rows'}", file=sys.stderr)


def _write_json(occurrences: list[Occurrence], threads: list[Thread], whole: bool) -> None:
    """Occurrences, then threads; with a filter only the occurrences of the chosen threads."""
    import msgspec

    from communique.records.story import Stories, story_lines

    wanted = {o for t in threads for o in t.occurrences}
    kept = [o for o in occurrences if whole or o.id in wanted]
    for line in story_lines(Stories(kept, threads)):
        sys.stdout.buffer.write(msgspec.json.encode(line) + b"\n")
    sys.stdout.flush()
