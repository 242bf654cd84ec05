"""`communique init`: a folder for knowledge of your own."""

from __future__ import annotations

from pathlib import Path

import typer


def init(
    folder: Path = typer.Argument(..., help="The folder to make."),
    instead: bool = typer.Option(False, "--instead", help="A codebook of your own in place of PLOVER's types."),
) -> None:
    """Make a project folder: commented example files for types, triggers, cues, contexts and actors."""
    from communique.codebook.starting import start_project

    for path in start_project(folder, instead=instead):
        typer.echo(str(path))
    typer.echo(f"\nchange these, then: communique check {folder} --examples", err=True)
    typer.echo(f'                    communique try "A sentence." --project {folder}', err=True)
