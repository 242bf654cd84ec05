"""Verbs by which speakers commit themselves or oblige others, where no trigger tells it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from communique.codebook import yaml_files
from communique.codebook.tables import Area, load_area


class UndertakingWords(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`events/undertakings.yaml`.

    Attributes:
        cooperative: verbs whose future in the speaker's mouth is a promise: "we will present our case".
        hostile: verbs whose future is a threat: "we will fight the levy".
        cooperative_with, hostile_with: verbs that are so only with one of these objects or particles.
        idle: verbs whose denied future refuses nothing: "he will not comment".
        unbent: verbs whose denied passive refuses: "we will not be bullied".
        demanded: verbs of acts that may be demanded with "must", "should", "needs to".
        yielding, changing: those of them that ask to give way, or to change course.
        due: participles whose "must be" demands justice or redress of nobody in particular.
    """

    about: str
    cooperative: frozenset[str]
    hostile: frozenset[str]
    cooperative_with: dict[str, frozenset[str]]
    hostile_with: dict[str, frozenset[str]]
    idle: frozenset[str]
    unbent: frozenset[str]
    demanded: frozenset[str]
    yielding: frozenset[str]
    changing: frozenset[str]
    due: frozenset[str]


def build_undertakings(roots: Sequence[Path]) -> UndertakingWords:
    """Read the words; an overlay's file replaces ours."""
    return yaml_files.read_last(roots, "events/undertakings.yaml", UndertakingWords)


UNDERTAKINGS: Area[UndertakingWords] = Area(
    "undertakings", ("events",), build_undertakings, UndertakingWords, (__file__,)
)


@lru_cache(maxsize=1)
def undertaking_words() -> UndertakingWords:
    """The built-in words, loaded once."""
    return load_area(UNDERTAKINGS)
