"""Whom a judgement is about: whose the judged thing is, or who did the deed that it names.

"The Iranian levy is unfair": Iran. "The arrest was cruel": whoever arrested. "This is a crime": whoever
did what was told just before. "Banning our milk would be odd, given what Riga sells": the state in it.
"""

from __future__ import annotations

from communique.codebook.judgement_book import judgement_file
from communique.events.arguments import is_verb, verb_slots
from communique.events.parties import Parties
from communique.events.sayings import same_side, stands_for_something
from communique.segment.reading import EventDraft, Range, Reading

Judged = tuple[int, Range]
_POINTING = frozenset({"this", "that", "it", "these", "those", "they", "which", "such", "them", "the", "what"})
_BACK = 2
"""Sentences over which "this" reaches back."""


class JudgedSide:
    """Finds the judged side of one report."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.parse = reading.parse
        self.parties = Parties(reading)
        self.by_token: dict[int, EventDraft] = {}
        for event in reading.events:
            for i in (event.head, *range(*event.trigger)):
                self.by_token.setdefault(i, event)

    def of(self, subject: int, speaker: int, back: bool = False) -> tuple[Judged | None, bool]:
        """Who is judged through the noun, pronoun or clause at `subject`.

        `back`: the judgement stands in a relative clause that may be about all that was said before it.

        Returns:
            The side, None where it is not named; and whether the judged thing is the speaker's own.
        """
        if is_verb(self.parse, subject):
            return self._of_clause(subject, speaker)
        own = False
        for i in self.parse.conjuncts(subject):
            for found in (self._doer(i), self._owner(i)):
                if found is None:
                    continue
                if self._other(found[0], speaker):
                    return found, False
                own = own or same_side(self.reading, speaker, found[0])
        if not own and (self._points_back(subject) or back):
            return self._before(subject, speaker)
        if self.parse.lower[subject] == "what":
            return self._state_in(self.parse.head[subject], speaker), False
        return None, own

    def _other(self, index: int, speaker: int) -> bool:
        """Whether an actor is a party other than the speaker's side."""
        return not same_side(self.reading, speaker, index) and stands_for_something(self.reading, index)

    def _doer(self, i: int) -> Judged | None:
        """The actor of the event that a noun tells."""
        event = self.by_token.get(i)
        if event is None or not event.actor or not event.actor_tokens:
            return None
        return event.actor[0], event.actor_tokens[0]

    def _owner(self, i: int) -> Judged | None:
        """Whose a thing is; of a deed with a coded event only the doer counts, never who suffered it."""
        event = self.by_token.get(i)
        if event is not None and self.reading.mention_at.get(i) is None:
            return self._through(i, ("by",))
        at = self.reading.mention_at.get(i)
        if at is not None:
            mention = self.reading.mentions[at]
            if mention.rule == "place" or mention.entity is None:
                return None
            return mention.entity, mention.tokens
        for c in self.parse.kids(i, "poss", "compound", "amod", "nmod"):
            for found in self.parties.named_by(c, deep=self.parse.dep[c] == "poss"):
                return found
        names = ("by", "from", "of") if self.parse.lemma[i] in judgement_file().agentive else ("by", "from")
        return self._through(i, names)

    def _through(self, i: int, names: tuple[str, ...]) -> Judged | None:
        """The actor after one of the prepositions, or after "imposed by", "announced by"."""
        for p in self.parse.kids(i, "prep", "agent"):
            if self.parse.lower[p] in names:
                for c in self.parse.kids(p, "pobj"):
                    for found in self.parties.named_by(c):
                        return found
        below = [c for p in self.parse.kids(i, "prep") for c in self.parse.kids(p, "pobj")]
        clauses = [c for n in below for c in self.parse.kids(n, "acl") if self.parse.lemma[c] in judgement_file().laid]
        for clause in (*self.parse.kids(i, "acl", "relcl"), *clauses):
            if self.parse.lemma[clause] in judgement_file().naming:
                continue
            slots = verb_slots(self.parse, clause)
            for s in slots.subj:
                if s not in (i, *below):
                    for found in self.parties.named_by(s):
                        return found
        return None

    def _of_clause(self, verb: int, speaker: int) -> tuple[Judged | None, bool]:
        """Who acts in the judged clause: "for Rome to close the port is cruel"; else the state that it names."""
        event = next((self.by_token[i] for i in (verb, *self.parse.kids(verb, "dobj")) if i in self.by_token), None)
        found = self._first(event.actor, event.actor_tokens) if event is not None else None
        if found is None:
            for s in self.parse.kids(verb, "nsubj"):
                found = found or next(iter(self.parties.named_by(s)), None)
        if found is not None:
            return (found, False) if self._other(found[0], speaker) else (None, True)
        return self._state_in(self.parse.head[verb], speaker), False

    @staticmethod
    def _first(sides: list[int], tokens: list[Range]) -> Judged | None:
        """The first of a side, with its words."""
        return (sides[0], tokens[0]) if sides and tokens else None

    def _state_in(self, clause: int, speaker: int) -> Judged | None:
        """The only state besides the speaker's that a clause names as one that acts or trades."""
        found: dict[int, Range] = {}
        for i in range(self.parse.left[clause], self.parse.right[clause] + 1):
            at = self.reading.mention_at.get(i)
            mention = self.reading.mentions[at] if at is not None else None
            if mention is None or mention.entity is None or mention.rule == "place":
                continue
            if self.reading.entities[mention.entity].kind == "country" and not self._of_country(
                mention.entity, speaker
            ):
                found.setdefault(mention.entity, mention.tokens)
        return next(iter(found.items())) if len(found) == 1 else None

    def _of_country(self, index: int, speaker: int) -> bool:
        """Whether a state is the speaker's own."""
        return bool(set(self.reading.entities[index].country) & set(self.reading.entities[speaker].country))

    def _points_back(self, i: int) -> bool:
        """Whether the words point at what was told before: "this", "it", "these duties", "the decision"."""
        if self.reading.mention_at.get(i) is not None:
            return False
        if self.parse.pos[i] in ("PRON", "DET"):
            return self.parse.lower[i] in _POINTING - {"what"}
        if self.parse.lemma[i] not in judgement_file().acts and i not in self.by_token:
            return False
        return any(self.parse.lower[c] in _POINTING for c in self.parse.kids(i, "det"))

    def _before(self, i: int, speaker: int) -> tuple[Judged | None, bool]:
        """The actor of the last thing told before the word, or around it in its sentence, that another side did."""
        here = self.parse.sent[i]
        for event in sorted(self.reading.events, key=lambda e: (e.head > i, -e.head)):
            distance = here - self.parse.sent[event.head]
            if distance > _BACK or distance < 0 or event.status == "negated":
                continue
            if event.type in ("ACCUSE", "CONSULT", "REQUEST", "SUPPORT", "AGREE"):
                continue
            found = self._first(event.actor, event.actor_tokens)
            if found is not None:
                return (found, False) if self._other(found[0], speaker) else (None, True)
        return None, False
