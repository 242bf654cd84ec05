"""Models of `data/actors/nouns/`: what the common nouns of news say about an actor.

"Rebels" are a group of armed opposition, "the ministry" a body of a state, "spokesman" a
person who speaks for somebody else. A class lists nouns that are alike. A noun that stands in
two classes means what the first says, in the order of the files' names.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

NounKind = Literal["person", "people", "organ", "collective", "state", "side", "agent", "thing"]
Effect = Literal["former", "acting", "future", "deputy", "same"]


class NounClass(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """Nouns that behave alike.

    Attributes:
        kind: `person` (a minister, a rebel), `people` (civilians, the public), `organ` (a body
            of a state: army, cabinet, embassy), `collective` (a group of no state: militia,
            movement), `state` (country, nation), `side` (rival, ally, side of a conflict),
            `agent` (who speaks or acts for another: spokesman, envoy, aide; takes the other's
            sector), `thing` (a word that names an actor only by what belongs to it: warship).
        sector: PLOVER sectors, the chief one first; empty where the noun tells none.
        words: singular nouns, lower case, several words allowed ("prime minister").
        role: role of the office, as in holders files, where the noun is a title of one.
        body: kind of body, as in bodies files.
        gender: where the noun tells it ("spokeswoman").
        title: the noun may stand before a name ("Colonel", "Foreign Minister").
        local: the bare noun means people of the country spoken of: police and protesters do,
            analysts do not.
        weak: the noun has other senses too; it counts only with a country or another word that
            makes it an actor, or as the doer.
    """

    kind: NounKind
    words: list[str]
    sector: list[str] = []
    role: str | None = None
    body: str | None = None
    gender: Literal["m", "f"] | None = None
    title: bool = False
    local: bool = False
    weak: bool = False


class WeakState(msgspec.Struct, forbid_unknown_fields=True, frozen=True, rename={"pro": "for"}):
    """Words of a report that speak for the state that has a name, and against it."""

    pro: list[str] = []
    against: list[str] = []


class NameWords(msgspec.Struct, frozen=True, array_like=True):
    """Words in and before personal names, folded; honorifics with the gender they tell or ""."""

    honorifics: dict[str, str]
    ranks: frozenset[str]
    particles: frozenset[str]


class NounsFile(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """`nouns/*.yaml`.

    Attributes:
        classes: the nouns.
        names: nouns to the name of the body they mean, without its state ("foreign ministry":
            "Ministry of Foreign Affairs").
        modifiers: words before a title, by what they change ("former", "acting").
        unused: nouns too vague to name an actor, which no class may bring back.
        common_words: names of bodies that are other words, persons or places too ("Time",
            "Wagner"); alone they count only in a fitting context.
        generic: names that bodies of many states have ("Supreme Court", "Socialist Party");
            they mean the body of the country that the text gives.
        everywhere: states whose leaders news names by surname alone even where nothing else is of them.
        usually: generic names to the country whose body they are unless the text says otherwise
            ("State Department": USA).
        female_names, male_names: first names of one gender, beside those of known persons.
        honorifics: words said with a name ("Mr."), by the gender they tell.
        ranks: abbreviated ranks and offices before a name ("Gen.").
        particles: small words inside a name ("van").
        weak_states: names of states that other places have too, to what tells them apart.
    """

    about: str
    classes: list[NounClass] = []
    names: dict[str, str] = {}
    modifiers: dict[Effect, list[str]] = {}
    unused: list[str] = []
    common_words: list[str] = []
    generic: list[str] = []
    usually: dict[str, str] = {}
    everywhere: list[str] = []
    female_names: list[str] = []
    male_names: list[str] = []
    honorifics: dict[Literal["m", "f", "any"], list[str]] = {}
    ranks: list[str] = []
    particles: list[str] = []
    weak_states: dict[str, WeakState] = {}


class NounRow(msgspec.Struct, frozen=True, array_like=True):
    """What one noun says; fields as in `NounClass`. `name` is the name of the body it means."""

    kind: NounKind
    sector: list[str]
    role: str | None
    body: str | None
    gender: str | None
    title: bool
    name: str | None = None
    local: bool = False
    weak: bool = False


def noun_rows(files: Iterable[NounsFile]) -> dict[str, NounRow]:
    """Nouns to what they say; the first class that lists a noun wins."""
    files = list(files)
    rows: dict[str, NounRow] = {}
    names = {noun: name for file in files for noun, name in file.names.items()}
    unused = {noun for file in files for noun in file.unused}
    for group in (group for file in files for group in file.classes):
        row = NounRow(
            group.kind,
            list(group.sector),
            group.role,
            group.body,
            group.gender,
            group.title,
            local=group.local,
            weak=group.weak,
        )
        for word in group.words:
            if word not in unused:
                rows.setdefault(word, msgspec.structs.replace(row, name=names[word]) if word in names else row)
    return rows


def modifier_effects(files: Iterable[NounsFile]) -> dict[str, str]:
    """Words before a title to what they change."""
    return {word: effect for file in files for effect, words in file.modifiers.items() for word in words}


_LINKS = frozenset({"of", "for", "to", "in", "on"})


def noun_heads(nouns: Iterable[str]) -> dict[str, list[str]]:
    """Nouns of several words under their chief word, the last before "of", "for" or "to"."""
    heads: dict[str, list[str]] = {}
    for noun in nouns:
        words = noun_words(noun)
        at = chief_word(words)
        if len(words) > 1 and at >= 0:
            heads.setdefault(words[at], []).append(noun)
    return heads


def noun_words(noun: str) -> list[str]:
    """The words of a noun as a tokenizer has them: a hyphen is a word of its own."""
    return noun.replace("-", " - ").replace("'s", " 's").replace("s' ", "s ' ").split()


def chief_word(words: list[str]) -> int:
    """Index of the chief word of a noun; -1 where it has none."""
    return next((i for i, word in enumerate(words) if word in _LINKS), len(words)) - 1


def name_words(files: Iterable[NounsFile]) -> NameWords:
    """The words in and before names of all files."""
    files = list(files)
    honorifics = {
        word: "" if gender == "any" else gender
        for file in files
        for gender, words in file.honorifics.items()
        for word in words
    }
    ranks = frozenset(word for file in files for word in file.ranks)
    return NameWords(honorifics, ranks, frozenset(word for file in files for word in file.particles))
