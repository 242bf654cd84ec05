"""A record as a page: the report with coloured spans beside its records, in one file.

The page needs nothing from outside and runs no script that the report could bring: all text is
escaped by the template, and the page's own few lines only light up spans.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Any

from communique.records.record import Record
from communique.show import wording


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text between two borders of spans, with the records that touch it."""

    text: str
    classes: str
    refs: str
    title: str


def render_page(records: list[Record]) -> str:
    """One self-contained HTML page of the records."""
    reports = [_view(r, n) for n, r in enumerate(records)]
    return str(_template("page.html").render(reports=reports, css=_asset("page.css"), js=_asset("page.js")))


def render_fragment(record: Record) -> str:
    """The body of one report's page, for notebooks."""
    css = _asset("page.css")
    return str(_template("fragment.html").render(report=_view(record, 0), css=css))


@lru_cache(maxsize=8)
def _template(name: str) -> Any:
    """A template of the package, with escaping on."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("communique.show", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)


@lru_cache(maxsize=8)
def _asset(name: str) -> str:
    """A style sheet or script that the page carries."""
    from importlib.resources import files

    return (files("communique.show") / "templates" / name).read_text(encoding="utf-8")


def _view(record: Record, number: int) -> dict[str, Any]:
    """What the template shows of one record."""
    prefix = f"r{number}-"
    return {
        "report": record.report,
        "title": wording.visible(record.report.title or record.report.id),
        "parts": _parts(record, prefix),
        "actors": [
            {"ref": prefix + a.id, "line": wording.actor_line(a), "kind": a.kind, "named": len(a.mentions)}
            for a in record.actors
        ],
        "events": [_event(record, e, prefix) for e in sorted(record.events, key=lambda e: e.evidence.trigger)],
        "statements": [_statement(record, s, prefix) for s in sorted(record.statements, key=lambda s: s.content[0])],
        "notes": [f"{n.code}: {wording.visible(n.message)}" for n in record.notes],
    }


def _event(record: Record, e: Any, prefix: str) -> dict[str, Any]:
    """What the template shows of one event."""
    said = next((s for s in record.statements if s.id == e.statement), None)
    return {
        "ref": prefix + e.id,
        "kind": wording.event_kind(e),
        "type": e.type,
        "status": e.status,
        "status_words": wording.STATUS_MARKS[e.status],
        "actor": wording.side(record, e.actor),
        "recipient": wording.side(record, e.recipient),
        "facts": [
            x
            for x in (
                wording.when(e.date),
                wording.visible(e.place.name) if e.place else "",
                wording.numbers(e.magnitude),
            )
            if x
        ],
        "said_by": wording.speaker(record, said) if said else "",
        "again": e.same_as is not None,
        "confidence": f"{e.confidence:.2f}",
        "quote": wording.quote(record, e.evidence.sentence),
        "why": wording.visible(str(e.why)) if e.why else "",
    }


def _statement(record: Record, s: Any, prefix: str) -> dict[str, Any]:
    """What the template shows of one statement."""
    return {
        "ref": prefix + s.id,
        "speaker": wording.speaker(record, s),
        "about": ", ".join(x for x in (s.kind, s.medium, s.polarity) if x),
        "quote": " … ".join(wording.quote(record, c) for c in s.content),
        "why": wording.visible(str(s.why)) if s.why else "",
    }


def _marks(record: Record, prefix: str) -> list[tuple[int, int, str, str, str]]:
    """Spans to colour: start, end, class, record, hover text."""
    marks = []
    for a in record.actors:
        marks += [(*m.span, f"actor {a.kind}", prefix + a.id, wording.actor_line(a)) for m in a.mentions]
    for e in record.events:
        label = f"{wording.event_kind(e)} ({e.status})"
        marks.append((*e.evidence.trigger, f"trigger {e.status}", prefix + e.id, label))
        marks += [(*s, "side", prefix + e.id, "") for s in [*e.evidence.actor, *e.evidence.recipient]]
        marks += [
            (*x.span, kind, prefix + e.id, kind) for kind, x in (("date", e.date), ("place", e.place)) if x and x.span
        ]
    for s in record.statements:
        marks += [(*c, f"said {s.kind}", prefix + s.id, f"said by {wording.speaker(record, s)}") for c in s.content]
        marks += [(*c, "cue", prefix + s.id, "") for c in (s.cue_span,) if c]
    return marks


def _parts(record: Record, prefix: str) -> list[dict[str, Any]]:
    """Parts of the report, cut into pieces at the borders of spans."""
    text, marks = record.report.text, _marks(record, prefix)
    shown, at = [], 0
    for part in record.report.parts:
        if part.kind == "dateline":
            continue
        start, end = part.span
        if start > at and text[at:start].strip():
            shown.append({"kind": "other", "pieces": [Piece(text[at:start].strip(), "", "", "")]})
        shown.append({"kind": part.kind, "pieces": _pieces(text, start, end, marks)})
        at = max(at, end)
    if text[at:].strip():
        shown.append({"kind": "other", "pieces": [Piece(text[at:].strip(), "", "", "")]})
    return shown


def _pieces(text: str, start: int, end: int, marks: list[tuple[int, int, str, str, str]]) -> list[Piece]:
    """Cut a part at every border of a span."""
    inside = [m for m in marks if m[0] < end and m[1] > start]
    borders = sorted({start, end, *(max(start, m[0]) for m in inside), *(min(end, m[1]) for m in inside)})
    pieces = []
    for a, b in pairwise(borders):
        over = [m for m in inside if m[0] <= a and m[1] >= b]
        classes = " ".join(dict.fromkeys(c for m in over for c in m[2].split()))
        refs = " ".join(dict.fromkeys(m[3] for m in over))
        title = "; ".join(dict.fromkeys(m[4] for m in over if m[4]))
        pieces.append(Piece(text[a:b], classes, refs, title))
    return pieces
