"""A report's text cut into pieces at the borders of spans, ready to be coloured.

Control, bidirectional and zero-width characters become pieces of their own, shown by their code
point: a text can neither hide words nor turn them round on the page.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from communique.records.record import Record
from communique.show import wording


@dataclass(frozen=True, slots=True)
class Mark:
    """A span to colour: its classes, the record it proves, and what hovering says."""

    start: int
    end: int
    classes: str
    ref: str
    title: str = ""
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text between two borders of spans, with the records that touch it.

    Attributes:
        text: what is shown.
        start: where it stands in the report's text, in code points.
        classes: what it is, for the style sheet.
        refs: records that it proves, with spaces between.
        title: what hovering says.
        hidden: the text is the code point of a character that would not be seen.
        ends: records whose event word or cue ends here; their numbers are shown behind it.
    """

    text: str
    start: int
    classes: str = ""
    refs: str = ""
    title: str = ""
    hidden: bool = False
    ends: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part of the report as its kind (headline, paragraph, caption, ...) and pieces."""

    kind: str
    pieces: list[Piece]


def shown_parts(record: Record, prefix: str) -> list[ShownPart]:
    """The whole text in parts; what stands between the parts is kept as `other`."""
    text, all_marks = record.report.text, marks(record, prefix)
    shown, at = [], 0
    for part in record.report.parts:
        if part.kind == "dateline":
            continue
        start, end = part.span
        shown += _between(text, at, start)
        shown.append(ShownPart(part.kind, _pieces(text, start, end, all_marks)))
        at = max(at, end)
    return shown + _between(text, at, len(text))


def marks(record: Record, prefix: str) -> list[Mark]:
    """Spans to colour: mentions, event words, sides, dates, places, quotes and cues."""
    found = []
    for a in record.actors:
        line = wording.actor_line(a)
        found += [Mark(*m.span, f"actor {a.kind}", prefix + a.id, line) for m in a.mentions]
    for e in record.events:
        ref, label = prefix + e.id, f"{wording.event_kind(e)} ({wording.STATUS_MARKS[e.status]})"
        found.append(Mark(*e.evidence.trigger, f"trigger {e.status}", ref, label, numbered=True))
        found += [Mark(*s, "side", ref) for s in [*e.evidence.actor, *e.evidence.recipient]]
        found += [Mark(*x.span, kind, ref, kind) for kind, x in (("date", e.date), ("place", e.place)) if x and x.span]
    for s in record.statements:
        ref, label = prefix + s.id, f"said by {wording.speaker(record, s)}"
        found += [Mark(*c, f"said {s.kind}", ref, label) for c in s.content]
        found += [Mark(*c, "cue", ref, numbered=True) for c in (s.cue_span,) if c]
    return found


def _between(text: str, start: int, end: int) -> list[ShownPart]:
    """What stands between two parts, without the blanks at its edges."""
    gap = text[start:end]
    if not gap.strip():
        return []
    start += len(gap) - len(gap.lstrip())
    return [ShownPart("other", _visible(gap.strip(), Piece("", start)))]


def _pieces(text: str, start: int, end: int, all_marks: list[Mark]) -> list[Piece]:
    """Cut a part at every border of a span."""
    inside = [m for m in all_marks if m.start < end and m.end > start]
    borders = sorted({start, end, *(max(start, m.start) for m in inside), *(min(end, m.end) for m in inside)})
    pieces: list[Piece] = []
    for a, b in pairwise(borders):
        over = [m for m in inside if m.start <= a and m.end >= b]
        piece = Piece(
            "",
            a,
            " ".join(dict.fromkeys(c for m in over for c in m.classes.split())),
            " ".join(dict.fromkeys(m.ref for m in over)),
            "; ".join(dict.fromkeys(m.title for m in over if m.title)),
            ends=tuple(dict.fromkeys(m.ref for m in over if m.numbered and m.end == b)),
        )
        pieces += _visible(text[a:b], piece)
    return pieces


def _visible(text: str, like: Piece) -> list[Piece]:
    """A piece, cut once more around characters that would not be seen."""
    borders = [0]
    for n, c in enumerate(text):
        if wording.is_hidden(c):
            borders += [n, n + 1]
    cuts = [(a, b) for a, b in pairwise([*borders, len(text)]) if b > a]
    pieces = []
    for a, b in cuts:
        hidden = b - a == 1 and wording.is_hidden(text[a])
        shown = f"U+{ord(text[a]):04X}" if hidden else text[a:b]
        ends = like.ends if b == len(text) else ()
        pieces.append(Piece(shown, like.start + a, like.classes, like.refs, like.title, hidden, ends))
    return pieces
