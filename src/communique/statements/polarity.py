"""Denied, declined, not said; and the words by which the outlet doubts what it passes on."""

from __future__ import annotations

from communique.segment.reading import Range, StatementDraft
from communique.statements.view import View

_HYPOTHETICAL = frozenset({"would", "could", "might", "may", "should"})


def set_polarity(view: View) -> None:
    """Fill `polarity` and `stance` of all drafts.

    Polarity is `denied` ("denied that"), `declined` ("declined to say"), `unsaid` ("did not
    say"), `hypothetical` ("might say"), or None for what was said.
    """
    declined = {d.cue_head for d in view.drafts if d.polarity == "declined"}
    for made in view.drafts:
        if made.cue_head is None:
            continue
        made.polarity = _polarity(view, made, declined)
        made.stance = _stance(view, made)


def _polarity(view: View, made: StatementDraft, declined: set[int | None]) -> str | None:
    parse, cue = view.parse, made.cue_head
    assert cue is not None
    negated = hypothetical = False
    for c in parse.children[cue]:
        negated = negated or parse.dep[c] == "neg" or parse.lower[c] in ("never", "nor")
        hypothetical = hypothetical or (parse.dep[c] == "aux" and parse.lower[c] in _HYPOTHETICAL)
    if made.polarity:
        return "unsaid" if negated else made.polarity
    if parse.dep[cue] == "xcomp" and parse.head[cue] in declined:
        return "declined"
    if parse.head[cue] != cue and parse.dep[cue] == "xcomp":
        negated = negated or any(parse.dep[c] == "neg" for c in parse.children[parse.head[cue]])
    if negated:
        return "unsaid"
    return "hypothetical" if hypothetical else None


def _stance(view: View, made: StatementDraft) -> Range | None:
    """The stance words at the cue: "falsely claimed", "baseless claims", "without evidence"."""
    parse, stances, cue = view.parse, view.book.stances, made.cue_head
    assert cue is not None
    for c in parse.children[cue]:
        if parse.lower[c] in stances and parse.dep[c] in ("advmod", "amod"):
            return (c, c + 1)
        if parse.lower[c] == "without" and parse.right[c] > c:
            for phrase in stances:
                words = phrase.split()
                if words[0] == "without" and parse.lower[c : c + len(words)] == words:
                    return (c, c + len(words))
    return None
