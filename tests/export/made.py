"""Records made by hand, for cases that no example report holds."""

from __future__ import annotations

from typing import Any

import msgspec

from communique.records.record import SCHEMA, ActorRecord, EventRecord, Record, StatementRecord


def actor(
    id: str, name: str | None = None, country: list[str] | None = None, sector: list[str] | None = None, **more: Any
) -> ActorRecord:
    """An actor named at the head of the text."""
    fields = {"id": id, "name": name or id.title(), "kind": "country", "country": country or [], "sector": sector or ["GOV"],
              "office": None, "wikidata": None, "mentions": [{"span": [0, 4], "kind": "name"}]}  # fmt: skip
    return msgspec.convert({**fields, **more}, ActorRecord)


def event(id: str, type: str = "ACCUSE", **more: Any) -> EventRecord:
    """An event told in the first sentence."""
    fields = {"id": id, "type": type, "mode": [], "context": [], "quad": "verbal conflict", "score": -2.0, "cameo": "110",
              "actor": ["oslo"], "recipient": ["lima"], "status": "actual", "statement": None, "same_as": None, "date": None,
              "place": None, "magnitude": None, "confidence": 0.8,
              "evidence": {"sentence": [0, 26], "trigger": [5, 14], "actor": [[0, 4]], "recipient": [[15, 19]]}}  # fmt: skip
    return msgspec.convert({**fields, **more}, EventRecord)


def statement(id: str, **more: Any) -> StatementRecord:
    """A statement by Oslo."""
    fields = {"id": id, "kind": "indirect", "speaker": "oslo", "speaker_span": [0, 4], "cue_span": [5, 14], "content": [[15, 26]],
              "medium": None, "addressee": None, "parent": None, "date": None, "evidence": {"sentence": [0, 26]}}  # fmt: skip
    return msgspec.convert({**fields, **more}, StatementRecord)


TEXT = "Oslo condemned Lima again. It had no answer."


def record(
    id: str = "r1",
    events: list[EventRecord] | None = None,
    actors: list[ActorRecord] | None = None,
    statements: list[StatementRecord] | None = None,
    **report: Any,
) -> Record:
    """A report of one sentence about Oslo and Lima."""
    info = {"id": id, "title": None, "date": "2024-03-05", "publisher": "The Paper", "authors": [], "url": None, "language": "en",
            "text": TEXT, "sha256": "0" * 64, "parts": [{"kind": "paragraph", "span": [0, len(TEXT)]}]}  # fmt: skip
    people = actors if actors is not None else [actor("oslo", "Norway", ["NOR"]), actor("lima", "Peru", ["PER"])]
    whole = {"schema": SCHEMA, "report": {**info, **report}, "actors": [], "events": [], "statements": [], "notes": []}
    made = msgspec.convert(whole, Record)
    return msgspec.structs.replace(
        made, actors=people, events=[event("e1")] if events is None else events, statements=statements or []
    )
