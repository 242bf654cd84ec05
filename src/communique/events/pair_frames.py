"""The verbs of two marked parties, their tones and what they govern, as features of the pair head.

"Iran said on Monday it would not lift a ban on ...": the verb that counts is "lift", its tone a refusal.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from communique.events.arguments import is_verb
from communique.events.pair import CONTENT, Pair, tone, verbs_of, within
from communique.segment.reading import Range

_OBJECTS = ("dobj", "attr", "acomp", "oprd", "prt", "nsubjpass")
_SECTORS = ("MIL", "REB", "COP", "UAF", "JUD", "CVL", "GOV", "JRN", "REF")


def frame_features(pair: Pair) -> Iterator[str]:
    """Verbs, way and kinds of the parties."""
    for side, head in (("s", pair.first), ("r", pair.second)):
        if head is not None:
            yield from _verb(pair, side, head)
    yield from _way(pair)
    yield from _kinds(pair)


def _verb(pair: Pair, side: str, head: int) -> Iterator[str]:
    """The verb that counts for a party, with its tones and the frame that leads to it."""
    parse = pair.parse
    chain = verbs_of(parse, head)
    if not chain:
        yield f"{side}E=none"
        return
    verb, lemma = chain[-1], parse.lemma[chain[-1]]
    tones = "+".join(t for t in (tone(parse, v) for v in chain) if t)
    if side == "s":
        inside = pair.two[0] >= 0 and any(parse.left[verb] <= i <= parse.right[verb] for i in range(*pair.two))
        yield f"sEin={inside}/{parse.dep[head]}"
    yield from (
        f"{side}E={lemma}",
        f"{side}Et={lemma}/{tones}",
        f"{side}tone={tones}",
        f"{side}Ed={lemma}/{parse.dep[head]}",
    )
    for group in pair.groups(lemma):
        yield f"{side}Ec={group}"
        yield f"{side}Ec={group}/{tones}"
    listed = pair.listed(verb)[0]
    yield f"{side}El={listed}"
    yield f"{side}El={listed}/{tones}"
    if len(chain) > 1:
        yield f"{side}Eop={'|'.join(pair.listed(chain[0])[1])}>{listed}"
        yield f"{side}Ef={parse.lemma[chain[0]]}>{listed}"
        yield f"{side}Ef={parse.lemma[chain[0]]}>{lemma}"
    yield from _governed(pair, side, verb, tones)


def _governed(pair: Pair, side: str, verb: int, tones: str) -> Iterator[str]:
    """Objects and prepositions of the verb."""
    parse, lemma = pair.parse, pair.parse.lemma[verb]
    for c in parse.children[verb]:
        if parse.dep[c] in _OBJECTS and not within(c, pair.one):
            yield f"{side}Eo={lemma}_{parse.lemma[c]}"
            yield f"{side}Eol={pair.listed(c)[0]}/{tones}"
            for group in pair.groups(parse.lemma[c]):
                yield f"{side}Eoc={group}"
                yield from (f"{side}Eocc={mine}_{group}" for mine in pair.groups(lemma))
        elif parse.dep[c] == "prep":
            word = parse.lower[c]
            yield f"{side}Ep={lemma}_{word}"
            for p in parse.kids(c, "pobj", "pcomp"):
                yield f"{side}Epo={word}_{parse.lemma[p]}"
                yield f"{side}Epl={word}_{pair.listed(p)[0]}"


def _way(pair: Pair) -> Iterator[str]:
    """Words on the way with their tones, and its shape."""
    parse, inner = pair.parse, pair.way[1:-1]
    for i in inner:
        if parse.pos[i] in ("VERB", "NOUN", "AUX", "ADJ"):
            heard = tone(parse, i)
            yield f"ot={parse.lemma[i]}/{heard}"
            top, effects = pair.listed(i)
            if top:
                yield f"ol={top}/{heard}"
            yield from (f"oo={effect}/{heard}" for effect in effects)
    steps = [parse.lemma[i] if parse.pos[i] in ("VERB", "NOUN", "ADP", "ADJ") else parse.dep[i] for i in inner]
    yield from (f"o2={a}_{b}" for a, b in pairwise(steps))
    if len(steps) <= 5:
        yield "w=" + ">".join(steps)
    if pair.one[0] >= 0 and pair.two[0] >= 0:
        yield f"ord={pair.one[0] < pair.two[0]}"
        yield f"len={min(len(pair.way), 8)}"
        if pair.meet is not None and is_verb(parse, pair.meet):
            at = pair.way.index(pair.meet)
            before = parse.dep[pair.way[at - 1]] if at else "-"
            after = parse.dep[pair.way[at + 1]] if at + 1 < len(pair.way) else "-"
            yield f"mt={parse.lemma[pair.meet]}/{before}/{after}"


def _kinds(pair: Pair) -> Iterator[str]:
    """Kinds of the parties, and what nouns they are."""
    parse = pair.parse
    kinds = {"s": _kind(pair, pair.one, pair.first), "r": _kind(pair, pair.two, pair.second)}
    yield from (f"ks={kinds['s']}", f"kr={kinds['r']}", f"k2={kinds['s']}_{kinds['r']}")
    for side, head in (("s", pair.first), ("r", pair.second)):
        if head is None:
            continue
        if parse.pos[head] != "PROPN":
            yield f"{side}h={parse.lemma[head]}"
            yield from (f"{side}hc={group}" for group in pair.groups(parse.lemma[head]))
        yield f"{side}hl={pair.listed(head)[0]}"
        chain = verbs_of(parse, head)
        if chain:
            yield f"{side}k={kinds[side]}/{pair.listed(chain[-1])[0]}"


def _kind(pair: Pair, span: Range, head: int | None) -> str:
    """Kind and sector of the actor that a span names; marked where another token than its chief one does."""
    if head is None:
        return "nil"
    reading = pair.reading
    for i in (head, *range(*span)):
        at = reading.mention_at.get(i)
        entity = None if at is None else reading.mentions[at].entity
        if entity is not None:
            actor = reading.entities[entity]
            sector = next((s for s in _SECTORS if s in actor.sector), "")
            return f"{actor.kind}{sector}" + ("" if i == head else "<")
    return "none"


def word_features(pair: Pair) -> Iterator[str]:
    """Clusters of the words between, on the way and in the second party; words after and before; word sequences."""
    parse = pair.parse
    places = (("bc", range(*pair.gap)), ("oc", pair.way[1:-1]), ("tc", range(*pair.two) if pair.two[0] >= 0 else ()))
    for name, tokens in places:
        for i in tokens:
            if parse.pos[i] in CONTENT or name == "oc":
                yield from (f"{name}={group}" for group in pair.groups(parse.lemma[i]))
    if pair.meet is not None:
        yield from (f"mc={group}/{tone(parse, pair.meet)}" for group in pair.groups(parse.lemma[pair.meet]))
    yield from _around(pair)
    yield from _sequences(pair)


def _around(pair: Pair) -> Iterator[str]:
    """Words after the last party and before the first."""
    parse, (first, last), end = pair.parse, pair.edges, len(pair.parse)
    for name, tokens in (("a", range(last, min(end, last + 7))), ("p", range(max(0, first - 5), first))):
        for i in tokens:
            if parse.pos[i] in CONTENT:
                yield f"{name}={parse.lemma[i]}"
                yield from (f"{name}c={group}" for group in pair.groups(parse.lemma[i]))
    if last < end:
        yield f"a0={parse.lower[last]}"
    if last + 1 < end:
        yield f"a1={parse.lower[last]}_{parse.lower[last + 1]}"
        if parse.lower[last] == "to" and is_verb(parse, last + 1):
            yield f"to={pair.listed(last + 1)[0]}"
    if first:
        yield f"p0={parse.lower[first - 1]}"


def _sequences(pair: Pair) -> Iterator[str]:
    """Pairs and triples of words from one party to the other, names left out."""
    parse = pair.parse
    forward = pair.one[0] < pair.two[0]
    ends = ("<1>", "<2>") if forward else ("<2>", "<1>")
    inner = [parse.pos[i] if parse.pos[i] in ("PROPN", "NUM") else parse.lemma[i] for i in range(*pair.gap)]
    words = [ends[0], *inner, ends[1]]
    if len(words) <= 22:
        for size in (2, 3):
            yield from (f"g{size}={'_'.join(words[k : k + size])}" for k in range(len(words) - size + 1))
    for i in range(*pair.gap):
        if parse.pos[i] in ("VERB", "NOUN", "ADJ"):
            yield f"b{'+' if forward else '-'}={parse.lemma[i]}"
