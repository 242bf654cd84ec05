"""`communique stories`: what happened, each once, and where each negotiation stands."""

from __future__ import annotations

import sys
from pathlib import Path

import typer


def stories(
    records: str = typer.Argument(..., help="A store, a file of records as `code` writes it, or - for stdin."),
    json: bool = typer.Option(False, "--json", help="One JSON object a line: occurrences, then threads."),
    since: str | None = typer.Option(None, "--since", help="Threads told of since this day, month or year."),
    about: str | None = typer.Option(None, "--about", help='Threads about these words: "Nile dam".'),
    party: str | None = typer.Option(None, "--party", help="Threads with this state, by ISO alpha-3 or name."),
    html: Path | None = typer.Option(None, "--html", help="Write a page with a stage line for each thread."),
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
    if html is not None:
        from communique.cli.code import write_whole
        from communique.show.stories import render_threads

        write_whole(html, render_threads(threads, report_titles(records)).encode("utf-8", "surrogatepass"))
    elif json:
        _write_json(found.occurrences if threads == found.threads else None, threads, found)
    else:
        from rich.console import Console

        from communique.show.stories import print_threads

        print_threads(Console(highlight=False), threads, report_titles(records))


def _write_json(occurrences: object, threads: object, found: object) -> None:
    """Occurrences, then threads; with a filter only the occurrences of the chosen threads."""
    import msgspec

    from communique.records.story import Stories, story_lines

    assert isinstance(found, Stories)
    assert isinstance(threads, list)
    wanted = {o for t in threads for o in t.occurrences}
    kept = found.occurrences if occurrences is not None else [o for o in found.occurrences if o.id in wanted]
    for line in story_lines(Stories(kept, threads)):
        sys.stdout.buffer.write(msgspec.json.encode(line) + b"\n")
    sys.stdout.flush()
