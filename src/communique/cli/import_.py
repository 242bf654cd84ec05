"""`communique import`: what people annotated elsewhere, as gold."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import typer

from communique.cli.project_option import PROJECT, own_folders

FORMATS = "brat, doccano, prodigy, inception"


def import_(
    annotations: Path = typer.Argument(..., help="A file; for brat and INCEpTION also a folder.", metavar="FILE"),
    format: str = typer.Option(..., "--format", "-f", help=f"The tool it is from: {FORMATS}."),
    output: str = typer.Option(..., "--output", "-o", help="The file of gold to write, or - for stdout."),
    project: list[Path] = PROJECT,
) -> None:
    """Turn annotations of other tools into gold that `evaluate` takes: one line an event.

    Exit status 0: all read; 1: some files or lines were not understood; 2: usage.
    """
    own_folders(project)
    from communique.evaluate.annotations.gold import gold_lines
    from communique.evaluate.annotations.reading import read_annotations

    found = read_annotations(annotations, format)
    data = b"".join(line + b"\n" for line in gold_lines(found))
    if output == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    else:
        _put(Path(output), data)
    for problem in found.problems:
        print(f"communique: {problem}", file=sys.stderr)
    events = sum(len(r.events) for r in found.reports)
    print(f"communique: {events} events of {len(found.reports)} reports", file=sys.stderr)
    for why, number in sorted(found.left.items()):
        if number:
            print(f"communique: left out: {number} {why}", file=sys.stderr)
    raise typer.Exit(1 if found.problems else 0)


def _put(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    from communique.errors import CommuniqueError

    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        aside.write_bytes(data)
        aside.replace(path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise CommuniqueError(f"{path}: cannot be written: {error.strerror or error}") from error
