"""The parse of a report as plain columns, which all rules read.

spaCy's tokens are views that cost a call for every attribute; the rules ask for the same few
attributes many times. `Parse` copies them once into Python lists, so rules are fast, need no
spaCy types, and can be tested on parses written by hand.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from communique.records.document import Span

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(slots=True)
class Parse:
    """Columns over the tokens of one report; index `i` is token `i` in each.

    Attributes:
        text: the report's text.
        start, end: character offsets of each token.
        word, lower, lemma, pos, tag, dep, ent: spaCy's attributes; `ent` is the entity label
            of the token or "".
        head: index of the syntactic head; a root is its own head.
        children: indices of the dependants, in text order.
        left, right: first and last token of the subtree (`right` inclusive).
        sent: number of the token's sentence.
        sents: token range `[first, last)` of each sentence.
        ents: token range and label of each named entity.
    """

    text: str
    start: list[int]
    end: list[int]
    word: list[str]
    lower: list[str]
    lemma: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    ent: list[str]
    head: list[int]
    sents: list[tuple[int, int]]
    ents: list[tuple[int, int, str]] = field(default_factory=list)
    children: list[list[int]] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    right: list[int] = field(default_factory=list)
    sent: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Derive children, subtree edges and sentence numbers from the heads."""
        n = len(self.word)
        self.children = [[] for _ in range(n)]
        for i, head in enumerate(self.head):
            if head != i:
                self.children[head].append(i)
        self.sent = [0] * n
        for number, (first, last) in enumerate(self.sents):
            self.sent[first:last] = [number] * (last - first)
        self.left, self.right = list(range(n)), list(range(n))
        for i in range(n):
            self._widen(i)

    def _widen(self, i: int) -> None:
        """Let token `i` widen the subtrees of all its ancestors."""
        above, steps = self.head[i], 0
        below = i
        while above != below and steps < 200:
            if i < self.left[above]:
                self.left[above] = i
            if i > self.right[above]:
                self.right[above] = i
            below, above, steps = above, self.head[above], steps + 1

    def __len__(self) -> int:
        """Number of tokens."""
        return len(self.word)

    def span(self, first: int, last: int) -> Span:
        """Characters of the tokens `[first, last)`."""
        return (self.start[first], self.end[last - 1])

    def subtree(self, i: int) -> tuple[int, int]:
        """Token range `[first, last)` of the subtree of token `i`."""
        return (self.left[i], self.right[i] + 1)

    def ancestors(self, i: int) -> Iterator[int]:
        """Heads of token `i`, nearest first."""
        steps = 0
        while self.head[i] != i and steps < 200:
            i = self.head[i]
            steps += 1
            yield i

    def kids(self, i: int, *deps: str) -> list[int]:
        """Dependants of token `i` with one of the labels `deps`, in text order."""
        return [c for c in self.children[i] if self.dep[c] in deps]

    def conjuncts(self, i: int) -> list[int]:
        """Token `i` and what is coordinated below it: "Kenya, Uganda and Rwanda"."""
        found, queue = [i], [i]
        while queue:
            for c in self.kids(queue.pop(), "conj"):
                found.append(c)
                queue.append(c)
        return found

    def token_at(self, offset: int) -> int:
        """Token that holds the character `offset`, or the one before it."""
        return max(0, bisect_right(self.start, offset) - 1)

    def tokens_in(self, span: Span) -> tuple[int, int]:
        """Token range that covers the characters of `span`."""
        first = self.token_at(span[0])
        if first < len(self) and self.end[first] <= span[0]:
            first += 1
        last = self.token_at(max(span[0], span[1] - 1)) + 1
        return (first, max(first, last))


_COLUMNS = ("ORTH", "LEMMA", "POS", "TAG", "DEP", "IDX", "SPACY", "HEAD", "SENT_START")
"""What is copied from the doc; the first `_NAMED` are numbers of strings."""
_NAMED = 5


def parse_columns(doc: Doc) -> Parse:
    """Copy the columns of a parsed spaCy `doc`."""
    if not len(doc):
        return Parse("", [], [], [], [], [], [], [], [], [], [], [])
    columns = doc.to_array(list(_COLUMNS))
    numbers: dict[str, list[int]] = dict(zip(_COLUMNS, columns.astype("int64").T.tolist(), strict=True))
    names: dict[str, list[str]] = {}
    for place, name in enumerate(_COLUMNS[:_NAMED]):
        column = columns[:, place].tolist()
        known = {number: doc.vocab.strings[number] for number in set(column)}
        names[name] = [known[number] for number in column]
    start, word = numbers["IDX"], names["ORTH"]
    ent = [""] * len(doc)
    ents = [(e.start, e.end, e.label_) for e in doc.ents]
    for first, last, label in ents:
        ent[first:last] = [label] * (last - first)
    return Parse(
        text="".join([w + " " if gap else w for w, gap in zip(word, numbers["SPACY"], strict=True)]),
        start=start,
        end=[s + len(w) for s, w in zip(start, word, strict=True)],
        word=word,
        lower=[w.lower() for w in word],
        lemma=[lemma.lower() for lemma in names["LEMMA"]],
        pos=names["POS"],
        tag=names["TAG"],
        dep=names["DEP"],
        ent=ent,
        head=[i + to for i, to in enumerate(numbers["HEAD"])],
        sents=_sentences(doc, numbers["SENT_START"]),
        ents=ents,
    )


def _sentences(doc: Doc, starts: list[int]) -> list[tuple[int, int]]:
    """Token ranges of the sentences, one for all where the doc knows none."""
    if "sents" in doc.user_hooks:
        return [(s.start, s.end) for s in doc.sents]
    bounds = [0, *(i for i in range(1, len(starts)) if starts[i] == 1), len(starts)]
    return list(pairwise(bounds))
