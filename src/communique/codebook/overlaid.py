"""Actor files of several roots laid over each other: an entry told again by a later root stands where it is told last.

A country by its code, a body by its name and country, an actor noun by its word, an office by its name and country.
A body marked `also` only adds its names to the one known before. An office so marked keeps the holders known before:
one who was still in office leaves it when the first of the added ones comes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec

from communique.codebook.schema.actors import BodiesFile, Body, Country, Holder, HoldersFile, Office
from communique.codebook.schema.nouns import NounsFile

T = TypeVar("T", bound=msgspec.Struct)


def overlaid_countries(layers: Sequence[Sequence[Country]]) -> list[Country]:
    """The country files of all roots, one a code, each where it stood first."""
    found: dict[str, Country] = {}
    for layer in layers:
        found.update({c.code: c for c in layer})
    return list(found.values())


def overlaid_bodies(
    countries: Sequence[Country], layers: Sequence[Sequence[BodiesFile]]
) -> tuple[list[Country], list[BodiesFile]]:
    """Countries and body files of all roots without the bodies that a later root tells again."""
    files: list[BodiesFile] = []
    named: list[Country] = list(countries)
    for number, layer in enumerate(layers):
        if number:
            told = {_body_key(b, None) for f in layer for b in f.bodies if not b.also}
            files = [_with(f, bodies=[b for b in f.bodies if _body_key(b, None) not in told]) for f in files]
            named = [_without_bodies(c, told) for c in named]
        files += layer
    return named, files


def _without_bodies(country: Country, told: set[tuple[str, tuple[str, ...]]]) -> Country:
    """A country without those of its bodies that are told again."""
    kept = [b for b in country.bodies if _body_key(b, country.country or country.code) not in told]
    return country if len(kept) == len(country.bodies) else _with(country, bodies=kept)


def _body_key(body: Body, country: str | None) -> tuple[str, tuple[str, ...]]:
    """What tells one body from another."""
    return body.name, tuple(body.country) or ((country,) if country else ())


def overlaid_nouns(layers: Sequence[Sequence[NounsFile]]) -> list[NounsFile]:
    """The noun files of all roots; a noun's class is the one that the last root gives it."""
    files: list[NounsFile] = []
    for number, layer in enumerate(layers):
        if number:
            told = {word for f in layer for group in f.classes for word in group.words}
            files = [_without_words(f, told) for f in files]
        files += layer
    return files


def _without_words(file: NounsFile, told: set[str]) -> NounsFile:
    """A noun file without the words that are told again."""
    if not any(told & set(group.words) for group in file.classes):
        return file
    classes = [_with(group, words=[w for w in group.words if w not in told]) for group in file.classes]
    return _with(file, classes=classes)


def overlaid_offices(files: Sequence[HoldersFile]) -> list[HoldersFile]:
    """Holders files in which an office told again later stands only where it is told last."""
    last: dict[tuple[str | None, str], tuple[int, Office]] = {}
    for number, file in enumerate(files):
        for office in file.offices:
            key = (file.country, office.office)
            known = last.get(key)
            last[key] = (number, _joined(known[1], office) if known is not None and office.also else office)
    kept = []
    for number, file in enumerate(files):
        offices = [o for key, (at, o) in last.items() if at == number and key[0] == file.country]
        order = {office.office: n for n, office in enumerate(file.offices)}
        kept.append(_with(file, offices=sorted(offices, key=lambda o: order[o.office])))
    return kept


def _joined(known: Office, added: Office) -> Office:
    """An office with its known holders and the added ones; a name told again stands as told last."""
    names = {(h.name, h.start) for h in added.holders}
    starts = [h.start for h in added.holders if h.start is not None]
    first = min(starts) if starts else None
    kept = [_left(h, first) for h in known.holders if (h.name, h.start) not in names]
    holders = sorted([*kept, *added.holders], key=lambda h: h.start or "")
    titles = list(dict.fromkeys([*known.titles, *added.titles]))
    return _with(known, holders=holders, titles=titles)


def _left(holder: Holder, day: str | None) -> Holder:
    """A holder still in office, who leaves it on the day on which another comes."""
    if day is None or not holder.open or (holder.start or "") >= day:
        return holder
    return _with(holder, end=day, open=False)


def _with(struct: T, **changes: Any) -> T:
    """A copy of a frozen struct with some fields changed."""
    return msgspec.structs.replace(struct, **changes)
