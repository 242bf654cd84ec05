"""W3C Web Annotations as JSON lines: each record points at its words by position and by quotation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import quote as percent

import msgspec

from communique.export.cells import QUOTE_LENGTH, json_line
from communique.export.columns import Chosen, Column, Format, Left, Table
from communique.export.polecat import coder_version
from communique.export.views import named_actors
from communique.records.document import Span
from communique.records.record import ReportInfo

AROUND = 32
"""Characters of prefix and suffix in a text quote selector."""


def _lines(chosen: Chosen, left: Left) -> Iterator[bytes]:
    """Annotations of the mentions of chosen records' actors, the chosen events and statements."""
    for found in (*_actors(chosen), *_events(chosen), *_statements(chosen)):
        yield json_line(found)


def _annotation(chosen: Chosen, inner: str, spans: list[Span], bodies: list[dict[str, Any]]) -> dict[str, Any]:
    """One annotation over one or several spans of the report."""
    report = chosen.record.report
    targets = [
        {"source": _source(report), "selector": selectors(report, span), "state": _state(report)} for span in spans
    ]
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": ":".join(("urn:communique", *(percent(x, safe="", errors="replace") for x in (report.id, inner)))),
        "type": "Annotation",
        "motivation": "classifying",
        "generator": {"type": "Software", "name": coder_version()},
        "body": bodies,
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _source(report: ReportInfo) -> str:
    """The report's address, else a name made from its text."""
    return report.url or f"urn:sha256:{report.sha256}"


def _state(report: ReportInfo) -> dict[str, str]:
    """Which text the positions are of: the clean body, by its hash."""
    return {"type": "State", "conformsTo": "communique/1", "sha256": report.sha256}


def selectors(report: ReportInfo, span: Span) -> list[dict[str, Any]]:
    """Position (Unicode code points of the clean text) and quotation with what stands around it.

    A quotation over the length of a long sentence is cut; its position still covers the whole.
    """
    text, (start, end) = report.text, span
    return [
        {"type": "TextPositionSelector", "start": start, "end": end},
        {
            "type": "TextQuoteSelector",
            "exact": _clean(text[start : min(end, start + QUOTE_LENGTH)]),
            "prefix": _clean(text[max(0, start - AROUND) : start]),
            "suffix": _clean(text[end : end + AROUND]),
        },
    ]


def _clean(text: str) -> str:
    """Valid Unicode; nothing else is changed, for the words must be found again."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _value(value: dict[str, Any]) -> list[dict[str, Any]]:
    """A body that holds a record's values."""
    return [{"type": "Dataset", "purpose": "classifying", "value": value}]


def _actors(chosen: Chosen) -> Iterator[dict[str, Any]]:
    """One annotation an actor, over all its mentions."""
    for a in named_actors(chosen):
        value = {
            "record": "actor",
            "name": a.name,
            "kind": a.kind,
            "country": a.country,
            "sector": a.sector,
            "office": a.office,
            "wikidata": a.wikidata,
        }
        if a.mentions:
            yield _annotation(chosen, f"actor:{a.id}", [m.span for m in a.mentions], _value(value))


def _events(chosen: Chosen) -> Iterator[dict[str, Any]]:
    """One annotation an event, over its trigger."""
    for e in chosen.events:
        value = {
            "record": "event",
            "type": e.type,
            "mode": e.mode,
            "context": e.context,
            "status": e.status,
            "actor": e.actor,
            "recipient": e.recipient,
            "date": msgspec.to_builtins(e.date),
            "place": msgspec.to_builtins(e.place),
            "confidence": e.confidence,
            "review": chosen.review.get(e.id, "machine"),
        }
        yield _annotation(chosen, e.id, [e.evidence.trigger], _value(value))


def _statements(chosen: Chosen) -> Iterator[dict[str, Any]]:
    """One annotation a statement, over the words said."""
    for s in chosen.statements:
        value = {
            "record": "statement",
            "kind": s.kind,
            "speaker": s.speaker,
            "medium": s.medium,
            "polarity": s.polarity,
            "performs": s.performs,
            "review": chosen.review.get(s.id, "machine"),
        }
        if s.content:
            yield _annotation(chosen, s.id, list(s.content), _value(value))


_FIELDS: tuple[Column[Chosen], ...] = (
    Column("id", "string", "a name of the record, unique over all reports", lambda c: None),
    Column("body", "string", "the record's values; actors by their ids", lambda c: None),
    Column(
        "target",
        "string",
        "the report and the words: TextPositionSelector in Unicode code points of the clean text, "
        "and TextQuoteSelector with prefix and suffix; `state.sha256` names the text",
        lambda c: None,
    ),
)

WEBANNOTATION = Format(
    "webannotation",
    "W3C Web Annotations, one a line, with both selectors",
    "lines",
    (Table("annotations", "annotations", "one actor, event or statement", ("id",), _FIELDS, lambda c, left: ()),),
    lines=_lines,
)
