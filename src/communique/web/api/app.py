"""The interface as an application of its own, mounted beside the page."""

from __future__ import annotations

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from communique.errors import CommuniqueError
from communique.web.api.description import description
from communique.web.api.endpoints import READINGS, code
from communique.web.api.guard import ApiGuard
from communique.web.api.problems import failed, refused
from communique.web.coding import PageCoder
from communique.web.settings import Settings
from communique.web.stores import Stores

PREFIX = "/api/v1"
"""Where the interface is; the number changes when an answer changes its meaning."""


def make_api(settings: Settings, stores: Stores, coder: PageCoder) -> Starlette:
    """The interface over a store."""
    app = Starlette(
        routes=[
            Route("/openapi.json", described, methods=["GET"]),
            *(Route(r.path, r.__call__, methods=["GET"]) for r in READINGS),
            Route("/code", code, methods=["POST"]),
        ],
        middleware=[Middleware(ApiGuard, settings=settings)],
        exception_handlers={HTTPException: refused, CommuniqueError: failed},
    )
    app.state.stores = stores
    app.state.coder = coder
    app.state.description = msgspec.json.encode(description(settings.token is not None))
    return app


def described(request: Request) -> Response:
    """The description."""
    return Response(request.app.state.description, media_type="application/json")
