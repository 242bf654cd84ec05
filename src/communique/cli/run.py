"""`communique run`: a corpus into a store, resumable."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from communique.cli.project_option import PROJECT, own_folders
from communique.cli.reading import COLUMNS_HELP, FORM_HELP, LANGUAGE_HELP, UNPACKED_HELP, read_options

if TYPE_CHECKING:
    from communique.corpus.options import Counts, RunOptions, Summary
    from communique.store.ledger import Done

_SHOWN = 20
"""Failures that are printed one by one; all are in the store."""


def run(
    inputs: list[str] = typer.Argument(
        None, help="Files of any form, folders, patterns, or - for stdin.", metavar="INPUT..."
    ),
    store: str | None = typer.Option(
        None, "--store", help="The store, a file or postgresql://...; it is made where there is none."
    ),
    out: Path | None = typer.Option(None, "--out", help="Instead of a store, a folder of Parquet, written by shards."),
    engine: str = typer.Option("local", "--engine", help="Who carries shards to workers: local, ray or spark."),
    workers: int = typer.Option(0, "--workers", min=0, max=256, help="Processes; 0: one for each core."),
    since: str | None = typer.Option(None, "--since", help="Pass over reports dated before this day, YYYY-MM-DD."),
    limit: int | None = typer.Option(None, "--limit", min=1, help="Take at most this many reports in hand."),
    retry_failed: bool = typer.Option(
        False, "--retry-failed", help="Try again what failed; without INPUT, wherever it lies."
    ),
    batch_size: int = typer.Option(8, "--batch-size", min=1, max=4096, help="Reports a worker has in hand at most."),
    date: str | None = typer.Option(None, "--date", help="Publication date of all reports; wins over what they say."),
    columns: str | None = typer.Option(None, "--columns", help=COLUMNS_HELP, metavar="FIELD=COLUMN,..."),
    form: str | None = typer.Option(None, "--format", help=FORM_HELP),
    any_language: bool = typer.Option(False, "--any-language", help=LANGUAGE_HELP),
    most_unpacked: int = typer.Option(100, "--most-unpacked", help=UNPACKED_HELP, metavar="MB"),
    model: str | None = typer.Option(None, "--model", help="A spaCy English model."),
    project: list[Path] = PROJECT,
    heads: Path | None = typer.Option(None, "--heads", help="Folder of what `communique train` learnt."),
    explain: bool = typer.Option(False, "--explain", help="Keep with each record which rule fired."),
    most_seconds: float = typer.Option(120.0, "--most-seconds", min=0.1, help="CPU seconds for one report."),
    most_memory: int = typer.Option(2000, "--most-memory", min=100, help="Megabytes for one worker."),
    quiet: bool = typer.Option(False, "--quiet", "-q", help="No progress, no failures on stderr."),
) -> None:
    """Code a corpus into a store, or with --out into Parquet; run it again and it goes on where it stopped.

    What was coded before, by the same version with the same options, is not coded again. Exit status 0: all
    done; 1: some inputs failed, see `communique status`; 2: usage, or the store cannot be used; 130 or 143:
    stopped by a signal.
    """
    _check(inputs, retry_failed, since)
    own = own_folders(project)
    from communique.corpus.engine import CoderSpec
    from communique.corpus.options import RunOptions

    read = read_options(date, columns, any_language, form, most_unpacked)
    choices = {"model": model, "overlays": [str(k) for k in own], "explain": explain}
    if heads is not None:
        from communique.coding.learned import load_corrections

        load_corrections(heads)
        choices["heads"] = str(heads.absolute())
    coder = CoderSpec(options=choices)
    if out is not None or engine != "local":
        from communique.cli.dataset import run_dataset

        given = {"--store": store, "--since": since, "--limit": limit, "--retry-failed": retry_failed or None}
        refused = [name for name, value in given.items() if value is not None]
        run_dataset(inputs, out, engine, workers or _cores(), coder, read, refused, quiet)
    if store is None:
        raise typer.BadParameter("say where to: --store corpus.db, or --out folder/", param_hint="--store")
    options = RunOptions(
        inputs=list(inputs or []),
        read=read,
        coder=coder,
        workers=workers or _cores(),
        since=since,
        limit=limit,
        retry_failed=retry_failed,
        batch_size=batch_size,
        estimate=not quiet,
        most_cpu=most_seconds,
        most_memory=most_memory * 1_000_000,
    )
    summary = _execute(store, options, quiet)
    if summary.signal is not None:
        raise typer.Exit(128 + summary.signal)
    raise typer.Exit(1 if summary.counts.failed else 0)


def _check(inputs: list[str], retry_failed: bool, since: str | None) -> None:
    """Refuse what cannot be meant."""
    if not inputs and not retry_failed:
        raise typer.BadParameter("name what to read: files, folders, patterns or -", param_hint="INPUT")
    if since is not None:
        import datetime

        try:
            datetime.date.fromisoformat(since)
        except ValueError:
            raise typer.BadParameter(f"{since!r} is no day; write it as YYYY-MM-DD", param_hint="--since") from None


def _execute(path: str | Path, options: RunOptions, quiet: bool) -> Summary:
    """Run, with signals that end it cleanly and with progress."""
    from communique.corpus.run import Run
    from communique.store.store import Store

    show = Progress(quiet)
    with Store.open(path, "create") as store:
        going = Run(store, options, show.progress, show.failure)

        def halt(number: int, _: object) -> None:
            going.stop = number

        before = {number: signal.signal(number, halt) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            summary = going.execute()
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)
    show.end(summary, store.place)
    return summary


class Progress:
    """Progress and failures on stderr: one line that changes on a terminal, a line every ten seconds elsewhere."""

    def __init__(self, quiet: bool) -> None:
        self.quiet = quiet
        self.terminal = sys.stderr.isatty()
        self.failures = 0
        self._last = time.monotonic()

    def progress(self, counts: Counts) -> None:
        """Show how far it is."""
        if self.quiet:
            return
        if self.terminal:
            print(f"\r\x1b[2K{_line(counts)}"[: _width() + 6], end="", file=sys.stderr, flush=True)
        elif time.monotonic() - self._last >= 10:
            self._last = time.monotonic()
            print(f"communique: {_line(counts)}", file=sys.stderr, flush=True)

    def failure(self, done: Done) -> None:
        """Show a failure."""
        self.failures += 1
        if self.quiet or self.failures > _SHOWN:
            return
        from communique.show.wording import visible

        clear = "\r\x1b[2K" if self.terminal else ""
        print(f"{clear}communique: {done.reason_code}: {visible(done.reason or '')}", file=sys.stderr)
        if self.failures == _SHOWN:
            print("communique: further failures are not shown; see communique status", file=sys.stderr)

    def end(self, summary: Summary, place: str) -> None:
        """Say how it ended."""
        if self.quiet:
            return
        if self.terminal:
            print("\r\x1b[2K", end="", file=sys.stderr)
        print(f"communique: {summary.outcome}: {_line(summary.counts)}", file=sys.stderr)
        if summary.signal is not None:
            print("communique: stopped; the same command goes on from here", file=sys.stderr)
        elif summary.counts.failed:
            print(f"communique: {summary.counts.failed} inputs failed; see communique status {place}", file=sys.stderr)


def _line(counts: Counts) -> str:
    """The counts in a line."""
    parts = [f"{counts.coded:,} coded"]
    for number, word in (
        (counts.copies, "copies"),
        (counts.skipped, "skipped"),
        (counts.failed, "failed"),
        (counts.same, "done before"),
        (counts.deaths, "workers replaced"),
    ):
        if number:
            parts.append(f"{number:,} {word}")
    parts.append(f"{counts.rate:.1f} a second")
    if counts.phase != "coding":
        parts.append(counts.phase)
    elif counts.left is not None:
        parts.append(f"about {_span(counts.left)} left")
    return ", ".join(parts)


def _span(seconds: float) -> str:
    """Seconds in words."""
    minutes = round(seconds / 60)
    if minutes < 1:
        return f"{round(seconds)} s"
    return f"{minutes} min" if minutes < 120 else f"{round(minutes / 60)} h"


def _width() -> int:
    try:
        return max(20, os.get_terminal_size(sys.stderr.fileno()).columns - 1)
    except OSError:
        return 100


def _cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
