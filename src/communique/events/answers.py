"""Recipients of answers and judgements: whoever did or said what is taken up.

"Lima accused Quito of spying. Quito rejected the charge": the charge is Lima's, so Quito rejects Lima.
"Troops crossed the river. Chad deplored the incursion": the troops are deplored. A noun that speaks of what
was told before, a pronoun, or a bare "refused" takes up an earlier event or saying; what it may mean stands in
`events/words.yaml`. Only where the words themselves name no recipient.
"""

from __future__ import annotations

from communique.codebook.event_words import event_words
from communique.events.arguments import is_verb, verb_slots
from communique.events.before import ANY, SAID, others, speakers_before, told_before
from communique.events.parties import Parties
from communique.segment.parse import Parse
from communique.segment.reading import EventDraft, Reading

ANSWERS = frozenset({"REJECT", "ACCUSE", "SUPPORT"})
"""Types that take up what another did or said."""
REACH = 3
"""Sentences over which a noun takes up an event."""
NEAR = 1
"""Sentences over which a pronoun or a bare refusal does, and over which a saying is taken up."""
SURENESS = 0.85
"""Factor on the confidence."""
_PRONOUNS = frozenset({"that", "this", "it", "them", "these", "those", "what"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such", "its", "their", "his", "her", "all", "both"})
_ASKING = frozenset({"REQUEST", "AGREE", "THREATEN"})
_PUT = _ASKING | {"ACCUSE", "CONCEDE"}
"""Types of what is rejected with a mere "it"."""
_DESPITE = frozenset({"despite", "amid", "under", "after", "against", "following", "notwithstanding"})
_PRESSURE = frozenset(
    {"pressure", "call", "demand", "request", "appeal", "plea", "ultimatum", "protest", "warning", "wish"}
)
_MEANT = {
    "REJECT": _PUT,
    "ACCUSE": frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "THREATEN", "REJECT"}),
    "SUPPORT": frozenset({"AGREE", "AID", "CONCEDE", "COOPERATE", "RETREAT", "SUPPORT"}),
}
"""Types of what a mere "it" or "that" takes up."""
_ABOUT = ("for", "on", "about", "at", "to", "of", "over", "against")


def find_answered(reading: Reading) -> None:
    """Give answers, judgements and demands without a recipient the one whom they take up."""
    for event in reading.events:
        if event.recipient or not event.actor or event.status == "negated" or not is_verb(reading.parse, event.head):
            continue
        found = _answered(reading, event)
        if found:
            event.recipient, event.recipient_tokens = found, []
            event.confidence = round(event.confidence * SURENESS, 3)
            event.why["recipient_taken_up"] = [reading.entities[i].name for i in found]


def _answered(reading: Reading, event: EventDraft) -> list[int]:
    """Whom an event answers."""
    objects = _objects(reading.parse, event)
    if event.type == "REQUEST":
        return _redress(reading, event, objects)
    if event.type not in ANSWERS:
        return []
    if event.type == "REJECT" and (found := _pressed(reading, event)):
        return found
    if not objects:
        return _doers(reading, event, _ASKING, NEAR) if event.type == "REJECT" else []
    for noun in objects:
        if reading.parse.dep[event.head] == "relcl" and reading.parse.head[event.head] == noun:
            found = _above(reading, event, noun)
        elif reading.parse.lower[noun] in _PRONOUNS:
            types = _MEANT[event.type]
            found = _doers(reading, event, types, NEAR)
            if not found and event.type == "REJECT":
                found = _said(reading, event)
        else:
            found = _taken_up(reading, event, noun)
        if found:
            return found
    return []


def _pressed(reading: Reading, event: EventDraft) -> list[int]:
    """Who pressed for what is refused: "declined to resign despite calls by the bar association"."""
    parse, parties = reading.parse, Parties(reading)
    verbs = [event.head, *parse.kids(event.head, "xcomp", "ccomp")]
    for p in [p for v in verbs for p in parse.kids(v, "prep") if parse.lower[p] in _DESPITE]:
        for noun in parse.kids(p, "pobj"):
            if parse.lemma[noun] not in _PRESSURE:
                continue
            near = parse.kids(noun, "poss", "amod", "compound")
            near += [
                o
                for k in parse.kids(noun, "prep")
                if parse.lower[k] in ("by", "from", "of")
                for o in parse.kids(k, "pobj")
            ]
            if found := others(reading, event, [i for c in near for i, _ in parties.named_by(c)]):
                return found
    return []


def _objects(parse: Parse, event: EventDraft) -> list[int]:
    """What the verb is about: its objects, and what stands behind its prepositions."""
    slots = verb_slots(parse, event.head)
    inside = [i for i in slots.obj if i not in slots.subj]
    if not inside and slots.comp is not None and parse.lower[parse.left[slots.comp]] == "what":
        inside = [parse.left[slots.comp]]  # "condemned what it called blackmail"
    return inside + [i for name in _ABOUT for i in slots.prep.get(name, []) if i not in inside]


def _taken_up(reading: Reading, event: EventDraft, noun: int) -> list[int]:
    """The doers of what a noun speaks of: its own event, an earlier one of its types, or a saying."""
    types = event_words().takes_up.get(reading.parse.lemma[noun].lower())
    own = next((e for e in reading.events if e.head == noun and e is not event), None)
    if own is not None and (found := others(reading, event, own.actor)):
        return found
    if types is None or not _definite(reading.parse, noun):
        return []
    found = _doers(reading, event, types, NEAR if ANY in types else REACH)
    return found or (_said(reading, event) if SAID in types else [])


def _above(reading: Reading, event: EventDraft, noun: int) -> list[int]:
    """Whose act a noun sums up: "Oslo sent ten observers, a step which Moscow criticised"."""
    parse = reading.parse
    if parse.lemma[noun].lower() not in {*event_words().takes_up, "sum", "policy", "stance", "position"}:
        return []
    for above in parse.ancestors(noun):
        if is_verb(parse, above):
            named = [i for s in verb_slots(parse, above).subj for i, _ in Parties(reading).named_by(s)]
            if found := others(reading, event, named):
                return found
    return []


def _definite(parse: Parse, noun: int) -> bool:
    """Whether a noun speaks of something known: "the charge", "such claims", no "a charge"."""
    return any(parse.lower[c] in _DEFINITE for c in parse.children[noun] if c < noun)


def _doers(reading: Reading, event: EventDraft, types: frozenset[str], reach: int) -> list[int]:
    """The actors of the nearest earlier event of the types that another side did."""
    for other in told_before(reading, event, types, reach):
        found = others(reading, event, other.actor)
        if found and not (event.type == "REJECT" and "investigate" in other.mode):
            return found
    return []


def _said(reading: Reading, event: EventDraft) -> list[int]:
    """Whoever spoke last before the event, another than its actor."""
    for speakers in speakers_before(reading, event, NEAR):
        found = others(reading, event, speakers)
        if found:
            return found
    return []


def _redress(reading: Reading, event: EventDraft, objects: list[int]) -> list[int]:
    """Who is to answer for what he did: "Troops crossed the river. Chad demanded their withdrawal"."""
    lands = {c for i in event.actor for c in reading.entities[i].country}
    for noun in objects:
        types = event_words().redress.get(reading.parse.lemma[noun].lower())
        if types is None:
            continue
        for other in told_before(reading, event, types, REACH):
            found = others(reading, event, other.actor)
            hit = {c for i in other.recipient for c in reading.entities[i].country}
            if found and (set(other.recipient) & set(event.actor) or lands & hit or event.sentence == other.sentence):
                return found
    return []
