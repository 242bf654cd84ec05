"""Who acted where a passive names nobody: "two men were detained", "a clerk was charged with spying".

The police, prosecutors, a court or soldiers named near act in an arrest, a search or a charge: those of the same
sentence, else whoever tells it ("the prefecture said 71 people were detained"), else those who acted so just before.
Of people killed those who attack in the same sentence or the one before are the killers: "Nine villagers were
killed in a raid by rebels".
"""

from __future__ import annotations

from collections.abc import Iterator

from communique.events.arguments import is_passive, is_verb, verb_slots
from communique.events.before import told_before
from communique.events.parties import Parties
from communique.segment.reading import EventDraft, Reading

CUSTODY = frozenset({"COERCE", "ACCUSE", "SANCTION"})
"""Types whose unnamed agents are the forces of order."""
_ORDER = {
    "COERCE": frozenset({"COP", "MIL", "SPY", "JUD", "PRM"}),
    "ACCUSE": frozenset({"JUD", "COP"}),
    "SANCTION": frozenset({"JUD"}),
}
_MODES = {"COERCE": frozenset({"arrest", "seize"}), "ACCUSE": frozenset({"allege", "investigate"})}
_ARMED = frozenset({"MIL", "REB", "UAF", "COP", "PRM", "CRM"})
_WHEN = frozenset({"when", "as", "after", "where", "while"})
REACH = 2
"""Sentences back in which the forces of order may have been named."""
SURENESS = 0.8
"""Factor on the confidence."""


def find_agents(reading: Reading) -> None:
    """Give passives without an agent the one that the text around them names."""
    for event in reading.events:
        if event.actor or event.status == "negated" or not _agentless(reading, event):
            continue
        found = next(_killers(reading, event) if event.type == "ASSAULT" else _officers(reading, event), None)
        if found and not set(found) & set(event.recipient):
            event.actor, event.actor_tokens = list(found), []
            event.confidence = round(event.confidence * SURENESS, 3)
            event.why["actor_from_near"] = [reading.entities[i].name for i in found]


def _agentless(reading: Reading, event: EventDraft) -> bool:
    """Whether an event is told in the passive, of a type whose agent may be supplied."""
    if event.type not in CUSTODY and event.type != "ASSAULT":
        return False
    return is_verb(reading.parse, event.head) and is_passive(reading.parse, event.head)


def _officers(reading: Reading, event: EventDraft) -> Iterator[list[int]]:
    """Forces of order near an arrest or a charge, the likeliest first."""
    wanted, modes = _ORDER[event.type], _MODES.get(event.type)
    if modes is not None and event.mode and not modes & set(event.mode):
        return
    for speakers in _tellers(reading, event):
        if found := _of_sector(reading, speakers, wanted):
            yield found
    for reach in range(REACH + 1):
        for other in reversed(reading.events):
            back = event.sentence - other.sentence
            if other is not event and back == reach and (found := _of_sector(reading, other.actor, wanted)):
                yield found


def _tellers(reading: Reading, event: EventDraft) -> Iterator[list[int]]:
    """Speakers of the statements that tell the event."""
    for statement in reading.statements:
        if statement.entity is not None and any(a <= event.head < b for a, b in statement.content):
            yield [statement.entity, *statement.co_entities]


def _of_sector(reading: Reading, actors: list[int], wanted: frozenset[str]) -> list[int]:
    """Those of the actors that belong to the forces wanted."""
    return [i for i in actors if wanted & set(reading.entities[i].sector[:2])]


def _killers(reading: Reading, event: EventDraft) -> Iterator[list[int]]:
    """Attackers told of in the same sentence or the one before, who do not suffer themselves."""
    parse, parties = reading.parse, Parties(reading)
    for clause in parse.kids(event.head, "advcl"):
        if any(parse.lower[k] in _WHEN for k in parse.kids(clause, "advmod", "mark")):
            named = [i for s in verb_slots(parse, clause).subj for i, _ in parties.named_by(s)]
            if armed := _of_sector(reading, named, _ARMED):
                yield armed
    after = [e for e in reading.events if e.sentence == event.sentence and e.head > event.head and e.type == "ASSAULT"]
    before = list(told_before(reading, event, frozenset({"ASSAULT"}), 1))
    for other in [*after, *before]:
        if not other.actor or other.status not in ("actual", "historical"):
            continue
        one_sided = bool(other.recipient) or len(other.actor) == 1
        if one_sided and _fits(reading, event, other):
            yield other.actor


def _fits(reading: Reading, event: EventDraft, other: EventDraft) -> bool:
    """Whether the dead are no attackers: no fellows of the actor, no state's own soldiers."""
    dead = [reading.entities[i] for i in event.recipient]
    doers = [reading.entities[i] for i in other.actor]
    for one in dead:
        for two in doers:
            fellows = bool(set(one.sector[:1]) & set(two.sector[:1]) & _ARMED)
            if fellows and (set(one.country) & set(two.country) or not one.country or not two.country):
                return False
    return True
