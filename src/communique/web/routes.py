"""Addresses of the page: each a route of its own, changes only by POST."""

from __future__ import annotations

from collections.abc import Callable

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from communique.web.files import static
from communique.web.pages import (
    about,
    access,
    actors,
    agreement,
    events,
    explore,
    occurrences,
    paste,
    report,
    reports,
    review,
    threads,
)
from communique.web.who import set_coder


def routes() -> list[BaseRoute]:
    """All routes."""
    return [
        Route("/static/{name:path}", static, methods=["GET"]),
        Route("/enter", access.enter, methods=["GET", "POST"]),
        Route("/coder", set_coder, methods=["POST"]),
        Route("/", reports.reports, methods=["GET"]),
        Route("/queue", reports.queue, methods=["GET"]),
        Route("/reports.csv", reports.reports_csv, methods=["GET"]),
        Route("/help", about.show_help, methods=["GET"]),
        Route("/report", report.report, methods=["GET"]),
        Route("/report.json", report.report_json, methods=["GET"]),
        Route("/events", events.events, methods=["GET"]),
        Route("/events.csv", events.events, methods=["GET"]),
        *_view("/timeline", explore.timeline),
        *_view("/dyads", explore.dyads),
        *_view("/network", explore.network),
        *_view("/map", explore.world),
        *_stories(),
        *_people(),
        *_review(),
    ]


def _stories() -> list[Route]:
    """Threads and occurrences."""
    return [
        Route("/threads", threads.threads, methods=["GET"]),
        Route("/threads.csv", threads.threads, methods=["GET"]),
        Route("/thread", threads.thread, methods=["GET"]),
        Route("/occurrence", occurrences.occurrence, methods=["GET"]),
        Route("/occurrence/split", occurrences.split, methods=["POST"]),
        Route("/occurrence/join", occurrences.join, methods=["POST"]),
        Route("/occurrence/undo", occurrences.take_back, methods=["POST"]),
    ]


def _people() -> list[Route]:
    """Actors, and coders compared."""
    return [
        Route("/actors", actors.actors, methods=["GET"]),
        Route("/actors.csv", actors.actors, methods=["GET"]),
        Route("/actor", actors.actor, methods=["GET"]),
        Route("/actor/correct", actors.correct, methods=["POST"]),
        Route("/agreement", agreement.agreement, methods=["GET"]),
        Route("/agreement.csv", agreement.agreement, methods=["GET"]),
        Route("/agreement/settle", agreement.settle, methods=["POST"]),
    ]


def _review() -> list[Route]:
    """Checking a report, and coding a text on the spot."""
    return [
        Route("/paste", paste.paste, methods=["GET", "POST"]),
        Route("/record/card", review.show_card, methods=["GET"]),
        Route("/record/edit", review.edit_form, methods=["GET"]),
        Route("/record/add", review.add_form, methods=["GET"]),
        Route("/record/why", review.why, methods=["GET"]),
        Route("/record/judge", review.judge, methods=["POST"]),
        Route("/record/edit", review.edit, methods=["POST"]),
        Route("/record/add", review.add, methods=["POST"]),
        Route("/record/undo", review.undo, methods=["POST"]),
        Route("/record/rest", review.accept_rest, methods=["POST"]),
    ]


def _view(path: str, endpoint: Callable[[Request], Response]) -> list[Route]:
    """A view as a page, as the data that is drawn, and as CSV."""
    return [Route(path + end, endpoint, methods=["GET"]) for end in ("", ".json", ".csv")]
