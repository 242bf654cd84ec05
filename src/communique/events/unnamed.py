"""People whom only a number or a common noun tells: "Seven were shot", "thousands marched".

An event whose sides nobody names is no event to the record, yet somebody was shot and somebody
marched. Where a verb of force or protest has such words as its subject or object they become an
actor without name or country; the place of the event may give them one later.
"""

from __future__ import annotations

from communique.codebook.trigger_book import TriggerBook
from communique.events.arguments import is_verb
from communique.events.found import Found
from communique.events.senses import SenseMatcher
from communique.segment.parse import Parse
from communique.segment.reading import Entity, Mention, Range, Reading

DONE_TO = frozenset({"ASSAULT", "COERCE"})
"""Types of acts that are done to people."""
_COUNTS = frozenset({"hundred", "thousand", "dozen", "score", "ten", "million"})
_CLASSES = ("@people_harmed", "@captive")
_THINGS = frozenset(
    {"number", "ship", "tanker", "vessel", "trawler", "boat", "body", "scores", "sailor", "leader", "general", "patrol"}
)
_UNITS = frozenset({"percent", "per", "%", "dollar", "euro", "year", "pound", "degree", "of"})


def name_the_unnamed(reading: Reading, matcher: SenseMatcher, book: TriggerBook, item: Found) -> None:
    """Fill the side of an event that words for people without a name stand in."""
    if item.folded.type != item.sense.type or not is_verb(reading.parse, item.token):
        return
    slots, sides = matcher.slots(item.token), item.sides
    if item.sense.type == "PROTEST":
        if not sides.actor and "subj" not in (sides.recipient_role or ""):
            sides.actor = _people(reading, book, slots.subj)
    elif item.sense.type in DONE_TO and not sides.recipient and _takes_object(item):
        sides.recipient = _people(reading, book, slots.obj)


def _takes_object(item: Found) -> bool:
    """Whether the verb's object is the one it is done to."""
    return not item.sense.recipient or "obj" in item.sense.recipient


def _people(reading: Reading, book: TriggerBook, heads: list[int]) -> list[tuple[int, Range]]:
    """The unnamed people among the heads, each a new entity."""
    for head in heads:
        if head not in reading.mention_at and _is_people(reading.parse, book, head):
            return [_add(reading, head)]
    return []


def _is_people(parse: Parse, book: TriggerBook, head: int) -> bool:
    """Whether a number stands alone for people, or a noun is one of the words for them."""
    lemma = parse.lemma[head]
    if parse.pos[head] == "NUM" or lemma in _COUNTS:
        after = parse.lower[head + 1] if head + 1 < len(parse) else ""
        of = [o for p in parse.kids(head, "prep") if parse.lower[p] == "of" for o in parse.kids(p, "pobj")]
        if of:
            return all(parse.pos[o] == "PRON" or parse.lemma[o] in _COUNTS for o in of)
        money = any(parse.word[c] in "$€£¥" for c in parse.children[head])
        return not money and after not in _UNITS and parse.ent[head] not in ("DATE", "TIME", "MONEY", "PERCENT")
    if parse.pos[head] != "NOUN" or lemma in _THINGS:
        return False
    return lemma.endswith(("man", "woman")) or any(lemma in book.classes.get(name, ()) for name in _CLASSES)


def _add(reading: Reading, head: int) -> tuple[int, Range]:
    """A new entity for the words, with its mention."""
    parse = reading.parse
    plural = parse.tag[head] != "NN"
    first = min([head, *(c for c in parse.kids(head, "amod", "compound", "nummod") if c < head)])
    tokens = (first, head + 1)
    name = "people" if parse.pos[head] == "NUM" or parse.lemma[head] in _COUNTS else reading.words(tokens)
    entity = Entity(name, "group" if plural else "person", sector=["CVL"], plural=plural, confidence=0.6)
    number = len(reading.entities)
    reading.entities.append(entity)
    reading.mention_at.setdefault(head, len(reading.mentions))
    reading.mentions.append(Mention(tokens, head, "nominal", number, tokens, "unnamed", 0.6))
    return number, tokens
