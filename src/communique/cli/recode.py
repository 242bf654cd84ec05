"""`communique recode`: another coder over the reports of a store."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import typer

from communique.cli import coder_options as given


def recode(
    store: str = typer.Argument(..., help="The store, a file or postgresql://..."),
    coder: str = given.CODER,
    endpoint: str | None = given.ENDPOINT,
    model_name: str | None = given.MODEL_NAME,
    key_from: str = given.KEY,
    cache: Path | None = given.CACHE,
    most_requests: int | None = given.REQUESTS,
    most_tokens: int | None = given.TOKENS,
    per_minute: float = given.RATE,
    wait: float = given.SECONDS,
    limit: int | None = typer.Option(None, "--limit", min=1, help="Reports at most."),
) -> None:
    """Code a store's reports with another coder; its records stand beside ours under its own id.

    Run it again and it goes on with what is missing. Exit status 0: all coded; 1: some failed or the budget is used
    up; 2: usage.
    """
    choice = given.Choice(coder, endpoint, model_name, key_from, cache, most_requests, most_tokens, per_minute, wait)
    choice.check()
    if coder == "communique":
        raise typer.BadParameter("our own come from communique run; choose llm or classifier", param_hint="--coder")
    from communique.coders.beside import code_beside
    from communique.store.store import Store

    def ours() -> Any:
        from communique.coding.coder import load

        return load(lasting=True)

    other = choice.make(ours)
    with Store.open(store, "write") as opened:
        out = code_beside(opened, other, limit=limit, failure=_say)
    counts = f"{out.coded} coded, {out.same} done before, {out.failed} failed, {out.dropped} items unproved"
    typer.echo(f"{other.id}: {counts}")
    if out.stopped:
        print(f"communique: stopped: {out.stopped}", file=sys.stderr)
    raise typer.Exit(1 if out.failed or out.stopped else 0)


def _say(text: str) -> None:
    """A failure on stderr."""
    print(f"communique: {text}", file=sys.stderr)
