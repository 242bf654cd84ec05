"""Matters of many reports joined to threads, by parties, subject and time.

Matters are taken in the order of their reports' dates and ids, whatever order they came in, so the
same reports always give the same threads.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import sqrt

from communique.stories.matters import Matter, matters_of
from communique.stories.signs import ReportSigns, Sign

_NO_PARTY = frozenset({"IGO", "UNO", "NGO", "MNC", "IMG"})
_GAP = 550
"""Days after which a thread that nobody tells of is over."""
_JOIN = 0.16
"""Likeness of subjects from which a matter joins a thread; less where both are a ceasefire of the same parties."""
_ATTACH = 0.22
"""Likeness from which a report that tells no stage is taken to be about a thread."""
_NAMELESS = 30
"""Days for which a report that names no state, or a thread of none, is compared with others."""
_CHIEF = 4
"""States of a matter that count when its parties are compared."""
_SMALL = 0.25
"""Share of the most named party's namings that another must have to be a party."""


@dataclass(slots=True)
class Draft:
    """A thread while it is being put together.

    Attributes:
        square: sum of the squares of `words`; `namings` the sum of `codes`. Kept up to date, so that
            comparing costs no more in a long thread than in a short one.
    """

    matters: list[Matter] = field(default_factory=list)
    about: Counter[str] = field(default_factory=Counter)
    words: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    last: int = 0
    square: int = 0
    namings: int = 0

    @property
    def signs(self) -> list[Sign]:
        """All signs, by report date, report and place."""
        return [s for m in self.matters for s in m.signs]

    def chief(self) -> set[str]:
        """The states named in a good part of its reports."""
        most = max(self.codes.values(), default=0)
        return {c for c, n in self.codes.items() if n >= _SMALL * most}

    def add(self, matter: Matter) -> None:
        """Take in a matter."""
        self.matters.append(matter)
        self.about.update(set(matter.about))
        for word, n in matter.words.items():
            had = self.words[word]
            self.words[word] = had + min(3, n)
            self.square += self.words[word] ** 2 - had**2
        codes = {c for c in matter.codes if c not in _NO_PARTY}
        self.codes.update(codes)
        self.namings += len(codes)
        self.kinds.update(matter.kinds)
        self.last = max(self.last, matter.told)


def draft_threads(reports: Iterable[ReportSigns], copy_of: Mapping[str, str]) -> list[Draft]:
    """Threads of all reports.

    Args:
        reports: what each report gives, in any order.
        copy_of: near-copies; a copy's matters join those of the report it copies.
    """
    ordered = sorted(reports, key=lambda r: (r.told, r.report))
    drafts: dict[tuple[str, ...], list[Draft]] = {}
    everything: list[Draft] = []
    placed: dict[tuple[str, int], Draft] = {}
    idle: list[Matter] = []
    for report in ordered:
        for number, matter in enumerate(matters_of(report)):
            if not matter.signs:
                idle.append(matter)
                continue
            original = placed.get((copy_of.get(report.report, ""), number))
            draft = original or _best(matter, _candidates(matter, drafts, everything), _JOIN)
            if draft is None:
                draft = Draft()
                everything.append(draft)
            placed[(report.report, number)] = draft
            draft.add(matter)
            _file(draft, matter, drafts)
    for matter in idle:
        draft = _best(matter, _candidates(matter, drafts, everything), _ATTACH)
        if draft is not None:
            draft.add(matter)
    for draft in everything:
        draft.matters.sort(key=lambda m: (m.told, m.report.report))
    return [d for d in everything if d.matters]


def _file(draft: Draft, matter: Matter, drafts: dict[tuple[str, ...], list[Draft]]) -> None:
    """Keep a draft where matters of its states look for it."""
    for code in set(matter.codes) or {""}:
        held = drafts.setdefault((code,), [])
        if not any(d is draft for d in held):
            held.append(draft)


