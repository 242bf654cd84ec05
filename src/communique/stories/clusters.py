"""Tellings to occurrences: pairs that look alike are joined, best first, while the groups agree.

The result depends on the set of tellings alone. Comparisons are between two tellings; groups
are built anew within each set of tellings that hang together by good pairs, in an order that
comes from dates and ids. So reports may arrive one at a time, in any order, or all at once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import inf

from communique.stories.blocks import Blocks
from communique.stories.pairing import PairModel
from communique.stories.telling import Key, Telling

_TOLD_AGAIN, _BY_HAND = 50.0, 100.0
"""Log odds that stand for the coder's own word, and for a person's."""
_CROSS = 400
"""Pairs between two groups that are looked at before they are joined."""


@dataclass(slots=True)
class Merge:
    """Why two tellings were joined."""

    first: Key
    second: Key
    odds: float
    features: dict[str, float]
    reason: str = "alike"


@dataclass(slots=True)
class Group:
    """One happening: its tellings in order, and the merges that made it."""

    tellings: list[Telling]
    merges: list[Merge] = field(default_factory=list)


class Clusters:
    """Keeps tellings and the good pairs among them; groups are made when asked for.

    Args:
        model: compares two tellings.
    """

    def __init__(self, model: PairModel) -> None:
        """Start empty."""
        self.model = model
        self.by_hand: dict[tuple[Key, Key], bool] = {}
        self.blocks = Blocks()
        self.tellings: dict[Key, Telling] = {}
        self.pairs: dict[Key, dict[Key, float]] = defaultdict(dict)
        self._groups: dict[Key, Group] = {}
        self._stale: set[Key] = set()

    def add(self, tellings: Iterable[Telling]) -> None:
        """Take in the tellings of one report or many; only what they touch is grouped anew."""
        for telling in tellings:
            for mate in self.blocks.mates(telling):
                verdict = self.model.compare(telling, mate)
                if verdict.apart is None and verdict.odds >= self.model.weights.join:
                    self._link(telling.key, mate.key, verdict.odds)
            self.blocks.add(telling)
            self.tellings[telling.key] = telling
            self._stale.add(telling.key)

    def _link(self, a: Key, b: Key, odds: float) -> None:
        self.pairs[a][b] = odds
        self.pairs[b][a] = odds

    def decide(self, by_hand: Mapping[tuple[Key, Key], bool]) -> None:
        """Take over what a person joined (True) or split (False); keys with the smaller one first."""
        for pair in set(self.by_hand) | set(by_hand):
            if self.by_hand.get(pair) is not by_hand.get(pair):
                self._stale.update(key for key in pair if key in self.tellings)
        self.by_hand = dict(by_hand)

    def groups(self) -> list[Group]:
        """All occurrences, in the order of their first tellings."""
        self._bind()
        done: set[Key] = set()
        for key in sorted(self._stale):
            if key in done or key not in self.tellings:
                continue
            together = self._connected(key)
            done.update(together)
            for member in together:
                self._groups.pop(member, None)
            for group in self._grouped([self.tellings[k] for k in together]):
                self._groups[group.tellings[0].key] = group
        self._stale.clear()
        return sorted(self._groups.values(), key=lambda g: g.tellings[0].order)

    def _bind(self) -> None:
        """Ties that need no likeness: told again in one report, joined by hand."""
        for key in list(self._stale):
            telling = self.tellings[key]
            fuller = (key[0], telling.same_as or "")
            if telling.same_as and fuller in self.tellings and not self._split(key, fuller):
                self._link(key, fuller, _TOLD_AGAIN)
        for (a, b), joined in self.by_hand.items():
            if joined and a in self.tellings and b in self.tellings and b not in self.pairs.get(a, {}):
                self._stale.update((a, b))
            if joined and a in self.tellings and b in self.tellings:
                self._link(a, b, _BY_HAND)

    def _split(self, a: Key, b: Key) -> bool:
        return self.by_hand.get((min(a, b), max(a, b))) is False

    def _connected(self, key: Key) -> set[Key]:
        """All tellings that hang together with one by good pairs."""
        found, queue = {key}, [key]
        while queue:
            for other in self.pairs.get(queue.pop(), ()):
                if other not in found and other in self.tellings:
                    found.add(other)
                    queue.append(other)
        return found

    def _grouped(self, tellings: list[Telling]) -> list[Group]:
        """Group tellings that hang together: best pairs first, while the two groups agree."""
        ordered = sorted(tellings, key=lambda t: t.order)
        place = {t.key: n for n, t in enumerate(ordered)}
        of = list(range(len(ordered)))
        groups = {n: Group([t]) for n, t in enumerate(ordered)}
        edges = sorted(
            (-odds, place[a], place[b])
            for a in place
            for b, odds in self.pairs.get(a, {}).items()
            if b in place and place[a] < place[b]
        )
        seen: dict[tuple[Key, Key], float] = {}
        for against, i, j in edges:
            left, right = of[i], of[j]
            if left == right or not self._agree(groups[left], groups[right], -against, seen):
                continue
            into, gone = min(left, right), max(left, right)
            joined = groups.pop(gone)
            groups[into].merges += joined.merges
            groups[into].merges.append(self._merge(ordered[i], ordered[j], -against))
            groups[into].tellings += joined.tellings
            for t in joined.tellings:
                of[place[t.key]] = into
        for group in groups.values():
            group.tellings.sort(key=lambda t: t.order)
        return [groups[n] for n in sorted(groups)]

    def _merge(self, a: Telling, b: Telling, odds: float) -> Merge:
        """Why two tellings were joined; features are worked out again, for few pairs are ever asked."""
        if odds >= _TOLD_AGAIN:
            return Merge(a.key, b.key, _TOLD_AGAIN, {}, "by hand" if odds >= _BY_HAND else "told again")
        return Merge(a.key, b.key, odds, self.model.features(a, b))

    def _agree(self, left: Group, right: Group, odds: float, seen: dict[tuple[Key, Key], float]) -> bool:
        """Whether two groups may be one: nothing rules it out, and their pairs are alike on average."""
        total, count = 0.0, 0
        tied = any(m.reason == "by hand" for m in (*left.merges, *right.merges))
        for a in left.tellings:
            for b in right.tellings:
                if self._split(a.key, b.key):
                    return False
                if odds >= _TOLD_AGAIN or count >= _CROSS:
                    continue
                pair = (min(a.key, b.key), max(a.key, b.key))
                if pair not in seen:
                    known = self.pairs.get(a.key, {}).get(b.key)
                    seen[pair] = self.model.compare(a, b).odds if known is None else known
                if seen[pair] == -inf:
                    if tied:
                        continue
                    return False
                total += max(-6.0, min(8.0, seen[pair]))
                count += 1
        return not count or total / count >= self.model.weights.join
