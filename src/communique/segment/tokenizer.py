"""A bound on the tokenizer's cost.

spaCy's tokenizer peels prefixes and suffixes one by one, so its cost grows with the square of
the length of a run such as "((((((": 8,000 marks take ten seconds. No word of news is that
long; a run without white space longer than `LONGEST` is cut into pieces first, and the
pieces become tokens of their own. The text and all offsets stay the same.
"""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

LONGEST = 200
"""Characters without white space that are still tokenized whole (a long URL)."""
PIECE = 40
"""Length of the pieces that a longer run is cut into."""

_LONG_RUN = re.compile(rf"\S{{{LONGEST + 1},}}")


class BoundedTokenizer:
    """The model's own tokenizer with very long runs cut first."""

    def __init__(self, inner: Tokenizer) -> None:
        self.inner = inner
        self.vocab = inner.vocab

    def __call__(self, text: str) -> Doc:
        """Tokenize `text`; the doc's text equals it."""
        if not _LONG_RUN.search(text):
            whole: Doc = self.inner(text)
            return whole
        words: list[str] = []
        spaces: list[bool] = []
        for piece, as_it_is in _pieces(text):
            if as_it_is:
                words.append(piece)
                spaces.append(False)
                continue
            doc = self.inner(piece)
            words.extend(t.text for t in doc)
            spaces.extend(bool(t.whitespace_) for t in doc)
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **kwargs: object) -> bytes:
        """Serialise the model's own tokenizer."""
        return bytes(self.inner.to_bytes(**kwargs))

    def from_bytes(self, data: bytes, **kwargs: object) -> BoundedTokenizer:
        """Restore the model's own tokenizer."""
        self.inner.from_bytes(data, **kwargs)
        return self

    def to_disk(self, path: str, **kwargs: object) -> None:
        """Write the model's own tokenizer."""
        self.inner.to_disk(path, **kwargs)

    def from_disk(self, path: str, **kwargs: object) -> BoundedTokenizer:
        """Read the model's own tokenizer."""
        self.inner.from_disk(path, **kwargs)
        return self


def _pieces(text: str) -> list[tuple[str, bool]]:
    """Cut `text` around long runs; joined the pieces are the text, True marks a token as it is."""
    pieces: list[tuple[str, bool]] = []
    at = 0
    for run in _LONG_RUN.finditer(text):
        if run.start() > at:
            pieces.append((text[at : run.start()], False))
        pieces.extend((text[i : min(i + PIECE, run.end())], True) for i in range(run.start(), run.end(), PIECE))
        at = run.end()
    if at < len(text):
        pieces.append((text[at:], False))
    return pieces


def bound(nlp: Language) -> None:
    """Give `nlp` the bounded tokenizer, once."""
    if isinstance(nlp.tokenizer, Tokenizer):
        nlp.tokenizer = BoundedTokenizer(nlp.tokenizer)
