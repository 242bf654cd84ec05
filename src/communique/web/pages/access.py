"""The door: the access token is asked once and then remembered in a cookie."""

from __future__ import annotations

import hmac

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.web.changes import ACCESS, access_mark
from communique.web.forms import form_of
from communique.web.templating import page


def enter(request: Request) -> Response:
    """Ask for the token, or take it."""
    settings = request.app.state.settings
    if request.method != "POST":
        return page(request, "enter.html", {"wrong": False})
    given = form_of(request).text("access")
    if not hmac.compare_digest(given.encode("utf-8", "replace"), (settings.token or "").encode()):
        return page(request, "enter.html", {"wrong": True}, 401)
    answer = RedirectResponse("/", 303)
    answer.set_cookie(ACCESS, access_mark(settings), httponly=True, samesite="strict")
    return answer
