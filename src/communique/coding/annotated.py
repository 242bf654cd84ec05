"""A record that shows itself in a notebook."""

from __future__ import annotations

from msgspec import structs

from communique.records.record import Record
from communique.show.page import render_fragment


class Annotated(Record, frozen=True):
    """A record with a notebook view: the report with coloured spans beside its records."""

    @classmethod
    def of(cls, record: Record) -> Annotated:
        """Give a record its view."""
        return cls(**structs.asdict(record))

    def _repr_html_(self) -> str:
        """The annotated report, as Jupyter asks for it."""
        return render_fragment(self)
