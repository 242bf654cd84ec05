"""An event as dyads, and its sides in CAMEO's codes: for formats that have one actor on each side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

import msgspec

from communique.codebook.code_book import code_book
from communique.export.columns import Chosen, Left
from communique.export.views import EventView, event_views, number_id
from communique.records.record import ActorRecord


@dataclass(frozen=True)
class Pair:
    """One event between one actor and one recipient; either may be missing."""

    view: EventView
    actor: ActorRecord | None
    recipient: ActorRecord | None

    @property
    def id(self) -> str:
        """A number, as text, for formats whose ids are numbers."""
        return number_id(
            self.view.report.id,
            self.view.event.id,
            self.actor.id if self.actor else "",
            self.recipient.id if self.recipient else "",
        )

    @property
    def cameo(self) -> str:
        """The event's CAMEO code; where the record has none, the type's plain one."""
        known = code_book().types.get(self.view.event.type)
        return self.view.event.cameo or (known.cameo if known else None) or ""


PAIRS_NOTE = (
    "An event with several actors or recipients makes one row a pair. Where all parties are actors and the type is "
    "mutual (meetings, talks, agreements, clashes, signings, truces), each pair of them makes one row, in the order of "
    "the record; otherwise each actor makes a row without recipient. One actor of several countries is one of each."
)


def pairs(chosen: Chosen, left: Left) -> Iterator[Pair]:
    """The dyads of the chosen events."""
    for view in event_views(chosen):
        yield from _pairs(view)


def _pairs(view: EventView) -> Iterator[Pair]:
    """The dyads of one event."""
    actors, recipients = _single(view.actors), _single(view.recipients)
    if actors and recipients:
        for actor in actors:
            for recipient in recipients:
                yield Pair(view, actor, recipient)
    elif len(actors) > 1 and code_book().mutual(view.event.type, view.event.cameo):
        for actor, other in combinations(actors, 2):
            yield Pair(view, actor, other)
    elif actors:
        for actor in actors:
            yield Pair(view, actor, None)
    else:
        yield from (Pair(view, None, recipient) for recipient in recipients)
        if not recipients:
            yield Pair(view, None, None)


def _single(side: list[ActorRecord]) -> list[ActorRecord]:
    """Actors of one party each: "the Kenyan and Ugandan presidents" are one actor of each country."""
    found = []
    for actor in side:
        parties = code_book().parties(actor.country)
        if len(parties) < 2:
            found.append(actor)
            continue
        rest = [c for c in actor.country if c not in parties]
        for party in parties:
            found.append(msgspec.structs.replace(actor, id=f"{actor.id}:{party}", country=[party, *rest]))
    return found


@dataclass(frozen=True)
class CameoActor:
    """One actor in CAMEO's codes; what it has none of is blank."""

    code: str
    country: str
    group: str
    types: tuple[str, ...]


def cameo_actor(actor: ActorRecord | None) -> CameoActor:
    """The CAMEO codes of an actor: country, known group and up to three roles.

    Example: Kenya's police is country KEN with role COP, code KENCOP; the United Nations are the group UNO
    with role IGO.
    """
    return _NOBODY if actor is None else _cameo_actor(tuple(actor.country), tuple(actor.sector))


_NOBODY = CameoActor("", "", "", ())


@lru_cache(maxsize=4096)
def _cameo_actor(countries: tuple[str, ...], sectors: tuple[str, ...]) -> CameoActor:
    """The same from codes."""
    book = code_book()
    country = next((book.countries[c].cameo or c for c in countries if c in book.countries), "")
    bodies = [book.cameo.bodies[c] for c in countries if c in book.cameo.bodies]
    group = next((b.group for b in bodies if b.group), "")
    roles = [b.type for b in bodies] + [book.cameo.types[s] for s in sectors if s in book.cameo.types]
    types = tuple(dict.fromkeys(roles))[:3]
    return CameoActor((country or group) + "".join(t for t in types if t != group), country, group, types)


def country_name(actor: ActorRecord | None) -> str | None:
    """Name of an actor's first country, or what its body code means."""
    if actor is None or not actor.country:
        return None
    book = code_book()
    first = next((c for c in actor.country if c in book.countries), actor.country[0])
    return book.countries[first].name if first in book.countries else book.bodies.get(first, first)
