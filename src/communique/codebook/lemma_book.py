"""Verb forms to lemmas, where the model's lemmatizer errs: "hoped", "retook", "fined"."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from communique.codebook import yaml_files
from communique.codebook.tables import Area, load_area


class Lemmas(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`lemmas/verbs.yaml`: forms and their lemmas, lower case; verbs that headlines hide among nouns."""

    about: str
    verbs: dict[str, str]
    headline: list[str] = []


def build_lemmas(roots: Sequence[Path]) -> Lemmas:
    """Read the forms of all roots; later ones win."""
    verbs: dict[str, str] = {}
    headline: set[str] = set()
    for root in roots:
        for path in sorted((root / "lemmas").glob("*.yaml")):
            file = yaml_files.read_struct(path, Lemmas, path.relative_to(root).as_posix())
            verbs.update(file.verbs)
            headline.update(file.headline)
    return Lemmas("compiled", verbs, sorted(headline))


LEMMAS: Area[Lemmas] = Area("lemmas", ("lemmas",), build_lemmas, Lemmas, (__file__,))


@lru_cache(maxsize=1)
def verb_lemmas() -> dict[str, str]:
    """The built-in forms, loaded once."""
    return load_area(LEMMAS).verbs


@lru_cache(maxsize=1)
def headline_verbs() -> dict[str, str]:
    """Present forms of the verbs that are read as nouns where a headline has no other verb: "storms" for "storm"."""
    forms = {}
    for lemma in load_area(LEMMAS).headline:
        forms[lemma] = lemma
        forms[lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s")] = lemma
        if lemma.endswith("y") and lemma[-2] not in "aeiou":
            forms[lemma[:-1] + "ies"] = lemma
    return forms
