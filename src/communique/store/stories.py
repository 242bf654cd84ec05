"""Occurrences and threads in the store, and people's joins and splits, which outlive them."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator
from itertools import count
from typing import Any

import msgspec

from communique.records.story import Decision, EventRef, Occurrence, Stories, StoryActor, Thread
from communique.store.store import Store

_TABLES = (
    "occurrence_members",
    "occurrence_sides",
    "occurrences",
    "thread_members",
    "thread_stages",
    "thread_parties",
    "threads",
)
_FINGERPRINT = "stories"


def fingerprint(store: Store, knowledge: str) -> str:
    """A digest of all that stories are made from: live reports, judgements, decisions, knowledge.

    Args:
        store: the store.
        knowledge: digest of the data files and code that make stories.
    """
    total = hashlib.blake2b(knowledge.encode(), digest_size=16)
    sql = "SELECT id, sha256, coder, state, copy_of, events FROM reports WHERE live = 1 ORDER BY id"
    for row in store.stream(sql):
        total.update(repr(tuple(row)).encode())
    for table, key in (("judgements", "judgement_key"), ("merge_decisions", "decision_key")):
        total.update(repr(store.value(f"SELECT max({key}) FROM {table}")).encode())
    return total.hexdigest()


def kept_fingerprint(store: Store) -> str | None:
    """The fingerprint of what the kept stories were made from, None where there are none."""
    found = store.value("SELECT value FROM meta WHERE name = ?", (_FINGERPRINT,))
    return None if found is None else str(found)


def keep_stories(store: Store, stories: Stories, made_from: str) -> None:
    """Put stories in place of those that were there, in one transaction.

    Raises:
        StoreError: the store is read-only or cannot be written.
    """
    with store.transaction():
        for table in _TABLES:
            store.execute(f"DELETE FROM {table}")
        store.execute_many(_insert("occurrences", 22), map(_occurrence, count(), stories.occurrences))
        store.execute_many(_insert("occurrence_sides", 7), _sides(stories.occurrences))
        store.execute_many(_insert("occurrence_members", 4), _members(stories.occurrences))
        store.execute_many(_insert("threads", 9), map(_thread, stories.threads))
        store.execute_many(_insert("thread_parties", 7), _parties(stories.threads))
        store.execute_many(_insert("thread_stages", 13), _stages(stories.threads))
        store.execute_many(_insert("thread_members", 3), _thread_members(stories.threads))
        store.execute("DELETE FROM meta WHERE name = ?", (_FINGERPRINT,))
        store.execute("INSERT INTO meta (name, value) VALUES (?, ?)", (_FINGERPRINT, made_from))


def read_stories(store: Store) -> Stories:
    """The stories that are kept, in their order."""
    occurrences = [
        msgspec.json.decode(row[0], type=Occurrence)
        for row in store.rows("SELECT data FROM occurrences ORDER BY position, id")
    ]
    threads = [
        msgspec.json.decode(row[0], type=Thread)
        for row in store.rows("SELECT data FROM threads ORDER BY coalesce(first_day, ''), coalesce(last_day, ''), id")
    ]
    return Stories(occurrences, threads)


def decisions(store: Store) -> list[Decision]:
    """Joins and splits by hand that were not taken back, oldest first."""
    rows = store.rows("SELECT * FROM merge_decisions ORDER BY decision_key")
    undone = {row["undoes"] for row in rows if row["undoes"]}
    return [
        Decision(
            row["verdict"],
            EventRef(row["left_report"], row["left_event"], row["left_quote"] or ""),
            EventRef(row["right_report"], row["right_event"], row["right_quote"] or ""),
            row["coder"],
            row["decided_at"],
        )
        for row in rows
        if row["id"] not in undone and row["verdict"] in ("join", "split")
    ]


def decide(store: Store, decision: Decision) -> str:
    """Remember a join or split; gives the decision's id.

    Raises:
        StoreError: the store is read-only or cannot be written.
    """
    at = decision.at or datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    first, second = decision.first, decision.second
    parts = (decision.verdict, first.report, first.event, second.report, second.event, decision.by, at)
    name = "m-" + hashlib.blake2b("\x1f".join(parts).encode(), digest_size=6).hexdigest()
    with store.transaction():
        store.execute(
            "INSERT INTO merge_decisions (id, verdict, left_report, left_event, left_quote, right_report, right_event,"
            " right_quote, coder, decided_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (name, decision.verdict, first.report, first.event, first.quote, second.report, second.event, second.quote,
             decision.by, at),
        )  # fmt: skip
    return name


def _insert(table: str, columns: int) -> str:
    return f"INSERT INTO {table} VALUES ({', '.join('?' * columns)})"


def _json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


def _occurrence(position: int, o: Occurrence) -> tuple[Any, ...]:
    day = o.date.start if o.date is not None else None
    place = o.place
    return (
        o.id, o.type, _json(o.mode), _json(o.context), o.quad, o.score, o.status, day, day,
        o.date.end if o.date else None, o.date.granularity if o.date else None, place.name if place else None,
        place.country if place else None, place.latitude if place else None, place.longitude if place else None,
        place.geonames if place else None, len(o.events), len({e.report for e in o.events}), o.outlets, o.confidence,
        _json(o), position,
    )  # fmt: skip


def _people(owner: str, role: str, people: list[StoryActor]) -> Iterator[tuple[Any, ...]]:
    """One row for each state of each participant; one without a state for those that have none."""
    number = 0
    for person in people:
        countries: list[str | None] = [*person.country] or [None]
        for country in countries:
            yield owner, role, number, None, person.name, country, person.sector[0] if person.sector else None
            number += 1


def _sides(occurrences: list[Occurrence]) -> Iterator[tuple[Any, ...]]:
    for o in occurrences:
        yield from _people(o.id, "actor", o.actor)
        yield from _people(o.id, "recipient", o.recipient)


def _members(occurrences: list[Occurrence]) -> Iterator[tuple[Any, ...]]:
    for o in occurrences:
        why = {(n.second.report, n.second.event): n for n in o.why or []}
        for e in o.events:
            note = why.get((e.report, e.event))
            yield o.id, e.report, e.event, _json({} if note is None else note)


def _thread(t: Thread) -> tuple[Any, ...]:
    return t.id, t.title, t.kind, t.stage, int(t.disputed), t.first, t.last, len(t.reports), _json(t)


def _parties(threads: list[Thread]) -> Iterator[tuple[Any, ...]]:
    for t in threads:
        yield from _people(t.id, "party", t.parties)
        yield from _people(t.id, "mediator", t.mediators)


def _stages(threads: list[Thread]) -> Iterator[tuple[Any, ...]]:
    for t in threads:
        for number, s in enumerate(t.stages):
            yield (
                t.id, number, s.stage, s.date.start if s.date else None, s.asserted_by, int(s.established), s.report,
                s.event, s.statement, s.evidence[0], s.evidence[1], s.quote, _json(s),
            )  # fmt: skip


def _thread_members(threads: list[Thread]) -> Iterator[tuple[Any, ...]]:
    for t in threads:
        yield from ((t.id, "occurrence", o) for o in t.occurrences)
        yield from ((t.id, "report", r) for r in t.reports)
