"""`communique copy`: a whole store into another database."""

from __future__ import annotations

import sys

import typer


def copy(
    old: str = typer.Argument(..., help="The store to copy: a file or postgresql://...", metavar="FROM"),
    new: str = typer.Argument(..., help="Where to: a file or postgresql://... without a store.", metavar="TO"),
    quiet: bool = typer.Option(False, "--quiet", "-q", help="No summary on stderr."),
) -> None:
    """Copy a store with everything in it: inputs, records, old versions, judgements, stories.

    Exports of both are the same to the byte. FROM is only read, and may be in use.
    """
    from communique.store.copying import copy_store
    from communique.store.store import Store

    with Store.open(old) as held, Store.open(new, "create") as made:
        written = copy_store(held, made)
    if not quiet:
        told = f"{written['reports']:,} reports, {written['events']:,} events, {written['judgements']:,} judgements"
        print(f"communique: copied {told}", file=sys.stderr)
