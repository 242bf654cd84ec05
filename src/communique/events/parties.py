"""From words to actors: which entity a token, or the noun phrase it heads, names."""

from __future__ import annotations

from communique.codebook.event_words import event_words
from communique.segment.parse import Parse
from communique.segment.reading import Entity, Reading

_THROUGH = ("poss", "compound", "amod", "nmod")
"""Dependants that tell whose a thing is: "the Iranian decision", "Iran's plan"."""


class Parties:
    """Looks up the actors of one report by token."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.parse: Parse = reading.parse
        self.places = {t for p in reading.places for t in range(*p.tokens)}

    def index(self, i: int) -> int | None:
        """Index of the entity that the mention headed by token `i` names."""
        at = self.reading.mention_at.get(i)
        return None if at is None else self.reading.mentions[at].entity

    def entity(self, i: int) -> Entity | None:
        """The entity that the mention headed by token `i` names."""
        index = self.index(i)
        return None if index is None else self.reading.entities[index]

    def is_place(self, i: int) -> bool:
        """Whether the token is part of a place name."""
        return i in self.places

    def only_place(self, i: int) -> bool:
        """Whether the token's mention says only where something is."""
        at = self.reading.mention_at.get(i)
        return at is not None and self.reading.mentions[at].rule == "place"

    def named_by(self, head: int, deep: bool = True) -> list[tuple[int, tuple[int, int]]]:
        """Entities named by the noun phrase headed by `head`, coordinated ones included.

        With `deep`, a thing stands for whose it is: "the Iranian decision" for Iran, "ships from
        Kiribati" for Kiribati. Each entity comes with the tokens of its mention.
        """
        found: list[tuple[int, tuple[int, int]]] = []
        for i in self.parse.conjuncts(head):
            for item in self._one(i, deep):
                if item[0] not in [f[0] for f in found]:
                    found.append(item)
        return found

    def _one(self, i: int, deep: bool) -> list[tuple[int, tuple[int, int]]]:
        """Entities named by one noun without its coordinated ones."""
        at = self.reading.mention_at.get(i)
        if at is not None:
            mention = self.reading.mentions[at]
            if mention.entity is not None:
                return [(mention.entity, mention.tokens)]
            return []
        if not deep:
            return []
        for c in self.parse.kids(i, *_THROUGH):
            found = self.named_by(c, deep=self.parse.dep[c] == "poss")
            if found:
                return found
        for p in self.parse.kids(i, "prep"):
            if self.parse.lower[p] in ("of", "from", "by"):
                for c in self.parse.kids(p, "pobj"):
                    found = self.named_by(c)
                    if found:
                        return found
        for clause in self.parse.kids(i, "acl"):
            if self.parse.lemma[clause] not in event_words().done_by:
                continue
            for p in self.parse.kids(clause, "agent"):
                for c in self.parse.kids(p, "pobj"):
                    found = self.named_by(c)
                    if found:
                        return found
        for c in self.parse.kids(i, "appos"):
            found = self._one(c, deep=False)
            if found:
                return found
        return []
