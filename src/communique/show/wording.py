"""The words in which a record is shown: who, what, when, where, as short phrases."""

from __future__ import annotations

from typing import Any

from communique.records.document import Span
from communique.records.record import ActorRecord, DateRecord, EventRecord, Magnitude, Record, StatementRecord

STATUS_MARKS = {
    "actual": "happened",
    "historical": "earlier",
    "future": "foretold",
    "hypothetical": "possible",
    "negated": "did not happen",
}


def visible(text: str) -> str:
    """Text with control, bidirectional and zero-width characters made visible."""
    return "".join(_shown(c) for c in text)


def _shown(c: str) -> str:
    """One character as it is shown on one line."""
    if c in "\n\t":
        return " "
    return f"\\u{ord(c):04x}" if is_hidden(c) else c


def is_hidden(c: str) -> bool:
    """Whether a character would not be seen, or would change how its neighbours are: controls, bidi, zero width."""
    code = ord(c)
    return (code < 32 and c not in "\n\t") or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000 or code in _HIDDEN


_HIDDEN = frozenset(
    [
        *(0xAD, 0x61C, 0x180E, 0xFEFF),
        *range(0x200B, 0x2010),
        *range(0x2028, 0x202F),
        *range(0x2060, 0x2070),
        *range(0xFFF9, 0xFFFC),
        *range(0xE0000, 0xE0080),
    ]
)


def reason(why: dict[str, Any]) -> str:
    """Why a record fired, in short phrases: "verb:accuse/ACCUSE on accused; actor role subj; weight 0.8"."""
    told = {k: v for k, v in why.items() if v not in (None, "", [], {}, False) and k not in ("rule", "sense", "words")}
    sense, rule = why.get("sense"), why.get("rule")
    first = [str(x) for x in (sense or rule, rule if sense and rule != sense else None) if x]
    if why.get("words"):
        first.append(f"on {_plain(why['words'])}")
    rest = [name.replace("_", " ") + ("" if value is True else f" {_plain(value)}") for name, value in told.items()]
    return visible("; ".join([" ".join(first), *rest] if first else rest))


def _plain(value: Any) -> str:
    """A value without brackets and quotation marks."""
    if isinstance(value, dict):
        return ", ".join(f"{name} {_plain(one)}" for name, one in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_plain(one) for one in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def quote(record: Record, span: Span) -> str:
    """The words at a span, on one line."""
    return " ".join(visible(record.report.text[span[0] : span[1]]).split())


def actor_line(actor: ActorRecord) -> str:
    """An actor in a line: "Emmanuel Macron, President of France (FRA GOV)"."""
    codes = " ".join([*actor.country, *actor.sector])
    office = f", {actor.office}" if actor.office else ""
    size = f", {actor.size}" if actor.size else ""
    return visible(f"{actor.name}{office}{size}") + (f" ({codes})" if codes else "")


def side(record: Record, ids: list[str]) -> str:
    """Names of one side of an event."""
    names = {a.id: a.name for a in record.actors}
    return visible(", ".join(names.get(i, i) for i in ids)) or "—"


def when(date: DateRecord | None) -> str:
    """A date in words: one day, or a range with its granularity."""
    if date is None:
        return ""
    return date.start if date.start == date.end else f"{date.start} … {date.end} ({date.granularity})"


def numbers(magnitude: Magnitude | None) -> str:
    """What a magnitude tells: "12 killed, 30 injured"."""
    if magnitude is None:
        return ""
    about = "about " if magnitude.approximate else ""
    parts = []
    if magnitude.killed is not None:
        parts.append(f"{magnitude.killed:,} killed")
    if magnitude.injured is not None:
        parts.append(f"{magnitude.injured:,} injured")
    if magnitude.size is not None:
        parts.append(f"{magnitude.size:,} people")
    if magnitude.amount is not None:
        parts.append(f"{magnitude.amount:,.0f} {magnitude.currency or ''}".strip())
    return about + ", ".join(parts) if parts else ""


def event_kind(event: EventRecord) -> str:
    """Type with modes: "CONSULT visit"."""
    return " ".join([event.type, *event.mode])


def speaker(record: Record, statement: StatementRecord) -> str:
    """The speaker by name, else by the words of the mention."""
    names = {a.id: a.name for a in record.actors}
    if statement.speaker is not None:
        shown = [names.get(i, i) for i in [statement.speaker, *statement.co_speakers]]
        return visible(", ".join(shown))
    return quote(record, statement.speaker_span) if statement.speaker_span else "unnamed"
