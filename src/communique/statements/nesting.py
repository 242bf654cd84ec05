"""Which statement lies in which, and which of two readings of the same words stays."""

from __future__ import annotations

from communique.segment.reading import StatementDraft


def _holds(outer: StatementDraft, token: int) -> bool:
    return any(first <= token < last for first, last in outer.content)


def _size(made: StatementDraft) -> int:
    return sum(last - first for first, last in made.content)


def without_doubles(drafts: list[StatementDraft]) -> list[StatementDraft]:
    """Keep one statement a cue, the surest, and one of two whose cues lie in each other."""
    best: dict[int, StatementDraft] = {}
    for made in drafts:
        key = made.cue_head if made.cue_head is not None else -1
        if key not in best or made.confidence > best[key].confidence:
            best[key] = made
    kept = sorted(best.values(), key=lambda d: d.cue_head or 0)
    dropped: set[int] = set()
    for a, first in enumerate(kept):
        for b in range(a + 1, len(kept)):
            second = kept[b]
            if abs(second.sentence - first.sentence) > 1:
                if second.sentence > first.sentence + 1:
                    break
                continue
            if _mutual(first, second):
                dropped.add(a if first.confidence < second.confidence else b)
    return [made for k, made in enumerate(kept) if k not in dropped]


def _mutual(first: StatementDraft, second: StatementDraft) -> bool:
    """Whether each cue lies in the other's content."""
    if first.cue_head is None or second.cue_head is None:
        return False
    return _holds(first, second.cue_head) and _holds(second, first.cue_head)


def set_parents(drafts: list[StatementDraft]) -> None:
    """Set `parent` to the smallest statement whose content holds the cue."""
    order = sorted(range(len(drafts)), key=lambda k: _size(drafts[k]))
    spans = sorted(
        ((first, last, k) for k in order for first, last in drafts[k].content),
        key=lambda s: s[1] - s[0],
    )
    for k, made in enumerate(drafts):
        if made.cue_head is None:
            continue
        for first, last, other in spans:
            if first <= made.cue_head < last and other != k and drafts[other].parent != k:
                made.parent = other
                break
