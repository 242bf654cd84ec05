"""`communique check`: validate the data files and run their examples."""

from __future__ import annotations

from pathlib import Path

import typer

from communique.cli.project_option import PROJECT, own_folders


def check(
    places: list[Path] = typer.Argument(
        None, help="Folders of your own knowledge, or trigger files whose examples to run.", metavar="[FOLDER|FILE]..."
    ),
    examples: bool = typer.Option(False, "--examples", help="Run the examples of their entries too."),
    all_examples: bool = typer.Option(False, "--all-examples", help="Run the examples of all our trigger files too."),
    project: list[Path] = PROJECT,
    show: int = typer.Option(200, "--show", help="How many failing examples to list."),
) -> None:
    """Check every data file: schema, codes, dates, names; exit status 1 where something is wrong."""
    files = [p for p in places or [] if p.is_file()]
    folders = [*project, *(p for p in places or [] if p not in files)]
    from communique.codebook.check import check_data
    from communique.codebook.project import check_folder

    problems = [line for folder in folders for line in check_folder(folder)]
    problems += check_data([f for f in folders if f.is_dir()])
    for problem in problems:
        typer.echo(problem)
    failures: list[str] = []
    if (examples or all_examples) and not problems:
        tried, failures = _run(own_folders(folders), files, all_examples)
        for failure in failures[:show]:
            typer.echo(failure)
        typer.echo(f"{tried - len(failures)} of {tried} examples pass")
    if not problems and not failures:
        typer.echo("all data files are sound")
    raise typer.Exit(1 if problems or failures else 0)


def _run(folders: list[Path], files: list[Path], all_examples: bool) -> tuple[int, list[str]]:
    """Run examples; returns how many there are and what fails."""
    from communique.coding.coder import load
    from communique.coding.examples import operator_files, run_examples, run_operator_examples, trigger_files
    from communique.coding.project_examples import run_project_examples

    coder = load(overlays=folders)
    if all_examples:
        files = [*files, *(p for p in trigger_files() if p not in files)]
    tried, failures = run_examples(coder, files)
    if all_examples:
        more, failed = run_operator_examples(coder, operator_files())
        tried, failures = tried + more, failures + failed
    for folder in folders:
        more, failed = run_project_examples(coder, folder)
        tried, failures = tried + more, failures + failed
    return tried, failures
