"""Signatures of texts, kept so that likely copies of a report are found without reading the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from communique.store.store import Store


@dataclass(frozen=True, slots=True)
class Known:
    """A live report as far as finding copies needs it.

    Attributes:
        key: its key.
        given_id: the id the input gave.
        identity: digest of what tells it from others of that id.
        date, sha256: of the report.
        signature: of its text; None for a short text or one signed by another version.
    """

    key: int
    given_id: str
    identity: str
    date: str | None
    sha256: str
    signature: bytes | None


_COLUMNS = "r.report_key, r.given_id, r.identity, r.date, r.sha256, s.signature"
_SIGNED = "FROM reports r LEFT JOIN signatures s ON s.report_key = r.report_key AND s.made_by = ?"


def remember(store: Store, key: int, signature: bytes | None, bands: Sequence[int], made_by: str) -> None:
    """Keep a report's signature and its band keys."""
    store.execute("DELETE FROM bands WHERE report_key = ?", (key,))
    store.execute("DELETE FROM signatures WHERE report_key = ?", (key,))
    if signature is not None:
        store.execute(
            "INSERT INTO signatures (report_key, made_by, signature) VALUES (?, ?, ?)", (key, made_by, signature)
        )
        store.execute_many("INSERT INTO bands (band, report_key) VALUES (?, ?)", [(band, key) for band in bands])


def with_text(store: Store, sha256: str, made_by: str) -> list[Known]:
    """Live reports of exactly this text."""
    rows = store.rows(f"SELECT {_COLUMNS} {_SIGNED} WHERE r.sha256 = ? AND r.live = 1", (made_by, sha256))
    return [Known(*row) for row in rows]


def with_bands(store: Store, bands: Sequence[int], made_by: str) -> list[Known]:
    """Live reports that have one of these band keys."""
    if not bands:
        return []
    marks = ", ".join("?" * len(bands))
    rows = store.rows(
        f"SELECT {_COLUMNS} {_SIGNED} WHERE r.live = 1"
        f" AND r.report_key IN (SELECT report_key FROM bands WHERE band IN ({marks}))",
        (made_by, *bands),
    )
    return [Known(*row) for row in rows]


def known(store: Store, key: int, made_by: str) -> Known | None:
    """One live report by key."""
    row = store.row(f"SELECT {_COLUMNS} {_SIGNED} WHERE r.report_key = ? AND r.live = 1", (made_by, key))
    return None if row is None else Known(*row)
