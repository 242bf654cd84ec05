"""Models of `data/actors/nouns/`: what the common nouns of news say about an actor.

"Rebels" are a group of armed opposition, "the ministry" a body of a state, "spokesman" a
person who speaks for somebody else. A class lists nouns that are alike in kind and sector.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

NounKind = Literal["person", "people", "organ", "collective", "state", "side", "agent", "thing"]


class NounClass(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Nouns that say the same about an actor.

    Attributes:
        kind: `person` (a minister, a rebel), `people` (civilians, the public), `organ` (a body
            of a state: army, cabinet, embassy), `collective` (a group of no state: militia,
            movement), `state` (country, nation), `side` (side, party to a talk), `agent` (who
            speaks or acts for another: spokesman, envoy, aide; takes the other's sector),
            `thing` (a word that names an actor only by what belongs to it: warship, jet).
        sector: PLOVER sectors, the chief one first; empty where the noun tells none.
        words: singular nouns, lower case, several words allowed ("prime minister").
        role: role of the office, as in holders files, where the noun is a title of one.
        body: kind of body, for an organ.
        gender: "m" or "f" where the noun tells it ("spokeswoman").
        names: nouns to the name of the body they mean, without its state ("foreign ministry":
            "Ministry of Foreign Affairs").
        local: the bare noun means people of the country spoken of: police and protesters do,
            analysts do not.
        title: the noun may stand before a name ("Colonel", "Foreign Minister").
    """

    kind: NounKind
    words: list[str]
    sector: list[str] = []
    role: str | None = None
    body: str | None = None
    gender: Literal["m", "f"] | None = None
    title: bool = False
    local: bool = False
    names: dict[str, str] = {}


class NounsFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`nouns/*.yaml`: classes of nouns."""

    about: str
    classes: list[NounClass]


class NounRow(msgspec.Struct, frozen=True, array_like=True):
    """What one noun says; fields as in `NounClass`."""

    kind: NounKind
    sector: list[str]
    role: str | None
    body: str | None
    gender: str | None
    title: bool
    name: str | None = None
    local: bool = False


def noun_rows(files: Iterable[NounsFile]) -> dict[str, NounRow]:
    """Nouns to what they say; the first class that lists a noun wins."""
    rows: dict[str, NounRow] = {}
    for file in files:
        for group in file.classes:
            for word in group.words:
                row = NounRow(
                    group.kind,
                    list(group.sector),
                    group.role,
                    group.body,
                    group.gender,
                    group.title,
                    group.names.get(word),
                    group.local,
                )
                rows.setdefault(word, row)
    return rows
