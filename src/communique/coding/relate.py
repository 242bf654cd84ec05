"""What the first party did to the second: the event between two marked spans.

Lines hold a text and two spans, `source` and `target` (or `actor` and `recipient`), with `start` and
`end` in characters. The rules' event that ties both spans best is one voice, a learned head over the
parse and the lexicon the other; the head knows what the rules said and decides.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from communique.codebook.schema.ontology import ReadingRule
from communique.coding.coder import Coder, load
from communique.errors import ReadError
from communique.events.head import load_head
from communique.events.pair_features import pair_features
from communique.records.document import Document, Part, Span
from communique.segment.nlp import DEFAULT_MODEL
from communique.segment.reading import EventDraft, Range, Reading

NOWHERE = (-1, -1)
TERMS = "plv"
"""The reading of types that the head is trained on."""
RULES_DECIDE = 2.5
"""A rule event that ties one party this well (3 points a party) is believed over a head less sure than `SURE`."""
SURE = 0.4


def relate_lines(data: bytes, where: str, model: str = DEFAULT_MODEL, coder: Coder | None = None) -> Iterator[bytes]:
    """Relate the two spans of each line; yields one JSON line each.

    Raises:
        ReadError: a line is no JSON object, or lacks the text or a span.
    """
    coder = coder or load(model)
    for number, line in enumerate(data.decode("utf-8").split("\n"), 1):
        if line.strip():
            yield msgspec.json.encode(relate_line(coder, line, f"{where}:{number}"))


def relate_line(coder: Coder, line: str, where: str) -> dict[str, Any]:
    """Relate the two spans of one line."""
    try:
        row = msgspec.json.decode(line)
        text = row["text"]
        first, second = (_span(row, keys) for keys in (("source", "actor"), ("target", "recipient")))
    except (msgspec.DecodeError, KeyError, TypeError) as error:
        raise ReadError(
            "bad-line", f"expected id, text, source and target with start and end: {error!r}", where
        ) from error
    return {"id": row.get("id"), **relate(coder, text, first, second)}


def _span(row: dict[str, Any], keys: tuple[str, str]) -> Span | None:
    """The span under the first of the keys that is there; None where the line has none."""
    value = row.get(keys[0]) or row.get(keys[1])
    return (int(value["start"]), int(value["end"])) if value else None


def relate(coder: Coder, text: str, first: Span | None, second: Span | None, terms: str = TERMS) -> dict[str, Any]:
    """Type, mode, status and confidence of what the first span's party did to the second's.

    `terms` names the reading of types in `ontology/readings.yaml`; any other word means our own.
    """
    reading = coder.read(sentence_of(text))
    one, two = spans_of(reading, first, second)
    ranked = ranked_events(reading, one, two)
    rules = coder.books.triggers.readings.get(terms, [])
    best = ranked[0] if ranked else None
    said = read_as(reading, best[1], rules) if best else None
    head = load_head() if coder.books.triggers.plover else None
    if head is None:
        return _answer(said, best, best[1].confidence if best else 0.0)
    names = pair_features(reading, coder.books.triggers, head.clusters, (one, two), ranked, said)
    odds = head.probabilities(names)
    guess = max(odds, key=lambda label: (odds[label], label))
    if best is not None and said is not None and best[0] >= RULES_DECIDE and odds[guess] < SURE:
        return _answer(said, best, round((best[1].confidence + odds.get(said, 0.0)) / 2, 3))
    return _answer(guess, best if said == guess else None, round(odds[guess], 3))


def _answer(kind: str | None, best: tuple[float, EventDraft] | None, confidence: float) -> dict[str, Any]:
    """The answer's fields; mode and status are the rules' where their type stands."""
    event = best[1] if best else None
    return {
        "type": kind,
        "mode": event.mode if event else [],
        "status": event.status if event else None,
        "confidence": confidence,
    }


def sentence_of(text: str) -> Document:
    """A document that holds one sentence."""
    return Document("relate", text, [Part("paragraph", (0, len(text)))], date=None)


def spans_of(reading: Reading, first: Span | None, second: Span | None) -> tuple[Range, Range]:
    """Token ranges of two character spans; `NOWHERE` for a missing one."""
    one = reading.parse.tokens_in(first) if first else NOWHERE
    two = reading.parse.tokens_in(second) if second else NOWHERE
    return one, two


def ranked_events(reading: Reading, one: Range, two: Range) -> list[tuple[float, EventDraft]]:
    """Events of the sentence, those that tie the two spans best first."""
    scored = [(_fit(event, one, two), event) for event in reading.events]
    return sorted(scored, key=lambda pair: (-pair[0], -pair[1].confidence, pair[1].trigger))


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


def _fit(event: EventDraft, one: Range, two: Range) -> float:
    """How well an event ties the two spans."""
    value = 3.0 * _touches(event.actor_tokens, one) + 3.0 * _touches(event.recipient_tokens, two)
    value += 1.5 * _touches(event.recipient_tokens, one) + 1.5 * _touches(event.actor_tokens, two)
    value -= 1.0 * (one[0] <= event.head < one[1]) + 0.5 * (two[0] <= event.head < two[1])
    between = min(one[1], two[1]) <= event.head <= max(one[0], two[0])
    return value + 0.7 * between - 0.2 * (event.status in ("hypothetical", "negated"))


def _touches(spans: list[Range], marked: Range) -> bool:
    """Whether one of the spans shares a token with the marked one."""
    return any(a < marked[1] and marked[0] < b for a, b in spans)
