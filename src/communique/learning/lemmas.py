"""The lemma of a trigger in its sentence, by the coder's own parse."""

from __future__ import annotations

from communique.coding.coder import Coder
from communique.ingest.build import Meta
from communique.ingest.plain import from_text
from communique.learning.suggest import Lemma

_PARTS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj"}


def lemma_by(coder: Coder) -> Lemma:
    """A function that parses the sentence; a trigger of several words is named by its lemmas, the chief word first."""

    def lemma(sentence: str, span: tuple[int, int]) -> tuple[str, str]:
        parse = coder.read(from_text(sentence, Meta(), None)).parse
        words = sentence[span[0] : span[1]]
        start = parse.text.find(words)
        tokens = [i for i in range(len(parse)) if parse.start[i] < start + len(words) and start < parse.end[i]]
        if start < 0 or not tokens:
            return "verb", words.lower()
        top = next((i for i in tokens if parse.head[i] not in tokens or parse.head[i] == i), tokens[0])
        return _PARTS.get(parse.pos[top], "verb"), " ".join(parse.lemma[i].lower() for i in tokens)

    return lemma
