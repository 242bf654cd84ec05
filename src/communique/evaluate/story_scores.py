"""Occurrences and threads against a labelled story.

A labelled story (see `training/stories`) names happenings by words near them in each report, and threads
by parties, stages and reports. A mention is linked to the event whose sentence holds its words and
whose type is one of those allowed; each event takes one mention.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from typing import Any

from communique.records.record import Record
from communique.records.story import Occurrence, Stage, Stories, StoryDate, Thread

Gold = Mapping[str, Any]
"""One labelled story, as its YAML says."""

MentionKey = tuple[str, str, str]
"""Labelled happening, report, words near."""
EventKey = tuple[str, str]
"""Report and event."""

_DAY = datetime.timedelta(days=1)


@dataclass(slots=True)
class StoryScore:
    """Counts of one story or the sum of several; ratios as properties."""

    mentions: int = 0
    linked: int = 0
    both: int = 0
    gold_pairs: int = 0
    given_pairs: int = 0
    linked_both: int = 0
    linked_gold: int = 0
    linked_given: int = 0
    distinct: int = 0
    merged: int = 0
    threads: int = 0
    found: int = 0
    spurious: int = 0
    stages: int = 0
    stages_found: int = 0
    claims: int = 0
    believed: int = 0
    final: int = 0
    disputed: int = 0
    misses: list[str] = field(default_factory=list)

    def add(self, other: StoryScore) -> None:
        """Sum up."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def pairwise_linked(self) -> float:
        """F1 over pairs of linked mentions: clustering apart from event coding."""
        return _f1(self.linked_both, self.linked_given, self.linked_gold)

    @property
    def pairwise(self) -> float:
        """F1 over pairs of all mentions."""
        return _f1(self.both, self.given_pairs, self.gold_pairs)


def score_story(gold: Gold, records: Sequence[Record], stories: Stories) -> StoryScore:
    """Score one story.

    Args:
        gold: the labelled story.
        records: the coded reports.
        stories: what was made of them.
    """
    score = StoryScore()
    _score_occurrences(gold, records, stories.occurrences, score)
    _score_threads(gold, records, stories.threads, score)
    return score


def link(gold: Gold, records: Sequence[Record]) -> dict[MentionKey, EventKey]:
    """The event that each labelled mention is about, for those that have one."""
    by_id = {r.report.id: r for r in records}
    options: dict[MentionKey, list[tuple[tuple[int, int, int], str]]] = {}
    for occurrence in gold["occurrences"]:
        for mention in occurrence["mentions"]:
            key = (occurrence["id"], mention["report"], mention["near"])
            record = by_id.get(mention["report"])
            options[key] = _options(occurrence, mention["near"], record) if record is not None else []
    taken: set[EventKey] = set()
    found: dict[MentionKey, EventKey] = {}
    ranked = sorted(options, key=lambda k: (options[k][0][0] if options[k] else (0, 0, 0), k), reverse=True)
    for key in ranked:
        for _, event in options[key]:
            if (key[1], event) not in taken:
                taken.add((key[1], event))
                found[key] = (key[1], event)
                break
    return found


def _options(occurrence: Gold, near: str, record: Record) -> list[tuple[tuple[int, int, int], str]]:
    """Events that a mention may mean, best first: the trigger inside its words, shared states, not negated."""
    text = record.report.text
    actors = {a.id: a for a in record.actors}
    wanted = set(occurrence["actors"])
    found = []
    for event in record.events:
        first, last = event.evidence.sentence
        at = text.find(near, first, last)
        if at < 0 or event.type not in _listed(occurrence["type"]):
            continue
        start, end = event.evidence.trigger
        codes = {c for i in (*event.actor, *event.recipient) if i in actors for c in actors[i].country}
        touches = start < at + len(near) and at < end
        found.append(((int(touches), len(codes & wanted), int(event.status != "negated")), event.id))
    return sorted(found, key=lambda o: (tuple(-n for n in o[0]), o[1]))


