"""Numbers told of an event: killed, injured, how many people, how much money.

"The blast killed at least nine people and wounded dozens" gives 9 killed and 24 injured,
approximate. A number counts only where it stands with the event: in its own clause, on its
participant, or in a killing clause of the same sentence.
"""

from __future__ import annotations

from communique.codebook.event_words import event_words
from communique.codebook.schema.ontology import EventType
from communique.records.record import Magnitude
from communique.segment.numbers import Number, number_at
from communique.segment.parse import Parse
from communique.segment.reading import EventDraft, Reading

COUNTED = frozenset({"PROTEST", "COERCE", "RETREAT", "AID", "MOBILIZE", "AGREE", "CONCEDE", "SANCTION", "THREATEN"})
MONEYED = frozenset(
    {"AID", "AGREE", "COOPERATE", "SANCTION", "REQUEST", "REJECT", "SUPPORT", "COERCE", "THREATEN", "CONCEDE"}
)


def measure(reading: Reading, event: EventDraft, kind: EventType | None = None) -> Magnitude:
    """The numbers told of one event; all null where the text is silent.

    `kind` tells of a user's own type what is counted of it; of PLOVER's types it is known.
    """
    parse = reading.parse
    killed = injured = size = None
    amount: Number | None = None
    currency = None
    rough = False
    first, last = parse.sents[event.sentence]
    if event.type == "ASSAULT":
        killed, injured = _casualties(parse, event, first, last)
    counted = kind.counted if kind is not None else None
    if event.type in COUNTED or counted is not None:
        acting = counted == "actor" if counted else event.type in ("PROTEST", "MOBILIZE")
        size = _people(reading, event, acting)
    if event.type in MONEYED or (kind is not None and kind.money):
        amount, currency = _money(parse, event, first, last)
    for number in (killed, injured, size, amount):
        rough = rough or bool(number and number.approximate)
    return Magnitude(
        killed=int(killed.value) if killed else None,
        injured=int(injured.value) if injured else None,
        size=int(size.value) if size else None,
        amount=amount.value if amount else None,
        currency=currency,
        approximate=rough,
    )


def _casualties(parse: Parse, event: EventDraft, first: int, last: int) -> tuple[Number | None, Number | None]:
    """Dead and injured in the event's sentence; other killings in it are left to their own event."""
    killed = injured = None
    words, own = event_words(), parse.lemma[event.head]
    for i in range(first, last):
        lemma = parse.lemma[i]
        other = i != event.head and lemma in words.dead_verbs and parse.dep[i] != "conj"
        if own in words.dead_verbs and other:
            continue
        if lemma in words.dead_verbs and parse.pos[i] == "VERB":
            killed = killed or _counted(parse, i)
        elif lemma in words.hurt_verbs and parse.pos[i] == "VERB":
            injured = injured or _counted(parse, i)
        elif lemma in words.dead_nouns or parse.lower[i] in words.dead_adjectives:
            killed = killed or _beside(parse, i)
        elif lemma in words.hurt_nouns or parse.lower[i] in words.hurt_adjectives:
            injured = injured or _beside(parse, i)
    return killed, injured


def _counted(parse: Parse, verb: int) -> Number | None:
    """Number of the people that a verb of harm is about."""
    for c in parse.children[verb]:
        if parse.dep[c] in ("dobj", "nsubjpass") or (
            parse.dep[c] == "nsubj" and parse.lemma[verb] in ("die", "perish")
        ):
            for noun in (c,):
                number = _of_noun(parse, noun)
                if number is not None:
                    return number
    return None


def _of_noun(parse: Parse, noun: int) -> Number | None:
    """Number written on a noun, or the noun itself being one: "12 soldiers", "at least nine"."""
    left = parse.left[noun]
    for i in range(left, noun + 1):
        if parse.pos[i] in ("NUM", "NOUN", "ADJ", "DET") and parse.tag[i] != "POS":
            if (
                parse.lower[i] in ("a", "an")
                and i != noun
                and parse.lower[i + 1] not in ("dozen", "hundred", "thousand", "million")
            ):
                if i == left and parse.pos[noun] == "NOUN" and parse.tag[noun] == "NN":
                    return Number(1, False, i, i + 1)
                continue
            number = number_at(parse, i)
            if number is not None:
                return number
    return None


def _beside(parse: Parse, i: int) -> Number | None:
    """Number beside "dead" or "deaths": "left 14 dead"."""
    for k in (i - 1, i - 2, i - 3):
        if k >= 0 and parse.sent[k] == parse.sent[i]:
            number = number_at(parse, k)
            if number is not None and number.last <= i and parse.lower[k] not in ("a", "an"):
                return number
    return None


def _people(reading: Reading, event: EventDraft, acting: bool) -> Number | None:
    """Size of the group that acts (a protest) or is acted on (an arrest, a release)."""
    groups = event.actor if acting else event.recipient
    tokens = event.actor_tokens if acting else event.recipient_tokens
    for entity, words in zip(groups, tokens, strict=False):
        found = reading.entities[entity]
        if found.kind == "group" and found.size:
            number = next((n for i in range(*words) if (n := number_at(reading.parse, i))), None)
            rough = number.approximate if number else False
            return Number(float(found.size), rough, *words)
    return None


def _money(parse: Parse, event: EventDraft, first: int, last: int) -> tuple[Number | None, str | None]:
    """The sum of money nearest to the trigger in its sentence."""
    best: tuple[int, Number, str] | None = None
    for i in range(first, last):
        found = _sum_at(parse, i, last)
        if found is not None:
            distance = abs(i - event.head)
            if best is None or distance < best[0]:
                best = (distance, *found)
    return (best[1], best[2]) if best and best[0] <= 20 else (None, None)


def _sum_at(parse: Parse, i: int, last: int) -> tuple[Number, str] | None:
    """A sum that begins at token `i`: "$40 million", "200 million euros", "hundreds of millions of euros"."""
    symbol = event_words().currencies.get(parse.lower[i])
    if symbol and i + 1 < last and parse.pos[i] in ("SYM", "PROPN", "NOUN", "X"):
        number = number_at(parse, i + 1)
        return (
            (number, symbol) if (number and parse.pos[i] == "SYM") or (number and not parse.word[i].islower()) else None
        )
    if i and event_words().currencies.get(parse.lower[i - 1]) and parse.pos[i - 1] == "SYM":
        return None
    number = number_at(parse, i)
    if number is None or number.last >= last:
        return None
    j = number.last + (1 if parse.lower[number.last] in ("of", "-", "us", "canadian", "australian") else 0)
    if j < last and parse.lemma[j] in event_words().currencies and parse.pos[j] in ("NOUN", "PROPN"):
        return number, event_words().currencies[parse.lemma[j]]
    return None
