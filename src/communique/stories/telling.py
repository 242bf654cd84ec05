"""A telling: one event of one report, reduced to what says whether another tells the same happening."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from sys import intern

from communique.records.document import Span
from communique.records.record import ActorRecord, EventRecord, Magnitude, PlaceRecord, Record, Status
from communique.stories.dating import Days, dates_in, iso, ordinal, running_day
from communique.stories.words import Vocabulary

Key = tuple[str, str]
"""Report id and event id."""

Member = tuple[str, tuple[str, ...], tuple[str, ...]]
"""A participant: name, country codes, sectors."""

_AT_HOME = 0.7
"""Share of a report's naming of states that one state must have for nameless actors to be its own."""
_MOST_SETS = 50_000
_CHIEF = 3
_MUCH = 0.3
"""Share of the most named state's namings that another chief state of the report must have."""
_NO_STATE = frozenset({"IGO", "UNO", "EUR", "NGO", "MNC", "IMG"})

_LATE = 3
"""Days before its report within which an undated happening is taken to lie."""
_PLACE = re.compile(r"[^\w ]+")


@dataclass(slots=True)
class Telling:
    """One event as told by one report.

    Attributes:
        key: report id and event id.
        outlet, told: who published it and when, as a day's ordinal; 0 where unknown.
        days: when it happened; `dated` is False where no words say so and the report's own
            days stand in; `running` where these begin with the day it is telling of there.
        actor, recipient: country codes of the two sides.
        names: stems of the participants' names ("teacher", "union").
        topic: stems that tell the subject; `focus` those right around the trigger; `wording` all stems of the sentence.
        named: the states that the sentence names, participants or not.
        around: the states that the whole report names most: who is meant where an event names hardly anybody.
        round: number of a round or meeting where words give it.
        claim: whether it is told only inside somebody's words.
        same_as: the event of this report that the coder took for the same happening.
    """

    key: Key
    type: str
    family: str
    status: Status
    outlet: str
    told: int
    days: Days
    dated: bool
    running: bool
    actor: frozenset[str]
    recipient: frozenset[str]
    names: tuple[str, ...]
    topic: tuple[str, ...]
    focus: tuple[str, ...]
    wording: tuple[str, ...]
    trigger: tuple[str, ...]
    modes: frozenset[str]
    contexts: tuple[str, ...]
    quad: str
    score: float
    place: str | None
    place_country: str | None
    numbers: tuple[float, ...]
    round: int | None
    claim: bool
    confidence: float
    same_as: str | None = None
    sides: tuple[tuple[Member, ...], tuple[Member, ...]] = ((), ())
    where: PlaceRecord | None = None
    magnitude: Magnitude | None = None
    sentence: Span = (0, 0)
    quote: str = ""
    named: frozenset[str] = frozenset()
    around: frozenset[str] = frozenset()
    codes: frozenset[str] = field(default=frozenset())

    def __post_init__(self) -> None:
        """Both sides together."""
        self.codes = _shared(self.actor | self.recipient)

    @property
    def order(self) -> tuple[int, Key]:
        """What tellings are sorted by: when told, then by ids."""
        return (self.told, self.key)


def tellings_of(record: Record, vocabulary: Vocabulary) -> list[Telling]:
    """All events of a record as tellings."""
    if not record.events:
        return []
    maker = _Maker(record, vocabulary)
    return [maker.make(event) for event in record.events]


def chief_states(record: Record) -> frozenset[str]:
    """The two or three states that a report names most."""
    named: dict[str, int] = {}
    for actor in record.actors:
        for code in set(actor.country) - _NO_STATE:
            named[code] = named.get(code, 0) + len(actor.mentions)
    top = sorted(named, key=lambda c: (-named[c], c))[:_CHIEF]
    return frozenset(intern(c) for c in top if named[c] >= _MUCH * named[top[0]])


def home_of(record: Record) -> str | None:
    """The one state that a report is about, None where it names several or none.

    "The unions" of a report that names Ghana and hardly anybody else are Ghana's.
    """
    named: dict[str, int] = {}
    for actor in record.actors:
        for code in set(actor.country) - _NO_STATE:
            named[code] = named.get(code, 0) + len(actor.mentions)
    top = max(named, key=lambda c: (named[c], c), default=None)
    if top is None or named[top] < _AT_HOME * sum(named.values()):
        return None
    return intern(top)


