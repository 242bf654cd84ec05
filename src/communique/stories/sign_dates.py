"""When a stage was reached, by the dates of its sentence."""

from __future__ import annotations

import re

from communique.stories.dating import Days, running_day
from communique.stories.scene import Scene
from communique.stories.sentences import Sentence
from communique.stories.stagebook import Found

CLAUSE = re.compile(r"[;:,.“”\"(]|\bbut\b|\bwhile\b|\balthough\b|\bthough\b", re.IGNORECASE)
"""Where a clause may end."""
_LASTING = re.compile(r"\b(?:has|have|remains?|holds?|respects?|is|are|still)\b", re.IGNORECASE)
"""Words of a state that lasts to the report's day."""
_AHEAD = re.compile(r"\b(?:will|would|to|shall|may|could|next|planned|due)\b")
_SCATTERED = 45
"""Characters that a comma between a verb and a date counts as, when the nearest date is sought."""


def days_of(scene: Scene, sentence: Sentence, found: Found, manner: str) -> Days | None:
    """The date of the sentence nearest to the verb; a hope looks ahead."""
    first, last = sentence.span
    inside = [d for d in scene.dates if d.span and first <= d.span[0] < last]
    if found.stage == "in_force" and _LASTING.search(scene.text, max(first, found.trigger - 5), found.end + 6):
        return None
    if manner == "hoped":
        ahead = [d for d in inside if d.ahead or d.first > scene.told]
        inside = ahead or [d for d in inside if d.exact]
    else:
        inside = [_behind(scene, d, found) for d in inside]
        inside = [d for d in inside if not d.ahead and d.first <= scene.told]
        if found.stage != "in_force":
            inside = [d for d in inside if d.exact or d.last < scene.told]
        if not inside and manner == "told" and scene.told:
            return running_day(scene.dates, first, scene.told)
    if not inside:
        return None
    return min(inside, key=lambda d: (_distance(scene, d, found), d.span))


def _behind(scene: Scene, days: Days, found: Found) -> Days:
    """A weekday right after a verb that tells the past lies behind, whatever the words before it plan."""
    assert days.span is not None
    if not days.ahead or not days.exact or days.first - scene.told > 7 or days.span[0] < found.trigger:
        return days
    if _AHEAD.search(scene.text, found.trigger, days.span[1]) or any(
        c.isdigit() for c in scene.text[slice(*days.span)]
    ):
        return days
    return Days(days.first - 7, days.last - 7, days.granularity, days.span)


def _distance(scene: Scene, days: Days, found: Found) -> int:
    """Characters between verb and date; each comma between counts for more."""
    assert days.span is not None
    a, b = sorted((found.trigger, days.span[0]))
    return b - a + _SCATTERED * len(CLAUSE.findall(scene.text, a, b))
