"""Actors without a name: "a senior Ugandan official", "at least 40 African ministers"."""

from __future__ import annotations

from communique.actors.cast import Cast
from communique.actors.definite import entity_at
from communique.actors.focus import focus_state
from communique.actors.homes import fellow_country
from communique.actors.offices import office_name, profile
from communique.actors.scene import Description, Scene
from communique.records.record import ActorKind
from communique.segment.reading import Entity

INDEFINITE = frozenset({"a", "an", "another", "some", "any", "no", "every", "each"})


def nameless(scene: Scene, cast: Cast, d: Description) -> int:
    """The entity of a nameless actor: one for the same noun, country and body in the whole report.

    A number or an indefinite article makes a new one: "two doctors" are not the doctors before.
    """
    country, sector, state = _home(scene, cast, d)
    plural = d.plural or d.row.kind in ("people", "collective", "organ", "side")
    kind: ActorKind = "group" if plural else "person"
    if d.row.kind == "collective" and not d.plural:
        kind = "organisation"
    entity = Entity(
        label(scene, d),
        kind,
        country,
        sector,
        plural=plural,
        size=d.size,
        gender=d.row.gender,
        role=d.row.role,
        confidence=0.8,
        office=office_name(scene, d) if d.state is not None and not plural and not d.former else None,
    )
    key = (d.noun, state, d.body, d.of and scene.parse.lower[d.of], plural)
    new = d.size is not None or d.determiner in INDEFINITE
    number = cast.group((*key, d.head) if new else key, entity)
    if not (d.size is not None and d.row.kind == "organ"):  # "the army" is not "two armies"
        cast.groups[key] = number
    traits = cast.traits[number]
    traits.former = d.former
    if state is not None:
        traits.states.add(state)
    if d.row.role:
        traits.roles.add(d.row.role)
    return number


def _home(scene: Scene, cast: Cast, d: Description) -> tuple[list[str], list[str], int | None]:
    """Country codes and sectors of a nameless actor, and the state that gave them.

    From its own words, its owner, its fellows, those of its kind named before, the state spoken of.
    """
    country, sector = profile(scene, cast, d)
    owner = entity_at(scene, d.owner) if d.owner is not None and not country else None
    if owner is not None:
        country = list(scene.entities[owner].country)
        if d.row.kind == "agent" and not sector:
            sector = list(scene.entities[owner].sector)
    if not country and d.row.kind != "state":
        country = fellow_country(scene, d.head)
    if not country and d.row.local and sector:
        country = _kin_country(scene, cast, d, sector[0])
    state = d.state
    if not country and (d.row.local or (d.of is not None and d.row.kind == "agent" and sector)):
        state = focus_state(scene, cast, d.head, sector)
        country = [scene.book.states[state].country] if state is not None else []
    return country, sector, state


def _kin_country(scene: Scene, cast: Cast, d: Description, sector: str) -> list[str]:
    """Country of those of the same sector named just before: "Liberian rebels", then "a commander"."""
    sentence = scene.parse.sent[d.head]
    for number in range(len(scene.entities) - 1, -1, -1):
        entity, traits = scene.entities[number], cast.traits[number]
        if entity.kind == "group" and entity.sector[:1] == [sector] and len(entity.country) == 1:
            if 0 <= traits.last < d.head and sentence - traits.sentence <= 1:
                return list(entity.country)
    return []


def label(scene: Scene, d: Description) -> str:
    """The name of a nameless actor: its words without article, number and possessive."""
    first = d.span[0]
    parse = scene.parse
    while first < d.phrase[0] and (
        (parse.pos[first] in ("DET", "NUM") and parse.word[first + 1] != "-")
        or parse.tag[first] in ("PRP$", "POS")
        or (
            d.size is not None
            and parse.pos[first] in ("ADP", "ADV", "ADJ")
            and not parse.word[first][0].isupper()
            and first < d.phrase[0] - 1
        )
    ):
        first += 1
    return " ".join(scene.text(first, max(d.span[1], d.phrase[1])).split())
