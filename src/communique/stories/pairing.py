"""Two tellings compared: features, the weight of each, and what rules one happening out.

The log odds are a plain sum, so that every merge can say what spoke for it and against.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import sqrt

from communique.codebook.schema.stories import PairWeights
from communique.stories.telling import Telling
from communique.stories.words import Vocabulary

FEATURES = (
    "same_type",
    "other_mode",
    "same_mode",
    "parties",
    "names",
    "strangers",
    "context",
    "other_parties",
    "same_day",
    "next_day",
    "within",
    "undated",
    "running",
    "late",
    "same_place",
    "other_place",
    "topic",
    "no_topic",
    "focus",
    "other_focus",
    "trigger",
    "other_trigger",
    "wording",
    "number",
    "one_report",
    "other_round",
    "other_status",
    "reversed",
)
"""Names of the features, in the order in which explanations show them."""

_ALIKE = 0.55
"""Share of words in common from which two sentences are one wording."""
_SPREAD = {"day": 1.0, "week": 0.9, "month": 0.7, "year": 0.35}
"""How much a date that holds the other tells, by its granularity."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What two tellings look like side by side.

    Attributes:
        odds: log odds that they tell one happening.
        features: each feature that spoke, with its value; its weight is the model's.
        apart: what rules one happening out, None where nothing does.
    """

    odds: float
    features: dict[str, float]
    apart: str | None = None


class PairModel:
    """Compares tellings by weights that are data."""

    def __init__(self, weights: PairWeights, vocabulary: Vocabulary) -> None:
        """Take over the weights; a feature without one counts nothing."""
        self.weights, self.vocabulary = weights, vocabulary

    def compare(self, a: Telling, b: Telling) -> Verdict:
        """Features and log odds of two tellings; the order of the two does not matter."""
        apart = self.apart(a, b)
        if apart is not None:
            return Verdict(float("-inf"), {}, apart)
        features = self.features(a, b)
        weights = self.weights.weights
        odds = self.weights.bias + sum(weights.get(name, 0.0) * value for name, value in features.items())
        return Verdict(round(odds, 6), features)

    def apart(self, a: Telling, b: Telling) -> str | None:
        """What makes one happening impossible."""
        if a.family != b.family:
            return "other kind of act"
        if (a.status == "negated") != (b.status == "negated"):
            return "denied in one"
        gap = a.days.gap(b.days)
        if a.dated and b.dated and gap > 1:
            return "other days"
        if gap > 45:
            return "other times"
        if _wording(a, b):
            return None
        if a.codes and b.codes and not a.codes & b.codes and not _bridged(a, b):
            return "other parties"
        if a.type == b.type and a.type in self.vocabulary.directed and a.family != "force" and _crossed(a, b):
            return "the other way round"
        return None

    def features(self, a: Telling, b: Telling) -> dict[str, float]:
        """Features that are not nought, by name."""
        found: dict[str, float] = {}
        self._acts(a, b, found)
        self._sides(a, b, found)
        _times(a, b, found)
        _words(a, b, found)
        return {name: round(found[name], 4) for name in FEATURES if found.get(name)}

    def _acts(self, a: Telling, b: Telling, found: dict[str, float]) -> None:
        """Type, modes, status, rounds."""
        found["same_type"] = float(a.type == b.type)
        if a.modes and b.modes:
            found["same_mode" if a.modes & b.modes else "other_mode"] = 1.0
        if a.status != b.status and {a.status, b.status} & {"hypothetical", "future"}:
            found["other_status"] = 1.0
        if a.round is not None and b.round is not None and a.round != b.round:
            found["other_round"] = 1.0
        if a.key[0] == b.key[0]:
            found["one_report"] = 1.0

    def _sides(self, a: Telling, b: Telling, found: dict[str, float]) -> None:
        """Who takes part: countries, names, direction."""
        left, right = a.codes, b.codes
        if not (a.type in self.vocabulary.directed and b.type in self.vocabulary.directed):
            left, right = (left | a.named, right | b.named) if left and right else (left, right)
        if left and right:
            found["parties"] = len(left & right) / sqrt(len(left) * len(right))
        if a.codes and b.codes and not a.codes & b.codes:
            found["other_parties"] = 1.0
        if a.names and b.names:
            shared = len(_bag(a.names) & _bag(b.names)) / min(len(a.names), len(b.names))
            found["names"] = shared
            if not shared and not a.codes & b.codes:
                found["strangers"] = 1.0
        elif not (a.codes and b.codes):
            found["strangers"] = 0.5
        if not a.codes & b.codes and (a.around & b.around or (a.codes | a.around) & (b.codes | b.around)):
            found["context"] = 1.0
        if a.type == b.type and a.type in self.vocabulary.directed and _crossed(a, b):
            found["reversed"] = 1.0


def _wording(a: Telling, b: Telling) -> float:
    """Share of words that two sentences of different reports of one week have in common; 0 where they are no copies.

    One sentence printed by two papers tells one happening, even where its actors were read differently.
    """
    if a.key[0] == b.key[0] or abs(a.told - b.told) > 7:
        return 0.0
    both = len(_bag(a.wording) & _bag(b.wording))
    union = len(a.wording) + len(b.wording) - both
    alike = both / union if union >= 5 else 0.0
    return alike if alike >= _ALIKE else 0.0


@lru_cache(maxsize=8192)
def _bag(words: tuple[str, ...]) -> frozenset[str]:
    """Packed words as a set, for comparing."""
    return frozenset(words)


def _bridged(a: Telling, b: Telling) -> bool:
    """Whether each names the other's participants in its sentence or report, so that each may have half of them."""
    return a.codes <= (b.named | b.around) and b.codes <= (a.named | a.around)


