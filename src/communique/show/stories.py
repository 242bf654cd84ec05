"""Threads as lines on a terminal and as one self-contained page with stage lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.text import Text

from communique.records.story import Stage, StoryDate, Thread
from communique.show import wording
from communique.show.template_files import template

_MARKS = {"told": "●", "claimed": "○", "hoped": "◌", "denied": "✕"}
_STYLES = {"told": "bold green", "claimed": "yellow", "hoped": "cyan", "denied": "red"}
_MANNERS = {
    "told": "established",
    "claimed": "only claimed",
    "hoped": "hoped, planned or demanded",
    "denied": "denied",
}


def print_threads(console: Console, threads: Sequence[Thread], titles: Mapping[str, str] | None = None) -> None:
    """Print each thread: its state in a line, then its dated stages with who says so and the quote.

    Args:
        console: where to.
        threads: the threads.
        titles: for each report id what to show instead, such as outlet and day.
    """
    for thread in threads:
        console.print(Text(wording.visible(state_line(thread)), style="bold"))
        for stage in thread.stages:
            console.print(_line(stage, titles or {}))
        for dispute in thread.disputes:
            console.print(
                Text(
                    wording.visible(f"   ⚡ {dispute.denied_by} against {dispute.claimed_by}: {_plain(dispute.stage)}"),
                    "red",
                )
            )
        for name, remarks in (("condition", thread.conditions), ("open", thread.open_points)):
            for remark in remarks[:3]:
                console.print(Text(wording.visible(f"   {name}: {remark.quote}"), style="dim"))
        console.print()
    if not threads:
        console.print(Text("no threads found", style="dim"))


def state_line(thread: Thread) -> str:
    """A thread's state in one line."""
    stage = _plain(thread.stage) if thread.stage else "nothing established"
    parts = [f"{thread.title}: {stage}"]
    if thread.disputed:
        parts.append("disputed")
    if thread.mediators:
        parts.append("mediated by " + ", ".join(m.name for m in thread.mediators))
    if thread.first:
        parts.append(f"{thread.first} to {thread.last}, {len(thread.reports)} reports")
    return " · ".join(parts)


def _line(stage: Stage, titles: Mapping[str, str]) -> Text:
    """One stage: mark, days, stage, who says so, the quote, where."""
    text = Text("   ")
    text.append(f"{_MARKS[stage.manner]} ", style=_STYLES[stage.manner])
    text.append(f"{_days(stage.date):<23} ", style="dim")
    text.append(_plain(stage.stage), style="bold" if stage.established else "")
    text.append(f"  {_MANNERS[stage.manner]}", style=_STYLES[stage.manner])
    if stage.asserted_by != "outlet":
        text.append(f" · {wording.visible(stage.asserted_by)}")
    text.append(f"\n     “{wording.visible(stage.quote)}”", style="italic")
    where = titles.get(stage.report, stage.report)
    more = f" and {len(stage.also)} more" if stage.also else ""
    text.append(f"\n     {wording.visible(where)}{more}", style="dim")
    return text


def _days(date: StoryDate | None) -> str:
    if date is None:
        return "no day"
    return date.start if date.start == date.end else f"{date.start}–{date.end}"


def _plain(stage: str) -> str:
    return stage.replace("_", " ")


def render_threads(threads: Sequence[Thread], titles: Mapping[str, str] | None = None) -> str:
    """One self-contained HTML page; it runs no script and loads nothing."""
    shown = [_shown(t, titles or {}) for t in threads]
    return str(template("stories.html").render(threads=shown))


def _shown(thread: Thread, titles: Mapping[str, str]) -> dict[str, Any]:
    """What the template shows of a thread."""
    return {
        "id": thread.id,
        "title": wording.visible(thread.title),
        "state": wording.visible(state_line(thread).removeprefix(thread.title + ": ")),
        "disputed": thread.disputed,
        "stages": [
            {
                "stage": _plain(s.stage),
                "days": _days(s.date),
                "manner": s.manner,
                "words": _MANNERS[s.manner],
                "by": "" if s.asserted_by == "outlet" else wording.visible(s.asserted_by),
                "quote": wording.visible(s.quote),
                "where": wording.visible(titles.get(s.report, s.report)),
                "more": len(s.also),
            }
            for s in thread.stages
        ],
        "disputes": [
            {
                "words": wording.visible(f"{d.denied_by} contradicts {d.claimed_by} on: {_plain(d.stage)}"),
                "claim": wording.visible(d.claim.quote),
                "denial": wording.visible(d.denial.quote),
            }
            for d in thread.disputes
        ],
        "remarks": [
            {"name": name, "quote": wording.visible(r.quote)}
            for name, remarks in (("condition", thread.conditions), ("open", thread.open_points))
            for r in remarks
        ],
    }