def _score_occurrences(
    gold: Gold, records: Sequence[Record], occurrences: Sequence[Occurrence], score: StoryScore
) -> None:
    """Pairs of mentions put together rightly and wrongly."""
    owner = {(e.report, e.event): o.id for o in occurrences for e in o.events}
    linked = link(gold, records)
    keys = [(o["id"], m["report"], m["near"]) for o in gold["occurrences"] for m in o["mentions"]]
    optional = {o["id"] for o in gold["occurrences"] if o.get("optional")}
    keys = [k for k in keys if k in linked or k[0] not in optional]
    cluster = {k: owner.get(linked[k], str(linked[k])) if k in linked else str(k) for k in keys}
    score.mentions += len(keys)
    score.linked += sum(k in linked for k in keys)
    for a, b in combinations(keys, 2):
        same, together = a[0] == b[0], cluster[a] == cluster[b]
        here = a in linked and b in linked
        score.gold_pairs += same
        score.given_pairs += together
        score.both += same and together
        score.linked_gold += same and here
        score.linked_given += together and here
        score.linked_both += same and together and here
    held = {o["id"]: {cluster[k] for k in keys if k[0] == o["id"] and k in linked} for o in gold["occurrences"]}
    apart = {tuple(sorted((o["id"], d))) for o in gold["occurrences"] for d in o["distinct_from"]}
    for one, two in sorted(apart):
        score.distinct += 1
        if held[one] & held[two]:
            score.merged += 1
            score.misses.append(f"merged: {one} and {two} are two happenings")


def _score_threads(gold: Gold, records: Sequence[Record], threads: Sequence[Thread], score: StoryScore) -> None:
    """Threads found, their stages, what stands, what is disputed."""
    names = {a.name: set(a.country) for r in records for a in r.actors}
    pairing = _pairing(gold["threads"], threads)
    score.threads += len(gold["threads"])
    score.found += len(pairing)
    score.spurious += len(threads) - len(pairing)
    for number, labelled in enumerate(gold["threads"]):
        asked = [s for s in labelled["stages"] if not s.get("optional")]
        score.stages += len(asked)
        if number not in pairing:
            score.misses.append(f"no thread: {labelled['id']}")
            continue
        thread = threads[pairing[number]]
        score.final += thread.stage in labelled["final_stage"]
        score.disputed += thread.disputed == labelled["disputed"]
        _score_stages(labelled, asked, thread, score, names)


def _score_stages(
    labelled: Gold, asked: Sequence[Gold], thread: Thread, score: StoryScore, names: Mapping[str, set[str]]
) -> None:
    """Each asked stage takes one given stage; claims taken for facts are counted apart."""
    free = list(thread.stages)
    for stage in asked:
        fit = next((s for s in free if _fits(stage, s, stage["established"])), None)
        if fit is None:
            score.misses.append(f"stage: {labelled['id']} {stage['stage']} {stage['date']}")
            continue
        free.remove(fit)
        score.stages_found += 1
    for stage in labelled["stages"]:
        if stage["established"]:
            continue
        score.claims += 1
        wrong = [s for s in thread.stages if _fits(stage, s, True)]
        score.believed += any(not any(_fits(g, s, g["established"]) for g in labelled["stages"]) for s in wrong)


def _fits(stage: Gold, given: Stage, established: bool) -> bool:
    """Same stage, same surety, inside the labelled days by one day."""
    return given.stage in stage["stage"] and given.established == established and _inside(given.date, stage["date"])


def _inside(date: StoryDate | None, label: str | Sequence[str]) -> bool:
    first, last = (label, label) if isinstance(label, str) else label
    if date is None:
        return False
    start, end = datetime.date.fromisoformat(date.start), datetime.date.fromisoformat(date.end)
    return datetime.date.fromisoformat(first) - _DAY <= start and end <= datetime.date.fromisoformat(last) + _DAY


def _pairing(labelled: Sequence[Gold], threads: Sequence[Thread]) -> dict[int, int]:
    """Labelled threads with given ones, best overlap of reports and parties first."""
    scores = []
    for g, t in product(range(len(labelled)), range(len(threads))):
        reports = len(set(labelled[g]["reports"]) & set(threads[t].reports))
        codes = {c for p in threads[t].parties for c in p.country}
        parties = len(set(labelled[g]["parties"]) & codes)
        if reports and parties:
            words = f"{threads[t].title} {' '.join(threads[t].subject)}".lower()
            keyword = any(w.lower() in words for w in labelled[g]["keywords"])
            overlap = _f1(reports, len(labelled[g]["reports"]), len(threads[t].reports))
            overlap += _f1(parties, len(labelled[g]["parties"]), len(codes)) + 0.1 * keyword
            scores.append((-overlap, g, t))
    found: dict[int, int] = {}
    for _, g, t in sorted(scores):
        if g not in found and t not in found.values():
            found[g] = t
    return found


def _listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def _f1(both: int, left: int, right: int) -> float:
    return 2 * both / (left + right) if left + right else 0.0
