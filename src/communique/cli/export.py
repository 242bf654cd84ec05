"""`communique export`: records to the formats that others read."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from communique.cli.project_option import PROJECT, own_folders

if TYPE_CHECKING:
    from communique.export.exporting import Summary

FORMATS = (
    "jsonl, plover, polecat, icews, gdelt-events, acled-like, csv, parquet, brat, doccano, prodigy, inception, "
    "webannotation"
)


def export(
    records: str = typer.Argument(..., help="A store, a file of records as `code` writes it, or - for stdin."),
    format: str = typer.Option("csv", "--format", "-f", help=f"One of: {FORMATS}."),
    output: str = typer.Option(
        ..., "--output", "-o", help="A folder; for formats with one table also a file, or - for stdout."
    ),
    since: str | None = typer.Option(None, "--from", help="First day, month or year: YYYY-MM-DD, YYYY-MM, YYYY."),
    until: str | None = typer.Option(None, "--to", help="Last day, month or year, included."),
    type: list[str] = typer.Option([], "--type", help="Event types; may be repeated, or with commas between."),
    country: list[str] = typer.Option([], "--country", help="ISO alpha-3 of an actor, recipient or speaker."),
    status: list[str] = typer.Option(
        [], "--status", help="actual, historical, future, hypothetical, negated; some formats take only actual."
    ),
    min_confidence: float = typer.Option(0.0, "--min-confidence", help="Leave out records less sure, 0 to 1."),
    with_text: bool = typer.Option(
        False, "--with-text", help="Write whole articles too. Without it: ids, spans, quotes up to a sentence."
    ),
    machine: bool = typer.Option(False, "--machine", help="The machine's answers, without people's corrections."),
    project: list[Path] = PROJECT,
    quiet: bool = typer.Option(False, "--quiet", "-q", help="No summary on stderr."),
) -> None:
    """Export records with a codebook beside them.

    Nothing is seen of an export until it is whole. Exit status 0: all written; 1: some lines of the input
    were no records; 2: usage.
    """
    own_folders(project)
    from communique.corpus.coded import CodedReports
    from communique.export.choosing import make_choice
    from communique.export.exporting import export as write
    from communique.export.exporting import export_stream
    from communique.export.formats import find_format

    choice = make_choice(since, until, _split(type), _split(country), _split(status), min_confidence)
    found = find_format(format, with_text)
    coded = CodedReports(records, choice, machine=machine)
    if output == "-":
        summary = export_stream(coded, found, sys.stdout.buffer, choice, with_text)
    else:
        summary = write(coded, found, Path(output), choice, with_text)
    for problem in coded.problems:
        print(f"communique: {problem}", file=sys.stderr)
    if not quiet:
        print(f"communique: {_told(summary, format, output)}", file=sys.stderr)
    raise typer.Exit(1 if coded.problems else 0)


def _split(values: list[str]) -> list[str]:
    """Values given one by one or with commas between."""
    return [part.strip() for value in values for part in value.split(",") if part.strip()]


def _told(summary: Summary, format: str, output: str) -> str:
    """What was written, and what was left out and why."""
    rows = ", ".join(f"{n:,} {name}" for name, n in summary.rows.items())
    left = "; ".join(f"{n:,} {why}" for why, n in sorted(summary.left.items()) if n)
    place = "" if output == "-" else f" to {output}"
    return f"{format}: {rows} from {summary.reports:,} reports{place}" + (f"; left out: {left}" if left else "")
