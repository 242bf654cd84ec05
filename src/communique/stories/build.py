"""From records to stories: the whole chain, one record at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import msgspec

from communique.codebook.story_book import STORIES, StoryTables
from communique.codebook.tables import load_area
from communique.records.record import Record
from communique.records.story import Decision, Occurrence, Stories, Thread
from communique.stories.clusters import Clusters
from communique.stories.copies import Sketch, copies, sketch
from communique.stories.dating import ordinal
from communique.stories.decisions import EventIndex, resolve
from communique.stories.occurrences import make_occurrence
from communique.stories.pairing import PairModel
from communique.stories.sign_reader import SignReader
from communique.stories.signs import ReportSigns
from communique.stories.stagebook import StageBook
from communique.stories.telling import tellings_of
from communique.stories.telling_threads import make_thread
from communique.stories.threads import draft_threads
from communique.stories.words import Vocabulary


class StoryBuilder:
    """Takes in records in any order and tells occurrences and threads.

    Args:
        tables: the knowledge; the built-in one with users' files laid over it by default.
        decisions: joins and splits by hand.
        overlays: folders of users' data files.

    Example:
        >>> builder = StoryBuilder()          # doctest: +SKIP
        >>> for record in records:
        ...     builder.add(record)
        >>> builder.stories().threads[0].stage
        'signed'
    """

    def __init__(
        self,
        tables: StoryTables | None = None,
        decisions: Iterable[Decision] = (),
        overlays: Sequence[Path] = (),
    ) -> None:
        """Load the knowledge."""
        self.tables = load_area(STORIES, overlays) if tables is None else tables
        self.vocabulary = Vocabulary(self.tables.words)
        self.clusters = Clusters(PairModel(self.tables.pairs, self.vocabulary))
        self.decisions = list(decisions)
        self.index = EventIndex()
        self.sketches: dict[str, Sketch] = {}
        self.book = StageBook(self.tables.stages)
        self.reader = SignReader(self.book, self.vocabulary)
        self.signs: dict[str, ReportSigns] = {}

    def add(self, record: Record, rejected: Collection[str] = ()) -> None:
        """Take in one report; a report that was taken in before is not taken in again.

        Args:
            record: the coded report.
            rejected: ids of events that a person rejected; they are left out.
        """
        if record.report.id in self.sketches:
            return
        if rejected:
            record = msgspec.structs.replace(record, events=[e for e in record.events if e.id not in rejected])
        day = ordinal(record.report.date) if record.report.date else 0
        self.sketches[record.report.id] = sketch(record, day)
        self.index.add(record)
        self.clusters.add(tellings_of(record, self.vocabulary))
        self.signs[record.report.id] = self.reader.read(record)

    def occurrences(self, explain: bool = False) -> list[Occurrence]:
        """What happened, each once, in order of first telling."""
        self.clusters.decide(resolve(self.decisions, self.index))
        copy_of = self.copies()
        return [make_occurrence(group, copy_of, explain) for group in self.clusters.groups()]

    def copies(self) -> dict[str, str]:
        """For each near-copy, the report it copies."""
        return copies(self.sketches.values())

    def stories(self, explain: bool = False) -> Stories:
        """Occurrences and threads."""
        occurrences = self.occurrences(explain)
        return Stories(occurrences, self.threads(occurrences))

    def threads(self, occurrences: list[Occurrence]) -> list[Thread]:
        """Where each negotiation, deal and dispute stands, those told of last at the end."""
        copy_of = self.copies()
        of = {(e.report, e.event): o.id for o in occurrences for e in o.events}
        made = [make_thread(d, self.book, copy_of, of) for d in draft_threads(self.signs.values(), copy_of)]
        found = [t for t in made if t is not None]
        return sorted(found, key=lambda t: (t.first or "", t.last or "", t.id))


def build_stories(records: Iterable[Record], decisions: Iterable[Decision] = (), explain: bool = False) -> Stories:
    """Occurrences and threads of records, whatever their order."""
    builder = StoryBuilder(decisions=decisions)
    for record in records:
        builder.add(record)
    return builder.stories(explain)
