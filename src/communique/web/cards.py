"""A report's records as cards: the machine's answer, and beside it what one coder made of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from communique.corpus.judged import judged_record
from communique.records.record import Record
from communique.show.page import report_view
from communique.store.judgements import Judgement
from communique.store.opinions import Opinion, of_coder
from communique.web import fields

STATES = {
    "": ("machine", "machine"),
    "accepted": ("accepted", "✓ accepted"),
    "corrected": ("corrected", "✎ corrected"),
    "rejected": ("rejected", "✗ rejected"),
    "added": ("added", "+ added"),
}


def with_added(record: Record, held: Mapping[str, Opinion]) -> Record:
    """The machine's record, and in it the events and statements that the coder added."""
    added = {key: o for key, o in held.items() if o.verdict == "added" and o.values}
    return judged_record(record, added)[0] if added else record


def view(record: Record, judgements: Sequence[Judgement], coder: str) -> dict[str, Any]:
    """What the page shows of a report to one coder, who sees no one else's judgements."""
    held = of_coder(judgements, coder) if coder else {}
    full = with_added(record, held)
    shown = report_view(full)
    for row in shown["records"]:
        row |= review_of(full, row["id"], held.get(row["id"]))
    shown["progress"] = progress(shown["records"])
    return shown


def card(record: Record, judgements: Sequence[Judgement], coder: str, record_id: str) -> dict[str, Any] | None:
    """One record's card, None where there is none."""
    shown = view(record, judgements, coder)
    found = next((row for row in shown["records"] if row["id"] == record_id), None)
    return None if found is None else {"r": found, "progress": shown["progress"], "report": shown}


def progress(rows: Sequence[dict[str, Any]]) -> dict[str, int]:
    """How many records the coder has judged, of how many."""
    return {"done": sum(bool(row["verdict"]) for row in rows), "all": len(rows)}


def review_of(record: Record, record_id: str, opinion: Opinion | None) -> dict[str, Any]:
    """State of a record in a coder's eyes, and each corrected field beside what the machine says."""
    item = fields.find(record, record_id)
    opinion = opinion or Opinion()
    state, words = STATES[opinion.verdict]
    changes = []
    if item is not None and opinion.verdict in ("corrected", "rejected"):
        machine = fields.values_of(item)
        changes = [
            (fields.LABELS[n], fields.words(record, n, machine[n]), fields.words(record, n, v))
            for n, v in opinion.values.items()
            if n in machine and machine[n] != v
        ]
    return {
        "verdict": opinion.verdict,
        "state": state,
        "state_words": words,
        "changes": changes,
        "seen": opinion.last,
        "judged_at": opinion.judged_at[:16].replace("T", " "),
    }


def current_values(record: Record, record_id: str, opinion: Opinion | None) -> dict[str, Any]:
    """The machine's values of a record's fields, the coder's laid over them."""
    item = fields.find(record, record_id)
    machine = {} if item is None else fields.values_of(item)
    given = {} if opinion is None else opinion.values
    plain: dict[str, Any] = msgspec.to_builtins({**machine, **{n: v for n, v in given.items() if n in machine}})
    return plain
