"""Coded events as a comparison needs them, from our records or from a user's own simple lines."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import msgspec

from communique.codebook.code_book import code_book
from communique.errors import CommuniqueError
from communique.records.document import Span
from communique.records.ids import fold
from communique.records.record import ActorRecord, Record


class GoldError(CommuniqueError):
    """A line of a coding to compare cannot be understood."""


class CodedEvent(msgspec.Struct, frozen=True):
    """One event of one coding.

    Attributes:
        type: PLOVER type.
        sentence: span of its sentence in the report; None where the coding does not say: it may stand anywhere.
        words: the sentence as text, where the coding gives no span.
        actor, recipient: keys of the sides, see `side_keys`.
        status: None where the coding does not say; then it is not compared.
        mode: modes; None where the coding does not say.
    """

    type: str
    sentence: Span | None = None
    words: str | None = None
    actor: frozenset[str] | None = None
    recipient: frozenset[str] | None = None
    status: str | None = None
    mode: frozenset[str] | None = None


@dataclass
class Coding:
    """One coding of a set of reports.

    Attributes:
        events: by report id; a report without events has an empty list.
        texts: texts of the reports, where known.
        problems: lines that were not understood.
    """

    events: dict[str, list[CodedEvent]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def add_record(coding: Coding, record: Record, *, retold: bool = True) -> None:
    """Add the events of one of our records; `retold=False` leaves out what a report tells again."""
    actors = {a.id: a for a in record.actors}
    coding.texts[record.report.id] = record.report.text
    held = coding.events.setdefault(record.report.id, [])
    for e in record.events:
        if e.same_as is not None and not retold:
            continue
        actor, recipient = (_record_keys([actors[i] for i in ids if i in actors]) for ids in (e.actor, e.recipient))
        held.append(CodedEvent(e.type, e.evidence.sentence, None, actor, recipient, e.status, frozenset(e.mode)))


def _record_keys(side: Iterable[ActorRecord]) -> frozenset[str]:
    """Keys of a side of a record."""
    return frozenset(key for a in side for key in (a.country or [fold(a.name)]))


def side_keys(values: Iterable[Any]) -> frozenset[str]:
    """What a side is compared by: its countries; the name, in small letters, of a party without one.

    A party may be a code ("NOR", "NOR GOV", "NORGOV"), a country's name, any other name, or an object with
    `country` (one code or a list) and `name`.
    """
    keys: set[str] = set()
    for value in values:
        if isinstance(value, dict):
            countries = value.get("country") or value.get("code") or []
            listed = [countries] if isinstance(countries, str) else list(countries)
            keys |= side_keys(listed) if listed else {fold(str(value.get("name") or value.get("text") or ""))}
        elif value:
            keys.add(_key(str(value)))
    return frozenset(k for k in keys if k)


def _key(text: str) -> str:
    """A country code where the text is or begins with one, else the text in small letters."""
    book = code_book()
    for code in (text, text.split()[0] if text.split() else "", text[:3] if len(text) % 3 == 0 else ""):
        if code.isupper() and (code in book.countries or code in book.bodies):
            return code
    named = {fold(c.name): c.code for c in book.countries.values()}
    return named.get(fold(text), fold(text))


def read_lines(lines: Iterable[bytes], where: str, *, retold: bool = True) -> Coding:
    """Read a coding: our records, or simple lines, one event each; both may be mixed.

    A simple line is an object with `report` and `type`; and, where the coding says so, `sentence` (a span or the
    text), `actor`, `recipient` (lists), `status`, `mode`. A line with `report` alone says that the report was coded
    and has no event. PLOVER's own lines are taken too: `event` for `type`, `text` for `sentence`.
    """
    coding = Coding()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            raw = msgspec.json.decode(line)
            if isinstance(raw, dict) and "schema" in raw:
                add_record(coding, msgspec.convert(raw, Record), retold=retold)
            else:
                _add_simple(coding, raw)
        except (msgspec.DecodeError, GoldError, UnicodeDecodeError) as error:
            coding.problems.append(f"{where}:{number}: {error}")
    return coding


def _add_simple(coding: Coding, raw: Any) -> None:
    """Add one simple line."""
    if not isinstance(raw, dict):
        raise GoldError("expected an object with `report` and `type`")
    report = raw.get("report")
    if isinstance(report, dict):
        report = report.get("id")
    if not isinstance(report, str) or not report:
        raise GoldError("`report` must name the report by its id")
    held = coding.events.setdefault(report, [])
    types = raw.get("type", raw.get("event"))
    for type_ in [types] if isinstance(types, str) else types or []:
        if type_ not in code_book().types:
            raise GoldError(f"the type {type_!r} is unknown; choose of: {', '.join(code_book().types)}")
        span, words = _sentence(raw.get("sentence", raw.get("text")))
        mode = None if raw.get("mode") is None else frozenset(map(str, _listed(raw["mode"])))
        actor, recipient = _side(raw, "actor"), _side(raw, "recipient")
        held.append(CodedEvent(type_, span, words, actor, recipient, raw.get("status"), mode))


def _side(raw: dict[str, Any], name: str) -> frozenset[str] | None:
    """A side of a simple line; None where it does not say."""
    value = raw.get(name)
    return None if value is None else side_keys(_listed(value))


def _listed(value: Any) -> list[Any]:
    """One value or a list as a list."""
    return list(value) if isinstance(value, list | tuple) else [value]


def _sentence(value: Any) -> tuple[Span | None, str | None]:
    """Span, or text."""
    if isinstance(value, str):
        return None, value
    if value is None:
        return None, None
    try:
        return msgspec.convert(value, tuple[int, int]), None
    except msgspec.ValidationError:
        raise GoldError("`sentence` must be [start, end) in characters, or the sentence's text") from None


def locate(coding: Coding, texts: dict[str, str]) -> int:
    """Find sentences that are given as text in the reports' texts; returns how many were not found."""
    missed = 0
    for report, events in coding.events.items():
        text = texts.get(report) or coding.texts.get(report) or ""
        for number, event in enumerate(events):
            if event.sentence is None and event.words:
                start = text.find(event.words)
                if start < 0:
                    missed += 1
                else:
                    span = (start, start + len(event.words))
                    events[number] = msgspec.structs.replace(event, sentence=span)
    return missed
