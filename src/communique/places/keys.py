"""The key under which a place name is looked up: accents, case, points and articles do not count."""

from __future__ import annotations

import re

from communique.records.ids import fold

_DROPPED = re.compile(r"[’'‘`.´ʻʼ]")
_SPACED = re.compile(r"[\s\-–—_]+")


def place_key(name: str) -> str:
    """ "Sana'a" and "Sanaa", "El-Fasher" and "El Fasher", "the Hague" and "Hague" have one key."""
    plain = _SPACED.sub(" ", _DROPPED.sub("", fold(name))).strip()
    return plain[4:] if plain.startswith("the ") else plain
