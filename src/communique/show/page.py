"""A record as a page: the report with coloured spans beside its records, in one file.

The page needs nothing from outside and runs no script that the report could bring: all text is
escaped by the template, and the page's own few lines only light up spans.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from communique.records.record import Record
from communique.show import wording
from communique.show.pieces import shown_parts


def render_page(records: list[Record]) -> str:
    """One self-contained HTML page of the records."""
    reports = [report_view(r, f"r{n}-") for n, r in enumerate(records)]
    return str(_template("page.html").render(reports=reports, css=_css(), js=_asset("page.js")))


def render_fragment(record: Record) -> str:
    """The body of one report's page, for notebooks."""
    return str(_template("fragment.html").render(report=report_view(record), css=_css()))


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


def _css() -> str:
    """The style of the spans, then of the page around them."""
    return _asset("spans.css") + _asset("page.css")


@lru_cache(maxsize=8)
def _asset(name: str) -> str:
    """A style sheet or script that the page carries."""
    from importlib.resources import files

    return (files("communique.show") / "templates" / name).read_text(encoding="utf-8")


def report_view(record: Record, prefix: str = "") -> dict[str, Any]:
    """What the templates show of one record; `prefix` keeps the ids of several reports on one page apart."""
    events = [_event(record, e, prefix) for e in record.events]
    statements = [_statement(record, s, prefix) for s in record.statements]
    told = sorted([*events, *statements], key=lambda r: (r["at"], r["ref"]))
    for n, row in enumerate(told, 1):
        row["number"] = n
    return {
        "report": record.report,
        "title": wording.visible(record.report.title or record.report.id),
        "parts": shown_parts(record, prefix),
        "records": told,
        "numbers": {row["ref"]: row["number"] for row in told},
        "counts": {"events": len(events), "statements": len(statements)},
        "actors": [
            {"ref": prefix + a.id, "id": a.id, "line": wording.actor_line(a), "kind": a.kind, "named": len(a.mentions)}
            for a in record.actors
        ],
        "notes": [f"{n.code}: {wording.visible(n.message)}" for n in record.notes],
    }


def _event(record: Record, e: Any, prefix: str) -> dict[str, Any]:
    """What the template shows of one event."""
    said = next((s for s in record.statements if s.id == e.statement), None)
    return {
        "record": "event",
        "ref": prefix + e.id,
        "id": e.id,
        "at": e.evidence.trigger[0],
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
        "why": wording.reason(e.why) if e.why else "",
    }


def _statement(record: Record, s: Any, prefix: str) -> dict[str, Any]:
    """What the template shows of one statement."""
    return {
        "record": "statement",
        "ref": prefix + s.id,
        "id": s.id,
        "at": s.cue_span[0] if s.cue_span else s.content[0][0] if s.content else s.evidence.sentence[0],
        "kind": s.kind,
        "speaker": wording.speaker(record, s),
        "about": ", ".join(x for x in (s.kind, s.medium, s.polarity) if x),
        "confidence": "" if s.confidence is None else f"{s.confidence:.2f}",
        "quote": " … ".join(wording.quote(record, c) for c in s.content),
        "why": wording.reason(s.why) if s.why else "",
    }
