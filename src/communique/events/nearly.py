"""Verbs whose senses nearly fit, where the learned head is sure that they tell the event.

"The column smashed the roadblock": nobody wrote a roadblock into the sense of "smash". Senses ask
for what news usually says; what they miss is told by the same verbs with rarer words around them.
A sense that lacks only a word it asks for, and has none that it forbids, is taken where the trigger
head gives its type a good chance, and where those act who do such things: soldiers, police, rebels
and gangs. Of other types and of others' acts most of what nearly fits is none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from communique.codebook.schema.triggers import Sense
from communique.codebook.trigger_book import TriggerBook
from communique.events.arguments import is_verb
from communique.events.found import UNCODED, Found
from communique.events.scope import scope_of
from communique.events.senses import SenseMatcher
from communique.events.trigger_features import TriggerFeatures, wanted
from communique.events.trigger_head import NONE, TriggerHead, load_trigger_head
from communique.segment.reading import Range, Reading

SURE = 0.5
"""Least probability of the sense's type."""
TYPES = frozenset({"ASSAULT", "MOBILIZE", "COERCE"})
"""Types of acts whose doers tell them."""
_SELF = frozenset({"himself", "herself", "themselves", "itself"})
_ARMED = frozenset({"MIL", "REB", "COP", "UAF", "PRM", "SPY", "CRM"})
Read = Callable[[int, Sense, Range], Found]
"""Reads a word as the trigger of a sense."""


def nearly_fitting(
    reading: Reading, matcher: SenseMatcher, book: TriggerBook, found: Iterable[Found], read: Read
) -> list[Found]:
    """Events of verbs whose senses nearly fit; `found` are those whose senses do."""
    head = load_trigger_head()
    if head is None or not set(head.types) - {NONE} <= set(book.types):
        return []
    taken = {t for f in found for t in (f.token, *range(*f.words))}
    maker = TriggerFeatures(reading.parse, book, matcher.parties, head.clusters)
    result = []
    for part in reading.parts:
        if part.kind in UNCODED:
            continue
        for i in range(*part.tokens):
            if i not in taken and is_verb(reading.parse, i) and wanted(reading.parse, i):
                item = _nearly(reading, matcher, book, i, maker, part.kind, head, read)
                if item is not None:
                    result.append(item)
    return result


def _nearly(
    reading: Reading, matcher: SenseMatcher, book: TriggerBook, i: int, maker: TriggerFeatures, part: str,
    head: TriggerHead, read: Read,
) -> Found | None:  # fmt: skip
    """The event of one verb, if a sense of its type nearly fits and the head is sure of it."""
    near = matcher.nearly(i, TYPES)
    if not near:
        return None
    features = maker.of(i, matcher.slots(i), scope_of(reading.parse, i, book))
    chances = head.judge([[*features, f"part={part}"]])[0]
    sense, words = max(near, key=lambda n: (chances.get(n[0].type or "", 0.0), n[0].weight))
    chance = chances.get(sense.type or "", 0.0)
    if chance < SURE:
        return None
    item = read(i, sense, words)
    if item.folded.type != sense.type or item.folded.by is not None or not _likely_doer(reading, item):
        return None
    item.learned, item.near = chance, True
    return item


def _likely_doer(reading: Reading, item: Found) -> bool:
    """Whether soldiers, police, rebels or gangs act, and not on themselves."""
    slots = {reading.parse.lower[c] for c in reading.parse.kids(item.token, "dobj", "pobj")}
    acting = [reading.entities[e] for e, _ in item.sides.actor]
    if slots & _SELF:
        return False
    return any((_ARMED & set(e.sector) and e.kind != "person") or "UAF" in e.sector for e in acting)
