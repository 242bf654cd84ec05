"""Where a store lies: a file, or a schema of a PostgreSQL database, written as an address."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from communique.errors import StoreError

SCHEMA = "communique"
"""The schema that holds a store where the address names no other."""

_SCHEMES = ("postgresql://", "postgres://")
_SECRET = re.compile(r"(?<=[?&])(password=)[^&]*")


def is_server(address: str | Path) -> bool:
    """Whether an address names a database server rather than a file."""
    return isinstance(address, str) and address.startswith(_SCHEMES)


def shown(address: str | Path) -> str:
    """An address for messages: without its password.

    >>> shown("postgresql://ann:secret@db.example.org/news")
    'postgresql://ann@db.example.org/news'
    """
    text = str(address)
    if not is_server(text):
        return text
    parts = urlsplit(text)
    user, at, host = parts.netloc.rpartition("@")
    plain = urlunsplit((parts.scheme, user.partition(":")[0] + at + host, parts.path, parts.query, ""))
    if not parts.netloc:
        plain = text
    return _SECRET.sub(r"\1...", plain)


def split_schema(address: str) -> tuple[str, str]:
    """The address as the database's own library takes it, and the schema's name.

    Args:
        address: as in `postgresql://user@host:5432/database?schema=name`; all but `schema` is passed on.

    Raises:
        StoreError: the schema's name is no plain name.

    >>> split_schema("postgresql:///news?schema=wire&host=/run/postgresql")
    ('postgresql:///news?host=/run/postgresql', 'wire')
    """
    parts = urlsplit(address)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    schema = next((value for name, value in pairs if name == "schema"), SCHEMA)
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", schema):
        raise StoreError(f"{shown(address)}: schema={schema!r} is no name we take; use small letters, digits and _")
    rest = urlencode([p for p in pairs if p[0] != "schema"], quote_via=quote, safe="/")
    head = address.partition("?")[0]
    return head + ("?" + rest if rest else ""), schema


def database_name(address: str) -> str:
    """The name of the database in an address, for messages; empty where it is left to the server."""
    return unquote(urlsplit(address).path.lstrip("/"))
