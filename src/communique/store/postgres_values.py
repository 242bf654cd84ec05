"""Values and rows between PostgreSQL and the store, such as SQLite gives them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import psycopg
from psycopg.adapt import Loader
from psycopg.types.string import StrDumperUnknown


class NamedRow(tuple[Any, ...]):
    """A row that is read by position and by name, as `sqlite3.Row` is."""

    __slots__ = ()
    names: dict[str, int] = {}

    def __getitem__(self, key: Any) -> Any:
        """A value by position, slice or column name."""
        return tuple.__getitem__(self, self.names[key] if isinstance(key, str) else key)

    def keys(self) -> list[str]:
        """Names of the columns."""
        return list(self.names)


@lru_cache(maxsize=1024)
def _row_type(names: tuple[str, ...]) -> type[NamedRow]:
    """The type of rows with these columns."""
    return type("NamedRow", (NamedRow,), {"names": {name: n for n, name in enumerate(names)}, "__slots__": ()})


def named_rows(cursor: psycopg.Cursor[Any]) -> Any:
    """How psycopg is to make rows."""
    columns = cursor.description
    return _row_type(tuple(c.name for c in columns)) if columns else tuple


class NumericLoader(Loader):
    """Sums of whole numbers are whole numbers, other decimals floats."""

    def load(self, data: Any) -> int | float:
        """One value."""
        written = bytes(data)
        return int(written) if written.lstrip(b"-").isdigit() else float(written)


class TextDumper(StrDumperUnknown):
    """Text as PostgreSQL can take it: without the character NUL and half surrogate pairs, which some reports hold."""

    def dump(self, obj: str) -> bytes:
        """One value."""
        if "\x00" in obj:
            obj = obj.replace("\x00", "\ufffd")
        return obj.encode("utf-8", "replace")


def register(connection: psycopg.Connection[Any]) -> None:
    """Have a connection use these."""
    connection.adapters.register_loader("numeric", NumericLoader)
    connection.adapters.register_dumper(str, TextDumper)
