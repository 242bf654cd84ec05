"""Recipients that stand at another verb of the sentence, or in a clause that tells what for.

"handed a note to the embassy and demanded compensation": whoever is spoken to first is spoken to still.
"sent buses to carry families to the coast": the families are helped. "used pepper spray to keep a crowd back":
the crowd is hit. "has refused to go, as the unions demand": the two answer each other.
"""

from __future__ import annotations

from communique.events.arguments import Slots, is_verb, verb_slots
from communique.events.before import others
from communique.events.parties import Parties
from communique.segment.parse import Parse
from communique.segment.reading import EventDraft, Range, Reading

SPOKEN = frozenset({"AGREE", "REQUEST", "THREATEN", "ACCUSE", "CONCEDE"})
"""Types addressed to somebody, whom a coordinated verb may name."""
SERVED = frozenset({"AID", "ASSAULT", "COERCE", "MOBILIZE"})
"""Types whose purpose says on whom they are done."""
SURENESS = 0.85
"""Factor on the confidence."""
_ADDRESSED = ("iobj", "with", "to", "obj")
_CLAUSES = ("advcl", "xcomp", "ccomp", "acl")
_CROWD = frozenset({"CVL", "OPP", "LAB", "EDU", "REF", "AGR", "REL", "SOC", "PTY"})


def share_recipients(reading: Reading) -> None:
    """Give events without a recipient the one that a neighbouring verb names."""
    parties = Parties(reading)
    for event in reading.events:
        if event.recipient or not event.actor or event.status == "negated" or not is_verb(reading.parse, event.head):
            continue
        found, why = _shared(reading, parties, event)
        if found:
            event.recipient, event.recipient_tokens = [i for i, _ in found], [t for _, t in found]
            event.confidence = round(event.confidence * SURENESS, 3)
            event.why[why] = [reading.entities[i].name for i, _ in found]


def _shared(reading: Reading, parties: Parties, event: EventDraft) -> tuple[list[tuple[int, Range]], str]:
    """Recipients from the purpose, from a coordinated verb, from an answer in the sentence, with the reason's name."""
    if event.type in SERVED and (found := _served(reading, parties, event)):
        return found, "recipient_of_purpose"
    if event.type in SPOKEN and (found := _addressed(reading, parties, event)):
        return found, "recipient_of_other_verb"
    if event.type in ("REJECT", "REQUEST") and (found := _opposed(reading, event)):
        return found, "recipient_answers"
    return [], ""


def _named(
    reading: Reading, parties: Parties, event: EventDraft, slots: Slots, roles: tuple[str, ...]
) -> list[tuple[int, Range]]:
    """Actors of another side in the first of the roles that names any; places and things are none."""
    for role in roles:
        heads = {"obj": slots.obj, "iobj": slots.iobj}.get(role, slots.prep.get(role, []))
        found = [item for h in heads if not parties.only_place(h) for item in parties.named_by(h, deep=False)]
        allowed = others(reading, event, [i for i, _ in found])
        if kept := [item for item in found if item[0] in allowed]:
            return kept
    return []


def _served(reading: Reading, parties: Parties, event: EventDraft) -> list[tuple[int, Range]]:
    """Who is carried, fed, held or driven back in the clause of purpose; of force also those it meets."""
    parse = reading.parse
    for c in _below(parse, event.head):
        if not any(parse.lower[k] == "to" and parse.dep[k] == "aux" for k in parse.children[c]):
            continue
        if found := _named(reading, parties, event, verb_slots(parse, c), ("obj",)):
            return found
    if event.type == "ASSAULT" and "crowd-control" in event.mode:
        return _met(reading, event)
    return []


def _below(parse: Parse, verb: int) -> list[int]:
    """Clauses on a verb or on its object."""
    found = parse.kids(verb, *_CLAUSES)
    return found + [c for o in parse.kids(verb, "dobj", "prep") for c in parse.kids(o, *_CLAUSES)]


def _met(reading: Reading, event: EventDraft) -> list[tuple[int, Range]]:
    """The crowd of the sentence, else those who protested just before: "fired tear gas when students marched"."""
    first, last = reading.parse.sents[event.sentence]
    for mention in reading.mentions:
        if first <= mention.head < last and mention.entity is not None and mention.entity not in event.actor:
            entity = reading.entities[mention.entity]
            if entity.kind == "group" and _CROWD & set(entity.sector[:1] or ["CVL"]):
                return [(mention.entity, mention.tokens)]
    for other in reversed(reading.events):
        if other.type == "PROTEST" and other.head < event.head and event.sentence - other.sentence <= 1 and other.actor:
            return [(i, t) for i, t in zip(other.actor, other.actor_tokens, strict=False) if i not in event.actor]
    return []


def _addressed(reading: Reading, parties: Parties, event: EventDraft) -> list[tuple[int, Range]]:
    """Whom a verb coordinated with the event's addresses: "received the crews and agreed to pay"."""
    parse, verb = reading.parse, event.head
    while parse.dep[verb] in ("conj", "xcomp", "advcl") and is_verb(parse, parse.head[verb]):
        above = parse.head[verb]
        if parse.dep[verb] == "conj" and not parse.kids(verb, "nsubj", "nsubjpass") and _addresses(reading, above):
            if found := _named(reading, parties, event, verb_slots(parse, above), _ADDRESSED):
                return found
        verb = above
    if event.type == "REQUEST":
        for c in parse.kids(event.head, "conj"):
            if not parse.kids(c, "nsubj") and (
                found := _named(reading, parties, event, verb_slots(parse, c), ("obj", "iobj"))
            ):
                return found
    return []


def _addresses(reading: Reading, verb: int) -> bool:
    """Whether a verb tells an event or a saying of its own, no "danced with civilians"."""
    return any(e.head == verb for e in reading.events) or any(s.cue_head == verb for s in reading.statements)


def _opposed(reading: Reading, event: EventDraft) -> list[tuple[int, Range]]:
    """The other side of a demand and its refusal in one sentence."""
    wanted = "REQUEST" if event.type == "REJECT" else "REJECT"
    for other in reading.events:
        if other.type != wanted or other.sentence != event.sentence or not other.actor:
            continue
        allowed = others(reading, event, other.actor)
        if allowed and (not other.recipient or set(other.recipient) & set(event.actor)):
            return [(i, t) for i, t in zip(other.actor, other.actor_tokens, strict=False) if i in allowed]
    return []
