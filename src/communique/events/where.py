"""Where an event took place, with the reason: its words, its clause, its sentence, or the dateline.

A place that is merely named is no event's place: "the Geneva-based agency", "a visit by the mayor of
Porto". A country standing as an actor is not the place of what it did.
"""

from __future__ import annotations

from communique.events.when import clause_of
from communique.segment.parse import Parse
from communique.segment.reading import EventDraft, PlaceMention, Reading

LOCATIVE = frozenset(
    [
        "in",
        "at",
        "near",
        "outside",
        "inside",
        "on",
        "around",
        "across",
        "along",
        "over",
        "off",
        "through",
        "within",
        "throughout",
        "beyond",
        "above",
        "beside",
        "from",
        "into",
        "to",
        "toward",
        "towards",
        "via",
        "between",
        "against",
    ]
)
_MOTION = frozenset({"from", "into", "to", "toward", "towards", "via"})
_GOING = frozenset({"fly", "travel", "go", "head", "return", "sail", "deport", "drive", "recall", "withdraw", "expel"})
"""Verbs whose events lie where one goes to or leaves, whatever they are folded to: "will fly to Porto"."""
_TARGET = frozenset({"on", "against", "over"})
"""Prepositions that make a place of what is attacked: "a raid on Goma"."""
MOVING = frozenset({"CONSULT", "MOBILIZE", "RETREAT", "AID", "ASSAULT"})
VERBAL = frozenset({"ACCUSE", "REQUEST", "REJECT", "THREATEN", "AGREE", "SUPPORT", "CONCEDE", "SANCTION"})
"""Types whose objects are told of elsewhere: "demanded a truce in the valley" does not happen there."""
ATTACKING = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "RETREAT", "AID"})
_STEPS = 8


def attach_places(reading: Reading) -> None:
    """Set place and reason of each event that has one."""
    by_sentence: dict[int, list[int]] = {}
    dateline = None
    for number, place in enumerate(reading.places):
        if place.rule.startswith("dateline"):
            dateline = number if dateline is None else dateline
            continue
        by_sentence.setdefault(reading.parse.sent[place.tokens[0]], []).append(number)
    for event in reading.events:
        found = _place_of(reading, event, by_sentence.get(event.sentence, []))
        if found is None and dateline is not None:
            found = _of_dateline(reading, event, dateline)
        if found is not None:
            event.place, event.place_reason = found


def _of_dateline(reading: Reading, event: EventDraft, number: int) -> tuple[int, str] | None:
    """The dateline, for what the outlet itself tells in the sentence that follows it."""
    parse, place = reading.parse, reading.places[number]
    near = 0 <= parse.sent[event.head] - parse.sent[place.tokens[0]] <= 1
    same_part = any(
        p.kind == "paragraph"
        and p.tokens[0] <= event.head < p.tokens[1]
        and p.tokens[0] <= place.tokens[1] <= p.tokens[1]
        for p in reading.parts
    )
    if not near or not same_part or event.status != "actual" or event.type in VERBAL:
        return None
    place.confidence = min(place.confidence, 0.3)
    return number, "dateline"


def _place_of(reading: Reading, event: EventDraft, candidates: list[int]) -> tuple[int, str] | None:
    """The place that belongs to an event, and why."""
    sides = [*event.actor_tokens, *event.recipient_tokens]
    best: tuple[float, int, str] | None = None
    for number in candidates:
        place = reading.places[number]
        score, reason = _standing(reading.parse, event, place)
        if place.kind == "country":
            score -= 0.5
            if any(a < place.tokens[1] and place.tokens[0] < b for a, b in sides):
                score -= 0.6
        score += 0.1 * (place.confidence - 0.5)
        if score > 0.1 and (best is None or score > best[0]):
            best = (score, number, reason)
    return (best[1], best[2]) if best else None