def _crossed(a: Telling, b: Telling) -> bool:
    """Whether the actor of one is the recipient of the other and not beside it."""
    if not a.actor or not b.actor or a.actor & b.actor:
        return False
    return bool(a.actor & b.recipient or b.actor & a.recipient)


def _times(a: Telling, b: Telling, found: dict[str, float]) -> None:
    """How well the two dates agree."""
    gap = a.days.gap(b.days)
    if not (a.dated and b.dated):
        apart = abs(a.told - b.told) if not (a.dated or b.dated) else gap
        found["undated"] = max(0.0, 1.0 - apart / 7)
        if a.running != b.running and (a.dated or b.dated):
            one, other = (a, b) if a.running else (b, a)
            found["running"] = float(other.days.exact and other.days.first <= one.days.first <= other.days.last)
        found["late"] = min(1.0, max(0, apart - 3) / 14)
        return
    if a.days.exact and b.days.exact:
        found["same_day" if gap == 0 else "next_day"] = 1.0
        return
    wider = a.days if a.days.last - a.days.first >= b.days.last - b.days.first else b.days
    found["within"] = _SPREAD[wider.granularity] if gap == 0 else 0.2


def _words(a: Telling, b: Telling, found: dict[str, float]) -> None:
    """Place, subject, wording, numbers."""
    if a.place and b.place:
        same = a.place == b.place or a.place in b.place or b.place in a.place
        countries = a.place_country and a.place_country == b.place_country
        found["same_place" if same else "other_place"] = 1.0 if same or not countries else 0.7
    shared = _bag(a.topic) & _bag(b.topic)
    if shared:
        found["topic"] = min(1.0, len(shared) / max(3.0, 0.6 * min(len(a.topic), len(b.topic))))
    elif a.topic and b.topic:
        found["no_topic"] = min(1.0, min(len(a.topic), len(b.topic)) / 4)
    if a.focus and b.focus:
        both = len(_bag(a.focus) & _bag(b.focus))
        found["focus"] = min(1.0, both / max(2.0, 0.6 * min(len(a.focus), len(b.focus))))
        if not both:
            found["other_focus"] = min(1.0, min(len(a.focus), len(b.focus)) / 4)
    found["trigger" if _bag(a.trigger) & _bag(b.trigger) else "other_trigger"] = 1.0
    alike = _wording(a, b)
    if alike:
        found["wording"] = alike
    if a.numbers and b.numbers and set(a.numbers) & set(b.numbers):
        found["number"] = 1.0
