"""The places stage: place names of a report, each resolved once.

Names come from the model's entities, from frames that only places fill ("in X", "the town of
X", "the X region", "X-based"), and from the dateline. A name that acts ("Lima rejected the
offer") is an actor, not a place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from communique.places.gazetteer import OTHER, Gazetteer, Place
from communique.places.rank import Scene, choose, doubtful, within
from communique.segment.reading import Mention, PlaceMention, Range, Reading

LONGEST = 6
"""Most tokens of a place name."""
KNOWN = 15_000
"""Inhabitants that a town needs to be found without the model's entity."""
KNOWN_ALONE = 100_000
"""Inhabitants from which a town needs no county or state to be known by."""
_LABELS = frozenset({"GPE", "LOC", "FAC"})
_ASIDE = frozenset({"place", "adjective", "modifier", "named modifier", "relative", "ambiguous"})
_SKIPPED = frozenset({"link", "credit"})
_DIRECTIONS = frozenset(
    ["northern", "southern", "eastern", "western", "central", "north", "south", "east", "west", "northeastern", "northwestern", "southeastern", "southwestern", "upper", "lower", "mainland", "downtown", "rural", "occupied", "greater"]
)


_PARTICLES = frozenset(["of", "al", "el", "de", "la", "the", "and", "des", "du", "del", "di", "da", "do", "dos", "le", "les", "los", "las", "y"])
"""Small words within place names: "Palais des Nations"."""


@dataclass(slots=True)
class Candidate:
    """Tokens that may name a place, and how they were found."""

    tokens: Range
    rule: str
    label: str = ""
    kind: str | None = None


def _bare_capital(mention: Mention) -> bool:
    """Whether a mention is a capital's name in a place: it is only one of the towns so called."""
    return mention.kind == "metonym" and mention.rule == "place"


def find_places(reading: Reading, gazetteer: Gazetteer) -> None:
    """Fill `reading.places`, in text order; runs after the actors stage.

    Args:
        reading: a reading with parse, parts and mentions.
        gazetteer: what is known of places.
    """
    Finder(reading, gazetteer).run()