class _Maker:
    """Makes the tellings of one record."""

    def __init__(self, record: Record, vocabulary: Vocabulary) -> None:
        self.record, self.vocabulary = record, vocabulary
        report = record.report
        self.told = ordinal(report.date) if report.date else 0
        self.actors: dict[str, ActorRecord] = {a.id: a for a in record.actors}
        self.datelines = [p.span for p in report.parts if p.kind == "dateline"]
        self.text = report.text
        self._dates: list[Days] | None = None
        self.home = home_of(record)
        self.own = self._state_words()
        self.around = chief_states(record)
        self.namings = [
            (m.span[0], intern(c)) for a in record.actors for m in a.mentions for c in a.country if c not in _NO_STATE
        ]

    def make(self, event: EventRecord) -> Telling:
        """One event."""
        words = self.vocabulary
        sentence = self.text[slice(*event.evidence.sentence)]
        trigger = self.text[slice(*event.evidence.trigger)]
        days, dated, running = self._days(event)
        return Telling(
            key=(self.record.report.id, event.id),
            type=event.type,
            family=words.family.get(event.type, event.type),
            status=event.status,
            outlet=self.record.report.publisher or self.record.report.id,
            told=self.told,
            days=days,
            dated=dated,
            running=running,
            actor=self._codes(event.actor),
            recipient=self._codes(event.recipient),
            names=self._names([*event.actor, *event.recipient]),
            topic=_packed(words.topic(sentence) - self.own),
            focus=_packed(self._focus(event)),
            wording=_packed(words.stems(sentence)),
            trigger=_packed(words.stems(trigger)),
            modes=_shared(frozenset(map(intern, event.mode))),
            contexts=tuple(map(intern, event.context)),
            quad=event.quad,
            score=event.score,
            place=_plain(event.place.name) if event.place else None,
            place_country=event.place.country if event.place else None,
            numbers=_numbers(event),
            round=self._round(sentence, event),
            claim=event.statement is not None,
            confidence=event.confidence,
            same_as=event.same_as,
            sides=(self._members(event.actor), self._members(event.recipient)),
            where=event.place,
            magnitude=event.magnitude,
            named=self._named(event),
            around=self.around,
            sentence=event.evidence.sentence,
            quote=sentence,
        )

    def _state_words(self) -> frozenset[str]:
        """Stems of the names of states: they tell the parties, not the subject."""
        found: set[str] = set()
        for actor in self.record.actors:
            if actor.kind == "country":
                for words in {actor.name, *(self.text[slice(*m.span)] for m in actor.mentions)}:
                    found |= self.vocabulary.stems(words)
        return frozenset(found)

    def _focus(self, event: EventRecord) -> frozenset[str]:
        """Subject words right around the trigger, in its clause."""
        start, end = event.evidence.trigger
        first, last = event.evidence.sentence
        before = re.split(r"[;:,.]", self.text[max(first, start - 45) : start])[-1]
        after = re.split(r"[;:.]", self.text[end : min(last, end + 70)])[0]
        return self.vocabulary.topic(f"{before} {self.text[start:end]} {after}") - self.own

    def _named(self, event: EventRecord) -> frozenset[str]:
        """States that the event's sentence names."""
        first, last = event.evidence.sentence
        found: set[str] = set()
        for start, code in self.namings:
            if first <= start < last:
                found.add(code)
        return _shared(frozenset(found))

    def _codes(self, ids: list[str]) -> frozenset[str]:
        """Country codes of actors; those of no known state are at home in the report's."""
        return _shared(frozenset(code for member in self._members(ids) for code in member[1]))

    def _members(self, ids: list[str]) -> tuple[Member, ...]:
        """Participants with codes, in the event's order."""
        found = []
        for i in ids:
            actor = self.actors.get(i)
            if actor is not None:
                countries = tuple(map(intern, actor.country)) or ((self.home,) if self.home else ())
                found.append((intern(actor.name), countries, tuple(map(intern, actor.sector))))
        return tuple(found)

    def _names(self, ids: list[str]) -> tuple[str, ...]:
        """Stems of participants' names, for those whom no country tells apart."""
        found: set[str] = set()
        for i in ids:
            actor = self.actors.get(i)
            if actor is not None and actor.kind != "country":
                found |= self.vocabulary.stems(actor.name)
        return _packed(frozenset(found))

    def _days(self, event: EventRecord) -> tuple[Days, bool, bool]:
        """When it happened. A dateline's day is the report's, not the happening's."""
        found = event.date
        if found is not None and not self._in_dateline(found.span):
            return Days(ordinal(found.start), ordinal(found.end), found.granularity), True, False
        near = self._near(event)
        if near is not None and (found is not None or near.exact):
            return near, True, False
        if self.told:
            running = running_day(self._dates or [], event.evidence.trigger[0], self.told)
            first = running.first if running else self.told - _LATE
            return Days(first, self.told, "week"), False, running is not None
        return Days(0, 0, "year"), False, False

    def _in_dateline(self, span: tuple[int, int] | None) -> bool:
        return span is not None and any(a <= span[0] < b for a, b in self.datelines)

    def _near(self, event: EventRecord) -> Days | None:
        """The date in the event's sentence that stands nearest to its trigger."""
        if self._dates is None:
            self._dates = dates_in(self.record)
        first, last = event.evidence.sentence
        at = event.evidence.trigger[0]
        inside = [d for d in self._dates if d.span and first <= d.span[0] < last and not d.ahead]
        return min(inside, key=lambda d: (abs((d.span or (0, 0))[0] - at), d.span), default=None)

    def _round(self, sentence: str, event: EventRecord) -> int | None:
        """The number of the round right around the trigger."""
        start, end = event.evidence.trigger
        base = event.evidence.sentence[0]
        return self.vocabulary.round_of(sentence[max(0, start - base - 30) : end - base + 30])


def _packed(words: frozenset[str]) -> tuple[str, ...]:
    """Words as a sorted tuple, which takes a fifth of a set's memory."""
    return tuple(sorted(map(intern, words)))


_SETS: dict[frozenset[str], frozenset[str]] = {}


def _shared(codes: frozenset[str]) -> frozenset[str]:
    """One object for all equal sets of codes: there are few, and each event has several."""
    if len(_SETS) > _MOST_SETS:
        _SETS.clear()
    return _SETS.setdefault(codes, codes)


def _plain(name: str) -> str:
    return intern(_PLACE.sub("", name).lower().strip())


def _numbers(event: EventRecord) -> tuple[float, ...]:
    """The numbers told of an event, in a fixed order."""
    m = event.magnitude
    if m is None:
        return ()
    return tuple(float(v) for v in (m.killed, m.injured, m.size, m.amount) if v)


def shown_days(days: Days) -> str:
    """Days for an explanation."""
    return iso(days.first) if days.first == days.last else f"{iso(days.first)}/{iso(days.last)}"
