"""The `communique` command: one file a subcommand, imported only when it runs."""

from __future__ import annotations

import sys

import typer

from communique.cli import (
    actors,
    check,
    code,
    compare,
    copy,
    digest,
    evaluate,
    export,
    import_,
    init,
    recode,
    relate,
    run,
    search,
    serve,
    status,
    stories,
    suggest,
    timeline,
    train,
    triggers,
    try_,
)
from communique.errors import CommuniqueError

app = typer.Typer(
    name="communique",
    help="Read news reports into events, statements, actors and places, each with the words that prove it.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("code")(code.code)
app.command("check")(check.check)
app.command("init")(init.init)
app.command("try")(try_.try_)
app.command("evaluate")(evaluate.evaluate)
app.command("export")(export.export)
app.command("import")(import_.import_)
app.command("compare")(compare.compare)
app.command("recode")(recode.recode)
app.command("relate")(relate.relate)
app.command("run")(run.run)
app.command("copy")(copy.copy)
app.command("status")(status.status)
app.command("search")(search.search)
app.command("stories")(stories.stories)
app.command("digest")(digest.digest)
app.command("train")(train.train)
app.command("suggest")(suggest.suggest)
app.command("timeline")(timeline.timeline)
app.command("serve")(serve.serve)
app.add_typer(actors.app, name="actors")
app.add_typer(triggers.app, name="triggers")


@app.callback(invoke_without_command=True)
def root(version: bool = typer.Option(False, "--version", help="Show the version and stop.")) -> None:
    """Show the version where it is asked for."""
    if version:
        from communique import __version__

        typer.echo(f"communique {__version__}")
        raise typer.Exit


def main() -> None:
    """Run the command; an expected error is one line on stderr and exit status 2."""
    try:
        app()
    except CommuniqueError as error:
        print(f"communique: {error}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
