"""What judgements come to: a coder's opinion of each record, and a report's state. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from communique.store.judgements import Judgement

MACHINE, STARTED, CHECKED, CORRECTED = range(4)
"""How far a report is looked at, as `reports.review` has it."""


@dataclass(slots=True)
class Opinion:
    """What one coder, or the coders together, hold of one record.

    Attributes:
        verdict: `accepted`, `rejected`, `corrected`, `added`; empty where none is in force.
        values: corrected fields with their new values; of an added record all fields.
        last: id of the last judgement on the record, one taken back included: what was seen last.
        kind: event or statement.
        quote, span: the words it is proved by.
        coder, judged_at: of the last judgement in force.
    """

    verdict: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    last: str = ""
    kind: str = "event"
    quote: str = ""
    span: tuple[int, int] | None = None
    coder: str = ""
    judged_at: str = ""


def opinions(rows: Iterable[Judgement]) -> dict[str, Opinion]:
    """Opinions by record id, from judgements of one coder, or of all taken together, in the order they were made."""
    listed = list(rows)
    undone = {j.undoes for j in listed if j.undoes}
    found: dict[str, Opinion] = {}
    for j in listed:
        opinion = found.setdefault(j.record_id, Opinion(kind=j.record_kind))
        opinion.last = j.id
        if j.verdict == "undo" or j.id in undone:
            continue
        opinion.coder, opinion.judged_at = j.coder, j.judged_at
        opinion.quote, opinion.span = j.quote or opinion.quote, j.span or opinion.span
        _apply(opinion, j)
    return found


def _apply(opinion: Opinion, j: Judgement) -> None:
    """One more judgement in force."""
    if j.verdict == "reject":
        opinion.verdict = "rejected"
    elif j.verdict == "accept":
        opinion.verdict = "added" if opinion.verdict == "added" else "corrected" if opinion.values else "accepted"
    elif j.verdict == "add":
        opinion.verdict = "added"
        opinion.values = msgspec.json.decode(j.new_value or "{}")
    elif j.verdict == "edit" and j.field:
        opinion.verdict = "added" if opinion.verdict == "added" else "corrected"
        opinion.values[j.field] = msgspec.json.decode(j.new_value or "null")


def of_coder(rows: Iterable[Judgement], coder: str) -> dict[str, Opinion]:
    """One coder's own opinions, blind to all others."""
    return opinions(j for j in rows if j.coder == coder and not j.final)


def settled(rows: Sequence[Judgement]) -> dict[str, Opinion]:
    """What counts in the end: a final judgement where there is one, else the latest of any coder."""
    return opinions([*(j for j in rows if not j.final), *(j for j in rows if j.final)])


def report_review(rows: Sequence[Judgement], record_ids: Sequence[str]) -> tuple[int, int]:
    """How far a report is looked at, and how many of its records are judged.

    Args:
        rows: all judgements on the report.
        record_ids: the machine's events and statements.
    """
    held = {key: o.verdict for key, o in settled(rows).items() if o.verdict}
    judged = [held[key] for key in record_ids if key in held]
    added = "added" in held.values()
    if not judged and not added:
        return MACHINE, 0
    if len(judged) < len(record_ids):
        return STARTED, len(judged)
    return (CORRECTED if added or any(v != "accepted" for v in judged) else CHECKED), len(judged)
