"""Which sense of a trigger word fits: its phrase, its arguments, its neighbours.

Of the senses that fit a token, the one that asks for most wins, so "attack" of a convoy and
"attack" of a plan are told apart by the object.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from communique.codebook.schema.triggers import Sense
from communique.codebook.trigger_book import TriggerBook, sense_word
from communique.events.arguments import Slots, is_verb, slots_of
from communique.events.parties import Parties
from communique.segment.parse import Parse

UNLENT = frozenset({"fear", "deny", "doubt", "anniversary", "prevent", "allege", "demand"})
"""Effects of operators whose subject has no part in the event below."""
REACH = 7
"""Tokens after a verb within which the other words of a verb phrase must stand."""
NEAR = 8
"""Tokens to either side that count as near."""
_FORCE = frozenset({"MIL", "REB", "COP", "UAF", "PRM", "SPY"})


class SenseMatcher:
    """Finds the fitting sense of each token of one report."""

    def __init__(self, parse: Parse, book: TriggerBook, parties: Parties) -> None:
        self.parse = parse
        self.book = book
        self.parties = parties
        self._slots: dict[int, Slots] = {}
        self._after: tuple[int, set[str]] = (-1, set())

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
        parse = self.parse
        pos, lemma = parse.pos[i], parse.lemma[i]
        if pos in ("VERB", "AUX"):
            return self.book.senses.get(f"verb:{lemma}", ())
        if pos in ("NOUN", "PROPN"):
            found = self.book.senses.get(f"noun:{lemma}") or self.book.senses.get(f"noun:{parse.lower[i]}") or ()
            if pos == "PROPN" and found and _part_of_name(parse, i):
                return ()
            return found
        if pos in ("ADJ", "ADV"):
            return self.book.senses.get(f"adj:{lemma}", ())
        return ()

    def best(self, i: int) -> tuple[Sense, tuple[int, int]] | None:
        """The fitting sense of the highest layer that asks for most, with the range of its words."""
        best: tuple[tuple[int, float], Sense, tuple[int, int]] | None = None
        for sense in self.candidates(i):
            found = self.fits(sense, i)
            if found is not None and (best is None or (sense.layer, found[0]) > best[0]):
                best = ((sense.layer, found[0]), sense, found[1])
        return (best[1], best[2]) if best else None

    def fits(self, sense: Sense, i: int) -> tuple[float, tuple[int, int]] | None:
        """How many constraints of a sense the token meets, None if one fails."""
        words = self._phrase(sense, i)
        if words is None:
            return None
        slots = self.slots(i)
        score = sense.weight + 2.0 * (len(_words_of(sense_word(sense)[1])[0]) - 1)
        if sense.voice and (sense.voice == "passive") != slots.passive:
            return None
        if sense.obj:
            if not self._any_is(slots.obj, sense.obj, slots):
                return None
            score += 2.0
        if sense.subj:
            if not self._any_is(slots.subj, sense.subj, slots):
                return None
            score += 1.0
        if sense.mod:
            if not self._any_is(self._modifiers(i, slots), sense.mod, slots):
                return None
            score += 1.5
        for name, needed in sense.prep.items():
            heads = slots.prep.get(name, [])
            if not heads or (needed and not self._any_is(heads, needed, slots)):
                return None
            score += 1.5
        if sense.comp:
            if slots.comp_kind != sense.comp:
                return None
            score += 1.5
        return None if self._barred(sense, i, slots) else (score, words)

    def _barred(self, sense: Sense, i: int, slots: Slots) -> bool:
        """Whether something stands there that the sense excludes."""
        if sense.not_obj and self._any_is(slots.obj, sense.not_obj, slots):
            return True
        if sense.not_subj and self._any_is(slots.subj, sense.not_subj, slots):
            return True
        if sense.not_mod and self._any_is(self._modifiers(i, slots), sense.not_mod, slots):
            return True
        for name, words in sense.not_prep.items():
            heads = slots.prep.get(name, [])
            if heads and (not words or self._any_is(heads, words, slots)):
                return True
        if sense.not_near:
            first, last = self.parse.sents[self.parse.sent[i]]
            near = self.parse.lemma[max(first, i - NEAR) : min(last, i + NEAR + 1)]
            return any(word in near for word in sense.not_near)
        return False

    def _modifiers(self, i: int, slots: Slots) -> list[int]:
        """Modifiers of a noun, or of a verb's objects."""
        if not is_verb(self.parse, i):
            return slots.mod
        return [c for h in slots.obj for c in self.parse.kids(h, "amod", "compound", "nmod", "poss")]

    def _any_is(self, heads: Sequence[int], words: Sequence[str], slots: Slots) -> bool:
        """Whether one of the heads, or a noun coordinated with it, is one of the words."""
        if "@clause" in words and slots.comp is not None:
            return True
        return any(self._is(h, words) for head in heads for h in self.parse.conjuncts(head))

    def _is(self, i: int, words: Sequence[str]) -> bool:
        """Whether a noun is one of the words, in one of the classes, or such a compound."""
        parse = self.parse
        lemma = parse.lemma[i]
        for word in words:
            if word.startswith("@"):
                known = self.book.classes.get(word)
                if known is not None:
                    if lemma in known or self._compound_in(i, known):
                        return True
                elif self._is_class(i, word):
                    return True
            elif word == lemma or word == parse.lower[i] or (" " in word and self._compound_in(i, (word,))):
                return True
        return False

    def _compound_in(self, i: int, words: Iterable[str]) -> bool:
        """Whether the noun with the word before it ("trade deal") is among the words."""
        if i == 0:
            return False
        pair = f"{self.parse.lemma[i - 1]} {self.parse.lemma[i]}"
        return pair in words

    def _is_class(self, i: int, name: str) -> bool:
        """Whether a token belongs to a class made from mentions, such as @person or @force."""
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
        if name == "@civilian":
            return bool(entity.sector) and entity.sector[0] in ("CVL", "REF", "JRN", "MED", "EDU", "LAB", "AGR", "REL")
        kinds = {"@person": "person", "@state": "country", "@body": "organisation", "@group": "group"}
        return entity.kind == kinds.get(name) or (name == "@person" and entity.kind == "group")

    def _phrase(self, sense: Sense, i: int) -> tuple[int, int] | None:
        """Range of a sense's words around the head word, None where they do not stand there."""
        kind, phrase = sense_word(sense)
        words, parts = _words_of(phrase)
        if len(words) == 1 and (kind != "noun" or len(parts) == 1 or self._word(i, phrase)):
            return (i, i + 1)
        if kind == "noun":
            return self._noun_phrase(parts, i)
        last = self.parse.sents[self.parse.sent[i]][1]
        if words[1] not in self._words_after(i, last):
            return None
        lower, lemma, at = self.parse.lower, self.parse.lemma, i
        for word in words[1:]:
            at = next((j for j in range(at + 1, min(last, i + REACH)) if lower[j] == word or lemma[j] == word), -1)
            if at < 0:
                return None
        return (i, at + 1) if at - i < REACH else None

    def _words_after(self, i: int, last: int) -> set[str]:
        """Forms and lemmas within reach after token `i`; the senses of one token ask for them one after the other."""
        if self._after[0] != i:
            reach = slice(i + 1, min(last, i + REACH))
            self._after = (i, {*self.parse.lower[reach], *self.parse.lemma[reach]})
        return self._after[1]

    def _noun_phrase(self, words: Sequence[str], i: int) -> tuple[int, int] | None:
        """Range of a noun phrase as written, the head word at token `i`."""
        for offset, word in enumerate(words):
            first = i - offset
            if self._word(i, word) and first >= 0 and first + len(words) <= len(self.parse):
                if all(self._word(first + k, w) for k, w in enumerate(words)):
                    return (first, first + len(words))
        return None

    def _word(self, j: int, word: str) -> bool:
        """Whether token `j` is the word, by form or lemma."""
        return self.parse.lower[j] == word or self.parse.lemma[j] == word


@lru_cache(maxsize=20_000)
def _words_of(phrase: str) -> tuple[list[str], list[str]]:
    """A phrase's words, and its words as a tokenizer cuts those with hyphens."""
    return phrase.split(), phrase.replace("-", " - ").split()


def _part_of_name(parse: Parse, i: int) -> bool:
    """Whether a capitalised noun is inside a name: "Ministry of Defence", "Peace Now"."""
    if parse.ent[i] in ("ORG", "PERSON", "WORK_OF_ART", "FAC", "PRODUCT", "LAW"):
        return True
    head = parse.head[i]
    return parse.dep[i] == "compound" and parse.pos[head] == "PROPN"
