"""The steps of coding, in order. Each reads and writes one `Reading`.

parts, quotations   segment.read       the doc's columns, parts, quotations
dates               dates.find         "on Monday", "earlier this month"
statements          statements         speaker, cue and content, by syntax
actors              actors             mentions, persons, states, groups; pronouns
places              places             where things lie
speakers            coding.speakers    who the speakers are
events              events             triggers, sides, status, date, place, numbers
links               coding.links       events told inside statements; sayings that are events
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from communique.actors.resolve import find_actors
from communique.codebook.actor_book import ActorBook
from communique.codebook.areas import ACTORS, CUES
from communique.codebook.tables import load_area
from communique.codebook.trigger_book import TriggerBook
from communique.coding.behalf import set_behalf
from communique.coding.links import link_events
from communique.coding.speakers import link_speakers
from communique.dates.book import DateBook
from communique.dates.find import find_dates
from communique.events.stage import EventStage
from communique.places.find import find_places
from communique.places.gazetteer import Gazetteer
from communique.segment.reading import Reading
from communique.statements.attribute import attribute
from communique.statements.cuebook import CueBook, compile_cues

PARTS = ("actors", "events", "statements")
"""What `--only` may name; actors are always found, since the others name them."""


@dataclass(frozen=True)
class Books:
    """All that the coder knows."""

    actors: ActorBook
    cues: CueBook
    triggers: TriggerBook
    events: EventStage
    dates: DateBook
    places: Gazetteer

    @classmethod
    def load(cls, overlays: Sequence[Path] = ()) -> Books:
        """Load the built-in knowledge with users' folders laid over it."""
        cues = load_area(CUES, overlays)
        triggers = TriggerBook.load(overlays)
        return cls(
            actors=ActorBook(load_area(ACTORS, overlays)),
            cues=compile_cues(cues.files, cues.words),
            triggers=triggers,
            events=EventStage(triggers),
            dates=DateBook.load(overlays),
            places=Gazetteer(overlays),
        )


Step = tuple[str, Callable[[Reading, Books], None]]

STEPS: tuple[Step, ...] = (
    ("dates", lambda reading, books: find_dates(reading, books.dates)),
    ("statements", lambda reading, books: attribute(reading, books.cues)),
    ("actors", lambda reading, books: find_actors(reading, books.actors, books.places.homes)),
    ("places", lambda reading, books: find_places(reading, books.places)),
    ("speakers", lambda reading, books: link_speakers(reading)),
    ("behalf", lambda reading, books: set_behalf(reading, books.actors)),
    ("events", lambda reading, books: books.events(reading)),
    ("links", lambda reading, books: link_events(reading)),
)


def run_steps(reading: Reading, books: Books, skip: frozenset[str] = frozenset()) -> None:
    """Run the steps in order but for those named in `skip`."""
    for name, step in STEPS:
        if name not in skip:
            step(reading, books)
