"""Log odds fitted on our own reports: that two events are one happening, that an event is right."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from communique.codebook import yaml_files
from communique.codebook.tables import Area, load_area


class Odds(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`odds/events.yaml`.

    Attributes:
        about: what the file holds and how it was made.
        same_as: log odds of each sign that two events tell one happening (`events.alike`).
        confidence: log odds of each sign that an event is right (`events.calibration`).
    """

    about: str
    same_as: dict[str, float]
    confidence: dict[str, float]


def build_odds(roots: Sequence[Path]) -> Odds:
    """Read the odds; an overlay's file replaces ours."""
    return yaml_files.read_last(roots, "odds/events.yaml", Odds)


ODDS: Area[Odds] = Area("odds", ("odds",), build_odds, Odds, (__file__,))


@lru_cache(maxsize=1)
def event_odds() -> Odds:
    """The built-in odds, loaded once."""
    return load_area(ODDS)
