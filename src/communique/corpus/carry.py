"""The record of a copy from the record of its original: coded once, its spans moved to the copy's text.

A wire report printed with another headline or a cut tail needs no second coding. A copy with a paragraph of its
own, or a changed number, does: then `carry_over` gives None and the copy is coded for itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from msgspec import structs

from communique.records.document import Document, Note, Span
from communique.records.ids import digest
from communique.records.record import (
    ActorRecord,
    DateRecord,
    EventRecord,
    PlaceRecord,
    Record,
    ReportInfo,
    StatementRecord,
)

T = TypeVar("T", DateRecord, PlaceRecord)
Move = Callable[[Span], Span | None]

_CODED = ("paragraph", "caption")
"""Parts whose words must all be in the original; headlines may differ."""


def info_of(document: Document, copy_of: str | None = None) -> ReportInfo:
    """The head of a document's record."""
    return ReportInfo(
        id=document.id,
        title=document.title,
        date=document.date,
        publisher=document.publisher,
        authors=document.authors,
        url=document.url,
        language=document.language,
        text=document.text,
        sha256=document.sha256,
        parts=document.parts,
        date_origin=document.date_origin,
        copy_of=copy_of,
    )


def document_of(record: Record, read_notes: int) -> Document:
    """The document that a record was made of; `read_notes` of its notes come from reading."""
    report = record.report
    return Document(
        id=report.id,
        text=report.text,
        parts=report.parts,
        title=report.title,
        date=report.date,
        date_origin=report.date_origin,
        publisher=report.publisher,
        authors=report.authors,
        url=report.url,
        language=report.language,
        notes=record.notes[:read_notes],
    )


def carry_over(original: Record, copy: Document) -> Record | None:
    """The copy's record; None where it says something that the original does not."""
    move = _moves(original.report, copy)
    if move is None:
        return None
    same = original.report.sha256 == copy.sha256
    old_ids = [e.id for e in original.events] + [s.id for s in original.statements]
    new_id = {old: old if same else old[:2] + digest(copy.sha256, old) for old in old_ids}
    events = [e for e in (_event(x, move) for x in original.events) if e is not None]
    statements = [s for s in (_statement(x, move) for x in original.statements) if s is not None]
    kept = {e.id for e in events} | {s.id for s in statements}

    def name(old: str | None) -> str | None:
        return new_id[old] if old in kept else None

    events = [structs.replace(e, id=new_id[e.id], statement=name(e.statement), same_as=name(e.same_as)) for e in events]
    statements = [
        structs.replace(
            s, id=new_id[s.id], parent=name(s.parent), performs=[new_id[p] for p in s.performs if p in kept]
        )
        for s in statements
    ]
    note = Note("copy", "a copy of the report named in copy_of: its records are that report's, at their places here")
    return Record(
        schema=original.schema,
        report=info_of(copy, original.report.id),
        actors=_actors(original.actors, events, statements, move),
        events=events,
        statements=statements,
        notes=[*copy.notes, note],
    )


def _moves(original: ReportInfo, copy: Document) -> Move | None:
    """How spans of the original move to the copy; None where the copy has words of its own."""
    places: dict[tuple[str, str], Span] = {}
    for part in original.parts:
        places.setdefault((part.kind, original.text[slice(*part.span)]), part.span)
    shifts: list[tuple[int, int, int]] = []
    for part in copy.parts:
        found = places.get((part.kind, copy.text[slice(*part.span)]))
        if found is not None:
            shifts.append((*found, part.span[0] - found[0]))
        elif part.kind in _CODED:
            return None

    def move(span: Span) -> Span | None:
        for start, end, shift in shifts:
            if start <= span[0] and span[1] <= end:
                return (span[0] + shift, span[1] + shift)
        return None

    return move


def _moved(spans: list[Span], move: Move) -> list[Span]:
    return [new for new in (move(s) for s in spans) if new is not None]


def _told(value: T | None, move: Move) -> T | None:
    """A date or place with its words moved; it stays true where the words were cut."""
    if value is None or value.span is None:
        return value
    return structs.replace(value, span=move(value.span))


def _event(event: EventRecord, move: Move) -> EventRecord | None:
    sentence, trigger = move(event.evidence.sentence), move(event.evidence.trigger)
    if sentence is None or trigger is None:
        return None
    evidence = structs.replace(
        event.evidence,
        sentence=sentence,
        trigger=trigger,
        actor=_moved(event.evidence.actor, move),
        recipient=_moved(event.evidence.recipient, move),
    )
    return structs.replace(
        event,
        evidence=evidence,
        date=_told(event.date, move),
        due=_told(event.due, move),
        place=_told(event.place, move),
        why=None,
    )


def _statement(said: StatementRecord, move: Move) -> StatementRecord | None:
    sentence, content = move(said.evidence.sentence), _moved(said.content, move)
    if sentence is None or (said.content and not content):
        return None
    return structs.replace(
        said,
        evidence=structs.replace(said.evidence, sentence=sentence),
        content=content,
        speaker_span=move(said.speaker_span) if said.speaker_span else None,
        cue_span=move(said.cue_span) if said.cue_span else None,
        stance=move(said.stance) if said.stance else None,
        date=_told(said.date, move),
        why=None,
    )


def _actors(
    actors: list[ActorRecord], events: list[EventRecord], statements: list[StatementRecord], move: Move
) -> list[ActorRecord]:
    """Actors that the copy names or that its records name."""
    named = {a for e in events for a in (*e.actor, *e.recipient)}
    for s in statements:
        named.update(x for x in (s.speaker, s.addressee, s.on_behalf_of, *s.co_speakers) if x)
    moved = [
        structs.replace(a, mentions=[structs.replace(m, span=n) for m in a.mentions if (n := move(m.span)) is not None])
        for a in actors
    ]
    named.update(a.id for a in moved if a.mentions)
    named.update(m for a in moved if a.id in named for m in a.members)
    return [a for a in moved if a.id in named]
