"""The events stage: triggers, then when, where, how many, what about, and told again."""

from __future__ import annotations

from communique.codebook.trigger_book import TriggerBook
from communique.events.agents import find_agents
from communique.events.answers import find_answered
from communique.events.background import mark_background
from communique.events.calibration import calibrate, drop_unlikely
from communique.events.contexts import ContextIndex, add_contexts
from communique.events.demands import ask_of_others
from communique.events.detect import detect_events
from communique.events.discourse import complete_recipients
from communique.events.ground import use_ground
from communique.events.judgements import add_judgements
from communique.events.magnitude import measure
from communique.events.reach import reach_recipients
from communique.events.retold import retell
from communique.events.same import link_same
from communique.events.shared import share_recipients
from communique.events.topic import use_topic
from communique.events.undertakings import add_undertakings
from communique.events.when import attach_dates
from communique.events.where import attach_places
from communique.segment.reading import Reading


class EventStage:
    """Fills `reading.events` with one trigger book."""

    def __init__(self, book: TriggerBook) -> None:
        self.book = book
        self.contexts = ContextIndex(book)

    def __call__(self, reading: Reading) -> None:
        """Find the events of one report."""
        detect_events(reading, self.book)
        add_judgements(reading, self.book)
        ask_of_others(reading, self.book.types)
        add_undertakings(reading, self.book)
        attach_dates(reading)
        mark_background(reading)
        attach_places(reading)
        retell(reading)
        find_agents(reading)
        use_ground(reading)
        find_answered(reading)
        share_recipients(reading)
        complete_recipients(reading)
        reach_recipients(reading)
        use_topic(reading)
        for event in reading.events:
            event.magnitude = measure(reading, event, self.book.types[event.type])
        drop_unlikely(reading)
        add_contexts(reading, self.contexts)
        link_same(reading)
        if self.book.plover:
            calibrate(reading)
