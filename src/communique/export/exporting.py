"""An export from beginning to end: choose, write, describe, put in place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from communique.export import describe
from communique.export.choosing import Choice, choose
from communique.export.columns import Chosen, Format, Left, Table
from communique.export.delivery import CODEBOOK, DATAPACKAGE, Delivery
from communique.export.formats import ExportError
from communique.export.media import SUFFIXES, CsvSink, ParquetSink, Sink, TsvSink
from communique.records.record import Record


@dataclass(frozen=True, slots=True)
class Coded:
    """One report to export.

    Attributes:
        record: its record.
        line: the line it was read from, where that is at hand.
        review: what people said of its events and statements, by id.
    """

    record: Record
    line: bytes | None = None
    review: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Summary:
    """What an export wrote: files, rows by table, reports, and what was left out."""

    files: list[Path] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    reports: int = 0
    left: Left = field(default_factory=Left)


def export(coded: Iterable[Coded], fmt: Format, target: Path, choice: Choice, with_text: bool = False) -> Summary:
    """Write reports to a folder or file; nothing is seen of it until it is whole.

    Args:
        coded: the reports, in the order in which they are to be written.
        fmt: from `find_format`.
        target: a folder; for a format with one table also a file, when the name has a suffix.
        choice: filters. Formats that cannot tell what happened from what did not take only `actual` events, each
            happening of a report once and no copies, unless states are chosen.
        with_text: the reports' text may be written.

    Raises:
        ExportError: the target cannot be written.
    """
    single = bool(target.suffix) and fmt.medium != "files"
    if single and len(fmt.tables) > 1:
        names = ", ".join(t.name for t in fmt.tables)
        raise ExportError(f"{fmt.name} writes several tables ({names}); name a folder instead of {target}")
    choice = _facts(fmt, choice)
    summary = Summary()
    with Delivery(target, single) as delivery, _told(target):
        files = _write(coded, fmt, delivery, choice, with_text, summary)
        book = describe.codebook(fmt, choice, with_text, summary.rows, summary.left)
        (delivery.folder / delivery.beside(CODEBOOK)).write_bytes(book)
        package = describe.datapackage(fmt, _package_name(target, fmt), files)
        (delivery.folder / delivery.beside(DATAPACKAGE)).write_bytes(package)
        summary.files = delivery.publish()
    return summary


@contextmanager
def _told(target: Path) -> Iterator[None]:
    """Say of a full disk or a lost folder which export it stopped."""
    try:
        yield
    except OSError as error:
        raise ExportError(f"{target}: the export was given up: {error.strerror or error}") from error


def export_stream(
    coded: Iterable[Coded], fmt: Format, stream: BinaryIO, choice: Choice, with_text: bool = False
) -> Summary:
    """Write a format with one table to a stream, without codebook.

    Raises:
        ExportError: the format has several tables or files.
    """
    if len(fmt.tables) > 1 or fmt.medium == "files":
        raise ExportError(f"{fmt.name} writes several files; name a folder with -o")
    summary = Summary()
    choice = _facts(fmt, choice)
    sink = _sink(fmt, fmt.tables[0], stream)
    for chosen in _chosen(coded, choice, with_text, summary):
        _put(fmt, chosen, {fmt.tables[0].name: sink}, summary.left)
    sink.close()
    summary.rows = {fmt.tables[0].name: sink.rows}
    return summary


def _facts(fmt: Format, choice: Choice) -> Choice:
    """Filters with a format's own: what has no column for states takes what happened, once, from one of its copies."""
    if not fmt.facts:
        return choice
    return msgspec.structs.replace(
        choice, statuses=choice.statuses or ("actual",), retold=False, copies=False, refused=False
    )


def _chosen(coded: Iterable[Coded], choice: Choice, with_text: bool, summary: Summary) -> Iterable[Chosen]:
    """The reports that hold something chosen."""
    for item in coded:
        chosen = choose(item.record, choice, summary.left, line=item.line, review=item.review, with_text=with_text)
        if chosen is not None:
            summary.reports += 1
            yield chosen


def _write(
    coded: Iterable[Coded], fmt: Format, delivery: Delivery, choice: Choice, with_text: bool, summary: Summary
) -> dict[str, list[Path]]:
    """Write all tables; the files of each."""
    if fmt.medium == "files":
        return _write_files(coded, fmt, delivery, choice, with_text, summary)
    paths = {t.name: delivery.folder / _file_name(fmt, t, delivery) for t in fmt.tables}
    with ExitStack() as stack:
        sinks = {t.name: _sink(fmt, t, stack.enter_context(paths[t.name].open("wb"))) for t in fmt.tables}
        try:
            for chosen in _chosen(coded, choice, with_text, summary):
                _put(fmt, chosen, sinks, summary.left)
        except BaseException:
            for sink in sinks.values():
                with suppress(Exception):
                    sink.close()
            raise
        for name, sink in sinks.items():
            sink.close()
            summary.rows[name] = sink.rows
    return {name: [path] for name, path in paths.items()}


def _write_files(
    coded: Iterable[Coded], fmt: Format, delivery: Delivery, choice: Choice, with_text: bool, summary: Summary
) -> dict[str, list[Path]]:
    """Write a format of several files a report."""
    made: dict[str, Path] = {}
    for name, data in (fmt.once() if fmt.once else {}).items():
        made[name] = delivery.folder / name
        made[name].write_bytes(data)
    for chosen in _chosen(coded, choice, with_text, summary):
        for name, data in fmt.files(chosen, summary.left) if fmt.files else ():
            made[name] = delivery.folder / name
            made[name].write_bytes(data)
    table = fmt.tables[0].name
    summary.rows[table] = summary.reports
    return {table: [made[name] for name in sorted(made)]}


def _put(fmt: Format, chosen: Chosen, sinks: Mapping[str, Any], left: Left) -> None:
    """Write one report to all tables."""
    if fmt.lines is not None:
        sink = sinks[fmt.tables[0].name]
        for line in fmt.lines(chosen, left):
            sink.put_line(line)
        return
    for table in fmt.tables:
        sink = sinks[table.name]
        for row in table.rows(chosen, left):
            sink.put(row)


class _LineSink:
    """JSON lines."""

    def __init__(self, stream: BinaryIO) -> None:
        self.rows = 0
        self._stream = stream

    def put_line(self, line: bytes) -> None:
        """Write one line."""
        self._stream.write(line + b"\n")
        self.rows += 1

    def close(self) -> None:
        """Nothing is held back."""


def _sink(fmt: Format, table: Table[Any], stream: BinaryIO) -> Any:
    """Where a table's rows go."""
    if fmt.medium == "lines":
        return _LineSink(stream)
    sink: Sink
    if fmt.medium == "csv":
        sink = CsvSink(stream, table.columns, fmt.header)
    elif fmt.medium == "tsv":
        sink = TsvSink(stream, table.columns, fmt.header)
    else:
        sink = ParquetSink(stream, table.columns)
    return sink


def _file_name(fmt: Format, table: Table[Any], delivery: Delivery) -> str:
    """A table's file in the folder, or the single file's own name."""
    return delivery.target.name if delivery.single else table.file + SUFFIXES[fmt.medium]


def _package_name(target: Path, fmt: Format) -> str:
    """A package name as Frictionless wants it: lower case, no spaces."""
    from communique.records.ids import slug

    return slug(f"{target.stem}-{fmt.name}")
