"""Which tellings are compared at all, so that cost grows with the number of events, not its square.

A telling waits in one drawer for each pair of participants, each participant, and, where no
country is known, each name; drawers are split by days. A telling of a pair looks into the
drawers of its pairs; one that names a single side looks into that side's.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from communique.stories.telling import Telling

_WINDOW = 8
"""Days that one drawer spans."""
_REACH = 7
"""Days around an undated telling in which others may lie."""
_LONGEST = 400
"""Days of a vague date that are looked through at most, its end first."""
_VAGUE = 60
"""Days from which a date is too vague to compare without a word or place in common."""
_NAMES = 3


class Blocks:
    """Drawers of tellings by participants and days."""

    def __init__(self) -> None:
        """Start empty."""
        self.drawers: dict[tuple[str, ...], dict[int, list[Telling]]] = defaultdict(lambda: defaultdict(list))
        self.vague: dict[tuple[str, ...], dict[int, list[Telling]]] = defaultdict(lambda: defaultdict(list))

    def add(self, telling: Telling) -> None:
        """Put a telling where others will look for it."""
        vague = not telling.days.exact
        for key in _keys(telling):
            for slot in _slots(telling):
                (self.vague if vague else self.drawers)[key][slot].append(telling)

    def mates(self, telling: Telling) -> Iterator[Telling]:
        """Tellings put in before that may tell the same happening, each once.

        Whether two tellings meet does not depend on which was put in first.
        """
        seen = {telling.key}
        vague = not telling.days.exact
        for key in _keys(telling, asking=True):
            for store in (self.drawers, self.vague):
                slots = store.get(key)
                if slots is None:
                    continue
                for slot in _slots(telling) if vague or store is self.vague else _around(telling):
                    for mate in slots.get(slot, ()):
                        if mate.key not in seen and _near(telling, mate):
                            seen.add(mate.key)
                            yield mate


def _near(a: Telling, b: Telling) -> bool:
    """Whether two tellings are close enough in time to be compared."""
    if a.days.gap(b.days) > (1 if a.dated and b.dated else _REACH):
        return False
    if max(a.days.last - a.days.first, b.days.last - b.days.first) > _VAGUE:
        return not frozenset(a.topic).isdisjoint(b.topic) or (a.place is not None and a.place == b.place)
    return True


def _keys(telling: Telling, asking: bool = False) -> list[tuple[str, ...]]:
    """Drawers by family and participants."""
    known = telling.codes | telling.named
    known = known if len(known) > 1 else known | telling.around
    codes = sorted(known)[:6]
    pairs = [(telling.family, a, b) for n, a in enumerate(codes) for b in codes[n + 1 :]]
    singles: list[tuple[str, ...]] = [(telling.family, c) for c in codes]
    names: list[tuple[str, ...]] = [(telling.family, "~" + n) for n in sorted(telling.names)[:_NAMES]]
    places: list[tuple[str, ...]] = [(telling.family, "@" + telling.place)] if telling.place else []
    if asking and len(codes) > 1:
        return [*pairs, *((*s, "alone") for s in singles), *names]
    if asking:
        return [*singles, *names, *places]
    if len(codes) > 1:
        return [*pairs, *singles, *names, *places]
    return [*singles, *((*s, "alone") for s in singles), *names, *places]


def _slots(telling: Telling) -> list[int]:
    """Numbers of the drawers that a telling's days touch, wider for an undated one."""
    reach = 0 if telling.dated else _REACH
    last = telling.days.last + reach
    first = max(telling.days.first - reach, last - _LONGEST)
    return list(range(first // _WINDOW, last // _WINDOW + 1))


def _around(telling: Telling) -> list[int]:
    """Drawers that hold days next to a telling's."""
    reach = 1 if telling.dated else _REACH
    return list(range((telling.days.first - reach) // _WINDOW, (telling.days.last + reach) // _WINDOW + 1))
