"""The page's own files: a fixed list, so that no path can lead elsewhere."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from importlib.resources import files

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

KINDS = {".css": "text/css", ".js": "text/javascript", ".json": "application/json", ".svg": "image/svg+xml"}
SHARED = "spans.css"
"""The style of spans, which exported pages have too."""


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    """Names of the files that are served."""
    root = files("communique.web") / "static"
    own = [p.name for p in root.iterdir() if p.is_file()]
    return frozenset([SHARED, *own, *(f"vendor/{p.name}" for p in (root / "vendor").iterdir())])


@lru_cache(maxsize=64)
def _read(name: str) -> bytes:
    """A file's bytes."""
    if name == SHARED:
        return (files("communique.show") / "templates" / SHARED).read_bytes()
    return (files("communique.web") / "static" / name).read_bytes()


@lru_cache(maxsize=64)
def asset(name: str) -> str:
    """The address of a file, with a mark that changes when the file does."""
    return f"/static/{name}?v={sha256(_read(name)).hexdigest()[:12]}"


def static(request: Request) -> Response:
    """One file of the page."""
    name = request.path_params["name"]
    kind = next((k for end, k in KINDS.items() if name.endswith(end)), None)
    if kind is None or name not in _names():
        raise HTTPException(404, "There is no such file.")
    lasting = "public, max-age=31536000, immutable" if request.url.query else "no-cache"
    return Response(_read(name), media_type=kind, headers={"cache-control": lasting})
