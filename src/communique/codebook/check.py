"""Checks over all data files: schema, codes, dates, names. Each problem names file and entry."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from communique.codebook.areas import AREAS
from communique.codebook.check_actors import check_actor_files
from communique.codebook.tables import DATA
from communique.errors import CodebookError


def check_data(overlays: Sequence[Path] = (), data: Path = DATA) -> list[str]:
    """All problems found; an empty list where the data are sound."""
    problems: list[str] = []
    roots = [data, *overlays]
    for area in AREAS:
        try:
            area.build(roots)
        except CodebookError as error:
            problems.append(str(error))
    try:
        problems.extend(check_actor_files(roots))
    except CodebookError as error:
        if str(error) not in problems:
            problems.append(str(error))
    return problems
