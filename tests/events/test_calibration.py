"""Confidence is the chance that an event is right."""

from __future__ import annotations

import pytest

from communique.codebook.odds_book import event_odds
from communique.events.calibration import LEAST, MOST, bins, chance, signs
from communique.segment.reading import EventDraft


def draft(confidence: float, actor: list[int], recipient: list[int], status: str = "actual") -> EventDraft:
    return EventDraft(
        "ASSAULT",
        (0, 1),
        0,
        0,
        "",
        actor=actor,
        recipient=recipient,
        status=status,
        confidence=confidence,  # type: ignore[arg-type]
    )


CASES = [
    # a surer trigger is no less sure at the end
    (draft(0.9, [0], [1]), draft(0.4, [0], [1])),
    # an event that happened is surer than one that is only supposed
    (draft(0.7, [0], [1]), draft(0.7, [0], [1], "hypothetical")),
]


@pytest.mark.parametrize(("more", "less"), CASES)
def test_order(more: EventDraft, less: EventDraft) -> None:
    odds = event_odds().confidence
    assert chance(signs(more), odds) > chance(signs(less), odds)


def test_never_surely_right_or_wrong() -> None:
    assert chance({"always": 1.0}, {"always": 90.0}) == MOST
    assert chance({"always": 1.0}, {"always": -90.0}) == LEAST


def test_signs_without_odds_count_nothing() -> None:
    assert chance({"always": 1.0, "a new sign": 1.0}, {"always": 0.0}) == 0.5


def test_bins() -> None:
    table = bins([(0.1, False), (0.1, True), (0.95, True), (1.0, True)])
    assert [(low, high, count, right) for low, high, count, _, right in table] == [
        (0.0, 0.2, 2, 0.5),
        (0.8, 1.0, 2, 1.0),
    ]
