"""Precision, recall, F1 and agreement of a coding against a gold one."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence

import msgspec

from communique.evaluate.agreement import cohen_kappa, krippendorff_alpha
from communique.evaluate.codings import Coding, locate
from communique.evaluate.matching import Match, match

RESAMPLES = 1000
LEVELS = ("any event in the sentence", "type", "type and actor", "type and recipient", "type, actor, recipient, status")
NONE = "none"


class Score(msgspec.Struct, frozen=True):
    """Counts and what they come to; `interval` is F1's 95 % interval over resampled reports.

    Attributes:
        gold, coded: events in each coding; of a level that compares a field, those of events that have it.
        both: matched events that agree.
    """

    gold: int
    coded: int
    both: int
    interval: tuple[float, float] | None = None

    @property
    def precision(self) -> float | None:
        """Share of the coded events that are right."""
        return self.both / self.coded if self.coded else None

    @property
    def recall(self) -> float | None:
        """Share of the gold events that are found."""
        return self.both / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of both; None where neither coding has an event."""
        return 2 * self.both / (self.gold + self.coded) if self.gold + self.coded else None


class Agreement(msgspec.Struct, frozen=True):
    """Agreement on one field: raw share, Cohen's kappa, Krippendorff's alpha, over so many units."""

    units: int
    raw: float | None
    kappa: float | None
    alpha: float | None


class Evaluation(msgspec.Struct, frozen=True):
    """A comparison.

    Attributes:
        reports: how many were compared.
        only_gold: reports of the gold coding that the other lacks; their events count as missed.
        only_coded: reports of the other that gold lacks; they are left out.
        unlocated: gold sentences that do not stand in the reports; such events may match anywhere in theirs.
        levels: scores by how much must agree, see `LEVELS`.
        types: scores by event type.
        agreement: on type (over all events of either coding, `none` where one has none), status, actor, recipient
            (over events matched by type).
        confusion: how often a gold type was coded as another, or `none`, and the other way.
    """

    reports: int
    only_gold: list[str]
    only_coded: int
    unlocated: int
    levels: dict[str, Score]
    types: dict[str, Score]
    agreement: dict[str, Agreement]
    confusion: list[tuple[str, str, int]]


def evaluate(gold: Coding, coded: Coding) -> Evaluation:
    """Compare two codings, report by report."""
    unlocated = locate(gold, coded.texts) + locate(coded, gold.texts)
    reports = sorted(gold.events)
    matches = [match(gold.events[r], coded.events.get(r, [])) for r in reports]
    every = [m for found in matches for m in found]
    types = sorted({x.type for m in every for x in (m.gold, m.coded) if x is not None})
    pairs = Counter((m.gold.type if m.gold else NONE, m.coded.type if m.coded else NONE) for m in every)
    return Evaluation(
        reports=len(reports),
        only_gold=[r for r in reports if r not in coded.events],
        only_coded=len(set(coded.events) - set(reports)),
        unlocated=unlocated,
        levels={name: _score(matches, test) for name, test in zip(LEVELS, _TESTS, strict=True)},
        types={t: _score(matches, lambda m: m.same_type, t) for t in types},
        agreement=_agreements(every),
        confusion=[(a, b, n) for (a, b), n in sorted(pairs.items(), key=lambda x: (-x[1], x[0])) if a != b],
    )


def _same_side(m: Match, name: str) -> bool:
    """Whether a matched event's side is the same, or not said by one coding."""
    one, other = getattr(m.gold, name, None), getattr(m.coded, name, None)
    return one is None or other is None or one == other


def _same_status(m: Match) -> bool:
    """Whether the state is the same, or not said by one coding."""
    assert m.gold is not None
    assert m.coded is not None
    return m.gold.status is None or m.coded.status is None or m.gold.status == m.coded.status


_TESTS: tuple[Callable[[Match], bool], ...] = (
    lambda m: m.gold is not None and m.coded is not None,
    lambda m: m.same_type,
    lambda m: m.same_type and _same_side(m, "actor"),
    lambda m: m.same_type and _same_side(m, "recipient"),
    lambda m: m.same_type and _same_side(m, "actor") and _same_side(m, "recipient") and _same_status(m),
)


def _score(matches: Sequence[Sequence[Match]], test: Callable[[Match], bool], type_: str | None = None) -> Score:
    """Counts over all reports, with an interval from resampled reports."""
    rows = [_counts(found, test, type_) for found in matches]
    gold, coded, both = (sum(row[i] for row in rows) for i in range(3))
    return Score(gold, coded, both, _interval(rows))


def _counts(found: Sequence[Match], test: Callable[[Match], bool], type_: str | None) -> tuple[int, int, int]:
    """Gold events, coded events and agreeing pairs of one report, of one type where one is given."""
    golds = [m for m in found if m.gold is not None and type_ in (None, m.gold.type)]
    codeds = [m for m in found if m.coded is not None and type_ in (None, m.coded.type)]
    return len(golds), len(codeds), sum(test(m) for m in golds)


def _interval(rows: Sequence[tuple[int, int, int]]) -> tuple[float, float] | None:
    """The middle 95 % of F1 over resampled reports, always drawn alike; None for fewer than ten reports with events."""
    told = [row for row in rows if row[0] + row[1]]
    if len(told) < 10:
        return None
    draw = random.Random(20240101)  # noqa: S311 (not for secrets)
    found = []
    for _ in range(RESAMPLES):
        sample = draw.choices(told, k=len(told))
        found.append(2 * sum(r[2] for r in sample) / sum(r[0] + r[1] for r in sample))
    found.sort()
    return found[int(RESAMPLES * 0.025)], found[int(RESAMPLES * 0.975) - 1]


def _agreements(every: Sequence[Match]) -> dict[str, Agreement]:
    """Agreement by field."""
    types = [(m.gold.type if m.gold else NONE, m.coded.type if m.coded else NONE) for m in every]
    same = [
        (m.gold, m.coded) for m in every if m.gold is not None and m.coded is not None and m.gold.type == m.coded.type
    ]
    found = {"type": _agreement(types)}
    found["status"] = _agreement([(g.status, c.status) for g, c in same if g.status and c.status])
    for name in ("actor", "recipient"):
        sides = [(getattr(g, name), getattr(c, name)) for g, c in same]
        found[name] = _agreement([(_label(a), _label(b)) for a, b in sides if a is not None and b is not None])
    return found


def _label(side: frozenset[str]) -> str:
    """A side as one label."""
    return " ".join(sorted(side)) or NONE


def _agreement(pairs: Sequence[tuple[str, str]]) -> Agreement:
    """All three figures of one field."""
    raw = sum(a == b for a, b in pairs) / len(pairs) if pairs else None
    return Agreement(len(pairs), raw, cohen_kappa(pairs), krippendorff_alpha(pairs))
