"""Groups whose members the text has named: "the two countries", "both sides", "the two leaders"."""

from __future__ import annotations

from communique.actors.cast import Cast
from communique.actors.scene import Description, Scene
from communique.actors.states import is_subject
from communique.segment.reading import Entity, Mention

_STATES = frozenset({"country", "nation", "state", "government", "neighbor", "neighbour", "capital"})
_SIDES = frozenset({"side", "party", "rival", "enemy", "foe", "warring party", "warring faction", "ally"})
_REACH = 12
"""Sentences back in which members are looked for."""


def mention_sides(scene: Scene, cast: Cast, d: Description) -> bool:
    """Add "the two countries" and its like as a group with members; False where `d` is none."""
    parse = scene.parse
    if not d.plural or d.state is not None or d.body is not None:
        return False
    pair = "both" in (d.determiner, *d.words) or parse.lower[d.span[0] - 1 : d.span[0]] == ["both"]
    number = 2 if pair else d.size
    if (d.noun not in _STATES | _SIDES and d.row.role is None) or number is None or number > 8:
        return False
    definite = pair or d.determiner in ("the", "these", "those", "all") or "warring" in d.noun
    if not definite or d.approximate:
        return False
    members = _members(scene, cast, d, number)
    text = scene.text(d.span[0], d.phrase[1])
    if len(members) != number:
        scene.note("unknown-members", f"members of {text!r} are not plain", d.span)
        members = []
    country = sorted({c for m in members for c in scene.entities[m].country})
    sector = list(dict.fromkeys(c for m in members for c in scene.entities[m].sector)) or list(d.row.sector)
    key = ("sides", tuple(members)) if members else ("sides", d.head)
    entity = Entity(text, "group", country, sector, plural=True, members=members, size=number)
    group = cast.group(key, entity)
    scene.add(Mention((d.span[0], d.phrase[1]), d.head, "nominal", group, d.span, "members"))
    cast.touch(group, d.head, is_subject(scene, d.head))
    return True


def _members(scene: Scene, cast: Cast, d: Description, number: int) -> list[int]:
    """The last `number` different actors of the right kind mentioned before."""
    people = d.row.role is not None
    found: list[int] = []
    sentence = scene.parse.sent[d.head]
    for mention in sorted(scene.reading.mentions, key=lambda m: -m.head):
        if mention.entity is None or mention.head >= d.head or mention.entity in found:
            continue
        if sentence - scene.parse.sent[mention.head] > _REACH:
            break
        entity = scene.entities[mention.entity]
        if mention.rule == "place" and not found and sentence == scene.parse.sent[mention.head]:
            continue
        if (
            (people and entity.kind == "person" and _leads(cast, mention.entity, d))
            or (not people and d.noun in _STATES and entity.kind == "country")
            or (not people and d.noun in _SIDES and entity.kind in ("country", "organisation") and not entity.is_outlet)
        ):
            found.append(mention.entity)
        if len(found) == number:
            break
    return found[::-1]


def _leads(cast: Cast, number: int, d: Description) -> bool:
    traits = cast.traits[number]
    if d.noun == "leader":
        return bool(traits.roles & {"head_of_state", "head_of_government", "leader", "rebel", "opposition", "party"})
    last = d.noun.split()[-1]
    return d.row.role in traits.roles or any(n.split()[-1] == last for n in traits.nouns)
