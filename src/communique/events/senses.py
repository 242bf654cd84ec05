"""Which sense of a trigger word fits: its phrase, its arguments, its neighbours.

Of the senses that fit a token, the one that asks for most wins, so "attack" of a convoy and
"attack" of a plan are told apart by the object.
"""

from __future__ import annotations

from collections.abc import Sequence

from communique.codebook.event_words import event_words
from communique.codebook.schema.triggers import Sense
from communique.codebook.trigger_book import TriggerBook
from communique.events.arguments import Slots, is_verb, slots_of
from communique.events.parties import Parties
from communique.events.sense_index import NOTHING, Entry, Fillers, Listed, sense_index
from communique.segment.parse import Parse

UNLENT = frozenset({"fear", "deny", "doubt", "anniversary", "prevent", "allege", "demand"})
"""Effects of operators whose subject has no part in the event below."""
REACH = 7
"""Tokens after a verb within which the other words of a verb phrase must stand."""
NEAR = 8
"""Tokens to either side that count as near."""
_KINDS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj", "ADV": "adj"}
"""Parts of speech to the kinds of words that senses list."""
_FORCE = frozenset({"MIL", "REB", "COP", "UAF", "PRM", "SPY"})
_REBEL = frozenset({"REB", "UAF", "PRM", "CRM"})
_BACK = frozenset({"it", "them", "her", "him"})
"""Pronouns that may stand for the object of the verb before."""


