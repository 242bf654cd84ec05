"""Reports and records out of the store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.records.record import Record, from_json
from communique.store.codec import unpack, unpack_record
from communique.store.store import Store

ORDER = "ORDER BY coalesce(date, ''), id"
"""The order of reports in everything that is written out: by day, then id, whatever order they came in."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a report.

    Attributes:
        key: its key in the store.
        version: 1 for the first text, 2 for the text that superseded it, and so on.
        live: whether it is the one that counts.
        sha256: hash of its text.
    """

    key: int
    version: int
    live: bool
    sha256: str


def lines(store: Store, where: str = "", parameters: tuple[object, ...] = ()) -> Iterator[bytes]:
    """The JSON lines of live reports in order, byte for byte as they were written.

    Args:
        store: the store.
        where: a condition on the table `reports`, such as "date >= ?".
        parameters: its parameters.
    """
    condition = f" AND ({where})" if where else ""
    keys = [
        row[0] for row in store.rows(f"SELECT report_key FROM reports WHERE live = 1{condition} {ORDER}", parameters)
    ]
    for key in keys:
        packed = store.value("SELECT record FROM reports WHERE report_key = ?", (key,))
        if packed is not None:
            yield unpack(packed)


def records(store: Store, where: str = "", parameters: tuple[object, ...] = ()) -> Iterator[Record]:
    """The records of live reports in order; arguments as for `lines`."""
    for line in lines(store, where, parameters):
        yield from_json(line)


def record_of(store: Store, report_id: str) -> Record | None:
    """The record of a live report, None where there is none of that id."""
    packed = store.value("SELECT record FROM reports WHERE live = 1 AND id = ?", (report_id,))
    return None if packed is None else unpack_record(packed)


def record_at(store: Store, key: int) -> Record | None:
    """The record of a report by key, of an old version too."""
    packed = store.value("SELECT record FROM reports WHERE report_key = ?", (key,))
    return None if packed is None else unpack_record(packed)


def versions(store: Store, report_id: str) -> list[Version]:
    """All versions of a report, oldest first."""
    rows = store.rows(
        "SELECT report_key, version, live, sha256 FROM reports WHERE id = ? ORDER BY version, report_key", (report_id,)
    )
    return [Version(row[0], row[1], bool(row[2]), row[3]) for row in rows]


def copies(store: Store, report_id: str) -> list[str]:
    """Ids of the reports that are copies of a report."""
    return [
        row[0] for row in store.rows("SELECT id FROM reports WHERE live = 1 AND copy_of = ? ORDER BY id", (report_id,))
    ]
