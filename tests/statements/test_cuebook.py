"""The cue book is compiled from typed entries and refuses contradictions."""

from __future__ import annotations

import pytest

from communique.codebook.schema.cues import AttributionWords, CueFile, NounCue, PhraseCue, VerbCue
from communique.errors import CodebookError
from communique.statements.cuebook import compile_cues, load_cues, read_cue_files, regular_forms


@pytest.fixture
def words() -> AttributionWords:
    """The packaged words around cues."""
    return read_cue_files()[1]


def cue_file(**cues: list[object]) -> CueFile:
    """A file of cues of the speech class."""
    return CueFile(about="cues of a test", cue_class="speech", **cues)  # type: ignore[arg-type]


def test_a_verb_with_a_second_word_is_filed_under_both(words: AttributionWords) -> None:
    """ "call for" is looked up by "call", then by "for"."""
    book = compile_cues([cue_file(verbs=[VerbCue("call for", ["np"], "They called for calm.")])], words)
    assert "call" not in book.verbs
    assert book.phrasal["call"]["for"].frames == {"np"}


def test_a_cue_in_two_files_is_an_error(words: AttributionWords) -> None:
    """One lemma has one class."""
    twice = cue_file(nouns=[NounCue("claim", ["that"], "Her claim that it rained was true.")])
    with pytest.raises(CodebookError, match="claim"):
        compile_cues([twice, twice], words)


def test_longer_phrases_come_first(words: AttributionWords) -> None:
    """ "in the words of" must not be read as "in"."""
    book = compile_cues([cue_file(phrases=[PhraseCue("in the"), PhraseCue("in the words of")])], words)
    assert book.phrases["in"][0][0] == ("in", "the", "words", "of")


def test_regular_forms_help_where_a_lemma_is_wrong() -> None:
    """The model gives "grip" for "griped"; the form leads back to "gripe"."""
    assert load_cues().forms["griped"] == "gripe"
    assert regular_forms("deny") == ["denies", "denied", "denying"]
    assert "quipped" in regular_forms("quip")


def test_every_verb_has_a_frame() -> None:
    """An entry without a frame could never fire."""
    files, _ = read_cue_files()
    assert [v.verb for f in files for v in f.verbs if not v.frames] == []
    assert [n.noun for f in files for n in f.nouns if not n.frames] == []
