"""A trigger on its way from a word to an event."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from communique.codebook.schema.triggers import Sense
from communique.events.fold import Folded
from communique.events.roles import Sides
from communique.events.scope import Scope
from communique.segment.reading import Range, Reading

UNCODED = frozenset({"credit", "link", "dateline"})
"""Parts of a report in which no event is told."""


def coded_tokens(reading: Reading) -> Iterator[int]:
    """Tokens of the parts in which events are told, in text order."""
    for part in reading.parts:
        if part.kind not in UNCODED:
            yield from range(*part.tokens)


@dataclass(slots=True)
class Found:
    """A trigger with its sense, scope and sides before it becomes a draft.

    `learned` is what the trigger head thinks of it: the probability of the type it has. `near`: its sense only
    nearly fits.
    """

    token: int
    words: Range
    sense: Sense
    scope: Scope
    folded: Folded
    sides: Sides
    learned: float | None = None
    near: bool = False
