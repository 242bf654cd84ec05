"""Threads: how far each negotiation, deal, ceasefire or dispute has come, and who says so."""

from __future__ import annotations

from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from communique.records.record import Record
from communique.show import wording
from communique.store import story_pages
from communique.store.reading import record_of
from communique.store.store import Store
from communique.web import downloads
from communique.web.forms import LONGEST, address, number_of
from communique.web.pages.reports import report_address
from communique.web.templating import page

PAGE = 40


def threads(request: Request) -> Response:
    """The list of threads; as CSV too."""
    query = request.query_params
    asked = {"q": query.get("q", ""), "kind": query.get("kind", ""), "country": query.get("country", "")}
    asked = {name: value[:LONGEST].strip() for name, value in asked.items()}
    disputed = query.get("disputed") == "1"
    at = number_of(query.get("page", ""), 1, 100_000, 1)
    csv = request.url.path.endswith(".csv")
    limit, offset = (10_000, 0) if csv else (PAGE + 1, (at - 1) * PAGE)
    with request.app.state.stores.reading() as store:
        rows = story_pages.list_threads(store, asked["q"], asked["kind"], asked["country"], disputed, limit, offset)
        parties = story_pages.parties_of(store, [r["id"] for r in rows])
        kinds, choices = story_pages.thread_kinds(store), request.app.state.choices.of(store)
    listed = [_thread_row(r, parties[r["id"]]) for r in rows]
    if csv:
        header = ["thread", "title", "kind", "parties", "stage", "disputed", "first", "last", "reports"]
        return downloads.csv_answer("threads", header, [[r[h] for h in header] for r in listed])
    link = asked | {"disputed": "1" if disputed else ""}
    values = {
        "rows": listed[:PAGE],
        "asked": asked,
        "disputed": disputed,
        "kinds": kinds,
        "countries": choices["countries"],
        "previous": address("/threads", link | {"page": at - 1 if at > 2 else ""}) if at > 1 else "",
        "following": address("/threads", link | {"page": at + 1}) if len(listed) > PAGE else "",
        "csv_address": address("/threads.csv", link),
        "own_address": address("/threads", link),
    }
    return page(request, "threads.html", values)


def thread(request: Request) -> Response:
    """One thread: its stage line, who says so, what cannot both hold, its happenings and reports."""
    wanted = request.query_params.get("id", "")[:LONGEST]
    with request.app.state.stores.reading() as store:
        row = story_pages.thread(store, wanted)
        if row is None:
            raise HTTPException(404, "There is no thread of that name; `communique stories` may have made them anew.")
        parties = story_pages.parties_of(store, [wanted])[wanted]
        records: dict[str, Record | None] = {}
        stages = [_stage(store, records, s) for s in story_pages.stages_of(store, wanted)]
        found = story_pages.occurrences_of(store, wanted)
        names = story_pages.sides(store, [o["id"] for o in found])
        reports = story_pages.reports_of(store, wanted)
    values = {
        "thread": _thread_row(row, parties),
        "parties": parties,
        "stages": stages,
        "claims": _claims(stages) if row["disputed"] else [],
        "occurrences": [occurrence_row(o, names[o["id"]]) for o in found],
        "reports": [(r["title"] or r["id"], r["publisher"] or "", r["date"], report_address(r["id"])) for r in reports],
    }
    return page(request, "thread.html", values)


def occurrence_row(o: Any, names: dict[str, list[str]]) -> dict[str, Any]:
    """What is shown of an occurrence in a list."""
    return {
        "id": o["id"],
        "href": address("/occurrence", {"id": o["id"]}),
        "day": o["day"],
        "type": o["type"],
        "status": wording.STATUS_MARKS.get(o["status"], o["status"]),
        "actor": ", ".join(names["actor"]),
        "recipient": ", ".join(names["recipient"]),
        "place": o["place"],
        "events": o["events"],
        "outlets": o["outlets"],
    }


def _thread_row(r: Any, parties: list[Any]) -> dict[str, Any]:
    """What is shown of a thread in a list."""
    return {
        "thread": r["id"],
        "href": address("/thread", {"id": r["id"]}),
        "title": r["title"],
        "kind": r["kind"],
        "stage": (r["stage"] or "").replace("_", " "),
        "disputed": bool(r["disputed"]),
        "parties": ", ".join(p["name"] for p in parties if p["role"] != "mediator"),
        "mediators": ", ".join(p["name"] for p in parties if p["role"] == "mediator"),
        "first": r["first_day"],
        "last": r["last_day"],
        "reports": r["reports"],
    }


def _stage(store: Store, records: dict[str, Record | None], s: Any) -> dict[str, Any]:
    """One point of the stage line, with the words that prove it."""
    quote = s["quote"]
    if not quote and s["span_start"] is not None:
        if s["report_id"] not in records:
            records[s["report_id"]] = record_of(store, s["report_id"])
        record = records[s["report_id"]]
        quote = record.report.text[s["span_start"] : s["span_end"]] if record is not None else ""
    return {
        "stage": s["stage"].replace("_", " "),
        "day": s["day"],
        "by": s["asserted_by"] or "unnamed",
        "outlet": s["asserted_by"] in (None, "outlet"),
        "established": bool(s["established"]),
        "quote": quote or "",
        "report": s["title"] or s["report_id"],
        "publisher": s["publisher"] or "",
        "href": report_address(s["report_id"], {"focus": s["event_id"] or s["statement_id"] or ""}),
    }


def _claims(stages: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """Stages by who asserts them, side by side."""
    by: dict[str, list[dict[str, Any]]] = {}
    for stage in stages:
        by.setdefault("the outlets" if stage["outlet"] else stage["by"], []).append(stage)
    return list(by.items())
