"""A record as people left it: their corrections laid over the machine's answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

import msgspec

from communique.codebook.code_book import code_book
from communique.records.record import EventRecord, Record, StatementRecord
from communique.store.store import Store

R = TypeVar("R", EventRecord, StatementRecord)

_MAY_LACK = ("cameo", "statement", "same_as", "date", "place", "magnitude", "speaker", "speaker_span", "cue_span",
             "medium", "addressee", "parent")  # fmt: skip
_SIGNS = {"accepted": "checked", "corrected": "corrected", "added": "corrected", "rejected": "rejected"}


@dataclass(slots=True)
class Verdict:
    """What people hold of one record in the end: `accepted`, `corrected`, `added`, `rejected`; changed fields."""

    verdict: str = ""
    kind: str = "event"
    values: dict[str, Any] = field(default_factory=dict)


def judged_record(record: Record, verdicts: Mapping[str, Verdict]) -> tuple[Record, dict[str, str]]:
    """A record with corrections in it, and what became of each judged event and statement.

    A rejected record stays, marked `rejected`: whoever reads decides. A correction that does not make a valid
    record (a type of another coder's, a side that is no actor) is left out, and the machine's answer stays
    unmarked.
    """
    review: dict[str, str] = {}
    events = [_corrected(e, verdicts.get(e.id), review) for e in record.events]
    statements = [_corrected(s, verdicts.get(s.id), review) for s in record.statements]
    known = {e.id for e in record.events} | {s.id for s in record.statements}
    for name, verdict in sorted(verdicts.items()):
        if verdict.verdict == "added" and name not in known:
            added = _added(name, verdict, EventRecord if verdict.kind == "event" else StatementRecord)
            if isinstance(added, EventRecord):
                events.append(added)
            elif isinstance(added, StatementRecord):
                statements.append(added)
            if added is not None:
                review[name] = "corrected"
    return msgspec.structs.replace(record, events=events, statements=statements), review


def _corrected(item: R, verdict: Verdict | None, review: dict[str, str]) -> R:
    """One event or statement with its corrections."""
    if verdict is None or verdict.verdict not in _SIGNS:
        return item
    found = item
    if verdict.values:
        made = _convert({**msgspec.to_builtins(item), **verdict.values}, type(item), verdict.values)
        if made is None:
            return item
        found = made
    review[item.id] = _SIGNS[verdict.verdict]
    return found


def _added(id: str, verdict: Verdict, kind: type[Any]) -> Any:
    """A record that a person added, None where it is not whole."""
    lists: dict[str, Any] = {name: [] for name in ("mode", "context", "actor", "recipient", "content")}
    unknown = dict.fromkeys(_MAY_LACK)
    bare = {**lists, **unknown, "status": "actual", "confidence": 1.0, "kind": "indirect", "score": 0.0, "quad": ""}
    return _convert({**bare, **verdict.values, "id": id}, kind, verdict.values)


def _convert(values: dict[str, Any], kind: type[Any], changed: Mapping[str, Any]) -> Any:
    """A record from plain values; what follows from a changed type or mode is worked out anew."""
    if kind is EventRecord and ({"type", "mode"} & set(changed)):
        known = code_book().types.get(str(values.get("type")))
        if known is None:
            return None
        modes = [m for m in values.get("mode") or [] if m in known.modes]
        scores = [known.mode_scores[m] for m in modes if m in known.mode_scores]
        codes = [code for m in modes if (code := known.modes[m][1])]
        values = {**values, "mode": modes, "quad": known.quad, "score": min(scores, default=known.score)}
        if "cameo" not in changed:
            values["cameo"] = codes[0] if codes else known.cameo
    try:
        return msgspec.convert(values, kind)
    except msgspec.ValidationError:
        return None


def verdicts_of(store: Store, report_id: str) -> dict[str, Verdict]:
    """What people hold of a report's records: their judgements in order, those taken back left out."""
    rows = store.rows(
        "SELECT id, record_kind, record_id, verdict, field, new_value, undoes FROM judgements"
        " WHERE report_id = ? ORDER BY judgement_key",
        (report_id,),
    )
    undone = {row["undoes"] for row in rows if row["undoes"]}
    found: dict[str, Verdict] = {}
    for row in rows:
        if row["verdict"] == "undo" or row["id"] in undone:
            continue
        opinion = found.setdefault(row["record_id"], Verdict(kind=row["record_kind"]))
        if row["verdict"] == "reject":
            opinion.verdict = "rejected"
        elif row["verdict"] == "add":
            opinion.verdict, opinion.values = "added", msgspec.json.decode(row["new_value"] or "{}")
        elif row["verdict"] == "edit" and row["field"]:
            opinion.verdict = "added" if opinion.verdict == "added" else "corrected"
            opinion.values[row["field"]] = msgspec.json.decode(row["new_value"] or "null")
        elif row["verdict"] == "accept":
            opinion.verdict = opinion.verdict if opinion.values else "accepted"
    return found
