"""A store in numbers: inputs by state, failures by reason, outlets, dates, event types, runs."""

from __future__ import annotations

from typing import Any

from communique.store import coder_records
from communique.store.ledger import Ledger
from communique.store.store import Store


def census(store: Store, most: int = 20) -> dict[str, Any]:
    """What a store holds.

    Args:
        store: the store.
        most: rows of outlets, reasons and runs at most.

    Returns:
        Plain values, ready for JSON: `inputs` and `reports` by state, `open` (reports whose part among copies is not
        settled), `dates`, `outlets`, `types`, `statuses`, `reasons` (state, code, number, an example),
        `judgements`, `coders` of the live records, `other_coders` (records beside ours), `runs`.
    """
    return {
        "inputs": _pairs(store, "SELECT state, count(*) FROM inputs GROUP BY state ORDER BY state"),
        "reports": _pairs(store, "SELECT state, count(*) FROM reports WHERE live = 1 GROUP BY state ORDER BY state"),
        "open": store.value("SELECT count(*) FROM reports WHERE settled = 0"),
        "old_versions": store.value("SELECT count(*) FROM reports WHERE live = 0"),
        "dates": _dates(store),
        "languages": _pairs(
            store, "SELECT language, count(*) FROM reports WHERE live = 1 GROUP BY language ORDER BY 2 DESC, 1"
        ),
        "outlets": _pairs(
            store,
            "SELECT publisher, sum(n) FROM outlet_totals GROUP BY publisher HAVING sum(n) > 0"
            " ORDER BY 2 DESC, 1 LIMIT ?",
            most,
        ),
        "types": _pairs(
            store, "SELECT type, sum(n) FROM day_totals GROUP BY type HAVING sum(n) > 0 ORDER BY 2 DESC, 1"
        ),
        "statuses": _pairs(
            store, "SELECT status, sum(n) FROM day_totals GROUP BY status HAVING sum(n) > 0 ORDER BY 2 DESC, 1"
        ),
        "statements": store.value("SELECT count(*) FROM statements"),
        "judgements": store.value("SELECT count(*) FROM judgements"),
        "coders": _pairs(store, "SELECT coder, count(*) FROM reports WHERE live = 1 GROUP BY coder ORDER BY 2 DESC, 1"),
        "other_coders": dict(coder_records.coders(store)),
        "reasons": [
            dict(row)
            for row in store.rows(
                "SELECT state, reason_code AS code, count(*) AS n, min(reason) AS example FROM inputs"
                " WHERE state IN ('failed', 'skipped') GROUP BY state, reason_code"
                " ORDER BY state, n DESC, code LIMIT ?",
                (most,),
            )
        ],
        "runs": _runs(store, most),
    }


def _pairs(store: Store, sql: str, *parameters: object) -> dict[str, int]:
    return {str(row[0] if row[0] is not None else ""): int(row[1]) for row in store.rows(sql, parameters)}


def _dates(store: Store) -> dict[str, Any]:
    """First and last publication date, and how many reports have none."""
    row = store.row("SELECT min(date), max(date), count(*) - count(date) FROM reports WHERE live = 1")
    assert row is not None
    return {"first": row[0], "last": row[1], "undated": row[2]}


def _runs(store: Store, most: int) -> list[dict[str, Any]]:
    """The latest runs; one that is said to run and is dead was cut off."""
    ledger = Ledger(store, 0, "")
    runs = []
    for row in store.rows(
        "SELECT run_key, started_at, ended_at, outcome FROM runs ORDER BY run_key DESC LIMIT ?", (most,)
    ):
        outcome = row["outcome"]
        if outcome == "running" and not ledger.alive(row["run_key"]):
            outcome = "cut off"
        runs.append({"started": row["started_at"], "ended": row["ended_at"], "outcome": outcome})
    return runs
