"""Groups whose members the text has named: "the two countries", "both sides", "the two leaders"."""

from __future__ import annotations

from communique.actors.cast import Cast
from communique.actors.scene import Description, Scene
from communique.actors.states import is_subject
from communique.segment.reading import Entity, Mention

_EITHER = frozenset({"either", "neither", "each"})
_REACH = 15
"""Sentences back in which members are looked for."""
_CLOSE = 0.8
"""Share of a member's prominence from which on one more actor makes the members doubtful."""


def mention_sides(scene: Scene, cast: Cast, d: Description) -> bool:
    """Add "the two countries" and its like as a group with members; False where `d` is none."""
    number = _count(scene, d)
    if number is None:
        return False
    members = _members(scene, cast, d, number)
    first = d.span[0] - 1 if scene.parse.lower[d.span[0] - 1 : d.span[0]] == ["both"] else d.span[0]
    text = scene.text(first, d.phrase[1])
    if len(members) != number:
        scene.note("unknown-members", f"members of {text!r} are not plain", d.span)
        members = []
    group = side_group(scene, cast, members, text, d) if members else _unknown_sides(scene, cast, d, text, number)
    scene.add(Mention((first, d.phrase[1]), d.head, "nominal", group, d.span, "members"))
    cast.touch(group, d.head, is_subject(scene, d.head))
    return True


def _count(scene: Scene, d: Description) -> int | None:
    """How many members a phrase means; None where it is no phrase of this kind."""
    if d.state is not None or d.body is not None or not (_of_sides(d) or d.row.role is not None):
        return None
    before = scene.parse.lower[d.span[0] - 1] if d.span[0] else ""
    if not d.plural:
        return 2 if _of_sides(d) and {d.determiner, before, *d.words} & _EITHER else None
    if "both" in (d.determiner, before, *d.words):
        return 2
    if d.size is None or d.size > 8 or d.approximate:
        return None
    return d.size if d.determiner in ("the", "these", "those", "all") or "warring" in d.noun else None


def _of_sides(d: Description) -> bool:
    """Whether a noun means states or parties to something: countries, governments, sides, delegations."""
    return d.row.kind in ("state", "side", "collective") or d.row.body == "executive"


def _unknown_sides(scene: Scene, cast: Cast, d: Description, text: str, number: int) -> int:
    entity = Entity(text, "group", [], list(d.row.sector), plural=True, size=number)
    return cast.group(("sides", d.head), entity)


def side_group(scene: Scene, cast: Cast, members: list[int], text: str, d: Description | None = None) -> int:
    """The group of several actors of the report."""
    country = list(dict.fromkeys(c for m in members for c in scene.entities[m].country))
    sector = list(dict.fromkeys(c for m in members for c in scene.entities[m].sector))
    sector = sector or (list(d.row.sector) if d is not None else [])
    entity = Entity(text, "group", country, sector, plural=True, members=members, size=len(members))
    return cast.group(("sides", tuple(sorted(members))), entity)


def _members(scene: Scene, cast: Cast, d: Description, number: int) -> list[int]:
    """The `number` most prominent actors of the right kind before the phrase, in order of mention.

    Prominence is the number of mentions, the near ones counting more. None where one more actor
    is nearly as prominent.
    """
    weights: dict[int, float] = {}
    first: dict[int, int] = {}
    sentence = scene.parse.sent[d.head]
    for mention in scene.reading.mentions:
        distance = sentence - scene.parse.sent[mention.head]
        if mention.entity is None or mention.head >= d.head or distance > _REACH:
            continue
        member = _as_member(scene, cast, d, mention)
        if member is None:
            continue
        weight = 1 / (1 + distance / 3)
        weight *= 0.4 if mention.rule == "adjective" else 0.0 if mention.rule == "place" else 1.0
        weights[member] = weights.get(member, 0.0) + weight
        first.setdefault(member, mention.head)
    ranked = sorted((m for m in weights if weights[m] > 0), key=lambda m: -weights[m])
    if len(ranked) < number or (
        len(ranked) > number and weights[ranked[number]] > _CLOSE * weights[ranked[number - 1]]
    ):
        return []
    return sorted(ranked[:number], key=lambda m: first[m])


def _as_member(scene: Scene, cast: Cast, d: Description, mention: Mention) -> int | None:
    """The entity that a mention counts for: a president counts for the country."""
    number = mention.entity
    if number is None:
        return None
    entity = scene.entities[number]
    if d.row.role is not None and not _of_sides(d):
        return number if entity.kind == "person" and _leads(cast, number, d) else None
    if entity.is_outlet or entity.members:
        return None
    party = entity.kind == "organisation" and (entity.known is not None or "REB" in entity.sector)
    if entity.kind == "country" or (d.row.kind in ("side", "collective") and party and "IGO" not in entity.country):
        return number
    states = cast.traits[number].states
    if len(states) == 1 and set(entity.sector) & {"GOV", "MIL", "COP"}:
        return cast.state(next(iter(states)))
    return None


def _leads(cast: Cast, number: int, d: Description) -> bool:
    traits = cast.traits[number]
    if d.noun == "leader":
        return bool(traits.roles & {"head_of_state", "head_of_government", "leader", "rebel", "opposition", "party"})
    last = d.noun.split()[-1]
    return d.row.role in traits.roles or any(n.split()[-1] == last for n in traits.nouns)
