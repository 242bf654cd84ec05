"""Entries for the lexicon proposed from repeated corrections: files in our schemas, each with its evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import msgspec
import yaml

from communique.codebook.code_book import code_book
from communique.coding.event_features import trigger_of
from communique.coding.learned import base_answer
from communique.records.record import EventRecord, Record
from communique.store.judgements import of_report
from communique.store.opinions import Opinion, settled
from communique.store.reading import record_of
from communique.store.store import Store

Lemma = Callable[[str, tuple[int, int]], tuple[str, str]]
"""From a sentence and the trigger's span in it to part of speech (verb, noun, adj) and lemma."""
_QUOTES = 3
"""Sentences that are shown for each proposal."""


class Correction(msgspec.Struct, frozen=True):
    """One correction: who, where, in which sentence."""

    report: str
    coder: str
    sentence: str
    span: tuple[int, int]
    value: Any = None


class Proposal(msgspec.Struct, frozen=True):
    """A proposed entry.

    Attributes:
        kind: trigger, drop or actor.
        about: what was corrected to what.
        count, reports, coders: how often, in how many reports, by how many people.
        against: judged events with the same trigger and type that people left as they were.
        file: where in a project folder it belongs.
        entry: the file's content as YAML.
        evidence: sentences, the first few by report.
    """

    kind: str
    about: str
    count: int
    reports: int
    coders: int
    against: int
    file: str
    entry: str
    evidence: list[str]


class Found(msgspec.Struct):
    """Corrections by what was corrected, and how often the same was left as it was."""

    triggers: dict[tuple[str, str, str], list[Correction]] = {}
    kept: dict[tuple[str, str], int] = {}
    parties: dict[str, list[Correction]] = {}


def collect(store: Store) -> Found:
    """All corrections in force on events of live reports."""
    found = Found({}, {}, {})
    for row in store.rows("SELECT DISTINCT report_id FROM judgements WHERE record_kind = 'event' ORDER BY report_id"):
        record = record_of(store, str(row[0]))
        if record is None:
            continue
        events = {e.id: e for e in record.events}
        for name, opinion in sorted(settled(of_report(store, str(row[0]))).items()):
            if name in events and opinion.verdict:
                _event(found, record, events[name], opinion)
    return found


def _event(found: Found, record: Record, event: EventRecord, opinion: Opinion) -> None:
    """What people made of one event."""
    start, end = event.evidence.sentence
    span = (event.evidence.trigger[0] - start, event.evidence.trigger[1] - start)
    made = Correction(record.report.id, opinion.coder, record.report.text[start:end], span)
    said = base_answer(event)[0]
    trigger = trigger_of(record, event)
    right = "" if opinion.verdict == "rejected" else str(opinion.values.get("type", event.type))
    if right == said:
        found.kept[trigger, said] = found.kept.get((trigger, said), 0) + 1
    else:
        found.triggers.setdefault((trigger, said, right), []).append(made)
    known = {a.id for a in record.actors}
    for side in ("actor", "recipient"):
        for name in opinion.values.get(side) or []:
            if name not in known:
                found.parties.setdefault(name, []).append(made)


def suggest(store: Store, lemma: Lemma, least: int = 3) -> list[Proposal]:
    """Proposals, the most frequent first.

    Args:
        store: a store open for reading.
        lemma: tells the trigger's lemma, see `Lemma`.
        least: corrections that make a proposal.
    """
    found = collect(store)
    out = []
    for (trigger, said, right), rows in found.triggers.items():
        if len(rows) >= least:
            out.append(_trigger(said, right, rows, found.kept.get((trigger, said), 0), lemma))
    out += [_actor(name, rows) for name, rows in found.parties.items() if len(rows) >= least]
    return sorted(out, key=lambda p: (-p.count, p.about))


def _trigger(said: str, right: str, rows: list[Correction], against: int, lemma: Lemma) -> Proposal:
    """A sense of another type; where people reject it and never accept it, a word to drop."""
    part, word = lemma(rows[0].sentence, rows[0].span)
    about = f"{word} ({part}): {said} -> {right or 'no event'}"
    if not right:
        content: dict[str, Any] = {"type": said, "about": "Words that tell no event here.", "drop": [f"{part}:{word}"]}
        return _proposal("drop", about, rows, against, f"triggers/{said}_corrected.yaml", content)
    sense: dict[str, Any] = {part: word}
    if against:
        sense["note"] = "narrow this with obj, subj or prep: some uses were left as they were"
    else:
        sense["instead"] = True
    sense["yes"] = rows[0].sentence
    content = {"type": right, "about": "Proposed from corrections.", "senses": [sense]}
    return _proposal("trigger", about, rows, against, f"triggers/{right}_corrected.yaml", content)


def _actor(name: str, rows: list[Correction]) -> Proposal:
    """A party that people wrote out by name because the coder did not know it."""
    book = code_book()
    body = {"name": name, "kind": "movement", "country": [], "sector": []}
    content = {"about": f"Proposed from corrections; fill in kind, country and sector ({len(book.sectors)} codes).",
               "bodies": [body]}  # fmt: skip
    return _proposal("actor", f"{name}: written out as a party", rows, 0, "actors/bodies/corrected.yaml", content)


def _proposal(kind: str, about: str, rows: list[Correction], against: int, file: str, content: Any) -> Proposal:
    """A proposal with its evidence."""
    shown = sorted({(r.report, r.sentence) for r in rows})[:_QUOTES]
    return Proposal(
        kind,
        about,
        len(rows),
        len({r.report for r in rows}),
        len({r.coder for r in rows}),
        against,
        file,
        yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=110, default_flow_style=None),
        [f"{report}: {sentence}" for report, sentence in shown],
    )


def as_yaml(proposals: Iterable[Proposal]) -> str:
    """Proposals as text: each entry under comments that say what it rests on."""
    blocks = []
    for p in proposals:
        left = f"; {p.against} left as they were" if p.against else ""
        lines = [
            f"{p.about}: {p.count} corrections in {p.reports} reports by {p.coders} people{left}",
            *(" ".join(e.split()) for e in p.evidence),
            f"file: {p.file}",
        ]
        blocks.append("".join(f"# {line}\n" for line in lines) + p.entry)
    return "---\n".join(blocks)
