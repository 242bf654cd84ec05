"""Who may use the interface: programs with the token, and no page of another origin."""

from __future__ import annotations

import hmac

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from communique.web.api.problems import problem
from communique.web.settings import Settings


class ApiGuard:
    """Refuses requests that a foreign page had a browser send (403), and those without the token (401).

    The token is that of `communique serve --token`, given as `Authorization: Bearer TOKEN` with each request; no
    cookie is taken, so a browser never sends it by itself. Nothing here changes the store.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self.settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what may pass; say why else."""
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            if self._foreign(headers):
                await problem(403, "the request was sent by another page and is refused")(scope, receive, send)
                return
            if not self._entered(headers):
                words = "give the access token as `Authorization: Bearer TOKEN`"
                await problem(401, words, {"www-authenticate": "Bearer"})(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _foreign(self, headers: Headers) -> bool:
        """Whether a browser says that another page sent the request."""
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return True
        origin = headers.get("origin")
        return origin is not None and origin.lower() not in self.settings.origins

    def _entered(self, headers: Headers) -> bool:
        """Whether the token was given, where one is asked."""
        if not self.settings.token:
            return True
        kind, _, given = headers.get("authorization", "").partition(" ")
        return kind.lower() == "bearer" and hmac.compare_digest(
            given.strip().encode("utf-8", "replace"), self.settings.token.encode()
        )
