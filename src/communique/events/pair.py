"""Two marked parties in a sentence: where they stand in the parse and what lies between them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from communique.codebook.trigger_book import TriggerBook
from communique.events.arguments import is_passive, is_verb
from communique.events.found import Found
from communique.segment.parse import Parse
from communique.segment.reading import EventDraft, Range, Reading

Clusters = dict[str, tuple[int, int]]
"""A lemma's fine and coarse cluster."""
CONTENT = frozenset({"VERB", "NOUN", "ADJ", "ADV"})
_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "who", "which"})
_TONES = {
    "will": "future", "wo": "future", "'ll": "future", "shall": "future", "would": "would", "'d": "would",
    "could": "may", "might": "may", "may": "may", "can": "can", "ca": "can", "must": "ought", "should": "ought",
}  # fmt: skip
_WHOLE_GAP = 20


@dataclass(slots=True)
class Pair:
    """Two parties and what is known of their sentence.

    Attributes:
        one, two: tokens of the parties, `(-1, -1)` for a missing one.
        found: all triggers of the sentence, swallowed ones included.
        ranked: events of the sentence with how well they tie the parties, best first.
        said: the best event's type in the terms of the sentences that the head is trained on.
        first, second: the parties' chief tokens.
        way: tokens from one to the other along the parse; from the only party upwards where one is missing.
        meet: the token at which both come together.
        gap: tokens between the parties.
    """

    reading: Reading
    book: TriggerBook
    clusters: Clusters
    one: Range
    two: Range
    found: list[Found]
    ranked: list[tuple[float, EventDraft]]
    said: str | None
    first: int | None = None
    second: int | None = None
    way: list[int] = field(default_factory=list)
    meet: int | None = None
    gap: Range = (0, 0)

    def __post_init__(self) -> None:
        """Find heads, way and gap."""
        parse = self.reading.parse
        self.first, self.second = chief(parse, self.one), chief(parse, self.two)
        self.gap = _gap(parse, self.one, self.two)
        if self.first is not None and self.second is not None:
            self._connect(parse, self.first, self.second)
        else:
            only = self.first if self.first is not None else self.second
            self.way = [] if only is None else [only, *list(parse.ancestors(only))[:4]]

    def _connect(self, parse: Parse, first: int, second: int) -> None:
        """The way between two chief tokens."""
        up, down = [first, *parse.ancestors(first)], [second, *parse.ancestors(second)]
        below = set(down)
        self.meet = next((a for a in up if a in below), None)
        if self.meet is not None:
            self.way = [*up[: up.index(self.meet) + 1], *reversed(down[: down.index(self.meet)])]

    @property
    def parse(self) -> Parse:
        """The parse of the sentence."""
        return self.reading.parse

    @property
    def edges(self) -> tuple[int, int]:
        """Where the first of the parties begins and the last ends."""
        there = [s for s in (self.one, self.two) if s[0] >= 0] or [(0, 0)]
        return min(s[0] for s in there), max(s[1] for s in there)

    def groups(self, lemma: str) -> tuple[str, ...]:
        """Names of a lemma's clusters."""
        pair = self.clusters.get(lemma)
        return () if pair is None else (f"f{pair[0]}", f"g{pair[1]}")

    def listed(self, i: int) -> tuple[str | None, list[str]]:
        """The type that the lexicon lists most for a word, and the effects of its operators."""
        parse = self.parse
        kind = "verb" if is_verb(parse, i) else "noun" if parse.pos[i] in ("NOUN", "PROPN") else "adj"
        key = f"{kind}:{parse.lemma[i]}"
        counts: dict[str, int] = {}
        for sense in self.book.senses.get(key, ()):
            counts[sense.type or ""] = counts.get(sense.type or "", 0) + 1
        top = max(counts, key=lambda t: (counts[t], t)) if counts else None
        return top, sorted({o.effect for o in self.book.operators.get(key, ())})


def chief(parse: Parse, span: Range) -> int | None:
    """The token of a span whose head lies outside it."""
    if span[0] < 0:
        return None
    return next((i for i in range(*span) if not span[0] <= parse.head[i] < span[1] or parse.head[i] == i), span[0])


def _gap(parse: Parse, one: Range, two: Range) -> Range:
    """Tokens between two spans; from one to the sentence's end where only one is there."""
    if one[0] < 0 or two[0] < 0:
        span = one if two[0] < 0 else two
        if span[0] < 0:
            return (0, min(len(parse), 30))
        if two[0] < 0:
            return (span[1], min(len(parse), span[1] + _WHOLE_GAP))
        return (max(0, span[0] - _WHOLE_GAP), span[0])
    return (one[1], two[0]) if one[1] <= two[0] else (two[1], one[0])


def within(i: int, span: Range) -> bool:
    """Whether a token lies in a range."""
    return span[0] <= i < span[1]


def tone(parse: Parse, verb: int) -> str:
    """Negation, modal, perfect, infinitive and voice of a verb: "neg+would" for "would not lift"."""
    found = {"passive"} if is_passive(parse, verb) else set()
    for c in parse.children[verb]:
        if parse.dep[c] == "neg" or parse.lower[c] in ("no", "never"):
            found.add("neg")
        if parse.dep[c] == "aux":
            if parse.tag[c] == "MD":
                found.add(_TONES.get(parse.lower[c], "modal"))
            elif parse.lemma[c] == "have":
                found.add("perfect")
            elif parse.lower[c] == "to":
                found.add("to")
    return "+".join(sorted(found))


def verbs_of(parse: Parse, head: int) -> list[int]:
    """The verb over a party and the verbs that it leads down to with the same subject.

    "Iran said it would not agree to lift ...": said, agree, lift.
    """
    verb = next((a for a in (head, *parse.ancestors(head)) if is_verb(parse, a)), None)
    if verb is None:
        return []
    chain = [verb]
    for _ in range(3):
        below = list(_led_to(parse, chain[-1]))
        if not below or below[-1] in chain:
            break
        chain.append(below[-1])
    return chain


def _led_to(parse: Parse, verb: int) -> Iterator[int]:
    """Verbs under a verb that have its subject."""
    for c in parse.children[verb]:
        if parse.dep[c] == "xcomp" and is_verb(parse, c):
            yield c
        elif parse.dep[c] == "ccomp" and is_verb(parse, c):
            subjects = parse.kids(c, "nsubj", "nsubjpass")
            if not subjects or parse.lower[subjects[0]] in _PRONOUNS:
                yield c
