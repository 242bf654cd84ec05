"""Quotations and clauses with a reporting clause before, after or amid them."""

from __future__ import annotations

from communique.segment.reading import Range, StatementDraft
from communique.statements import reporting
from communique.statements.clauses import that_after
from communique.statements.content import whole_quotes
from communique.statements.drafting import draft
from communique.statements.view import Hit, View

_CLAUSES = ("ccomp", "xcomp")
_BEFORE_NAME = frozenset({"as", "a", "an", "the"})
_WH = frozenset({"what", "how", "why", "who", "where", "when", "which", "whether", "if", "whom", "whose"})


def reported(view: View, hit: Hit) -> StatementDraft | None:
    """The statement of a cue that is set apart from its content, or opens a quotation.

    `"We will stay," said the envoy. "We must."`, "The road, he said, is shut", `She asked:
    "Why?"`. None where the cue governs its content in the plain way.
    """
    if "quote" not in hit.cue.frames and "bare" not in hit.cue.frames:
        return None
    named = _named(view, hit)
    if named is not None:
        return draft(view, hit, [named], "called", 0.85)
    start, end = reporting.clause_start(view, hit), reporting.clause_end(view, hit)
    apart = reporting.set_apart(view, start, hit.head)
    after = reporting.piece_after(view, hit, end) if "quote" in hit.cue.frames else None
    governs = _governs_right(view, hit)
    pieces: list[Range] = []
    if apart and not governs and (after is None or _quote_before(view, start) or _subject_only(view, start, hit.head)):
        pieces = _around(view, hit, start, end)
    if after and (not governs or governs >= after[0]):
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
    if quoted:
        _inverted_object(view, hit)
    if not quoted and not _parenthetical(view, hit, before, end):
        return []
    rest = None if quoted and not _breaks_off(view, before, end) else reporting.resumed(view, hit, end, before)
    if rest:
        first, last = rest
        return [before, whole_quotes(view, (first, last), hit.head)]
    return [before]


def _inverted_object(view: View, hit: Hit) -> None:
    """Take what the parser calls an object for the subject of an inverted clause.

    `"It is over," added a rebel fighter.`
    """
    parse, verb = view.parse, hit.head
    if hit.subject is not None and parse.head[hit.subject] == verb:
        return
    for c in parse.children[verb]:
        if c > verb and parse.dep[c] in ("dobj", "attr", "oprd", "dative") and parse.left[c] == hit.tokens[1]:
            if parse.pos[c] in ("NOUN", "PROPN") and parse.tag[verb] in ("VBD", "VBZ", "VBP"):
                hit.subject = c
                return


def _parenthetical(view: View, hit: Hit, before: Range, end: int) -> bool:
    """Whether the cue can report an unquoted clause around it."""
    parse = view.parse
    if hit.subject is None or "bare" not in hit.cue.frames or "quote" not in hit.cue.frames:
        return False
    if parse.tag[hit.head] in ("VBG", "VB") or view.quote_of[before[1] - 1] == view.quote_of[hit.head] >= 0:
        return False
    if parse.lower[hit.subject] in ("you", "that", "which", "it") and hit.cue.cue_class != "speech":
        return False
    return _finite(view, before) or _finite_after(view, end)


def _breaks_off(view: View, before: Range, end: int) -> bool:
    """Whether the quotation is a subject whose verb follows the clause without marks.

    `"Only you," she said, would have sold the boat.`
    """
    parse, last = view.parse, len(view.parse)
    if end + 1 >= last or parse.word[end] != "," or _finite(view, before):
        return False
    return parse.tag[end + 1] in ("VBD", "VBZ", "VBP", "MD")


def _subject_only(view: View, start: int, verb: int) -> bool:
    """Whether only a subject stands before the clause: `The club, she said, "is dead"`."""
    parse = view.parse
    before = reporting.piece_before(view, start, verb)
    if before is None or _finite(view, before):
        return False
    return any(parse.dep[i] in ("nsubj", "nsubjpass") and parse.left[i] <= before[0] + 1 for i in range(*before))


def _named(view: View, hit: Hit) -> Range | None:
    """Object and quoted name of "called the plan 'a farce'", from the surface."""
    if not hit.cue.frames & {"oprd", "as"} or hit.passive:
        return None
    parse, first = view.parse, hit.tokens[1]
    last = view.sentence(hit.head)[1]
    for i in range(first, min(last, first + 25)):
        if view.mark[i] and i in _opening(view):
            closes = _opening(view)[i]
            if (
                i == first
                or parse.word[i - 1] in (",", ":")
                or (parse.lower[i - 1] not in _BEFORE_NAME and ("oprd" not in hit.cue.frames))
            ):
                return None
            return (first, closes)
        if parse.word[i] in (",", ":", ";") or parse.tag[i] in ("VBD", "VBZ", "VBP", "MD"):
            return None
    return None


def _opening(view: View) -> dict[int, int]:
    """Opening mark of each outermost quotation, scare-quoted ones too, to its end."""
    return view.any_opens


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
            inverted = hit.subject is not None and verb < hit.subject < c
            first = max(parse.left[c], hit.subject + 1 if inverted and hit.subject else verb + 1)
            if not any(parse.word[i] in (",", ":") for i in range(verb + 1, first + 1)) or _marked(view, first):
                return first
        elif dep == "dobj" and "np" in hit.cue.frames and view.quote_of[c] < 0:
            return max(parse.left[c], verb + 1)
    return that_after(view, hit) or 0 if "that" in hit.cue.frames else 0


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
