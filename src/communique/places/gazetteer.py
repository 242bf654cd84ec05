"""Look-up of place names in the packaged SQLite file, with users' places laid over it.

Towns of 5,000 inhabitants and more, provinces, states, seas, regions, rivers, sites. The file is
opened read-only on first use; answers are kept, since a report names few places many times.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from communique.codebook.areas import PLACES
from communique.codebook.schema.places import PlaceWords
from communique.codebook.tables import load_area
from communique.errors import CodebookError
from communique.places.keys import place_key

FILE = Path(__file__).parent / "gazetteer.sqlite"
OWN, CLOSE, OTHER = 0, 1, 2
"""Strength of a name: the place's own, one close to it, one in another language."""
_OWN_FILE = 1e6
"""Weight of a region or site of our own files, which states no inhabitants."""
_QUERY = (
    "SELECT p.name, p.kind, p.country, p.admin1, p.lat, p.lon, p.geonames, p.population, p.capital, n.strength"
    " FROM name n JOIN place p ON p.id = n.place WHERE n.key = ? ORDER BY n.strength, p.population DESC, p.id LIMIT 40"
)


class Place(NamedTuple):
    """One place that a name may mean; `country` is ISO alpha-3, `population` 0 where unknown."""

    name: str
    kind: str
    country: str | None
    admin1: str | None
    latitude: float | None
    longitude: float | None
    geonames: int | None
    population: int
    capital: bool
    strength: int


class Gazetteer:
    """Names to places.

    Args:
        overlays: users' folders; places in their `places/*.yaml` are added to ours.
        file: the SQLite file.

    Raises:
        CodebookError: the file is missing or is no gazetteer.
    """

    def __init__(self, overlays: Sequence[Path] = (), file: Path = FILE) -> None:
        """Load words and users' places; the file is opened when first asked."""
        tables = load_area(PLACES, overlays)
        self.words: PlaceWords = tables.words
        self.file = file
        self._local = threading.local()
        self._known: dict[str, tuple[Place, ...]] = {}
        self._added: dict[str, list[Place]] = {}
        for entry in tables.added:
            at = entry.at or (None, None)
            place = Place(entry.name, entry.kind, entry.country, None, at[0], at[1], None, 0, False, OWN)
            for name in (entry.name, *entry.names):
                self._added.setdefault(place_key(name), []).append(place)

    def find(self, name: str) -> tuple[Place, ...]:
        """All places of a name, its own names first, then by inhabitants."""
        key = place_key(name)
        found = self._known.get(key)
        if found is None:
            if len(self._known) > 50_000:
                self._known.clear()
            found = self._known[key] = (*self._added.get(key, ()), *self._ask(key))
        return found

    def homes(self, name: str) -> list[tuple[str, float]]:
        """Countries that have a town, province or region of this name, the weightiest first.

        Returns:
            ISO alpha-3 codes with the inhabitants of the place; a capital counts tenfold, a name in
            another language or of a place without known inhabitants little. Nothing for a region that
            several countries share or dispute.
        """
        weights: dict[str, float] = {}
        places = self.find(name)
        if any(p.country is None and p.geonames is None for p in places):
            return []
        for place in places:
            if place.country is None or place.kind == "country" or (place.strength == OTHER and weights):
                continue
            weight = place.population * (10.0 if place.capital else 0.1 if place.strength == OTHER else 1.0)
            weight = weight or (_OWN_FILE if place.geonames is None else 0.0)
            weights[place.country] = max(weights.get(place.country, 0.0), weight)
        return sorted(weights.items(), key=lambda pair: -pair[1])

    def _ask(self, key: str) -> list[Place]:
        """Rows of the file for a key."""
        if len(key) < 2:
            return []
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        try:
            if connection is None:
                connection = self._local.connection = sqlite3.connect(
                    f"file:{self.file.as_posix()}?mode=ro&immutable=1", uri=True
                )
            rows = connection.execute(_QUERY, (key,)).fetchall()
        except sqlite3.Error as error:
            raise CodebookError(
                f"{self.file}: not a gazetteer ({error}); build it with scripts/build_gazetteer.py"
            ) from error
        return [
            Place(n, k, c, a, None if la is None else la / 1e5, None if lo is None else lo / 1e5, g, p, bool(cap), s)
            for n, k, c, a, la, lo, g, p, cap, s in rows
        ]

    def __getstate__(self) -> dict[str, object]:
        """Without the open file, so that coders can be sent to other processes."""
        return {k: v for k, v in self.__dict__.items() if k not in ("_local", "_known")}

    def __setstate__(self, state: dict[str, object]) -> None:
        """Open the file anew when asked."""
        self.__dict__.update(state)
        self._local, self._known = threading.local(), {}
