"""Groups of tellings as occurrences: who, when, where, how many, told by whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from math import prod

from communique.records.ids import digest
from communique.records.record import Magnitude, PlaceRecord, Status
from communique.records.story import Count, Evidence, MergeNote, Occurrence, StoryActor, StoryDate, Told
from communique.stories.clusters import Group
from communique.stories.dating import Days, iso
from communique.stories.telling import Key, Member, Telling

_STATUS: tuple[Status, ...] = ("actual", "historical", "future", "hypothetical", "negated")
"""What was told to have happened wins over what was only planned."""


def occurrence_id(first: Key) -> str:
    """An id made from the telling that comes first: the same for any order of arrival."""
    return "o-" + digest("occurrence", *first)


def make_occurrence(group: Group, copy_of: Mapping[str, str], explain: bool = False) -> Occurrence:
    """One group as an occurrence.

    Args:
        group: tellings in order, with the merges that made it.
        copy_of: for each near-copy, the report it copies; copies count as one outlet.
        explain: keep why its tellings were joined.
    """
    tellings = group.tellings
    types = Counter(t.type for t in tellings if not t.claim) or Counter(t.type for t in tellings)
    kind = min(types, key=lambda k: (-types[k], k))
    modes = Counter(m for t in tellings if t.type == kind for m in t.modes)
    contexts = Counter(c for t in tellings if t.type == kind for c in t.contexts)
    chief = max((t for t in tellings if t.type == kind), key=lambda t: (t.confidence, t.key))
    outlets = {copy_of.get(t.key[0], t.key[0]): t.outlet for t in tellings}
    magnitude, counts = _numbers(tellings)
    actor = _participants([t.sides[0] for t in tellings])
    recipient = _participants([t.sides[1] for t in tellings])
    actor, recipient = _one_side(actor, recipient, tellings)
    return Occurrence(
        id=occurrence_id(tellings[0].key),
        type=kind,
        mode=sorted(modes, key=lambda m: (-modes[m], m)),
        actor=actor,
        recipient=recipient,
        status=min((t.status for t in tellings), key=_STATUS.index),
        date=_when(tellings),
        place=_where(tellings),
        magnitude=magnitude,
        events=[Told(*t.key) for t in tellings],
        outlets=len(set(outlets.values())),
        confidence=_confidence(tellings, outlets),
        context=sorted(contexts, key=lambda c: (-contexts[c], c)),
        quad=chief.quad,
        score=chief.score,
        counts=counts,
        evidence=[Evidence(chief.key[0], chief.sentence, chief.quote)],
        why=_why(group) if explain else None,
    )


def _participants(sides: list[tuple[Member, ...]]) -> list[StoryActor]:
    """One participant a country, or a name where no country is known; the name told most wins."""
    names: dict[tuple[str, ...], Counter[str]] = {}
    sectors: dict[tuple[str, ...], Counter[str]] = {}
    for side in sides:
        for name, countries, sector in side:
            key = countries or ("", name)
            names.setdefault(key, Counter())[name] += 1
            sectors.setdefault(key, Counter()).update(sector)
    found = []
    for key, told in sorted(names.items(), key=lambda item: (-item[1].total(), item[0])):
        name = min(told, key=lambda n: (-told[n], len(n), n))
        found.append(
            StoryActor(
                name=name,
                country=[c for c in key if c] if key[0] else [],
                sector=sorted(sectors[key], key=lambda s: (-sectors[key][s], s)),
            )
        )
    return found


def _one_side(
    actor: list[StoryActor], recipient: list[StoryActor], tellings: list[Telling]
) -> tuple[list[StoryActor], list[StoryActor]]:
    """A country stands on the side on which more tellings have it."""
    left = Counter(c for t in tellings for c in t.actor)
    right = Counter(c for t in tellings for c in t.recipient)
    both = {c for a in actor for c in a.country} & {c for r in recipient for c in r.country}
    keep = {c: left[c] >= right[c] for c in both}
    return (
        [a for a in actor if not a.country or any(keep.get(c, True) for c in a.country)],
        [r for r in recipient if not r.country or any(not keep.get(c, False) for c in r.country)],
    )


def best_days(tellings: list[Telling]) -> Days | None:
    """The dates of tellings as one: the day most tell, else the narrowest stretch."""
    dated = [t.days for t in tellings if t.dated]
    if not dated:
        known = [t.days for t in tellings if t.told]
        return min(known, key=lambda d: (d.first, d.last), default=None)
    width = min(d.last - d.first for d in dated)
    narrow = [d for d in dated if d.last - d.first == width or d.exact]
    votes = Counter((d.first, d.last) for d in narrow)
    first, last = min(votes, key=lambda k: (-votes[k], k[1] - k[0], k))
    granularity = next(d.granularity for d in narrow if (d.first, d.last) == (first, last))
    return Days(first, last, granularity)


def _when(tellings: list[Telling]) -> StoryDate | None:
    days = best_days(tellings)
    return None if days is None else StoryDate(iso(days.first), iso(days.last), days.granularity)


def _where(tellings: list[Telling]) -> PlaceRecord | None:
    """The place told most, without its span, which belongs to one report."""
    places = [t.where for t in tellings if t.where is not None]
    if not places:
        return None
    votes = Counter(p.name for p in places)
    name = min(votes, key=lambda n: (-votes[n], n))
    p = next(p for p in places if p.name == name)
    return PlaceRecord(p.name, p.country, p.latitude, p.longitude, p.geonames, None, p.kind, None)


def _numbers(tellings: list[Telling]) -> tuple[Magnitude | None, dict[str, Count]]:
    """The latest number told of each kind, with the range over reports; changed counts stay visible."""
    latest: dict[str, float] = {}
    counts: dict[str, Count] = {}
    currency, approximate = None, False
    for kind in ("killed", "injured", "size", "amount"):
        told = [(t, getattr(t.magnitude, kind)) for t in tellings if t.magnitude is not None]
        told = [(t, value) for t, value in told if value is not None]
        if not told:
            continue
        last, value = told[-1]
        latest[kind] = value
        values = [v for _, v in told]
        counts[kind] = Count(float(value), float(min(values)), float(max(values)), last.key[0])
        if last.magnitude is not None:
            approximate = approximate or last.magnitude.approximate
            currency = last.magnitude.currency if kind == "amount" else currency
    if not latest:
        return None, {}
    whole = {k: int(v) for k, v in latest.items() if k != "amount"}
    return (
        Magnitude(
            killed=whole.get("killed"),
            injured=whole.get("injured"),
            size=whole.get("size"),
            amount=latest.get("amount"),
            currency=currency,
            approximate=approximate,
        ),
        counts,
    )


def _confidence(tellings: list[Telling], outlets: Mapping[str, str]) -> float:
    """The chance that at least one outlet's telling is right, as if outlets erred apart; at most 0.99."""
    best: dict[str, float] = {}
    for t in tellings:
        outlet = outlets.get(t.key[0], t.outlet)
        best[outlet] = max(best.get(outlet, 0.0), t.confidence)
    return round(min(0.99, 1.0 - prod(1.0 - c for c in sorted(best.values()))), 3)


def _why(group: Group) -> list[MergeNote]:
    return [
        MergeNote(Told(*m.first), Told(*m.second), m.reason, round(m.odds, 3), m.features)
        for m in sorted(group.merges, key=lambda m: (m.first, m.second))
    ]
