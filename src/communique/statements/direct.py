"""Quotations and clauses with a reporting clause before, after or amid them."""

from __future__ import annotations

from communique.segment.reading import Range, StatementDraft
from communique.statements import reporting
from communique.statements.content import whole_quotes
from communique.statements.drafting import draft
from communique.statements.view import Hit, View

_CLAUSES = ("ccomp", "xcomp")
_WH = frozenset({"what", "how", "why", "who", "where", "when", "which", "whether", "if", "whom", "whose"})


def reported(view: View, hit: Hit) -> StatementDraft | None:
    """The statement of a cue that is set apart from its content, or opens a quotation.

    `"We will stay," said the envoy. "We must."`, "The road, he said, is shut", `She asked:
    "Why?"`. None where the cue governs its content in the plain way.
    """
    if "quote" not in hit.cue.frames and "bare" not in hit.cue.frames:
        return None
    start, end = reporting.clause_start(view, hit), reporting.clause_end(view, hit)
    apart = reporting.set_apart(view, start, hit.head)
    after = reporting.piece_after(view, hit, end) if "quote" in hit.cue.frames else None
    governs = _governs_right(view, hit)
    pieces: list[Range] = []
    if apart and not governs and (after is None or _quote_before(view, start)):
        pieces = _around(view, hit, start, end)
    if after and (not governs or governs >= after[0] - 1):
        pieces.append(_with_rest(view, hit, after))
    if not pieces or any(p[0] <= hit.head < p[1] for p in pieces):
        return None
    return draft(view, hit, pieces, "reported", 0.9)


def _around(view: View, hit: Hit, start: int, end: int) -> list[Range]:
    """Content left of the clause, and right of it where it goes on."""
    before = reporting.piece_before(view, start, hit.head)
    if before is None:
        return []
    quoted = _quote_before(view, start)
    if not quoted and ("bare" not in hit.cue.frames or not _finite(view, before)) and not _finite_after(view, end):
        return []
    if not quoted and hit.subject is None:
        return []
    if not quoted and (view.parse.tag[hit.head] in ("VBG", "VB") or view.quote_of[before[1] - 1] == view.quote_of[hit.head] >= 0):
        return []
    rest = reporting.resumed(view, hit, end, before)
    if rest:
        first, last = rest
        return [before, whole_quotes(view, (first, last), hit.head)]
    return [before]


def _finite(view: View, span: Range) -> bool:
    """Whether the stretch has a finite verb, so that it can be what somebody said."""
    return any(view.parse.tag[i] in ("VBD", "VBZ", "VBP", "MD") for i in range(*span))


def _finite_after(view: View, end: int) -> bool:
    """Whether a finite verb follows the pause that ends the clause."""
    if end >= len(view.parse) or view.parse.word[end] not in (",", "—", "–", "--"):
        return False
    return _finite(view, (end, view.sentence(end)[1]))


def _quote_before(view: View, start: int) -> bool:
    """Whether a quotation ends right before the clause."""
    for i in (start - 1, start - 2):
        if i in view.closes:
            return True
    return False


def _governs_right(view: View, hit: Hit) -> int:
    """First token of a clause or object that the cue governs to its right; 0 for none."""
    parse, verb = view.parse, hit.head
    for c in parse.children[verb]:
        if c < verb or c == hit.subject:
            continue
        dep = parse.dep[c]
        if dep in _CLAUSES:
            first = max(parse.left[c], verb + 1)
            if not any(parse.word[i] in (",", ":") for i in range(verb + 1, first + 1)) or _marked(view, first):
                return first
        elif dep == "dobj" and "np" in hit.cue.frames and view.quote_of[c] < 0:
            return max(parse.left[c], verb + 1)
    return 0


def _marked(view: View, first: int) -> bool:
    """Whether the clause opens with "that" or a question word, a comma aside."""
    lower = view.parse.lower
    return lower[first] == "that" or lower[first] in _WH or lower[min(first + 1, len(lower) - 1)] == "that"


def _with_rest(view: View, hit: Hit, after: Range) -> Range:
    """The quotation after the clause; where it ends amid the sentence, the clause's rest too."""
    parse = view.parse
    first, last = after
    for c in parse.children[hit.head]:
        if c > hit.head and parse.dep[c] in _CLAUSES and first <= c < last:
            right = parse.right[c] + 1
            if right > last and view.quote_of[last - 1] != view.quote_of[right - 1]:
                closing = parse.word[last - 2] in (".", "?", "!", ",")
                if not closing:
                    return (first, right)
    return after
