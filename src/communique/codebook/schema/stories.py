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


class StageSign(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """A stage and the patterns of words that tell it.

    Attributes:
        stage: a word of the contract's stages.
        say: patterns; see the head of the file for their signs.
        kind: the thread kind they speak for; without it the noun in the pattern says so.
        claim: the verb is one of saying ("proclaimed the deal complete"): who is its subject claims the stage.
    """

    stage: str
    say: list[str]
    kind: str | None = None
    claim: bool = False


class StageWords(msgspec.Struct, forbid_unknown_fields=True, frozen=True):
    """How texts tell where a thread stands, and the order of stages.

    Attributes:
        nouns: classes of nouns that patterns name, singular.
        kinds: the thread kind that a noun class speaks for.
        forms: all forms of verbs that are not regular.
        signs: stages and their patterns.
        performed: stages that a side reaches by saying so ("we propose talks").
        denials: patterns by which a side denies that a stage was reached.
        hopes: words by which a stage is only wished for, foretold or demanded.
        modals: words before a verb that put it in doubt or ahead.
        negations: words that deny the verb after them.
        background: words that mark what lies before the news of the report.
        both: speakers who speak for both sides.
        mediation: patterns that name a mediator.
        conditions, open_points: phrases that tell on what a deal hangs and what is not settled.
        order: stages of each kind, early ones first.
    """

    nouns: dict[str, list[str]]
    kinds: dict[str, str]
    forms: dict[str, list[str]]
    signs: list[StageSign]
    performed: list[str]
    denials: list[str]
    hopes: list[str]
    modals: list[str]
    negations: list[str]
    background: list[str]
    both: list[str]
    mediation: list[str]
    conditions: list[str]
    open_points: list[str]
    order: dict[str, list[str]]
