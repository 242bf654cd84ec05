"""The fields of a record that people correct: what they hold, how a form sends them, how they read."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

import msgspec

from communique.codebook.code_book import code_book
from communique.records.document import Span
from communique.records.ids import fold
from communique.records.record import EventRecord, Record, StatementRecord
from communique.show import wording
from communique.web.forms import Form, day_of
from communique.web.names import STATUSES

LABELS = {
    "type": "type",
    "mode": "mode",
    "status": "status",
    "actor": "who",
    "recipient": "to whom",
    "date": "when",
    "place": "where",
    "kind": "kind",
    "speaker": "speaker",
}
EVENT = ("type", "mode", "status", "actor", "recipient", "date", "place")
STATEMENT = ("kind", "speaker")
STATEMENT_KINDS = ("direct", "mixed", "indirect")


def fields_of(kind: str) -> tuple[str, ...]:
    """Fields of an event or a statement."""
    return EVENT if kind == "event" else STATEMENT


def items(record: Record) -> list[EventRecord | StatementRecord]:
    """Events and statements of a report."""
    return [*record.events, *record.statements]


def find(record: Record, record_id: str) -> EventRecord | StatementRecord | None:
    """The event or statement of an id."""
    return next((r for r in items(record) if r.id == record_id), None)


def kind_of(item: EventRecord | StatementRecord) -> str:
    """What a record is, as judgements name it."""
    return "event" if isinstance(item, EventRecord) else "statement"


def values_of(item: EventRecord | StatementRecord) -> dict[str, Any]:
    """The machine's values of the fields, as plain JSON values."""
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(item))
    return {name: plain[name] for name in fields_of(kind_of(item))}


def words(record: Record, name: str, value: Any) -> str:
    """A field's value as it reads: names for ids, one day or a range, a dash for nothing."""
    names = {a.id: a.name for a in record.actors}
    if value in (None, [], ""):
        return "—"
    if name == "date":
        return str(value["start"]) if value["start"] == value["end"] else f"{value['start']} … {value['end']}"
    if name == "place":
        return wording.visible(str(value["name"]))
    if name in ("actor", "recipient"):
        return wording.visible(", ".join(names.get(v, v) for v in value))
    if name == "speaker":
        return wording.visible(names.get(value, value))
    return ", ".join(value) if isinstance(value, list) else str(value)


def read(form: Form, record: Record, kind: str, held: Mapping[str, Any]) -> dict[str, Any]:
    """The values that a form sends; what it cannot mean keeps the value held."""
    if kind == "statement":
        given = form.text("kind")
        speaker = _parties(form, record, "speaker")
        return {"kind": given if given in STATEMENT_KINDS else held["kind"], "speaker": speaker[0] if speaker else None}
    types = code_book().types
    type_ = form.text("type") if form.text("type") in types else held["type"]
    return {
        "type": type_,
        "mode": [m for m in form.all("mode") if type_ in types and m in types[type_].modes],
        "status": form.text("status") if form.text("status") in STATUSES else held["status"],
        "actor": _parties(form, record, "actor"),
        "recipient": _parties(form, record, "recipient"),
        "date": _date(form, held["date"]),
        "place": _place(form, record, held["place"]),
    }


def changed(held: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """Fields whose value is another one now."""
    return {name: value for name, value in given.items() if held.get(name) != value}


def _parties(form: Form, record: Record, name: str) -> list[str]:
    """Actors by id: those ticked, then those written out; a name that the report has becomes its id."""
    ids = {a.id for a in record.actors}
    by_name = {fold(a.name): a.id for a in record.actors}
    ticked = [v for v in form.all(name) if v in ids]
    written = [wording.visible(w.strip()) for w in form.text(f"{name}_other").split(";") if w.strip()]
    return list(dict.fromkeys([*ticked, *(by_name.get(fold(w), w) for w in written)]))


def _date(form: Form, held: Any) -> Any:
    """A day or a range; the held one, with its evidence, where it is the same."""
    start, end = day_of(form.text("start")), day_of(form.text("end"))
    start, end = start or end, end or start
    if start is None or end is None:
        return None
    start, end = min(start, end), max(start, end)
    if held and (held["start"], held["end"]) == (start, end):
        return held
    days = (datetime.date.fromisoformat(end) - datetime.date.fromisoformat(start)).days
    granularity = "day" if not days else "week" if days < 8 else "month" if days < 32 else "year"
    return {"start": start, "end": end, "granularity": granularity, "span": None}


def _place(form: Form, record: Record, held: Any) -> Any:
    """A place by name; the held one, with its coordinates, where the name is the same."""
    name = wording.visible(form.text("place"))
    if not name:
        return None
    if held and held["name"] == name:
        return held
    at = record.report.text.find(name)
    known = next((p for e in record.events if (p := e.place) is not None and p.name == name), None)
    if known is not None:
        place: Any = msgspec.json.decode(msgspec.json.encode(known))
        return place
    unknown = dict.fromkeys(("country", "latitude", "longitude", "geonames", "kind"))
    return {"name": name, **unknown, "span": [at, at + len(name)] if at >= 0 else None, "reason": "given by a person"}


def sentence_around(record: Record, span: Span) -> Span:
    """The sentence of a span: that of a record there, else the paragraph's stretch between full stops."""
    for item in items(record):
        start, end = item.evidence.sentence
        if start <= span[0] and span[1] <= end:
            return start, end
    text = record.report.text
    starts = [text.rfind(stop, 0, span[0]) + len(stop) for stop in (". ", "\n", "! ", "? ") if stop in text[: span[0]]]
    ends = [at + 1 for stop in (". ", "\n", "! ", "? ") if (at := text.find(stop, span[1])) >= 0]
    return max(starts, default=0), min(ends, default=len(text))
