"""Addresses of the page: each a route of its own, changes only by POST."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from communique.web.files import static
from communique.web.pages import access, reports
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
    ]
