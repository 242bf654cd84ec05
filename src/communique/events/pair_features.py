"""Features of two marked parties in a sentence, from the parse, the lexicon and the rules.

A learned head reads these where the rules see no event between the parties or are unsure. The
words of the lexicon stand for their types, so that what the head learns of "slam" it knows of
"lambast" too.
"""

from __future__ import annotations

from collections.abc import Iterator

from communique.codebook.trigger_book import TriggerBook
from communique.events.arguments import is_passive, is_verb
from communique.segment.parse import Parse
from communique.segment.reading import EventDraft, Range, Reading

_CONTENT = frozenset({"VERB", "NOUN", "ADJ", "ADV", "ADP", "AUX", "PART", "SCONJ"})
_CLIMB = 4


def pair_features(
    reading: Reading, book: TriggerBook, one: Range, two: Range, ranked: list[tuple[float, EventDraft]]
) -> list[str]:
    """Names of the features that hold of the two parties `one` and `two`.

    Args:
        ranked: events of the sentence with how well they tie the parties, best first.
    """
    parse = reading.parse
    found = [*_rule_features(ranked), "bias"]
    first, second = _head(parse, one), _head(parse, two)
    if first is not None:
        found.extend(_above(parse, first, "s"))
    if second is not None:
        found.extend(_above(parse, second, "r"))
        found.extend(f"rin={parse.lemma[i]}" for i in range(*two) if parse.pos[i] in _CONTENT)
    if first is not None and second is not None:
        found.extend(_path(parse, first, second))
    found.extend(_between(parse, book, one, two))
    found.extend(_lexicon(parse, book, one, two))
    return sorted(set(found))


def _rule_features(ranked: list[tuple[float, EventDraft]]) -> Iterator[str]:
    """What the rules say, and how well their event ties the parties."""
    if not ranked:
        yield "rule=none"
    for place, (fit, event) in enumerate(ranked[:2]):
        tie = "both" if fit >= 5.5 else "one" if fit >= 2.5 else "loose"
        yield f"rule{place}={event.type}"
        yield f"rule{place}={event.type}/{tie}"
        yield f"rule{place}={event.type}/{event.status}"
        yield f"sense{place}={event.rule.rpartition('/')[2]}/{event.type}"


def _head(parse: Parse, span: Range) -> int | None:
    """The token of a span whose head lies outside it."""
    if span[0] < 0:
        return None
    return next((i for i in range(*span) if not span[0] <= parse.head[i] < span[1] or parse.head[i] == i), span[0])


def _above(parse: Parse, i: int, side: str) -> Iterator[str]:
    """The party's role and the words over it."""
    yield f"{side}dep={parse.dep[i]}"
    for step, a in enumerate(parse.ancestors(i)):
        if step >= _CLIMB:
            break
        yield f"{side}up={parse.lemma[a]}"
        if is_verb(parse, a):
            yield f"{side}verb={parse.lemma[a]}/{parse.dep[i]}"
            yield f"{side}form={parse.tag[a]}/{'passive' if is_passive(parse, a) else 'active'}"
            for c in parse.children[a]:
                if parse.dep[c] in ("aux", "neg", "prt", "dobj", "xcomp", "ccomp"):
                    yield f"{side}{parse.dep[c]}={parse.lemma[c]}"
                    if parse.dep[c] in ("dobj", "xcomp", "ccomp", "prt"):
                        yield f"{side}vo={parse.lemma[a]}_{parse.lemma[c]}"


def _path(parse: Parse, first: int, second: int) -> Iterator[str]:
    """Words and labels on the way from one party to the other."""
    up = [first, *parse.ancestors(first)]
    down = [second, *parse.ancestors(second)]
    meet = next((a for a in up if a in down), None)
    if meet is None:
        return
    way = [*up[: up.index(meet) + 1], *reversed(down[: down.index(meet)])]
    yield f"meet={parse.lemma[meet]}"
    labels = [parse.dep[i] for i in way]
    if len(labels) <= 7:
        yield "way=" + ">".join(labels)
    for i in way[1:-1]:
        yield f"on={parse.lemma[i]}"


def _between(parse: Parse, book: TriggerBook, one: Range, two: Range) -> Iterator[str]:
    """Words between the parties, or near the only one."""
    first, last = _gap(parse, one, two)
    for i in range(first, last):
        if parse.pos[i] in _CONTENT:
            yield f"b={parse.lemma[i]}"
        if parse.dep[i] == "neg" or parse.lower[i] in ("no", "never"):
            yield "bneg"
        if i + 1 < last and parse.pos[i] == "VERB":
            yield f"bb={parse.lemma[i]}_{parse.lower[i + 1]}"


def _gap(parse: Parse, one: Range, two: Range) -> Range:
    """Tokens between two spans; from one to the sentence's end where only one is there."""
    if one[0] < 0 or two[0] < 0:
        span = one if two[0] < 0 else two
        if span[0] < 0:
            return (0, min(len(parse), 30))
        return (span[1], min(len(parse), span[1] + 20)) if two[0] < 0 else (max(0, span[0] - 20), span[0])
    return (one[1], two[0]) if one[1] <= two[0] else (two[1], one[0])


def _lexicon(parse: Parse, book: TriggerBook, one: Range, two: Range) -> Iterator[str]:
    """Types that the lexicon gives words between the parties and in the second."""
    first, last = _gap(parse, one, two)
    for i in [*range(first, last), *(range(*two) if two[0] >= 0 else ())]:
        kind = "verb" if is_verb(parse, i) else "noun" if parse.pos[i] in ("NOUN", "PROPN") else "adj"
        place = "t" if two[0] <= i < two[1] else "m"
        for sense in book.senses.get(f"{kind}:{parse.lemma[i]}", ()):
            yield f"lex{place}={sense.type}/{kind}"
        for operator in book.operators.get(f"{kind}:{parse.lemma[i]}", ()):
            yield f"op{place}={operator.effect}"
