"""One report: its text with coloured spans, and beside it the records, to read and to check."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from communique.records.record import Record, to_json
from communique.store.judgements import Judgement, of_report
from communique.store.reading import copies, record_of, versions
from communique.store.store import Store
from communique.web import cards
from communique.web.forms import LONGEST, address
from communique.web.pages.reports import asked_of, order_of, query_of, report_address
from communique.web.templating import page
from communique.web.who import coder_of


def report(request: Request) -> Response:
    """The page of a report."""
    with request.app.state.stores.reading() as store:
        record, judgements = opened(store, request.query_params.get("id", ""))
        copied, version = copies(store, record.report.id), len(versions(store, record.report.id))
    asked, order = asked_of(request.query_params), order_of(request.query_params)
    query = query_of(asked, order)
    values: dict[str, Any] = {
        "report": cards.view(record, judgements, coder_of(request)),
        "list_address": address("/", query),
        "next_address": address("/queue", query | {"after": record.report.id}),
        "own_address": report_address(record.report.id),
        "json_address": address("/report.json", {"id": record.report.id}),
        "web_address": record.report.url if is_web(record.report.url) else "",
        "copies": [(c, report_address(c)) for c in copied],
        "copy_of": record.report.copy_of,
        "copy_address": report_address(record.report.copy_of) if record.report.copy_of else "",
        "version": version,
    }
    return page(request, "report_page.html", values)


def report_json(request: Request) -> Response:
    """The report's record as the machine wrote it."""
    with request.app.state.stores.reading() as store:
        record, _ = opened(store, request.query_params.get("id", ""))
    headers = {"content-disposition": 'attachment; filename="record.json"'}
    return Response(to_json(record) + b"\n", media_type="application/json", headers=headers)


def opened(store: Store, report_id: str) -> tuple[Record, list[Judgement]]:
    """A report's record and judgements.

    Raises:
        HTTPException: there is no report of that id (404).
    """
    record = record_of(store, report_id[:LONGEST])
    if record is None:
        raise HTTPException(404, "There is no report of that name in this store.")
    return record, of_report(store, record.report.id)


def is_web(url: str | None) -> bool:
    """Whether an address leads to the web and can be a link; `javascript:` and the like cannot."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)
