"""Features of one word as the trigger of an event, from the parse, the lexicon and the rules.

The learned trigger head reads these: what the word is, what stands around it in the parse, what
stands over it (negation, modals, operators), what the lexicon lists for it and what the rules
made of it. Word clusters stand beside words, so that what is learned of "slam" serves "lambast".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

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
        self._names: dict[str, tuple[str, ...]] = {}

    def of(self, i: int, slots: Slots, scope: Scope) -> list[str]:
        """All features of the word but what the rules say of it."""
        parse = self.parse
        kind = "v" if is_verb(parse, i) else "n" if parse.pos[i] == "NOUN" else "a"
        lemma = parse.lemma[i]
        found = ["bias", f"k={kind}", f"{kind}={lemma}", f"{kind}dep={parse.dep[i]}", f"tag={parse.tag[i]}"]
        found += [f"{kind}c={c}" for c in self._cluster(lemma)]
        self._around(found, i, kind, lemma)
        self._arguments(found, kind, lemma, slots)
        self._over(found, scope, kind)
        self._listed(found, i, kind)
        return found

    def _cluster(self, lemma: str) -> tuple[str, ...]:
        """Names of the word's clusters."""
        names = self._names.get(lemma)
        if names is None:
            pair = self.clusters.get(lemma)
            names = self._names[lemma] = () if pair is None else (f"f{pair[0]}", f"g{pair[1]}")
        return names

    def _around(self, found: list[str], i: int, kind: str, lemma: str) -> None:
        """The word over it, the words beside it, its form."""
        parse = self.parse
        up = parse.head[i]
        if up != i:
            dep, above = parse.dep[i], parse.lemma[up]
            found += (f"{kind}up={above}", f"{kind}up={dep}>{parse.pos[up]}", f"{kind}upw={lemma}<{above}")
            found += [f"{kind}upc={dep}>{group}" for group in self._cluster(above)]
        if i:
            found.append(f"prev={parse.lower[i - 1]}")
        if i + 1 < len(parse):
            found += (f"next={parse.lower[i + 1]}", f"{kind}next={lemma}_{parse.lower[i + 1]}")
        if kind == "v":
            found.append(f"voice={'p' if is_passive(parse, i) else 'a'}")
        for c in parse.children[i]:
            dep = parse.dep[c]
            if dep in ("aux", "neg", "mark", "advmod", "det"):
                found.append(f"{kind}{dep}={parse.lower[c]}")
            elif dep == "prt":
                found.append(f"prt={lemma}_{parse.lower[c]}")
            elif dep in ("amod", "compound", "nummod") and kind == "n":
                found += (f"mod={parse.lemma[c]}", f"modw={lemma}_{parse.lemma[c]}")

    def _arguments(self, found: list[str], kind: str, lemma: str, slots: Slots) -> None:
        """Who and what fills its slots."""
        for name, heads in (("s", slots.subj), ("o", slots.obj), ("i", slots.iobj), ("p", slots.poss)):
            self._slot(found, kind, lemma, name, heads)
        for name in list(slots.prep)[:_PREPOSITIONS]:
            found.append(f"{kind}pr={lemma}_{name}")
            self._slot(found, kind, lemma, name, slots.prep[name])
        if slots.comp is not None:
            verb = self.parse.lemma[slots.comp]
            found += (f"{kind}comp={slots.comp_kind}", f"{kind}compw={lemma}_{slots.comp_kind}", f"{kind}compv={verb}")
            found += [f"{kind}compc={c}" for c in self._cluster(verb)]

    def _slot(self, found: list[str], kind: str, lemma: str, name: str, heads: list[int]) -> None:
        """One slot: the class of its filler, its word and clusters."""
        if not heads:
            found.append(f"{kind}no_{name}")
            return
        word, shape = self.parse.lemma[heads[0]], self._shape(self.parties.entity(heads[0]))
        found += (f"{kind}{name}={shape}", f"{kind}{name}w={lemma}_{shape}", f"{kind}{name}l={word}")
        theirs = self._cluster(word)
        found += [f"{kind}{name}c={c}" for c in theirs]
        if name == "o":
            found.append(f"vo={lemma}_{word}")
            found += [f"voc={mine}_{c}" for c in theirs for mine in self._cluster(lemma)]

    def _shape(self, entity: Entity | None) -> str:
        """Class of an actor: its kind, armed or not."""
        if entity is None:
            return "none"
        armed = not _ARMED.isdisjoint(entity.sector)
        return _SHAPES[entity.kind] + ("!" if armed else "")

    def _over(self, found: list[str], scope: Scope, kind: str) -> None:
        """What stands over it."""
        for name in ("negated", "condition", "purpose", "question", "infinitive", "background"):
            if getattr(scope, name):
                found.append(f"{kind}sc={name}")
        if scope.modal:
            found.append(f"{kind}modal={scope.modal}")
        for step in scope.steps[:3]:
            effect = step.operator.effect
            found += (f"{kind}op={effect}", f"{kind}opw={self.parse.lemma[step.token]}")
            if step.negated:
                found.append(f"{kind}op=not_{effect}")
        if not scope.steps:
            found.append(f"{kind}op=-")

    def _listed(self, found: list[str], i: int, kind: str) -> None:
        """Types that the lexicon lists for the word, and operator effects."""
        key = {"v": "verb", "n": "noun", "a": "adj"}[kind] + ":" + self.parse.lemma[i]
        senses = self.book.senses.get(key, ())
        for name, n in Counter([sense.type or "" for sense in senses]).items():
            found.append(f"{kind}lex={name}")
            if n * 2 > len(senses):
                found.append(f"{kind}lexmost={name}")
        if not senses:
            found.append(f"{kind}lex=-")
        found += [f"{kind}lexop={operator.effect}" for operator in self.book.operators.get(key, ())]
