"""Stories of a store or a file of records: worked out where something changed, kept in the store."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from communique import __version__
from communique.codebook.story_book import STORIES
from communique.codebook.tables import DATA, area_digest, load_area
from communique.corpus.coded import CodedReports, is_store
from communique.errors import StoreError
from communique.records.ids import fold
from communique.records.story import Decision, EventRef, Stories, Thread
from communique.store.reading import record_of
from communique.store.store import Store
from communique.store.stories import (
    decide,
    decisions,
    fingerprint,
    keep_stories,
    kept_fingerprint,
    read_stories,
)
from communique.stories.build import StoryBuilder
from communique.stories.digest import DigestItem, digest_of
from communique.stories.stagebook import StageBook


def stories_of(path: str | Path, *, explain: bool = True) -> Stories:
    """Occurrences and threads of a store, or of a file of JSON lines.

    A store keeps what was worked out, and works it out anew only where reports, people's corrections, decisions
    or the program's knowledge have changed. A store that cannot be written is read all the same.

    Args:
        path: a store, a file of records, or `-` for standard input.
        explain: say for each merge which features spoke for it.

    Raises:
        ReadError: there is no such file.
        StoreError: the store is damaged, not ours, or made by a newer version.
    """
    if str(path) == "-" or not is_store(path):
        return _built(path, (), explain)
    with Store.open(path) as store:
        now = fingerprint(store, _knowledge())
        if kept_fingerprint(store) == now:
            return read_stories(store)
        by_hand = decisions(store)
    stories = _built(path, by_hand, explain)
    try:
        with Store.open(path, "write") as store:
            keep_stories(store, stories, now)
    except StoreError:
        return stories
    return stories


def _knowledge() -> str:
    """What stories depend on beside the reports."""
    return f"{__version__}:{area_digest(STORIES, [DATA])}"


def _built(path: str | Path, by_hand: Iterable[Decision], explain: bool) -> Stories:
    """Work the stories out from all reports; rejected events are left out."""
    builder = StoryBuilder(decisions=by_hand)
    for coded in CodedReports(path):
        rejected = {name for name, verdict in coded.review.items() if verdict == "rejected"}
        builder.add(coded.record, rejected)
    return builder.stories(explain)


def day_digest(path: str | Path, day: str) -> list[DigestItem]:
    """The digest of one day; arguments and errors as for `stories_of`."""
    return digest_of(stories_of(path), day, _report_days(path), StageBook(load_area(STORIES).stages))


def _report_days(path: str | Path) -> dict[str, str]:
    """The day of each report."""
    if str(path) != "-" and is_store(path):
        with Store.open(path) as store:
            return {row[0]: row[1] or "" for row in store.rows("SELECT id, date FROM reports WHERE live = 1")}
    return {c.record.report.id: c.record.report.date or "" for c in CodedReports(path)}


def report_titles(path: str | Path) -> dict[str, str]:
    """For each report its outlet, day and headline, for showing."""
    if str(path) == "-":
        return {}
    if is_store(path):
        with Store.open(path) as store:
            rows = store.rows("SELECT id, publisher, date, title FROM reports WHERE live = 1")
            return {row[0]: _told(row[1], row[2], row[3]) or row[0] for row in rows}
    found = (c.record.report for c in CodedReports(path))
    return {r.id: _told(r.publisher, r.date, r.title) or r.id for r in found}


def _told(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)


def join_or_split(path: str | Path, verdict: str, first: str, second: str, by: str) -> str:
    """Remember that two events are, or are not, one happening.

    Args:
        path: a store.
        verdict: `join` or `split`.
        first, second: events as REPORT:EVENT.
        by: who decides.

    Returns:
        The decision's id.

    Raises:
        StoreError: no such event, or the store cannot be written.
    """
    with Store.open(path, "write") as store:
        one, two = (_reference(store, name) for name in (first, second))
        return decide(store, Decision("join" if verdict == "join" else "split", one, two, by))


def _reference(store: Store, name: str) -> EventRef:
    """An event by report and id, with the words that will find it again."""
    report, _, event = name.rpartition(":")
    record = record_of(store, report) if report else None
    if record is None:
        raise StoreError(f"{name!r}: there is no live report {report!r}; write REPORT:EVENT")
    for known in record.events:
        if known.id == event:
            start, end = known.evidence.trigger
            return EventRef(report, event, record.report.text[start:end], start)
    raise StoreError(f"{name!r}: report {report!r} has no event {event!r}")


def chosen_threads(
    stories: Stories, *, since: str | None = None, about: str | None = None, party: str | None = None
) -> list[Thread]:
    """Threads that were told of since a day, are about some words, or have a state as party.

    Args:
        stories: all stories.
        since: first day, month or year: YYYY, YYYY-MM or YYYY-MM-DD.
        about: words that all stand in title, subject, names or quotes.
        party: ISO alpha-3 of a party or mediator.
    """
    words = fold(about).split() if about else []
    found = []
    for thread in stories.threads:
        codes = {c for a in (*thread.parties, *thread.mediators) for c in a.country}
        if party is not None and party.upper() not in codes:
            continue
        if since is not None and (thread.last or "")[: len(since)] < since:
            continue
        if words:
            text = fold(" ".join([thread.title, *thread.subject, *thread.names, *(s.quote for s in thread.stages)]))
            if not all(word in text for word in words):
                continue
        found.append(thread)
    return found
