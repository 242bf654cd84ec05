"""The learned head beside the rules: it drops or mends events that it holds for wrong, and weighs the rest.

The rules find what the lexicon lists and know why. The head has seen whole reports coded by hand: where it
is sure that the rules err, their event is dropped or changes its type; what it thinks of the others enters
their confidence. It adds none: of the events that it saw alone on real pages a careful reader accepted one
in eight (`docs/model_card.md`). Words that it has never seen and users' own entries are the rules' alone; with another
ontology it is silent.
"""

from __future__ import annotations

from collections.abc import Iterator

from communique.codebook.trigger_book import TriggerBook
from communique.events.arguments import is_verb
from communique.events.found import UNCODED, Found
from communique.events.scope import Scope, scope_of
from communique.events.senses import SenseMatcher
from communique.events.trigger_features import TriggerFeatures, wanted
from communique.events.trigger_head import NONE, load_trigger_head
from communique.segment.parse import Parse
from communique.segment.reading import Reading

DROPPED = 0.12
"""Probability of any event below which an event that the rules hold for told as done is dropped."""
MENDED = (0.6, 0.15)
"""Least probability of another type and most of the rules' own at which a type that nothing folds changes."""


def revise(
    reading: Reading, matcher: SenseMatcher, book: TriggerBook, found: list[Found], kept: list[Found]
) -> list[Found]:
    """The events of the rules, revised by the head; what a user's own senses tell is not for it to judge."""
    head = load_trigger_head()
    if head is None or not set(head.types) - {NONE} <= set(book.types):
        return kept
    by_token = {f.token: f for f in kept}
    result = dict(by_token)
    held = [
        (by_token[i], features)
        for i, _, features in candidates(reading, matcher, book, found, kept, head.clusters, only_held=True)
        if not by_token[i].sense.layer
    ]
    for (ours, features), types in zip(held, head.judge([features for _, features in held]), strict=True):
        if head.knows(features[2]) and not _hold(ours, types):
            del result[ours.token]
        elif ours.folded.status == "actual" and ours.folded.by is None and _after_colon(reading.parse, ours.token):
            ours.folded.status = "hypothetical"
    return list(result.values())


def candidates(
    reading: Reading,
    matcher: SenseMatcher,
    book: TriggerBook,
    found: list[Found],
    kept: list[Found],
    clusters: dict[str, tuple[int, int]],
    only_held: bool = False,
) -> Iterator[tuple[int, Scope, list[str]]]:
    """Words that may tell an event, with their scope and features; `only_held`: those that the rules keep."""
    parse = reading.parse
    maker = TriggerFeatures(parse, book, matcher.parties, clusters)
    all_found, held = {f.token: f for f in found}, {f.token: f for f in kept}
    for part in reading.parts:
        if part.kind in UNCODED:
            continue
        for i in range(*part.tokens):
            if i not in held and (only_held or not wanted(parse, i)):
                continue
            known = all_found.get(i)
            scope = known.scope if known is not None else scope_of(parse, i, book)
            features = maker.of(i, matcher.slots(i), scope)
            features.append(f"part={part.kind}")
            if i in held:
                features += rule_features(held[i])
            elif known is not None:
                features.append(f"swallowed={known.folded.type}")
            yield i, scope, features


def rule_features(found: Found) -> list[str]:
    """What the rules say of a word."""
    folded = found.folded
    sides = bool(found.sides.actor) + 2 * bool(found.sides.recipient)
    return [
        f"r={folded.type}",
        f"r={folded.type}/{folded.status}",
        f"rs={found.sense.type}",
        f"rst={folded.status}",
        f"rw={found.sense.weight}",
        f"rboth={sides}",
        f"rx={folded.type}/{sides}",
    ]


def _hold(ours: Found, types: dict[str, float]) -> bool:
    """Whether an event of the rules stands; a wrong type is mended."""
    told = ours.folded.by is None and ours.folded.status in ("actual", "historical")
    if told and 1.0 - types[NONE] < DROPPED:
        return False
    sure, doubtful = MENDED
    best = max((t for t in types if t != NONE), key=types.__getitem__)
    plain = ours.folded.by is None and ours.folded.type == ours.sense.type and ours.folded.status == "actual"
    if plain and best != ours.folded.type and types[best] >= sure and types.get(ours.folded.type, 0.0) <= doubtful:
        ours.folded.type, ours.folded.mode = best, []
    ours.learned = types.get(ours.folded.type, 0.0)
    return True


def _after_colon(parse: Parse, i: int) -> bool:
    """Whether the word lies in a gerund that a colon names: "one of the options: expanding aid"."""
    verb = next((a for a in (i, *parse.ancestors(i)) if is_verb(parse, a)), None)
    if verb is None or parse.tag[verb] != "VBG" or parse.kids(verb, "nsubj", "aux"):
        return False
    return parse.left[verb] > 0 and parse.lower[parse.left[verb] - 1] == ":"
