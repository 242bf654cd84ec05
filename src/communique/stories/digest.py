"""What is new on one day, by thread, in sentences made from records by templates.

Nothing is said that a record does not hold: each sentence carries the words it rests on.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from communique.records.story import Evidence, Occurrence, Stage, Stories, Thread
from communique.stories.stagebook import StageBook

ItemKind = Literal["new thread", "stage", "claim", "dispute", "told again", "event"]

_CLAIMS = {"claimed": "says that it is", "hoped": "hopes for or expects", "denied": "denies that it is"}


class DigestItem(msgspec.Struct, frozen=True):
    """One sentence of a digest.

    Attributes:
        kind: what it tells.
        text: the sentence.
        thread: id of the thread, or None for a happening outside of threads.
        title: of the thread or happening.
        evidence: the words it rests on.
    """

    kind: ItemKind
    text: str
    thread: str | None
    title: str
    evidence: list[Evidence]


def digest_of(stories: Stories, day: str, days: Mapping[str, str], book: StageBook) -> list[DigestItem]:
    """The digest of one day.

    Args:
        stories: all stories.
        day: YYYY-MM-DD; a report counts for the day it is dated.
        days: the day of each report by id.
        book: orders of stages.
    """
    items: list[DigestItem] = []
    covered: set[str] = set()
    for thread in stories.threads:
        found = _thread_items(thread, day, days, book)
        items += found
        if found:
            covered.update(thread.occurrences)
    for occurrence in stories.occurrences:
        if occurrence.id not in covered:
            items += _event_item(occurrence, day, days)
    return items


def _thread_items(thread: Thread, day: str, days: Mapping[str, str], book: StageBook) -> list[DigestItem]:
    """What one thread has new."""
    if not any(days.get(r) == day for r in thread.reports):
        return []
    before = [s for s in thread.stages if days.get(s.report, "") < day]
    today = [s for s in thread.stages if days.get(s.report) == day]
    items = []
    if not before and all(days.get(r, day) >= day for r in thread.reports):
        names = " and ".join(p.name for p in thread.parties[:2]) or "unnamed parties"
        text = f"New: {thread.kind} of {names}" + (f" about {thread.subject[0]}." if thread.subject else ".")
        items.append(_item("new thread", text, thread, today[:1]))
    items += _changes(thread, before, today, book)
    for stage in today:
        if not stage.established:
            verb = _CLAIMS.get(stage.manner, "says that it is")
            items.append(_item("claim", f"{stage.asserted_by} {verb} {_words(stage)}{_when(stage)}.", thread, [stage]))
    for dispute in thread.disputes:
        if day in (days.get(dispute.claim.report), days.get(dispute.denial.report)):
            text = f"{dispute.denied_by} contradicts {dispute.claimed_by} on whether it is {_plain(dispute.stage)}."
            items.append(DigestItem("dispute", text, thread.id, thread.title, [dispute.claim, dispute.denial]))
    again = [e for s in thread.stages for e in s.also if days.get(e.report) == day and days.get(s.report, "") < day]
    if again and not items:
        items.append(DigestItem("told again", "Told again, nothing new.", thread.id, thread.title, again[:1]))
    return items


def _changes(thread: Thread, before: list[Stage], today: list[Stage], book: StageBook) -> list[DigestItem]:
    """Stages reached, and whether they move the thread."""
    was = standing(thread.kind, before, book)
    now = standing(thread.kind, [*before, *today], book)
    items = []
    for stage in today:
        if not stage.established:
            continue
        moved = stage.stage == now and now != was
        told = f"Now {_words(stage)}{_when(stage)}" if moved else f"{_words(stage).capitalize()}{_when(stage)}"
        text = f"{told}, before {_plain(was)}." if moved and was else f"{told}."
        items.append(_item("stage", text, thread, [stage]))
    return items


def standing(kind: str, stages: list[Stage], book: StageBook) -> str | None:
    """The latest established stage of some stages of a thread."""
    sure = [s for s in stages if s.established and s.date is not None]
    if not sure:
        return None
    last = max(sure, key=lambda s: (s.date.end if s.date else "", book.rank(kind, s.stage)))
    return last.stage


def _event_item(occurrence: Occurrence, day: str, days: Mapping[str, str]) -> list[DigestItem]:
    """A happening outside of threads that is first told that day and did happen."""
    first = occurrence.events[0] if occurrence.events else None
    if first is None or days.get(first.report) != day or occurrence.status != "actual" or not occurrence.actor:
        return []
    sides = ", ".join(a.name for a in occurrence.actor[:3])
    if occurrence.recipient:
        sides += " → " + ", ".join(a.name for a in occurrence.recipient[:3])
    when = f" ({occurrence.date.start})" if occurrence.date is not None else ""
    place = f" in {occurrence.place.name}" if occurrence.place is not None else ""
    text = f"{occurrence.type}: {sides}{place}{when}, told by {occurrence.outlets} outlet(s)."
    return [DigestItem("event", text, None, occurrence.type, list(occurrence.evidence))]


def _item(kind: ItemKind, text: str, thread: Thread, stages: list[Stage]) -> DigestItem:
    evidence = [Evidence(s.report, s.evidence, s.quote) for s in stages]
    return DigestItem(kind, text, thread.id, thread.title, evidence)


def _words(stage: Stage) -> str:
    """A stage as words; what is denied is the stage before it."""
    return "so" if stage.manner == "denied" else _plain(stage.stage)


def _plain(stage: str) -> str:
    return stage.replace("_", " ")


def _when(stage: Stage) -> str:
    """The stage's days."""
    if stage.date is None or stage.manner == "denied":
        return ""
    one = stage.date.start == stage.date.end
    return f" ({stage.date.start})" if one else f" ({stage.date.start} to {stage.date.end})"
