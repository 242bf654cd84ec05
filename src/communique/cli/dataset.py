"""`communique run --out`: a corpus into a folder of Parquet, by shards, on one machine or many."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

if TYPE_CHECKING:
    from communique.corpus.engine import CoderSpec
    from communique.corpus.engines.choice import Totals
    from communique.ingest.options import ReadOptions


def run_dataset(
    inputs: list[str],
    out: Path | None,
    engine: str,
    workers: int,
    coder: CoderSpec,
    read: ReadOptions,
    refused: list[str],
    quiet: bool,
) -> NoReturn:
    """Code shards and say what became of them; exit status 1 where reports failed."""
    from communique.corpus.engines.choice import make_dataset

    if out is None:
        raise typer.BadParameter("an engine writes a folder of Parquet; say where: --out folder/", param_hint="--out")
    if refused:
        raise typer.BadParameter(f"{refused[0]} is for runs into a store, not for --out", param_hint=refused[0])

    def show(totals: Totals) -> None:
        if not quiet:
            print(f"communique: {_line(totals)}", file=sys.stderr, flush=True)

    totals = make_dataset(inputs, out, engine=engine, workers=workers, coder=coder, read=read, progress=show)
    if not quiet:
        print(f"communique: finished: {_line(totals)}, in {out}", file=sys.stderr)
    raise typer.Exit(1 if totals.failed else 0)


def _line(totals: Totals) -> str:
    """The totals in a line."""
    parts = [f"{totals.done + totals.before:,} of {totals.shards:,} shards", f"{totals.reports:,} coded"]
    for number, word in ((totals.skipped, "skipped"), (totals.failed, "failed"), (totals.before, "shards done before")):
        if number:
            parts.append(f"{number:,} {word}")
    return ", ".join(parts)
