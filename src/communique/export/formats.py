"""All formats by the name that `--format` takes."""

from __future__ import annotations

from communique.errors import CommuniqueError
from communique.export.acled import ACLED
from communique.export.annotation_lines import DOCCANO, PRODIGY
from communique.export.brat import BRAT
from communique.export.columns import Format
from communique.export.gdelt import GDELT
from communique.export.icews import ICEWS
from communique.export.inception import INCEPTION
from communique.export.jsonl import JSONL
from communique.export.plover import PLOVER
from communique.export.polecat import POLECAT
from communique.export.tables import csv_format, parquet_format
from communique.export.webannotation import WEBANNOTATION


class ExportError(CommuniqueError):
    """An export that cannot be made: an unknown format, a place that cannot be written."""


def all_formats(with_text: bool = False) -> dict[str, Format]:
    """Formats by name; `with_text` adds the text's column to the flat tables."""
    found = (
        JSONL,
        PLOVER,
        POLECAT,
        ICEWS,
        GDELT,
        ACLED,
        csv_format(with_text),
        parquet_format(with_text),
        BRAT,
        DOCCANO,
        PRODIGY,
        INCEPTION,
        WEBANNOTATION,
    )
    return {f.name: f for f in found}


def find_format(name: str, with_text: bool = False) -> Format:
    """The format of a name.

    Raises:
        ExportError: there is none, or it is worthless without the reports' text, which was not asked for.
    """
    known = all_formats(with_text)
    if name not in known:
        raise ExportError(f"the format {name!r} is unknown; choose of: {', '.join(known)}")
    if known[name].needs_text and not with_text:
        raise ExportError(f"{name} holds the reports' text; say --with-text if you may pass the articles on")
    return known[name]
