"""Definite phrases that mean somebody named before: "the ministry", "the students", "the country"."""

from __future__ import annotations

from communique.actors.cast import Cast
from communique.actors.focus import focus_state, main_states
from communique.actors.scene import Description, Scene
from communique.segment.reading import Entity


def entity_at(scene: Scene, token: int) -> int | None:
    """The entity that a token's mention means, as far as mentions are there."""
    name = scene.name_at.get(token)
    if name is not None:
        return scene.person_at.get(name.first)
    at = scene.reading.mention_at.get(token)
    return None if at is None else scene.reading.mentions[at].entity


def same_body(scene: Scene, cast: Cast, d: Description) -> int | None:
    """ "the ministry", "the group", "the bureau": the body last spoken of that this noun fits."""
    best: tuple[int, int] | None = None
    for number, entity in enumerate(scene.entities):
        traits = cast.traits[number]
        if entity.kind not in ("organisation", "group") or traits.last < 0 or traits.last >= d.head:
            continue
        if d.words or not _noun_fits(d, entity, traits.nouns):
            continue
        if entity.plural and entity.size is not None and not d.plural and d.noun not in ("police", "military"):
            continue  # "the army" is not "two armies"
        if d.state is not None and d.state not in traits.states:
            continue
        if best is None or traits.last > best[0]:
            best = (traits.last, number)
    return best[1] if best else None


_BAND_NOUNS = frozenset(
    {"rebel", "insurgent", "guerrilla", "militant", "separatist", "jihadist", "fighter", "terrorist", "rebel fighter"}
)


def band_of(scene: Scene, cast: Cast, d: Description) -> int | None:
    """ "The rebels" after the name of an armed group: that group, where no other is near."""
    if d.determiner != "the" or not d.plural or d.noun not in _BAND_NOUNS or d.state is not None or d.words:
        return None
    sentence = scene.parse.sent[d.head]
    near = [
        number
        for number, entity in enumerate(scene.entities)
        if entity.kind in ("organisation", "group")
        and (entity.body == "armed_group" or entity.sector[:1] == ["REB"])
        and 0 <= cast.traits[number].last < d.head
        and sentence - cast.traits[number].sentence <= 2
    ]
    return near[0] if len(near) == 1 else None


def same_group(scene: Scene, cast: Cast, d: Description) -> int | None:
    """ "The students" after "Chilean students": the group last named with the same noun."""
    if d.body is not None or d.of is not None or d.owner is not None or d.former:
        return None
    best: tuple[int, int] | None = None
    for number, entity in enumerate(scene.entities):
        traits = cast.traits[number]
        if entity.known is not None or not 0 <= traits.last < d.head:
            continue
        if not any(noun == d.noun or noun.endswith(" " + d.noun) for noun in traits.nouns):
            continue
        if (entity.kind == "person") == d.plural or (not d.determiner and not traits.states):
            continue
        if best is None or traits.last > best[0]:
            best = (traits.last, number)
    return best[1] if best else None


_GENERAL = {
    "army": ("armed_forces",),
    "military": ("armed_forces",),
    "police": ("police",),
    "group": ("armed_group", "ngo", "movement", "alliance", "igo"),
    "movement": ("armed_group", "movement", "party"),
    "organization": ("ngo", "igo", "alliance", "agency", "movement"),
    "organisation": ("ngo", "igo", "alliance", "agency", "movement"),
    "bloc": ("alliance", "igo"),
    "alliance": ("alliance", "igo"),
    "agency": ("agency", "igo", "intelligence"),
    "news agency": ("outlet",),
    "bureau": ("agency", "police"),
    "party": ("party",),
    "company": ("company",),
    "firm": ("company",),
    "newspaper": ("outlet",),
    "ministry": ("ministry",),
    "department": ("ministry",),
    "court": ("court",),
    "tribunal": ("court",),
    "parliament": ("legislature",),
    "union": ("union", "igo"),
    "commission": ("agency", "igo"),
    "committee": ("legislature", "agency"),
    "council": ("igo", "agency", "legislature"),
    "militia": ("armed_group",),
    "rebel group": ("armed_group",),
    "militant group": ("armed_group",),
    "watchdog": ("ngo", "agency", "igo"),
    "bank": ("company", "central_bank", "igo"),
    "university": ("university",),
    "charity": ("ngo",),
    "church": ("religious",),
}


def _noun_fits(d: Description, entity: Entity, nouns: set[str]) -> bool:
    if d.noun in nouns:
        return True
    if entity.body is not None and entity.body in _GENERAL.get(d.noun, ()):
        return True
    return entity.kind == "organisation" and d.noun.split()[-1] == entity.name.lower().split()[-1]


def country_noun(scene: Scene, cast: Cast, d: Description) -> int | None:
    """ "the country", "this nation", "their country": the state spoken of; None where none is plain."""
    if d.plural:
        return None
    if d.state is not None:
        return cast.state(d.state)
    if d.owner is not None:
        number = entity_at(scene, d.owner)
        state = home_of(scene, cast, number) if number is not None else None
        return cast.state(state) if state is not None else None
    if d.determiner not in ("the", "this", "that"):
        return None
    state = _spoken_of(scene, cast, d.head)
    return cast.state(state) if state is not None else None


def home_of(scene: Scene, cast: Cast, number: int) -> int | None:
    """The state of an actor of the report, where it has just one."""
    states = cast.traits[number].states
    if states:
        return next(iter(states)) if len(states) == 1 else None
    country = scene.entities[number].country
    return scene.book.state_by_code.get(country[0]) if len(country) == 1 else None


def _spoken_of(scene: Scene, cast: Cast, token: int) -> int | None:
    """State of the last subject in this sentence or the one before; else the one last named."""
    sentence = scene.parse.sent[token]
    best: tuple[int, int] | None = None
    last: tuple[int, int] | None = None
    for traits in cast.traits:
        if len(traits.states) != 1:
            continue
        state = next(iter(traits.states))
        if 0 <= traits.subject < token and sentence - scene.parse.sent[traits.subject] <= 1:
            best = max(best, (traits.subject, state)) if best else (traits.subject, state)
        if 0 <= traits.last < token:
            last = max(last, (traits.last, state)) if last else (traits.last, state)
    if best is not None:
        return best[1]
    return last[1] if last is not None else focus_state(scene, cast, token)


def other_state(scene: Scene, cast: Cast, d: Description) -> int | None:
    """ "its southern neighbour": the other of the two states that the report is about."""
    if d.state is not None or d.determiner in ("a", "an", "another"):
        return None
    pair = main_states(scene, cast)
    owner = entity_at(scene, d.owner) if d.owner is not None else None
    states = cast.traits[owner].states if owner is not None else set()
    state = next(iter(states)) if len(states) == 1 else focus_state(scene, cast, d.head)
    if len(pair) != 2 or state not in pair:
        return None
    return cast.state(pair[1] if state == pair[0] else pair[0])
