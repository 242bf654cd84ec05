"""Relative pronouns: "rebels who attacked" leads to the rebels."""

from __future__ import annotations

from communique.actors.scene import Scene
from communique.segment.reading import Mention

_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})


def link_relatives(scene: Scene) -> None:
    """Let relative pronouns lead to the entity of their antecedent."""
    parse, at = scene.parse, scene.reading.mention_at
    for i in range(len(parse)):
        if parse.lower[i] not in _RELATIVE or i in at or parse.tag[i] not in ("WP", "WDT", "WP$"):
            continue
        verb = next((a for a in parse.ancestors(i) if parse.dep[a] == "relcl"), None)
        if verb is None:
            continue
        mention = at.get(parse.head[verb])
        if mention is None:
            continue
        entity = scene.reading.mentions[mention].entity
        if entity is not None:
            scene.add(Mention((i, i + 1), i, "pronoun", entity, (i, i + 1), "relative", 0.9))
