"""What the first party did to the second: the event between two marked spans.

Lines hold a text and two spans, `source` and `target` (or `actor` and `recipient`), with `start` and
`end` in characters. Of the events in the text the one that ties both spans best is chosen.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from communique.codebook.schema.ontology import ReadingRule
from communique.coding.coder import Coder, load
from communique.errors import ReadError
from communique.records.document import Document, Part, Span
from communique.segment.nlp import DEFAULT_MODEL
from communique.segment.reading import EventDraft, Range, Reading


def relate_lines(data: bytes, where: str, model: str = DEFAULT_MODEL, coder: Coder | None = None) -> Iterator[bytes]:
    """Relate the two spans of each line; yields one JSON line each.

    Raises:
        ReadError: a line is no JSON object, or lacks the text or a span.
    """
    coder = coder or load(model)
    for number, line in enumerate(data.decode("utf-8").splitlines(), 1):
        if line.strip():
            yield msgspec.json.encode(relate_line(coder, line, f"{where}:{number}"))


def relate_line(coder: Coder, line: str, where: str) -> dict[str, Any]:
    """Relate the two spans of one line."""
    try:
        row = msgspec.json.decode(line)
        text = row["text"]
        first, second = (_span(row, keys) for keys in (("source", "actor"), ("target", "recipient")))
    except (msgspec.DecodeError, KeyError, TypeError) as error:
        raise ReadError("bad-line", f"expected id, text, source and target with start and end: {error!r}", where) from error
    return {"id": row.get("id"), **relate(coder, text, first, second)}


def _span(row: dict[str, Any], keys: tuple[str, str]) -> Span | None:
    """The span under the first of the keys that is there; None where the line has none."""
    value = row.get(keys[0]) or row.get(keys[1])
    return (int(value["start"]), int(value["end"])) if value else None


def relate(
    coder: Coder, text: str, first: Span | None, second: Span | None, terms: str = "plv"
) -> dict[str, Any]:
    """Type, mode, status and confidence of what the first span's party did to the second's.

    `terms` names the reading of types in `ontology/readings.yaml`; any other word means our own.
    """
    document = Document("relate", text, [Part("paragraph", (0, len(text)))], date=None)
    reading = coder.read(document)
    nowhere = (-1, -1)
    one = reading.parse.tokens_in(first) if first else nowhere
    two = reading.parse.tokens_in(second) if second else nowhere
    best = max(reading.events, key=lambda e: _fit(reading, e, one, two), default=None)
    if best is None:
        return {"type": None, "mode": [], "status": None, "confidence": 0.0}
    return {
        "type": read_as(reading, best, coder.books.triggers.readings.get(terms, [])),
        "mode": best.mode,
        "status": best.status,
        "confidence": best.confidence,
        "trigger": reading.words(best.trigger),
    }


def read_as(reading: Reading, event: EventDraft, rules: list[ReadingRule]) -> str:
    """The event's type in the terms of a set of sentences."""
    lemmas = set(reading.parse.lemma[slice(*event.trigger)])
    effects = {str(o).rpartition(":")[2] for o in event.why.get("operators", [])} | set(event.why.get("scope", []))
    for rule in rules:
        if rule.type != event.type or (rule.mode and rule.mode not in event.mode):
            continue
        if (not rule.lemma or lemmas & set(rule.lemma)) and (not rule.effect or effects & set(rule.effect)):
            return rule.becomes
    return event.type


def _fit(reading: Reading, event: EventDraft, one: Range, two: Range) -> tuple[float, float]:
    """How well an event ties the two spans."""
    inside_one = one[0] <= event.head < one[1]
    inside_two = two[0] <= event.head < two[1]
    value = 0.0
    value += 3 * _touches(event.actor_tokens, one) + 3 * _touches(event.recipient_tokens, two)
    value += 1.5 * _touches(event.recipient_tokens, one) + 1.5 * _touches(event.actor_tokens, two)
    value -= 1.0 * inside_one + 0.5 * inside_two
    between = min(one[1], two[1]) <= event.head <= max(one[0], two[0])
    value += 0.7 * between - 0.2 * (event.status in ("hypothetical", "negated"))
    return value, event.confidence


def _touches(spans: list[Range], marked: Range) -> bool:
    """Whether one of the spans shares a token with the marked one."""
    return any(a < marked[1] and marked[0] < b for a, b in spans)
