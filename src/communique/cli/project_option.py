"""The option by which a command takes users' own knowledge."""

from __future__ import annotations

from pathlib import Path

import typer

PROJECT = typer.Option(
    [],
    "--project",
    "--overlay",
    "--knowledge",
    metavar="FOLDER",
    help="Folder of your own knowledge, laid over ours; may be repeated, a later one goes before an earlier.",
)


def own_folders(folders: list[Path]) -> list[Path]:
    """The folders as absolute paths, once it is sure that they can be laid over ours.

    The code lists of this command hold their types from then on.

    Raises:
        typer.BadParameter: one is no folder.
        CodebookError: its `project.yaml` is wrong.
    """
    if not folders:
        return []
    from communique.codebook.code_book import lay_over
    from communique.codebook.project import check_overlays

    for folder in folders:
        if not folder.is_dir():
            message = f"{folder} is no folder; communique init {folder} makes one"
            raise typer.BadParameter(message, param_hint="--project")
    check_overlays(folders)
    whole = [folder.absolute() for folder in folders]
    lay_over(whole)
    return whole
