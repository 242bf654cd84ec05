"""Drafts as threads: kind, parties, subject, stages, disputes, conditions, with their evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from communique.records.ids import digest
from communique.records.story import Dispute, Evidence, Stage, StoryActor, StoryDate, Thread, ThreadKind
from communique.stories.dating import iso
from communique.stories.progress import Step, clashes, standing_stage, steps_of, with_blows
from communique.stories.signs import Sign
from communique.stories.stagebook import StageBook
from communique.stories.threads import Draft, chief_states

_OTHERS: tuple[ThreadKind, ...] = ("sanctions", "dispute", "aid", "ceasefire", "protest")
_SHARE = 0.4
"""Share of signs of talks and deals that another kind's signs must reach to name the thread."""
_DEAL = frozenset({"mooted", "agreed_in_principle", "signed", "ratified"})
_MOST = 12


def make_thread(
    draft: Draft,
    book: StageBook,
    copy_of: Mapping[str, str],
    occurrence_of: Mapping[tuple[str, str], str],
) -> Thread | None:
    """One draft as a thread, None where it is no more than a single step told once.

    Args:
        draft: matters and signs in order.
        book: patterns and orders of stages.
        copy_of: near-copies, which do not count as reports of their own.
        occurrence_of: occurrence ids by report and event.
    """
    kind = kind_of(draft)
    parties, mediators = _states(draft)
    states = frozenset(parties)
    signs = draft.signs
    steps = steps_of(signs, kind, book, states)
    if kind == "ceasefire":
        blows = [(m.report.report, m.told, b) for m in draft.matters for b in m.report.blows]
        steps = with_blows(steps, blows, states)
    if not _worth(steps, draft, copy_of) or not parties:
        return None
    disputes = clashes(signs, states)
    subject = _subject(draft)
    actors = _actors(draft, parties)
    first, last = draft.matters[0], draft.matters[-1]
    return Thread(
        id="t-" + digest("thread", first.report.report, *_first_sign(draft)),
        title=_title(actors, subject, kind),
        kind=kind,
        parties=actors,
        mediators=_actors(draft, mediators),
        subject=subject,
        stage=standing_stage(steps, kind, book),
        stages=[_stage(step) for step in steps],
        disputed=bool(disputes),
        occurrences=_occurrences(draft, occurrence_of),
        reports=sorted({m.report.report for m in draft.matters}),
        first=iso(first.told) if first.told else None,
        last=iso(last.told) if last.told else None,
        disputes=[Dispute(c.stage, c.claim.by, _evidence(c.claim), c.denial.by, _evidence(c.denial)) for c in disputes],
        conditions=_remarks(draft, "conditions"),
        open_points=_remarks(draft, "open_points"),
        names=_names(draft),
    )


def kind_of(draft: Draft) -> ThreadKind:
    """The kind that a thread's signs speak for."""
    kinds = Counter(s.kind for s in draft.signs if s.kind and s.manner != "hoped")
    talk = kinds.get("talks", 0) + kinds.get("agreement", 0)
    best = max(_OTHERS, key=lambda k: (kinds.get(k, 0), -_OTHERS.index(k)))
    if kinds.get(best, 0) >= max(2, _SHARE * talk) or (kinds.get(best, 0) and not talk):
        return best
    deal = any(s.stage in _DEAL for s in draft.signs if s.manner != "denied")
    return "agreement" if deal else "talks"


def _states(draft: Draft) -> tuple[list[str], list[str]]:
    """Parties and mediators."""
    mediators: Counter[str] = Counter()
    for matter in draft.matters:
        if matter.signs:
            mediators.update(set(matter.report.mediators))
    return chief_states(draft, mediators)


def _worth(steps: list[Step], draft: Draft, copy_of: Mapping[str, str]) -> bool:
    """Whether it develops: told by two reports that are no copies, or in two steps on different days."""
    firm = [s for s in steps if s.sign.manner != "hoped"]
    reports = {copy_of.get(s.report, s.report) for s in draft.signs if s.manner != "hoped"}
    days = {s.days.first for s in firm if s.established and s.dated}
    return bool(firm) and (len(reports) >= 2 or len(days) >= 2)


