"""Reporting clauses set apart from what they report: `"C," S said`, `C, said S`, `S: "C"`.

The parser is unsure of these, so they are read from the surface: the clause is what stands
between two pauses, and the content what lies beyond them.
"""

from __future__ import annotations

from communique.segment.reading import Range
from communique.statements.speaker import mention_range
from communique.statements.view import PAUSE, STOP, Hit, View

_LEADS = frozenset({"aux", "auxpass", "neg", "advmod"})
_DEPENDENT = frozenset({"relcl", "advcl", "acl", "csubj", "csubjpass"})
_NOT_RESUMED = frozenset({"who", "whose", "whom", "according", "which"})


def clause_start(view: View, hit: Hit) -> int:
    """First token of the reporting clause."""
    parse, verb = view.parse, hit.head
    start = verb
    while start > 0 and parse.head[start - 1] == verb and parse.dep[start - 1] in _LEADS:
        start -= 1
    subject = hit.subject
    if subject is not None and subject < verb and _own(view, hit):
        first = mention_range(parse, subject)[0]
        if first >= view.part(verb)[0]:
            start = min(start, first)
            while start > 0 and parse.dep[start - 1] == "advmod" and parse.head[start - 1] == verb:
                start -= 1
    return start


def _own(view: View, hit: Hit) -> bool:
    """Whether the subject belongs to this verb, not to one above it."""
    assert hit.subject is not None
    if view.parse.head[hit.subject] == hit.head:
        return True
    return hit.head < hit.subject <= hit.head + 9 and view.parse.sent[hit.subject] == view.parse.sent[hit.head]


def clause_end(view: View, hit: Hit) -> int:
    """Token after the reporting clause: the pause, mark or stop that ends it."""
    i = hit.tokens[1]
    subject = hit.subject
    last = view.part(hit.head)[1]
    if subject is not None and subject > hit.head and _own(view, hit):
        i = max(i, _subject_end(view, hit.head, subject))
    sentence_last = view.sentence(hit.head)[1]
    while i < min(last, sentence_last) and not _ends(view, i):
        i += 1
    return i


def _subject_end(view: View, verb: int, subject: int) -> int:
    """Token after an inverted subject with its appositions: "said Ana Ruiz, a nurse, ..."."""
    parse = view.parse
    last = mention_range(parse, subject)[1]
    for c in parse.children[subject]:
        if parse.dep[c] in ("appos", "relcl", "acl") and c > subject and view.quote_of[c] < 0:
            last = max(last, parse.right[c] + 1)
    for i in range(subject, last):
        if i in view.opens:
            return i
    return last


def _ends(view: View, i: int) -> bool:
    word = view.parse.word[i]
    return word in PAUSE or word in STOP or i in view.opens or bool(view.mark[i])


def set_apart(view: View, start: int, verb: int) -> bool:
    """Whether a pause, a mark or the end of a quotation stands before the clause."""
    parse = view.parse
    if start <= view.part(verb)[0]:
        return False
    before = start - 1
    word = parse.word[before]
    if word in (",", "—", "–", "--", "-", "―", "?", "!", "..."):
        return True
    return before in view.closes or bool(view.mark[before])


def piece_before(view: View, start: int, verb: int) -> Range | None:
    """The content to the left of the reporting clause.

    The quotation that ends there, however many sentences it has, with the words before it in
    its sentence; else the sentence so far.
    """
    parse = view.parse
    part_first = view.part(verb)[0]
    last = start
    while (
        last > part_first and (parse.word[last - 1] in PAUSE or view.mark[last - 1]) and (last - 1) not in view.closes
    ):
        last -= 1
    if last <= part_first:
        return None
    k = view.closes.get(last - 1, -1)
    if k < 0 and last - 2 in view.closes and parse.word[last - 1] == ",":
        k = view.closes[last - 2]
    if k >= 0:
        first = view.quotes[k].outer[0]
        return (max(part_first, min(first, _sentence_first(view, first, k))), last)
    if view.sentence(last - 1) != view.sentence(verb) and parse.word[last - 1] in STOP and view.quote_of[last - 1] < 0:
        return None
    return (max(part_first, view.sentence(last - 1)[0]), last)


def _sentence_first(view: View, first: int, quote: int) -> int:
    """Start of the sentence in which a quotation begins; its own start where it opens it."""
    sentence = view.sentence(view.quotes[quote].inner[0])[0]
    if sentence >= first:
        return first
    for i in range(first - 1, sentence - 1, -1):
        if i in view.closes or view.parse.word[i] == ":":
            return i + 1
    return sentence


def piece_after(view: View, hit: Hit, end: int) -> Range | None:
    """The quotation right after the clause: `he said: "C"`, `he said, "C"`."""
    parse = view.parse
    last = view.part(hit.head)[1]
    i = end
    while (
        i < last
        and (parse.word[i] in (",", ":", "—", "–", "-", "―") or parse.word[i].isspace())
        and i not in view.opens
    ):
        i += 1
    if i < last and i in view.opens and i <= end + 2:
        return view.quotes[view.opens[i]].outer
    if i >= last and end < last and parse.word[end] == ":":
        return _next_part(view, view.part_of[hit.head])
    return None


def _next_part(view: View, number: int) -> Range | None:
    """The quotation that opens the next part: `He said:` and then the quotation below."""
    parts = view.reading.parts
    if 0 <= number < len(parts) - 1:
        first = parts[number + 1].tokens[0]
        if first in view.opens:
            return view.quotes[view.opens[first]].outer
    return None


def resumed(view: View, hit: Hit, end: int, before: Range) -> Range | None:
    """What follows a parenthesis: "The deal, she said, [would fail]"."""
    parse, verb = view.parse, hit.head
    last = view.sentence(verb)[1]
    if end >= last or parse.word[end] not in PAUSE:
        return None
    first = end + 1
    if first >= last:
        return None
    if _complete(view, before) and not _goes_on(view, hit, first):
        return None
    return (first, last)


def _complete(view: View, span: Range) -> bool:
    """Whether the piece before the parenthesis is a clause by itself."""
    parse = view.parse
    if parse.lower[span[0]] in ("whatever", "whoever", "what"):
        return False
    for i in range(*span):
        if parse.tag[i] in ("VBD", "VBZ", "VBP", "MD") and parse.dep[i] not in _DEPENDENT:
            subject = any(parse.dep[c] in ("nsubj", "nsubjpass", "expl") and c >= span[0] for c in parse.children[i])
            head = parse.head[i]
            if subject or (parse.dep[i] in ("aux", "auxpass") and span[0] <= head < span[1]):
                if parse.dep[i] in ("aux", "auxpass") and parse.dep[head] in _DEPENDENT:
                    continue
                return True
    return False


def _goes_on(view: View, hit: Hit, first: int) -> bool:
    """Whether a complete clause is taken up again after the parenthesis."""
    parse = view.parse
    if parse.lower[first] in _NOT_RESUMED or parse.tag[first] in ("VBG", "VBN"):
        return False
    if parse.dep[first] == "mark" and parse.lower[first] in (
        "because",
        "so",
        "since",
        "if",
        "unless",
        "though",
        "although",
    ):
        return True
    if parse.lower[first] in ("and", "but", "or"):
        return not view.hits_in(first + 1, view.sentence(first)[1]) and parse.head[first] != hit.head
    return False
