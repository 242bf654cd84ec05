"""Quotations that go on: after the reporting clause, and over paragraphs."""

from __future__ import annotations

from communique.segment.reading import Range, StatementDraft
from communique.statements.content import kind_of
from communique.statements.view import View


def follow_on(view: View) -> None:
    """Give every quotation that stands alone to the statement before it.

    `"We lost," she said. "We lost badly."` is one statement; so is a quotation that runs over
    paragraphs, each with an opening mark and only the last with a closing one. A sentence that
    is all quotation and has no cue goes on with the statement before it in its paragraph.
    """
    ordered = sorted(view.drafts, key=lambda d: d.cue[0] if d.cue else d.content[0][0])
    owner: dict[int, StatementDraft] = claimed(view)
    for k, quote in enumerate(view.quotes):
        if quote.depth or quote.scare or view.part_of[quote.outer[0]] < 0:
            continue
        if k in owner:
            continue
        previous = _previous(view, k)
        if previous is not None and view.quotes[previous].runs_on and previous in owner:
            target: StatementDraft | None = owner[previous]
        else:
            target = _same_sentence(view, quote.outer, ordered)
            if target is None and _stands_alone(view, quote.outer):
                target = _before_in_part(view, quote.outer, ordered)
            if target is None and _whole_part(view, quote.outer):
                target = _part_before(view, quote.outer, ordered)
        if target is None:
            continue
        first, last = view.trim(*quote.inner, keep_stop=True)
        if last > first:
            target.content.append((first, last))
            target.kind = kind_of(view, target.content)
            owner[k] = target


def claimed(view: View) -> dict[int, StatementDraft]:
    """Which quotations are already content, of the widest statement."""
    owner: dict[int, StatementDraft] = {}
    for made in sorted(view.drafts, key=lambda d: sum(b - a for a, b in d.content)):
        inside = view.quote_of[made.cue[0]] if made.cue else -1
        for first, last in made.content:
            for i in range(first, last):
                k = view.quote_of[i]
                if k >= 0 and k != inside and i == max(first, view.quotes[k].inner[0]):
                    owner[k] = made
    return owner


def _previous(view: View, k: int) -> int | None:
    """The quotation before `k` that is neither nested nor scare."""
    for j in range(k - 1, -1, -1):
        if not view.quotes[j].depth and not view.quotes[j].scare:
            return j
    return None


def _same_sentence(view: View, outer: Range, ordered: list[StatementDraft]) -> StatementDraft | None:
    """The statement that a quotation after its reporting clause goes on with.

    `"We lost," she said at a rally in Gao, "but we will be back."`
    """
    if (
        view.parse.word[outer[0] - 1] not in (",", ":", "—", "–", "-")
        or view.parse.sent[outer[0]] != view.parse.sent[outer[0] - 1]
    ):
        return None
    for made in reversed(ordered):
        if made.rule == "reported" and made.cue and view.quote_of[made.cue[0]] < 0 and made.cue[0] < outer[0]:
            ends = max(b for _, b in made.content)
            same = view.parse.sent[made.cue[0]] == view.parse.sent[outer[0]]
            return made if same and ends <= outer[0] and made.kind != "indirect" else None
    return None


def _stands_alone(view: View, outer: Range) -> bool:
    """Whether the quotation makes up whole sentences."""
    first, last = outer
    part_first, part_last = view.part(first)
    if first > part_first and view.sentence(first)[0] < first:
        before = first - 1
        if view.parse.word[before] not in (".", "?", "!") and before not in view.closes:
            return False
    end = view.sentence(last - 1)[1]
    rest = range(last, min(end, part_last))
    return all(view.parse.pos[i] in ("PUNCT", "SPACE") for i in rest)


def _before_in_part(view: View, outer: Range, ordered: list[StatementDraft]) -> StatementDraft | None:
    """The statement whose cue or content ends last before the quotation, in the same part."""
    part = view.part_of[outer[0]]
    before = []
    for made in ordered:
        if made.cue is None or view.part_of[made.cue[0]] != part or made.cue[0] >= outer[0]:
            continue
        if view.quote_of[made.cue[0]] < 0 and _end(made) <= outer[0] + 1:
            before.append(made)
    if not before:
        return None
    best = before[-1]
    for made in before:
        if made.sentence == best.sentence and made.rule == "reported":
            best = made
            break
    sentences = [view.parse.sent[b - 1] for _, b in best.content]
    return best if view.parse.sent[outer[0]] - max(best.sentence, *sentences) <= 1 else None


def _end(made: StatementDraft) -> int:
    """Token after the statement's last word."""
    return max([made.cue[1] if made.cue else 0, *(b for _, b in made.content)])


def _whole_part(view: View, outer: Range) -> bool:
    """Whether the quotation is all its paragraph holds."""
    first, last = view.part(outer[0])
    edges = [*range(first, outer[0]), *range(outer[1], last)]
    return all(view.parse.pos[i] in ("PUNCT", "SPACE") for i in edges)


def _part_before(view: View, outer: Range, ordered: list[StatementDraft]) -> StatementDraft | None:
    """The statement that a paragraph of quotation alone goes on with.

    The paragraph before ends in a cue with a colon (`He said:`), or with a quotation and its
    reporting clause.
    """
    number = view.part_of[outer[0]]
    if number <= 0:
        return None
    first, last = view.reading.parts[number - 1].tokens
    for made in reversed(ordered):
        if made.cue is None or view.quote_of[made.cue[0]] >= 0 or not first <= made.cue[0] < last:
            continue
        end = max([made.cue[1], *(b for _, b in made.content)])
        near = view.parse.sent[last - 1] - view.parse.sent[end - 1] <= 0
        return made if near else None
    return None