def _first_sign(draft: Draft) -> tuple[str, int]:
    sign = draft.signs[0]
    return sign.stage, sign.order


def _actors(draft: Draft, codes: list[str]) -> list[StoryActor]:
    """States as participants, each by the name told most; within one state its own actors too."""
    found = []
    for code in codes:
        told: Counter[tuple[str, tuple[str, ...]]] = Counter()
        for matter in draft.matters:
            told.update(matter.report.members.get(code, Counter()))
        if not told:
            found.append(StoryActor(code, [code], []))
            continue
        ranked = sorted(told, key=lambda k: (-told[k], k))
        name, sector = ranked[0]
        found.append(StoryActor(name, [code], list(sector)))
        if len(codes) == 1:
            speakers = {s.by for s in draft.signs if s.by != "outlet"}
            found += [StoryActor(n, [code], list(s)) for n, s in ranked[1:] if n in speakers][:6]
    return found


def _subject(draft: Draft) -> list[str]:
    """Short phrases and words for what it is about, those of most reports first."""
    phrases: Counter[str] = Counter()
    for matter in draft.matters:
        phrases.update({s.phrase.lower(): 1 for s in matter.signs if s.phrase})
    written: dict[str, str] = {}
    spread: Counter[str] = Counter()
    for matter in draft.matters:
        if matter.signs:
            spread.update(set(matter.about) | (set(matter.report.title) if matter.main else set()))
        for word, form in matter.report.phrases.items():
            written.setdefault(word, form.lower())
    best = sorted(phrases, key=lambda p: (-phrases[p], -len(p.split()), p))
    chosen = [p for p in best if len(p.split()) <= 4][:3]
    for word in sorted(spread, key=lambda w: (-spread[w], w)):
        form = written.get(word, word)
        if len(chosen) >= 5:
            break
        if not any(form in c.split() for c in chosen):
            chosen.append(form)
    return chosen


def _title(parties: list[StoryActor], subject: list[str], kind: str) -> str:
    """ "Japan–Zambia: cobalt supply (agreement)"."""
    names = "–".join(p.name for p in parties[:2])
    return f"{names}: {subject[0]} ({kind})" if subject else f"{names} ({kind})"


def _stage(step: Step) -> Stage:
    """A step as the contract writes it."""
    sign = step.sign
    return Stage(
        stage=step.stage,
        date=StoryDate(iso(step.days.first), iso(step.days.last), step.days.granularity) if step.days.first else None,
        asserted_by=sign.by,
        established=step.established,
        report=sign.report,
        evidence=sign.span,
        quote=sign.quote,
        event=sign.event,
        statement=sign.statement,
        manner="told" if step.established else sign.manner,
        also=[_evidence(s) for s in step.also],
    )


def _evidence(sign: Sign) -> Evidence:
    return Evidence(sign.report, sign.span, sign.quote)


def _occurrences(draft: Draft, occurrence_of: Mapping[tuple[str, str], str]) -> list[str]:
    """Occurrences told in the paragraphs that tell the thread's stages."""
    found: set[str] = set()
    for matter in draft.matters:
        wanted = {s.event for s in matter.signs if s.event}
        for event, paragraph in matter.report.events:
            if event in wanted or paragraph in matter.paragraphs:
                occurrence = occurrence_of.get((matter.report.report, event))
                if occurrence is not None:
                    found.add(occurrence)
    return sorted(found)


def _remarks(draft: Draft, what: str) -> list[Evidence]:
    """Conditions or open points told with the thread, each wording once."""
    found: dict[str, Evidence] = {}
    for matter in draft.matters:
        report = matter.report
        for paragraph, span, quote in getattr(report, what):
            near = paragraph in matter.paragraphs or (matter.main and paragraph not in report.asides and matter.signs)
            if near:
                found.setdefault(quote, Evidence(report.report, span, quote))
    return list(found.values())[:_MOST]


def _names(draft: Draft) -> list[str]:
    """Names of deals that at least two reports give, without an article."""
    told: Counter[str] = Counter()
    for matter in draft.matters:
        if matter.main:
            told.update({n.removeprefix("The "): 1 for n in matter.report.names})
    return [n for n, count in sorted(told.items(), key=lambda i: (-i[1], i[0])) if count >= 2][:3]
