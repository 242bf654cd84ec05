"""What an event's confidence means: the share of such events that are right.

The first estimate of `detect` says how sure a trigger is. Here it becomes the chance that a careful
reader would code the event with this type, these sides and this status, by log odds fitted on our own
reports that no rule was built on (`scripts/calibrate.py`; `odds/events.yaml`). The reliability table
stands in `docs/quality.md`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import exp, log

from communique.codebook.odds_book import event_odds
from communique.segment.reading import EventDraft, Reading

UNLIKELY = 0.07
"""Chance below which an event is left out."""
LEAST, MOST = 0.02, 0.98
"""No event is held for surely wrong or surely right."""


def calibrate(reading: Reading) -> None:
    """Turn every event's estimate into a chance of being right."""
    odds = event_odds().confidence
    if not odds:
        return
    for event in reading.events:
        event.confidence = round(chance(signs(event), odds), 3)


def drop_unlikely(reading: Reading) -> None:
    """Leave out what is told as done and what the head and the signs together hold for most likely wrong.

    Events that the trigger head did not weigh, such as those of users' own words, always stay. On reports that
    nothing was built on six in seven of the events below `UNLIKELY` are wrong.
    """
    odds = event_odds().confidence
    if odds:
        reading.events[:] = [e for e in reading.events if not _unlikely(e, odds)]


def _unlikely(event: EventDraft, odds: Mapping[str, float]) -> bool:
    """Whether an event told as done, with no operator over it, is most likely none."""
    learned = event.why.get("learned")
    if event.status != "actual" or not isinstance(learned, float) or "operators" in event.why or "demand" in event.why:
        return False
    return learned < UNLIKELY or chance(signs(event), odds) < UNLIKELY


def signs(event: EventDraft) -> dict[str, float]:
    """What is known of the event, by name and value."""
    estimate = min(max(event.confidence, 0.05), 0.95)
    found = {"always": 1.0, "estimate": log(estimate / (1 - estimate)), event.type: 1.0, event.status: 1.0}
    found["no actor" if not event.actor else "one actor" if len(event.actor) == 1 else "actors"] = 1.0
    found["no recipient" if not event.recipient else "one recipient" if len(event.recipient) == 1 else "recipients"] = (
        1.0
    )
    if event.statement is not None:
        found["in a statement"] = 1.0
    if event.mode:
        found["mode"] = 1.0
    found |= _origins(event)
    return found


def _origins(event: EventDraft) -> dict[str, float]:
    """What the learned head thought, and how a side was found that the clause does not name."""
    found = {}
    learned = event.why.get("learned")
    if isinstance(learned, float):
        share = min(max(learned, 0.02), 0.98)
        found["learned"] = log(share / (1 - share))
    else:
        found["not learned"] = 1.0
    for mark in (
        "recipient_below",
        "recipient_from_before",
        "recipient_from_place",
    ):
        if mark in event.why:
            found[mark.replace("_", " ")] = 1.0
    if event.why.get("operators"):
        found["operators"] = 1.0
    return found


def chance(found: Mapping[str, float], odds: Mapping[str, float]) -> float:
    """The chance for the signs, between `LEAST` and `MOST`."""
    total = sum(odds.get(name, 0.0) * value for name, value in found.items())
    return min(MOST, max(LEAST, 1 / (1 + exp(-total))))


def bins(rows: Iterable[tuple[float, bool]], count: int = 5) -> list[tuple[float, float, int, float, float]]:
    """A reliability table.

    Args:
        rows: confidence and whether the event is right.
        count: bins of equal width between 0 and 1.

    Returns:
        For each bin that has events: its edges, how many, their mean confidence, the share right.
    """
    told = list(rows)
    table = []
    for k in range(count):
        low, high = k / count, (k + 1) / count
        inside = [row for row in told if low <= row[0] < high or (k == count - 1 and row[0] == high)]
        if inside:
            mean = sum(c for c, _ in inside) / len(inside)
            table.append((low, high, len(inside), mean, sum(r for _, r in inside) / len(inside)))
    return table
