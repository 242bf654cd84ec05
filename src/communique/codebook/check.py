"""Checks over all data files: schema, codes, dates, names. Each problem names file and entry."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from communique.codebook.areas import AREAS
from communique.codebook.tables import DATA
from communique.errors import CodebookError


def check_data(overlays: Sequence[Path] = ()) -> list[str]:
    """All problems found; an empty list where the data are sound."""
    problems: list[str] = []
    for area in AREAS:
        try:
            area.build([DATA, *overlays])
        except CodebookError as error:
            problems.append(str(error))
    return problems
