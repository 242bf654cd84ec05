"""A record as people left it: their corrections laid over the machine's answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from communique.codebook.code_book import code_book
from communique.records.ids import fold, slug
from communique.records.record import ActorKind, ActorRecord, EventRecord, Record, StatementRecord
from communique.store.judgements import of_report
from communique.store.opinions import Opinion, settled
from communique.store.store import Store

R = TypeVar("R", EventRecord, StatementRecord)

_MAY_LACK = ("cameo", "statement", "same_as", "date", "place", "magnitude", "speaker", "speaker_span", "cue_span",
             "medium", "addressee", "parent")  # fmt: skip
_SIGNS = {"accepted": "checked", "corrected": "corrected", "added": "corrected", "rejected": "rejected"}


def judged_record(record: Record, opinions: Mapping[str, Opinion]) -> tuple[Record, dict[str, str]]:
    """A record with corrections in it, and what became of each judged event and statement.

    A rejected record stays, marked `rejected`: whoever reads decides. A correction that does not make a valid
    record (a type of another coder's, a side that is no actor) is left out, and the machine's answer stays
    unmarked.
    """
    review: dict[str, str] = {}
    events = [_corrected(e, opinions.get(e.id), review) for e in record.events]
    statements = [_corrected(s, opinions.get(s.id), review) for s in record.statements]
    known = {e.id for e in record.events} | {s.id for s in record.statements}
    for name, opinion in sorted(opinions.items()):
        if opinion.verdict == "added" and name not in known:
            added = _added(name, opinion, EventRecord if opinion.kind == "event" else StatementRecord)
            if isinstance(added, EventRecord):
                events.append(added)
            elif isinstance(added, StatementRecord):
                statements.append(added)
            if added is not None:
                review[name] = "corrected"
    return _with_named(msgspec.structs.replace(record, events=events, statements=statements)), review


def _with_named(record: Record) -> Record:
    """Give parties that a person wrote out by name, and that the report's actors lack, an actor of their own."""
    known = {a.id for a in record.actors}
    sides = [name for e in record.events for name in (*e.actor, *e.recipient)]
    speakers = [s.speaker for s in record.statements if s.speaker]
    named = {name: _named(name) for name in dict.fromkeys([*sides, *speakers]) if name not in known}
    if not named:
        return record

    def ids(side: list[str]) -> list[str]:
        return [named[name].id if name in named else name for name in side]

    events = [msgspec.structs.replace(e, actor=ids(e.actor), recipient=ids(e.recipient)) for e in record.events]
    statements = [
        msgspec.structs.replace(s, speaker=named[s.speaker].id) if s.speaker in named else s for s in record.statements
    ]
    made: dict[str, ActorRecord] = {}
    for actor in named.values():
        if actor.id not in known:
            made.setdefault(actor.id, actor)
    actors = [*record.actors, *made.values()]
    return msgspec.structs.replace(record, actors=actors, events=events, statements=statements)


def _named(name: str) -> ActorRecord:
    """An actor known by name only; a country's name is that country."""
    book = code_book()
    country = next((c.code for c in book.countries.values() if fold(c.name) == fold(name)), None)
    kind: ActorKind = "group" if country is None else "country"
    sector = [] if country is None else ["GOV"]
    return ActorRecord(slug(name), name, kind, [country] if country else [], sector, None, None, [])


def _corrected(item: R, opinion: Opinion | None, review: dict[str, str]) -> R:
    """One event or statement with its corrections."""
    if opinion is None or opinion.verdict not in _SIGNS:
        return item
    found = item
    if opinion.values:
        made = _convert({**msgspec.to_builtins(item), **opinion.values}, type(item), opinion.values)
        if made is None:
            return item
        found = made
    review[item.id] = _SIGNS[opinion.verdict]
    return found


def _added(id: str, opinion: Opinion, kind: type[Any]) -> Any:
    """A record that a person added, None where it is not whole."""
    lists: dict[str, Any] = {name: [] for name in ("mode", "context", "actor", "recipient", "content")}
    unknown = dict.fromkeys(_MAY_LACK)
    bare = {**lists, **unknown, "status": "actual", "confidence": 1.0, "kind": "indirect", "score": 0.0, "quad": ""}
    return _convert({**bare, **opinion.values, "id": id}, kind, opinion.values)


def _convert(values: dict[str, Any], kind: type[Any], changed: Mapping[str, Any]) -> Any:
    """A record from plain values; what follows from a changed type or mode is worked out anew."""
    if kind is EventRecord and ({"type", "mode"} & set(changed)):
        known = code_book().types.get(str(values.get("type")))
        if known is None:
            return None
        modes = [m for m in values.get("mode") or [] if m in known.modes]
        scores = [known.mode_scores[m] for m in modes if m in known.mode_scores]
        codes = [code for m in modes if (code := known.modes[m][1])]
        values = {**values, "mode": modes, "quad": known.quad, "score": min(scores, default=known.score)}
        if "cameo" not in changed:
            values["cameo"] = codes[0] if codes else known.cameo
    try:
        return msgspec.convert(values, kind)
    except msgspec.ValidationError:
        return None


def opinions_of(store: Store, report_id: str) -> dict[str, Opinion]:
    """What people hold of a report's records in the end."""
    return settled(of_report(store, report_id))
