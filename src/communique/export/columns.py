"""What an export is made of: columns that know their meaning and their value, tables, formats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

from communique.records.record import ActorRecord, EventRecord, Record, StatementRecord

T = TypeVar("T")

Kind = Literal["string", "integer", "number", "boolean", "date"]
Cell = str | int | float | bool | None

Medium = Literal["csv", "tsv", "parquet", "lines", "files"]
"""`lines` is JSON lines; `files` are several files a report, made by the format itself."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """One report with those of its records that an export is asked for.

    Attributes:
        record: the whole record.
        events, statements: the chosen ones, in the record's order.
        whole: nothing was filtered, so the record may be passed on as it is.
        line: the record's line as it was read, where it is at hand.
        review: what people said of events and statements, by id: `checked`, `corrected`, `rejected`;
            what is not in it is `machine`.
        with_text: the report's text may be written out.
    """

    record: Record
    events: list[EventRecord]
    statements: list[StatementRecord]
    whole: bool = True
    line: bytes | None = None
    review: Mapping[str, str] = field(default_factory=dict)
    with_text: bool = False
    _actors: dict[str, ActorRecord] = field(default_factory=dict, init=False, compare=False, repr=False)

    def actors(self, ids: Iterable[str]) -> list[ActorRecord]:
        """Actors by their ids, in that order; an id without an actor is passed over."""
        if not self._actors:
            self._actors.update((a.id, a) for a in self.record.actors)
        return [self._actors[i] for i in ids if i in self._actors]


Left = Counter[str]
"""What was left out of an export and why, counted."""


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """One column: its name, kind and meaning, and how its value is got.

    Attributes:
        about: what it means, for the codebook.
        codes: name of the code list its values are from (see `describe.code_lists`).
        derived: how it is worked out, where that is not plain; the choice made where codes map many to one.
    """

    name: str
    kind: Kind
    about: str
    value: Callable[[T], Cell]
    codes: str | None = None
    derived: str | None = None


@dataclass(frozen=True, slots=True)
class Table(Generic[T]):
    """Rows of one kind: which items of a report make a row, and the columns.

    Attributes:
        file: file name inside an export's folder.
        key: columns that together are unique.
        about: what one row is.
        items: the items of a chosen report; those it passes over it counts.
    """

    name: str
    file: str
    about: str
    key: tuple[str, ...]
    columns: tuple[Column[T], ...]
    items: Callable[[Chosen, Left], Iterable[T]]

    def rows(self, chosen: Chosen, left: Left) -> Iterable[list[Cell]]:
        """The rows of one report."""
        for item in self.items(chosen, left):
            yield [column.value(item) for column in self.columns]


@dataclass(frozen=True, slots=True)
class Format:
    """One way to write records out.

    Attributes:
        name: as `--format` takes it.
        about: one line for the help and the codebook.
        tables: its tables; `lines` and `files` formats have one, whose columns describe their fields.
        header: whether the first line names the columns.
        facts: no column tells events that happened from those that did not, so only `actual` events told
            for the first time are written unless other states are asked for.
        lines: for `lines`: the JSON objects of a report. For `files`: name and bytes of each file.
        needs_text: the format is worthless without the report's text.
        once: files that stand beside the reports' own, name to bytes.
    """

    name: str
    about: str
    medium: Medium
    tables: tuple[Table[Any], ...]
    header: bool = True
    facts: bool = False
    needs_text: bool = False
    lines: Callable[[Chosen, Left], Iterable[bytes]] | None = None
    files: Callable[[Chosen, Left], Iterable[tuple[str, bytes]]] | None = None
    once: Callable[[], Mapping[str, bytes]] | None = None
    notes: tuple[str, ...] = ()
