"""The places stage: place names of a report, each resolved once."""

from __future__ import annotations

from collections import Counter

from communique.places.gazetteer import OTHER, Gazetteer, Place
from communique.places.names import Names
from communique.places.rank import Scene, choose, doubtful, within
from communique.places.spot import LABELS, Candidate, Spotter
from communique.segment.reading import Mention, PlaceMention, Reading

KNOWN_ALONE = 100_000
"""Inhabitants from which a town needs no county or state to be known by."""
_CLASS_WORDS = ("Oblast", "Province", "Governorate", "State", "Region", "District")


def find_places(reading: Reading, gazetteer: Gazetteer) -> None:
    """Fill `reading.places`, in text order; runs after the actors stage.

    Args:
        reading: a reading with parse, parts and mentions.
        gazetteer: what is known of places.
    """
    Finder(reading, gazetteer).run()


def _bare_capital(mention: Mention) -> bool:
    """Whether a mention is a capital's name in a place: it is only one of the towns so called."""
    return mention.kind == "metonym" and mention.rule == "place"


def countries_of(reading: Reading) -> Counter[str]:
    """Countries of the report's actors, by mentions."""
    found: Counter[str] = Counter()
    for mention in reading.mentions:
        if mention.entity is not None and not _bare_capital(mention):
            found.update(c for c in reading.entities[mention.entity].country if len(c) == 3)
    return found


def _mention(candidate: Candidate, place: Place, confidence: float, reason: str) -> PlaceMention:
    """A mention of a place; a country has no point."""
    wide = place.kind == "country"
    return PlaceMention(
        tokens=candidate.tokens,
        name=place.name,
        kind=place.kind,
        country=place.country,
        latitude=None if wide else place.latitude,
        longitude=None if wide else place.longitude,
        geonames=place.geonames,
        confidence=confidence,
        rule=f"{candidate.rule}/{reason}",
        admin1=place.admin1,
    )


class Finder:
    """Resolves the places of one report."""

    def __init__(self, reading: Reading, gazetteer: Gazetteer) -> None:
        """Spot the candidates."""
        self.reading, self.parse, self.gazetteer = reading, reading.parse, gazetteer
        self.names = Names(reading, gazetteer)
        self.countries = countries_of(reading)
        self.last: PlaceMention | None = None

    def run(self) -> None:
        """Find, resolve, keep."""
        candidates = Spotter(self.names, self.countries).candidates()
        resolved: list[PlaceMention] = []
        for candidate in candidates:
            made = self._resolve(candidate)
            if made is not None:
                self.last = made
                resolved.append(made)
        self.reading.places = resolved

    def _resolve(self, candidate: Candidate) -> PlaceMention | None:
        """The place meant; None where the words name none."""
        places = self._known(candidate)
        first, last = candidate.tokens
        text = self.names.text(first, last)
        container = self._container(last)
        if container and not any(within(p, c) and p.kind == "city" for p in places for c in container):
            if all(p.kind == "city" and p.population < KNOWN_ALONE for p in places):
                return self._inside(candidate, text, container[0])
            container = ()
        if not places:
            return self._unknown(candidate, text)
        countries, here = self._others(candidate, places), self._sentence_countries(first)
        scene = Scene(countries, here, container, candidate.kind, self._contents(first))
        chosen = choose(places, scene)
        if chosen is None:
            return None
        place, confidence, reason = chosen
        if place.kind == "country" and scene.contents is None and not self._place_of_country(candidate):
            return None
        if (place.strength == OTHER and confidence <= 0.4) or doubtful(place, scene):
            return self._unknown(candidate, text)
        if place.country:
            self.countries[place.country] += 1
        return _mention(candidate, place, confidence, "dateline" if candidate.rule == "dateline" else reason)

    def _others(self, candidate: Candidate, places: tuple[Place, ...]) -> Counter[str]:
        """Countries of the report without the mentions of a name that is a state's and a province's: "Georgia"."""
        kinds = {p.kind for p in places}
        if not {"country", "admin1"} <= kinds:
            return self.countries
        found, text = Counter(self.countries), self.names.text(*candidate.tokens)
        for mention in self.reading.mentions:
            if mention.entity is not None and self.names.text(*mention.tokens) == text:
                found.subtract(self.reading.entities[mention.entity].country)
        return +found

    def _inside(self, candidate: Candidate, text: str, outer: Place) -> PlaceMention | None:
        """A town that no table knows in a state that one does: "Ashton, Maryland"."""
        first, last = candidate.tokens
        if candidate.label not in LABELS or not text[0].isupper():
            return None
        admin1 = outer.name if outer.kind == "admin1" else None
        return PlaceMention(
            (first, last),
            text,
            candidate.kind or "city",
            outer.country,
            None,
            None,
            None,
            0.6,
            f"{candidate.rule}/contained",
            admin1,
        )

    def _known(self, candidate: Candidate) -> tuple[Place, ...]:
        """Places of the name, with the class word after it where that names another place."""
        first, last = candidate.tokens
        lower = self.parse.lower
        short = self.names.states.get(self.names.text(first, last))
        if short is not None:
            return tuple(p for p in self.gazetteer.find(short) if p.kind == "admin1" or short == "Washington")
        if last < len(lower) and lower[last] in self.names.classes:
            text = self.names.text(first, last)
            tried = [self.names.text(first, last + 1)]
            if self.names.classes[lower[last]] in ("admin1", "region"):
                tried += [f"{text} {word}" for word in _CLASS_WORDS]
            for name in tried:
                classed = tuple(p for p in self.gazetteer.find(name) if p.kind != "city")
                if classed:
                    candidate.tokens = (first, last + 1)
                    return classed
        return self.gazetteer.find(self.names.text(first, last))

    def _place_of_country(self, candidate: Candidate) -> bool:
        """A state counts as a place only where it stands as one."""
        first, last = candidate.tokens
        mention = self.names.taken.get(first)
        if candidate.rule == "dateline" or (mention is not None and mention.rule == "place"):
            return True
        return self.names.located(first, last) or self.names.moved_to(first, last)

    def _container(self, last: int) -> tuple[Place, ...]:
        """What the name after a comma may mean: "Long Beach, California", "Gallup, N.M."."""
        parse = self.parse
        if last + 1 >= len(parse) or parse.word[last] not in (",", "("):
            return ()
        short = self.names.states.get(parse.word[last + 1])
        if short is not None:
            return tuple(p for p in self.gazetteer.find(short) if p.kind == "admin1")
        if parse.lower[last + 1] in ("in", "the", "southern", "northern", "eastern", "western"):
            return ()
        tokens = self.names.longest(last + 1)
        if tokens is None:
            return ()
        return tuple(
            p
            for p in self.gazetteer.find(self.names.text(*tokens))
            if p.kind in ("country", "admin1") and p.strength < OTHER
        )

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
            mention = self.names.taken.get(i)
            if mention is not None and mention.entity is not None and not _bare_capital(mention):
                found.update(self.reading.entities[mention.entity].country)
        return frozenset(found)

    def _unknown(self, candidate: Candidate, text: str) -> PlaceMention | None:
        """A name that no table knows is a place only in a plain frame and with the model's word."""
        first, last = candidate.tokens
        if candidate.label not in LABELS or candidate.rule == "dateline" or not self.names.located(first, last):
            return None
        if text.endswith(".") or len(text) < 4 or self.parse.lower[first - 1] == "the":
            return None
        if any(self.names.taken.get(i) is not None for i in range(first, last)) or not text[0].isupper():
            return None
        return PlaceMention(
            (first, last), text, candidate.kind or "city", None, None, None, None, 0.3, "entity/unknown"
        )
