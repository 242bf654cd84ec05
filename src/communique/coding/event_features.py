"""What a correction is learnt by: words and parties of a coded event, taken from its record alone.

No parse is needed, so that judgements of years can be learnt from in seconds, and records of other coders too.
"""

from __future__ import annotations

import re

from communique.records.record import ActorRecord, EventRecord, Record

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_AROUND = 5
"""Words on each side of the trigger that count as its surroundings."""


def stem(word: str) -> str:
    """A rough stem: "blasted", "blasting", "blasts" and "blast" are one."""
    word = word.lower()
    for end in ("ing", "ed", "es", "s"):
        if word.endswith(end) and len(word) - len(end) >= 3 and not word.endswith("ss"):
            word = word[: -len(end)]
            break
    return word.rstrip("e") if len(word) > 3 else word


def trigger_of(record: Record, event: EventRecord) -> str:
    """The trigger as stems: "call off" for "called off"."""
    start, end = event.evidence.trigger
    return " ".join(stem(w) for w in _WORD.findall(record.report.text[start:end])[:4])


def event_features(record: Record, event: EventRecord, type: str, status: str) -> list[str]:
    """Features of an event, sorted.

    Args:
        record: the record it stands in.
        event: the event.
        type, status: what the coder said before any correction was learnt.
    """
    text, trigger = record.report.text, trigger_of(record, event)
    found = {f"m={type}", f"s={status}", f"ms={type}/{status}", f"w={trigger}", f"wm={trigger}/{type}"}
    found.add(f"ws={trigger}/{status}")
    found.add(f"told={event.statement is not None}")
    start, end = event.evidence.sentence
    before = [stem(w) for w in _WORD.findall(text[start : event.evidence.trigger[0]])][-_AROUND:]
    after = [stem(w) for w in _WORD.findall(text[event.evidence.trigger[1] : end])][:_AROUND]
    found.update(f"c={w}" for w in (*before, *after))
    found.update(f"wc={trigger}/{w}" for w in (*before, *after))
    actors = {a.id: a for a in record.actors}
    for side, ids in (("a", event.actor), ("r", event.recipient)):
        parties = [actors[i] for i in ids if i in actors]
        for name in _party(parties):
            found.update((f"{side}={name}", f"w{side}={trigger}/{name}"))
    return sorted(found)


def _party(parties: list[ActorRecord]) -> list[str]:
    """What sort of parties stand on a side."""
    return sorted({x for a in parties for x in (a.kind, *a.sector[:1])}) or ["nobody"]
