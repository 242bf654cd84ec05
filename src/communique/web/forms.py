"""A request's form and query as plain text values, bounded and without surprises."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

LONGEST = 2_000
"""Characters that one short field may hold."""


@dataclass(frozen=True, slots=True)
class Form:
    """What a form sent: texts by name, and files with their names."""

    texts: Mapping[str, list[str]] = field(default_factory=dict)
    files: Mapping[str, tuple[str, bytes]] = field(default_factory=dict)

    def text(self, name: str, longest: int = LONGEST) -> str:
        """A field's text without blanks at its edges; empty where it is missing or overlong."""
        value = next(iter(self.texts.get(name, [])), "").strip()
        return value if len(value) <= longest else ""

    def all(self, name: str) -> list[str]:
        """All values of a field that may be given more than once."""
        return [v.strip() for v in self.texts.get(name, []) if v.strip() and len(v) <= LONGEST][:100]


async def read_form(data: FormData) -> Form:
    """Copy a parsed form, files included, so that it can be read in a thread."""
    texts: dict[str, list[str]] = {}
    files: dict[str, tuple[str, bytes]] = {}
    for name, value in data.multi_items():
        if isinstance(value, UploadFile):
            content = await value.read()
            if content:
                files[name] = (value.filename or "", content)
        else:
            texts.setdefault(name, []).append(value)
    return Form(texts, files)


def form_of(request: Request) -> Form:
    """The form that the change guard has read."""
    form = request.scope.get("state", {}).get("form")
    return form if isinstance(form, Form) else Form()


def day_of(text: str) -> str | None:
    """A day as YYYY-MM-DD, or None where the text is no day."""
    try:
        return datetime.date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        return None


def number_of(text: str, lowest: int, highest: int, otherwise: int) -> int:
    """A whole number within bounds, or what stands in for it."""
    if not text.isascii() or not text.isdigit() or len(text) > 12:
        return otherwise
    return min(max(int(text), lowest), highest)


def address(path: str, values: Mapping[str, object]) -> str:
    """A permanent address: the path with those values that are not empty."""
    pairs = [(k, v) for k, v in values.items() if v not in (None, "", 0, False)]
    return f"{path}?{urlencode(pairs)}" if pairs else path
