"""The events behind a mark: each with its sides, its status and its report."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from communique.show.wording import STATUS_MARKS
from communique.store import series
from communique.store.store import Store
from communique.web import downloads
from communique.web.forms import address, number_of
from communique.web.names import country_name
from communique.web.pages.explore import asked_of, query_of
from communique.web.pages.reports import report_address
from communique.web.templating import page

PAGE = 40
EXPORTED = 50_000


def events(request: Request) -> Response:
    """A list of events, newest first; as CSV too."""
    asked = asked_of(request.query_params)
    at = number_of(request.query_params.get("page", ""), 1, 100_000, 1)
    csv = request.url.path.endswith(".csv")
    with request.app.state.stores.reading() as store:
        limit, offset = (EXPORTED, 0) if csv else (PAGE + 1, (at - 1) * PAGE)
        rows = rows_of(store, series.list_events(store, asked, limit, offset))
    if csv:
        header = ["event", "day", "type", "mode", "status", "actor", "recipient", "place", "confidence", "report"]
        keys = ("id", "day", "type", "modes", "status", "actor", "recipient", "place", "confidence", "report")
        return downloads.csv_answer("events", header, [[r[k] for k in keys] for r in rows])
    query = query_of(asked)
    values = {
        "rows": rows[:PAGE],
        "told": told(asked),
        "previous": address("/events", query | {"page": at - 1 if at > 2 else ""}) if at > 1 else "",
        "following": address("/events", query | {"page": at + 1}) if len(rows) > PAGE else "",
        "csv_address": address("/events.csv", query),
        "own_address": address("/events", query),
    }
    template = "events_list.html" if request.headers.get("hx-request") == "true" else "events.html"
    return page(request, template, values)


def told(asked: series.EventFilter) -> str:
    """A filter in words."""
    parts = [
        asked.type,
        asked.quad,
        asked.status and STATUS_MARKS.get(asked.status, asked.status),
        asked.country and f"with {country_name(asked.country)}",
        asked.actor and f"by {'no country' if asked.actor == '-' else country_name(asked.actor)}",
        asked.recipient and f"towards {'no country' if asked.recipient == '-' else country_name(asked.recipient)}",
        asked.person and f"with {asked.person}",
        asked.place and f"in {asked.place}",
        asked.start and (f"on {asked.start}" if asked.start == asked.end else f"from {asked.start}"),
        asked.end and asked.end != asked.start and f"to {asked.end}",
    ]
    return ", ".join(p for p in parts if p) or "all"


def rows_of(store: Store, rows: list[Any]) -> list[dict[str, Any]]:
    """Rows of the list with their sides."""
    keys = [r["event_key"] for r in rows]
    sides: dict[int, dict[str, list[str]]] = {}
    for first in range(0, len(keys), 500):
        sides |= series.sides_of(store, keys[first : first + 500])
    return [_row(r, sides[r["event_key"]]) for r in rows]


def _row(r: Any, sides: dict[str, list[str]]) -> dict[str, Any]:
    """What is shown of an event."""
    modes = " ".join(msgspec.json.decode(r["mode"]))
    return {
        "id": r["id"],
        "type": r["type"],
        "modes": modes,
        "status": r["status"],
        "status_words": STATUS_MARKS.get(r["status"], r["status"]),
        "day": r["day"],
        "granularity": r["granularity"],
        "place": r["place"],
        "confidence": r["confidence"],
        "claimed": r["statement"] is not None,
        "again": r["same_as"] is not None,
        "actor": ", ".join(sides["actor"]),
        "recipient": ", ".join(sides["recipient"]),
        "report": r["report_id"],
        "title": r["title"] or r["report_id"],
        "outlet": r["publisher"] or "",
        "href": report_address(r["report_id"], {"focus": r["id"]}),
    }
