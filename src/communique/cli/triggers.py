"""`communique triggers`: words that tell events; import those of older dictionaries."""

from __future__ import annotations

from pathlib import Path

import typer

from communique.cli.project_option import PROJECT, own_folders

app = typer.Typer(help="Words that tell events: import those of older dictionaries.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Words that tell events."""


@app.command("import")
def import_(
    dictionary: Path = typer.Argument(..., help="A TABARI or PETRARCH dictionary of verbs."),
    output: Path = typer.Option(..., "--output", "-o", help="The file to write, in your project's triggers/."),
    project: list[Path] = PROJECT,
) -> None:
    """Turn a dictionary of verbs into senses of ours, and say what did not carry over.

    CAMEO codes become PLOVER's types and modes. Exit status 1 where nothing carried over.
    """
    own_folders(project)
    from communique.codebook.code_book import code_book
    from communique.codebook.legacy_verbs import read_verbs
    from communique.codebook.own_triggers import write_verbs
    from communique.ingest.decode import decode

    text, _ = decode(dictionary.read_bytes(), str(dictionary))
    found = read_verbs(text, dictionary.name)
    written = write_verbs(output, found, dictionary.name, code_book())
    for problem in found.problems:
        typer.echo(problem, err=True)
    typer.echo(
        f"{found.carried} of {found.patterns} verbs and patterns carried over, {len(found.problems)} remarks; "
        f"written: {', '.join(map(str, written)) or 'nothing'}"
    )
    raise typer.Exit(0 if written else 1)
