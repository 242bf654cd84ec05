"""Occurrences, their tellings, threads and stages: as tables in CSV or Parquet, or as JSON lines."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Literal

from communique.export.cells import joined, json_line
from communique.export.columns import Cell, Column
from communique.export.media import CsvSink, ParquetSink, Sink
from communique.records.story import Occurrence, Stage, Stories, StoryActor, Thread, Told, story_lines

StoryMedium = Literal["jsonl", "csv", "parquet"]

StageRow = tuple[Thread, int, Stage]
"""A thread, the place of a stage in it, the stage."""

TellingRow = tuple[Occurrence, Told]
"""An occurrence and one of its tellings."""


def _names(people: Sequence[StoryActor]) -> Cell:
    return joined([p.name for p in people])


def _codes(people: Sequence[StoryActor]) -> Cell:
    return joined([c for p in people for c in p.country])


def _count(name: str, what: str) -> Callable[[Occurrence], Cell]:
    """The getter of one number of one kind."""

    def value(occurrence: Occurrence) -> Cell:
        count = occurrence.counts.get(name)
        return None if count is None else float(getattr(count, what))

    return value


OCCURRENCES: tuple[Column[Occurrence], ...] = (
    Column("occurrence_id", "string", "one thing that happened, however often told", lambda o: o.id),
    Column("date_start", "date", "first day", lambda o: o.date.start if o.date else None),
    Column("date_end", "date", "last day, included", lambda o: o.date.end if o.date else None),
    Column("type", "string", "PLOVER event type told most", lambda o: o.type),
    Column("modes", "string", "PLOVER modes", lambda o: joined(o.mode)),
    Column("contexts", "string", "PLOVER contexts", lambda o: joined(o.context)),
    Column("quad", "string", "quad class", lambda o: o.quad),
    Column("score", "number", "PLOVER score", lambda o: o.score),
    Column("status", "string", "whether it happened", lambda o: o.status),
    Column("actor_names", "string", "who acted", lambda o: _names(o.actor)),
    Column("actor_countries", "string", "their countries", lambda o: _codes(o.actor)),
    Column("recipient_names", "string", "towards whom", lambda o: _names(o.recipient)),
    Column("recipient_countries", "string", "their countries", lambda o: _codes(o.recipient)),
    Column("place", "string", "where", lambda o: o.place.name if o.place else None),
    Column("place_country", "string", "country of the place", lambda o: o.place.country if o.place else None),
    Column("tellings", "integer", "events joined", lambda o: len(o.events)),
    Column("reports", "integer", "reports that tell it", lambda o: len({e.report for e in o.events})),
    Column("outlets", "integer", "outlets that report it, near-copies once", lambda o: o.outlets),
    Column("confidence", "number", "0 to 1, an estimate", lambda o: o.confidence),
    *(
        Column(f"{name}_{what}", "number", f"{name}: the {what} number told", _count(name, what))
        for name in ("killed", "injured", "size", "amount")
        for what in ("latest", "least", "most")
    ),
    Column("quote", "string", "sentence of the surest telling", lambda o: o.evidence[0].quote if o.evidence else None),
)
TELLINGS: tuple[Column[TellingRow], ...] = (
    Column("occurrence_id", "string", "the occurrence", lambda r: r[0].id),
    Column("report_id", "string", "a report that tells it", lambda r: r[1].report),
    Column("event_id", "string", "the event of that report", lambda r: r[1].event),
)
THREADS: tuple[Column[Thread], ...] = (
    Column("thread_id", "string", "one deal, ceasefire, dispute or the like through time", lambda t: t.id),
    Column("title", "string", "parties, subject and kind", lambda t: t.title),
    Column("kind", "string", "talks, agreement, ceasefire, aid, sanctions, dispute, protest", lambda t: t.kind),
    Column("stage", "string", "the latest stage that is established", lambda t: t.stage),
    Column("disputed", "boolean", "parties have claimed what cannot both hold", lambda t: t.disputed),
    Column("party_names", "string", "parties", lambda t: _names(t.parties)),
    Column("party_countries", "string", "their countries", lambda t: _codes(t.parties)),
    Column("mediator_names", "string", "go-betweens", lambda t: _names(t.mediators)),
    Column("subject", "string", "what it is about", lambda t: joined(t.subject)),
    Column("first_day", "date", "first report", lambda t: t.first),
    Column("last_day", "date", "last report", lambda t: t.last),
    Column("reports", "integer", "reports that tell of it", lambda t: len(t.reports)),
    Column("occurrences", "string", "ids of its occurrences", lambda t: joined(t.occurrences)),
)
STAGES: tuple[Column[StageRow], ...] = (
    Column("thread_id", "string", "the thread", lambda r: r[0].id),
    Column("number", "integer", "place in the thread, from 1", lambda r: r[1]),
    Column("stage", "string", "the stage", lambda r: r[2].stage),
    Column("date_start", "date", "first day", lambda r: r[2].date.start if r[2].date else None),
    Column("date_end", "date", "last day, included", lambda r: r[2].date.end if r[2].date else None),
    Column("asserted_by", "string", "outlet, or who says so", lambda r: r[2].asserted_by),
    Column("established", "boolean", "an outlet asserts it or both sides say it", lambda r: r[2].established),
    Column("manner", "string", "told, claimed, hoped, denied", lambda r: r[2].manner),
    Column("report_id", "string", "where it is told first", lambda r: r[2].report),
    Column("event_id", "string", "the event there, where one is coded", lambda r: r[2].event),
    Column("span_start", "integer", "first character of the quote in that report", lambda r: r[2].evidence[0]),
    Column("span_end", "integer", "character after its last", lambda r: r[2].evidence[1]),
    Column("quote", "string", "the sentence that tells it", lambda r: r[2].quote),
)


def export_stories(stories: Stories, folder: Path, medium: StoryMedium) -> dict[str, int]:
    """Write stories to a folder.

    Args:
        stories: occurrences and threads.
        folder: where to; made if it is not there.
        medium: `jsonl`: `stories.jsonl`, lines as `communique stories --json` writes them; `csv` and `parquet`: the
            tables occurrences, tellings, threads and stages.

    Returns:
        Rows written, by file name.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if medium == "jsonl":
        lines = [json_line(line) for line in story_lines(stories)]
        (folder / "stories.jsonl").write_bytes(b"".join(line + b"\n" for line in lines))
        return {"stories.jsonl": len(lines)}
    tables: tuple[tuple[str, Sequence[Column[Any]], Iterable[Any]], ...] = (
        ("occurrences", OCCURRENCES, stories.occurrences),
        ("tellings", TELLINGS, [(o, e) for o in stories.occurrences for e in o.events]),
        ("threads", THREADS, stories.threads),
        ("stages", STAGES, [(t, n, s) for t in stories.threads for n, s in enumerate(t.stages, 1)]),
    )
    written = {}
    for name, columns, rows in tables:
        path = folder / f"{name}.{medium}"
        with path.open("wb") as stream:
            sink: Sink = CsvSink(stream, columns, True) if medium == "csv" else ParquetSink(stream, columns)
            for row in rows:
                sink.put([c.value(row) for c in columns])
            sink.close()
        written[path.name] = sink.rows
    return written
