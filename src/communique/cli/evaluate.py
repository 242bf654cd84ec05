"""`communique evaluate`: a coding against gold, or two coders against each other."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from communique.cli.project_option import PROJECT, own_folders

if TYPE_CHECKING:
    from rich.table import Table

    from communique.evaluate.scores import Evaluation, Score


def evaluate(
    gold: str = typer.Argument(..., help="Records, simple event lines, or a store: what is held to be right."),
    pred: str = typer.Argument(..., help="The same: what is measured."),
    json: bool = typer.Option(False, "--json", help="Everything as one JSON object."),
    once: bool = typer.Option(False, "--once", help="Leave out what a report tells again (`same_as`)."),
    machine: bool = typer.Option(False, "--machine", help="Of PRED as a store: without people's corrections."),
    project: list[Path] = PROJECT,
) -> None:
    """Measure a coding: precision, recall, F1 by type and by what must agree; kappa and alpha.

    Exit status 0: compared; 1: some lines were not understood; 2: usage.
    """
    own_folders(project)
    from communique.corpus.evaluating import read_coding
    from communique.evaluate.scores import evaluate as compare

    right, measured = read_coding(gold, retold=not once), read_coding(pred, retold=not once, machine=machine)
    found = compare(right, measured)
    problems = [*right.problems, *measured.problems]
    if json:
        import msgspec

        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(_plain(found)), indent=2) + b"\n")
        sys.stdout.flush()
    else:
        _show(found)
    for problem in problems:
        print(f"communique: {problem}", file=sys.stderr)
    raise typer.Exit(1 if problems else 0)


def _plain(found: Evaluation) -> dict[str, object]:
    """The evaluation with rates beside the counts."""
    import msgspec

    plain: dict[str, object] = msgspec.to_builtins(found)
    for name in ("levels", "types"):
        scores: dict[str, Score] = getattr(found, name)
        plain[name] = {
            key: {**msgspec.to_builtins(s), "precision": s.precision, "recall": s.recall, "f1": s.f1}
            for key, s in scores.items()
        }
    return plain


def _show(found: Evaluation) -> None:
    """Tables on the terminal."""
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False)
    console.print(f"{found.reports} reports compared")
    if found.only_gold:
        console.print(f"{len(found.only_gold)} of them are not in PRED, their events count as missed", style="yellow")
    if found.only_coded:
        console.print(f"{found.only_coded} reports of PRED are not in GOLD and are left out", style="yellow")
    if found.unlocated:
        console.print(f"{found.unlocated} sentences do not stand in their reports", style="yellow")
    console.print(_scores("what must agree", found.levels))
    console.print(_scores("type", found.types))
    table = Table("agreement on", "units", "raw", "kappa", "alpha", box=None, header_style="dim")
    for name, a in found.agreement.items():
        table.add_row(name, str(a.units), _rate(a.raw), _rate(a.kappa), _rate(a.alpha))
    console.print(table)
    if found.confusion:
        worst = ", ".join(f"{a} as {b} {n}" for a, b, n in found.confusion[:8])
        console.print(f"\nmost frequent differences (gold as coded): {worst}")


def _scores(what: str, scores: dict[str, Score]) -> Table:
    """A table of scores."""
    from rich.table import Table

    table = Table(what, "gold", "coded", "both", "precision", "recall", "F1", "95 %", box=None, header_style="dim")
    for name, s in scores.items():
        between = f"{s.interval[0]:.2f}-{s.interval[1]:.2f}" if s.interval else ""
        rates = (_rate(s.precision), _rate(s.recall), _rate(s.f1))
        table.add_row(name, str(s.gold), str(s.coded), str(s.both), *rates, between)
    return table


def _rate(value: float | None) -> str:
    """A rate with three digits, a dash where there is none."""
    return "–" if value is None else f"{value:.3f}"
