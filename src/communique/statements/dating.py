"""When something was said: the date that stands with the cue, outside the content."""

from __future__ import annotations

from communique.segment.reading import StatementDraft
from communique.statements.outside import is_outside
from communique.statements.view import View


def set_dates(view: View) -> None:
    """Fill `date` of all drafts with an index into `reading.dates`.

    "The envoy said on Monday that talks would open in May": Monday, not May.
    """
    by_sentence: dict[int, list[int]] = {}
    for k, date in enumerate(view.reading.dates):
        if not date.recurring and not date.duration and date.start is not None:
            by_sentence.setdefault(view.parse.sent[date.tokens[0]], []).append(k)
    if by_sentence:
        for made in view.drafts:
            if made.cue_head is not None:
                made.date = _date(view, made, by_sentence.get(view.parse.sent[made.cue_head], []))


def _date(view: View, made: StatementDraft, dates: list[int]) -> int | None:
    """The date that hangs under the cue, else the nearest one outside the content."""
    cue = made.cue_head
    assert cue is not None
    best: tuple[int, int] | None = None
    for k in dates:
        first, last = view.reading.dates[k].tokens
        if not is_outside(made, first) or view.quote_of[first] != view.quote_of[cue]:
            continue
        under = any(cue in _few(view, i) for i in range(first, last))
        distance = abs(first - cue) + (0 if under else 40)
        if (under or distance < 46) and (best is None or distance < best[0]):
            best = (distance, k)
    return best[1] if best else None


def _few(view: View, token: int) -> list[int]:
    """The nearest heads above a token."""
    above = []
    for head in view.parse.ancestors(token):
        above.append(head)
        if len(above) == 3:
            break
    return above