def _candidates(matter: Matter, drafts: dict[tuple[str, ...], list[Draft]], everything: list[Draft]) -> list[Draft]:
    """Drafts that share a state with a matter and are not over; those of any state for one that names none."""
    codes = [c for c in sorted(matter.codes) if c not in _NO_PARTY]
    found: dict[int, Draft] = {}
    for code in codes:
        alive = [d for d in drafts.get((code,), ()) if matter.told - d.last <= _GAP]
        drafts[(code,)] = alive
        found.update((id(d), d) for d in alive)
    recent = drafts.get(("",), ()) if codes else everything
    found.update((id(d), d) for d in recent if matter.told - d.last <= _NAMELESS)
    return list(found.values())


def _best(matter: Matter, drafts: list[Draft], least: float) -> Draft | None:
    """The draft most alike, where one is alike enough."""
    best, top = None, least
    for draft in drafts:
        score = likeness(matter, draft)
        if score > top:
            best, top = draft, score
    return best


def likeness(matter: Matter, draft: Draft) -> float:
    """How much a matter and a thread are about the same thing, 0 to about 1.5."""
    parties = _parties(matter.codes, draft)
    if parties == 0.0 or not _kinds_go(matter, draft):
        return 0.0
    score = _cosine(matter.words, draft)
    shared = set(matter.about) & set(draft.about)
    if shared:
        score += 0.15 * min(3, len(shared))
    elif matter.about and not matter.main and not set(matter.about) & set(draft.words):
        return 0.0
    both_truce = _is_truce(matter.kinds) and _is_truce(draft.kinds)
    return parties * (score + (0.3 if both_truce else 0.0))


def _parties(a: Counter[str], draft: Draft) -> float:
    """How well two lists of states go together; a report that names none may be about any."""
    left = {c for c, _ in a.most_common(_CHIEF) if c not in _NO_PARTY}
    right = draft.chief()
    if not left or not right:
        return 0.8
    shared = left & right
    if not shared:
        return 0.0
    if len(right) >= 2 and len(left) >= 2 and len(shared) < 2:
        return 0.3
    weight = sum(draft.codes[c] for c in shared) / max(1, draft.namings)
    return 0.5 + 0.5 * weight


def _kinds_go(matter: Matter, draft: Draft) -> bool:
    """Whether kinds of dealings may belong to one thread."""
    left, right = matter.kinds, draft.kinds
    if not left or not right:
        return True
    if _is_truce(left) != _is_truce(right):
        return not matter.about or bool(set(matter.about) & set(draft.about))
    return True


def _is_truce(kinds: Counter[str]) -> bool:
    return kinds.get("ceasefire", 0) * 3 >= max(1, kinds.total())


def _cosine(words: Counter[str], draft: Draft) -> float:
    """Cosine of a matter's weighted words and a thread's."""
    if not words or not draft.square:
        return 0.0
    dot = sum(n * draft.words[w] for w, n in words.items() if w in draft.words)
    return dot / sqrt(sum(n * n for n in words.values()) * draft.square)


def chief_states(draft: Draft, mediators: Counter[str]) -> tuple[list[str], list[str]]:
    """Parties and mediators of a thread, those named most first.

    A state that goes between the others is no party, unless hardly anybody else is named.
    """
    named: Counter[str] = Counter()
    for sign in draft.signs:
        for code in sign.codes:
            if code not in _NO_PARTY:
                named[code] += 1
    for matter in draft.matters:
        for code in matter.codes:
            if code not in _NO_PARTY:
                named[code] += 1 if matter.main else 0
    go_between = [c for c, n in mediators.most_common() if n >= 1 and len(set(named) - {c}) >= 2]
    rest = Counter({c: n for c, n in named.items() if c not in go_between})
    if not rest:
        return [], go_between
    top = max(rest.values())
    parties = sorted((c for c, n in rest.items() if n >= max(2, _SMALL * top) or n == top), key=lambda c: (-rest[c], c))
    return parties[:4], go_between
