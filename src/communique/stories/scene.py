"""One report laid out for reading signs: sentences, dates, who says what, which words name states."""

from __future__ import annotations

from communique.records.record import Record
from communique.stories.attribution import Attribution
from communique.stories.dating import dates_in, ordinal
from communique.stories.sentences import sentences_of
from communique.stories.stagebook import StageBook
from communique.stories.words import Vocabulary


class Scene:
    """A report with all that the readers of signs ask of it.

    Attributes:
        told: the report's day as an ordinal, 0 where unknown.
        said: statements and mentions by position.
        own: stems of the states' own names and adjectives: they tell the parties, not the subject.
    """

    def __init__(self, record: Record, book: StageBook, vocabulary: Vocabulary) -> None:
        """Lay out one report."""
        self.record, self.book, self.vocabulary = record, book, vocabulary
        self.text = record.report.text
        self.told = ordinal(record.report.date) if record.report.date else 0
        self.sentences = sentences_of(record)
        self.dates = dates_in(record, self.sentences)
        self.said = Attribution(record, book)
        self.own = self._state_words()

    def _state_words(self) -> frozenset[str]:
        found: set[str] = set()
        for actor in self.record.actors:
            if actor.kind == "country":
                found |= self.vocabulary.stems(actor.name)
                for mention in actor.mentions:
                    found |= self.vocabulary.stems(self.text[slice(*mention.span)])
        return frozenset(found)

    def topic(self, words: str) -> frozenset[str]:
        """Stems that tell a subject, names of the report's states left out."""
        return self.vocabulary.topic(words) - self.own
