"""How much two events of one report look like tellings of one happening.

Signs count for and against; what cannot be one happening (another day, one denied and one not) is
ruled out. A headline tells what the text tells below it, and "the attack", "the talks" speak of
what was told before, so both need less likeness than two plain sentences do. The signs' weights
stand in `odds/events.yaml`.
"""

from __future__ import annotations

from collections import Counter

from communique.codebook.event_words import event_words
from communique.codebook.odds_book import event_odds
from communique.segment.reading import EventDraft, Reading

_UNREAL = frozenset({"negated", "hypothetical"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such", "its", "their", "his", "her"})
_ANOTHER = frozenset({"a", "an", "another", "second", "third", "new", "more", "other", "earlier", "previous"})
_CONTENT = frozenset({"NOUN", "VERB", "PROPN", "NUM", "ADJ"})
FAR = 12
"""Sentences between two events that lie far apart."""
NEAR = 3
"""Sentences between two events of one passage."""
LEAD = 4
"""Sentences below a headline that tell the same again as a rule."""
RARE = 3
"""A word that stands in so many sentences of the report, or fewer, ties two of them."""


class Likeness:
    """Weighs pairs of events of one report."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.weights = event_odds().same_as
        parse = reading.parse
        self._words = [
            {parse.lemma[i].lower() for i in range(*sent) if parse.pos[i] in _CONTENT} for sent in parse.sents
        ]
        self._common = Counter(word for words in self._words for word in words)
        self._tops = [part.tokens for part in reading.parts if part.kind in ("headline", "caption")]

    def in_top(self, event: EventDraft) -> bool:
        """Whether the event stands in the headline or a caption."""
        return any(first <= event.head < last for first, last in self._tops)

    def __call__(self, a: EventDraft, b: EventDraft) -> float | None:
        """Log odds that `b`, the later, tells what `a` tells; None where the two cannot be one."""
        signs = self.signs(a, b)
        return None if signs is None else sum(self.weights.get(sign, 0.0) for sign in ("always", *signs))

    def signs(self, a: EventDraft, b: EventDraft) -> list[str] | None:
        """The signs for and against, None where the two cannot be one."""
        if a.type != b.type or (a.status in _UNREAL) != (b.status in _UNREAL):
            return None
        days = self._days_agree(a, b)
        if days is False:
            return None
        found = ["day"] if days else []
        sides = self._sides(a, b)
        if self._chief(a) == self._chief(b):
            found += ["word", "word and actor"] if "actor" in sides else ["word"]
        elif a.mode and b.mode:
            found.append("mode" if set(a.mode) & set(b.mode) else "other mode")
        if "actor" in sides and self.in_top(a):
            found.append("actor above")
        found += [*sides, *self._places(a, b), *_numbers(a, b), *self._where(a, b)]
        if a.status != b.status:
            found.append("status")
        if b.date is not None and a.date is None and not self.in_top(a):
            found.append("later dated")
        return found

    def _where(self, a: EventDraft, b: EventDraft) -> list[str]:
        """Signs of where the two stand and of the words about them."""
        found = []
        if self.in_top(a):
            found += ["headline", "lead"] if b.sentence - a.sentence <= LEAD else ["headline"]
            if self._first_below(b):
                found.append("first below")
        else:
            found += self._article(b)
            found += [name for name, reach in (("far", -FAR), ("near", NEAR), ("next", 1)) if _within(a, b, reach)]
        if a.sentence == b.sentence:
            return [*found, "same sentence"]
        shared = self._words[a.sentence] & self._words[b.sentence]
        if rare := sum(self._common[word] <= RARE for word in shared):
            found.append(f"rare {min(rare, 3)}")
        if len(shared) > rare:
            found.append("shares")
        return found

    def _first_below(self, event: EventDraft) -> bool:
        """Whether an event is the first of its type below headline and captions."""
        return event is next((e for e in self.reading.events if e.type == event.type and not self.in_top(e)), None)

    def _chief(self, event: EventDraft) -> str:
        """The trigger's chief word, nouns turned to verbs."""
        lemma = self.reading.parse.lemma[event.head].lower()
        return event_words().noun_verbs.get(lemma, lemma)

    def _sides(self, a: EventDraft, b: EventDraft) -> list[str]:
        """Signs of the two sides; parties of a meeting may change places."""
        if a.type == "CONSULT":
            one, two = [*a.actor, *a.recipient], [*b.actor, *b.recipient]
            return [self._side(one, two, "actor")] if one and two else []
        found = []
        for name, one, two in (("actor", a.actor, b.actor), ("recipient", a.recipient, b.recipient)):
            if one and two:
                found.append(self._side(one, two, name))
                if not set(one) & set(two):
                    found += self._countries(one, two, name)
        return found

    def _countries(self, one: list[int], two: list[int], name: str) -> list[str]:
        """Whether two sides without a common party are of one country, or all of other ones."""
        left = [set(self.reading.entities[i].country) for i in one]
        right = [set(self.reading.entities[i].country) for i in two]
        if set().union(*left) & set().union(*right):
            return [f"{name} country"]
        return [f"{name} other country"] if all(left) and all(right) else []

    def _side(self, one: list[int], two: list[int], name: str) -> str:
        """Whether two sides share a party, may, or cannot."""
        if set(one) & set(two):
            return name
        return f"{name} may be" if any(self._may_be(i, j) for i in one for j in two) else f"other {name}"

    def _may_be(self, i: int, j: int) -> bool:
        """Whether two parties may be one: a member, or of one country and no other kind of body."""
        first, second = self.reading.entities[i], self.reading.entities[j]
        if i in second.members or j in first.members:
            return True
        if not first.country or not second.country:
            return "person" not in (first.kind, second.kind)
        if not set(first.country) & set(second.country):
            return False
        if "country" in (first.kind, second.kind):
            return True
        return not first.sector or not second.sector or bool(set(first.sector) & set(second.sector))

    def _days_agree(self, a: EventDraft, b: EventDraft) -> bool | None:
        """Whether the dates can be one; None where one is not told."""
        one, two = self._days(a), self._days(b)
        return None if one is None or two is None else one[0] <= two[1] and two[0] <= one[1]

    def _days(self, event: EventDraft) -> tuple[str, str] | None:
        """First and last day of an event's date."""
        if event.date is None:
            return None
        mention = self.reading.dates[event.date]
        return (mention.start, mention.end) if mention.start and mention.end else None

    def _places(self, a: EventDraft, b: EventDraft) -> list[str]:
        """Whether the places can be one: the same, or one the country of the other."""
        if a.place is None or b.place is None:
            return []
        one, two = self.reading.places[a.place], self.reading.places[b.place]
        same = one.name == two.name or (one.country == two.country and "country" in (one.kind, two.kind))
        return ["place" if same else "other place"]

    def _article(self, event: EventDraft) -> list[str]:
        """Whether a noun speaks of what was told before ("the attack") or of something new ("a second attack")."""
        parse = self.reading.parse
        if parse.pos[event.head] != "NOUN":
            return []
        words = {parse.lower[c] for c in parse.children[event.head] if c < event.head}
        if words & _ANOTHER:
            return ["indefinite"]
        return ["definite"] if words & _DEFINITE else []


def _within(a: EventDraft, b: EventDraft, reach: int) -> bool:
    """Whether the second event stands within `reach` sentences below the first; a negative reach means beyond it."""
    gap = b.sentence - a.sentence
    return gap > -reach if reach < 0 else 0 < gap <= reach


def _numbers(a: EventDraft, b: EventDraft) -> list[str]:
    """Whether dead, hurt or size agree."""
    one, two = a.magnitude, b.magnitude
    if one is None or two is None:
        return []
    pairs = [(one.killed, two.killed), (one.injured, two.injured), (one.size, two.size)]
    told = [(x, y) for x, y in pairs if x is not None and y is not None]
    return ["number" if any(x == y for x, y in told) else "other number"] if told else []
