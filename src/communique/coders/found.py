"""What another coder says it found, before anything of it is believed; the JSON schema that it is asked for."""

from __future__ import annotations

from typing import Any

import msgspec

from communique.codebook.code_book import CodeTables
from communique.records.record import ActorKind, StatementKind, Status


class Party(msgspec.Struct, frozen=True):
    """A party in words of the report; country and sector codes where the coder gives them."""

    quote: str
    kind: ActorKind = "group"
    country: list[str] = []
    sector: list[str] = []


class FoundEvent(msgspec.Struct, frozen=True):
    """An event: its sentence and trigger word for word as the report has them."""

    type: str
    sentence: str
    trigger: str
    actor: list[Party] = []
    recipient: list[Party] = []
    status: Status = "actual"
    mode: list[str] = []


class FoundStatement(msgspec.Struct, frozen=True):
    """A statement: who says what, word for word."""

    kind: StatementKind
    sentence: str
    content: list[str]
    speaker: Party | None = None
    cue: str | None = None


class Found(msgspec.Struct, frozen=True):
    """All of one text."""

    events: list[FoundEvent] = []
    statements: list[FoundStatement] = []


def json_schema(book: CodeTables) -> dict[str, Any]:
    """The schema of `Found` with the codebook's types, closed, every field required, as strict endpoints want it."""
    statuses = ["actual", "historical", "future", "hypothetical", "negated"]
    quotes = {"type": "array", "items": {"type": "string"}}
    party = _object(
        quote={"type": "string"},
        kind={"type": "string", "enum": ["person", "country", "organisation", "group"]},
        country=quotes,
        sector={"type": "array", "items": {"type": "string", "enum": sorted(book.sectors)}},
    )
    parties = {"type": "array", "items": party}
    event = _object(
        type={"type": "string", "enum": sorted(book.types)},
        sentence={"type": "string"},
        trigger={"type": "string"},
        actor=parties,
        recipient=parties,
        status={"type": "string", "enum": statuses},
        mode=quotes,
    )
    statement = _object(
        kind={"type": "string", "enum": ["direct", "mixed", "indirect"]},
        sentence={"type": "string"},
        content=quotes,
        speaker={"anyOf": [party, {"type": "null"}]},
        cue={"type": ["string", "null"]},
    )
    return _object(events={"type": "array", "items": event}, statements={"type": "array", "items": statement})


def _object(**fields: Any) -> dict[str, Any]:
    """A closed object of required fields."""
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}
