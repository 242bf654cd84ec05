"""Records of several coders made one, by a rule that the result names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from communique.coders.errors import CoderError
from communique.coders.proving import CoderRecord
from communique.records.document import Span
from communique.records.record import ActorRecord, EventRecord, Record, StatementRecord

RULES = ("union", "intersection", "vote", "prefer:ID")
OURS = "communique"
"""The id of our own coder where records carry none."""

Item = EventRecord | StatementRecord


@dataclass
class Group:
    """One event or statement, as several coders have it; the first one's record stands for all."""

    items: dict[str, Item] = field(default_factory=dict)


def combine(records: Mapping[str, Record], rule: str) -> CoderRecord:
    """One record of a report from several coders' records of it.

    Events are the same that have one type and a sentence in common, those with a trigger in common first; statements
    whose contents share characters. `union` keeps all, `intersection` what every coder has, `vote` what more than
    half of them have, `prefer:ID` that coder's record, and where it has none the first other's. What is kept says
    who has it in `why`.

    Raises:
        CoderError: the rule is unknown, names no coder here, or the records are of different texts.
    """
    preferred = check_rule(rule)
    if len({r.report.sha256 for r in records.values()}) != 1:
        raise CoderError("only records of one and the same text can be combined")
    if preferred is not None:
        chosen = preferred if preferred in records else next(iter(records))
        records = {chosen: records[chosen]}
    need = {"union": 1, "intersection": len(records), "vote": len(records) // 2 + 1}.get(rule, 1)
    events = [g for g in _grouped({c: r.events for c, r in records.items()}) if len(g.items) >= need]
    told = [g for g in _grouped({c: r.statements for c, r in records.items()}) if len(g.items) >= need]
    naming = _Naming(records, [*events, *told])
    kept_events = [naming.event(g, rule) for g in events]
    kept_told = [naming.statement(g, rule) for g in told]
    return CoderRecord(
        schema=next(iter(records.values())).schema,
        report=next(iter(records.values())).report,
        actors=naming.listed(),
        events=sorted(kept_events, key=lambda e: (e.evidence.trigger, e.id)),
        statements=sorted(kept_told, key=lambda s: (s.content, s.id)),
        notes=list(dict.fromkeys(n for r in records.values() for n in r.notes)),
        coder=f"{rule.partition(':')[0]}({', '.join(records)})",
    )


def check_rule(rule: str) -> str | None:
    """The coder that a rule prefers, None for the others.

    Raises:
        CoderError: the rule is unknown.
    """
    name, _, preferred = rule.partition(":")
    if (name == "prefer" and preferred) or rule in RULES[:3]:
        return preferred or None
    raise CoderError(f"the rule {rule!r} is unknown; choose of {', '.join(RULES)}")


def _grouped(items: Mapping[str, Sequence[Item]]) -> list[Group]:
    """Items of all coders, those that are the same together; each coder once in a group."""
    groups: list[Group] = []
    for coder, listed in items.items():
        pairs = sorted(
            (-likeness(next(iter(g.items.values())), item), i, n)
            for n, item in enumerate(listed)
            for i, g in enumerate(groups)
            if coder not in g.items and likeness(next(iter(g.items.values())), item) > 0
        )
        placed: set[int] = set()
        for _, i, n in pairs:
            if n not in placed and coder not in groups[i].items:
                groups[i].items[coder] = listed[n]
                placed.add(n)
        groups += [Group({coder: item}) for n, item in enumerate(listed) if n not in placed]
    return groups


def likeness(one: Item, other: Item) -> int:
    """How surely two items are the same; 0 where they are not."""
    if isinstance(one, EventRecord) and isinstance(other, EventRecord):
        a, b = one.evidence, other.evidence
        same = one.type == other.type and bool(_shared(a.sentence, b.sentence))
        return same * (1 + 2 * bool(_shared(a.trigger, b.trigger)) + (one.status == other.status))
    if isinstance(one, StatementRecord) and isinstance(other, StatementRecord):
        return sum(_shared(a, b) for a in one.content for b in other.content)
    return 0


def _shared(one: Span, other: Span) -> int:
    """Characters that two spans share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


class _Naming:
    """Ids in the combined record: what was kept of each coder, and its actors."""

    def __init__(self, records: Mapping[str, Record], groups: list[Group]) -> None:
        self.records = records
        self.actors: dict[str, ActorRecord] = {}
        self.chief = {(c, item.id): next(iter(g.items.values())).id for g in groups for c, item in g.items.items()}

    def listed(self) -> list[ActorRecord]:
        """The actors, without members that are not among them."""
        return [
            msgspec.structs.replace(a, members=[m for m in a.members if m in self.actors]) for a in self.actors.values()
        ]

    def event(self, group: Group, rule: str) -> EventRecord:
        """The event that stands for a group."""
        coder, item = next(iter(group.items.items()))
        assert isinstance(item, EventRecord)
        same = self._link(coder, item.same_as)
        return msgspec.structs.replace(
            item,
            actor=self._ids(coder, item.actor),
            recipient=self._ids(coder, item.recipient),
            statement=self._link(coder, item.statement),
            same_as=None if same == item.id else same,
            why={**(item.why or {}), "combined": rule, "coders": list(group.items)},
        )

    def statement(self, group: Group, rule: str) -> StatementRecord:
        """The statement that stands for a group."""
        coder, item = next(iter(group.items.items()))
        assert isinstance(item, StatementRecord)
        one = self._ids(coder, [item.speaker] if item.speaker else [])
        to = self._ids(coder, [item.addressee] if item.addressee else [])
        behalf = self._ids(coder, [item.on_behalf_of] if item.on_behalf_of else [])
        return msgspec.structs.replace(
            item,
            speaker=one[0] if one else None,
            addressee=to[0] if to else None,
            on_behalf_of=behalf[0] if behalf else None,
            co_speakers=self._ids(coder, item.co_speakers),
            parent=self._link(coder, item.parent),
            performs=[x for i in item.performs if (x := self._link(coder, i)) is not None],
            why={**(item.why or {}), "combined": rule, "coders": list(group.items)},
        )

    def _link(self, coder: str, id: str | None) -> str | None:
        """What a link leads to in the combined record; None where that was not kept."""
        return None if id is None else self.chief.get((coder, id))

    def _ids(self, coder: str, ids: list[str]) -> list[str]:
        """Actors' ids; another coder's actor of the same id and other codes gets an id of its own."""
        out = []
        for actor in self.records[coder].actors:
            if actor.id in ids:
                out.append((ids.index(actor.id), self._actor(coder, actor)))
        return [name for _, name in sorted(out)]

    def _actor(self, coder: str, actor: ActorRecord) -> str:
        """The id under which an actor stands."""
        held = self.actors.setdefault(actor.id, actor)
        if (held.name, held.country) == (actor.name, actor.country):
            return actor.id
        name = f"{actor.id}~{coder}"
        self.actors.setdefault(name, msgspec.structs.replace(actor, id=name, members=[]))
        return name
