"""How a thread went: its signs as dated stages, each once, and the stage that stands.

A stage is established when an outlet tells it or both sides do. What one side claims is kept with its
name and moves nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from communique.stories.dating import Days
from communique.stories.signs import Blow, Sign
from communique.stories.stagebook import StageBook

_NEAR = 2
"""Days by which two tellings of one step may differ where one gives no date."""
_DISPUTE = 10
"""Days between a claim and its denial at most."""
_NOT_SHARED = frozenset({"violated", "rejected", "collapsed"})
"""Stages that two sides claim against each other, never together."""
_STANDING = frozenset({"agreed_in_principle", "signed", "in_force"})


@dataclass(slots=True)
class Step:
    """One stage as told by one or more reports."""

    sign: Sign
    days: Days
    dated: bool
    established: bool
    also: list[Sign] = field(default_factory=list)

    @property
    def stage(self) -> str:
        """Its stage."""
        return self.sign.stage


def steps_of(signs: Iterable[Sign], kind: str, book: StageBook, states: frozenset[str]) -> list[Step]:
    """The steps of one thread in time order.

    Args:
        signs: the thread's signs in order of reports.
        kind: the thread's kind; stages that its order does not know are left out.
        book: patterns and orders.
        states: the thread's parties; with one of them the sides go by name.
    """
    known = set(book.words.order[kind])
    steps: list[Step] = []
    of_stage: dict[str, list[Step]] = {}
    late: list[Sign] = []
    for sign in signs:
        if sign.stage not in known:
            continue
        if sign.background:
            late.append(sign)
            continue
        mate = _mate(sign, of_stage.get(sign.stage, []), states)
        if mate is None:
            steps.append(Step(sign, sign.days, sign.dated, sign.established))
            of_stage.setdefault(sign.stage, []).append(steps[-1])
        else:
            _merge(mate, sign)
    for sign in late:
        mate = min(
            (
                s
                for s in steps
                if s.stage == sign.stage and s.established == sign.established and s.days.first <= sign.told
            ),
            key=lambda s: sign.told - s.days.first,
            default=None,
        )
        if mate is not None and mate.sign.report != sign.report:
            mate.also.append(sign)
    _both_say(steps, states)
    steps.sort(
        key=lambda s: (s.days.first, s.days.last, book.rank(kind, s.stage), s.sign.told, s.sign.report, s.sign.order)
    )
    return steps


def side(sign: Sign, states: frozenset[str]) -> str:
    """Who speaks: its states among the parties; within one state, its name."""
    mine = sign.by_codes & states
    return "+".join(sorted(mine)) if mine and len(states) > 1 else sign.by


def _mate(sign: Sign, steps: list[Step], states: frozenset[str]) -> Step | None:
    """The step that a sign tells again."""
    best, least = None, 10**6
    for step in steps:
        if step.stage != sign.stage or step.established != sign.established:
            continue
        if not sign.established and side(step.sign, states) != side(sign, states):
            continue
        if not sign.established and (step.sign.manner == "hoped") != (sign.manner == "hoped"):
            continue
        gap = step.days.gap(sign.days)
        slack = 1 if step.dated and sign.dated else _NEAR
        if sign.stage == "in_force" and sign.established:
            slack = 0
        if gap <= slack and gap < least:
            best, least = step, gap
    return best


def _merge(step: Step, sign: Sign) -> None:
    """Keep the narrower date, and a day that words give before one that the report stands in for."""
    step.also.append(sign)
    wider = step.days.last - step.days.first > sign.days.last - sign.days.first
    if (sign.dated and not step.dated) or (sign.dated == step.dated and wider):
        step.days, step.dated = sign.days, sign.dated


def _both_say(steps: list[Step], states: frozenset[str]) -> None:
    """What both sides claim, each for itself, is established."""
    denied = {(side(s.sign, states), s.sign.denies) for s in steps if s.sign.manner == "denied"}
    for step in steps:
        if step.established or step.stage in _NOT_SHARED or step.sign.manner != "claimed":
            continue
        if any(stage == step.stage for _, stage in denied):
            continue
        for other in steps:
            if other is step or other.stage != step.stage or other.sign.manner != "claimed":
                continue
            left, right = step.sign.by_codes & states, other.sign.by_codes & states
            if left and right and not left & right and step.days.gap(other.days) <= _NEAR:
                step.established = other.established = True


def with_blows(steps: list[Step], blows: list[tuple[str, int, Blow]], parties: frozenset[str]) -> list[Step]:
    """A ceasefire's steps with the attacks that broke it.

    Args:
        steps: in time order.
        blows: report id, its day, and each attack that outlets tell as a fact.
        parties: only attacks by or on these, or by nobody named, count.
    """
    added: list[Step] = []
    standing = [s for s in steps if s.established and s.stage in _STANDING]
    for report, told, blow in sorted(blows, key=lambda b: (b[1], b[0], b[2].span)):
        if blow.codes and not blow.codes & parties:
            continue
        if not any(s.days.last < blow.days.first for s in standing):
            continue
        sign = Sign(
            report=report,
            told=told,
            order=blow.span[0],
            paragraph=0,
            stage="violated",
            kind="ceasefire",
            manner="told",
            by="outlet",
            by_codes=frozenset(),
            established=True,
            days=blow.days,
            dated=True,
            background=False,
            span=blow.span,
            quote=blow.quote,
            codes=_count(blow.codes),
            topic=frozenset(),
            event=blow.event,
        )
        mate = _mate(sign, [*steps, *added], parties)
        if mate is None:
            added.append(Step(sign, sign.days, True, True))
        else:
            _merge(mate, sign)
    return sorted([*steps, *added], key=lambda s: (s.days.first, s.days.last))


def _count(codes: frozenset[str]) -> Counter[str]:
    return Counter(sorted(codes))


def standing_stage(steps: list[Step], kind: str, book: StageBook) -> str | None:
    """The latest established stage; of several on one day the one furthest along."""
    sure = [s for s in steps if s.established]
    if not sure:
        return None
    last = max(sure, key=lambda s: (s.days.last, s.days.first, book.rank(kind, s.stage)))
    day = [s for s in sure if s.days.last >= last.days.last - 1 and s.days.exact and last.days.exact] or [last]
    return max(day, key=lambda s: (book.rank(kind, s.stage), s.days.last)).stage


@dataclass(frozen=True, slots=True)
class Clash:
    """A claim and what contradicts it."""

    stage: str
    claim: Sign
    denial: Sign


def clashes(signs: list[Sign], states: frozenset[str]) -> list[Clash]:
    """Claims of different sides that cannot both hold."""
    found: list[Clash] = []
    claims = [s for s in signs if s.manner == "claimed"]
    for denial in (s for s in signs if s.manner == "denied"):
        against = [c for c in claims if _other_side(c, denial, states) and _near(c, denial)]
        same = [c for c in against if c.stage == denial.denies]
        chosen = same or (against if denial.denies == "agreed_in_principle" and not denial.answers else [])
        if chosen:
            found.append(Clash(chosen[0].stage, chosen[0], denial))
    broken = [c for c in claims if c.stage in ("violated", "collapsed")]
    for claim in broken:
        for other in claims:
            contrary = other.stage in ("violated", "in_force", "collapsed")
            if contrary and other is not claim and other.told >= claim.told and _other_side(claim, other, states):
                if claim.days.gap(other.days) <= 5:
                    found.append(Clash(claim.stage, claim, other))
    return _once(found, states)


def _near(a: Sign, b: Sign) -> bool:
    """Whether two signs answer each other: close in what they tell of, or in when they are told."""
    return a.days.gap(b.days) <= _DISPUTE or abs(a.told - b.told) <= _NEAR


def _other_side(a: Sign, b: Sign, states: frozenset[str]) -> bool:
    return side(a, states) != side(b, states) and a.by != b.by


def _once(found: list[Clash], states: frozenset[str]) -> list[Clash]:
    """Each contradiction once, the earliest telling of it."""
    seen: dict[tuple[str, str, str], Clash] = {}
    for clash in found:
        key = (clash.stage, side(clash.claim, states), side(clash.denial, states))
        seen.setdefault(key, clash)
    return list(seen.values())
