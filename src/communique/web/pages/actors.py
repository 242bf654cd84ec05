"""Actors: who is named, in which office when, what they did and said; names and offices corrected."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.codebook.actor_book import ActorBook
from communique.codebook.actor_book_tables import PERSON, SHORT
from communique.codebook.own_actors import add_alias, add_holder
from communique.codebook.schema.actors import Role
from communique.show.wording import visible
from communique.store import actor_pages, series
from communique.store.codec import unpack_record
from communique.store.series import EventFilter
from communique.web import downloads
from communique.web.forms import LONGEST, address, form_of, number_of
from communique.web.names import country_name
from communique.web.pages.events import rows_of
from communique.web.pages.reports import report_address
from communique.web.templating import page

PAGE = 50
KINDS = ("person", "country", "organisation", "group")
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def actors(request: Request) -> Response:
    """The list of actors; as CSV too."""
    query = request.query_params
    asked = {n: query.get(n, "")[:LONGEST].strip() for n in ("q", "kind", "country")}
    at = number_of(query.get("page", ""), 1, 100_000, 1)
    csv = request.url.path.endswith(".csv")
    limit, offset = (100_000, 0) if csv else (PAGE + 1, (at - 1) * PAGE)
    with request.app.state.stores.reading() as store:
        rows = actor_pages.list_actors(store, asked["q"], asked["kind"], asked["country"], limit, offset)
        choices = request.app.state.choices.of(store)
    if csv:
        header = [
            "actor_id",
            "name",
            "kind",
            "country",
            "sector",
            "reports",
            "mentions",
            "acting",
            "receiving",
            "speaking",
        ]
        return downloads.csv_answer("actors", header, [[r[h] for h in header] for r in rows])
    values = {
        "rows": [(r, address("/actor", {"id": r["actor_id"]}), country_name(r["country"] or "")) for r in rows[:PAGE]],
        "asked": asked,
        "kinds": KINDS,
        "countries": choices["countries"],
        "previous": address("/actors", asked | {"page": at - 1 if at > 2 else ""}) if at > 1 else "",
        "following": address("/actors", asked | {"page": at + 1}) if len(rows) > PAGE else "",
        "csv_address": address("/actors.csv", asked),
        "own_address": address("/actors", asked),
    }
    return page(request, "actors.html", values)


def actor(request: Request) -> Response:
    """One actor's page."""
    wanted = request.query_params.get("id", "")[:LONGEST]
    settings = request.app.state.settings
    with request.app.state.stores.reading() as store:
        row = actor_pages.actor(store, wanted)
        if row is None:
            raise HTTPException(404, "No report names an actor of that id.")
        values: dict[str, Any] = {
            "offices": actor_pages.offices(store, wanted),
            "reports": [
                (r["title"] or r["id"], r["publisher"] or "", r["date"], r["mentions"], report_address(r["id"]))
                for r in actor_pages.reports(store, wanted)
            ],
            "statements": [_statement(s) for s in actor_pages.statements(store, wanted)],
            "rows": rows_of(store, series.list_events(store, EventFilter(person=wanted), 25)),
        }
    values |= {
        "a": row,
        "country": country_name(row["country"] or ""),
        "known": known_offices(row["name"], settings.overlays) if row["kind"] == "person" else [],
        "events_address": address("/events", {"person": wanted}),
        "roles": get_args(Role),
        "folder": settings.knowledge.name if settings.knowledge is not None else "",
        "written": request.query_params.get("written", "")[:200],
    }
    return page(request, "actor.html", values)


def known_offices(name: str, overlays: Sequence[Path] = ()) -> list[tuple[str, str, str]]:
    """Offices that the codebook knows a person to have held: office, from, to."""
    book = ActorBook.load(overlays)
    rows = dict.fromkeys(e.row for e in book.entries_of(name) if e.kind in (PERSON, SHORT))
    tenures = [book.tenures[n] for row in rows if book.persons[row].name == name for n in book.persons[row].tenures]
    return [(book.offices[t.office].office, t.start or "?", t.end or ("now" if t.open else "?")) for t in tenures]


def correct(request: Request) -> Response:
    """Write another name, or an office, into the user's own data folder."""
    form, settings = form_of(request), request.app.state.settings
    if settings.knowledge is None:
        raise HTTPException(
            400, "Start the page with --knowledge FOLDER: corrections are written there, not into ours."
        )
    with request.app.state.stores.reading() as store:
        row = actor_pages.actor(store, form.text("id"))
    if row is None:
        raise HTTPException(404, "No report names an actor of that id.")
    name = visible(form.text("name", 200)) or row["name"]
    country = form.text("country").upper() or row["country"] or ""
    if form.text("what") == "office":
        path = _office(settings.knowledge, form, name, country, row["sector"] or "GOV")
    else:
        alias = visible(form.text("alias", 200))
        if not alias or (row["kind"] == "person" and not re.fullmatch("[A-Z]{3}", country)):
            raise HTTPException(400, "Another name is needed, and for a person the country (three letters).")
        codes = [country] if country else []
        path = add_alias(settings.knowledge, name, alias, row["kind"], codes, [row["sector"]] if row["sector"] else [])
    request.app.state.coder.forget()
    return RedirectResponse(address("/actor", {"id": row["actor_id"], "written": path.name}), 303)


def _office(folder: Any, form: Any, name: str, country: str, sector: str) -> Any:
    """Write an office with its dates."""
    start, end, office = form.text("start"), form.text("end"), visible(form.text("office", 200))
    wrong = [d for d in (start, end) if d and not _DATE.fullmatch(d)]
    if wrong or not office or form.text("role") not in get_args(Role) or not re.fullmatch("[A-Z]{3}", country):
        raise HTTPException(
            400, "An office needs its name, a country (three letters), and dates as YYYY, YYYY-MM or YYYY-MM-DD."
        )
    titles = [t.strip().lower() for t in form.text("titles").split(";") if t.strip()]
    return add_holder(
        folder,
        country,
        name,
        office,
        form.text("role"),
        titles,
        gender=None,
        start=start or None,
        end=end or None,
        sector=[sector],
    )


def _statement(s: Any) -> dict[str, Any]:
    """What is shown of a statement, its words out of the report."""
    text = unpack_record(s["record"]).report.text
    words = " … ".join(text[a:b] for a, b in msgspec.json.decode(s["content"]))
    return {
        "about": ", ".join(x for x in (s["kind"], s["medium"], s["polarity"]) if x),
        "day": s["day"],
        "words": words[:600],
        "title": s["title"] or s["report_id"],
        "outlet": s["publisher"] or "",
        "href": report_address(s["report_id"], {"focus": s["id"]}),
    }
