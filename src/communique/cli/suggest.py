"""`communique suggest`: entries for your lexicon out of repeated corrections."""

from __future__ import annotations

import sys

import typer


def suggest(
    store: str = typer.Argument(..., help="The store with the judgements, a file or postgresql://..."),
    least: int = typer.Option(3, "--least", min=2, help="Corrections that make a proposal."),
    json: bool = typer.Option(False, "--json", help="A JSON line for each proposal."),
) -> None:
    """Propose trigger and actor entries, as YAML for a project folder, with what they rest on.

    Nothing is changed: copy what you agree with into your project (docs/own-knowledge.md) and run communique check.
    """
    from communique.coding.coder import load
    from communique.learning.lemmas import lemma_by
    from communique.learning.suggest import as_yaml
    from communique.learning.suggest import suggest as propose
    from communique.store.store import Store

    with Store.open(store) as opened:
        proposals = propose(opened, lemma_by(load(lasting=True)), least)
    if json:
        import msgspec

        sys.stdout.buffer.write(b"".join(msgspec.json.encode(p) + b"\n" for p in proposals))
        sys.stdout.flush()
        return
    if not proposals:
        typer.echo(f"no correction was made {least} times or more", err=True)
    sys.stdout.write(as_yaml(proposals))
