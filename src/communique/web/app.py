"""The page as an ASGI application: routes, guards, errors in words."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount

from communique.errors import CommuniqueError
from communique.web.api.app import PREFIX, make_api
from communique.web.changes import BodyLimit, ChangeGuard
from communique.web.choices import Choices
from communique.web.coding import PageCoder
from communique.web.headers import HostGuard
from communique.web.routes import routes
from communique.web.settings import Settings
from communique.web.stores import Stores
from communique.web.templating import page


def make_app(settings: Settings) -> Starlette:
    """The application for one store.

    Raises:
        StoreError: the store cannot be opened.
    """
    stores = Stores(settings)
    with stores.reading():
        pass

    @contextlib.asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        yield
        stores.close()

    coder = PageCoder(settings)
    app = Starlette(
        routes=[Mount(PREFIX, make_api(settings, stores, coder)), *routes()],
        lifespan=lifespan,
        middleware=[
            Middleware(HostGuard, settings=settings),
            Middleware(BodyLimit, settings=settings),
            Middleware(ChangeGuard, settings=settings),
        ],
        exception_handlers={HTTPException: _refused, CommuniqueError: _failed},
    )
    app.state.settings = settings
    app.state.stores = stores
    app.state.choices = Choices()
    app.state.coder = coder
    return app


def _refused(request: Request, error: Exception) -> Response:
    """A page or record that is not there, or a request that cannot be understood."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    words = error.detail if isinstance(error, HTTPException) else ""
    if request.headers.get("hx-request") == "true":
        return PlainTextResponse(words, status)
    titles = {404: "Not here", 405: "Not in this way", 400: "Not understood", 409: "Changed meanwhile"}
    return page(request, "error.html", {"title": titles.get(status, "Refused"), "words": words}, status)


def _failed(request: Request, error: Exception) -> Response:
    """An error with its reason in plain words."""
    if request.headers.get("hx-request") == "true":
        return PlainTextResponse(str(error), 503)
    return page(request, "error.html", {"title": "That did not work", "words": str(error)}, 503)
