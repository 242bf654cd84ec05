"""Judgements in somebody's words as events: "the levy is unfair, the minister said".

Whoever calls another side's act unfair accuses it; whoever praises it supports it; whoever calls an
accusation false rejects it. The outlet's own adjectives, judgements on weather and markets, and what
speakers say of themselves are no events.
"""

from __future__ import annotations

from communique.codebook.judgement_book import JudgementGroup, judgement_file
from communique.codebook.trigger_book import TriggerBook
from communique.events.found import coded_tokens
from communique.events.judged import Judged, JudgedSide
from communique.events.parties import Parties
from communique.events.predicates import Predicate, predicate_at
from communique.events.sayings import covers, saying, stands_for_something, statements_by_token
from communique.segment.reading import EventDraft, Range, Reading

NEEDED = frozenset({"ACCUSE", "SUPPORT", "REJECT"})
_SURE, _NAMED, _UNNAMED = 0.7, 0.55, 0.45
_CLAIMING = frozenset({"ACCUSE", "REJECT", "SUPPORT", "REQUEST", "THREATEN"})
_UNSTATED = frozenset({"intention"})


def add_judgements(reading: Reading, book: TriggerBook) -> None:
    """Add an event for every judgement of another side that no trigger tells."""
    if not book.plover or not book.types.keys() >= NEEDED:
        return
    finder = _Finder(reading)
    for i in coded_tokens(reading):
        finder.look(i)
    if finder.added:
        reading.events.extend(finder.added)
        reading.events.sort(key=lambda e: (e.head, e.type))


class _Finder:
    """Looks at one token after the other."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.parse = reading.parse
        self.parties = Parties(reading)
        self.judged = JudgedSide(reading)
        self.holders = statements_by_token(reading)
        self.added: list[EventDraft] = []

    def look(self, i: int) -> None:
        """Add the judgement that token `i` tells, if it tells one."""
        found = predicate_at(self.parse, i)
        if found is None:
            return
        if self._told(found):
            self._mend(found)
            return
        speaking = self._speaker(found)
        if speaking is None:
            return
        (speaker, words), said = speaking
        side, own = self._about(found, speaker)
        kind = None if own else self._kind(found, side)
        if kind is not None:
            self.reading.events[:] = [e for e in self.reading.events if not self._figurative(e, found)]
            self._add(found, kind, (speaker, words), side, said)

    def _about(self, found: Predicate, speaker: int) -> tuple[Judged | None, bool]:
        """Whom the judgement is about, and whether that is the speaker's own side."""
        back = found.namer is not None and self.parse.dep[found.namer] in ("relcl", "acl")
        for about in found.about:
            side, own = self.judged.of(about, speaker, back)
            if side is not None or own:
                return side, own
        return None, False

    def _mend(self, found: Predicate) -> None:
        """Tell an accusation that a trigger found whom it is about: "left, which Riga called a betrayal"."""
        for event in self.reading.events:
            if event.head != found.namer or event.type != "ACCUSE" or not event.actor:
                continue
            if any(self.reading.entities[i].country or self.reading.entities[i].known for i in event.recipient):
                continue
            side, _ = self._about(found, event.actor[0])
            if side is not None:
                event.recipient, event.recipient_tokens = [side[0]], [side[1]]
                event.why["judged"] = self.reading.entities[side[0]].name

    def _figurative(self, event: EventDraft, found: Predicate) -> bool:
        """An attack that something is said to be: "the law is an attack on every newspaper"."""
        return event.head == found.word and event.type in ("ASSAULT", "COERCE") and self.parse.pos[found.word] == "NOUN"

    def _told(self, found: Predicate) -> bool:
        """Whether a trigger tells the judgement, on its words or on what stands over them."""
        over = {found.word, found.clause}
        if found.namer is None:
            for a in self.parse.ancestors(found.clause):
                if self.parse.dep[a] == "relcl":
                    break
                over.add(a)
        number = self.holders.get(found.word)
        if number is not None:
            cue = self.reading.statements[number].cue_head
            over |= {cue} if cue is not None else set()
        for event in self.reading.events:
            if self._figurative(event, found):
                continue
            if covers(event, found.word, found.word + 1) or event.head == found.clause:
                return True
            if event.head in over and event.type in _CLAIMING and event.sentence == self.parse.sent[found.word]:
                return True
        return False

    def _speaker(self, found: Predicate) -> tuple[tuple[int, list[Range]], int | None] | None:
        """Who judges, with the words that name him and the statement that it is said in."""
        number = self.holders.get(found.word)
        if found.feeler is not None:
            for f in found.feeler:
                for index, tokens in self.parties.named_by(f, deep=False):
                    if stands_for_something(self.reading, index):
                        same = number is not None and self.reading.statements[number].entity == index
                        return (index, [tokens]), (number if same else None)
            return None
        said = saying(self.reading, number)
        if said is None or self.reading.statements[said.number].cue_class in _UNSTATED:
            return None
        words = self.reading.statements[said.number].speaker
        return (said.speaker, [words] if words else []), said.number

    def _kind(self, found: Predicate, side: Judged | None) -> tuple[str, JudgementGroup] | None:
        """Type of the event and the group that tells it."""
        claim = any(self.parse.lemma[a] in judgement_file().claims for a in found.about)
        act = any(self.parse.lemma[a] in judgement_file().acts or a in self.judged.by_token for a in found.about)
        for group in found.groups:
            if group.verdict == "false":
                if claim and not found.denied:
                    return "REJECT", group
                continue
            if claim and group.verdict == "bad" and any(g.verdict == "false" for g in found.groups):
                continue
            bad = group.verdict in ("bad", "wrong")
            if (bad and found.denied) or (group.only_denied and not found.denied):
                continue
            sure = group.bare or (group.only_denied and found.namer is None)
            if side is None and not (act and sure):
                continue
            if bad or found.denied:
                return "ACCUSE", group
            if side is not None:
                return "SUPPORT", group
        return None

    def _add(
        self,
        found: Predicate,
        kind: tuple[str, JudgementGroup],
        speaker: tuple[int, list[Range]],
        side: Judged | None,
        said: int | None,
    ) -> None:
        """Add the event unless its sentence holds the same one already."""
        name, group = kind
        recipient = [side[0]] if side is not None else []
        sentence = self.parse.sent[found.word]
        for other in (*self.added, *self.reading.events):
            if other.sentence == sentence and other.type == name and other.actor[:1] == [speaker[0]]:
                if not recipient or not other.recipient or other.recipient == recipient:
                    return
        draft = EventDraft(
            type=name,
            trigger=found.range,
            head=found.word,
            sentence=sentence,
            rule=f"judgement:{group.verdict}:{self.parse.lemma[found.word]}",
            mode={"bad": ["disapprove"], "good": ["disapprove"], "wrong": ["allege"]}.get(group.verdict, [])
            if name == "ACCUSE"
            else [],
            actor=[speaker[0]],
            recipient=recipient,
            actor_tokens=speaker[1],
            recipient_tokens=[side[1]] if side is not None else [],
            said=said,
            confidence=_UNNAMED if side is None else _SURE if group.bare else _NAMED,
        )
        draft.why = {"judgement": self.parse.word[found.word], "weight": draft.confidence}
        self.added.append(draft)
