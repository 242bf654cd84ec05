"""What speakers say that they will do and that others must do, where no trigger tells it.

"We will present our case to Rome": a promise, AGREE. "We will fight the levy": THREATEN. "Tehran would
not step back": REJECT. "Rome must show restraint", "it is time for Rome to pay": REQUEST of Rome.
"Rome should have asked us": ACCUSE. Only in the words of a party that has a stand, never of itself.
"""

from __future__ import annotations

from communique.codebook.trigger_book import TriggerBook
from communique.codebook.undertaking_book import undertaking_words
from communique.events import modality
from communique.events.arguments import Slots, is_passive, is_verb, verb_slots
from communique.events.found import coded_tokens
from communique.events.judged import JudgedSide
from communique.events.parties import Parties
from communique.events.sayings import Saying, covers, same_side, saying, stands_for_something, statements_by_token
from communique.segment.reading import EventDraft, Range, Reading

NEEDED = frozenset({"ACCUSE", "REQUEST", "REJECT", "AGREE", "THREATEN"})
_OBLIGING = frozenset({"need", "have", "ought", "got"})
_OURS = frozenset({"i", "we"})
_SIDES = {
    "AGREE": ("iobj", "to", "with", "for", "obj"),
    "REJECT": ("iobj", "to", "with"),
    "THREATEN": ("against", "obj", "with", "on", "to"),
}
_SURENESS = {"REQUEST": 0.6, "REJECT": 0.55, "AGREE": 0.5, "THREATEN": 0.5, "ACCUSE": 0.55}

Side = tuple[int, Range]


def add_undertakings(reading: Reading, book: TriggerBook) -> None:
    """Add promises, threats, refusals and demands that verbs without a sense tell in somebody's words."""
    if not book.plover or not book.types.keys() >= NEEDED:
        return
    finder = _Finder(reading)
    for i in coded_tokens(reading):
        if is_verb(reading.parse, i):
            finder.look(i)
    if finder.added:
        reading.events.extend(finder.added)
        reading.events.sort(key=lambda e: (e.head, e.type))


