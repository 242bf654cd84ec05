"""The cues compiled for look-up by lemma."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.resources import as_file, files

from communique.codebook.schema.cues import AttributionWords, CueFile
from communique.codebook.yaml_files import read_struct
from communique.errors import CodebookError

WORDS_FILE = "words.yaml"


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue as the rules read it: its frames, class, and what it tells besides."""

    lemma: str
    second: str
    frames: frozenset[str]
    cue_class: str
    medium: str | None = None
    polarity: str | None = None


@dataclass(slots=True)
class CueBook:
    """All cues of the codebook.

    Attributes:
        verbs: plain verbs by lemma.
        phrasal: verbs with a particle or preposition, by lemma, then by second word.
        nouns, adjectives: by lemma.
        adverbs: by lower-case word, with their class.
        phrases: word sequences that stand before the speaker, by first word, longest first.
        media: lower-case words or phrases to medium; `weak_media` those that count only
            right beside the cue.
        stances: lower-case words to `doubts` or `vouches`.
        forms: regular forms of the verbs, for words whose lemma the model gets wrong.
        light_verbs, speaking_things, chain_verbs, documents, told_verbs, to_verbs, sent_things,
            puts_out: see `AttributionWords`.
    """

    verbs: dict[str, Cue] = field(default_factory=dict)
    phrasal: dict[str, dict[str, Cue]] = field(default_factory=dict)
    nouns: dict[str, Cue] = field(default_factory=dict)
    adjectives: dict[str, Cue] = field(default_factory=dict)
    adverbs: dict[str, str] = field(default_factory=dict)
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = field(default_factory=dict)
    media: dict[str, str] = field(default_factory=dict)
    weak_media: dict[str, str] = field(default_factory=dict)
    stances: dict[str, str] = field(default_factory=dict)
    light_verbs: frozenset[str] = frozenset()
    speaking_things: frozenset[str] = frozenset()
    chain_verbs: frozenset[str] = frozenset()
    documents: frozenset[str] = frozenset()
    told_verbs: frozenset[str] = frozenset()
    to_verbs: frozenset[str] = frozenset()
    sent_things: frozenset[str] = frozenset()
    puts_out: frozenset[str] = frozenset()
    written_cues: frozenset[str] = frozenset()
    written_media: frozenset[str] = frozenset()
    forms: dict[str, str] = field(default_factory=dict)

    def add_file(self, file: CueFile) -> None:
        """Add the cues of one file.

        Raises:
            CodebookError: a cue stands in two files.
        """
        for verb in file.verbs:
            lemma, _, second = verb.verb.partition(" ")
            cue = Cue(lemma, second, frozenset(verb.frames), file.cue_class, verb.medium, verb.polarity)
            table = self.phrasal.setdefault(lemma, {}) if second else self.verbs
            _put(table, second or lemma, cue, verb.verb)
            for form in regular_forms(lemma):
                self.forms.setdefault(form, lemma)
        for noun in file.nouns:
            cue = Cue(noun.noun, "", frozenset(noun.frames), file.cue_class, noun.medium, noun.polarity)
            _put(self.nouns, noun.noun, cue, noun.noun)
        for adjective in file.adjectives:
            cue = Cue(adjective.adjective, "", frozenset(adjective.frames), file.cue_class)
            _put(self.adjectives, adjective.adjective, cue, adjective.adjective)
        for adverb in file.adverbs:
            self.adverbs[adverb.adverb] = file.cue_class
        for phrase in file.phrases:
            words = tuple(phrase.phrase.split())
            self.phrases.setdefault(words[0], []).append((words, file.cue_class))
            self.phrases[words[0]].sort(key=lambda p: -len(p[0]))

    def add_words(self, words: AttributionWords) -> None:
        """Add the words around cues."""
        for entry in words.media:
            table = self.weak_media if entry.weak else self.media
            table.update(dict.fromkeys(entry.words, entry.medium))
        for stance in words.stances:
            self.stances.update(dict.fromkeys(stance.words, stance.stance))
        self.light_verbs = frozenset(words.light_verbs)
        self.speaking_things = frozenset(words.speaking_things)
        self.chain_verbs = frozenset(words.chain_verbs)
        self.written_cues = frozenset(words.written_cues)
        self.written_media = frozenset(words.written_media)
        self.documents = frozenset(words.documents)
        self.told_verbs = frozenset(words.told_verbs)
        self.to_verbs = frozenset(words.to_verbs)
        self.sent_things = frozenset(words.sent_things)
        self.puts_out = frozenset(words.puts_out)


def regular_forms(verb: str) -> list[str]:
    """The regular -s, -ed and -ing forms of a verb: "gripe" gives griped, griping, gripes."""
    if verb.endswith("e"):
        return [f"{verb}s", f"{verb}d", f"{verb[:-1]}ing"]
    if len(verb) > 2 and verb[-1] == "y" and verb[-2] not in "aeou":
        return [f"{verb[:-1]}ies", f"{verb[:-1]}ied", f"{verb}ing"]
    forms = [f"{verb}s", f"{verb}es", f"{verb}ed", f"{verb}ing"]
    if len(verb) > 2 and verb[-1] not in "aeiouwxy" and verb[-2] in "aeiou":
        forms += [f"{verb}{verb[-1]}ed", f"{verb}{verb[-1]}ing"]
    return forms


def _put(table: dict[str, Cue], key: str, cue: Cue, name: str) -> None:
    if key in table:
        raise CodebookError(f"cues: {name!r} stands in two places ({table[key].cue_class}, {cue.cue_class})")
    table[key] = cue


def compile_cues(cue_files: list[CueFile], words: AttributionWords) -> CueBook:
    """Build the book from decoded files."""
    book = CueBook()
    for file in cue_files:
        book.add_file(file)
    book.add_words(words)
    return book


def read_cue_files() -> tuple[list[CueFile], AttributionWords]:
    """Read `codebook/data/cues/*.yaml`.

    Raises:
        CodebookError: a file breaks its schema; the message names file and field.
    """
    cue_files: list[CueFile] = []
    words: AttributionWords | None = None
    with as_file(files("communique.codebook") / "data" / "cues") as folder:
        for path in sorted(folder.glob("*.yaml")):
            if path.name == WORDS_FILE:
                words = read_struct(path, AttributionWords, f"cues/{path.name}")
            else:
                cue_files.append(read_struct(path, CueFile, f"cues/{path.name}"))
    if words is None:
        raise CodebookError(f"cues/{WORDS_FILE} is missing")
    return cue_files, words


def load_cues() -> CueBook:
    """The cue book of the packaged data files."""
    return compile_cues(*read_cue_files())
