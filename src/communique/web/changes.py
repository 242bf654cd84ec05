"""Requests that change something: bounded, from our own page, with its token.

A body is read whole within a limit of bytes and seconds before anything is done with it. A change
is then taken only if the browser says it comes from our own page (`Sec-Fetch-Site`, `Origin`
against the fixed list) and if it carries the token that our page was given.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import secrets

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from communique.web.forms import Form, read_form
from communique.web.settings import Settings

SESSION = "communique_session"
ACCESS = "communique_access"
SAFE = ("GET", "HEAD")
INTERFACE = "/api/v1/"
"""Below this path programs ask; who may is checked there (`web/api/guard.py`), and nothing can be changed."""
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


def form_token(settings: Settings, session: str) -> str:
    """The token that a page of this session sends back with each change."""
    return hmac.new(settings.secret, b"form:" + session.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def access_mark(settings: Settings) -> str:
    """What a visitor's cookie holds after the access token was given."""
    return hmac.new(settings.secret, b"access:" + (settings.token or "").encode(), hashlib.sha256).hexdigest()


class BodyLimit:
    """Reads a request's body whole, refusing large ones with 413 and slow ones with 408."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on the request with its body at hand."""
        if scope["type"] != "http" or scope["method"] in SAFE:
            await self.app(scope, receive, send)
            return
        declared = next((v for k, v in scope["headers"] if k == b"content-length"), b"0")
        if not declared.isdigit() or int(declared) > self.settings.body_limit:
            await _refuse(413, _too_large(self.settings))(scope, receive, send)
            return
        try:
            body = await asyncio.wait_for(self._read(receive), self.settings.patience)
        except TimeoutError:
            await _refuse(408, "The request came too slowly and was dropped.")(scope, receive, send)
            return
        if body is None:
            await _refuse(413, _too_large(self.settings))(scope, receive, send)
            return
        await self.app(scope, _replayed(body, receive), send)

    async def _read(self, receive: Receive) -> bytes | None:
        """The body, or None where it outgrows the limit."""
        parts: list[bytes] = []
        size = 0
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return b"".join(parts)
            chunk = message.get("body", b"")
            size += len(chunk)
            if size > self.settings.body_limit:
                return None
            parts.append(chunk)
            if not message.get("more_body", False):
                return b"".join(parts)


class ChangeGuard:
    """Gives each visitor a session, asks for the access token, and checks where changes come from."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may pass; say why else."""
        if scope["type"] != "http" or scope["path"].startswith(INTERFACE):
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        session = request.cookies.get(SESSION, "")
        fresh = not (len(session) == 43 and session.isascii())
        if fresh:
            session = secrets.token_urlsafe(32)
        scope["state"] = {**scope.get("state", {}), "token": form_token(self.settings, session)}
        refusal = await self._checked(request, "" if fresh else session)
        if refusal is not None:
            await refusal(scope, receive, send)
            return

        async def with_session(message: Message) -> None:
            if fresh and message["type"] == "http.response.start" and not scope["path"].startswith("/static/"):
                cookie = f"{SESSION}={session}; Path=/; HttpOnly; SameSite=Strict"
                message = {**message, "headers": [*message["headers"], (b"set-cookie", cookie.encode())]}
            await send(message)

        await self.app(scope, receive, with_session)

    async def _checked(self, request: Request, session: str) -> Response | None:
        """A refusal where there is a reason for one; else the form is read and kept."""
        path = request.url.path
        entered = not self.settings.token or hmac.compare_digest(
            request.cookies.get(ACCESS, "").encode(), access_mark(self.settings).encode()
        )
        if not entered and path != "/enter" and not path.startswith("/static/"):
            if request.method in SAFE:
                return RedirectResponse("/enter", 303)
            return _refuse(401, "Give the access token first.")
        if request.method in SAFE:
            return None
        if request.method != "POST":
            return _refuse(405, "Only GET and POST are known here.")
        reason = self._foreign(request)
        if reason:
            return _refuse(403, reason)
        if self.settings.readonly and path != "/enter":
            return _refuse(403, "This page was started with --readonly: nothing can be changed.")
        form = await _form_of(request)
        given = request.headers.get("x-communique-token") or form.text("_token")
        expected = form_token(self.settings, session)
        if not session or not hmac.compare_digest(given.encode("utf-8", "replace"), expected.encode()):
            return _refuse(403, "This page is from before the last start; load it again and repeat.")
        request.scope["state"]["form"] = form
        return None

    def _foreign(self, request: Request) -> str:
        """Why a change does not come from our own page; empty where it does."""
        if request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
            return "The change was sent by another page and is refused."
        origin = request.headers.get("origin")
        if origin is None or origin.lower() not in self.settings.origins:
            return "The change does not come from this page and is refused."
        if request.headers.get("content-type", "").split(";")[0].strip().lower() not in FORMS:
            return "A change must be sent as a form."
        return ""


async def _form_of(request: Request) -> Form:
    """The form of a request; an empty one, without a token, where it cannot be read."""
    try:
        async with request.form(max_files=20, max_fields=500) as data:
            return await read_form(data)
    except (HTTPException, UnicodeError, ValueError):
        return Form()


def _replayed(body: bytes, receive: Receive) -> Receive:
    """A receive channel that gives a body already read, then goes on with the true one."""
    given = False

    async def again() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return again


def _refuse(status: int, reason: str) -> Response:
    """A refusal in plain words; the connection is closed with it."""
    return PlainTextResponse(reason, status, headers={"connection": "close"})


def _too_large(settings: Settings) -> str:
    """Why a body is refused."""
    return f"More than {settings.body_limit:,} bytes cannot be taken here; use `communique run` for large files."