class Finder:
    """Finds the places of one report."""

    def __init__(self, reading: Reading, gazetteer: Gazetteer) -> None:
        """Note which tokens are taken by persons and organisations, and which countries act."""
        self.reading, self.parse, self.gazetteer = reading, reading.parse, gazetteer
        words = gazetteer.words
        self.locative = frozenset(words.locative)
        self.framing = self.locative | frozenset(words.moving)
        self.classes = words.classes
        self.wrong = frozenset(words.not_places)
        self.acting = frozenset(words.acting)
        self.motion = frozenset(words.motion_verbs)
        self.placing = frozenset(words.placing_verbs)
        self.states = words.state_abbreviations
        self.taken: dict[int, Mention] = {}
        for mention in reading.mentions:
            for i in range(*mention.tokens):
                self.taken.setdefault(i, mention)
        self.countries = self._countries()
        self.last: PlaceMention | None = None

    def _countries(self) -> Counter[str]:
        """Countries of the report's actors, by mentions."""
        found: Counter[str] = Counter()
        for mention in self.reading.mentions:
            if mention.entity is not None and not _bare_capital(mention):
                found.update(c for c in self.reading.entities[mention.entity].country if len(c) == 3)
        return found

    def run(self) -> None:
        """Find, resolve, keep."""
        candidates = self._candidates()
        resolved: list[PlaceMention] = []
        for candidate in candidates:
            made = self._resolve(candidate)
            if made is not None:
                self.last = made
                resolved.append(made)
        self.reading.places = resolved

    def _candidates(self) -> list[Candidate]:
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
                while end < min(last, first + LONGEST) and self.parse.word[end] not in (",", "(", "—", "–", "-", ";", "/"):
                    end += 1
                if end > first:
                    yield Candidate((first, end), "dateline", "GPE")

    def _mentioned(self) -> Iterator[Candidate]:
        """States and capitals that the actors stage took for places."""
        for mention in self.reading.mentions:
            if mention.rule == "place" and mention.kind in ("name", "metonym") and not self._skipped(mention.tokens[0]):
                yield Candidate(mention.tokens, "mention")

    def _entities(self) -> Iterator[Candidate]:
        """Entities that the model takes for places."""
        for first, last, label in self.parse.ents:
            if label not in _LABELS or self._skipped(first):
                continue
            tokens = self._grown(self._trimmed(first, last))
            if tokens is not None and not self._acts(tokens) and not self._no_name(tokens):
                yield Candidate(tokens, "entity", label, self._class_beside(tokens))

    def _framed(self) -> Iterator[Candidate]:
        """Capitalised words after a preposition of place, or beside a word for a kind of place."""
        parse = self.parse
        for i, word in enumerate(parse.lower):
            if word in self.framing:
                tokens = self._longest(self._after_adjectives(i + 1))
                if tokens is not None and self._free(tokens, word in self.locative, sure=self._surely(word, tokens)):
                    yield Candidate(tokens, "frame", "", self._class_beside(tokens))
            elif word == "of" and i and parse.lower[i - 1] in self.classes:
                tokens = self._longest(i + 1)
                if tokens is not None and self._free(tokens, True, sure=True):
                    yield Candidate(tokens, "class", "", self.classes[parse.lower[i - 1]])
            elif word in self.classes:
                yield from self._classed(i)
            elif parse.lemma[i] in self.placing and parse.pos[i] == "VERB":
                yield from self._objects(i)
            elif word == "based" and i > 1 and parse.word[i - 1] == "-":
                tokens = self._ending(i - 1)
                if tokens is not None:
                    yield Candidate(tokens, "based")

    def _after_adjectives(self, at: int) -> int:
        """Past what may stand between preposition and name: "the", "northern", "rebel-held"."""
        parse = self.parse
        for _ in range(6):
            if at + 1 >= len(parse) or parse.word[at][:1].isupper():
                break
            hyphen = parse.word[at] == "-" or parse.word[at + 1] == "-"
            if not (hyphen or parse.lower[at] in ("the", "nearby") or parse.lower[at] in _DIRECTIONS or parse.pos[at] in ("ADJ", "VERB")):
                break
            at += 1
        return at

    def _classed(self, i: int) -> Iterator[Candidate]:
        """Names that end in a word for a kind of place: "the Allenby crossing", "Borno state"."""
        parse, told = self.parse, self.classes[self.parse.lower[i]]
        for first in range(max(0, i - 5), i):
            if not parse.word[first][:1].isupper() or parse.sent[first] != parse.sent[i]:
                continue
            places = self.gazetteer.find(self._text(first, i + 1))
            if any(p.strength < OTHER and p.kind != "city" for p in places) and not self._inside_longer(first, i):
                yield Candidate((first, i + 1), "named", "", told)
                return

    def _objects(self, i: int) -> Iterator[Candidate]:
        """The town that a verb takes for its object: "rebels seized X"."""
        parse = self.parse
        for head in parse.kids(i, "dobj", "nsubjpass"):
            for at in parse.conjuncts(head):
                first = at
                while first and parse.head[first - 1] == at and parse.dep[first - 1] == "compound" and parse.word[first - 1][0].isupper():
                    first -= 1
                tokens = self._longest(first)
                if tokens is not None and tokens[1] == at + 1 and self._free(tokens, True, sure=True) and self._at_home(tokens):
                    yield Candidate(tokens, "object")

    def _at_home(self, tokens: Range) -> bool:
        """Whether one of a name's places lies in a country that the report speaks of."""
        return any(p.kind in ("city", "admin1", "region") and self.countries[p.country or ""] for p in self.gazetteer.find(self._text(*tokens)))

    def _inside_longer(self, first: int, last: int) -> bool:
        """Whether an actor's name reaches beyond both ends: "the Taiwan Strait Exchange Foundation"."""
        mention = self.taken.get(last)
        return mention is not None and mention.tokens[1] > last + 1 and mention.tokens[0] <= first

    def _trimmed(self, first: int, last: int) -> Range | None:
        """An entity without article, direction and genitive."""
        lower = self.parse.lower
        while first < last and (lower[first] in ("the", "a", "an", "'s") or self.parse.word[first] in ("'", '"', "“")):
            first += 1
        while last > first and lower[last - 1] in ("'s", "’s", "'", "’", ",", "."):
            last -= 1
        if last - first > 1 and lower[first] in _DIRECTIONS and not self.gazetteer.find(self._text(first, last)):
            first += 1
        return (first, last) if last > first else None

    def _grown(self, tokens: Range | None) -> Range | None:
        """The longest known name that begins where the entity does: "Rafah | crossing"."""
        if tokens is None:
            return None
        first, last = tokens
        limit = min(self.parse.sents[self.parse.sent[first]][1], first + LONGEST)
        for end in range(limit, last, -1):
            if self.parse.word[end - 1].isalnum() and self.gazetteer.find(self._text(first, end)) and self._worth(first, end):
                return (first, end)
        return tokens

    def _worth(self, first: int, last: int) -> bool:
        """Whether a longer name is no accident: "Paris said" is none."""
        return all(self.parse.word[i][0].isupper() or self.parse.lower[i] in self.classes or self.parse.lower[i] in _PARTICLES or self.parse.lower[i] in ("nuclear", "power", "border", "refugee", "air", "naval", "of", "the") for i in range(first, last))

    def _longest(self, at: int) -> Range | None:
        """The longest known name that begins at a token with a capital."""
        parse = self.parse
        if at >= len(parse) or not parse.word[at][:1].isupper() or self._skipped(at):
            return None
        limit = min(parse.sents[parse.sent[at]][1], at + LONGEST)
        end = at
        while end < limit and (parse.word[end][0].isupper() or parse.word[end] in ("-", "'", "’") or parse.lower[end] in _PARTICLES or parse.lower[end] in self.classes):
            end += 1
        for last in range(end, at, -1):
            if self.gazetteer.find(self._text(at, last)) and parse.word[last - 1] not in ("-", "'", "’"):
                return (at, last) if self._worth(at, last) or "-" in parse.word[at:last] else None
        return None

    def _ending(self, last: int) -> Range | None:
        """The longest known name that ends before a token: "Geneva-based"."""
        for first in range(max(0, last - 3), last):
            if self.parse.lower[first] != "the" and self.parse.word[first][:1].isupper() and self.gazetteer.find(self._text(first, last)):
                return (first, last)
        return None

    def _free(self, tokens: Range, place_only: bool, sure: bool = False) -> bool:
        """Whether framed words are neither part of another name nor an actor.

        `sure` frames ("the town of X") overrule an actor that nothing else is known of.
        """
        parse = self.parse
        first, last = tokens
        if self._no_name(tokens) or parse.lower[last : last + 1] in (["'s"], ["’s"], ["'"], ["’"]):
            return False
        if any(parse.ent[i] in ("PERSON", "ORG", "NORP", "DATE", "EVENT", "LAW", "WORK_OF_ART") and not self._whole(i, tokens) for i in range(first, last)):
            return False
        if last < len(parse) and (parse.word[last] in self.acting or (parse.word[last][:1].isupper() and parse.word[last - 1] != "," and parse.pos[last] == "PROPN" and parse.sent[last] == parse.sent[first])):
            return False
        if self._acts(tokens) and not (sure and (self._unheard(tokens) or self._never_acts(tokens))):
            return False
        places = self.gazetteer.find(self._text(first, last))
        strong = [p for p in places if p.strength < OTHER and (p.population >= KNOWN or p.kind in ("admin1", "country") or p.geonames is None)]
        return bool(strong) and (place_only or any(parse.ent[i] in _LABELS for i in range(first, last)) or self._moves(first))

    def _surely(self, preposition: str, tokens: Range) -> bool:
        """Whether a preposition of place overrules the model's taking a name for a person."""
        if preposition in ("on", "over", "between", "above") or preposition not in self.locative:
            return self.parse.word[tokens[0] - 1] not in (preposition, "the") and self._at_home(tokens)
        return self.parse.ent[tokens[0]] != "PERSON" or self._at_home(tokens)

    def _never_acts(self, tokens: Range) -> bool:
        """Whether a name is that of a sea, a river, a site or a region first of all."""
        places = self.gazetteer.find(self._text(*tokens))
        return bool(places) and any(p.kind in ("region", "sea", "river", "site") for p in places) and not any(p.kind == "country" for p in places)

    def _unheard(self, tokens: Range) -> bool:
        """Whether the actor that the words were taken for is named nowhere but here, and unknown."""
        mention = self.taken.get(tokens[0])
        if mention is None or mention.tokens[0] < tokens[0] or mention.tokens[1] > tokens[1]:
            return False
        if mention.entity is None:
            return True
        entity = self.reading.entities[mention.entity]
        return entity.known is None and entity.office is None and entity.kind in ("person", "organisation")

    def _no_name(self, tokens: Range) -> bool:
        """Whether the words are no place in news, whatever a table says: "Congress", "U.N.", "The Atlantic"."""
        first, last = tokens
        word = self.parse.word[first]
        if last - first == 1 and (word in self.wrong or (word.count(".") > 1 and word not in self.states and not self.taken.get(first))):
            return True
        if word == "The" and first > self.parse.sents[self.parse.sent[first]][0]:
            return not any(p.name.startswith("The ") or p.kind == "country" for p in self.gazetteer.find(self._text(first, last)))
        opening = first - 1 == self.parse.sents[self.parse.sent[first]][0]
        return first > 0 and self.parse.word[first - 1] == "The" and not opening and self._text(first, last) != "Hague"

    def _moves(self, first: int) -> bool:
        """Whether the preposition before a name hangs on a verb of motion."""
        parse = self.parse
        return parse.dep[first] in ("pobj", "compound", "") and parse.pos[first] == "PROPN"

    def _whole(self, i: int, tokens: Range) -> bool:
        """Whether the model's entity is these very words: then its label may be wrong."""
        found = next(((a, b, label) for a, b, label in self.parse.ents if a <= i < b), None)
        return found is not None and found[2] in ("ORG", "PERSON", "NORP") and tokens[0] <= found[0] and found[1] <= tokens[1]

    def _acts(self, tokens: Range) -> bool:
        """Whether the words are (part of) an actor's name that acts."""
        first, last = tokens
        for i in range(first, last):
            mention = self.taken.get(i)
            if mention is None:
                continue
            if mention.rule in _ASIDE:
                continue
            longer = mention.tokens[0] < first or mention.tokens[1] > last
            if longer or mention.kind in ("metonym", "name", "title", "nominal"):
                return not (mention.kind in ("metonym", "name") and not longer and (self._located(first, last) or self._moved_to(first, last)))
        after = self.parse.word[last] if last < len(self.parse) else ""
        return after in self.acting

    def _located(self, first: int, last: int) -> bool:
        """Whether a preposition of place stands before the name."""
        at = first - 1
        while at >= 0 and (self.parse.lower[at] == "the" or self.parse.lower[at] in _DIRECTIONS):
            at -= 1
        return at >= 0 and self.parse.lower[at] in self.locative and self.parse.lower[at] not in ("on", "over", "between")

    def _class_beside(self, tokens: Range) -> str | None:
        """The kind told by the word before ("the city of") or after ("province")."""
        lower, (first, last) = self.parse.lower, tokens
        if last < len(lower) and lower[last] in self.classes:
            return self.classes[lower[last]]
        if first > 1 and lower[first - 1] == "of" and lower[first - 2] in self.classes:
            return self.classes[lower[first - 2]]
        if first and lower[first - 1] in self.classes and lower[first - 1] not in ("state", "base", "capital"):
            return self.classes[lower[first - 1]]
        return None

    def _skipped(self, i: int) -> bool:
        return self.reading.part_kind(i) in _SKIPPED

    def _text(self, first: int, last: int) -> str:
        """Words as written, with line breaks as spaces."""
        return " ".join(self.parse.text[self.parse.start[first] : self.parse.end[last - 1]].split())

    def _resolve(self, candidate: Candidate) -> PlaceMention | None:
        """The place meant; None where the words name none."""
        first, last = candidate.tokens
        places = self._known(candidate)
        text = self._text(first, last)
        first, last = candidate.tokens
        if not places:
            container = self._container(last)
            return self._inside(candidate, text, container[0]) if container else self._unknown(candidate, text)
        container = self._container(last)
        if container and not any(within(p, c) and p.kind == "city" for p in places for c in container):
            if all(p.kind == "city" and p.population < KNOWN_ALONE for p in places):
                return self._inside(candidate, text, container[0])
            container = ()
        scene = Scene(self._others(candidate, places), self._sentence_countries(first), container, candidate.kind, self._contents(first))
        chosen = choose(places, scene)
        if chosen is None:
            return None
        place, confidence, reason = chosen
        if place.kind == "country" and scene.contents is None and not self._place_of_country(candidate):
            return None
        if (place.strength == OTHER and confidence <= 0.4) or doubtful(place, scene):
            return self._unknown(candidate, text)
        if candidate.rule == "dateline":
            reason = "dateline"
        self._count(place)
        latitude, longitude = (None, None) if place.kind == "country" else (place.latitude, place.longitude)
        return PlaceMention(
            (first, last),
            place.name,
            place.kind,
            place.country,
            latitude,
            longitude,
            place.geonames,
            confidence,
            f"{candidate.rule}/{reason}",
            place.admin1,
        )

    def _others(self, candidate: Candidate, places: tuple[Place, ...]) -> Counter[str]:
        """Countries of the report without the mentions of a name that is a state's and a province's: "Georgia"."""
        kinds = {p.kind for p in places}
        if not {"country", "admin1"} <= kinds:
            return self.countries
        found, text = Counter(self.countries), self._text(*candidate.tokens)
        for mention in self.reading.mentions:
            if mention.entity is not None and self._text(*mention.tokens) == text:
                found.subtract(self.reading.entities[mention.entity].country)
        return +found

    def _inside(self, candidate: Candidate, text: str, outer: Place) -> PlaceMention | None:
        """A town that no table knows in a state that one does: "Ashton, Maryland"."""
        first, last = candidate.tokens
        if candidate.label not in _LABELS or not text[0].isupper():
            return None
        admin1 = outer.name if outer.kind == "admin1" else None
        return PlaceMention((first, last), text, candidate.kind or "city", outer.country, None, None, None, 0.6, f"{candidate.rule}/contained", admin1)

    def _known(self, candidate: Candidate) -> tuple[Place, ...]:
        """Places of the name, with the class word after it where that names another place."""
        first, last = candidate.tokens
        lower = self.parse.lower
        short = self.states.get(self._text(first, last))
        if short is not None:
            return tuple(p for p in self.gazetteer.find(short) if p.kind == "admin1" or short == "Washington")
        if last < len(lower) and lower[last] in self.classes:
            text = self._text(first, last)
            tried = [self._text(first, last + 1)]
            if self.classes[lower[last]] in ("admin1", "region"):
                tried += [f"{text} {word}" for word in ("Oblast", "Province", "Governorate", "State", "Region", "District")]
            for name in tried:
                classed = tuple(p for p in self.gazetteer.find(name) if p.kind != "city")
                if classed:
                    candidate.tokens = (first, last + 1)
                    return classed
        return self.gazetteer.find(self._text(first, last))

    def _place_of_country(self, candidate: Candidate) -> bool:
        """A state counts as a place only where it stands as one."""
        first, last = candidate.tokens
        mention = self.taken.get(first)
        if candidate.rule == "dateline" or (mention is not None and mention.rule == "place"):
            return True
        return self._located(first, last) or self._moved_to(first, last)

    def _moved_to(self, first: int, last: int) -> bool:
        """Whether a verb of motion leads to or from the name: "flew to X"."""
        parse = self.parse
        head = next((i for i in range(first, last) if not first <= parse.head[i] < last), first)
        up = parse.head[head]
        return parse.dep[head] == "pobj" and parse.lower[up] in self.framing and parse.lemma[parse.head[up]] in self.motion

    def _container(self, last: int) -> tuple[Place, ...]:
        """What the name after a comma may mean: "Long Beach, California", "Gallup, N.M."."""
        parse = self.parse
        if last + 1 >= len(parse) or parse.word[last] not in (",", "("):
            return ()
        short = self.states.get(parse.word[last + 1])
        if short is not None:
            return tuple(p for p in self.gazetteer.find(short) if p.kind == "admin1")
        if parse.lower[last + 1] in ("in", "the", "southern", "northern", "eastern", "western"):
            return ()
        tokens = self._longest(last + 1)
        if tokens is None:
            return ()
        return tuple(p for p in self.gazetteer.find(self._text(*tokens)) if p.kind in ("country", "admin1") and p.strength < OTHER)

    def _contents(self, first: int) -> PlaceMention | None:
        """The place just before a comma, which this one contains: "Atlanta, Georgia"."""
        if self.last is not None and self.last.tokens[1] == first - 1 and self.parse.word[first - 1] == ",":
            return self.last
        return None

    def _sentence_countries(self, token: int) -> frozenset[str]:
        """Countries of the actors named in a sentence."""
        first, last = self.parse.sents[self.parse.sent[token]]
        found: set[str] = set()
        for i in range(first, last):
            mention = self.taken.get(i)
            if mention is not None and mention.entity is not None and not _bare_capital(mention):
                found.update(self.reading.entities[mention.entity].country)
        return frozenset(found)

    def _count(self, place: Place) -> None:
        """A place found says something of the next ones."""
        if place.country:
            self.countries[place.country] += 1

    def _unknown(self, candidate: Candidate, text: str) -> PlaceMention | None:
        """A name that no table knows is a place only in a plain frame and with the model's word."""
        first, last = candidate.tokens
        if candidate.label not in _LABELS or candidate.rule == "dateline" or not self._located(first, last):
            return None
        if text.endswith(".") or len(text) < 4 or self.parse.lower[first - 1] == "the":
            return None
        if any(self.taken.get(i) is not None for i in range(first, last)) or not text[0].isupper():
            return None
        return PlaceMention((first, last), text, candidate.kind or "city", None, None, None, None, 0.3, "entity/unknown")
