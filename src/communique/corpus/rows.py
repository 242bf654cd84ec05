"""Arrow tables with a face: handed on to pandas, polars, DuckDB, and shown in a notebook."""

from __future__ import annotations

import html
from importlib.util import find_spec
from typing import Any

from communique.errors import CommuniqueError


class MissingLibraryError(CommuniqueError):
    """A table was asked for in the form of a library that is not installed."""


SHOWN = 20
"""Rows that a notebook shows."""


class Rows:
    """An Arrow table of one kind of record.

    Attributes:
        arrow: the table, a `pyarrow.Table`; each field's metadata holds its `meaning`.
        name: what its rows are.

    Anything that speaks Arrow takes it as it is: `polars.DataFrame(rows)`, `pyarrow.table(rows)`, DuckDB.
    """

    def __init__(self, arrow: Any, name: str) -> None:
        self.arrow = arrow
        self.name = name

    def __len__(self) -> int:
        """How many rows."""
        return int(self.arrow.num_rows)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The table for any library that takes Arrow streams."""
        return self.arrow.__arrow_c_stream__(requested_schema)

    @property
    def columns(self) -> list[str]:
        """Names of the columns."""
        return list(self.arrow.column_names)

    @property
    def meanings(self) -> dict[str, str]:
        """What each column means."""
        return {f.name: (f.metadata or {}).get(b"meaning", b"").decode() for f in self.arrow.schema}

    def to_dicts(self) -> list[dict[str, Any]]:
        """Rows as dictionaries."""
        found: list[dict[str, Any]] = self.arrow.to_pylist()
        return found

    def to_pandas(self) -> Any:
        """A pandas data frame; days are timestamps, so that they can be plotted and resampled."""
        _need("pandas")
        return self.arrow.to_pandas(date_as_object=False)

    def to_polars(self) -> Any:
        """A polars data frame."""
        _need("polars")
        import polars

        return polars.DataFrame(self.arrow)

    def __repr__(self) -> str:
        """One line: name, rows, columns."""
        return f"<{len(self):,} {self.name}: {', '.join(self.columns)}>"

    def _repr_html_(self) -> str:
        """The first rows as a table, all text escaped."""
        head = "".join(f'<th title="{html.escape(self.meanings[c], True)}">{html.escape(c)}</th>' for c in self.columns)
        rows = "".join(
            "<tr>" + "".join(f"<td>{_cell(value)}</td>" for value in row.values()) + "</tr>"
            for row in self.arrow.slice(0, SHOWN).to_pylist()
        )
        more = f"; the first {SHOWN} are shown" if len(self) > SHOWN else ""
        return (
            f"<table><caption>{len(self):,} {html.escape(self.name)}{more}</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        )


def _need(library: str) -> None:
    """Say what to install where a library is missing."""
    if find_spec(library) is None:
        raise MissingLibraryError(f"{library} is not installed: pip install {library}; `.arrow` works without it")


def _cell(value: Any) -> str:
    """One value, short and escaped."""
    if value is None:
        return ""
    text = f"{value:.2f}" if isinstance(value, float) else str(value)
    return html.escape(text if len(text) <= 80 else text[:79] + "…")
