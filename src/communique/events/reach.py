"""Recipients that stand deeper under the event's word than its own slots.

"raised concerns that the bureau knew nothing", "an inquiry into crimes committed by border troops",
"blocked roads to press their demands for a vote from the president": whoever the complaint, the
inquiry or the demand is about stands in a clause or phrase below. Only for acts that are aimed at
somebody by their words, only where the clause itself names no recipient.
"""

from __future__ import annotations

from communique.segment.parse import Parse
from communique.segment.reading import EventDraft, Range, Reading

_ARMED = frozenset({"MIL", "COP", "PRM", "SPY"})
_DEPLOYED = frozenset({"REJECT", "THREATEN", "CONCEDE"})
"""Types in whose phrases the actor's own forces are what is sent or withheld."""
_PLACED = _DEPLOYED | {"AGREE", "SUPPORT"}
"""Types whose words may name the ground they concern: "agreed to set up a centre in Nauru"."""
AIMED = frozenset({"ACCUSE", "REQUEST", "PROTEST", "REJECT", "THREATEN", "CONCEDE"})
"""Types whose words say whom they are aimed at."""
DEPTH = 6
"""Steps down the parse."""
SURENESS = 0.85
"""Factor on the confidence."""
_DOWN = (
    "agent",
    "nsubj",
    "poss",
    "dobj",
    "prep",
    "pobj",
    "pcomp",
    "xcomp",
    "ccomp",
    "advcl",
    "acl",
    "relcl",
    "nsubjpass",
)
_FROM = frozenset({"by", "from", "of", "against", "to", "about", "over", "at", "on", "for", "into", "with", "that"})
_THROUGH = ("amod", "compound", "nmod")


def reach_recipients(reading: Reading) -> None:
    """Give aimed acts without a recipient the first actor below their words."""
    for event in reading.events:
        if event.recipient or not event.actor or event.status == "negated":
            continue
        found = (_below(reading, event) if event.type in AIMED else None) or _ground_below(reading, event)
        if found is not None:
            event.recipient, event.recipient_tokens = [found[0]], [found[1]]
            event.confidence = round(event.confidence * SURENESS, 3)
            event.why["recipient_below"] = reading.entities[found[0]].name


def _below(reading: Reading, event: EventDraft) -> tuple[int, Range] | None:
    """The nearest actor below the event's word, those who do something before those it is done to."""
    parse = reading.parse
    start = range(*event.trigger) if event.trigger[0] <= event.head < event.trigger[1] else (event.head,)
    layer = [c for i in start for c in _next(parse, i, event.type) if c not in start]
    for _ in range(DEPTH):
        layer.sort(key=lambda c: (_DOWN.index(parse.dep[c]) if parse.dep[c] in _DOWN else 20, c))
        for c in layer:
            found = _actor(reading, event, c)
            if found is not None:
                return found
        layer = [d for c in layer for d in _next(parse, c, event.type)]
    return None


def _ground_below(reading: Reading, event: EventDraft) -> tuple[int, Range] | None:
    """Another state's ground below a refusal: "rejected a call for troops to be deployed in East Timor"."""
    if event.type not in _PLACED:
        return None
    parse, own = reading.parse, {c for i in event.actor for c in reading.entities[i].country}
    for i in range(event.trigger[1], parse.right[event.head] + 1):
        at = reading.mention_at.get(i)
        if at is None or parse.dep[i] != "pobj" or parse.lower[parse.head[i]] not in ("in", "to"):
            continue
        mention = reading.mentions[at]
        if mention.entity is not None and reading.entities[mention.entity].kind == "country":
            if not own & set(reading.entities[mention.entity].country):
                return mention.entity, mention.tokens
    return None


def _next(parse: Parse, i: int, kind: str) -> list[int]:
    """Where to look next below a word: no subject of the event's own, no time, no comparison."""
    found = []
    for c in parse.children[i]:
        dep = parse.dep[c]
        if dep not in _DOWN and not (dep in _THROUGH and parse.pos[i] == "NOUN"):
            continue
        if dep == "prep" and parse.lower[c] not in _FROM:
            continue
        if dep == "advcl" and not (kind == "PROTEST" and _purpose(parse, c)):
            continue
        found.append(c)
    return found


def _purpose(parse: Parse, clause: int) -> bool:
    """ "blocked roads to press their demands", "marched demanding a recount"."""
    to = any(parse.lower[k] == "to" and parse.dep[k] == "aux" for k in parse.children[clause])
    return to or parse.tag[clause] == "VBG"


def _actor(reading: Reading, event: EventDraft, i: int) -> tuple[int, Range] | None:
    """The actor that a word names: one of some state or body, none of the event's own side, no mere place."""
    at = reading.mention_at.get(i)
    if at is None:
        return None
    mention = reading.mentions[at]
    if mention.entity is None or mention.entity in event.actor or mention.rule == "place":
        return None
    entity = reading.entities[mention.entity]
    if entity.is_outlet or not (entity.country or entity.known) or _of_own_side(reading, event, mention.entity):
        return None
    return mention.entity, mention.tokens


def _of_own_side(reading: Reading, event: EventDraft, index: int) -> bool:
    """The actor's own country, or forces of its own that it would not send."""
    entity = reading.entities[index]
    own = {c for i in event.actor for c in reading.entities[i].country}
    if event.type in _DEPLOYED and entity.kind == "group" and _ARMED & set(entity.sector):
        return not entity.country or bool(own & set(entity.country))
    return entity.kind == "country" and bool(own & set(entity.country)) and event.type != "PROTEST"
