"""Who is reviewing: a name in a cookie, given once and changed at any time.

The name is taken on trust, as a signature on paper is: whoever can open the page can sign with any name.
"""

from __future__ import annotations

from urllib.parse import quote, unquote, urlsplit

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from communique.show.wording import visible
from communique.web.forms import form_of

CODER = "communique_coder"
LONGEST = 60


def coder_of(request: Request) -> str:
    """The reviewer's name, empty where none was given."""
    return unquote(request.cookies.get(CODER, ""), errors="replace")[:LONGEST].strip()


def set_coder(request: Request) -> Response:
    """Remember the name under which judgements are stored, and go back to where it was asked."""
    form = form_of(request)
    name = " ".join(visible(form.text("coder"))[:LONGEST].split())
    answer = RedirectResponse(back_to(form.text("back")), 303)
    if name:
        answer.set_cookie(CODER, quote(name), max_age=365 * 86_400, httponly=True, samesite="strict")
    else:
        answer.delete_cookie(CODER)
    return answer


def back_to(address: str) -> str:
    """An address of this page to return to; the start page where it would lead elsewhere."""
    parts = urlsplit(address)
    sound = address.startswith("/") and not address.startswith("//") and "\\" not in address
    return address if sound and not parts.scheme and not parts.netloc and address.isprintable() else "/"
