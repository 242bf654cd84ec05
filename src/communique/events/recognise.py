"""The learned head beside the rules: it adds triggers they do not know and drops or mends unsure ones.

The rules find what the lexicon lists and know why. The head has seen whole reports coded by hand:
where it is sure of an event in a word that fits no sense ("the rebels melted away"), the event is
added with the sides that its type's roles give; where it is sure that the rules err, their event
is dropped or changes its type. Everything in between stays as the rules have it. Words that it has
never seen, as users' own entries may be, are the rules' alone; with another ontology it is silent.
"""

from __future__ import annotations

from collections.abc import Iterator

from communique.codebook.schema.triggers import Sense
from communique.codebook.trigger_book import TriggerBook
from communique.events.arguments import is_verb
from communique.events.fold import Folded
from communique.events.found import UNCODED, Found
from communique.events.roles import find_sides
from communique.events.scope import Scope, scope_of
from communique.events.senses import SenseMatcher
from communique.events.trigger_features import TriggerFeatures, wanted
from communique.events.trigger_head import NONE, TriggerHead, load_trigger_head
from communique.segment.parse import Parse
from communique.segment.reading import Range, Reading

ADDED = 0.38
"""Least probability of a type for a word that fits no sense; chosen by cross-validation."""
DROPPED = 0.12
"""Most probability of any event at which an event of the rules is dropped."""
MENDED = (0.6, 0.15)
"""Least probability of another type and most of the rules' own at which a type that nothing folds changes."""


def revise(
    reading: Reading, matcher: SenseMatcher, book: TriggerBook, found: list[Found], kept: list[Found]
) -> list[Found]:
    """The events of the rules, revised by the head; what a user's own senses tell, or drop, is not for it to judge."""
    head = load_trigger_head()
    if head is None or not set(head.types) - {NONE} <= set(book.types):
        return kept
    by_token = {f.token: f for f in kept}
    result: dict[int, Found] = dict(by_token)
    covered = {t for f in kept for t in range(*f.words)} | {f.token for f in found}
    for i, scope, features in candidates(reading, matcher, book, found, kept, head.clusters):
        types, statuses = head.judge(features)
        best = max((t for t in types if t != NONE), key=types.__getitem__)
        ours = by_token.get(i)
        if ours is not None and ours.sense.layer:
            continue
        if ours is not None:
            if head.knows(features[2]) and not _hold(ours, types, best):
                del result[i]
            elif ours.folded.status == "actual" and ours.folded.by is None and _merely_named(reading.parse, i):
                ours.folded.status = "hypothetical"
        elif i not in covered and types[best] >= ADDED and not _dropped(reading.parse, i, book):
            result[i] = _added(matcher, book, i, scope, best, types[best], statuses)
    return _once(matcher, result, by_token)


def candidates(
    reading: Reading,
    matcher: SenseMatcher,
    book: TriggerBook,
    found: list[Found],
    kept: list[Found],
    clusters: dict[str, tuple[int, int]],
) -> Iterator[tuple[int, Scope, list[str]]]:
    """Words that may tell an event, with their scope and features."""
    parse = reading.parse
    maker = TriggerFeatures(parse, book, matcher.parties, clusters)
    all_found, held = {f.token: f for f in found}, {f.token: f for f in kept}
    for part in reading.parts:
        if part.kind in UNCODED:
            continue
        for i in range(*part.tokens):
            if not (i in held or wanted(parse, i)):
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


def _dropped(parse: Parse, i: int, book: TriggerBook) -> bool:
    """Whether a user's files put the word aside."""
    kind = "noun" if parse.pos[i] in ("NOUN", "PROPN") else "verb" if parse.pos[i] in ("VERB", "AUX") else "adj"
    return f"{kind}:{parse.lemma[i]}" in book.dropped


def _hold(ours: Found, types: dict[str, float], best: str) -> bool:
    """Whether an event of the rules stands; a wrong type is mended."""
    if 1.0 - types[NONE] < DROPPED:
        return False
    sure, doubtful = MENDED
    plain = ours.folded.by is None and ours.folded.type == ours.sense.type and ours.folded.status == "actual"
    if plain and best != ours.folded.type and types[best] >= sure and types.get(ours.folded.type, 0.0) <= doubtful:
        ours.folded.type, ours.folded.mode = best, []
    ours.learned = types.get(ours.folded.type, 0.0)
    return True


def _added(
    matcher: SenseMatcher,
    book: TriggerBook,
    i: int,
    scope: Scope,
    name: str,
    probability: float,
    statuses: dict[str, float],
) -> Found:
    """An event that only the head sees."""
    parse = matcher.parse
    word = parse.lemma[i]
    verbal = is_verb(parse, i)
    sense = Sense(
        verb=word if verbal else None,
        noun=word if parse.pos[i] in ("NOUN", "PROPN") else None,
        adj=None if verbal or parse.pos[i] in ("NOUN", "PROPN") else word,
        type=name,
        weight=round(probability, 2),
    )
    status = "hypothetical" if _merely_named(parse, i) else max(statuses, key=statuses.__getitem__)
    folded = Folded(name, status=status)  # type: ignore[arg-type]
    sides = find_sides(matcher, i, sense, book.types[name])
    return Found(i, _words(matcher, i), sense, scope, folded, sides, learned=probability)


def _merely_named(parse: Parse, i: int) -> bool:
    """Whether a word lies in a gerund that names an act and asserts none: "an option: expanding aid"."""
    verb = next((a for a in (i, *parse.ancestors(i)) if is_verb(parse, a)), None)
    if verb is None or parse.tag[verb] != "VBG" or parse.kids(verb, "nsubj", "aux"):
        return False
    if parse.left[verb] and parse.lower[parse.left[verb] - 1] == ":":
        return True
    return parse.dep[verb] in ("appos", "acl", "csubj", "dep", "nsubj") and parse.pos[parse.head[verb]] == "NOUN"


def _words(matcher: SenseMatcher, i: int) -> Range:
    """The word with its particle: "handed over"."""
    parse = matcher.parse
    last = i
    for c in parse.kids(i, "prt"):
        if c == last + 1:
            last = c
    return (i, last + 1)


def _once(matcher: SenseMatcher, result: dict[int, Found], rules: dict[int, Found]) -> list[Found]:
    """Of an added word and one right under or over it that tells the same type, one stays."""
    parse = matcher.parse
    out = dict(result)
    for i, f in result.items():
        if i in rules or i not in out:
            continue
        for up in list(parse.ancestors(i))[:2]:
            other = out.get(up)
            if other is not None and other.folded.type == f.folded.type:
                loser = up if up not in rules and not is_verb(parse, up) else i
                out.pop(loser, None)
                break
        else:
            below = [c for c in parse.children[i] if c in rules and c in out]
            if any(out[c].folded.type == f.folded.type for c in below):
                out.pop(i, None)
    return list(out.values())


__all__ = ["TriggerHead", "candidates", "revise", "rule_features"]