class _Finder:
    """Looks at one verb after the other."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.parse = reading.parse
        self.parties = Parties(reading)
        self.judged = JudgedSide(reading)
        self.holders = statements_by_token(reading)
        self.words = undertaking_words()
        self.added: list[EventDraft] = []

    def look(self, i: int) -> None:
        """Add what the verb `i` commits its speaker or others to."""
        said = saying(self.reading, self.holders.get(i))
        if said is None or self.reading.statements[said.number].cue_class == "belief" or self._told(i):
            return
        if modality.conditional(self.parse, i) or modality.asks(self.parse, i) or self._under_condition(i):
            return
        slots = verb_slots(self.parse, i)
        if self._obliged(i):
            self._demand(i, said, slots)
        elif modality.modal(self.parse, i) == "future" or (
            modality.modal(self.parse, i) == "would" and not said.direct
        ):
            self._commit(i, said, slots)

    def _told(self, i: int) -> bool:
        """Whether an event stands on the verb, or right above or below it."""
        near = {i, self.parse.head[i], *self.parse.kids(i, "xcomp", "ccomp", "dobj", "conj")}
        for event in self.reading.events:
            if covers(event, i, i + 1) or (event.head in near and event.sentence == self.parse.sent[i]):
                return True
        number = self.holders.get(i)
        cue = self.reading.statements[number].cue_head if number is not None else None
        return any(e.head == cue for e in self.reading.events)

    def _under_condition(self, i: int) -> bool:
        """ "would pay if Rome paid": open."""
        below = self.parse.kids(i, "advcl")
        return any(modality.conditional(self.parse, c) for c in (*below, *self.parse.ancestors(i)))

    def _obliged(self, i: int) -> bool:
        """Whether "must", "should", "has to", "needs to" or "it is time to" stands over the verb."""
        parse, up = self.parse, self.parse.head[i]
        if modality.modal(parse, i) == "ought":
            return True
        if not modality.infinitive(parse, i):
            return False
        if parse.dep[i] == "xcomp" and parse.lemma[up] in _OBLIGING and modality.modal(parse, up) is None:
            if parse.pos[parse.head[up]] == "NOUN" or parse.kids(up, "dobj"):
                return False  # "the chance that she has to speak"
            return not modality.negated(parse, up) and not modality.conditional(parse, up)
        return parse.lemma[up] == "time" and parse.dep[i] in ("relcl", "acl") and bool(parse.kids(i, "nsubj"))

    def _demand(self, i: int, said: Saying, slots: Slots) -> None:
        """ "Rome must show restraint", "Rome should have asked us", "the culprits must be tried"."""
        parse, lemma = self.parse, self.parse.lemma[i]
        if is_passive(parse, i):
            near = {parse.lemma[i], *(parse.lower[c] for c in range(i, min(len(parse), i + 3)))}
            if near & self.words.due and not slots.by:
                self._add("REQUEST", ["change"], i, said, None)
            return
        side = self._other_party(slots, said)
        if side is None:
            return
        if any(parse.lower[c] == "have" for c in parse.kids(i, "aux")):
            self._add("ACCUSE", ["disapprove"], i, said, side)
        elif lemma in self.words.demanded:
            mode = ["yield"] if lemma in self.words.yielding else ["change"] if lemma in self.words.changing else []
            self._add("REQUEST", mode, i, said, side)

    def _other_party(self, slots: Slots, said: Saying) -> Side | None:
        """Who is obliged: a party other than the speaker's side."""
        for s in slots.subj:
            for index, tokens in self.parties.named_by(s, deep=False):
                if stands_for_something(self.reading, index) and not same_side(self.reading, said.speaker, index):
                    return index, tokens
        return None

    def _commit(self, i: int, said: Saying, slots: Slots) -> None:
        """ "we will present our case", "will fight the levy", "would not step back"."""
        if not self._himself(slots, said):
            return
        parse, lemma = self.parse, self.parse.lemma[i]
        denied = modality.negated(parse, i) or modality.negated(parse, parse.head[i])
        if is_passive(parse, i):
            if denied and lemma in self.words.unbent:
                self._add("REJECT", [], i, said, None)
            return
        hostile = self._is(i, slots, self.words.hostile, self.words.hostile_with)
        if denied:
            if lemma in ("hesitate", "tolerate"):
                self._add("THREATEN", [], i, said, None)
            elif not hostile and lemma not in self.words.idle:
                self._add("REJECT", [], i, said, self._towards("REJECT", slots, said))
        elif hostile:
            self._add("THREATEN", [], i, said, self._towards("THREATEN", slots, said))
        elif self._is(i, slots, self.words.cooperative, self.words.cooperative_with):
            self._add("AGREE", [], i, said, self._towards("AGREE", slots, said))

    def _himself(self, slots: Slots, said: Saying) -> bool:
        """Whether the subject is the speaker, or his state or body."""
        for s in slots.obj if slots.passive else slots.subj:
            if self.parse.lower[s] in _OURS:
                return said.direct or self.parties.index(s) == said.speaker
            for index, _ in self.parties.named_by(s, deep=False):
                if same_side(self.reading, said.speaker, index):
                    return True
        return False

    def _is(self, i: int, slots: Slots, words: frozenset[str], needing: dict[str, frozenset[str]]) -> bool:
        """Whether a verb is listed, with the object or particle that its entry asks for."""
        parse = self.parse
        needed = needing.get(parse.lemma[i])
        if needed is None:
            return parse.lemma[i] in words
        held = {parse.lemma[o] for o in slots.obj} | {parse.lower[c] for c in parse.children[i]} | set(slots.prep)
        return bool(held & needed)

    def _towards(self, kind: str, slots: Slots, said: Saying) -> Side | None:
        """The other party: named by the verb's slots, or whose the object is."""
        for role in _SIDES[kind]:
            heads = {"iobj": slots.iobj, "obj": slots.obj}.get(role, slots.prep.get(role, []))
            for head in heads:
                if self.parties.only_place(head):
                    continue
                for index, tokens in self.parties.named_by(head, deep=False):
                    if stands_for_something(self.reading, index) and not same_side(self.reading, said.speaker, index):
                        return index, tokens
        for head in slots.obj if kind == "THREATEN" else []:
            side, _ = self.judged.of(head, said.speaker)
            if side is not None:
                return side
        return None

    def _add(self, name: str, mode: list[str], i: int, said: Saying, side: Side | None) -> None:
        """Add the event unless the sentence holds one like it."""
        recipient = [side[0]] if side is not None else []
        sentence = self.parse.sent[i]
        for other in (*self.added, *self.reading.events):
            if other.sentence == sentence and other.type == name and other.actor[:1] == [said.speaker]:
                if not recipient or not other.recipient or other.recipient == recipient:
                    return
        aux = [c for c in self.parse.children[i] if c < i and i - c <= 3 and self.parse.dep[c] in ("aux", "neg")]
        words = self.reading.statements[said.number].speaker
        draft = EventDraft(
            type=name,
            trigger=(min([i, *aux]), i + 1),
            head=i,
            sentence=sentence,
            rule=f"undertaking:{name}:{self.parse.lemma[i]}",
            mode=mode,
            actor=[said.speaker],
            recipient=recipient,
            actor_tokens=[words] if words else [],
            recipient_tokens=[side[1]] if side is not None else [],
            said=said.number,
            confidence=_SURENESS[name] * (1 if side else 0.85),
        )
        draft.why = {"undertaking": self.parse.word[i], "weight": draft.confidence}
        self.added.append(draft)
