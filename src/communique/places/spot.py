"""Which words of a report may name a place.

The model's entities, words in frames that only places fill ("in X", "the town of X", "the X
region", "X-based", "seized X"), the dateline, and states that the actors stage took for places.
A name that acts ("Lima rejected the offer") is an actor, not a place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from communique.places.gazetteer import OTHER
from communique.places.names import LONGEST, Names
from communique.segment.reading import Range

KNOWN = 15_000
"""Inhabitants that a town needs to be found without the model's entity."""
LABELS = frozenset({"GPE", "LOC", "FAC"})
"""Entity labels of places."""
_ASIDE = frozenset({"place", "adjective", "modifier", "named modifier", "relative", "ambiguous"})


@dataclass(slots=True)
class Candidate:
    """Tokens that may name a place, and how they were found."""

    tokens: Range
    rule: str
    label: str = ""
    kind: str | None = None


class Spotter:
    """Finds the candidates of one report.

    Args:
        names: the names of the report.
        countries: how often the report names each country.
    """

    def __init__(self, names: Names, countries: Counter[str]) -> None:
        """Take over what the candidates are judged by."""
        self.names, self.countries = names, countries
        self.reading, self.parse, self.gazetteer = names.reading, names.parse, names.gazetteer
        words = names.gazetteer.words
        self.acting = frozenset(words.acting)
        self.placing = frozenset(words.placing_verbs)

    def candidates(self) -> list[Candidate]:
        """Candidates in text order without overlaps; the longer one wins."""
        found = [*self._dateline(), *self._entities(), *self._framed(), *self._mentioned()]
        found.sort(key=lambda c: (c.tokens[0], -c.tokens[1]))
        kept: list[Candidate] = []
        for candidate in found:
            if kept and candidate.tokens[0] < kept[-1].tokens[1]:
                continue
            kept.append(candidate)
        return kept

    def _dateline(self) -> Iterator[Candidate]:
        """ "NAIROBI, May 6" at the head of the report."""
        for part in self.reading.parts:
            if part.kind == "dateline":
                first, last = part.tokens
                end = first
                while end < min(last, first + LONGEST) and self.parse.word[end] not in (
                    ",",
                    "(",
                    "—",
                    "–",
                    "-",
                    ";",
                    "/",
                ):
                    end += 1
                if end > first:
                    yield Candidate((first, end), "dateline", "GPE")

    def _mentioned(self) -> Iterator[Candidate]:
        """States and capitals that the actors stage took for places."""
        for mention in self.reading.mentions:
            if (
                mention.rule == "place"
                and mention.kind in ("name", "metonym")
                and not self.names.skipped(mention.tokens[0])
            ):
                yield Candidate(mention.tokens, "mention")

    def _entities(self) -> Iterator[Candidate]:
        """Entities that the model takes for places."""
        for first, last, label in self.parse.ents:
            if label not in LABELS or self.names.skipped(first):
                continue
            tokens = self.names.grown(self.names.trimmed(first, last))
            if tokens is not None and not self._acts(tokens) and not self.names.no_name(tokens):
                yield Candidate(tokens, "entity", label, self.names.class_beside(tokens))

    def _framed(self) -> Iterator[Candidate]:
        """Capitalised words after a preposition of place, or beside a word for a kind of place."""
        parse = self.parse
        for i, word in enumerate(parse.lower):
            if word in self.names.framing:
                tokens = self.names.longest(self.names.after_adjectives(i + 1))
                if tokens is not None and self._free(
                    tokens, word in self.names.locative, sure=self._surely(word, tokens)
                ):
                    yield Candidate(tokens, "frame", "", self.names.class_beside(tokens))
            elif word == "of" and i and parse.lower[i - 1] in self.names.classes:
                tokens = self.names.longest(i + 1)
                if tokens is not None and self._free(tokens, True, sure=True):
                    yield Candidate(tokens, "class", "", self.names.classes[parse.lower[i - 1]])
            elif word in self.names.classes:
                yield from self._classed(i)
            elif parse.lemma[i] in self.placing and parse.pos[i] == "VERB":
                yield from self._objects(i)
            elif word == "based" and i > 1 and parse.word[i - 1] == "-":
                tokens = self.names.ending(i - 1)
                if tokens is not None:
                    yield Candidate(tokens, "based")

    def _classed(self, i: int) -> Iterator[Candidate]:
        """Names that end in a word for a kind of place: "the Allenby crossing", "Borno state"."""
        parse, told = self.parse, self.names.classes[self.parse.lower[i]]
        for first in range(max(0, i - 5), i):
            if not parse.word[first][:1].isupper() or parse.sent[first] != parse.sent[i]:
                continue
            places = self.gazetteer.find(self.names.text(first, i + 1))
            if any(p.strength < OTHER and p.kind != "city" for p in places) and not self._inside_longer(first, i):
                yield Candidate((first, i + 1), "named", "", told)
                return

    def _objects(self, i: int) -> Iterator[Candidate]:
        """The town that a verb takes for its object: "rebels seized X"."""
        parse = self.parse
        for head in parse.kids(i, "dobj", "nsubjpass"):
            for at in parse.conjuncts(head):
                first = at
                while (
                    first
                    and parse.head[first - 1] == at
                    and parse.dep[first - 1] == "compound"
                    and parse.word[first - 1][0].isupper()
                ):
                    first -= 1
                tokens = self.names.longest(first)
                if (
                    tokens is not None
                    and tokens[1] == at + 1
                    and self._free(tokens, True, sure=True)
                    and self._at_home(tokens)
                ):
                    yield Candidate(tokens, "object")

    def _at_home(self, tokens: Range) -> bool:
        """Whether one of a name's places lies in a country that the report speaks of."""
        return any(
            p.kind in ("city", "admin1", "region") and self.countries[p.country or ""]
            for p in self.gazetteer.find(self.names.text(*tokens))
        )

    def _inside_longer(self, first: int, last: int) -> bool:
        """Whether an actor's name reaches beyond both ends: "the Taiwan Strait Exchange Foundation"."""
        mention = self.names.taken.get(last)
        return mention is not None and mention.tokens[1] > last + 1 and mention.tokens[0] <= first

    def _free(self, tokens: Range, place_only: bool, sure: bool = False) -> bool:
        """Whether framed words are neither part of another name nor an actor.

        `sure` frames ("the town of X") overrule an actor that nothing else is known of.
        """
        parse = self.parse
        first, last = tokens
        if self.names.no_name(tokens) or parse.lower[last : last + 1] in (["'s"], ["’s"], ["'"], ["’"]):
            return False
        if any(
            parse.ent[i] in ("PERSON", "ORG", "NORP", "DATE", "EVENT", "LAW", "WORK_OF_ART")
            and not self._whole(i, tokens)
            for i in range(first, last)
        ):
            return False
        if last < len(parse) and (
            parse.word[last] in self.acting
            or (
                parse.word[last][:1].isupper()
                and parse.word[last - 1] != ","
                and parse.pos[last] == "PROPN"
                and parse.sent[last] == parse.sent[first]
            )
        ):
            return False
        if self._acts(tokens) and not (sure and (self._unheard(tokens) or self._never_acts(tokens))):
            return False
        places = self.gazetteer.find(self.names.text(first, last))
        strong = [
            p
            for p in places
            if p.strength < OTHER and (p.population >= KNOWN or p.kind in ("admin1", "country") or p.geonames is None)
        ]
        return bool(strong) and (
            place_only or any(parse.ent[i] in LABELS for i in range(first, last)) or self._moves(first)
        )

    def _surely(self, preposition: str, tokens: Range) -> bool:
        """Whether a preposition of place overrules the model's taking a name for a person."""
        if preposition in ("on", "over", "between", "above") or preposition not in self.names.locative:
            return self.parse.word[tokens[0] - 1] not in (preposition, "the") and self._at_home(tokens)
        return self.parse.ent[tokens[0]] != "PERSON" or self._at_home(tokens)

    def _never_acts(self, tokens: Range) -> bool:
        """Whether a name is that of a sea, a river, a site or a region first of all."""
        places = self.gazetteer.find(self.names.text(*tokens))
        return (
            bool(places)
            and any(p.kind in ("region", "sea", "river", "site") for p in places)
            and not any(p.kind == "country" for p in places)
        )

    def _unheard(self, tokens: Range) -> bool:
        """Whether the actor that the words were taken for is named nowhere but here, and unknown."""
        mention = self.names.taken.get(tokens[0])
        if mention is None or mention.tokens[0] < tokens[0] or mention.tokens[1] > tokens[1]:
            return False
        if mention.entity is None:
            return True
        entity = self.reading.entities[mention.entity]
        return entity.known is None and entity.office is None and entity.kind in ("person", "organisation")

    def _moves(self, first: int) -> bool:
        """Whether the preposition before a name hangs on a verb of motion."""
        parse = self.parse
        return parse.dep[first] in ("pobj", "compound", "") and parse.pos[first] == "PROPN"

    def _whole(self, i: int, tokens: Range) -> bool:
        """Whether the model's entity is these very words: then its label may be wrong."""
        found = next(((a, b, label) for a, b, label in self.parse.ents if a <= i < b), None)
        return (
            found is not None
            and found[2] in ("ORG", "PERSON", "NORP")
            and tokens[0] <= found[0]
            and found[1] <= tokens[1]
        )

    def _acts(self, tokens: Range) -> bool:
        """Whether the words are (part of) an actor's name that acts."""
        first, last = tokens
        for i in range(first, last):
            mention = self.names.taken.get(i)
            if mention is None:
                continue
            if mention.rule in _ASIDE:
                continue
            longer = mention.tokens[0] < first or mention.tokens[1] > last
            if longer or mention.kind in ("metonym", "name", "title", "nominal"):
                return not (
                    mention.kind in ("metonym", "name")
                    and not longer
                    and (self.names.located(first, last) or self.names.moved_to(first, last))
                )
        after = self.parse.word[last] if last < len(self.parse) else ""
        return after in self.acting
