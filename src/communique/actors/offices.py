"""What a title or description says of a person: country, sector, office."""

from __future__ import annotations

from communique.actors.bodies import body_name_entity
from communique.actors.cast import Cast
from communique.actors.scene import Description, Scene
from communique.actors.states import other_state

_GOVERNING = frozenset({"GOV", "MIL", "LEG", "JUD", "SPY", "COP"})


def describe_person(scene: Scene, cast: Cast, number: int, d: Description) -> None:
    """Add to the person what the description tells, without unsaying what the book knows."""
    entity, traits = scene.entities[number], cast.traits[number]
    traits.nouns.add(d.noun)
    if d.row.role:
        traits.roles.add(d.row.role)
    country, sector = profile(scene, cast, d)
    if d.state is not None and d.row.role != "envoy":
        traits.states.add(d.state)
    if entity.known is not None and not d.former:
        _hold_later_office(scene, cast, number, d)
    known = entity.known is not None and entity.office is not None
    if entity.known is not None and not known and d.body is not None and not d.former and country:
        entity.country, entity.sector = list(country), list(sector)  # the text knows an office that the book lacks
    entity.country = entity.country or country
    if d.row.gender:
        entity.gender = entity.gender or d.row.gender
    if known:
        if sector[:1] == ["OPP"] and "OPP" not in entity.sector and not d.former:
            entity.sector.append("OPP")
        return
    if d.former:
        traits.former = True
        if sector and sector[0] in _GOVERNING:
            sector = ["ELI"]
    else:
        entity.role = entity.role or d.row.role
        entity.office = entity.office or office_name(scene, d)
    for code in sector:
        if code not in entity.sector:
            entity.sector.append(code)


def _hold_later_office(scene: Scene, cast: Cast, number: int, d: Description) -> None:
    """A title that the person got only after the report's date: the date is wrong, not the text."""
    entity = scene.entities[number]
    row = int((entity.known or "person:0").partition(":")[2])
    office = scene.book.later_office(row, scene.on, d.noun)
    held = {title for o in scene.book.offices_of(row, scene.on) for title in o.titles}
    if office is not None and d.noun not in held:
        entity.office, entity.role, entity.sector = office.office, office.role, list(office.sector)
        cast.traits[number].former = False


_KIN = frozenset({"father", "sister", "brother", "mother", "son", "daughter"})
MOST_PRINCIPALS = 5
"""Links followed in "an aide to the envoy of the president of ..."; a parse may even run in a ring."""


def profile(scene: Scene, cast: Cast, d: Description, depth: int = 0) -> tuple[list[str], list[str]]:
    """Country codes and sectors that a description tells of its actor.

    "a spokesman for the rebels" takes the rebels' sector; "Hamas leader" that of Hamas.
    """
    book = scene.book
    country: list[str] = []
    sector = list(d.row.sector)
    if d.noun in _KIN and (d.owner is not None or d.of is not None):
        sector = ["CVL"]  # "her father" is no priest
    if d.body is not None:
        body = book.bodies[d.body]
        country = list(body.country)
        if d.row.kind == "agent" or not sector or sector[0] == "GOV":
            sector = list(body.sector) or sector
    if d.state is not None and not country:
        state = book.states[d.state]
        country = [state.country, *(book.states[row].country for row in d.fellows)]
        if state.sector:
            sector = sector + [s for s in state.sector if s not in sector]
        if d.row.kind == "agent" and not sector and d.of is None:
            sector = ["GOV"]
    if d.of is not None:
        inner = _principal(scene, cast, d.of, depth + 1)
        country = country or inner[0]
        if d.row.kind == "agent" or not sector:
            sector = inner[1] or sector
    if not country:
        country = _ethnic(scene, d)
    modifier = _modifier_sector(scene, d)
    if modifier and (d.row.kind == "agent" or d.row.role in (None, "official", "leader", "military", "party")):
        sector = modifier
    return country, sector


def _ethnic(scene: Scene, d: Description) -> list[str]:
    """Country of "ethnic Albanian guerrillas": the other state that the sentence names."""
    for token in range(d.span[0], d.phrase[0]):
        spot = scene.spot_at.get(token)
        if spot is not None and token and scene.parse.lower[token - 1] == "ethnic":
            row = other_state(scene, scene.parse.sent[d.head], spot.entries[0].row)
            return [scene.book.states[row].country] if row is not None else []
    return []


def _principal(scene: Scene, cast: Cast, token: int, depth: int) -> tuple[list[str], list[str]]:
    """Country and sectors of the actor in whose name another acts."""
    inner = scene.described.get(token)
    if inner is not None and depth < MOST_PRINCIPALS:
        return profile(scene, cast, inner, depth)
    name = scene.body_name_at.get(token)
    if name is not None:
        entity = scene.entities[body_name_entity(scene, cast, name)]
        return list(entity.country), list(entity.sector)
    mention = scene.reading.mention_at.get(token)
    if mention is not None:
        number = scene.reading.mentions[mention].entity
        if number is not None:
            return list(scene.entities[number].country), list(scene.entities[number].sector)
    return [], []


def _modifier_sector(scene: Scene, d: Description) -> list[str]:
    """Sector of a noun before the chief noun: "rebel spokesman", "police official"."""
    for token in range(d.phrase[0] - 1, d.span[0] - 1, -1):
        inner = scene.described.get(token)
        if inner is not None and inner is not d and inner.outer is not None and inner.row.sector:
            return list(inner.row.sector)
    return []


def office_name(scene: Scene, d: Description) -> str | None:
    """The office a title names, for somebody the book does not know: "Defence Minister of Estonia"."""
    if not d.row.title or d.row.role in (None, "leader", "official"):
        return None
    title = (
        d.noun[0].upper() + d.noun[1:]
        if " " not in d.noun
        else " ".join(w if w in ("of", "the", "for") else w[0].upper() + w[1:] for w in d.noun.split())
    )
    if d.body is not None:
        return f"{title} of {scene.book.bodies[d.body].name}"
    if d.state is not None:
        return f"{title} of {scene.book.states[d.state].name}"
    return title
