"""Records of other coders, kept beside ours under the coder's id."""

from __future__ import annotations

from collections.abc import Iterator

from communique.store.codec import pack, unpack
from communique.store.store import Store


def put(store: Store, coder: str, report_id: str, sha256: str, line: bytes) -> None:
    """Keep one coder's record of a report, in place of an earlier one of that coder."""
    with store.transaction():
        store.execute("DELETE FROM coder_records WHERE coder = ? AND report_id = ?", [coder, report_id])
        store.execute(
            "INSERT INTO coder_records (coder, report_id, sha256, record) VALUES (?, ?, ?, ?)",
            [coder, report_id, sha256, pack(line)],
        )


def coders(store: Store) -> list[tuple[str, int]]:
    """Other coders with the number of their records."""
    rows = store.rows("SELECT coder, count(*) FROM coder_records GROUP BY coder ORDER BY coder")
    return [(str(r[0]), int(r[1])) for r in rows]


def coded(store: Store, coder: str) -> dict[str, str]:
    """Reports that a coder has coded: id to the hash of the text it saw."""
    rows = store.rows("SELECT report_id, sha256 FROM coder_records WHERE coder = ?", [coder])
    return {str(r[0]): str(r[1]) for r in rows}


def lines(store: Store, coder: str) -> Iterator[bytes]:
    """A coder's records of the live reports' present texts, as JSON lines, by report id."""
    rows = store.rows(
        "SELECT c.report_id FROM coder_records c JOIN reports r ON r.id = c.report_id AND r.live = 1"
        " AND r.sha256 = c.sha256 WHERE c.coder = ? ORDER BY c.report_id",
        [coder],
    )
    for row in rows:
        packed = store.value("SELECT record FROM coder_records WHERE coder = ? AND report_id = ?", [coder, row[0]])
        if packed is not None:
            yield unpack(packed)
