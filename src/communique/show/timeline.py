"""A timeline as lines on a terminal and as one self-contained page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import msgspec
from rich.console import Console
from rich.table import Table
from rich.text import Text

from communique.show import wording
from communique.show.template_files import template

_STYLES = {
    "actual": "bold green",
    "historical": "cyan",
    "future": "yellow",
    "hypothetical": "yellow",
    "negated": "red",
}


class Entry(msgspec.Struct, frozen=True):
    """One line of a timeline: an event, with all reports that tell it alike.

    Attributes:
        day: its first day; None where neither event nor report has one.
        until: its last day, where that is another.
        dated: whether the reports themselves date the event; else `day` is the report's.
        type, mode, status, quad, score: as in the record.
        actor, recipient: names of the sides.
        said_by: who says so, where it is only told in somebody's words.
        place: where.
        quote: the evidence sentence of the surest telling.
        confidence: of that telling.
        outlets: who reports it, each once.
        events: report and event ids of all tellings.
        url: where the surest telling stands.
    """

    day: str | None
    until: str | None
    dated: bool
    type: str
    mode: list[str]
    status: str
    quad: str
    score: float
    actor: list[str]
    recipient: list[str]
    said_by: str | None
    place: str | None
    quote: str
    confidence: float
    outlets: list[str]
    events: list[dict[str, str]]
    url: str | None = None


def print_timeline(console: Console, title: str, entries: Sequence[Entry]) -> None:
    """Print entries by month, each with its sentence and who reports it."""
    console.print(Text(title, style="bold"))
    for month, group in _months(entries):
        console.print()
        console.print(Text(month, style="bold underline"))
        console.print(_lines(group))
    if not entries:
        console.print(Text("nothing found", style="dim"))


def _lines(entries: Sequence[Entry]) -> Table:
    """Entries of a month: the day, then what happened, the sentence, who reports it."""
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(style="bold", no_wrap=True)
    table.add_column()
    for e in entries:
        text = Text()
        text.append(f"{wording.STATUS_MARKS[e.status]}  ", style=_STYLES[e.status])
        text.append(" ".join([e.type, *e.mode]), style="bold")
        text.append(f"  {_sides(e)}")
        for extra in _facts(e):
            text.append(f"  · {extra}", style="cyan")
        text.append(f"\n{wording.visible(e.quote)}", style="italic")
        text.append(f"\n{_told(e)}  {e.confidence:.2f}\n", style="dim")
        table.add_row(e.day or "", text)
    return table


def _sides(e: Entry) -> str:
    """Who to whom."""
    actor, recipient = (wording.visible(", ".join(side)) for side in (e.actor, e.recipient))
    return f"{actor or '—'} → {recipient}" if recipient else actor or "—"


def _facts(e: Entry) -> list[str]:
    """Last day, place, who says so, whether the day is the report's."""
    found = []
    if e.until:
        found.append(f"to {e.until}")
    if e.place:
        found.append(wording.visible(e.place))
    if e.said_by:
        found.append(f"only as said by {wording.visible(e.said_by)}")
    if e.day and not e.dated:
        found.append("day of the report")
    return found


def _told(e: Entry) -> str:
    """Who reports it and how often."""
    reports = len({x["report"] for x in e.events})
    outlets = wording.visible(", ".join(e.outlets[:3])) + (
        f" and {len(e.outlets) - 3} more" if len(e.outlets) > 3 else ""
    )
    return " · ".join(x for x in (outlets, f"{reports} reports" if reports > 1 else "") if x) or e.events[0]["report"]


def _months(entries: Sequence[Entry]) -> Iterator[tuple[str, list[Entry]]]:
    """Entries by month; those without a day come last."""
    for month, group in groupby(entries, key=lambda e: (e.day or "")[:7]):
        yield month or "no day", list(group)


def render_timeline(title: str, entries: Sequence[Entry]) -> str:
    """One self-contained HTML page; it runs no script and loads nothing."""
    months = [(month, [_shown(e) for e in group]) for month, group in _months(entries)]
    return str(template("timeline.html").render(title=wording.visible(title), months=months))


def _shown(e: Entry) -> dict[str, Any]:
    """What the template shows of one entry."""
    return {
        "day": e.day or "",
        "status": e.status,
        "status_words": wording.STATUS_MARKS[e.status],
        "kind": " ".join([e.type, *e.mode]),
        "sides": _sides(e),
        "facts": _facts(e),
        "quote": wording.visible(e.quote),
        "told": _told(e),
        "confidence": f"{e.confidence:.2f}",
        "url": e.url if e.url and e.url.startswith(("https://", "http://")) else "",
    }
