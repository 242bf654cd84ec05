"""Countries of those whom no word gives one: from their fellows and from the report.

"the FBI and federal prosecutors" act for one country; "President Museveni" beside "Ugandan
opposition candidates" is Uganda's.
"""

from __future__ import annotations

from communique.actors.cast import Cast
from communique.actors.focus import focus_state
from communique.actors.scene import ASIDE, Scene

_OFFICES = frozenset(
    {
        "head_of_state",
        "head_of_government",
        "deputy_head",
        "foreign",
        "defence",
        "finance",
        "interior",
        "minister",
        "central_bank",
        "legislature",
        "regional",
        "military",
        "police",
        "judiciary",
        "opposition",
    }
)
_SHARING = frozenset({"GOV", "JUD", "COP", "MIL", "LEG", "SPY", "OPP", "PTY"})


def settle_homes(scene: Scene, cast: Cast) -> None:
    """Give a country to persons in office and to coordinated organs that have none yet."""
    for mention in scene.reading.mentions:
        if mention.entity is None or mention.rule in ASIDE:
            continue
        entity, traits = scene.entities[mention.entity], cast.traits[mention.entity]
        if entity.country:
            continue
        if entity.kind == "person" and traits.roles & _OFFICES and mention.kind in ("name", "title"):
            state = focus_state(scene, cast, mention.head, entity.sector)
            if state is not None and not _anothers(scene, cast, mention.entity, state, mention.head):
                entity.country = [scene.book.states[state].country]
                traits.states.add(state)
        elif entity.sector and entity.sector[0] in _SHARING:
            entity.country = fellow_country(scene, mention.head)


def _anothers(scene: Scene, cast: Cast, number: int, state: int, token: int) -> bool:
    """Whether the sentence names the state only as that of another person: "South African leader X"."""
    sentence = scene.parse.sent[token]
    return any(
        entity.kind == "person" and state in cast.traits[n].states and n != number
        for n, entity in enumerate(scene.entities)
        if any(scene.parse.sent[t] == sentence for t in cast.full_names.get(n, ()))
    )


def fellow_country(scene: Scene, head: int) -> list[str]:
    """Country of the actor with which a word is coordinated."""
    parse = scene.parse
    near = [parse.head[head]] if parse.dep[head] == "conj" else []
    near += parse.kids(head, "conj")
    for token in near:
        at = scene.reading.mention_at.get(token)
        number = scene.reading.mentions[at].entity if at is not None else None
        if number is not None and len(scene.entities[number].country) == 1:
            return list(scene.entities[number].country)
    return []