class SenseMatcher:
    """Finds the fitting sense of each token of one report."""

    def __init__(self, parse: Parse, book: TriggerBook, parties: Parties) -> None:
        self.parse = parse
        self.book = book
        self.parties = parties
        self._index = sense_index(book)
        self._slots: dict[int, Slots] = {}
        self._sentences: dict[int, frozenset[str]] = {}

    def slots(self, i: int) -> Slots:
        """Slots of a token, found once."""
        if i not in self._slots:
            self._slots[i] = slots_of(self.parse, i, self._lends)
        return self._slots[i]

    def _lends(self, verb: int) -> bool:
        """Whether a verb's subject acts in the noun that it governs."""
        lemma = self.parse.lemma[verb]
        if lemma in self.book.classes.get("@light_verb", ()):
            return True
        entries = self.book.operators.get(f"verb:{lemma}", ())
        return any(o.effect not in UNLENT for o in entries)

    def candidates(self, i: int) -> Sequence[Sense]:
        """Senses listed for the token's lemma and part of speech."""
        return self._listed(i).senses

    def _listed(self, i: int) -> Listed:
        """What the book lists for the token's lemma and part of speech."""
        parse = self.parse
        kind = _KINDS.get(parse.pos[i])
        if kind is None or parse.dep[i] in ("aux", "auxpass"):
            return NOTHING
        found = self._index.at(kind, parse.lemma[i])
        if kind == "noun":
            found = found if found.senses else self._index.at(kind, parse.lower[i])
            if found.senses and parse.pos[i] == "PROPN" and _part_of_name(parse, i):
                return NOTHING
        return found

    def best(self, i: int) -> tuple[Sense, tuple[int, int]] | None:
        """The fitting sense of the highest layer that asks for most, with the range of its words."""
        listed = self._listed(i)
        if not listed.senses:
            return None
        best: tuple[tuple[int, float], Sense, tuple[int, int]] | None = None
        for entry in listed.tried(self._words(i)):
            found = self._fits(entry, i)
            if found is not None and (best is None or (entry.sense.layer, found[0]) > best[0]):
                best = ((entry.sense.layer, found[0]), entry.sense, found[1])
        return (best[1], best[2]) if best else None

    def nearly(self, i: int, types: frozenset[str]) -> list[tuple[Sense, tuple[int, int]]]:
        """Our senses of some types that lack only a word they ask for: none of them excludes what stands there."""
        if not any(sense.type in types for sense in self.candidates(i)):
            return []
        slots, found = self.slots(i), []
        for entry in self._listed(i).every():
            sense = entry.sense
            if sense.layer or sense.type not in types or (sense.voice and (sense.voice == "passive") != slots.passive):
                continue
            words = self._phrase(entry, i)
            if words is None:
                continue
            if self._barred(entry, i, slots):
                return []
            found.append((sense, words))
        return found

    def _words(self, i: int) -> frozenset[str]:
        """Forms and lemmas of the token's sentence."""
        number = self.parse.sent[i]
        if number not in self._sentences:
            tokens = slice(*self.parse.sents[number])
            self._sentences[number] = frozenset([*self.parse.lower[tokens], *self.parse.lemma[tokens]])
        return self._sentences[number]

    def _fits(self, entry: Entry, i: int) -> tuple[float, tuple[int, int]] | None:
        """How many constraints of a sense the token meets, None if one fails."""
        words = self._phrase(entry, i)
        if words is None:
            return None
        slots, sense = self.slots(i), entry.sense
        score = entry.score
        if sense.voice and (sense.voice == "passive") != slots.passive:
            return None
        if entry.obj:
            if not self._any_is(slots.obj, entry.obj, slots):
                return None
            score += 2.0
        if entry.subj:
            if not self._any_is(slots.subj, entry.subj, slots):
                return None
            score += 1.0
        if entry.mod:
            if not self._any_is(self._modifiers(i, slots), entry.mod, slots):
                return None
            score += 1.5
        for name, needed in entry.prep:
            heads = slots.prep.get(name)
            if not heads or (needed and not self._any_is(heads, needed, slots)):
                return None
            score += 1.5
        if sense.comp:
            if slots.comp_kind != sense.comp:
                return None
            score += 1.5
        return None if self._barred(entry, i, slots) else (score, words)

    def _barred(self, entry: Entry, i: int, slots: Slots) -> bool:
        """Whether something stands there that the sense excludes."""
        if entry.not_obj and self._any_is(slots.obj, entry.not_obj, slots, False):
            return True
        if entry.not_subj and self._any_is(slots.subj, entry.not_subj, slots, False):
            return True
        if entry.not_mod and self._any_is(self._modifiers(i, slots), entry.not_mod, slots, False):
            return True
        for name, barred in entry.not_prep:
            heads = slots.prep.get(name)
            if heads and (not barred or self._any_is(heads, barred, slots, False)):
                return True
        if entry.sense.not_near:
            first, last = self.parse.sents[self.parse.sent[i]]
            near = self.parse.lemma[max(first, i - NEAR) : min(last, i + NEAR + 1)]
            return any(word in near for word in entry.sense.not_near)
        return False

    def _modifiers(self, i: int, slots: Slots) -> list[int]:
        """Modifiers of a noun, or of a verb's objects."""
        if not is_verb(self.parse, i):
            return slots.mod + slots.poss
        return [c for h in slots.obj for c in self.parse.kids(h, "amod", "compound", "nmod", "poss")]

    def _any_is(self, heads: Sequence[int], fillers: Fillers, slots: Slots, measured: bool = True) -> bool:
        """Whether one of the heads, or a noun coordinated with it, is one of the words."""
        if fillers.clause and slots.comp is not None:
            return True
        return any(self._is(h, fillers) for head in heads for h in self._heads(head, measured))

    def _heads(self, head: int, measured: bool) -> list[int]:
        """A noun, those coordinated with it, and what a measure measures: "200 boxes of vaccine", "two of the nuns"."""
        parse, words = self.parse, event_words()
        found = self._standing_for(head)
        if not measured:
            return found
        for h in list(found):
            lemma = parse.lemma[h]
            if parse.pos[h] in ("NUM", "DET", "PRON") or lemma in words.measures or lemma in words.currencies:
                of = (p for p in parse.kids(h, "prep") if parse.lower[p] == "of")
                found += [c for p in of for o in parse.kids(p, "pobj") for c in parse.conjuncts(o)]
        return found

    def _standing_for(self, head: int) -> list[int]:
        """A noun with its coordinated ones; a pronoun with what the verb before it was done to.

        "seized the village and burned it": it is the village.
        """
        parse = self.parse
        verb = parse.head[head]
        if parse.lower[head] not in _BACK or parse.dep[verb] != "conj" or not is_verb(parse, parse.head[verb]):
            return parse.conjuncts(head)
        return [head, *(o for o in self.slots(parse.head[verb]).obj if o != head)]

    def _is(self, i: int, fillers: Fillers) -> bool:
        """Whether a noun is one of the words, in one of the classes, or such a compound ("trade deal")."""
        parse = self.parse
        lemma = parse.lemma[i]
        if lemma in fillers.lemmas or parse.lower[i] in fillers.forms:
            return True
        if fillers.compounds and i and f"{parse.lemma[i - 1]} {lemma}" in fillers.lemmas:
            return True
        return any(self._is_class(i, kind) for kind in fillers.kinds)

    def _is_class(self, i: int, name: str) -> bool:
        """Whether a token belongs to a class made from mentions, such as @person or @force."""
        if name == "@any":
            return True
        if name == "@number":
            return self.parse.pos[i] == "NUM" or bool(self.parse.kids(i, "nummod"))
        if name == "@place":
            return self.parse.ent[i] in ("GPE", "LOC", "FAC") or self.parties.is_place(i)
        entity = self.parties.entity(i)
        if entity is None:
            return False
        if name == "@actor":
            return True
        if name == "@force":
            return bool(_FORCE & set(entity.sector))
        if name == "@rebel":
            return bool(_REBEL & set(entity.sector))
        if name == "@civilian":
            return bool(entity.sector) and entity.sector[0] in ("CVL", "REF", "JRN", "MED", "EDU", "LAB", "AGR", "REL")
        kinds = {"@person": "person", "@state": "country", "@body": "organisation", "@group": "group"}
        return entity.kind == kinds.get(name) or (name == "@person" and entity.kind == "group")

    def _phrase(self, entry: Entry, i: int) -> tuple[int, int] | None:
        """Range of a sense's words around the head word, None where they do not stand there."""
        words, parts = entry.words, entry.parts
        if len(words) == 1 and (entry.kind != "noun" or len(parts) == 1 or self._word(i, entry.phrase)):
            return (i, i + 1)
        if entry.kind == "noun":
            return self._noun_phrase(parts, i)
        last = self.parse.sents[self.parse.sent[i]][1]
        lower, lemma, at = self.parse.lower, self.parse.lemma, i
        for word in words[1:]:
            at = next((j for j in range(at + 1, min(last, i + REACH)) if lower[j] == word or lemma[j] == word), -1)
            if at < 0:
                return None
        return (i, at + 1) if at - i < REACH else None

    def _noun_phrase(self, words: Sequence[str], i: int) -> tuple[int, int] | None:
        """Range of a noun phrase as written, the head word at token `i`."""
        for offset, word in enumerate(words):
            first = i - offset
            if self._word(i, word) and first >= 0 and first + len(words) <= len(self.parse):
                top = "-" not in words or not first <= self.parse.head[i] < first + len(words)
                if top and all(self._word(first + k, w) for k, w in enumerate(words)):
                    return (first, first + len(words))
        return None

    def _word(self, j: int, word: str) -> bool:
        """Whether token `j` is the word, by form or lemma."""
        return self.parse.lower[j] == word or self.parse.lemma[j] == word


def _part_of_name(parse: Parse, i: int) -> bool:
    """Whether a capitalised noun is inside a name: "Ministry of Defence", "Peace Now"."""
    if parse.ent[i] in ("ORG", "PERSON", "WORK_OF_ART", "FAC", "PRODUCT", "LAW"):
        return True
    head = parse.head[i]
    return parse.dep[i] == "compound" and parse.pos[head] == "PROPN"