def _standing(parse: Parse, event: EventDraft, place: PlaceMention) -> tuple[float, str]:
    """How a place stands to an event: as its modifier, its object, or in a locative phrase."""
    head = _head(parse, place.tokens)
    up, dep = parse.head[head], parse.dep[head]
    small = place.kind != "country"
    on_event = up == event.head or event.trigger[0] <= up < event.trigger[1]
    if small and on_event and dep in ("compound", "nmod", "poss", "amod"):
        return 2.5, "on the event word"
    if small and on_event and dep in ("dobj", "nsubjpass") and event.type in ATTACKING:
        return 2.6, "the event's object"
    if _where_clause(parse, event, place.tokens):
        return 2.4, "a clause on the place"
    preposition = _preposition(parse, place.tokens)
    if preposition is None:
        return 0.0, ""
    word = parse.lower[preposition]
    moving = event.type in MOVING or parse.lemma[event.head] in _GOING
    if word not in LOCATIVE or (word in _MOTION and not moving):
        return 0.0, ""
    if word in _TARGET and (event.type not in ATTACKING or not small) and not _wide(parse, place):
        return 0.0, ""
    score, reason = _score(parse, event, preposition)
    return (score - 0.3 if word in _MOTION else score), reason


def _wide(parse: Parse, place: PlaceMention) -> bool:
    """Whether one is "on" such a place: an island, a river, a square."""
    return place.kind in ("sea", "river", "site") or parse.lower[place.tokens[1] - 1] in (
        "island",
        "islands",
        "peninsula",
    )


def _head(parse: Parse, tokens: tuple[int, int]) -> int:
    """The token of a range whose head lies outside it."""
    return next((i for i in range(*tokens) if not tokens[0] <= parse.head[i] < tokens[1]), tokens[0])


def _where_clause(parse: Parse, event: EventDraft, tokens: tuple[int, int]) -> bool:
    """ "to Lusaka, where the envoys met"."""
    at = clause_of(parse, event.head)
    for _ in range(3):
        if parse.dep[at] == "relcl" and any(parse.lower[c] == "where" for c in parse.children[at]):
            top = parse.head[at]
            return tokens[0] <= top < tokens[1]
        if parse.head[at] == at:
            return False
        at = parse.head[at]
    return False


def _preposition(parse: Parse, tokens: tuple[int, int]) -> int | None:
    """The preposition that governs a place name, through "the city of"."""
    head = _head(parse, tokens)
    for _ in range(4):
        up = parse.head[head]
        if parse.dep[head] == "pobj" and parse.pos[up] in ("ADP", "SCONJ"):
            if parse.lower[up] != "of":
                return up
            head = parse.head[up]
        elif parse.dep[head] in ("compound", "appos", "nmod", "poss", "conj"):
            head = up
        else:
            return None
    return None


def _score(parse: Parse, event: EventDraft, preposition: int) -> tuple[float, str]:
    """How close a locative phrase stands to an event."""
    governor = parse.head[preposition]
    while parse.pos[governor] == "ADP" and parse.head[governor] != governor:
        governor = parse.head[governor]
    if governor == event.head or event.trigger[0] <= governor < event.trigger[1]:
        return 3.0, "on the event word"
    own = clause_of(parse, event.head)
    if governor == own:
        return 2.0, "in the event's clause"
    if _argument(parse, event.head, governor) or (event.type not in VERBAL and _in_phrase(parse, event.head, governor)):
        return (1.8 if event.type not in VERBAL else 0.9), "on the event's participant"
    above = _above(parse, event.head)
    if governor in above:
        return (1.2 if event.type not in VERBAL else 0.7), "in the event's sentence"
    if event.type in VERBAL or event.type == "CONSULT":
        return 0.0, ""
    clause = clause_of(parse, governor)
    if clause == own:
        return 1.0, "in the event's clause"
    if clause in above or own in _above(parse, clause):
        return (0.8 if parse.dep[clause] != "relcl" else 0.0), "in the event's sentence"
    return 0.0, ""


def _argument(parse: Parse, head: int, noun: int) -> bool:
    """Whether a noun is an argument of the event word: its object, or that of its preposition."""
    up = parse.head[noun]
    if up == head or (parse.pos[up] == "ADP" and parse.head[up] == head):
        return True
    return parse.head[head] == noun


def _in_phrase(parse: Parse, head: int, noun: int) -> bool:
    """Whether a noun hangs on the event word through nouns and prepositions alone."""
    at = noun
    for _ in range(_STEPS):
        if at == head:
            return True
        if parse.pos[at] not in ("NOUN", "PROPN", "ADP", "NUM") or parse.head[at] == at:
            return False
        at = parse.head[at]
    return False


def _above(parse: Parse, i: int) -> list[int]:
    """Words above a token, nearest first, up to a clause that only reports."""
    found = []
    for a in parse.ancestors(i):
        found.append(a)
        if len(found) >= _STEPS:
            break
    return found
