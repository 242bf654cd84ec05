"""doccano's and Prodigy's JSON lines: spans with labels, relations between them, one report a line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from communique.export.cells import json_line
from communique.export.columns import Chosen, Column, Format, Left, Table
from communique.export.marks import Marks, codes, marks_of, tokens
from communique.records.document import Span
from communique.records.record import ActorRecord, EventRecord


def _about(chosen: Chosen, sheet: Marks) -> dict[str, Any]:
    """What both tools keep beside the text: the report, and who the marked parties are."""
    report = chosen.record.report
    parties = [
        {"start": m.span[0], "end": m.span[1], "label": m.label, "name": m.of.name, "codes": codes(m.of)}
        for m in sheet.marks
        if isinstance(m.of, ActorRecord)
    ]
    return {"report": report.id, "date": report.date, "publisher": report.publisher, "parties": parties}


def _doccano(chosen: Chosen, left: Left) -> Iterator[bytes]:
    """A line for a doccano project "sequence labeling" with relations; offsets in code points."""
    sheet = marks_of(chosen, left)
    entities = [
        {"id": n, "start_offset": m.span[0], "end_offset": m.span[1], "label": m.label}
        for n, m in enumerate(sheet.marks)
    ]
    relations = [{"id": n, "from_id": a, "to_id": b, "type": label} for n, (a, label, b) in enumerate(sheet.links)]
    yield json_line({"text": sheet.text, "entities": entities, "relations": relations, **_about(chosen, sheet)})


def _prodigy(chosen: Chosen, left: Left) -> Iterator[bytes]:
    """A task for `rel.manual` or `spans.manual`; Prodigy knows a span by its place and label, so each stands once."""
    sheet = marks_of(chosen, left)
    cut = tokens(sheet)
    starts, ends = ({span[side]: n for n, span in enumerate(cut)} for side in (0, 1))
    spans: dict[tuple[Span, str], dict[str, Any]] = {}
    for m in sheet.marks:
        if (m.span, m.label) in spans and isinstance(m.of, EventRecord):
            left["events whose words, type and state are another's"] += 1
        place = {"start": m.span[0], "end": m.span[1]}
        if m.span[0] in starts and m.span[1] in ends:
            place |= {"token_start": starts[m.span[0]], "token_end": ends[m.span[1]]}
        spans[m.span, m.label] = {**place, "label": m.label}
    relations = []
    for a, label, b in sheet.links:
        head, child = (spans[sheet.marks[n].span, sheet.marks[n].label] for n in (a, b))
        ids = {"head": head.get("token_end"), "child": child.get("token_end")}
        link = {**ids, "head_span": head, "child_span": child, "label": label}
        if link not in relations:
            relations.append(link)
    about = _about(chosen, sheet)
    meta = {key: about[key] for key in ("report", "date", "publisher") if about[key] is not None}
    yield json_line(
        {
            "text": sheet.text,
            "tokens": _tokens(sheet.text, cut),
            "spans": list(spans.values()),
            "relations": relations,
            "meta": meta,
            "parties": about["parties"],
        }
    )


def _tokens(text: str, cut: list[Span]) -> list[dict[str, Any]]:
    """Tokens as Prodigy takes them."""
    return [
        {"text": text[a:b], "start": a, "end": b, "id": n, "ws": text[b : b + 1] == " "} for n, (a, b) in enumerate(cut)
    ]


_PARTIES: Column[Chosen] = Column(
    "parties", "string", "who the marked parties are: place, name, codes of country and sector", lambda c: None
)
_DOCCANO: tuple[Column[Chosen], ...] = (
    Column("text", "string", "the report's text", lambda c: None),
    Column("entities", "string", "parties by kind, events by type (and state), statements", lambda c: None),
    Column("relations", "string", "Actor and Recipient of an event, Said_by of a statement", lambda c: None),
    Column("report", "string", "the report's id; with `date` and `publisher`", lambda c: None),
    _PARTIES,
)
_PRODIGY: tuple[Column[Chosen], ...] = (
    Column("text", "string", "the report's text", lambda c: None),
    Column("tokens", "string", "words, cut where a span begins or ends", lambda c: None),
    Column("spans", "string", "parties by kind, events by type (and state), statements", lambda c: None),
    Column("relations", "string", "Actor and Recipient of an event, Said_by of a statement", lambda c: None),
    Column("meta", "string", "`report`, the report's id; `date`, `publisher`", lambda c: None),
    _PARTIES,
)

DOCCANO = Format(
    "doccano",
    "doccano's JSON lines with spans and relations; needs --with-text",
    "lines",
    (Table("doccano", "doccano", "one report", ("report",), _DOCCANO, lambda c, left: ()),),
    needs_text=True,
    lines=_doccano,
)

PRODIGY = Format(
    "prodigy",
    "Prodigy's JSON lines with tokens, spans and relations; needs --with-text",
    "lines",
    (Table("prodigy", "prodigy", "one report", ("meta.report",), _PRODIGY, lambda c, left: ()),),
    needs_text=True,
    lines=_prodigy,
)
