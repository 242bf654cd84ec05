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
        end = max(last for _, last in first.content)
        for b in range(a + 1, len(kept)):
            second = kept[b]
            if (second.cue_head or 0) >= end:
                break
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
    pieces = [(first, last, k) for k, made in enumerate(drafts) for first, last in made.content]
    holder = [-1] * max((last for _, last, _ in pieces), default=0)
    for first, last, k in sorted(pieces, key=lambda p: p[0] - p[1]):
        holder[first:last] = [k] * (last - first)
    for k, made in enumerate(drafts):
        if made.cue_head is None or made.cue_head >= len(holder):
            continue
        other = holder[made.cue_head]
        if other >= 0 and not _lies_in(drafts, other, k):
            made.parent = other


def _lies_in(drafts: list[StatementDraft], inner: int, outer: int) -> bool:
    """Whether statement `inner` is `outer` or lies in it, at whatever depth."""
    at: int | None = inner
    while at is not None:
        if at == outer:
            return True
        at = drafts[at].parent
    return False
