"""Every cue fires in its own example sentence and is silent in its counter-example."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.codebook.schema.cues import CueFile
from communique.records.document import Document, Part
from communique.segment.read import parse_document, start_reading
from communique.segment.reading import Reading
from communique.statements.attribute import attribute
from communique.statements.cuebook import CueBook, compile_cues, read_cue_files, regular_forms

if TYPE_CHECKING:
    from spacy.language import Language

FILES, WORDS = read_cue_files()
FEWEST_VERBS = 700
FEWEST_NOUNS = 150


def entries(file: CueFile) -> list[tuple[str, str, str | None]]:
    """Each cue of a file with its example and its counter-example."""
    found: list[tuple[str, str, str | None]] = []
    found += [(c.verb, c.fires, c.silent) for c in file.verbs]
    found += [(c.noun, c.fires, c.silent) for c in file.nouns]
    found += [(c.adjective, c.fires, c.silent) for c in file.adjectives]
    found += [(c.adverb, c.fires, c.silent) for c in file.adverbs]
    found += [(c.phrase, c.fires, c.silent) for c in file.phrases]
    return found


ALL = [(f.cue_class, *entry) for f in FILES for entry in entries(f)]


@pytest.fixture(scope="module")
def cues() -> CueBook:
    """The packaged cue book."""
    return compile_cues(FILES, WORDS)


def read(nlp: Language, cues: CueBook, sentence: str) -> Reading:
    """Attribute the statements of one sentence."""
    document = Document(id="example", text=sentence, parts=[Part("paragraph", (0, len(sentence)))])
    reading = start_reading(parse_document(nlp, document), document)
    attribute(reading, cues)
    return reading


def fired(reading: Reading, name: str) -> bool:
    """Whether a statement of the reading has the cue `name`."""
    first, *rest = name.split()
    forms = {first, *regular_forms(first)}
    for made in reading.statements:
        if made.cue is None:
            continue
        words = range(*made.cue)
        if forms & ({reading.parse.lemma[i] for i in words} | {reading.parse.lower[i] for i in words}):
            following = reading.parse.lower[made.cue[0] : made.cue[0] + 12]
            if all(word in following for word in rest):
                return True
    return False


@pytest.mark.parametrize(("name", "fires"), [pytest.param(n, f, id=f"{c}: {n}") for c, n, f, _ in ALL])
def test_cue_fires(nlp: Language, cues: CueBook, name: str, fires: str) -> None:
    """A cue gives a statement in its example."""
    assert fired(read(nlp, cues, fires), name)


@pytest.mark.parametrize(("name", "silent"), [pytest.param(n, s, id=f"{c}: {n}") for c, n, _, s in ALL if s])
def test_cue_is_silent(nlp: Language, cues: CueBook, name: str, silent: str) -> None:
    """A cue gives none where its word means something else."""
    assert not fired(read(nlp, cues, silent), name)


def test_there_are_enough_cues() -> None:
    """The codebook holds as many verbs and nouns as the stage promises, each with an example."""
    assert sum(len(f.verbs) for f in FILES) >= FEWEST_VERBS
    assert sum(len(f.nouns) for f in FILES) >= FEWEST_NOUNS
    assert all(fires for _, _, fires, _ in ALL)
