"""Models of `data/stories/*.yaml`: words, weights and stages by which reports become stories."""

from __future__ import annotations

import msgspec


class StoryWords(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """What the words of a sentence tell about its subject.

    Attributes:
        plain: function and news words, blank-separated; they name no subject.
        frame: words of dealings ("talks", "signed"): they tell a stage, no subject.
        aside: openings that announce another matter ("Meanwhile").
        ordinals: words that number rounds, by number.
        families: PLOVER types that may tell one happening, by family.
        directed: types in which actor and recipient cannot change places.
    """

    plain: str
    frame: str
    aside: list[str]
    ordinals: dict[int, list[str]]
    families: dict[str, list[str]]
    directed: list[str]


class PairWeights(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """How much each feature of two tellings speaks for one happening.

    Attributes:
        bias: log odds before any feature is seen.
        weights: log odds a feature adds, times its value; names are those of `stories/pairing.py`.
        join: log odds from which two tellings, or two groups of them on average, are joined.
    """

    bias: float
    weights: dict[str, float]
    join: float
