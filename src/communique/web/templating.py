"""Templates: always escaped, the exported page's own templates among them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from jinja2 import ChoiceLoader, Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from communique.show import wording
from communique.web.files import asset
from communique.web.forms import address
from communique.web.who import coder_of

NAVIGATION = (
    ("/", "Reports"),
    ("/threads", "Threads"),
    ("/timeline", "Timeline"),
    ("/dyads", "Dyads"),
    ("/network", "Network"),
    ("/map", "Map"),
    ("/actors", "Actors"),
    ("/agreement", "Agreement"),
)


@lru_cache(maxsize=1)
def environment() -> Environment:
    """The page's templates, then those of exported pages."""
    made = Environment(
        loader=ChoiceLoader(
            [PackageLoader("communique.web", "templates"), PackageLoader("communique.show", "templates")]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["shown"] = _shown
    made.filters["thousands"] = lambda n: f"{n:,}"
    made.globals["address"] = address
    made.globals["asset"] = asset
    return made


def _shown(text: object) -> str:
    """Text with characters that would not be seen made visible; nothing for None."""
    return "" if text is None else wording.visible(str(text))


def page(request: Request, template: str, values: Mapping[str, Any], status: int = 200) -> HTMLResponse:
    """An answer from a template, with what each page shows: navigation, coder, token."""
    settings = request.app.state.settings
    body = (
        environment()
        .get_template(template)
        .render(
            navigation=NAVIGATION,
            path=request.url.path,
            here=request.url.path + (f"?{request.url.query}" if request.url.query else ""),
            coder=coder_of(request),
            token=request.scope["state"]["token"],
            readonly=settings.readonly,
            store_name=settings.store_name,
            part=request.headers.get("hx-request") == "true",
            **values,
        )
    )
    return HTMLResponse(body, status, headers={"vary": "HX-Request"})
