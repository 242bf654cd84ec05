"""Our own records as JSON lines: whole, or without the report's text but with the words that prove each record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from communique.export.cells import json_line, quoted
from communique.export.columns import Chosen, Column, Format, Left, Table
from communique.export.views import named_actors
from communique.records.document import Span
from communique.records.record import Record

TEXT_LEFT_OUT = {
    "code": "text-left-out",
    "message": "exported without the report's text; spans point into the text whose sha256 is given",
    "span": None,
}


def _lines(chosen: Chosen, left: Left) -> Iterator[bytes]:
    """One line a report."""
    record = chosen.record if chosen.whole else _part(chosen)
    if not chosen.with_text:
        yield json_line(_without_text(chosen, record))
    elif chosen.review:
        yield json_line(_reviewed(chosen, msgspec.to_builtins(record)))
    else:
        yield chosen.line if chosen.whole and chosen.line is not None else json_line(record)


def _part(chosen: Chosen) -> Record:
    """The record with the chosen events and statements and the actors that these name."""
    return msgspec.structs.replace(
        chosen.record, actors=named_actors(chosen), events=chosen.events, statements=chosen.statements
    )


def _without_text(chosen: Chosen, record: Record) -> dict[str, Any]:
    """A record with an empty text, a note that says so, and quotes beside the spans."""
    text = chosen.record.report.text
    found: dict[str, Any] = msgspec.to_builtins(record)
    found["report"]["text"] = ""
    found["notes"].append(TEXT_LEFT_OUT)
    for event in found["events"]:
        proof = event["evidence"]
        event["quotes"] = {"sentence": _words(text, proof["sentence"]), "trigger": _words(text, proof["trigger"])}
    for said in found["statements"]:
        cue = _words(text, said["cue_span"]) if said["cue_span"] else None
        said["quotes"] = {"content": [_words(text, c) for c in said["content"]], "cue": cue}
    return _reviewed(chosen, found)


def _reviewed(chosen: Chosen, found: dict[str, Any]) -> dict[str, Any]:
    """A record whose events and statements say what people said of them."""
    for item in (*found["events"], *found["statements"]):
        item["review"] = chosen.review.get(item["id"], "machine")
    return found


def _words(text: str, span: Span) -> str:
    """The words at a span, cut to about a sentence."""
    return quoted(text, span)


_FIELDS: tuple[Column[Chosen], ...] = (
    Column("schema", "string", "name and version of the form", lambda c: None),
    Column(
        "report",
        "string",
        "the report: id, title, date, publisher, url, sha256, parts; `text` is empty without --with-text",
        lambda c: None,
    ),
    Column("actors", "string", "who is named, with mentions as spans", lambda c: None),
    Column(
        "events", "string", "who did what to whom; `quotes` and `review` where the text is left out", lambda c: None
    ),
    Column("statements", "string", "who said what; `quotes` and `review` where the text is left out", lambda c: None),
    Column("notes", "string", "remarks; `text-left-out` where the text is left out", lambda c: None),
)

JSONL = Format(
    "jsonl",
    "our records, one JSON object a report; with --with-text exactly as they were coded",
    "lines",
    (Table("records", "records", "one report with its records", ("report.id",), _FIELDS, lambda c, left: ()),),
    lines=_lines,
)
