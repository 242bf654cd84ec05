"""`communique compare`: coders against each other, and their records made one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from communique.records.record import Record


def compare(
    coders: list[str] = typer.Argument(
        ..., help="Two or more files of records; with --store, coders' ids.", metavar="A B..."
    ),
    store: str | None = typer.Option(None, "--store", help="Compare coders of this store; ours is communique."),
    combine: str | None = typer.Option(None, "--combine", help="union, intersection, vote or prefer:ID."),
    output: Path | None = typer.Option(None, "--output", "-o", help="Write the combined records to this file."),
    json: bool = typer.Option(False, "--json", help="The agreement as one JSON object."),
) -> None:
    """Table how far two coders agree, field by field; or combine the records of several by a rule.

    Neither side is held to be right: precision and recall are those of B measured by A. Combined records name the
    rule and who has each event. Exit status 0: done; 2: usage.
    """
    if len(coders) < 2 or (combine is None and len(coders) > 2):
        raise typer.BadParameter("name two coders; more only with --combine", param_hint="A B")
    if combine is not None:
        from communique.coders.combine import check_rule

        preferred = check_rule(combine)
        if preferred is not None and preferred not in coders:
            raise typer.BadParameter(f"{preferred!r} is none of {', '.join(coders)}", param_hint="--combine")
        _combine(coders, store, combine, output)
        return
    from communique.cli.evaluate import _plain, _show
    from communique.evaluate.codings import Coding, add_record
    from communique.evaluate.scores import evaluate

    codings = []
    for name in coders:
        codings.append(Coding())
        for record in _records(name, store):
            add_record(codings[-1], record)
    both = set(codings[0].events) & set(codings[1].events)
    for coding in codings:
        coding.events = {r: e for r, e in coding.events.items() if r in both}
    found = evaluate(codings[0], codings[1])
    if json:
        import msgspec

        sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(_plain(found)), indent=2) + b"\n")
        sys.stdout.flush()
        return
    _show(found)


def _records(name: str, store: str | None) -> Iterator[Record]:
    """Records of a file or of a coder of the store."""
    if store is None:
        from communique.corpus.coded import CodedReports

        reports = CodedReports(name)
        for item in reports:
            yield item.record
        for problem in reports.problems:
            print(f"communique: {problem}", file=sys.stderr)
        return
    from communique.coders.beside import records_of
    from communique.store.store import Store

    with Store.open(store) as opened:
        yield from records_of(opened, name)


def _combine(coders: list[str], store: str | None, rule: str, output: Path | None) -> None:
    """Write the combined records, in the order of report ids."""
    from communique.cli.code import write_whole
    from communique.coders.combine import combine
    from communique.records.record import to_json

    reports: dict[str, dict[str, Record]] = {}
    for name in coders:
        for record in _records(name, store):
            reports.setdefault(record.report.id, {})[name] = record
    lines, differing = [], 0
    for report in sorted(reports):
        held = reports[report]
        if rule in ("intersection", "vote") and len(held) < len(coders):
            differing += 1
            continue
        lines.append(to_json(combine(held, rule)) + b"\n")
    if differing:
        print(f"communique: {differing} reports left out: not every coder has coded them", file=sys.stderr)
    if output is not None:
        write_whole(output, b"".join(lines))
        return
    with ExitStack() as stack:
        stack.callback(sys.stdout.flush)
        sys.stdout.buffer.write(b"".join(lines))
