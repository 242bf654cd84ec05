"""Place names as they stand in the text: where they begin and end, and what stands around them."""

from __future__ import annotations

from communique.places.gazetteer import Gazetteer
from communique.segment.reading import Mention, Range, Reading

LONGEST = 6
"""Most tokens of a place name."""
_SKIPPED = frozenset({"link", "credit"})


class Names:
    """Looks up stretches of one report in the gazetteer.

    Args:
        reading: the report, after actors were found.
        gazetteer: what is known of places.
    """

    def __init__(self, reading: Reading, gazetteer: Gazetteer) -> None:
        """Note which tokens actors have taken, and the words that frame places."""
        self.reading, self.parse, self.gazetteer = reading, reading.parse, gazetteer
        words = gazetteer.words
        self.locative = frozenset(words.locative)
        self.framing = self.locative | frozenset(words.moving)
        self.classes = words.classes
        self.wrong = frozenset(words.not_places)
        self.motion = frozenset(words.motion_verbs)
        self.states = words.state_abbreviations
        self.directions = frozenset(words.directions)
        self.particles = frozenset(words.particles)
        self.inner = frozenset(words.inner)
        self.taken: dict[int, Mention] = {}
        for mention in reading.mentions:
            for i in range(*mention.tokens):
                self.taken.setdefault(i, mention)

    def text(self, first: int, last: int) -> str:
        """Words as written, with line breaks as spaces."""
        return " ".join(self.parse.text[self.parse.start[first] : self.parse.end[last - 1]].split())

    def worth(self, first: int, last: int) -> bool:
        """Whether a longer name is no accident: "Paris said" is none."""
        return all(
            self.parse.word[i][0].isupper()
            or self.parse.lower[i] in self.classes
            or self.parse.lower[i] in self.particles
            or self.parse.lower[i] in self.inner
            for i in range(first, last)
        )

    def longest(self, at: int) -> Range | None:
        """The longest known name that begins at a token with a capital."""
        parse = self.parse
        if at >= len(parse) or not parse.word[at][:1].isupper() or self.skipped(at):
            return None
        limit = min(parse.sents[parse.sent[at]][1], at + LONGEST)
        end = at
        while end < limit and (
            parse.word[end][0].isupper()
            or parse.word[end] in ("-", "'", "’")
            or parse.lower[end] in self.particles
            or parse.lower[end] in self.classes
        ):
            end += 1
        for last in range(end, at, -1):
            if self.gazetteer.find(self.text(at, last)) and parse.word[last - 1] not in ("-", "'", "’"):
                return (at, last) if self.worth(at, last) or "-" in parse.word[at:last] else None
        return None

    def ending(self, last: int) -> Range | None:
        """The longest known name that ends before a token: "Geneva-based"."""
        for first in range(max(0, last - 3), last):
            if (
                self.parse.lower[first] != "the"
                and self.parse.word[first][:1].isupper()
                and self.gazetteer.find(self.text(first, last))
            ):
                return (first, last)
        return None

    def grown(self, tokens: Range | None) -> Range | None:
        """The longest known name that begins where the entity does: "Rafah | crossing"."""
        if tokens is None:
            return None
        first, last = tokens
        limit = min(self.parse.sents[self.parse.sent[first]][1], first + LONGEST)
        for end in range(limit, last, -1):
            if (
                self.parse.word[end - 1].isalnum()
                and self.gazetteer.find(self.text(first, end))
                and self.worth(first, end)
            ):
                return (first, end)
        return tokens

    def trimmed(self, first: int, last: int) -> Range | None:
        """An entity without article, direction and genitive."""
        lower = self.parse.lower
        while first < last and (lower[first] in ("the", "a", "an", "'s") or self.parse.word[first] in ("'", '"', "“")):
            first += 1
        while last > first and lower[last - 1] in ("'s", "’s", "'", "’", ",", "."):
            last -= 1
        if last - first > 1 and lower[first] in self.directions and not self.gazetteer.find(self.text(first, last)):
            first += 1
        return (first, last) if last > first else None

    def after_adjectives(self, at: int) -> int:
        """Past what may stand between preposition and name: "the", "northern", "rebel-held"."""
        parse = self.parse
        for _ in range(6):
            if at + 1 >= len(parse) or parse.word[at][:1].isupper():
                break
            hyphen = parse.word[at] == "-" or parse.word[at + 1] == "-"
            if not (
                hyphen
                or parse.lower[at] in ("the", "nearby")
                or parse.lower[at] in self.directions
                or parse.pos[at] in ("ADJ", "VERB")
            ):
                break
            at += 1
        return at

    def located(self, first: int, last: int) -> bool:
        """Whether a preposition of place stands before the name."""
        at = first - 1
        while at >= 0 and (self.parse.lower[at] == "the" or self.parse.lower[at] in self.directions):
            at -= 1
        return (
            at >= 0 and self.parse.lower[at] in self.locative and self.parse.lower[at] not in ("on", "over", "between")
        )

    def moved_to(self, first: int, last: int) -> bool:
        """Whether a verb of motion leads to or from the name: "flew to X"."""
        parse = self.parse
        head = next((i for i in range(first, last) if not first <= parse.head[i] < last), first)
        up = parse.head[head]
        return (
            parse.dep[head] == "pobj" and parse.lower[up] in self.framing and parse.lemma[parse.head[up]] in self.motion
        )

    def no_name(self, tokens: Range) -> bool:
        """Whether the words are no place in news, whatever a table says: "Congress", "U.N.", "The Atlantic"."""
        first, last = tokens
        word = self.parse.word[first]
        if last - first == 1 and (
            word in self.wrong or (word.count(".") > 1 and word not in self.states and not self.taken.get(first))
        ):
            return True
        if word == "The" and first > self.parse.sents[self.parse.sent[first]][0]:
            return not any(
                p.name.startswith("The ") or p.kind == "country" for p in self.gazetteer.find(self.text(first, last))
            )
        opening = first - 1 == self.parse.sents[self.parse.sent[first]][0]
        return first > 0 and self.parse.word[first - 1] == "The" and not opening and self.text(first, last) != "Hague"

    def skipped(self, i: int) -> bool:
        """Whether a token lies in a line that is not coded."""
        return self.reading.part_kind(i) in _SKIPPED

    def class_beside(self, tokens: Range) -> str | None:
        """The kind told by the word before ("the city of") or after ("province")."""
        lower, (first, last) = self.parse.lower, tokens
        if last < len(lower) and lower[last] in self.classes:
            return self.classes[lower[last]]
        if first > 1 and lower[first - 1] == "of" and lower[first - 2] in self.classes:
            return self.classes[lower[first - 2]]
        if first and lower[first - 1] in self.classes and lower[first - 1] not in ("state", "base", "capital"):
            return self.classes[lower[first - 1]]
        return None
