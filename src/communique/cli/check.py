"""`communique check`: validate the data files and run their examples."""

from __future__ import annotations

from pathlib import Path

import typer


def check(
    examples: list[Path] = typer.Option([], "--examples", help="Run the examples of these trigger files too."),
    all_examples: bool = typer.Option(False, "--all-examples", help="Run the examples of all trigger files."),
    knowledge: list[Path] = typer.Option([], "--knowledge", help="Folders of your own data files."),
    show: int = typer.Option(200, "--show", help="How many failing examples to list."),
) -> None:
    """Check every data file: schema, codes, dates, names; exit status 1 where something is wrong."""
    from communique.codebook.check import check_data

    problems = check_data(list(knowledge))
    for problem in problems:
        typer.echo(problem)
    failures: list[str] = []
    tried = 0
    if examples or all_examples:
        from communique.coding.coder import load
        from communique.coding.examples import operator_files, run_examples, run_operator_examples, trigger_files

        coder = load(overlays=list(knowledge))
        tried, failures = run_examples(coder, examples or trigger_files())
        if all_examples:
            more, failed = run_operator_examples(coder, operator_files())
            tried, failures = tried + more, failures + failed
        for failure in failures[:show]:
            typer.echo(failure)
        typer.echo(f"{tried - len(failures)} of {tried} examples pass")
    if not problems and not failures:
        typer.echo("all data files are sound")
    raise typer.Exit(1 if problems or failures else 0)
