"""Corrections learnt from users' judgements, laid over the coder's answer.

A small linear head stands behind all rules and shipped heads: for each event it weighs the coder's own answer
against what people corrected in events like it. It changes a type or a status, or leaves the event out, only where it
is sure; an event that shares nothing with any correction stays as it is. What was changed is said in the event's
`why`, what was left out in a note. `communique train` makes the head (docs/learning.md).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec

from communique.codebook.code_book import TypeCodes, code_book
from communique.coding.event_features import event_features, trigger_of
from communique.errors import CodebookError
from communique.records.document import Note
from communique.records.record import EventRecord, Record, StatementRecord, Status

FILE = "corrections.msgpack"
OUT = "-"
"""The label of an event that people reject."""
PRIOR = 3.0
"""Log odds that the coder's own answer has before anything is learnt."""
SURE = {"type": 0.6, "status": 0.6, OUT: 0.7}
"""Least probability at which an answer is changed, and at which an event is left out."""


class Weights(msgspec.Struct, frozen=True):
    """Labels, and for each feature one number a label, in thousandths."""

    labels: list[str] = []
    rows: dict[str, list[int]] = {}

    def judge(self, features: Sequence[str], said: str) -> tuple[str, float]:
        """The likeliest label and its probability, given what the coder said."""
        if said not in self.labels:
            return said, 1.0
        total = [PRIOR * (label == said) for label in self.labels]
        for name in features:
            for k, value in enumerate(self.rows.get(name, ())):
                total[k] += value / 1000
        best = max(total)
        odds = [math.exp(t - best) for t in total]
        k = max(range(len(odds)), key=lambda n: (odds[n], self.labels[n] == said))
        return self.labels[k], odds[k] / sum(odds)


class Corrections(msgspec.Struct, frozen=True):
    """The learnt head.

    Attributes:
        type, status: weights of both answers; the type's labels have `-` where events were rejected.
        modes: modes that people gave with a type, by "TYPE/trigger".
        trained_on: hash of the examples.
        examples: how many judgements it was trained on.
    """

    type: Weights
    status: Weights
    modes: dict[str, list[str]]
    trained_on: str
    examples: int

    def apply(self, record: Record) -> Record:
        """The record with what was learnt."""
        events: list[EventRecord] = []
        notes: list[Note] = []
        for event in record.events:
            found = self._revised(record, event)
            if found is not None:
                events.append(found)
            else:
                text = f"left out by what was learnt from judgements: {event.type}, id {event.id}"
                notes.append(Note("learned-out", text, event.evidence.trigger))
        if events == record.events:
            return record
        kept = _mended(events, record.events)
        ids = {e.id for e in kept}
        statements = [_performing(s, ids) for s in record.statements]
        return msgspec.structs.replace(record, events=kept, statements=statements, notes=[*record.notes, *notes])

    def _revised(self, record: Record, event: EventRecord) -> EventRecord | None:
        """One event; None where it is left out."""
        features = event_features(record, event, event.type, event.status)
        label, odds = self.type.judge(features, event.type)
        if label == OUT and odds >= SURE[OUT]:
            return None
        before: dict[str, str] = {}
        found = event
        if label not in (OUT, event.type) and odds >= SURE["type"]:
            known = code_book().types.get(label)
            if known is not None:
                before["type"] = event.type
                found = retyped(found, known, self.modes.get(f"{label}/{trigger_of(record, event)}", []))
        status, surety = self.status.judge(features, event.status)
        if status != event.status and surety >= SURE["status"]:
            before["status"] = event.status
            found = msgspec.structs.replace(found, status=msgspec.convert(status, Status))
        if not before:
            return event
        return msgspec.structs.replace(found, why={**(event.why or {}), "learned_from": before})


def retyped(event: EventRecord, known: TypeCodes, modes: Sequence[str]) -> EventRecord:
    """An event under another type, with what follows from it."""
    fitting = [m for m in modes if m in known.modes]
    scores = [known.mode_scores[m] for m in fitting if m in known.mode_scores]
    codes = [code for m in fitting if (code := known.modes[m][1])]
    return msgspec.structs.replace(
        event,
        type=known.name,
        mode=fitting,
        quad=known.quad,
        score=min(scores, default=known.score),
        cameo=codes[0] if codes else known.cameo,
    )


def _mended(events: list[EventRecord], before: list[EventRecord]) -> list[EventRecord]:
    """Links to events that are left out go on to what these told again; links between two types go."""
    types = {e.id: e.type for e in events}
    links = {e.id: e.same_as for e in before}
    types_before = {e.id: e.type for e in before}
    out = []
    for e in events:
        target, steps = e.same_as, 0
        while target is not None and target not in types and steps < len(links):
            target, steps = links.get(target), steps + 1
        moved = target is not None and types.get(target) != e.type and types_before.get(target) == types_before[e.id]
        target = None if moved or target == e.id else target
        out.append(e if target == e.same_as else msgspec.structs.replace(e, same_as=target))
    return out


def _performing(statement: StatementRecord, ids: set[str]) -> StatementRecord:
    """A statement that names no event that is left out."""
    kept = [i for i in statement.performs if i in ids]
    return statement if kept == statement.performs else msgspec.structs.replace(statement, performs=kept)


def base_answer(event: EventRecord) -> tuple[str, str]:
    """Type and status before anything learnt changed them."""
    before: Mapping[str, str] = (event.why or {}).get("learned_from") or {}
    return before.get("type", event.type), before.get("status", event.status)


def load_corrections(folder: Path) -> Corrections:
    """The head in a user's folder.

    Raises:
        CodebookError: there is none, or it is damaged.
    """
    path = folder / FILE
    try:
        return msgspec.msgpack.decode(path.read_bytes(), type=Corrections)
    except OSError as error:
        raise CodebookError(f"{path}: cannot be read: {error.strerror}; make it with communique train") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise CodebookError(f"{path}: no learnt head: {error}; make it anew with communique train") from error
