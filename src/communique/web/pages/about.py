"""Keys and help."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from communique.web.templating import page

KEYS = (
    ("j", "next record (also the arrow down)"),
    ("k", "record before (also the arrow up)"),
    ("a", "accept the record"),
    ("r", "reject it"),
    ("e", "edit it: type, mode, status, who, to whom, when, where; kind and speaker of a statement"),
    ("w", "why it fired"),
    ("+", "add a record; words selected in the text are taken over"),
    ("u", "take back your last judgement on this report"),
    ("Shift A", "accept everything that you have not judged"),
    ("n", "next report of the list you came from"),
    ("t", "from a record to its words in the text, and back"),
    ("Esc", "close what is open"),
    ("?", "this page"),
)


def show_help(request: Request) -> Response:
    """The page of keys, and which libraries it uses."""
    manifest = (files("communique.web") / "static" / "vendor" / "manifest.json").read_bytes()
    libraries: Any = msgspec.json.decode(manifest)
    return page(request, "help.html", {"keys": KEYS, "libraries": libraries})
