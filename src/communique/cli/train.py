"""`communique train`: learn from a store's judgements."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from communique.learning.train import Measured, Report


def train(
    store: str = typer.Option(..., "--from", help="The store with the judgements, a file or postgresql://..."),
    out: Path = typer.Option(Path("heads"), "--out", help="Your folder of learnt heads; an earlier head is kept."),
    anyway: bool = typer.Option(False, "--anyway", help="Write the head even if held-back judgements are not better."),
    json: bool = typer.Option(False, "--json", help="The report as one JSON object."),
) -> None:
    """Learn from what people corrected; use it with `code --heads FOLDER` and `run --heads FOLDER`.

    Every judgement is held back once (five parts, by report) and measured before and after. Exit status 0: a head
    was written; 1: nothing was gained and the old one stays; 2: usage, too few judgements.
    """
    from communique.learning.train import train as learn
    from communique.store.store import Store

    with Store.open(store) as opened:
        report, written = learn(opened, out, anyway=anyway)
    if json:
        import msgspec

        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n")
        sys.stdout.flush()
    else:
        _show(report)
        typer.echo(f"written to {out}" if written else "nothing gained on held-back judgements: no head was written")
    raise typer.Exit(0 if written else 1)


def _show(report: Report) -> None:
    """The report as lines."""
    typer.echo("held back, not trained on          events  right before  right after")
    rows = [("all judged events", report.judged), ("  corrected by people", report.corrected)]
    rows += [("  left as they were", report.accepted), ("events of our own material", report.own)]
    rows += [(f"  {name}", m) for name, m in list(report.errors.items())[:20]]
    for name, m in rows:
        typer.echo(_line(name, m))
    if report.one_sided:
        words = ", ".join(report.one_sided[:10])
        typer.echo(f"one-sided, no use was accepted: {words}; accept right uses too, or they will be changed as well")
    if report.gone:
        typer.echo(f"{report.gone} judged events are no longer in the store's records and could not be used")
    if report.added:
        typer.echo(f"{report.added} events that people added cannot be learnt here; see communique suggest")


def _line(name: str, m: Measured) -> str:
    """One row of the table."""
    return f"{name:<34} {m.events:>6} {m.before:>13} {m.after:>12}"
