"""Which of the places of one name is meant: by what contains it, whom the report is about, and size."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import log10

from communique.places.gazetteer import CLOSE, OTHER, Place
from communique.segment.reading import PlaceMention

CURATED = 7.0
"""Weight of a sea, region, river or site of our own files: that of a city of six millions."""
STATE = 9.0
"""Weight of a state's own name."""
STATE_UNSEEN = 6.5
"""Weight of it where nothing else in the report is of that state, and a province elsewhere has the name."""
SMALL = 30_000
"""A town of fewer inhabitants is believed only with something of its country in the report."""
OWN_TOWN = 0.03
"""Share of a province's townspeople from which a town of its name is its chief town."""
ABOUT = 1.6
"""Added for a place in the country that the report is most about."""
NEAR = 0.8
"""Added for a place in a country named in the same sentence."""
INSIDE = 7.0
"""Added for a place inside the one written after it: "Paris, Texas"."""
OUTSIDE = 4.0
"""Taken from a place that does not lie in the one written after it."""
CLASSED = 3.0
"""Added where the text tells the kind: "the town of", "province"."""
CAPITAL = 1.2
_PENALTY = {CLOSE: 0.7, OTHER: 2.5}


@dataclass(frozen=True, slots=True)
class Scene:
    """What the report tells beside the name.

    Attributes:
        countries: how often each country is named or has actors in the report.
        sentence: countries named in the sentence.
        container: the places that the name after the comma may mean.
        kind: the kind that words beside the name tell.
        contents: the place named just before a comma, which this one may contain.
    """

    countries: Counter[str]
    sentence: frozenset[str] = frozenset()
    container: tuple[Place, ...] = ()
    kind: str | None = None
    contents: PlaceMention | None = None


def choose(places: Sequence[Place], scene: Scene) -> tuple[Place, float, str] | None:
    """The likeliest place, a confidence from 0 to 1, and what decided."""
    if not places:
        return None
    scored = sorted(((_score(p, places, scene), -n, p) for n, p in enumerate(places)), reverse=True)
    best, _, place = scored[0]
    rivals = [s for s, _, p in scored[1:] if not _same_spot(p, place)]
    margin = best - rivals[0] if rivals else 3.0
    confidence = max(0.3, min(0.97, 0.55 + 0.14 * margin))
    if place.strength == OTHER and not _fits(place, scene):
        confidence = min(confidence, 0.4)
    return place, round(confidence, 2), _reason(place, scene, bool(rivals))


def _score(place: Place, places: Sequence[Place], scene: Scene) -> float:
    """How likely one place is."""
    score = _size(place, places, scene)
    if not _curated(place):
        score -= _PENALTY.get(place.strength, 0.0)
    if place.capital:
        score += CAPITAL
    if place.country:
        total = sum(scene.countries.values())
        if total and scene.countries[place.country]:
            score += ABOUT * min(1.0, 0.35 + scene.countries[place.country] / total)
        if place.country in scene.sentence:
            score += NEAR
    if scene.container:
        score += INSIDE if place.kind == "city" and any(within(place, c) for c in scene.container) else -OUTSIDE
    if scene.contents is not None and _contains(place, scene.contents):
        score += INSIDE
    if scene.kind is not None:
        score += CLASSED if alike(place.kind, scene.kind) else 0.0
    return score


def _curated(place: Place) -> bool:
    """Whether a place is one of our own files."""
    return place.kind in ("region", "sea", "river", "site") and place.geonames is None


def doubtful(place: Place, scene: Scene) -> bool:
    """Whether a small town has nothing in the report that speaks for it."""
    if place.kind != "city" or place.capital or place.population >= SMALL or place.geonames is None:
        return False
    return not (_fits(place, scene) or scene.container or scene.kind == "city")


def _size(place: Place, places: Sequence[Place], scene: Scene) -> float:
    """Weight of a place by kind and inhabitants."""
    if place.kind == "country":
        rival = any(p.kind == "admin1" and scene.countries[p.country or ""] for p in places)
        return STATE_UNSEEN if rival and not _fits(place, scene) else STATE
    if place.kind in ("region", "sea", "river", "site"):
        return CURATED if place.geonames is None else log10(place.population + 10)
    if place.kind == "admin1":
        least = OWN_TOWN * place.population
        town = any(
            p.kind == "city"
            and p.country == place.country
            and p.admin1 == place.name
            and p.strength < CLOSE
            and p.population >= least
            for p in places
        )
        return log10(place.population + 1000) - (3.0 if town else 0.3)
    return log10(place.population + 10) if place.population or place.geonames else 4.5


def alike(kind: str, told: str) -> bool:
    """Whether a kind goes with the kind that the words tell: a region may be a province."""
    return kind == told or {kind, told} <= {"admin1", "region"}


def within(inner: Place, outer: Place) -> bool:
    """Whether one place lies in another."""
    if outer.kind == "country":
        return inner.country == outer.country and inner.kind != "country"
    if outer.kind in ("admin1", "region"):
        return (
            inner.country == outer.country
            and inner.admin1 is not None
            and (inner.admin1 == outer.name or outer.name.startswith(inner.admin1))
        )
    return False


def _contains(outer: Place, inner: PlaceMention) -> bool:
    """Whether a place holds one that was resolved before."""
    if outer.kind == "country":
        return inner.country == outer.country
    return outer.kind == "admin1" and inner.country == outer.country and inner.admin1 == outer.name


def _fits(place: Place, scene: Scene) -> bool:
    return place.country is not None and scene.countries[place.country] > 0


def _same_spot(one: Place, two: Place) -> bool:
    """A town and the province around it are no rivals."""
    return one.country == two.country and one.kind != two.kind and {one.kind, two.kind} <= {"city", "admin1", "region"}


def _reason(place: Place, scene: Scene, rivals: bool) -> str:
    """What decided, in a word."""
    if scene.container and any(within(place, c) for c in scene.container):
        return "contained"
    if scene.kind is not None and alike(place.kind, scene.kind):
        return "classed"
    if not rivals:
        return "only"
    return "country" if _fits(place, scene) else "size"
