"""Senses made ready for look-up: by head word and by another word that each asks for, fillers as sets.

"Call" has fifty senses: "call off", "call for a vote", "call a strike". Of these only those are tried of which another
word ("off", "vote", "strike") stands in the sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from communique.codebook.schema.triggers import Sense
from communique.codebook.trigger_book import TriggerBook, sense_word


@dataclass(frozen=True, slots=True)
class Fillers:
    """What may fill a slot.

    Attributes:
        forms: words of the sense itself, by form or lemma.
        lemmas: these and the words of the written classes it names ("@weapon").
        compounds: some of them are two words ("trade deal").
        kinds: classes made from mentions ("@actor").
        clause: a clause will do.
        words: one of these stands in the sentence where the slot is filled; None where other things may fill it.
    """

    forms: frozenset[str]
    lemmas: frozenset[str]
    compounds: bool
    kinds: tuple[str, ...]
    clause: bool
    words: frozenset[str] | None


Prepositions = tuple[tuple[str, Fillers | None], ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One sense with its phrase cut into words and its slots' fillers; None where it asks for nothing.

    Attributes:
        place: where the sense stands among those of its head word; the earlier wins a tie.
        words: the phrase. parts: the phrase as a tokenizer cuts it at hyphens.
        score: what the sense counts when nothing but its phrase is asked for.
    """

    sense: Sense
    place: int
    kind: str
    phrase: str
    words: list[str]
    parts: list[str]
    score: float
    obj: Fillers | None
    subj: Fillers | None
    mod: Fillers | None
    prep: Prepositions
    not_obj: Fillers | None
    not_subj: Fillers | None
    not_mod: Fillers | None
    not_prep: Prepositions


@dataclass(slots=True)
class Listed:
    """The senses of one head word.

    Attributes:
        senses: all of them.
        free: entries to try wherever the word stands.
        asking: the others, by words of which one must stand in the sentence.
    """

    senses: Sequence[Sense] = ()
    free: list[Entry] = field(default_factory=list)
    asking: dict[str, list[Entry]] = field(default_factory=dict)

    def every(self) -> list[Entry]:
        """All entries, in the book's order."""
        return sorted(
            {e.place: e for e in [*self.free, *(e for es in self.asking.values() for e in es)]}.values(), key=_place
        )

    def tried(self, words: frozenset[str]) -> list[Entry]:
        """Entries to try in a sentence of these words, in the book's order."""
        met = self.asking.keys() & words if self.asking else ()
        if not met:
            return self.free
        found = {entry.place: entry for word in met for entry in self.asking[word]}
        return sorted([*self.free, *found.values()], key=_place)


def _place(entry: Entry) -> int:
    return entry.place


NOTHING = Listed()


class SenseIndex:
    """The senses of a book; those of a word are made ready when it is first met."""

    def __init__(self, book: TriggerBook) -> None:
        self._senses = book.senses
        self._classes = book.classes
        self._known: dict[str, dict[str, Listed]] = {"verb": {}, "noun": {}, "adj": {}}
        self._fillers: dict[tuple[str, ...], Fillers] = {}

    def at(self, kind: str, word: str) -> Listed:
        """Senses of a verb, noun or adjective by its lemma."""
        known = self._known[kind]
        found = known.get(word)
        if found is None:
            senses = self._senses.get(f"{kind}:{word}")
            if not senses:
                return NOTHING
            found = known[word] = self._listed(word, senses)
        return found

    def _listed(self, head: str, senses: Sequence[Sense]) -> Listed:
        """The senses of one head word by what they ask for."""
        listed = Listed(senses)
        for place, sense in enumerate(senses):
            entry = self._entry(place, sense)
            asked = _asked(entry, head)
            if asked is None:
                listed.free.append(entry)
            for word in asked or ():
                listed.asking.setdefault(word, []).append(entry)
        return listed

    def _entry(self, place: int, sense: Sense) -> Entry:
        """One sense made ready."""
        kind, phrase = sense_word(sense)
        words = phrase.split()
        return Entry(
            sense=sense,
            place=place,
            kind=kind,
            phrase=phrase,
            words=words,
            parts=phrase.replace("-", " - ").split(),
            score=sense.weight + 2.0 * (len(words) - 1),
            obj=self._filled(sense.obj),
            subj=self._filled(sense.subj),
            mod=self._filled(sense.mod),
            prep=self._governed(sense.prep),
            not_obj=self._filled(sense.not_obj),
            not_subj=self._filled(sense.not_subj),
            not_mod=self._filled(sense.not_mod),
            not_prep=self._governed(sense.not_prep),
        )

    def _governed(self, prep: Mapping[str, Sequence[str]]) -> Prepositions:
        """Prepositions with what they govern."""
        return tuple((name, self._filled(words)) for name, words in prep.items())

    def _filled(self, words: Sequence[str]) -> Fillers | None:
        """Words and classes as sets, None for none."""
        if not words:
            return None
        key = tuple(words)
        if key not in self._fillers:
            written = [self._classes[w] for w in words if w in self._classes]
            forms = frozenset(w for w in words if not w.startswith("@"))
            lemmas = forms.union(*written)
            kinds = tuple(w for w in words if w.startswith("@") and w not in self._classes)
            last = None if kinds else frozenset(w.split()[-1] for w in lemmas)
            self._fillers[key] = Fillers(forms, lemmas, any(" " in w for w in lemmas), kinds, "@clause" in words, last)
        return self._fillers[key]


def _asked(entry: Entry, head: str) -> Iterable[str] | None:
    """Words of which one must stand in the sentence for a sense to fit, None where none need."""
    if len(entry.words) > 1:
        parts = entry.parts if entry.kind == "noun" else entry.words[1:]
        return [next((w for w in parts if w != head), head)]
    slots = (entry.obj, entry.subj, entry.mod, *(fillers for _, fillers in entry.prep))
    closed = [fillers.words for fillers in slots if fillers is not None and fillers.words is not None]
    if closed:
        return min(closed, key=len)
    return [entry.prep[0][0].split()[-1]] if entry.prep else None


@lru_cache(maxsize=2)
def sense_index(book: TriggerBook) -> SenseIndex:
    """The index of a book, made once."""
    return SenseIndex(book)
