"""Sides of a happening that is told again by its noun alone: "the arrests", "those talks".

"Kenya and Uganda held talks on fishing. The talks moved to Nairobi": the second sentence tells of the same two.
The sides are those of the nearest earlier event of the type that the same word tells, noun or verb. A noun with a
day of its own, "Friday's shelling", "last month's meeting", speaks of what earlier reports told: where no event of
this report gives sides, clashes and talks are those of the two states or parties that the report is about. A noun
that speaks of something known and finds none tells of nobody and is left out.
"""

from __future__ import annotations

from communique.codebook.event_words import event_words
from communique.events.arguments import is_verb
from communique.events.before import named_states
from communique.segment.parse import Parse
from communique.segment.reading import EventDraft, Reading

REACH = 6
"""Sentences back in which the happening must have been told."""
SURENESS = 0.8
"""Factor on the confidence."""
UNTOLD = "untold"
"""Mark in `why` of a draft whose sides only an earlier telling can give."""
MUTUAL = frozenset({"ASSAULT", "CONSULT", "AGREE"})
"""Types whose two sides a report is about when it speaks of a day's happening by its noun alone."""
PAIR_SURENESS = 0.6
"""Factor on the confidence where the report's two chief parties fill in."""
PAIR = 0.6
"""Share of all namings of countries that the two must have between them; either has a fifth."""
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such"})
_OTHER = frozenset({"another", "second", "third", "new", "more", "other", "earlier", "previous", "further", "future"})


def speaks_of_known(parse: Parse, noun: int) -> bool:
    """Whether a noun speaks of a happening told before: "the arrests", "those talks", no "the second attack"."""
    if is_verb(parse, noun):
        return False
    before = {parse.lower[c] for c in parse.children[noun] if c < noun}
    return (bool(before & _DEFINITE) or dated(parse, noun)) and not before & _OTHER


def dated(parse: Parse, noun: int) -> bool:
    """Whether a noun has a day, week or month of its own: "Friday's mortar fire", "the shooting of September 6"."""
    below = list(parse.kids(noun, "poss", "nmod"))
    below += [c for p in parse.kids(noun, "prep") if parse.lower[p] in ("of", "on") for c in parse.kids(p, "pobj")]
    return any(parse.ent[c] == "DATE" and not parse.word[c].isdigit() for c in below)


def retell(reading: Reading) -> None:
    """Fill sides from earlier tellings and leave out the drafts that none gives sides."""
    kept: list[EventDraft] = []
    for event in reading.events:
        untold = event.why.pop(UNTOLD, False)
        if event.status in ("actual", "historical") and (untold or speaks_of_known(reading.parse, event.head)):
            _fill(reading, event, kept)
            if untold and not (event.actor or event.recipient) and dated(reading.parse, event.head):
                _fill_pair(reading, event)
        if event.actor or event.recipient or not untold:
            kept.append(event)
    reading.events[:] = kept


def _fill(reading: Reading, event: EventDraft, before: list[EventDraft]) -> None:
    """Give an event the sides that it lacks and an earlier telling has."""
    if event.actor and event.recipient:
        return
    for other in reversed(before):
        if event.sentence - other.sentence > REACH:
            return
        if other.sentence == event.sentence or not _same(reading, event, other):
            continue
        changed = False
        if not event.actor and other.actor and not set(other.actor) & set(event.recipient):
            event.actor, event.actor_tokens, changed = list(other.actor), [], True
        if not event.recipient and other.recipient and not set(other.recipient) & set(event.actor):
            event.recipient, event.recipient_tokens, changed = list(other.recipient), [], True
        if changed:
            event.confidence = round(event.confidence * SURENESS, 3)
            event.why["sides_from_earlier"] = reading.parse.word[other.head]
            return


def _fill_pair(reading: Reading, event: EventDraft) -> None:
    """Give a dated clash or meeting the two states that the report is about."""
    pair = _chief_pair(reading) if event.type in MUTUAL else []
    if pair:
        event.actor, event.actor_tokens = pair, []
        event.confidence = round(event.confidence * PAIR_SURENESS, 3)
        event.why["sides_from_report"] = [reading.entities[i].name for i in pair]


def _chief_pair(reading: Reading) -> list[int]:
    """The two states that the report names most, each by its country or its chief body; none where no two stand out."""
    named, states = named_states(reading)
    chief = [code for code, _ in named.most_common(2) if code in states]
    if len(chief) < 2 or sum(named[c] for c in chief) < PAIR * named.total():
        return []
    return [states[c] for c in chief] if min(named[c] for c in chief) >= named.total() / 5 else []


def _same(reading: Reading, event: EventDraft, other: EventDraft) -> bool:
    """Whether an earlier event may be the happening: its type, its word, no side that differs."""
    if other.type != event.type or other.status not in ("actual", "historical"):
        return False
    told = [*range(*other.trigger), *reading.parse.kids(other.head, "dobj")]  # "held talks"
    words = {_verb(reading.parse, i) for i in told}
    if _verb(reading.parse, event.head) not in words:
        return False
    one, two = set(event.actor) | set(event.recipient), set(other.actor) | set(other.recipient)
    return not one or bool(one & two)


def _verb(parse: Parse, i: int) -> str:
    """A word's lemma, a noun's turned to its verb."""
    lemma = parse.lemma[i].lower()
    return event_words().noun_verbs.get(lemma, lemma)
