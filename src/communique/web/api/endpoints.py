"""The interface's addresses in one table: its routes and its description are both made from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from communique.ingest.build import Meta
from communique.ingest.decode import clean_controls
from communique.ingest.inputs import read_text
from communique.records.record import Record
from communique.show.wording import visible
from communique.store.store import Store
from communique.web.api import answers, queries, reading
from communique.web.api.queries import body_from, query_from
from communique.web.coding import without_reasons


@dataclass(frozen=True, slots=True)
class Reading:
    """An address that is read by GET.

    Attributes:
        path: after `/api/v1`.
        query: the struct of its parameters.
        answer: the struct of its answer.
        read: makes the answer from the store.
    """

    path: str
    query: type[msgspec.Struct]
    answer: type[msgspec.Struct]
    read: Callable[[Store, Any], msgspec.Struct]

    def __call__(self, request: Request) -> Response:
        """Answer a request."""
        asked = query_from(request.query_params, self.query)
        with request.app.state.stores.reading() as store:
            return json_answer(self.read(store, asked))


READINGS = (
    Reading("/counts", queries.NoQuery, answers.Counts, reading.counts),
    Reading("/reports", queries.ReportsQuery, answers.Reports, reading.reports),
    Reading("/record", queries.RecordQuery, Record, reading.record),
    Reading("/events", queries.EventsQuery, answers.Events, reading.events),
    Reading("/statements", queries.StatementsQuery, answers.Statements, reading.statements),
    Reading("/actors", queries.ActorsQuery, answers.Actors, reading.actors),
    Reading("/occurrences", queries.OccurrencesQuery, answers.Occurrences, reading.occurrences),
    Reading("/threads", queries.ThreadsQuery, answers.Threads, reading.threads),
)


async def code(request: Request) -> Response:
    """Code a text: its record, as `communique code` writes it. Nothing is kept."""
    from starlette.concurrency import run_in_threadpool

    if request.headers.get("content-type", "").split(";")[0].strip().lower() != "application/json":
        raise HTTPException(415, "send the text as application/json")
    query_from(request.query_params, queries.NoQuery)
    asked = body_from(await request.body())
    return json_answer(await run_in_threadpool(_coded, request, asked))


def _coded(request: Request, asked: queries.CodeRequest) -> Record:
    """The record of a text."""
    text, notes = clean_controls(asked.text)
    meta = Meta(
        id=asked.id or None,
        title=visible(asked.title) or None,
        publisher=visible(asked.publisher) or None,
        url=asked.url or None,
        notes=notes,
    )
    day = None if asked.date is msgspec.UNSET else str(asked.date)
    coded: Record = request.app.state.coder.code(read_text(text, meta, "the text", day))
    return without_reasons(coded)


def json_answer(value: msgspec.Struct) -> Response:
    """A struct as JSON."""
    return Response(msgspec.json.encode(value), media_type="application/json", headers={"cache-control": "no-store"})
