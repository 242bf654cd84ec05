"""Lists and records out of the store, as the interface answers them."""

from __future__ import annotations

from typing import Any, TypeVar

import msgspec
from msgspec import structs
from starlette.exceptions import HTTPException

from communique.records.record import Record
from communique.records.story import Occurrence, Thread
from communique.store import actor_pages, listing, said, series, story_pages
from communique.store.listing import ReportFilter
from communique.store.reading import record_of
from communique.store.series import EventFilter
from communique.store.store import Store
from communique.web.api import answers as a
from communique.web.api import queries as q

T = TypeVar("T")


def counts(store: Store, asked: q.NoQuery) -> a.Counts:
    """How many reports, events, occurrences and threads there are."""
    return a.Counts(**listing.corpus_counts(store))


def reports(store: Store, asked: q.ReportsQuery) -> a.Reports:
    """Reports by words, days, outlet, country, event type and state of checking."""
    start, end = asked.days()
    narrowed = ReportFilter(
        words=asked.q,
        start=start,
        end=end,
        outlet=asked.outlet,
        country=asked.country,
        type=asked.type,
        status=asked.status,
        review=asked.review,
    )
    rows = listing.list_reports(store, narrowed, asked.order, asked.limit + 1, asked.offset)
    rows, following = _page(rows, asked)
    items = [
        a.ReportItem(
            r["id"],
            r["title"],
            r["date"],
            r["publisher"],
            r["events"],
            r["statements"],
            r["actors"],
            r["min_confidence"],
            listing.REVIEW[r["review"]],
            r["copy_of"],
        )
        for r in rows
    ]
    return a.Reports(items=items, total=listing.count_reports(store, narrowed), next=following)


def record(store: Store, asked: q.RecordQuery) -> Record:
    """The whole record of one report, as the machine wrote it."""
    found = record_of(store, asked.id)
    if found is None:
        raise HTTPException(404, "there is no report of that id in this store")
    return found


def events(store: Store, asked: q.EventsQuery) -> a.Events:
    """Events by days, type, status, quad class, countries, actor and place."""
    start, end = asked.days()
    plain = {
        n: getattr(asked, n) for n in ("type", "status", "quad", "country", "actor", "recipient", "person", "place")
    }
    narrowed = EventFilter(start=start, end=end, **plain)
    rows, following = _page(series.list_events(store, narrowed, asked.limit + 1, asked.offset), asked)
    sides = series.parties_of(store, [r["event_key"] for r in rows])
    items = [
        a.EventItem(
            id=r["id"],
            report=r["report_id"],
            type=r["type"],
            mode=msgspec.json.decode(r["mode"]),
            status=r["status"],
            quad=r["quad"],
            score=r["score"],
            day=r["day"],
            place=r["place"],
            actor=_parties(sides, r["event_key"], "actor"),
            recipient=_parties(sides, r["event_key"], "recipient"),
            confidence=r["confidence"],
            statement=r["statement"],
            same_as=r["same_as"],
        )
        for r in rows
    ]
    return a.Events(items=items, next=following)


def statements(store: Store, asked: q.StatementsQuery) -> a.Statements:
    """Statements by days, speaker, the speaker's country, kind and report."""
    start, end = asked.days()
    narrowed = said.StatementFilter(start, end, asked.speaker, asked.country, asked.kind, asked.report)
    rows, following = _page(said.list_statements(store, narrowed, asked.limit + 1, asked.offset), asked)
    names = [f.name for f in structs.fields(a.StatementItem) if f.name not in ("report", "content")]
    items = [
        a.StatementItem(
            report=r["report_id"], content=msgspec.json.decode(r["content"]), **{name: r[name] for name in names}
        )
        for r in rows
    ]
    return a.Statements(items=items, next=following)


def actors(store: Store, asked: q.ActorsQuery) -> a.Actors:
    """Actors over all reports, by name, kind and country."""
    rows = actor_pages.list_actors(store, asked.q, asked.kind, asked.country, asked.limit + 1, asked.offset)
    rows, following = _page(rows, asked)
    names = [f.name for f in structs.fields(a.ActorItem) if f.name != "id"]
    items = [a.ActorItem(id=r["actor_id"], **{name: r[name] for name in names}) for r in rows]
    return a.Actors(items=items, next=following)


def occurrences(store: Store, asked: q.OccurrencesQuery) -> a.Occurrences:
    """What happened, each once, by days, type, status and country."""
    start, end = asked.days()
    rows = story_pages.list_occurrences(
        store, start, end, asked.type, asked.status, asked.country, asked.limit + 1, asked.offset
    )
    rows, following = _page(rows, asked)
    items = [structs.replace(msgspec.json.decode(r["data"], type=Occurrence), why=None) for r in rows]
    return a.Occurrences(items=items, next=following)


def threads(store: Store, asked: q.ThreadsQuery) -> a.Threads:
    """Deals, ceasefires, disputes and the like through time, by title, kind and party."""
    rows = story_pages.list_threads(
        store, asked.q, asked.kind, asked.country, asked.disputed, asked.limit + 1, asked.offset
    )
    rows, following = _page(rows, asked)
    held = [story_pages.thread(store, r["id"]) for r in rows]
    return a.Threads(items=[msgspec.json.decode(r["data"], type=Thread) for r in held], next=following)


def _page(rows: list[T], asked: q.Query) -> tuple[list[T], int | None]:
    """The rows of this page, of which one too many were read, and where the next begins."""
    more = len(rows) > asked.limit
    return rows[: asked.limit], asked.offset + asked.limit if more else None


def _parties(sides: dict[int, list[Any]], key: int, side: str) -> list[a.Party]:
    """One side of an event."""
    return [
        a.Party(r["actor_id"], r["name"], r["country"], r["sector"]) for r in sides.get(key, []) if r["side"] == side
    ]
