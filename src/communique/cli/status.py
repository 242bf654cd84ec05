"""`communique status`: what a store holds and what became of its inputs."""

from __future__ import annotations

from typing import Any

import typer


def status(
    store: str = typer.Argument(..., help="The store, a file or postgresql://...", metavar="STORE"),
    as_json: bool = typer.Option(False, "--json", help="Print it as one JSON object."),
    check: bool = typer.Option(False, "--check", help="Read the whole store and report damage."),
) -> None:
    """Show reports by state, outlets, dates, types and failures by reason; works while a run is going on.

    Exit status 0: sound; 1: `--check` found damage; 2: the store cannot be opened.
    """
    from communique.store.census import census
    from communique.store.store import Store

    with Store.open(store) as opened:
        damage = opened.check() if check else []
        found = census(opened)
    if as_json:
        import json

        print(json.dumps({**found, "damage": damage} if check else found, ensure_ascii=False))
    else:
        _print(found)
        for line in damage:
            print(f"damage    {line}")
        if check and not damage:
            print("check     sound")
    raise typer.Exit(1 if damage else 0)


def _print(found: dict[str, Any]) -> None:
    """The census in lines."""
    from communique.show.wording import visible

    dates = found["dates"]
    _row("inputs", _listed(found["inputs"]))
    _row("reports", _listed(found["reports"]) + (f", {found['open']:,} copies to settle" if found["open"] else ""))
    if found["old_versions"]:
        _row("versions", f"{found['old_versions']:,} old")
    if dates["first"]:
        undated = f", {dates['undated']:,} without a date" if dates["undated"] else ""
        _row("dates", f"{dates['first']} to {dates['last']}{undated}")
    elif dates["undated"]:
        _row("dates", "no report has one")
    _row("outlets", visible(_listed(found["outlets"], "unknown")))
    _row("events", _listed(found["types"]))
    _row("status", _listed(found["statuses"]))
    _row("statements", f"{found['statements']:,}")
    if found["judgements"]:
        _row("judgements", f"{found['judgements']:,}")
    for coder, number in found["coders"].items():
        _row("coder", f"{number:,} by {coder}")
    for coder, number in found["other_coders"].items():
        _row("beside", f"{number:,} by {visible(coder)}")
    for reason in found["reasons"]:
        _row(reason["state"], f"{reason['n']:,} {reason['code']}: {visible(reason['example'] or '')}")
    for run in found["runs"][:5]:
        _row("run", f"{run['started']} to {run['ended'] or '...'}: {run['outcome']}")


def _row(name: str, value: str) -> None:
    print(f"{name:<11} {value}")


def _listed(counts: dict[str, int], unnamed: str = "") -> str:
    """Counts in a line."""
    return ", ".join(f"{number:,} {name or unnamed}" for name, number in counts.items()) or "none"
