"""Reports: search, filters, counts, and the queue in which they are checked."""

from __future__ import annotations

from typing import Any

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.store import listing
from communique.store.listing import ReportFilter
from communique.store.store import Store
from communique.web import downloads
from communique.web.forms import LONGEST, address, day_of, number_of
from communique.web.names import STATUSES
from communique.web.templating import page

PAGE = 25
LEVELS = ("0.3", "0.4", "0.5", "0.6", "0.7", "0.8")
REVIEWS = (
    ("machine", "machine only"),
    ("started", "begun"),
    ("checked", "checked"),
    ("corrected", "corrected"),
)
ORDERS = (("newest", "newest first"), ("oldest", "oldest first"), ("doubtful", "least confident first"))
EXPORTED = 100_000
"""Rows that one CSV of the list holds at most."""


def reports(request: Request) -> Response:
    """The list, or only its part that changes while filters are set."""
    asked, order = asked_of(request.query_params), order_of(request.query_params)
    at = number_of(request.query_params.get("page", ""), 1, 100_000, 1)
    with request.app.state.stores.reading() as store:
        values = _list_values(store, asked, order, at)
        if request.headers.get("hx-request") == "true":
            answer = page(request, "reports_list.html", values)
            answer.headers["hx-push-url"] = address("/", query_of(asked, order))
            return answer
        choices = request.app.state.choices.of(store)
    counts = {**choices["counts"]}
    values |= {"counts": counts, "outlets": choices["outlets"], "types": choices["types"]}
    values |= {"countries": choices["countries"], "statuses": STATUSES, "levels": LEVELS, "orders": ORDERS}
    return page(request, "reports.html", values | {"asked": _shown(asked), "order": order, "reviews": REVIEWS})


def queue(request: Request) -> Response:
    """The next report of a list: the first, or the one that follows `after`."""
    asked, order = asked_of(request.query_params), order_of(request.query_params)
    query = query_of(asked, order)
    with request.app.state.stores.reading() as store:
        found = listing.next_report(store, asked, order, request.query_params.get("after", "")[:LONGEST])
    if found is None:
        return page(request, "queue_end.html", {"back": address("/", query)})
    return RedirectResponse(report_address(found, query | {"queue": "1"}), 303)


def reports_csv(request: Request) -> Response:
    """The list as CSV, up to `EXPORTED` rows."""
    asked, order = asked_of(request.query_params), order_of(request.query_params)
    with request.app.state.stores.reading() as store:
        rows = listing.list_reports(store, asked, order, EXPORTED)
    columns = ("id", "title", "date", "publisher", "events", "statements", "min_confidence", "copy_of")
    header = ["report", "title", "date", "outlet", "events", "statements", "least_confidence", "copy_of", "review"]
    body = [[*(r[c] for c in columns), listing.REVIEW[r["review"]]] for r in rows]
    return downloads.csv_answer("reports", header, body)


def asked_of(query: QueryParams) -> ReportFilter:
    """The filter that an address asks for; what makes no sense is left out."""

    def text(name: str) -> str:
        return query.get(name, "")[:LONGEST].strip()

    below = text("below")
    return ReportFilter(
        words=text("q"),
        start=day_of(text("from")) or "",
        end=day_of(text("to")) or "",
        outlet=text("outlet"),
        country=text("country"),
        type=text("type"),
        status=text("status"),
        below=float(below) if below in LEVELS else None,
        review=text("review") if text("review") in listing.REVIEW else "",
    )


def order_of(query: QueryParams) -> str:
    """The order that an address asks for."""
    asked = query.get("order", "")
    return asked if asked in listing.ORDERS else "newest"


def query_of(asked: ReportFilter, order: str) -> dict[str, Any]:
    """A filter and order as an address has them."""
    return {
        "q": asked.words,
        "from": asked.start,
        "to": asked.end,
        "outlet": asked.outlet,
        "country": asked.country,
        "type": asked.type,
        "status": asked.status,
        "below": "" if asked.below is None else f"{asked.below:g}",
        "review": asked.review,
        "order": "" if order == "newest" else order,
    }


def report_address(id: str, query: dict[str, Any] | None = None) -> str:
    """The permanent address of a report; ids may hold any character."""
    return address("/report", {"id": id, **(query or {})})


def _list_values(store: Store, asked: ReportFilter, order: str, at: int) -> dict[str, Any]:
    """What the list's template shows."""
    found = listing.list_reports(store, asked, order, PAGE + 1, (at - 1) * PAGE)
    total = listing.count_reports(store, asked)
    query = query_of(asked, order)
    rows = found[:PAGE]
    return {
        "rows": [_row(r, query) for r in rows],
        "total": total,
        "counted": listing.COUNTED,
        "first": (at - 1) * PAGE + 1,
        "last": (at - 1) * PAGE + len(rows),
        "previous": address("/", query | {"page": at - 1 if at > 2 else ""}) if at > 1 else "",
        "following": address("/", query | {"page": at + 1}) if len(found) > PAGE else "",
        "query": query,
        "narrowed": asked != ReportFilter(),
    }


def _row(r: Any, query: dict[str, Any]) -> dict[str, Any]:
    """One report of the list."""
    return {
        "href": report_address(r["id"], query),
        "title": r["title"] or r["id"],
        "outlet": r["publisher"] or "outlet unknown",
        "date": r["date"],
        "events": r["events"],
        "statements": r["statements"],
        "min_confidence": r["min_confidence"],
        "review": listing.REVIEW[r["review"]],
        "review_words": dict(REVIEWS)[listing.REVIEW[r["review"]]],
        "copy_of": r["copy_of"],
    }


def _shown(asked: ReportFilter) -> dict[str, Any]:
    """The filter as the form's fields show it."""
    fields = {name: getattr(asked, name) for name in ("words", "start", "end", "outlet", "country", "type", "status")}
    return fields | {"below": "" if asked.below is None else f"{asked.below:g}", "review": asked.review}
