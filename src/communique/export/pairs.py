"""An event as dyads, and its sides in CAMEO's codes: for formats that have one actor on each side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

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
        return self.view.event.cameo or (known.cameo if known else "")


PAIRS_NOTE = (
    "An event with several actors or recipients makes one row a pair. Where all parties are actors and the type is "
    "mutual (meetings, talks, agreements, clashes), each pair of them makes one row, in the order of the record; "
    "otherwise each actor makes a row without recipient."
)


def pairs(chosen: Chosen, left: Left) -> Iterator[Pair]:
    """The dyads of the chosen events."""
    for view in event_views(chosen):
        yield from _pairs(view)


def _pairs(view: EventView) -> Iterator[Pair]:
    """The dyads of one event."""
    known = code_book().types.get(view.event.type)
    if view.actors and view.recipients:
        for actor in view.actors:
            for recipient in view.recipients:
                yield Pair(view, actor, recipient)
    elif len(view.actors) > 1 and known is not None and known.symmetric:
        for actor, other in combinations(view.actors, 2):
            yield Pair(view, actor, other)
    elif view.actors:
        for actor in view.actors:
            yield Pair(view, actor, None)
    else:
        yield from (Pair(view, None, recipient) for recipient in view.recipients)
        if not view.recipients:
            yield Pair(view, None, None)


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
    if actor is None:
        return CameoActor("", "", "", ())
    book = code_book()
    country = next((book.countries[c].cameo or c for c in actor.country if c in book.countries), "")
    bodies = [book.cameo.bodies[c] for c in actor.country if c in book.cameo.bodies]
    group = next((b.group for b in bodies if b.group), "")
    roles = [b.type for b in bodies] + [book.cameo.types[s] for s in actor.sector if s in book.cameo.types]
    types = tuple(dict.fromkeys(roles))[:3]
    return CameoActor((country or group) + "".join(t for t in types if t != group), country, group, types)


def country_name(actor: ActorRecord | None) -> str | None:
    """Name of an actor's first country, or what its body code means."""
    if actor is None or not actor.country:
        return None
    book = code_book()
    first = next((c for c in actor.country if c in book.countries), actor.country[0])
    return book.countries[first].name if first in book.countries else book.bodies.get(first, first)
