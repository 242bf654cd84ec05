"""What the actor rules share while they read one report.

A `Scene` holds the parse, the book of known actors, the names spotted in the text, the noun
phrases that describe actors, and the cast: the entities found so far. It lives for one report.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from communique.codebook.actor_book import STATE_KINDS, ActorBook, Entry
from communique.codebook.schema.nouns import NounRow
from communique.records.document import Note
from communique.segment.parse import Parse
from communique.segment.reading import Entity, Mention, Range, Reading

if TYPE_CHECKING:
    from communique.actors.focus import Naming

ASIDE = frozenset({"place", "adjective", "modifier", "relative"})
"""Rules of mentions that are no mentions in the records' sense; events may fall back on them."""


@dataclass(slots=True)
class Spot:
    """Tokens that are a name of the book, and what the name may mean.

    `weak` marks a state's name that is another word too, `doubtful` a word that may only be
    capitalised because it opens its sentence, `town` a town or province, which only tells where.
    """

    first: int
    last: int
    key: str
    entries: list[Entry]
    weak: bool = False
    doubtful: bool = False
    town: bool = False
    kinds: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        """Gather the kinds of the things that the name may mean."""
        self.kinds = frozenset(entry.kind for entry in self.entries)


@dataclass(slots=True)
class PersonName:
    """Tokens that name a person; `book` holds rows of the book that have this full name.

    `honorific` is "mr", "mrs" ... where one stands before the name.
    """

    first: int
    last: int
    head: int
    book: list[int] = field(default_factory=list)
    honorific: str = ""
    sure: bool = True


@dataclass(slots=True)
class BodyName:
    """Tokens that name a body which the book lacks; `noun` is what its chief noun says.

    `state` is the state said with the name, `seat` that of a place in it or behind it, `known`
    the row of a body whose letters stand behind it ("International Labor Office (ILO)").
    """

    first: int
    last: int
    head: int
    state: int | None
    noun: NounRow | None
    seat: int | None = None
    known: int | None = None


@dataclass(slots=True)
class Description:
    """A noun phrase that says what an actor is: "a spokesman for the Kenyan police".

    Attributes:
        head: the chief noun; `phrase` the tokens that the nouns data know ("prime minister").
        span: the whole noun phrase with its of-phrase.
        noun: the phrase as the nouns data write it; `row` what it says.
        state: row of the state that an adjective, possessive or of-phrase names.
        body: row of the body likewise.
        of: head of the noun phrase in whose name the actor acts.
        fellows: further states, as in "the ministers of Peru and Chile".
        owner: token of a possessor that is no name: "his", "the country's".
        size: number given; `approximate` where it is rough.
    """

    head: int
    phrase: Range
    span: Range
    noun: str
    row: NounRow
    plural: bool
    determiner: str = ""
    state: int | None = None
    body: int | None = None
    of: int | None = None
    owner: int | None = None
    former: bool = False
    acting: bool = False
    size: int | None = None
    approximate: bool = False
    words: frozenset[str] = frozenset()
    to_state: int | None = None
    fellows: list[int] = field(default_factory=list)
    modifiers: list[int] = field(default_factory=list)
    name: int | None = None
    outer: int | None = None


@dataclass(slots=True)
class Scene:
    """The working state of one report."""

    reading: Reading
    book: ActorBook
    parse: Parse
    on: str | None
    spots: list[Spot] = field(default_factory=list)
    spot_at: dict[int, Spot] = field(default_factory=dict)
    names: list[PersonName] = field(default_factory=list)
    name_at: dict[int, PersonName] = field(default_factory=dict)
    body_names: list[BodyName] = field(default_factory=list)
    body_name_at: dict[int, BodyName] = field(default_factory=dict)
    title_case: set[int] = field(default_factory=set)
    """Sentences all of whose words are capitalised, as in a headline."""
    descriptions: list[Description] = field(default_factory=list)
    described: dict[int, Description] = field(default_factory=dict)
    titles: dict[int, list[Description]] = field(default_factory=dict)
    """First token of a person's name to the descriptions that belong to it."""
    speakers: frozenset[int] = frozenset()
    """Chief tokens of the speakers of all statements."""
    defined: dict[str, int] = field(default_factory=dict)
    """Key of letters that the report explains ("... Corporation (NBC)") to the head of the name."""
    phrases: dict[int, tuple[int, int, str, NounRow, bool] | None] = field(default_factory=dict)
    """Token to the known noun phrase whose chief noun it is, as far as asked for."""
    person_at: dict[int, int | None] = field(default_factory=dict)
    """First token of a person's name to the entity."""
    namings: dict[int, list[Naming]] | None = None
    """Sentence to the namings of states in it, once they are weighed."""
    ent_at: dict[int, tuple[int, int, str]] = field(default_factory=dict)
    """Token to the recogniser's entity that holds it."""
    codes: set[str] | None = None
    """Countries and codes of bodies that the report names, once asked for."""

    def __post_init__(self) -> None:
        """Index the recogniser's entities and find the headlines."""
        heads = (s.speaker_head for s in self.reading.statements)
        self.speakers = frozenset(head for head in heads if head is not None)
        for number, (first, last) in enumerate(self.parse.sents):
            words = [w for w in self.parse.word[first:last] if w.isalpha() and len(w) > 3]
            stopped = self.parse.word[last - 1] == "."
            if len(words) > 3 and not stopped and sum(w[0].isupper() for w in words) > 0.7 * len(words):
                self.title_case.add(number)
        for ent in self.parse.ents:
            for token in range(ent[0], ent[1]):
                self.ent_at[token] = ent

    @property
    def entities(self) -> list[Entity]:
        """Entities found so far."""
        return self.reading.entities

    def note(self, code: str, message: str, tokens: Range) -> None:
        """Remark a doubt about the words at `tokens`."""
        self.reading.notes.append(Note(code, message, self.reading.characters(tokens)))

    def add(self, mention: Mention, *also: int) -> None:
        """Record a mention and make its head, and the tokens `also`, lead to it."""
        at = self.reading.mention_at
        number = len(self.reading.mentions)
        self.reading.mentions.append(mention)
        for token in (mention.head, *also):
            at.setdefault(token, number)

    def text(self, first: int, last: int) -> str:
        """The words of `[first, last)` as the report has them."""
        return self.parse.text[self.parse.start[first] : self.parse.end[last - 1]]

    def state_of(self, spot: Spot, kinds: frozenset[int] = STATE_KINDS) -> int | None:
        """Row of the state that a spot names, of several one that exists on the report's day."""
        rows = list(dict.fromkeys(e.row for e in spot.entries if e.kind in kinds))
        if len(rows) > 1:
            rows = [r for r in rows if self.book.state_at(r, self.on)] or rows
        return rows[0] if rows else None

    def span_head(self, first: int, last: int) -> int:
        """The chief token of a range: the one whose head lies outside it."""
        head = self.parse.head
        for i in range(last - 1, first - 1, -1):
            above = head[i]
            if above == i or not first <= above < last:
                return i
        return last - 1
