"""Senses made ready for look-up: by head word, phrases by another of their words, fillers as sets.

"Call" has fifty senses, most of them phrases ("call off", "call for a vote"): only those are tried whose next word
stands near.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    """

    forms: frozenset[str]
    lemmas: frozenset[str]
    compounds: bool
    kinds: tuple[str, ...]
    clause: bool


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
        single: entries to try wherever the word stands.
        phrases: the others, by a word that must stand near.
        longest: words of the longest phrase.
    """

    senses: Sequence[Sense] = ()
    single: list[Entry] = field(default_factory=list)
    phrases: dict[str, list[Entry]] = field(default_factory=dict)
    longest: int = 1


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
        """The senses of one head word, phrases apart."""
        listed = Listed(senses)
        for place, sense in enumerate(senses):
            entry = self._entry(place, sense)
            asked = _asked(entry, head)
            if asked is None:
                listed.single.append(entry)
            else:
                listed.phrases.setdefault(asked, []).append(entry)
                listed.longest = max(listed.longest, len(entry.parts))
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
            self._fillers[key] = Fillers(forms, lemmas, any(" " in w for w in lemmas), kinds, "@clause" in words)
        return self._fillers[key]


def _asked(entry: Entry, head: str) -> str | None:
    """A word that must stand near the head word, None for one word or one cut at its hyphen."""
    if len(entry.words) == 1:
        return None
    if entry.kind != "noun":
        return entry.words[1]
    return next((w for w in entry.parts if w != head), None)


@lru_cache(maxsize=2)
def sense_index(book: TriggerBook) -> SenseIndex:
    """The index of a book, made once."""
    return SenseIndex(book)
