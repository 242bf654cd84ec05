"""Features of two marked parties in a sentence, from the parse, the lexicon and the rules.

A learned head reads these where the rules see no event between the parties or are unsure. The
words of the lexicon stand for their types and word clusters beside words, so that what the head
learns of "slam" it knows of "lambast" too.
"""

from __future__ import annotations

from collections.abc import Iterator

from communique.codebook.trigger_book import TriggerBook
from communique.events.arguments import is_passive, is_verb
from communique.events.detect import find_triggers
from communique.events.pair import Clusters, Pair
from communique.events.pair_frames import frame_features, word_features
from communique.events.pair_triggers import trigger_features
from communique.events.parties import Parties
from communique.events.senses import SenseMatcher
from communique.segment.parse import Parse
from communique.segment.reading import EventDraft, Range, Reading

_WORDS = frozenset({"VERB", "NOUN", "ADJ", "ADV", "ADP", "AUX", "PART", "SCONJ"})
_CLIMB = 4


def pair_features(
    reading: Reading,
    book: TriggerBook,
    clusters: Clusters,
    spans: tuple[Range, Range],
    ranked: list[tuple[float, EventDraft]],
    said: str | None,
) -> list[str]:
    """Names of the features that hold of the two parties at `spans`.

    Args:
        ranked: events of the sentence with how well they tie the parties, best first.
        said: type of the best of them, in the terms of the sentences that the head is trained on.
    """
    found, _ = find_triggers(reading, SenseMatcher(reading.parse, book, Parties(reading)), book)
    pair = Pair(reading, book, clusters, *spans, found=found, ranked=ranked, said=said)
    names = {"bias", *_rule_features(ranked), *_words(pair), *_lexicon(pair)}
    names.update(trigger_features(pair), frame_features(pair), word_features(pair))
    return sorted(names)


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


def _words(pair: Pair) -> Iterator[str]:
    """Words over each party, in the second, on the way and between."""
    parse = pair.parse
    if pair.first is not None:
        yield from _above(parse, pair.first, "s")
    if pair.second is not None:
        yield from _above(parse, pair.second, "r")
        yield from (f"rin={parse.lemma[i]}" for i in range(*pair.two) if parse.pos[i] in _WORDS)
    if pair.meet is not None:
        yield f"meet={parse.lemma[pair.meet]}"
        if len(pair.way) <= 7:
            yield "way=" + ">".join(parse.dep[i] for i in pair.way)
        yield from (f"on={parse.lemma[i]}" for i in pair.way[1:-1])
    first, last = pair.gap
    for i in range(first, last):
        if parse.pos[i] in _WORDS:
            yield f"b={parse.lemma[i]}"
        if parse.dep[i] == "neg" or parse.lower[i] in ("no", "never"):
            yield "bneg"
        if i + 1 < last and parse.pos[i] == "VERB":
            yield f"bb={parse.lemma[i]}_{parse.lower[i + 1]}"


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


def _lexicon(pair: Pair) -> Iterator[str]:
    """Types that the lexicon gives words between the parties and in the second."""
    parse, book = pair.parse, pair.book
    for i in [*range(*pair.gap), *(range(*pair.two) if pair.two[0] >= 0 else ())]:
        kind = "verb" if is_verb(parse, i) else "noun" if parse.pos[i] in ("NOUN", "PROPN") else "adj"
        place = "t" if pair.two[0] <= i < pair.two[1] else "m"
        for sense in book.senses.get(f"{kind}:{parse.lemma[i]}", ()):
            yield f"lex{place}={sense.type}/{kind}"
        for operator in book.operators.get(f"{kind}:{parse.lemma[i]}", ()):
            yield f"op{place}={operator.effect}"
