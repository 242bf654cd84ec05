"""Verb forms to lemmas, where the model's lemmatizer errs: "hoped", "retook", "fined"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from communique.codebook import yaml_files
from communique.codebook.tables import Area, load_area


class Lemmas(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`lemmas/verbs.yaml`: forms and their lemmas, lower case."""

    about: str
    verbs: dict[str, str]


def build_lemmas(roots: Sequence[Path]) -> Lemmas:
    """Read the forms of all roots; later ones win."""
    verbs: dict[str, str] = {}
    for root in roots:
        for path in sorted((root / "lemmas").glob("*.yaml")):
            verbs.update(yaml_files.read_struct(path, Lemmas, path.relative_to(root).as_posix()).verbs)
    return Lemmas("compiled", verbs)


LEMMAS: Area[Lemmas] = Area("lemmas", ("lemmas",), build_lemmas, Lemmas, (__file__,))


@lru_cache(maxsize=1)
def verb_lemmas() -> dict[str, str]:
    """The built-in forms, loaded once."""
    return load_area(LEMMAS).verbs
