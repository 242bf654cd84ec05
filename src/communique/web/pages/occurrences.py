"""One happening and all who tell it; tellings are split off and happenings joined by hand."""

from __future__ import annotations

import datetime
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.corpus.stories import stories_of
from communique.store import merges, story_pages
from communique.store.listing import corpus_counts
from communique.store.store import Store
from communique.web.forms import LONGEST, address, form_of
from communique.web.pages.reports import report_address
from communique.web.pages.threads import occurrence_row
from communique.web.templating import page
from communique.web.who import coder_of

QUICK = 20_000
"""Events up to which a decision takes effect at once; above, with the next `communique stories`."""

NEAR = 4
"""Days within which another occurrence of the same type is offered for joining."""


def occurrence(request: Request) -> Response:
    """The page of an occurrence."""
    wanted = request.query_params.get("id", "")[:LONGEST]
    with request.app.state.stores.reading() as store:
        row, members = _opened(store, wanted)
        others = _near(store, row)
        names = story_pages.sides(store, [wanted, *(o["id"] for o in others)])
        keys = [(m["report_id"], m["event_id"]) for m in members]
        decisions = [_decision(d, keys) for d in merges.decisions_on(store, keys)]
    values = {
        "o": occurrence_row(row, names[wanted]),
        "confidence": row["confidence"],
        "members": [_member(m) for m in members],
        "others": [occurrence_row(o, names[o["id"]]) for o in others],
        "decisions": decisions,
    }
    return page(request, "occurrence.html", values)


def split(request: Request) -> Response:
    """Say that one telling is of another happening than the rest."""
    form, coder = form_of(request), _signed(request)
    wanted = form.text("id")
    event = (form.text("report"), form.text("event"))
    with request.app.state.stores.writing() as store:
        _, members = _opened(store, wanted)
        keys = [(m["report_id"], m["event_id"]) for m in members]
        if event not in keys:
            raise HTTPException(400, "That telling is not one of this happening any more; load the page again.")
        merges.decide(store, "split", event, [k for k in keys if k != event], coder, form.text("note") or None)
    return _anew(request, wanted, event)


def join(request: Request) -> Response:
    """Say that another occurrence is the same happening."""
    form, coder = form_of(request), _signed(request)
    wanted, other = form.text("id"), form.text("other")
    with request.app.state.stores.writing() as store:
        _, members = _opened(store, wanted)
        _, theirs = _opened(store, other)
        if not members or not theirs:
            raise HTTPException(400, "One of the two has no tellings left; load the page again.")
        left = (members[0]["report_id"], members[0]["event_id"])
        merges.decide(store, "join", left, [(theirs[0]["report_id"], theirs[0]["event_id"])], coder)
    return _anew(request, wanted, left)


def take_back(request: Request) -> Response:
    """Take a decision back."""
    form, coder = form_of(request), _signed(request)
    wanted = form.text("id")
    with request.app.state.stores.writing() as store:
        _, members = _opened(store, wanted)
        merges.take_back(store, form.text("decision"), coder)
    return _anew(request, wanted, (members[0]["report_id"], members[0]["event_id"]))


def _anew(request: Request, wanted: str, event: tuple[str, str]) -> Response:
    """Work the stories out anew where that is quick, and show the occurrence that now holds an event."""
    with request.app.state.stores.reading() as store:
        quick = corpus_counts(store)["events"] <= QUICK
    if quick:
        stories_of(request.app.state.settings.store)
        with request.app.state.stores.reading() as store:
            wanted = story_pages.occurrence_of_event(store, *event) or wanted
    return RedirectResponse(address("/occurrence", {"id": wanted}), 303)


def _signed(request: Request) -> str:
    """The coder's name."""
    coder = coder_of(request)
    if not coder:
        raise HTTPException(400, "Sign in with your name first (top right): decisions carry it.")
    return coder


def _opened(store: Store, wanted: str) -> tuple[Any, list[Any]]:
    """An occurrence and its tellings."""
    row = story_pages.occurrence(store, wanted)
    if row is None:
        raise HTTPException(404, "There is no occurrence of that name; `communique stories` may have made them anew.")
    return row, story_pages.members(store, wanted)


def _near(store: Store, row: Any) -> list[Any]:
    """Occurrences that may be the same happening."""
    try:
        day = datetime.date.fromisoformat(row["day"] or "")
    except ValueError:
        return []
    reach = datetime.timedelta(days=NEAR)
    return story_pages.near(store, row["id"], (day - reach).isoformat(), (day + reach).isoformat())


def _member(m: Any) -> dict[str, Any]:
    """What is shown of a telling."""
    try:
        why = dict(msgspec.json.decode(m["why"] or "{}"))
    except (msgspec.DecodeError, ValueError):
        why = {}
    why |= why.pop("features", None) or {}
    told = {k.replace("_", " "): v for k, v in why.items() if not isinstance(v, dict)}
    return {
        "report": m["report_id"],
        "event": m["event_id"],
        "title": m["title"] or m["report_id"],
        "outlet": m["publisher"] or "outlet unknown",
        "date": m["date"],
        "type": m["type"] or "",
        "place": m["place"],
        "why": [(k, f"{v:.2f}" if isinstance(v, float) else str(v)) for k, v in told.items()][:12],
        "href": report_address(m["report_id"], {"focus": m["event_id"]}),
    }


def _decision(d: Any, keys: list[tuple[str, str]]) -> dict[str, Any]:
    """What is shown of a decision: the event of ours, and the other."""
    left, right = (d["left_report"], d["left_event"]), (d["right_report"], d["right_event"])
    return {
        "id": d["id"],
        "verdict": d["verdict"],
        "left": f"“{d['left_quote']}” in {left[0]}",
        "right": f"“{d['right_quote']}” in {right[0]}",
        "coder": d["coder"],
        "at": d["decided_at"][:16].replace("T", " "),
        "pending": (d["verdict"] == "split" and left in keys and right in keys)
        or (d["verdict"] == "join" and right not in keys),
    }
