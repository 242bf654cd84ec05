"""Features of one word as the trigger of an event, from the parse, the lexicon and the rules.

The learned trigger head reads these: what the word is, what stands around it in the parse, what
stands over it (negation, modals, operators), what the lexicon lists for it and what the rules
made of it. Word clusters stand beside words, so that what is learned of "slam" serves "lambast".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from communique.codebook.trigger_book import TriggerBook
from communique.events.arguments import Slots, is_passive, is_verb
from communique.events.parties import Parties
from communique.events.scope import Scope
from communique.segment.parse import Parse
from communique.segment.reading import Entity

Clusters = Mapping[str, tuple[int, int]]
"""A lemma's fine and coarse cluster."""
_SHAPES = {"person": "per", "country": "sta", "organisation": "org", "group": "grp"}
_ARMED = frozenset({"MIL", "REB", "COP", "UAF", "PRM", "SPY"})
_PREPOSITIONS = 6


def wanted(parse: Parse, i: int) -> bool:
    """Whether a word may be a trigger at all: a full verb, a noun, a predicate adjective."""
    pos = parse.pos[i]
    if pos == "VERB":
        return parse.dep[i] not in ("aux", "auxpass")
    if pos == "NOUN":
        return parse.dep[i] != "compound" or parse.head[i] < i
    return pos == "ADJ" and parse.dep[i] in ("acomp", "oprd", "ROOT")


class TriggerFeatures:
    """Makes the features of the words of one report."""

    def __init__(self, parse: Parse, book: TriggerBook, parties: Parties, clusters: Clusters) -> None:
        self.parse = parse
        self.book = book
        self.parties = parties
        self.clusters = clusters

    def of(self, i: int, slots: Slots, scope: Scope) -> list[str]:
        """All features of the word but what the rules say of it."""
        parse = self.parse
        kind = "v" if is_verb(parse, i) else "n" if parse.pos[i] == "NOUN" else "a"
        lemma = parse.lemma[i]
        found = ["bias", f"k={kind}", f"{kind}={lemma}", f"{kind}dep={parse.dep[i]}", f"tag={parse.tag[i]}"]
        found += [f"{kind}c={c}" for c in self._cluster(lemma)]
        found += self._around(i, kind, lemma)
        found += self._arguments(i, kind, lemma, slots)
        found += self._over(scope, kind)
        found += self._listed(i, kind)
        return found

    def _cluster(self, lemma: str) -> tuple[str, ...]:
        """Names of the word's clusters."""
        pair = self.clusters.get(lemma)
        return () if pair is None else (f"f{pair[0]}", f"g{pair[1]}")

    def _around(self, i: int, kind: str, lemma: str) -> Iterator[str]:
        """The word over it, the words beside it, its form."""
        parse = self.parse
        up = parse.head[i]
        if up != i:
            yield f"{kind}up={parse.lemma[up]}"
            yield f"{kind}up={parse.dep[i]}>{parse.pos[up]}"
            yield f"{kind}upw={lemma}<{parse.lemma[up]}"
            for group in self._cluster(parse.lemma[up]):
                yield f"{kind}upc={parse.dep[i]}>{group}"
        if i:
            yield f"prev={parse.lower[i - 1]}"
        if i + 1 < len(parse):
            yield f"next={parse.lower[i + 1]}"
            yield f"{kind}next={lemma}_{parse.lower[i + 1]}"
        if kind == "v":
            yield f"voice={'p' if is_passive(parse, i) else 'a'}"
        for c in parse.children[i]:
            dep = parse.dep[c]
            if dep in ("aux", "neg", "mark", "advmod", "det"):
                yield f"{kind}{dep}={parse.lower[c]}"
            elif dep == "prt":
                yield f"prt={lemma}_{parse.lower[c]}"
            elif dep in ("amod", "compound", "nummod") and kind == "n":
                yield f"mod={parse.lemma[c]}"
                yield f"modw={lemma}_{parse.lemma[c]}"

    def _arguments(self, i: int, kind: str, lemma: str, slots: Slots) -> Iterator[str]:
        """Who and what fills its slots."""
        for name, heads in (("s", slots.subj), ("o", slots.obj), ("i", slots.iobj), ("p", slots.poss)):
            yield from self._slot(kind, lemma, name, heads)
        for name in list(slots.prep)[:_PREPOSITIONS]:
            yield f"{kind}pr={lemma}_{name}"
            yield from self._slot(kind, lemma, name, slots.prep[name])
        if slots.comp is not None:
            yield f"{kind}comp={slots.comp_kind}"
            yield f"{kind}compw={lemma}_{slots.comp_kind}"
            yield f"{kind}compv={self.parse.lemma[slots.comp]}"
            for c in self._cluster(self.parse.lemma[slots.comp]):
                yield f"{kind}compc={c}"

    def _slot(self, kind: str, lemma: str, name: str, heads: list[int]) -> Iterator[str]:
        """One slot: the class of its filler, its word and clusters."""
        if not heads:
            yield f"{kind}no_{name}"
            return
        head = heads[0]
        shape = self._shape(self.parties.entity(head))
        yield f"{kind}{name}={shape}"
        yield f"{kind}{name}w={lemma}_{shape}"
        word = self.parse.lemma[head]
        yield f"{kind}{name}l={word}"
        if name == "o":
            yield f"vo={lemma}_{word}"
        for c in self._cluster(word):
            yield f"{kind}{name}c={c}"
            if name == "o":
                for mine in self._cluster(lemma):
                    yield f"voc={mine}_{c}"

    def _shape(self, entity: Entity | None) -> str:
        """Class of an actor: its kind, armed or not."""
        if entity is None:
            return "none"
        armed = bool(_ARMED & set(entity.sector))
        return _SHAPES[entity.kind] + ("!" if armed else "")

    def _over(self, scope: Scope, kind: str) -> Iterator[str]:
        """What stands over it."""
        for name in ("negated", "condition", "purpose", "question", "infinitive", "background"):
            if getattr(scope, name):
                yield f"{kind}sc={name}"
        if scope.modal:
            yield f"{kind}modal={scope.modal}"
        for step in scope.steps[:3]:
            yield f"{kind}op={step.operator.effect}"
            yield f"{kind}opw={self.parse.lemma[step.token]}"
            if step.negated:
                yield f"{kind}op=not_{step.operator.effect}"
        if not scope.steps:
            yield f"{kind}op=-"

    def _listed(self, i: int, kind: str) -> Iterator[str]:
        """Types that the lexicon lists for the word, and operator effects."""
        key = {"v": "verb", "n": "noun", "a": "adj"}[kind] + ":" + self.parse.lemma[i]
        senses = self.book.senses.get(key, ())
        counts: dict[str, int] = {}
        for sense in senses:
            counts[sense.type or ""] = counts.get(sense.type or "", 0) + 1
        for name, n in counts.items():
            yield f"{kind}lex={name}"
            if n * 2 > len(senses):
                yield f"{kind}lexmost={name}"
        if not senses:
            yield f"{kind}lex=-"
        for operator in self.book.operators.get(key, ()):
            yield f"{kind}lexop={operator.effect}"
